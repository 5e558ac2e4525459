// A company that we disconnected: the real worker and the simulator, and not one more call between the two.
import { expect, test } from 'vitest';
import { z } from 'zod';
import { disconnect } from '../../functions/api/disconnect.ts';
import { requestWith } from '../support/http-host.ts';
import { CONNECTION, createWorld, LANE, type World } from '../simulation/world.ts';

const REQUESTS = z.array(z.object({ path: z.string(), status: z.union([z.number(), z.string()]) }));
const callsOf = (world: World) => REQUESTS.parse(world.admin('GET', 'requests'));

const guest = (id: string) => ({ kind: 'customer', id, name: `Guest ${id}`, active: true }) as const;

async function disconnected(world: World): Promise<number> {
  const connection = await world.host.connections.connection(CONNECTION);
  if (connection === undefined) throw new Error('no connection');
  const { status } = await disconnect(world.host, requestWith('POST .../disconnect'), connection);
  return status;
}

async function healthOf(world: World, id: string) {
  const [link] = await world.host.links.read([{ connection: CONNECTION, kind: 'customer', id }]);
  return [link?.health.state, link?.health.reason];
}

test('the grant is revoked, and the company hears nothing more for a day of events, notices and sweeps', async () => {
  const world = await createWorld();
  await world.say(guest('anna'), 1);
  await world.drain();
  expect(await healthOf(world, 'anna')).toEqual(['synced', undefined]);
  const held = await world.host.connections.credentials(LANE);
  expect(await disconnected(world)).toBe(200);
  const before = callsOf(world);
  expect(before.at(-1)).toMatchObject({ path: '/v2/oauth2/tokens/revoke', status: 200 });

  for (let round = 0; round < 96; round += 1) {
    world.advance(15 * 60_000);
    if (round % 8 === 0) await world.say(guest(`late-${round}`), 1);
    const document = { type: 'customer', id: '1' } as const;
    await world.look({ at: 'changes' }, { at: 'due' }, { at: 'document', document, changedAt: world.now() });
  }
  expect(callsOf(world)).toEqual(before);
  expect(await healthOf(world, 'late-0')).toEqual(['waiting', 'disconnected']);

  const refused = await world.host.ledger('quickbooks')?.refresh(held?.refreshToken ?? '', world.now());
  expect(refused).toMatchObject({ ok: false, fault: { fault: 'disconnected' } });
});
