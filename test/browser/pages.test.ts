// Every page, for each role, in light and dark, wide and narrow: it shows, nothing complains, and axe finds nothing serious.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONSOLE_DIST } from '../../local/console/front.ts';
import type { Window } from './support/browser.ts';
import { seriousFindings } from './support/axe.ts';
import { openConsole, type TestConsole } from './support/console.ts';

let test: TestConsole;
beforeAll(async () => {
  test = await openConsole();
}, 240_000);
afterAll(() => test?.close());

/** A page and words that are on it once it is there. */
const PAGES = [
  ['/', 'Hotel Harbour Light'],
  ['/c/demo/records?q=', 'Anna Jansen'],
  ['/c/demo/records?q=state:failed', 'Invoice F-2006'],
  ['/c/demo/records/invoice/F-2006', 'is not in the books'],
  ['/c/demo/causes', 'Tax is not mapped'],
  ['/c/demo/connection', 'Custom transaction numbers are on'],
  ['/c/demo/policy', 'Time zone'],
  ['/c/demo/mappings', 'Items by revenue group'],
  ['/c/demo/books', 'Compare with the ledger'],
  ['/c/demo/exports', 'No export was started yet'],
  ['/c/demo/audit', 'Save a policy'],
  ['/c/demo/connect', 'Continue to QuickBooks Online'],
  ['/connect', 'Make the connection'],
] as const;

describe.each([
  { look: 'wide and light', width: 1440, dark: false },
  { look: 'narrow and dark', width: 390, dark: true },
])('$look', ({ width, dark }) => {
  let window: Window;
  beforeAll(async () => {
    window = await test.enter('admin', { width, dark });
  });
  afterAll(() => window.context.close());

  it.each(PAGES)('%s', async (path, words) => {
    const { page, complaints } = window;
    await test.go(page, path);
    await page.getByText(words).first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(complaints).toEqual([]);
    // Nothing sticks out: a page of a telephone is not moved sideways.
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  });
});

it('a viewer sees everything and is told why nothing can be changed', async () => {
  const { page, context } = await test.enter('viewer');
  await test.go(page, '/c/demo/records/invoice/F-2006');
  const retry = page.getByRole('button', { name: 'Retry' });
  expect(await retry.getAttribute('aria-disabled')).toBe('true');
  await retry.focus();
  await page.getByText('changing needs the role operator').first().waitFor({ state: 'attached' });
  await context.close();
});

it('every state occurs in what npm start opens with', async () => {
  const { page, context } = await test.enter('viewer');
  for (const [connection, states] of [
    ['demo', ['Failed', 'Action needed', 'Waiting', 'Synced', 'Skipped', 'Not synced']],
    ['demo-harbour', ['Uncertain', 'Pending']],
    ['demo-town', ['Failed', 'Waiting']],
  ] as const) {
    await test.go(page, `/c/${connection}/records?q=`);
    const table = page.locator('tbody');
    for (const state of states) await table.getByText(state, { exact: true }).first().waitFor();
  }
  await context.close();
});

const LIMIT_KB = 600;

it(`what a first visit loads is at most ${LIMIT_KB} KB compressed, fonts included`, async () => {
  const { page } = await test.enter('viewer');
  const loaded = new Set<string>();
  page.on('request', (request) => loaded.add(new URL(request.url()).pathname));
  await test.go(page, '/c/demo/records');
  await page.getByText('Tax is not mapped').first().waitFor();
  const files = [...loaded].filter((path) => path.startsWith('/assets/'));
  expect(files.length).toBeGreaterThan(3);
  const sizes = files.map((path) => gzipSync(readFileSync(join(CONSOLE_DIST, path))).length);
  const total = sizes.reduce((sum, size) => sum + size, 0) / 1024;
  console.log(`first load: ${total.toFixed(0)} KB in ${files.length} files`);
  expect(total).toBeLessThanOrEqual(LIMIT_KB);
});
