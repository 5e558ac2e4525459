// Both ways as stories: what people do in the ledger reaches the product's feed, what the product answers comes to rest.
import { expect, test } from 'vitest';
import { API_ROUTES } from '../../functions/api/routes.ts';
import { serve } from '../../functions/http/serve.ts';
import type { FeedEntry } from '../../shared/core/feed.ts';
import type { Policy } from '../../shared/core/policy.ts';
import { KLIPBOARD } from '../../shared/core/presets/klipboard.ts';
import type { Customer, Invoice } from '../../shared/core/records.ts';
import { requestWith, tenantKey } from '../support/http-host.ts';
import { CONNECTION, createWorld, TEST_POLICY } from '../simulation/world.ts';

const POLICY: Policy = {
  ...KLIPBOARD,
  connection: { session: { mode: 'persistent' }, requireInitialImport: false },
  items: TEST_POLICY.items,
  tax: TEST_POLICY.tax,
};
const EVENT: Policy = { ...POLICY, schedule: { outbound: { mode: 'event' }, inbound: { mode: 'event' } } };

const ANNA: Customer = {
  kind: 'customer',
  id: 'anna',
  name: 'Anna de Vries',
  email: 'anna@example.com',
  active: true,
};
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

async function booked(policy: Policy = EVENT, ...invoices: readonly Invoice[]) {
  const world = await createWorld({ policy });
  await world.say(ANNA, 1);
  for (const invoice of invoices.length === 0 ? [SOLD] : invoices) await world.say(invoice, 1);
  await world.drain();
  world.advance(10_000);
  const link = async (kind: 'customer' | 'invoice', id: string) => {
    const [found] = await world.host.links.read([{ connection: CONNECTION, kind, id }]);
    return found ?? expect.unreachable('no link');
  };
  const health = async (id = 'F-1', kind: 'customer' | 'invoice' = 'invoice') => {
    const { state, reason, problem } = (await link(kind, id)).health;
    return [state, problem?.code ?? reason].filter((word) => word !== undefined).join(' ');
  };
  const documentOf = async (id: string, kind: 'customer' | 'invoice' = 'invoice') =>
    (await link(kind, id)).document?.id ?? expect.unreachable('not booked');
  const edit = async (fields: Record<string, string>, id = 'F-1') => {
    world.act({ act: 'edit', entity: 'Invoice', id: await documentOf(id), fields });
    world.advance(10_000);
  };
  const sweep = () => world.look({ at: 'changes' });
  const feed = async (): Promise<readonly FeedEntry[]> => {
    const page = await world.host.feed.read(CONNECTION, 0, 1000);
    return page.type === 'page' ? page.entries : expect.unreachable('no page');
  };
  const told = async () => (await feed()).map(({ type }) => type);
  const writes = (entity = 'Invoice') =>
    world.inspect().writeLog.filter((write) => write.by === 'api' && write.entity === entity).length;
  const post = async (path: string, query: Record<string, string> = {}) => {
    const key = await tenantKey(world.host, CONNECTION);
    const request = requestWith(`POST /v1/connections/{connection}/${path}`, {
      key,
      path: { connection: CONNECTION },
      query,
    });
    const answer = await serve(API_ROUTES, world.host, request);
    await world.drain();
    return answer.status;
  };
  const syncInbound = () => post('sync', { direction: 'inbound' });
  const shown = async (id = 'F-1', entity: 'Invoice' | 'Customer' = 'Invoice') => {
    const documentId = await documentOf(id, entity === 'Invoice' ? 'invoice' : 'customer');
    return world.inspect().objects[entity]?.find((each) => each['Id'] === documentId);
  };
  return {
    ...world,
    link,
    health,
    documentOf,
    edit,
    sweep,
    feed,
    told,
    writes,
    post,
    syncInbound,
    shown,
  };
}

/** An id in the simulator's own form. */
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

test('KLP-31 an edit in the ledger of an invoice of ours is told, with the values of what changed', async () => {
  const s = await booked();
  await s.edit({ DueDate: '2027-01-15', PrivateNote: 'rang twice' });
  await s.sweep();
  const [entry, ...more] = await s.feed();
  expect(more).toEqual([]);
  expect(entry).toMatchObject({
    seq: 1,
    type: 'invoice.changed',
    data: { id: 'F-1', revision: 1, changed: { dueDate: '2027-01-15' } },
  });
  expect(await s.health()).toBe('synced');
  expect((await s.link('invoice', 'F-1')).drift).toBeUndefined();
  await s.sweep();
  expect(await s.told()).toEqual(['invoice.changed']);
});

test('KLP-31 the product applies what it was told: it comes to rest without a second write', async () => {
  const s = await booked();
  await s.edit({ DueDate: '2027-01-15' });
  await s.sweep();
  const before = s.writes();
  await s.say({ ...SOLD, dueDate: '2027-01-15' }, 2);
  await s.drain();
  expect([await s.health(), s.writes()]).toEqual(['synced', before]);
  expect((await s.link('invoice', 'F-1')).base?.revision).toBe(2);
  await s.sweep();
  expect(await s.told()).toEqual(['invoice.changed']);
});

test('KLP-31 the product never applies it: later changes leave the edit as it is, and nothing flips', async () => {
  const s = await booked();
  await s.edit({ DueDate: '2027-01-15' });
  await s.sweep();
  for (const [revision, memo] of ['Thanks', 'Many thanks', 'So long'].entries()) {
    s.advance(10_000);
    await s.say({ ...SOLD, memo }, revision + 2);
    await s.drain();
    await s.sweep();
    expect(await s.shown()).toMatchObject({ DueDate: '2027-01-15', CustomerMemo: { value: memo } });
    expect(await s.health()).toBe('synced');
  }
  expect(await s.told()).toEqual(['invoice.changed']);
  // Until the source itself means something new by it.
  await s.say({ ...SOLD, memo: 'So long', dueDate: '2026-12-24' }, 9);
  await s.drain();
  expect(await s.shown()).toMatchObject({ DueDate: '2026-12-24', CustomerMemo: { value: 'So long' } });
});

test('KLP-30, KLP-31 both sides changed other fields: ours is written, theirs stands and is told', async () => {
  const s = await booked();
  await s.edit({ DueDate: '2027-01-15' });
  await s.say({ ...SOLD, memo: 'Changed at home' }, 2);
  await s.sweep();
  expect(await s.shown()).toMatchObject({
    DueDate: '2027-01-15',
    CustomerMemo: { value: 'Changed at home' },
  });
  expect(await s.told()).toEqual(['invoice.changed']);
  expect(await s.health()).toBe('synced');
});

test.each([
  ['fail', 'failed edited_both_sides', '2027-01-15', []],
  ['source_wins', 'synced', '2026-12-01', []],
  ['ledger_wins', 'synced', '2027-01-15', ['invoice.changed']],
] as const)('both sides changed the same field, %s: %s', async (onConflict, health, dueDate, told) => {
  const s = await booked({ ...EVENT, invoices: { ...EVENT.invoices, onConflict } });
  await s.edit({ DueDate: '2027-01-15' });
  await s.say({ ...SOLD, dueDate: '2026-12-01' }, 2);
  await s.sweep();
  expect([await s.health(), (await s.shown())?.['DueDate'], await s.told()]).toEqual([health, dueDate, told]);
  if (onConflict === 'fail')
    expect((await s.link('invoice', 'F-1')).health.problem?.values).toEqual({ fields: 'dueDate' });
  // And it stays so.
  const writes = s.writes();
  await s.say({ ...SOLD, dueDate: '2026-12-01' }, 3);
  await s.sweep();
  expect([(await s.shown())?.['DueDate'], s.writes()]).toEqual([dueDate, writes]);
});

test('both sides came to the same by themselves: nothing is written', async () => {
  const s = await booked();
  await s.edit({ DueDate: '2027-01-15' });
  const writes = s.writes();
  await s.say({ ...SOLD, dueDate: '2027-01-15' }, 2);
  await s.sweep();
  expect([await s.health(), s.writes()]).toEqual(['synced', writes]);
});

test('KLP-33 by hand: nothing is told before somebody asks, however often the lane looks', async () => {
  const s = await booked(POLICY);
  await s.edit({ DueDate: '2027-01-15' });
  for (let round = 0; round < 3; round += 1) await s.sweep();
  expect([await s.told(), await s.health()]).toEqual([[], 'waiting inbound_sync']);
  expect((await s.link('invoice', 'F-1')).drift?.kind).toBe('edited');
  expect(await s.syncInbound()).toBe(202);
  expect([await s.told(), await s.health()]).toEqual([['invoice.changed'], 'synced']);
  await s.edit({ DueDate: '2027-02-15' });
  await s.sweep();
  expect(await s.told()).toEqual(['invoice.changed']);
  await s.syncInbound();
  expect(await s.told()).toEqual(['invoice.changed', 'invoice.changed']);
});

test('KLP-33, KLP-30 the source changes something while an edit waits to be told: both survive, and it is still told', async () => {
  const s = await booked(POLICY);
  await s.edit({ DueDate: '2027-01-15' });
  await s.sweep();
  await s.say({ ...SOLD, memo: 'Changed at home' }, 2);
  await s.drain();
  expect(await s.shown()).toMatchObject({
    DueDate: '2027-01-15',
    CustomerMemo: { value: 'Changed at home' },
  });
  expect([await s.told(), await s.health()]).toEqual([[], 'waiting inbound_sync']);
  await s.syncInbound();
  expect([await s.told(), await s.health()]).toEqual([['invoice.changed'], 'synced']);
  expect((await s.feed())[0]?.data).toMatchObject({ changed: { dueDate: '2027-01-15' } });
});

test('KLP-10, KLP-35 payments recorded in the ledger: a part of it, then all of it, by hand', async () => {
  const s = await booked(POLICY);
  const invoiceId = await s.documentOf('F-1');
  s.act({ act: 'receivePayment', invoiceId, amount: 50 });
  s.advance(10_000);
  await s.sweep();
  expect([await s.told(), await s.health()]).toEqual([[], 'waiting inbound_sync']);
  await s.syncInbound();
  s.act({ act: 'receivePayment', invoiceId, amount: 70 });
  s.advance(10_000);
  await s.syncInbound();
  expect((await s.feed()).map(({ type, data }) => [type, data])).toMatchObject([
    ['payment.recorded', { id: 'F-1', amount: '50.00', paid: '50.00', balance: '70.00', currency: 'EUR' }],
    ['invoice.paid', { id: 'F-1', amount: '70.00', paid: '120.00', balance: '0.00' }],
  ]);
  await s.syncInbound();
  expect([(await s.told()).length, await s.health(), s.writes('Payment')]).toEqual([2, 'synced', 0]);
});

test('KLP-35 a payment that is taken back in the ledger is told too', async () => {
  const s = await booked();
  s.act({ act: 'receivePayment', invoiceId: await s.documentOf('F-1') });
  s.advance(10_000);
  await s.sweep();
  const payment = s.inspect().objects['Payment']?.[0]?.['Id'];
  s.act({ act: 'delete', entity: 'Payment', id: text(payment) });
  s.advance(10_000);
  await s.sweep();
  expect((await s.feed()).map(({ type, data }) => [type, data['paid'], data['balance']])).toEqual([
    ['invoice.paid', '120.00', '0.00'],
    ['invoice.changed', '0.00', '120.00'],
  ]);
});

test('KLP-33 an invoice that is voided in the ledger is told when somebody asks; then it is the source’s turn', async () => {
  const s = await booked(POLICY);
  s.act({ act: 'void', entity: 'Invoice', id: await s.documentOf('F-1') });
  s.advance(10_000);
  await s.sweep();
  expect([await s.told(), await s.health()]).toEqual([[], 'waiting inbound_sync']);
  await s.syncInbound();
  await s.syncInbound();
  expect([await s.told(), await s.health()]).toEqual([['invoice.voided'], 'waiting ended_in_ledger']);
  await s.say(SOLD, 2, 'voided');
  await s.drain();
  expect(await s.health()).toBe('synced');
});

test('KLP-16 a customer edited in the ledger is told; KLP-27 its new place in the hierarchy is not', async () => {
  const s = await booked();
  const id = await s.documentOf('anna', 'customer');
  s.act({ act: 'edit', entity: 'Customer', id, fields: { PrimaryEmailAddr: { Address: 'a@example.org' } } });
  s.advance(10_000);
  await s.sweep();
  expect((await s.feed()).map(({ type, data }) => [type, data['changed']])).toEqual([
    ['customer.changed', { email: 'a@example.org' }],
  ]);
  s.act({ act: 'create', entity: 'Customer', object: { DisplayName: 'Holding' } });
  const parent = s.inspect().objects['Customer']?.find((each) => each['DisplayName'] === 'Holding')?.['Id'];
  s.act({ act: 'edit', entity: 'Customer', id, fields: { ParentRef: { value: text(parent) }, Job: true } });
  s.advance(10_000);
  await s.sweep();
  expect([(await s.told()).length, await s.health('anna', 'customer')]).toEqual([1, 'synced']);

  // KLP-28: edits and invoices still go to it, wherever it stands now.
  await s.say({ ...ANNA, phone: '+31 20 1234567' }, 2);
  await s.say({ ...SOLD, id: 'F-2', number: 'F-2' }, 1);
  await s.drain();
  expect(await s.shown('anna', 'Customer')).toMatchObject({
    PrimaryPhone: { FreeFormNumber: '+31 20 1234567' },
    PrimaryEmailAddr: { Address: 'a@example.org' },
    ParentRef: { value: text(parent) },
  });
  expect(await s.shown('F-2')).toMatchObject({ CustomerRef: { value: id } });
});

test('CLK-02 under a policy that brings nothing back, nothing is told', async () => {
  const s = await booked(TEST_POLICY);
  await s.edit({ DueDate: '2027-01-15' });
  s.act({ act: 'receivePayment', invoiceId: await s.documentOf('F-1') });
  s.advance(10_000);
  await s.sweep();
  expect(await s.told()).toEqual([]);
  expect(await s.syncInbound()).toBe(409);
  expect(await s.told()).toEqual([]);
});
