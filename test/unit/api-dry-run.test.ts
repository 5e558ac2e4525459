// The dry run of a policy: how many of the last records it would treat differently, with examples, and nothing done.
import { beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { API_ROUTES } from '../../functions/api/routes.ts';
import { serve } from '../../functions/http/serve.ts';
import type { Policy } from '../../shared/core/policy.ts';
import type { Link } from '../../shared/core/links.ts';
import type { SourceRecord } from '../../shared/core/records.ts';
import { bookedLink, CUSTOMER, INVOICE, ITEM, PAYMENT, POLICY, REFERENCE, said } from '../support/facts.ts';
import { addTenant, bodyOf, createTestHost, NOW, requestWith } from '../support/http-host.ts';

const LANE = 'quickbooks:company-alpha';
const ROUTE = 'POST /v1/connections/{connection}/policy/dry-run';
const TOLD = z.object({
  rule: z.string(),
  decision: z.string(),
  operation: z.string().optional(),
  reason: z.string().optional(),
  problem: z.string().optional(),
});
const ANSWER = z.strictObject({
  records: z.number(),
  complete: z.boolean(),
  altered: z.number(),
  alteredNow: z.number(),
  byKind: z.record(z.string(), z.number()),
  examples: z.array(
    z.strictObject({
      kind: z.string(),
      id: z.string(),
      now: z.boolean(),
      before: TOLD,
      after: TOLD,
      fields: z.array(z.string()).optional(),
    }),
  ),
});

let outside: ReturnType<typeof createTestHost>;
let key: string;
beforeEach(async () => {
  outside = createTestHost();
  ({ key } = await addTenant(outside.host, 'alpha'));
  await outside.host.connections.savePolicy('alpha', { version: 1, policy: POLICY });
  await outside.host.connections.saveReference(LANE, REFERENCE);
});

const ask = (policy: unknown, last: unknown = 2000) =>
  serve(
    API_ROUTES,
    outside.host,
    requestWith(ROUTE, { key, path: { connection: 'alpha' }, body: { policy, last } }),
  );
const run = async (policy: Policy, last?: number) => ANSWER.parse(bodyOf(await ask(policy, last)));

/** A record that came in at a time; booked, if a link says so. */
async function came(record: SourceRecord, at: number, booked?: Link): Promise<void> {
  const keyOf = { connection: 'alpha', kind: record.kind, id: record.id };
  await outside.host.links.storeSource(keyOf, LANE, said(record, { receivedAt: at }));
  const [link] = await outside.host.links.read([keyOf]);
  if (link === undefined || booked === undefined) return;
  const { document, base, health } = booked;
  await outside.host.links.save(LANE, { ...link, document, base, health });
}

/** Customer, item and a number of invoices in the books, each a minute after the one before. */
async function business(invoices: number): Promise<void> {
  await came(CUSTOMER, NOW - 100_000_000, bookedLink(CUSTOMER, 'd1'));
  await came(ITEM, NOW - 100_000_000, bookedLink(ITEM, 'd2'));
  for (let at = 1; at <= invoices; at += 1) {
    const invoice = { ...INVOICE, id: `inv_${at}`, number: `F-${at}` };
    await came(invoice, NOW - 90_000_000 + at * 60_000, bookedLink(invoice, `b${at}`));
  }
}

test('a policy that is the same alters nothing', async () => {
  await business(3);
  expect(await run(POLICY)).toEqual({
    records: 5,
    complete: true,
    altered: 0,
    alteredNow: 0,
    byKind: {},
    examples: [],
  });
});

test('what is booked stays, and shows what would become of the next ones: with the parts of the document that differ', async () => {
  await business(2);
  const answer = await run({ ...POLICY, tax: { mode: 'mapped', map: { high: 'tax_21', low: 'tax_9' } } });
  expect(answer).toMatchObject({ records: 4, altered: 2, alteredNow: 0, byKind: { invoice: 2 } });
  expect(answer.examples[0]).toEqual({
    kind: 'invoice',
    id: 'inv_2',
    now: false,
    before: { rule: 'create-or-update', decision: 'write', operation: 'create' },
    after: { rule: 'create-or-update', decision: 'write', operation: 'create' },
    fields: ['lines'],
  });
});

test('what waits or failed is altered now: its next look does something else', async () => {
  await business(0);
  await came({ ...INVOICE, status: 'open' }, NOW - 60_000);
  await came({ ...PAYMENT, method: 'crypto', allocations: [] }, NOW - 30_000);
  const { payments, invoices } = POLICY;
  const answer = await run({
    ...POLICY,
    invoices: { ...invoices, pushOn: 'created' },
    payments: { ...payments, depositAccount: { mode: 'undeposited' } },
  });
  expect(answer).toMatchObject({ altered: 2, alteredNow: 2, byKind: { invoice: 1, payment: 1 } });
  expect(answer.examples).toMatchObject([
    {
      kind: 'payment',
      before: { rule: 'fail-unmapped-account', decision: 'fail', problem: 'payment_account_unmapped' },
      after: { rule: 'create-or-update', decision: 'write', operation: 'create' },
    },
    {
      kind: 'invoice',
      before: { rule: 'wait-folio-open', decision: 'wait', reason: 'folio_open' },
      after: { decision: 'write' },
    },
  ]);
});

test('only the last records by their arrival are looked at, and fifty are shown', async () => {
  await business(120);
  const answer = await run({ ...POLICY, invoices: { ...POLICY.invoices, documentTypes: ['receipt'] } }, 60);
  expect(answer).toMatchObject({ records: 60, complete: true, altered: 60, byKind: { invoice: 60 } });
  expect(answer.examples).toHaveLength(50);
  expect(answer.examples[0]).toMatchObject({
    id: 'inv_120',
    after: { decision: 'skip', reason: 'document_type' },
  });
});

test('when the time is up it says how far it came', async () => {
  await business(200);
  const { host } = outside;
  let reads = 0;
  const slow = {
    ...host,
    links: {
      ...host.links,
      read: async (keys: Parameters<typeof host.links.read>[0]) => {
        reads += 1;
        if (reads === 2) outside.setNow(NOW + 21_000);
        return host.links.read(keys);
      },
    },
  };
  const asked = requestWith(ROUTE, {
    key,
    path: { connection: 'alpha' },
    body: { policy: POLICY, last: 2000 },
  });
  expect(ANSWER.parse(bodyOf(await serve(API_ROUTES, slow, asked)))).toMatchObject({
    records: 180,
    complete: false,
  });
});

test('nothing is written, named to a lane or asked of the ledger', async () => {
  await business(3);
  const before = await outside.host.links.list({ connection: 'alpha', limit: 100 });
  await run({ ...POLICY, tax: { mode: 'none', map: {} } });
  expect(await outside.host.links.list({ connection: 'alpha', limit: 100 })).toEqual(before);
  expect(outside.sent).toEqual([]);
  expect((await outside.host.connections.policy('alpha'))?.version).toBe(1);
});

describe('refused', () => {
  test.each([0, 2001, 1.5, '10', undefined])('last %s: 422', async (last) => {
    expect((await ask(POLICY, last ?? null)).status).toBe(422);
  });

  test('a policy that is not valid: 422', async () => {
    expect(bodyOf(await ask({ ...POLICY, timeZone: 'Mars' }))).toMatchObject({
      code: 'invalid',
      errors: [{ pointer: '/policy/timeZone' }],
    });
  });

  test('a company whose lists nobody read: 409', async () => {
    ({ key } = await addTenant(outside.host, 'beta'));
    await outside.host.connections.savePolicy('beta', { version: 1, policy: POLICY });
    const body = { policy: POLICY, last: 10 };
    const answer = await serve(
      API_ROUTES,
      outside.host,
      requestWith(ROUTE, { key, path: { connection: 'beta' }, body }),
    );
    expect([answer.status, bodyOf(answer)]).toMatchObject([409, { code: 'not_connected' }]);
  });
});
