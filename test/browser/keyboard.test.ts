// An operator without a mouse: from row to row, into a record, an action with its reason, and back.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openConsole, type TestConsole } from './support/console.ts';

let test: TestConsole;
beforeAll(async () => {
  test = await openConsole();
}, 240_000);
afterAll(() => test?.close());

it('j and k move, x selects, s skips with a reason, Enter opens, / searches, ? helps', async () => {
  const { page, complaints } = await test.enter('operator');
  await test.go(page, '/c/demo/records?q=state:failed');
  await page.getByText('Tax is not mapped').first().waitFor();
  const focused = () => page.evaluate('document.activeElement?.textContent ?? ""');
  await page.keyboard.press('j');
  const first = await focused();
  await page.keyboard.press('j');
  const second = await focused();
  expect(second).not.toBe(first);
  await page.keyboard.press('k');
  expect(await focused()).toBe(first);

  await page.keyboard.press('x');
  await page.getByText('(1/').waitFor();
  await page
    .getByRole('button', { name: 'Retry' })
    .and(page.locator(':not([aria-disabled="true"])'))
    .waitFor();
  await page.keyboard.press('s');
  const dialogue = page.getByRole('dialog');
  await dialogue.getByText('It stays out of the books').waitFor();
  await page.keyboard.type('booked elsewhere');
  await dialogue.getByRole('button', { name: 'Skip', exact: true }).focus();
  await page.keyboard.press('Enter');
  await dialogue.waitFor({ state: 'hidden' });
  await page.getByText('is on its way').waitFor();
  // It moves by itself: the failed table has one row less.
  await page.locator('tbody tr', { hasText: String(first) }).waitFor({ state: 'detached' });

  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByText('is not in the books').waitFor();
  expect(page.url()).toContain('/records/invoice/');

  await page.goBack();
  await page.getByText('Tax is not mapped').first().waitFor();
  await page.keyboard.press('/');
  expect(await page.evaluate('document.activeElement?.tagName')).toBe('INPUT');
  await page.keyboard.press('Escape');
  await page.evaluate('document.activeElement.blur()');
  await page.keyboard.press('?');
  await page.getByRole('dialog').getByText('Group by cause').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.waitForURL('**/causes');
  expect(complaints).toEqual([]);
});
