// A lane that had to let records wait for the ledger looks again by itself: no sweep and no new event is needed.
import { expect, test } from 'vitest';
import { CONNECTION, createWorld, LANE } from '../simulation/world.ts';

const GUEST = { kind: 'customer', id: 'C1', name: 'Anna', active: true, currency: 'EUR' } as const;
const KEY = { connection: CONNECTION, kind: 'customer', id: 'C1' } as const;

/** Loads the company's lists first, so that the outage meets the write and not them. */
async function warmWorld() {
  const world = await createWorld();
  await world.say({ ...GUEST, id: 'C0', name: 'Warm' }, 1);
  await world.drain();
  return world;
}

test('an outage over the night is over for the records a minute after it is over', async () => {
  const world = await warmWorld();
  const { fetcher } = world.network;
  let calls = 0;
  world.network.fetcher = async () => {
    calls += 1;
    return { failed: 'refused' };
  };
  const began = world.now();
  await world.say(GUEST, 1);
  // Nobody says anything and no sweep runs; only the clock goes on.
  const liveUntil = async (end: number): Promise<void> => {
    while (world.now() < end) {
      await world.drain();
      world.advance(60_000);
    }
  };
  await liveUntil(began + 8 * 3_600_000);
  const back = world.now();
  world.network.fetcher = fetcher;
  await liveUntil(back + 3 * 60_000);
  const [link] = await world.storage.links.read([KEY]);
  expect(link?.health.state).toBe('synced');
  expect(link?.health.since).toBeLessThan(back + 3 * 60_000);
  // About one probe a minute, each tried a few times within its delivery: no storm.
  expect(calls).toBeLessThan(8 * 60 * 5);
});

test('many waiting records send one look, not one each', async () => {
  const world = await warmWorld();
  world.network.fetcher = async () => ({ failed: 'refused' });
  for (let i = 1; i <= 40; i += 1) await world.say({ ...GUEST, id: `C${i}`, name: `Guest ${i}` }, 1);
  const sent: unknown[] = [];
  const { send } = world.host.lanes;
  Object.assign(world.host.lanes, {
    send: async (lane: string, looks: Parameters<typeof send>[1]) => {
      sent.push(...looks.filter(({ at }) => at === 'due'));
      if (sent.length > 20) throw new Error('a storm of looks');
      await send(lane, looks);
    },
  });
  await world.drain();
  expect(sent.length).toBeLessThanOrEqual(2);
  expect((await world.storage.connections.laneState(LANE)).wakeAt).toBeGreaterThan(world.now());
});
