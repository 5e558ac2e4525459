// Both ways as stories: what people do in the ledger reaches the product's feed, what the product answers comes to rest.
import { expect, test } from 'vitest';
import { API_ROUTES } from '../../functions/api/routes.ts';
import { serve } from '../../functions/http/serve.ts';
import { workLane } from '../../functions/sync/work-lane.ts';
import type { FeedEntry } from '../../shared/core/feed.ts';
import type { Policy } from '../../shared/core/policy.ts';
import { KLIPBOARD } from '../../shared/core/presets/klipboard.ts';
import type { Customer, Invoice, RecordKind } from '../../shared/core/records.ts';
import { requestWith, tenantKey } from '../support/http-host.ts';
import { textAt } from '../simulation/json.ts';
import { CONNECTION, createWorld, LANE, TEST_POLICY } from '../simulation/world.ts';

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
  const link = async (kind: RecordKind, id: string) => {
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
    expect((await s.link('invoice', 'F-1')).health.problem?.values).toEqual({
      fields: 'dueDate',
      difference: 'dueDate: source "2026-12-01", ledger "2027-01-15"',
    });
  else
    expect((await s.link('invoice', 'F-1')).overruled).toMatchObject({
      winner: onConflict === 'source_wins' ? 'source' : 'ledger',
      difference: 'dueDate: source "2026-12-01", ledger "2027-01-15"',
    });
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

test('KLP-18, KLP-20 a location and a supplier edited in the ledger are told, and edits of theirs are written', async () => {
  const s = await booked();
  await s.say({ ...ANNA, id: 'shed', name: 'Shed', parentId: 'anna' }, 1);
  await s.say({ kind: 'supplier', id: 'baker', name: 'Baker', active: true }, 1);
  await s.drain();
  s.advance(10_000);
  const find = (entity: string, name: string) =>
    s.inspect().objects[entity]?.find((each) => each['DisplayName'] === name);
  const phone = { PrimaryPhone: { FreeFormNumber: '112' } };
  s.act({ act: 'edit', entity: 'Customer', id: text(find('Customer', 'Shed')?.['Id']), fields: phone });
  s.act({ act: 'edit', entity: 'Vendor', id: text(find('Vendor', 'Baker')?.['Id']), fields: phone });
  s.advance(10_000);
  await s.sweep();
  expect((await s.feed()).map(({ type, data }) => [type, data['id'], data['changed']])).toEqual([
    ['customer.changed', 'shed', { phone: '112' }],
    ['supplier.changed', 'baker', { phone: '112' }],
  ]);
  await s.say({ ...ANNA, id: 'shed', name: 'Shed', parentId: 'anna', email: 's@example.com' }, 2);
  await s.say({ kind: 'supplier', id: 'baker', name: 'Baker', active: true, email: 'b@example.com' }, 2);
  await s.drain();
  expect([find('Customer', 'Shed'), find('Vendor', 'Baker')]).toMatchObject([
    { ...phone, PrimaryEmailAddr: { Address: 's@example.com' } },
    { ...phone, PrimaryEmailAddr: { Address: 'b@example.com' } },
  ]);
});

test('KLP-34 what the product says of payments is never written: no call is made', async () => {
  const s = await booked(POLICY);
  const before = s.inspect().calls;
  await s.say(
    {
      kind: 'payment',
      id: 'P-1',
      customerId: 'anna',
      currency: 'EUR',
      date: '2026-11-17',
      amount: '120.00',
      allocations: [{ invoiceId: 'F-1', amount: '120.00' }],
    },
    1,
  );
  await s.drain();
  const { health } = await s.link('payment', 'P-1');
  expect([health.state, health.reason]).toEqual(['skipped', 'payments_not_synced']);
  expect(s.inspect().calls).toEqual(before);
});

test('KLP-04, KLP-05 after the end of the session nothing is told, and asking says so; what was missed comes with the next', async () => {
  const session = { mode: 'ttl', minutes: 60 } as const;
  const s = await booked({ ...POLICY, connection: { session, requireInitialImport: false } });
  const connection = await s.host.connections.connection(CONNECTION);
  if (connection === undefined) return expect.unreachable('no connection');
  const endsAt = (ms: number) =>
    s.host.connections.saveConnection({ ...connection, sessionEndsAt: s.now() + ms });
  await endsAt(3_600_000);
  await s.edit({ DueDate: '2027-01-15' });
  await endsAt(-1);
  await s.sweep();
  expect([await s.syncInbound(), await s.told()]).toEqual([409, []]);
  await endsAt(3_600_000);
  expect([await s.syncInbound(), await s.told()]).toEqual([202, ['invoice.changed']]);
});

test('an interval tells with its runs, counted from midnight at the company’s place', async () => {
  const inbound = { mode: 'interval', minutes: 360 } as const;
  const s = await booked({ ...POLICY, timeZone: 'UTC', schedule: { ...POLICY.schedule, inbound } });
  await s.sweep(); // the run of 12:00
  await s.edit({ DueDate: '2027-01-15' });
  await s.sweep();
  expect(await s.told()).toEqual([]);
  s.advance(6 * 3_600_000);
  await s.sweep(); // 18:00
  expect(await s.told()).toEqual(['invoice.changed']);
});

test('a webhook of the ledger is enough, under a schedule that tells at once', async () => {
  const s = await booked();
  await s.edit({ DueDate: '2027-01-15' });
  const document = { type: 'invoice', id: await s.documentOf('F-1') } as const;
  await s.look({ at: 'document', document, changedAt: s.now() });
  expect(await s.told()).toEqual(['invoice.changed']);
  await s.sweep();
  expect(await s.told()).toEqual(['invoice.changed']);
});

test('a crash between telling and remembering tells it again, under the same id', async () => {
  const s = await booked();
  await s.edit({ DueDate: '2027-01-15' });
  const { save } = s.host.links;
  let deaths = 1;
  const links = {
    ...s.host.links,
    save: async (...given: Parameters<typeof save>) => {
      if (given[1].key.kind === 'invoice' && (deaths -= 1) >= 0) throw new Error('died');
      return await save(...given);
    },
  };
  const worked = workLane({ ...s.host, links }, LANE, [{ at: 'changes' }], {
    deadline: s.now() + 59_000,
    backlog: false,
  });
  await expect(worked).rejects.toThrow('died');
  await s.sweep();
  const ids = (await s.feed()).map(({ id }) => id);
  expect([ids.length, new Set(ids).size, await s.health()]).toEqual([2, 1, 'synced']);
});

test('a product with a callback is called when there is something, and again by a round if that got lost', async () => {
  const s = await booked();
  const called: string[] = [];
  const host = {
    ...s.host,
    callbackQueue: { ...s.host.callbackQueue, send: async (id: string) => void called.push(id) },
  };
  const round = () =>
    workLane(host, LANE, [{ at: 'changes' }], { deadline: s.now() + 59_000, backlog: false });
  await host.callbacks.saveCallback(CONNECTION, { url: 'https://x.example.com', secrets: [], createdAt: 0 });
  await round();
  expect(called).toEqual([]);
  await s.edit({ DueDate: '2027-01-15' });
  await round();
  await round();
  expect(called).toEqual([CONNECTION, CONNECTION]);
  await host.callbacks.saveProgress(CONNECTION, { delivered: 1 }, 0);
  await round();
  expect(called).toHaveLength(2);
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

test('telling hides nothing: a total that a person has to accept is asked about before and after a payment', async () => {
  const rounding = { mode: 'accept_ledger', tolerance: '0.05' } as const;
  const s = await booked({ ...EVENT, rounding }, { ...SOLD, total: '121.00' });
  expect(await s.health()).toBe('action_needed rounding_difference');
  s.act({ act: 'receivePayment', invoiceId: await s.documentOf('F-1'), amount: 50 });
  s.advance(10_000);
  await s.sweep();
  expect([await s.told(), await s.health()]).toEqual([
    ['payment.recorded'],
    'action_needed rounding_difference',
  ]);
});

test('KLP-27 an edit that no product is told of waits for nobody', async () => {
  const s = await booked(POLICY);
  await s.edit({ PrivateNote: 'rang twice' });
  await s.sweep();
  expect([await s.told(), await s.health()]).toEqual([[], 'synced']);
});

test('KLP-16 the end of a customer that both sides edit is written once, and not with each look again', async () => {
  const s = await booked();
  const boris = { ...ANNA, id: 'boris', name: 'Boris' };
  await s.say(boris, 1);
  await s.drain();
  await s.say(boris, 2, 'deleted');
  await s.drain();
  const written = s.writes('Customer');
  const key = { connection: CONNECTION, kind: 'customer', id: 'boris' } as const;
  for (let round = 0; round < 3; round += 1) await s.look({ at: 'record', key });
  expect(s.writes('Customer')).toBe(written);
  expect(await s.health('boris', 'customer')).toBe('synced');
  expect((await s.shown('boris', 'Customer'))?.['Active']).toBe(false);
});

test('KLP-33 the end of a round waits for no fuller batch: the two would send each other back for ever', async () => {
  const s = await booked();
  await s.say(ANNA, 2);
  await s.say({ ...SOLD, memo: 'Thanks' }, 2);
  s.queue.length = 0;
  const key = { connection: CONNECTION, kind: 'invoice', id: 'F-1' } as const;
  const end = { at: 'untold', connection: CONNECTION, cursor: 'end' } as const;
  const circumstances = { deadline: s.now() + 60_000, backlog: true };
  await workLane(s.host, LANE, [{ at: 'record', key }, end, end], circumstances);
  expect(s.queue.flatMap(({ looks }) => looks)).toEqual([]);
  expect(await s.health()).toBe('synced');
});

test('C7 a policy that ignores what the source changes still tells what a person changes', async () => {
  const s = await booked({ ...EVENT, invoices: { ...EVENT.invoices, onSourceEdit: 'ignore' } });
  await s.say({ ...SOLD, memo: 'Never written' }, 2);
  await s.drain();
  await s.edit({ DueDate: '2027-01-15' });
  await s.sweep();
  expect(await s.told()).toEqual(['invoice.changed']);
  expect(await s.health()).toBe('synced');
});

test('C7 where nothing comes back it asks about the edit instead of calling it synced', async () => {
  const invoices = { ...EVENT.invoices, onSourceEdit: 'ignore', onRemoteEdit: 'ignore' } as const;
  const s = await booked({ ...EVENT, invoices });
  await s.say({ ...SOLD, memo: 'Never written' }, 2);
  await s.drain();
  await s.edit({ DueDate: '2027-01-15' });
  await s.sweep();
  expect(await s.health()).toBe('action_needed edited_in_ledger');
});

test('KLP-16 of a customer that was linked by name an edit stands, unless its source changes just that', async () => {
  const customers = { ...EVENT.customers, onMissing: 'require_linked' } as const;
  const world = await createWorld({
    policy: { ...EVENT, customers, invoices: { ...EVENT.invoices, onConflict: 'source_wins' } },
  });
  world.act({ act: 'create', entity: 'Customer', object: { DisplayName: ANNA.name } });
  await world.say({ ...ANNA, phone: '1' }, 1);
  await world.drain();
  const shown = () =>
    world.inspect().objects['Customer']?.find((each) => textAt(each, 'DisplayName') === ANNA.name);
  world.advance(10_000);
  const PrimaryEmailAddr = { Address: 'by@hand.example' };
  world.act({ act: 'edit', entity: 'Customer', id: text(shown()?.['Id']), fields: { PrimaryEmailAddr } });
  world.advance(10_000);
  await world.say({ ...ANNA, phone: '2' }, 2);
  await world.drain();
  expect(textAt(shown(), 'PrimaryEmailAddr', 'Address')).toBe('by@hand.example');
});
