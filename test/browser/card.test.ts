// The status card on a page of a host product: another origin with the strictest content policy, whose server asks us with its key.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildConsole, isConsoleStale } from '../../local/console/build.ts';
import { CONSOLE_DIST } from '../../local/console/front.ts';
import { customer, invoice, line } from '../e2e/support/events.ts';
import { openSystem, type TestSystem } from '../e2e/support/test-system.ts';
import { seriousFindings } from './support/axe.ts';
import { openBrowser, openWindow } from './support/browser.ts';

let test: TestSystem;
let browser: Browser;
/** What the host's server does with the question of its page. */
let passes: 'on' | 'a fault' = 'on';
let asked: (string | undefined)[] = [];
const hostPage = createServer((incoming, outgoing) => {
  void answer(incoming.url ?? '').then(({ status, type, body }) =>
    outgoing.writeHead(status, { 'content-type': type, 'content-security-policy': POLICY }).end(body),
  );
  asked.push(incoming.headers.authorization);
});
/** Nothing inline, nothing from elsewhere. */
const POLICY =
  "default-src 'none'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'";

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const page = (scheme: string, record: string) => `<!doctype html><html lang="en"><head><title>Folio</title>
<meta name="color-scheme" content="${scheme}"><script type="module" src="/status-card.js"></script></head>
<body><main><h1>Folio</h1><ledgerlane-card src="/ledger-card/${record}"></ledgerlane-card></main></body></html>`;

/** All that a product has to add to its server. */
async function answer(url: string): Promise<Answer> {
  if (url === '/status-card.js')
    return { status: 200, type: 'text/javascript', body: await readFile(join(CONSOLE_DIST, url), 'utf8') };
  const [, record] = /^\/ledger-card\/(\w+\/[\w-]+)$/.exec(url) ?? [];
  if (record !== undefined) {
    if (passes === 'a fault') return { status: 503, type: 'text/plain', body: 'down' };
    const response = await fetch(`${test.system.url}/v1/connections/demo/records/${record}/card`, {
      headers: { authorization: `Bearer ${test.system.apiKey}` },
    });
    return { status: response.status, type: 'application/json', body: await response.text() };
  }
  const [, scheme = 'light', of = ''] = /^\/(light|dark)\/(.*)$/.exec(url) ?? [];
  return { status: 200, type: 'text/html', body: page(scheme, of) };
}

let origin = '';
beforeAll(async () => {
  if (isConsoleStale() && !(await buildConsole((said) => console.error(said))))
    throw new Error('The console cannot be built');
  [test, browser] = await Promise.all([openSystem(), openBrowser()]);
  await test.product.post([
    customer({ id: 'ada', name: '<img src=x onerror=alert(1)>' }),
    invoice({ id: 'F-1', customerId: 'ada' }),
    invoice({ id: 'F-2', customerId: 'ada', lines: [line('10.00', 'spa<b>')] }),
  ]);
  await test.product.synced('invoice', 'F-1');
  await test.product.until('invoice', 'F-2', 'failed');
  await new Promise<void>((resolve) => hostPage.listen(0, '127.0.0.1', resolve));
  const address = hostPage.address();
  origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}, 240_000);
afterAll(async () => {
  hostPage.closeAllConnections();
  hostPage.close();
  await browser?.close();
  await test?.close();
});

const CARD = "document.querySelector('ledgerlane-card')";

async function show(path: string, dark = false) {
  const window = await openWindow(browser, { dark });
  await window.page.goto(`${origin}${path}`);
  const card = window.page.locator('ledgerlane-card');
  const colour = (of: 'color' | 'backgroundColor') => window.page.evaluate(`getComputedStyle(${CARD}).${of}`);
  return { ...window, card, colour };
}

it('says what became of a record, and what to do; texts of others are texts', async () => {
  const booked = await show('/light/invoice/F-1');
  await booked.card.getByText('It is in the books as its source last said.').waitFor();
  const failed = await show('/light/invoice/F-2');
  await failed.card.getByText('spa<b>').waitFor();
  await failed.card.getByText('then retry', { exact: false }).first().waitFor();
  for (const { page, complaints, context } of [booked, failed]) {
    expect(complaints).toEqual([]);
    expect(await seriousFindings(page)).toEqual([]);
    await context.close();
  }
});

it('no key is ever in the page: it asks its own server, without one', async () => {
  asked = [];
  const { card, page, context } = await show('/light/invoice/F-1');
  await card.getByText('synced').waitFor();
  expect(asked.filter((each) => each !== undefined)).toEqual([]);
  expect(await page.content()).not.toContain('llk_');
  await context.close();
});

it('is light on a light page and dark on a dark one, whatever the reader prefers elsewhere', async () => {
  const white = 'rgb(255, 255, 255)';
  const light = await show('/light/invoice/F-2', true);
  expect(await light.colour('backgroundColor')).toBe(white);
  const dark = await show('/dark/invoice/F-2');
  await dark.card.getByText('spa<b>').waitFor();
  expect(await dark.colour('color')).toBe(white);
  expect(await dark.colour('backgroundColor')).not.toBe(white);
  expect(await seriousFindings(dark.page)).toEqual([]);
  await Promise.all([light.context.close(), dark.context.close()]);
});

it('when nobody answers it says so, keeps what it showed, and tells the page; another record starts afresh', async () => {
  passes = 'a fault';
  const never = await show('/light/invoice/F-1');
  await never.card.getByText('cannot be shown at the moment').waitFor();
  passes = 'on';
  const { card, page, context } = await show('/light/invoice/F-1');
  await card.getByText('synced').waitFor();
  passes = 'a fault';
  // As the element does every 15 seconds: put in again, it asks again.
  const told = page.evaluate(`new Promise((resolve) => {
    ${CARD}.addEventListener('ledgerlane-unavailable', () => resolve('told'));
    document.querySelector('main').append(${CARD});
  })`);
  expect(await told).toBe('told');
  await card.getByText('nobody has answered since').waitFor();
  await card.getByText('It is in the books as its source last said.').waitFor();
  passes = 'on';
  await page.evaluate(`${CARD}.setAttribute('src', '/ledger-card/invoice/F-2')`);
  await card.getByText('spa<b>').waitFor();
  expect(await card.getByText('It is in the books').count()).toBe(0);
  await page.evaluate(`${CARD}.setAttribute('src', '/ledger-card/invoice/none')`);
  await card.getByText('cannot be shown at the moment').waitFor();
  expect(await page.locator('ledgerlane-card').count()).toBe(1);
  await Promise.all([never.context.close(), context.close()]);
});
