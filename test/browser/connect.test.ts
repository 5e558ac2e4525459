// Connecting again: the wrong company is chosen first, nothing changes; then the right one, and everything goes on.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEMO_REALM, SECOND_REALM } from '../../local/demo-connection.ts';
import { openConsole, type TestConsole } from './support/console.ts';

let test: TestConsole;
beforeAll(async () => {
  test = await openConsole();
}, 240_000);
afterAll(() => test?.close());

const chooses = (realm: string) => test.system.simulator.admin('PATCH', 'settings', { oauth: { realm } });

it('another company is refused, and the right one connects', async () => {
  const { page, complaints } = await test.enter('admin');
  await test.go(page, '/c/demo/connection');
  await page.getByRole('button', { name: 'Disconnect' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
  await page.getByText('The ledger does not accept our authorisation any more').first().waitFor();

  await chooses(SECOND_REALM);
  await page.getByRole('button', { name: 'Reconnect' }).click();
  await page.getByText(`belongs to the company ${DEMO_REALM}`).waitFor();
  await page.getByRole('button', { name: 'Continue to quickbooks' }).click();
  await page.getByText('This connection belongs to another company').waitFor();

  await chooses(DEMO_REALM);
  await test.go(page, '/c/demo/connect');
  await page.getByRole('button', { name: 'Continue to quickbooks' }).click();
  await page.getByText('The company is connected').waitFor();
  await test.go(page, '/c/demo/connection');
  await page.getByText('Connected', { exact: true }).first().waitFor();
  await test.go(page, '/c/demo/audit');
  await page.getByText('Disconnect').first().waitFor();
  expect(complaints).toEqual([]);
});
