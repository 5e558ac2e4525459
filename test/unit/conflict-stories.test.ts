// Stories of an invoice that is edited in HubSpot and in the ledger at the same moment: by each policy, which word counts, and what is kept.
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { API_ROUTES } from '../../functions/api/routes.ts';
import { serve } from '../../functions/http/serve.ts';
import type { InvoicePolicy } from '../../shared/core/policy.ts';
import { HUBSPOT_QUICKBOOKS } from '../../shared/core/presets/hubspot-quickbooks.ts';
import { CONNECTION } from '../simulation/world.ts';
import { requestWith, tenantKey } from '../support/http-host.ts';
import type { JsonObject } from '../../simulators/quickbooks/core/json.ts';
import { createPortalWorld, PORTAL } from '../support/portal-world.ts';

const PROPERTIES = z.object({
  records: z.record(
    z.string(),
    z.array(z.looseObject({ properties: z.record(z.string(), z.string().nullable()) })),
  ),
});

/** An invoice over 200.00 in both systems; its memo and its lines can be edited on either side. */
async function bothSides(invoices: Partial<InvoicePolicy> = {}) {
  const world = await createPortalWorld({
    policy: { invoices: { ...HUBSPOT_QUICKBOOKS.invoices, ...invoices } },
  });
  const properties = { email: 'ada@example.com', firstname: 'Ada', lastname: 'Lovelace' };
  const contact = world.user({ act: 'create', objectType: 'contact', properties });
  const { id, lineIds } = world.user({
    act: 'createInvoice',
    contactId: contact.id,
    properties: { hs_comments: 'Thank you' },
    lines: [{ name: 'Consulting', price: '100', quantity: '2' }],
    finalise: true,
  });
  await world.settle();
  const ledgerId = (await world.link('invoice', id)).document?.id ?? '';
  const inBooks = (fields: JsonObject) => world.act({ act: 'edit', entity: 'Invoice', id: ledgerId, fields });
  const inPortal = (objectType: string, of: string, values: object) =>
    world.user({ act: 'edit', objectType, id: of, properties: values });
  const rest = async () => {
    await world.settle();
    for (let round = 0; round < 2; round += 1) {
      world.advance(180_000);
      await world.look({ at: 'changes' });
      await world.settle();
    }
  };
  const shown = () => {
    const [portal] = PROPERTIES.parse(world.portal('GET', `/portals/${PORTAL}`)).records['invoices'] ?? [];
    const [books] = world.inspect().objects['Invoice'] ?? [];
    return { portal: portal?.properties, books };
  };
  const key = await tenantKey(world.host, CONNECTION);
  const read = async (what: string, query: Record<string, string> = {}) => {
    const path = { connection: CONNECTION, kind: 'invoice', id };
    const route = `GET /v1/connections/{connection}/records/{kind}/{id}${what}`;
    const answer = await serve(API_ROUTES, world.host, requestWith(route, { key, path, query }));
    return z.looseObject({}).parse(JSON.parse(answer.body));
  };
  const memoBoth = async () => {
    inBooks({ CustomerMemo: { value: 'From the books' } });
    inPortal('invoice', id, { hs_comments: 'From HubSpot' });
    await rest();
  };
  return { ...world, id, lineIds, inBooks, inPortal, rest, shown, read, memoBoth };
}

const among = (one: object): unknown => expect.arrayContaining([expect.objectContaining(one)]);
const like = (part: string): unknown => expect.stringContaining(part);
const MEMOS = 'memo: source "From HubSpot", ledger "From the books"';

describe('the same field, edited on both sides at the same moment', () => {
  test('fail: both keep theirs, the record fails, and the difference is shown field by field', async () => {
    const s = await bothSides();
    await s.memoBoth();
    expect(s.shown()).toMatchObject({
      portal: { hs_comments: 'From HubSpot' },
      books: { CustomerMemo: { value: 'From the books' } },
    });
    expect(await s.read('')).toMatchObject({
      state: 'failed',
      problem: { code: 'edited_both_sides', category: 'conflict' },
    });
    const memo = { field: 'memo', source: 'From HubSpot', written: 'Thank you', ledger: 'From the books' };
    expect(await s.read('/diff', { fresh: 'true' })).toMatchObject({
      ledger: { read: true, edited: true },
      fields: among(memo),
      differing: ['memo', 'number'],
    });
    expect((await s.link('invoice', s.id)).health.problem?.values?.['difference']).toBe(MEMOS);
  });

  test('source wins: both show HubSpot’s word, and the ledger’s stays on record', async () => {
    const s = await bothSides({ onConflict: 'source_wins' });
    await s.memoBoth();
    expect(s.shown()).toMatchObject({
      portal: { hs_comments: 'From HubSpot' },
      books: { CustomerMemo: { value: 'From HubSpot' } },
    });
    expect(await s.read('')).toMatchObject({
      state: 'synced',
      overruled: { winner: 'source', difference: MEMOS, at: like('2026-11-17') },
    });
  });

  test('ledger wins: both show the ledger’s word, and HubSpot’s stays on record', async () => {
    const s = await bothSides({ onConflict: 'ledger_wins' });
    await s.memoBoth();
    expect(s.shown()).toMatchObject({
      portal: { hs_comments: 'From the books' },
      books: { CustomerMemo: { value: 'From the books' } },
    });
    expect(await s.read('')).toMatchObject({
      state: 'synced',
      overruled: { winner: 'ledger', difference: MEMOS },
    });
  });
});

describe('lines', () => {
  const Line = [
    { Amount: 150, DetailType: 'SalesItemLineDetail', SalesItemLineDetail: { ItemRef: { value: '1' } } },
  ];

  test.each(['fail', 'source_wins', 'ledger_wins'] as const)(
    'of an invoice of HubSpot are HubSpot’s: changed on both sides under %s they fail, and both keep theirs',
    async (onConflict) => {
      const s = await bothSides({ onConflict });
      s.inBooks({ Line });
      s.inPortal('line_item', s.lineIds[0] ?? '', { quantity: '3' });
      await s.rest();
      const { health } = await s.link('invoice', s.id);
      expect([health.state, health.problem?.code]).toEqual(['failed', 'lines_edited_in_ledger']);
      expect(health.problem?.values?.['difference']).toMatch(/300.*150/);
      expect(s.shown()).toMatchObject({
        portal: { hs_amount_billed: '300.00' },
        books: { TotalAmt: 150 },
      });
    },
  );
});

test('different fields end with both edits on both sides, under every policy', async () => {
  for (const onConflict of ['fail', 'source_wins', 'ledger_wins'] as const) {
    const s = await bothSides({ onConflict });
    s.inBooks({ CustomerMemo: { value: 'From the books' } });
    s.inPortal('line_item', s.lineIds[0] ?? '', { quantity: '3' });
    await s.rest();
    expect(s.shown()).toMatchObject({
      portal: { hs_comments: 'From the books', hs_amount_billed: '300.00' },
      books: { CustomerMemo: { value: 'From the books' }, TotalAmt: 300 },
    });
    expect(await s.read('')).toMatchObject({ state: 'synced' });
    expect((await s.link('invoice', s.id)).overruled).toBeUndefined();
  }
});
