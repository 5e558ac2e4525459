// Unsyncing a payment: the refund that leans on it is shown first, leaves first, and both rows move by themselves.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openConsole, type TestConsole } from './support/console.ts';

let test: TestConsole;
beforeAll(async () => {
  test = await openConsole();
}, 240_000);
afterAll(() => test?.close());

it('the payment and its refund leave the books, the refund first', async () => {
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
  expect(objects.Payment).toHaveLength(2);
  expect(complaints).toEqual([]);
});
