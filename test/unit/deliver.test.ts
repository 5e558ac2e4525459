// One delivery: what is done with its messages when one of them cannot be read, or its lane is unknown.
import { expect, test } from 'vitest';
import type { Intake } from '../../shared/core/completeness.ts';
import { deliver, type Message } from '../../functions/sync/deliver.ts';
import { CONNECTION, createWorld, LANE } from '../simulation/world.ts';

const GUEST = { kind: 'customer', id: 'C1', name: 'Anna', active: true, currency: 'EUR' } as const;
const message = (id: string, looks: Message['looks'], lane = LANE): Message => ({
  id,
  receiptHandle: `receipt-${id}`,
  lane,
  receiveCount: 1,
  looks,
});

test('a message that nobody can read is given back at once, alone; those beside it are worked on', async () => {
  const world = await createWorld();
  const key = { connection: CONNECTION, kind: 'customer', id: 'C1' } as const;
  await world.say(GUEST, 1);
  const deferred: unknown[] = [];
  const lanes = { ...world.host.lanes, defer: async (...given: unknown[]) => void deferred.push(given) };
  const log = { ...world.host.log, error: () => undefined };
  const looks = [{ at: 'record', key }] as const;
  const failed = await deliver(
    { ...world.host, lanes, log },
    [message('poison', undefined), message('good', looks)],
    world.now() + 59_000,
  );
  expect(failed).toEqual(['poison']);
  expect(deferred).toEqual([[['receipt-poison'], 0]]);
  const [link] = await world.storage.links.read([key]);
  expect(link?.health.state).toBe('synced');
});

test('messages of a lane that no ledger stands behind are done with, and said aloud', async () => {
  const world = await createWorld();
  const said: string[] = [];
  const log = { ...world.host.log, error: (event: string) => void said.push(event) };
  const failed = await deliver(
    { ...world.host, log },
    [message('lost', [{ at: 'due' }], 'nowhere:1')],
    world.now() + 59_000,
  );
  expect(failed).toEqual([]);
  expect(said).toEqual(['unknown_lane']);
});

test('at the third receive each look is by itself, and what there is no time for comes again in one message', async () => {
  const world = await createWorld();
  const { fetcher } = world.network;
  world.network.fetcher = (request) => {
    world.advance(20_000);
    return fetcher(request);
  };
  const guests = ['C1', 'C2', 'C3'].map((id) => ({ ...GUEST, id, name: `Anna ${id}` }));
  for (const guest of guests) await world.say(guest, 1);
  world.queue.length = 0;
  const looks = guests.map(
    ({ id }) => ({ at: 'record', key: { connection: CONNECTION, kind: 'customer', id } }) as const,
  );
  const third = { ...message('slow', looks), receiveCount: 3 };
  expect(await deliver(world.host, [third], world.now() + 59_000)).toEqual([]);
  expect(world.queue).toEqual([{ lane: LANE, looks: looks.slice(1) }]);
});

test('what several messages say is looked at once, and goes back once (simulation, office 406)', async () => {
  const world = await createWorld();
  const key = { connection: CONNECTION, kind: 'customer', id: 'C1' } as const;
  const later = { at: 'due', notBefore: world.now() + 60_000 } as const;
  await world.say(GUEST, 1);
  world.queue.length = 0;
  world.network.fetcher = async () => ({ failed: 'broken' });
  await deliver(world.host, [message('one', [{ at: 'record', key }])], world.now() + 59_000);
  world.queue.length = 0;
  const copies = ['a', 'b', 'c'].map((id) => ({
    ...message(id, [{ at: 'record', key }, later, { at: 'due' }]),
    receiveCount: 3,
  }));
  expect(await deliver(world.host, copies, world.now() + 59_000)).toEqual([]);
  const sent = world.queue.flatMap(({ looks }) => looks.map((look) => JSON.stringify(look)));
  expect(sent.filter((look) => look === JSON.stringify(later))).toHaveLength(1);
  expect(sent).toHaveLength(new Set(sent).size);
});

test('a count that the storage does not take lets the messages come again, once the records are worked on', async () => {
  const world = await createWorld();
  const key = { connection: CONNECTION, kind: 'customer', id: 'C1' } as const;
  await world.say(GUEST, 1);
  const outage = Object.assign(new Error('throttled'), { $metadata: {} });
  const connections = { ...world.host.connections, countReceived: () => Promise.reject(outage) };
  const byKind: Intake['byKind'] = new Map([['customer', { count: 1, money: new Map() }]]);
  const intake: Intake = { id: 'i1', connection: CONNECTION, at: world.now(), byKind };
  const looks = [{ at: 'record', key }] as const;
  const delivered = deliver(
    { ...world.host, connections },
    [{ ...message('one', looks), intake }],
    world.now() + 59_000,
  );
  await expect(delivered).rejects.toThrow('throttled');
  expect((await world.storage.links.read([key]))[0]?.health.state).toBe('synced');
});
