// Edits that nobody was told of yet: what the source says of the same field meanwhile is a conflict, not an answer.
import { expect, test } from 'vitest';
import { API_ROUTES } from '../../functions/api/routes.ts';
import { serve } from '../../functions/http/serve.ts';
import { KLIPBOARD } from '../../shared/core/presets/klipboard.ts';
import type { Invoice } from '../../shared/core/records.ts';
import { CONNECTION, createWorld, TEST_POLICY } from '../simulation/world.ts';
import { requestWith, tenantKey } from '../support/http-host.ts';

const SOLD: Invoice = {
  kind: 'invoice',
  id: 'F-1',
  number: 'F-1',
  customerId: 'anna',
  currency: 'EUR',
  date: '2026-11-16',
  dueDate: '2026-11-30',
  status: 'closed',
  lines: [{ description: 'Repair', quantity: '2', unitPrice: '60.00', amount: '120.00' }],
  pricesIncludeTax: false,
  memo: 'Thank you',
};
const KEY = { connection: CONNECTION, kind: 'invoice', id: 'F-1' } as const;

/** A person moved the due date of an invoice, and the product, which asks by hand, was not told. */
async function edited(onConflict: 'ledger_wins' | 'source_wins' | 'fail') {
  const world = await createWorld({
    policy: {
      ...KLIPBOARD,
      connection: { session: { mode: 'persistent' }, requireInitialImport: false },
      invoices: { ...KLIPBOARD.invoices, onConflict },
      items: TEST_POLICY.items,
      tax: TEST_POLICY.tax,
    },
  });
  await world.say({ kind: 'customer', id: 'anna', name: 'Anna de Vries', active: true }, 1);
  await world.say(SOLD, 1);
  await world.drain();
  world.advance(10_000);
  const link = async () => (await world.host.links.read([KEY]))[0] ?? expect.unreachable('no link');
  const id = (await link()).document?.id ?? expect.unreachable('not booked');
  world.act({ act: 'edit', entity: 'Invoice', id, fields: { DueDate: '2027-01-15' } });
  world.advance(10_000);
  await world.look({ at: 'changes' });
  const told = async () => {
    const page = await world.host.feed.read(CONNECTION, 0, 1000);
    return page.type === 'page' ? page.entries : expect.unreachable('no page');
  };
  const health = async () => {
    const { state, reason, problem } = (await link()).health;
    return [state, problem?.code ?? reason].filter((word) => word !== undefined).join(' ');
  };
  const shown = () => world.inspect().objects['Invoice']?.[0];
  const askForNews = async (): Promise<void> => {
    const key = await tenantKey(world.host, CONNECTION);
    const parts = { key, path: { connection: CONNECTION }, query: { direction: 'inbound' } };
    await serve(API_ROUTES, world.host, requestWith('POST /v1/connections/{connection}/sync', parts));
    await world.drain();
  };
  return { ...world, told, health, shown, askForNews };
}

test.each([
  ['ledger_wins', '2027-01-15', 'waiting inbound_sync'],
  ['source_wins', '2026-12-24', 'synced'],
  ['fail', '2027-01-15', 'failed edited_both_sides'],
] as const)('KLP-33, C7 the source changes the same field: %s', async (onConflict, dueDate, health) => {
  const s = await edited(onConflict);
  await s.say({ ...SOLD, memo: 'Changed at home' }, 2);
  await s.drain();
  await s.say({ ...SOLD, memo: 'Changed at home', dueDate: '2026-12-24' }, 3);
  await s.drain();
  expect(s.shown()).toMatchObject({ DueDate: dueDate, CustomerMemo: { value: 'Changed at home' } });
  expect([await s.health(), await s.told()]).toEqual([health, []]);
});

test('KLP-33 where the ledger wins it is told in its time, once, and stays', async () => {
  const s = await edited('ledger_wins');
  await s.say({ ...SOLD, memo: 'Changed at home' }, 2);
  await s.drain();
  await s.say({ ...SOLD, memo: 'Changed at home', dueDate: '2026-12-24' }, 3);
  await s.drain();
  await s.askForNews();
  await s.askForNews();
  expect((await s.told()).map(({ type, data }) => [type, data['changed']])).toEqual([
    ['invoice.changed', { dueDate: '2027-01-15' }],
  ]);
  expect([await s.health(), s.shown()]).toMatchObject(['synced', { DueDate: '2027-01-15' }]);
});
