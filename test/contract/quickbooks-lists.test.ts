// What the connector reads of a whole company against the simulator over HTTP: pages, the highest number, its own lists.
import { afterEach, describe, expect, test } from 'vitest';
import type { Listing } from '../../shared/connectors/ports.ts';
import type { LedgerDocument, Snapshot } from '../../shared/core/documents.ts';
import {
  connectCompany,
  doneOf,
  intent,
  NOW,
  valueOf,
  type ConnectedCompany,
} from './support/quickbooks-company.ts';

let company: ConnectedCompany | undefined;
let count = 0;
afterEach(async () => {
  await company?.close();
  company = undefined;
});

async function open(settings?: Parameters<typeof connectCompany>[0]): Promise<ConnectedCompany> {
  company = await connectCompany(settings);
  return company;
}

async function create(it: ConnectedCompany, document: LedgerDocument): Promise<string> {
  count += 1;
  const answer = await it.ledger.write(it.access, `n${count}`, [intent('n', 'create', document)]);
  return doneOf(answer, 'n').ref.id;
}

const customer = (name: string, parent?: string): LedgerDocument => ({
  type: 'customer',
  name,
  parent,
  active: true,
});
const invoice = (customerId: string, number: string, date = '2026-11-20'): LedgerDocument => ({
  type: 'invoice',
  number,
  customer: customerId,
  currency: 'USD',
  date,
  lines: [{ item: '1', amount: '1.00' }],
  taxMode: 'none',
});
const act = (it: ConnectedCompany, body: unknown) =>
  it.admin('POST', `/companies/${it.access.company}/acts`, body);
const later = (it: ConnectedCompany) => it.admin('POST', '/clock', { advanceMs: 1000 });

/** All documents by their pages, each once; `between` happens after each page. */
async function all(it: ConnectedCompany, listing: Listing, between?: () => Promise<unknown>) {
  const seen = new Map<string, Snapshot>();
  let cursor: string | undefined;
  let pages = 0;
  do {
    const page = valueOf(await it.ledger.list(it.access, listing, cursor));
    page.snapshots.forEach((each) => seen.set(each.ref.id, each));
    cursor = page.next;
    pages += 1;
    await between?.();
  } while (cursor !== undefined && pages < 50);
  return [...seen.values()];
}

const names = (listed: readonly Snapshot[]) =>
  listed.map(({ document }) => (document !== undefined && 'name' in document ? document.name : '?'));

describe('a listing', () => {
  test('gives customers before their locations, the inactive too, and says whose location it is', async () => {
    const it = await open();
    const parent = await create(it, customer('Harbour'));
    await create(it, customer('Pier 1', parent));
    await later(it);
    const gone = await create(it, customer('Lighthouse'));
    await act(it, { act: 'makeInactive', entity: 'Customer', id: gone });
    const listed = await all(it, { type: 'customer', limit: 1 });
    expect(names(listed)).toEqual(['Harbour', 'Lighthouse', 'Pier 1']);
    expect(listed.map(({ document }) => document)).toMatchObject([
      { active: true },
      { active: false },
      { parent, active: true },
    ]);
  });

  test('misses nobody while parties are made, changed and merged away between its pages', async () => {
    const it = await open();
    const made = ['A', 'B', 'C', 'D', 'E', 'F', 'G'];
    const ids: string[] = [];
    for (const [index, name] of made.entries()) {
      if (index % 3 === 0) await later(it);
      ids.push(await create(it, { type: 'supplier', name, active: true }));
    }
    let round = 0;
    const listed = await all(it, { type: 'supplier', limit: 3 }, async () => {
      round += 1;
      if (round === 1) await act(it, { act: 'merge', entity: 'Vendor', winnerId: ids[1], loserId: ids[0] });
      if (round === 2) await act(it, { act: 'rename', entity: 'Vendor', id: ids[6], name: 'G2' });
      if (round === 3) {
        await later(it);
        await create(it, { type: 'supplier', name: 'H', active: true });
      }
    });
    expect(names(listed)).toEqual(expect.arrayContaining(['C', 'D', 'E', 'F', 'G2', 'H']));
  });

  test('goes through many that were made in one second', async () => {
    const it = await open();
    for (let index = 0; index < 5; index += 1) await create(it, customer(`Twin ${index}`));
    expect(names(await all(it, { type: 'customer', limit: 2 }))).toHaveLength(5);
  });

  test('of items has what the company came with; a category is no item', async () => {
    const it = await open();
    await act(it, { act: 'create', entity: 'Item', object: { Name: 'Rooms', Type: 'Category' } });
    const listed = await all(it, { type: 'item' });
    expect(names(listed).sort()).toEqual(['?', 'Hours', 'Product', 'Services']);
    expect(listed.filter(({ document }) => document === undefined)).toHaveLength(1);
  });

  test('of documents keeps to its days', async () => {
    const it = await open();
    const party = await create(it, customer('Bilbo'));
    for (const day of [18, 19, 20, 21]) await create(it, invoice(party, `I-${day}`, `2026-11-${day}`));
    const listed = await all(it, { type: 'invoice', from: '2026-11-19', to: '2026-11-20' });
    expect(listed.map(({ document }) => document)).toMatchObject([{ number: 'I-19' }, { number: 'I-20' }]);
  });
});

test('the highest number is the highest plain one, not the last as text', async () => {
  const it = await open();
  expect(valueOf(await it.ledger.highestNumber(it.access))).toBeUndefined();
  const party = await create(it, customer('Bilbo'));
  for (const number of ['999', '1000', 'INV-5000', '20261120000001999'])
    await create(it, invoice(party, number));
  expect(valueOf(await it.ledger.highestNumber(it.access))).toBe(1000);
});

describe('the lists of a company', () => {
  test('have accounts with type and currency, and codes with what they add', async () => {
    const it = await open({ country: 'GB', homeCurrency: 'GBP', multiCurrency: true });
    await create(it, { type: 'customer', name: 'Chloé', currency: 'EUR', active: true });
    const reference = valueOf(await it.ledger.reference(it.access, NOW));
    const accounts = reference.accounts.filter(({ type }) => type === 'Accounts Receivable');
    expect(accounts.map(({ currency }) => currency).sort()).toEqual(['EUR', 'GBP']);
    expect(reference.taxCodes.map(({ name, rate }) => [name, rate])).toContainEqual(['20.0% S', '20']);
  });

  test('add up the rates of a code, and know none of TAX and NON', async () => {
    const { reference } = (await open()).access;
    const rates = new Map((reference?.taxCodes ?? []).map(({ name, rate }) => [name, rate]));
    expect(rates.get('Tucson')).toBe('9.1');
    expect(rates.get('NON')).toBeUndefined();
  });

  test('tell the settings that preflight asks for, and through which day the books are closed', async () => {
    const it = await open();
    expect(it.access.reference?.switches).toMatchObject({ custom_numbers: 'off', auto_apply_credit: 'off' });
    expect(it.access.reference?.closedUntil).toBeUndefined();
    const SalesFormsPrefs = { CustomTxnNumbers: true, AutoApplyCredit: true };
    await act(it, { act: 'setPreferences', preferences: { SalesFormsPrefs } });
    await act(it, { act: 'closeBooks', date: '2026-10-31' });
    expect(valueOf(await it.ledger.reference(it.access, NOW))).toMatchObject({
      closedUntil: '2026-10-31',
      switches: { custom_numbers: 'on', auto_apply_credit: 'on' },
    });
  });
});
