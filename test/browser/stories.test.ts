// An operator's day, one story after the other in one system: what failed is cured, a payment leaves the books, a company is connected again.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEMO_REALM, HARBOUR_LIGHT } from '../../local/demo-connection.ts';
import { openConsole, type TestConsole } from './support/console.ts';

let test: TestConsole;
beforeAll(async () => {
  test = await openConsole();
}, 240_000);
afterAll(() => test?.close());

it('sees what failed, groups it by cause, reads why, maps the tax, and retries: three folios of the new spa get into the books', async () => {
  const { page, complaints } = await test.enter('admin');
  await page.getByRole('link', { name: 'Hotel Canal View' }).first().click();
  // What failed is what the page opens with, and what hangs on it.
  const table = page.locator('tbody');
  await table.getByText('The tax spa has no tax code').first().waitFor();
  await page.locator('[data-tile="failed"]').getByText('450.00 EUR at stake').waitFor();

  await page.keyboard.press('g');
  const causes = page.getByRole('table', { name: 'Causes' });
  const cause = causes.locator('tbody tr', { hasText: 'Tax is not mapped' });
  await cause.getByText('240.00 EUR').waitFor();
  await cause.getByRole('link', { name: '3', exact: true }).click();
  await page.getByRole('link', { name: 'Invoice F-2006' }).click();

  // Why, whose turn it is, and what to do.
  await page.getByText('Invoice F-2006 is not in the books').waitFor();
  await page.getByText('Map the tax to a tax code of the ledger').waitFor();
  await page.getByText('The rule “fail-unmapped-tax” decided').waitFor();
  await page.getByRole('link', { name: 'Map it' }).click();

  // The row for the code is there already; the ledger's own tax codes are in the list.
  const taxes = page.locator('[data-setting="tax.map"]');
  await taxes.locator('input[value="spa"]').waitFor();
  await taxes.locator('button[aria-haspopup]').last().click();
  await page.getByRole('option', { name: '21% H' }).click();
  await page.getByRole('button', { name: 'Check and try it' }).click();
  const dialogue = page.getByRole('dialog');
  await dialogue.getByText('3 of them at their next look').waitFor();
  await dialogue.getByRole('button', { name: 'Save as the next version' }).click();
  await page.getByText('of the policy is in force').first().waitFor();

  // Plan, then all at once.
  await test.go(page, '/c/demo/causes');
  await page.getByRole('button', { name: 'Retry 3 ...' }).click();
  await dialogue.getByText('Of 3 looked at, 3 will pass').waitFor();
  await dialogue.getByRole('button', { name: 'Retry 3 records' }).click();
  await dialogue.getByText('Done: 3').first().waitFor();
  await dialogue.getByRole('button', { name: 'Close' }).last().click();
  await cause.waitFor({ state: 'detached' });
  // The report outlives the page.
  await page.reload();
  const runs = page.getByRole('table', { name: 'Actions on many records' });
  await runs.getByText('3 done, 0 left').waitFor();
  await runs.getByRole('button', { name: 'Show the report' }).click();
  await dialogue.getByText('The report is kept until').waitFor();
  await dialogue.getByRole('button', { name: 'Close' }).last().click();

  // They moved by themselves, and so did the payment that waited for one of them.
  await test.go(page, '/c/demo/records?q=kind:invoice');
  for (const folio of ['F-2006', 'F-2007', 'F-2008'])
    await page.locator('tbody tr', { hasText: folio }).getByText('Synced').waitFor();
  await test.go(page, '/c/demo/records?q=kind:payment');
  await page.locator('tbody tr', { hasText: 'P-4' }).getByText('Synced').waitFor();
  const { objects } = await test.books.look();
  const booked = objects.Invoice.filter(({ DocNumber }) => /^F-200[678]$/.test(DocNumber ?? ''));
  expect(booked.map(({ TotalAmt }) => TotalAmt).sort((a, b) => a - b)).toEqual([54.45, 90.75, 145.2]);
  expect(complaints).toEqual([]);
});

it('unsyncs: the payment and its refund leave the books, the refund first', async () => {
  const { page, complaints } = await test.enter('operator');
  await test.go(page, '/c/demo/records?q=kind:payment');
  await page.getByRole('checkbox', { name: 'Payment P-2' }).click();
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: 'Unsync' }).click();
  const dialogue = page.getByRole('dialog');
  await dialogue.getByText('Others leave the books first').waitFor();
  await dialogue.getByRole('link', { name: 'Refund R-1' }).waitFor();
  await dialogue.getByRole('textbox').fill('paid twice at the desk');
  await dialogue.getByRole('button', { name: 'Unsync' }).click();
  await dialogue.waitFor({ state: 'hidden' });
  await page.locator('tbody tr', { hasText: 'Payment P-2' }).getByText('Not synced').waitFor();

  await test.go(page, '/c/demo/records/refund/R-1');
  await page.getByText('shall not be').waitFor();
  await test.go(page, '/c/demo/records/payment/P-2');
  await page.getByText('paid twice at the desk').first().waitFor();
  const { objects } = await test.books.look();
  // P-1 and P-3, and P-4, which followed its folio.
  expect(objects.Payment).toHaveLength(3);
  expect(complaints).toEqual([]);
});

it('without a mouse: j and k move, x selects, s asks for a reason, Enter opens, / searches, ? helps, g groups', async () => {
  const { page, complaints } = await test.enter('operator');
  const focused = () => page.evaluate('document.activeElement?.textContent ?? ""');
  await test.go(page, '/c/demo/records?q=kind:customer');
  await page.getByText('Anna Jansen').first().waitFor();
  await page.keyboard.press('j');
  const first = await focused();
  await page.keyboard.press('j');
  expect(await focused()).not.toBe(first);
  await page.keyboard.press('k');
  expect(await focused()).toBe(first);

  await test.go(page, '/c/demo/records?q=state:waiting');
  await page.getByText('Waits until the folio is closed').first().waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.getByRole('button', { name: 'Retry' }).and(page.locator(':not([aria-disabled])')).waitFor();
  await page.keyboard.press('s');
  const dialogue = page.getByRole('dialog');
  await dialogue.getByText('It stays out of the books').waitFor();
  await page.keyboard.type('booked elsewhere');
  await page.keyboard.press('Enter');
  await dialogue.waitFor({ state: 'hidden' });
  // The row leaves by itself, and what is left says what is known.
  await page.getByText('Waits until the folio is closed').waitFor({ state: 'detached' });
  await page.getByText(/0 waiting\. Last event \d\d:\d\d\. .* synced this month\./).waitFor();

  // Its history says who did it; it is out of the books, and found by how its number begins.
  await test.go(page, '/c/demo/records/invoice/F-2011');
  await page.getByRole('tab', { name: 'History' }).click();
  await page
    .locator('tbody tr', { hasText: 'state waiting → state skipped' })
    .getByText('operator')
    .waitFor();

  await test.go(page, '/c/demo/records?q=state:failed');
  await page.getByText('Period is closed').first().waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByText('is not in the books').first().waitFor();
  await page.goBack();
  await page.getByText('Period is closed').first().waitFor();
  await page.keyboard.press('/');
  expect(await page.evaluate('document.activeElement?.tagName')).toBe('INPUT');
  await page.keyboard.press('Escape');
  await page.evaluate('document.activeElement.blur()');
  await page.keyboard.press('?');
  await dialogue.getByText('Group by cause').waitFor();
  await page.keyboard.press('Escape');
  await dialogue.waitFor({ state: 'hidden' });
  await page.keyboard.press('g');
  await page.waitForURL('**/causes');
  expect(complaints).toEqual([]);
});

it('finds one record by its number: out of the books, in the books by asking the ledger, or nowhere', async () => {
  const { page, complaints } = await test.enter('viewer');
  await test.go(page, '/c/demo/records?q=state:failed f-201');
  await page.getByText('Also found by “f-201”').waitFor();
  await page.getByRole('link', { name: 'Invoice F-2011' }).waitFor();
  await test.go(page, '/c/demo/records?q=state:failed "Anna Jansen"');
  await page.getByText('“Anna Jansen” is not in this table').waitFor();
  await page.getByRole('button', { name: 'Look in the ledger' }).click();
  await page.getByRole('link', { name: 'Customer Anna Jansen' }).waitFor();
  await test.go(page, '/c/demo/records?q=state:failed number:F-9999');
  await page.getByRole('button', { name: 'Look in the ledger' }).click();
  await page.getByText('What is nowhere was never sent to us.').waitFor();
  expect(complaints).toEqual([]);
});

it('sees what was synced and what failed, by hours and by days', async () => {
  const { page, complaints } = await test.enter('viewer');
  await test.go(page, '/c/demo/records');
  await page.getByText(/\d+ synced, \d+ failed in the last 24 hours/).waitFor();
  const chart = page.getByRole('application', { name: 'Synced and failed per hour' });
  await chart.first().waitFor({ state: 'attached' });
  await page.getByRole('button', { name: '30 days' }).click();
  await page.getByText(/\d+ synced, \d+ failed in the last 30 days/).waitFor();
  expect(complaints).toEqual([]);
});

const chooses = (realm: string) => test.system.simulator.admin('PATCH', 'settings', { oauth: { realm } });

it('connects again: another company is refused, and the right one connects', async () => {
  const { page, complaints } = await test.enter('admin');
  await test.go(page, '/c/demo/connection');
  await page.getByRole('button', { name: 'Disconnect' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
  await page.getByText('The ledger does not accept our authorisation any more').first().waitFor();

  await chooses(HARBOUR_LIGHT.realm);
  await page.getByRole('button', { name: 'Reconnect' }).click();
  await page.getByText(`belongs to the company ${DEMO_REALM}`).waitFor();
  await page.getByRole('button', { name: 'Continue to QuickBooks Online' }).click();
  await page.getByText('This connection belongs to another company').waitFor();

  await chooses(DEMO_REALM);
  await test.go(page, '/c/demo/connect');
  await page.getByRole('button', { name: 'Continue to QuickBooks Online' }).click();
  await page.getByText('The company is connected').waitFor();
  await test.go(page, '/c/demo/connection');
  await page.getByText('Connected', { exact: true }).first().waitFor();
  await test.go(page, '/c/demo/audit');
  await page.getByText('Disconnect').first().waitFor();
  expect(complaints).toEqual([]);
});
