// Connecting a company at the console, from nothing to its first record in the books: through the wizard, for each kind of end.
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { seriousFindings } from './support/axe.ts';
import type { Window } from './support/browser.ts';
import { openConsole, type TestConsole } from './support/console.ts';

let test: TestConsole;
beforeAll(async () => {
  test = await openConsole({ isBare: true });
}, 240_000);
afterAll(() => test?.close());

const BOOKS = '9341457000000077';
const OTHER_BOOKS = '9341457000000078';
const AGENCY_BOOKS = '9341457000000079';
const PORTAL = 70_077;
const OTHER_PORTAL = 70_078;
const OFFICE = 'bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb';
const OTHER_OFFICE = 'cccccccc-cccc-4ccc-8ccc-cccccccccccc';

/** A company that numbers nothing itself, as hotels need it. */
async function company(realmId: string): Promise<void> {
  const { admin } = test.system.simulator;
  const home = { country: 'NL', homeCurrency: 'EUR', timeZone: 'Europe/Amsterdam' };
  await admin('POST', 'companies', { realmId, name: `Books ${realmId.slice(-2)}`, ...home });
  const preferences = { SalesFormsPrefs: { CustomTxnNumbers: true } };
  await admin('POST', `companies/${realmId}/acts`, { act: 'setPreferences', preferences });
}
const choosesCompany = (realm: string) =>
  test.system.simulator.admin('PATCH', 'settings', { oauth: { realm } });
const choosesPortal = (portal: number) =>
  test.system.hubspot?.admin('PATCH', 'settings', { oauth: { portal } });

/** Each step is looked at as it is shown: axe finds nothing, nothing sticks out; pictures where somebody wants to see them. */
async function look({ page }: Pick<Window, 'page'>, name: string): Promise<void> {
  expect(await seriousFindings(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  const folder = process.env['PICTURES'];
  if (folder === undefined) return;
  for (const { width, dark } of LOOKS) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
    const file = `${name}-${width}-${dark ? 'dark' : 'light'}.png`;
    await page.screenshot({ path: join(folder, file), fullPage: true, animations: 'disabled' });
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
}
const LOOKS = [1440, 390].flatMap((width) => [false, true].map((dark) => ({ width, dark })));

const choose = async (page: Page, field: string, option: string): Promise<void> => {
  await page.getByRole('button', { name: field }).click();
  await page.getByRole('option', { name: option }).first().click();
};
/** Chooses one of the ledger's own for a setting. */
async function map(page: Page, setting: string, option: string): Promise<void> {
  await page.locator(`[data-setting="${setting}"]`).first().locator('button').last().click();
  await page.getByRole('option', { name: option }).first().click();
}
const next = (page: Page) => page.getByRole('button', { name: 'Next', exact: true }).click();
const onStep = (page: Page, title: string) => page.getByRole('heading', { name: title, level: 1 }).waitFor();

/** Fills the first page in; answers the connection's id. */
async function make(page: Page, name: string, preset: string): Promise<string> {
  await page.getByRole('button', { name: 'Connect a company' }).click();
  await page.getByLabel('Name', { exact: true }).fill(name);
  await choose(page, 'Preset', preset);
  await page.getByRole('button', { name: 'Make the connection' }).click();
  await page.waitForURL('**/c/*/connect**');
  return new URL(page.url()).pathname.split('/')[2] ?? '';
}

const BOOKED = z.object({
  objects: z.object({
    Customer: z.array(z.object({ DisplayName: z.string() })),
    Invoice: z.array(z.object({ DocNumber: z.string().optional() })),
  }),
});
const booked = async () =>
  BOOKED.parse(await test.system.simulator.admin('GET', `companies/${BOOKS}`)).objects;

const event = (type: string, data: object) => ({
  specversion: '1.0',
  id: `${type}-1`,
  source: 'test',
  type,
  data: { revision: 1, ...data },
});
const EVENTS = [
  event('customer.upserted', { id: 'cus_1', name: 'Ada Lovelace', currency: 'EUR' }),
  event('invoice.upserted', {
    id: 'inv_1',
    number: '2026-1',
    customerId: 'cus_1',
    currency: 'EUR',
    date: '2026-11-21',
    status: 'closed',
    lines: [{ description: 'One night', amount: '120.00' }],
  }),
];

it('a viewer sees what there is and is told why nothing can be connected', async () => {
  const { page, context, complaints } = await test.enter('viewer');
  await test.go(page, '/connect');
  const button = page.getByRole('button', { name: 'Make the connection' });
  expect(await button.getAttribute('aria-disabled')).toBe('true');
  await test.go(page, '/c/demo/connect');
  const go = page.getByRole('button', { name: 'Continue to QuickBooks Online' });
  await go.waitFor();
  expect(await go.getAttribute('aria-disabled')).toBe('true');
  expect(complaints).toEqual([]);
  await context.close();
});

it('an admin makes a connection, copies its key, connects the company, maps, tries, goes live, and the first invoice is booked', async () => {
  await company(BOOKS);
  await company(OTHER_BOOKS);
  const window = await test.enter('admin');
  const { page, complaints, context } = window;
  await page.getByRole('button', { name: 'Connect a company' }).click();
  await page.getByLabel('Name', { exact: true }).waitFor();
  await look(window, 'new');
  await test.go(page, '/');
  const id = await make(page, 'Hotel Seventy-seven', 'Hotel');
  expect(id).toBe('hotel-seventy-seven');

  await onStep(page, 'Let the product send');
  await page.getByRole('button', { name: 'Make an API key' }).click();
  const secret = page.locator('[data-secret]');
  await secret.waitFor();
  const key = (await secret.innerText()).trim();
  expect(key).toMatch(/^llk_[0-9a-f]{12}_[0-9a-f]{64}$/);
  await page.getByRole('button', { name: 'Copy' }).waitFor();
  await look(window, 'key');
  await page.reload();
  await page.getByText(key.slice(0, 16)).waitFor();
  expect(await page.content()).not.toContain(key);
  await next(page);

  // The ledger's own page, and back to where it began: another step is not to be had before.
  await onStep(page, 'Connect the ledger');
  await next(page);
  await page.getByText('Connect the company first.', { exact: true }).waitFor();
  await look(window, 'ledger');
  await choosesCompany(BOOKS);
  await page.getByRole('button', { name: 'Continue to QuickBooks Online' }).click();
  await page.getByText('The company is connected').waitFor();
  expect(new URL(page.url()).pathname).toBe(`/c/${id}/connect`);
  await page.getByText('by admin').waitFor();
  await look(window, 'connected');
  await next(page);

  await onStep(page, 'Preflight');
  await page.getByText('is not live yet').first().waitFor();
  await look(window, 'preflight');
  await next(page);

  await onStep(page, 'Policy and mappings');
  for (const [setting, option] of [
    ['items.defaultItem', 'Services'],
    ['payments.depositAccount.default', 'Checking'],
    ['tax.default', '21% H'],
  ] as const)
    await map(page, setting, option);
  await look(window, 'policy');
  await next(page);

  await onStep(page, 'Cut-over date');
  await page.getByRole('textbox', { name: 'Cut-over date' }).fill('2026/11/01');
  await look(window, 'cut-over');
  await next(page);

  await onStep(page, 'Dry run');
  await page.getByText('Nothing has come in yet').waitFor();
  await look(window, 'nothing-yet');
  const sent = await fetch(`${test.system.url}/v1/connections/${id}/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(EVENTS),
  });
  expect(sent.status).toBe(202);
  await page.getByText('None of them would fail.').waitFor();
  await page.getByRole('link', { name: 'Invoice 2026-1' }).waitFor();
  await page.getByText('Waits until the connection is live').first().waitFor();
  await look(window, 'dry-run');
  expect(await booked()).toEqual({ Customer: [], Invoice: [] });
  await next(page);

  await onStep(page, 'Go live');
  await page.getByText('Nothing has been written to the ledger so far').waitFor();
  await page.getByText('2026-11-01').waitFor();
  await look(window, 'live');
  await page.getByRole('button', { name: 'Go live', exact: true }).click();
  await page.getByText('The connection is live.').waitFor();
  await test.go(page, `/c/${id}/records?q=`);
  await page.locator('tbody tr', { hasText: '2026-1' }).getByText('Synced').waitFor();
  expect((await booked()).Customer.map(({ DisplayName }) => DisplayName)).toEqual(['Ada Lovelace']);
  expect((await booked()).Invoice).toHaveLength(1);

  // Afterwards: who let us in, how old that is, a second key beside the first, and the first one revoked.
  await test.go(page, `/c/${id}/connection`);
  await page.getByText('by admin').waitFor();
  await page.getByRole('button', { name: 'Make a second key' }).click();
  await secret.waitFor();
  const second = (await secret.innerText()).trim();
  await look(window, 'connection');
  await page.getByRole('button', { name: `Revoke the key ${key.slice(0, 16)}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click();
  await page.getByText('Over', { exact: true }).waitFor();
  const asks = async (with_: string) =>
    (
      await fetch(`${test.system.url}/v1/connections/${id}`, {
        headers: { authorization: `Bearer ${with_}` },
      })
    ).status;
  await expect.poll(() => asks(key), { timeout: 10_000 }).toBe(401);
  expect(await asks(second)).toBe(200);

  // Connected again with another company chosen first: refused, nothing has moved.
  await choosesCompany(OTHER_BOOKS);
  await page.getByRole('button', { name: 'Reconnect', exact: true }).click();
  await page.getByRole('button', { name: 'Continue to QuickBooks Online' }).click();
  await page.getByText('This connection belongs to another company').waitFor();
  await look(window, 'wrong-company');
  await test.go(page, `/c/${id}/audit`);
  for (const word of ['Go live', 'Make an API key', 'Revoke an API key', 'Company connected'])
    await page.getByText(word, { exact: true }).first().waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

const STATE = z.object({ couplings: z.array(z.object({ administration: z.string(), key: z.string() })) });

it('a ledger that is opened by a key: a wrong one is refused, the right one opens the company, and no other one afterwards', async () => {
  const { snelstart } = test.system;
  for (const [office, name] of [
    [OFFICE, 'Bureau Noord'],
    [OTHER_OFFICE, 'Bureau Oost'],
  ])
    await snelstart?.admin('POST', 'administrations', { id: office, name });
  const { couplings } = STATE.parse(await snelstart?.admin('GET', ''));
  const keyOf = (office: string) =>
    couplings.find(({ administration }) => administration === office)?.key ?? '';
  const window = await test.enter('admin');
  const { page, complaints, context } = window;
  await make(page, 'Bureau Noord', 'Project office');
  await onStep(page, 'Let the product send');
  await next(page);
  await onStep(page, 'Connect the ledger');
  const enters = async (key: string) => {
    await page.getByLabel('Key', { exact: true }).fill(key);
    await page.getByRole('button', { name: 'Prove and store the key' }).click();
  };
  await enters('no-such-key');
  await page.getByText('This key opens no company').waitFor();
  await look(window, 'key-refused');
  await enters(keyOf(OFFICE));
  await page.getByText(`The key opens the company ${OFFICE}`).waitFor();
  await look(window, 'key-entered');
  await enters(keyOf(OTHER_OFFICE));
  await page.getByText('This key opens another company').waitFor();
  expect(await page.content()).not.toContain(keyOf(OFFICE));
  await next(page);
  await onStep(page, 'Preflight');
  await page.getByRole('button', { name: 'Start the first import' }).click();
  await page.getByRole('button', { name: 'Start the first import' }).waitFor({ state: 'detached' });
  await look(window, 'imported');
  expect(complaints).toEqual([]);
  await context.close();
});

it('a source that is read: its account and the company are connected in the same way, and stay what they are', async () => {
  for (const portalId of [PORTAL, OTHER_PORTAL])
    await test.system.hubspot?.admin('POST', 'portals', {
      portalId,
      name: `Portal ${portalId}`,
      currency: 'USD',
    });
  await choosesPortal(PORTAL);
  await company(AGENCY_BOOKS);
  await choosesCompany(AGENCY_BOOKS);
  const window = await test.enter('admin');
  const { page, complaints, context } = window;
  const id = await make(page, 'Agency Seventy', 'CRM that bills');
  await onStep(page, 'Connect the source');
  await look(window, 'source');
  await page.getByRole('button', { name: 'Continue to HubSpot' }).click();
  await page.getByText('The account is connected').waitFor();
  await page.getByText(String(PORTAL)).first().waitFor();
  await next(page);
  await onStep(page, 'Connect the ledger');
  await page.getByRole('button', { name: 'Continue to QuickBooks Online' }).click();
  await page.getByText('The company is connected').waitFor();

  await test.go(page, `/c/${id}/connection`);
  await page.getByText('Source: HubSpot').waitFor();
  await look(window, 'connection-of-source');
  await choosesPortal(OTHER_PORTAL);
  await page.getByRole('button', { name: 'Reconnect the source' }).click();
  await page.getByRole('button', { name: 'Continue to HubSpot' }).click();
  await page.getByText('This connection belongs to another account').waitFor();
  await choosesPortal(PORTAL);
  await page.getByRole('button', { name: 'Continue to HubSpot' }).click();
  await page.getByText('The account is connected').waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

it('without a mouse: the whole of the first page, and from step to step', async () => {
  const { page, complaints, context } = await test.enter('admin');
  await test.go(page, '/connect');
  await page.getByLabel('Name', { exact: true }).focus();
  await page.keyboard.type('By keyboard');
  // The first of the presets.
  for (const key of ['Tab', 'Enter', 'Enter']) await page.keyboard.press(key);
  const focused = () => page.evaluate('document.activeElement?.textContent ?? ""');
  for (let tabs = 0; tabs < 12 && (await focused()) !== 'Make the connection'; tabs += 1)
    await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await onStep(page, 'Let the product send');
  for (let tabs = 0; tabs < 40 && (await focused()) !== 'Next'; tabs += 1) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await onStep(page, 'Connect the ledger');
  expect(complaints).toEqual([]);
  await context.close();
});
