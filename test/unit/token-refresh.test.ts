// Token refresh: however many workers meet an expired token, one refreshes it, and whoever loses uses the winner's tokens.
import { describe, expect, test } from 'vitest';
import { accessTo } from '../../functions/sync/access.ts';
import { type Lane, openLane } from '../../functions/sync/lane.ts';
import type { LedgerConnector } from '../../shared/connectors/ports.ts';
import type { Answer } from '../../shared/core/faults.ts';
import type { Tokens } from '../../shared/connectors/ports.ts';
import { createWorld, LANE, type World } from '../simulation/world.ts';

const HOUR = 3_600_000;

interface Stage {
  readonly world: World;
  readonly refreshes: string[];
  readonly worker: () => Promise<Lane>;
}

/** A world whose token has run out; `answer` says what the token endpoint says to a refresh token. */
async function stage(answer: (refreshToken: string, now: number) => Answer<Tokens>): Promise<Stage> {
  const world = await createWorld();
  world.advance(2 * HOUR);
  const refreshes: string[] = [];
  const real = world.host.ledger('quickbooks');
  if (real === undefined) throw new Error('The registry has no quickbooks');
  const ledger: LedgerConnector = {
    ...real,
    refresh: async (refreshToken, now) => {
      refreshes.push(refreshToken);
      await Promise.resolve(); // the others get their turn while the token endpoint thinks
      return answer(refreshToken, now);
    },
  };
  const host = { ...world.host, ledger: () => ledger };
  const worker = async (): Promise<Lane> => {
    const opened = await openLane(host, LANE, world.now() + 59_000);
    if (opened === undefined) throw new Error('The lane does not open');
    return opened.lane;
  };
  return { world, refreshes, worker };
}

const fresh = (now: number, n: number): Tokens => ({
  accessToken: `access-${n}`,
  accessExpiresAt: now + HOUR,
  refreshToken: `refresh-${n}`,
  refreshExpiresAt: now + 100 * 24 * HOUR,
});

describe('an expired token', () => {
  test('is refreshed once by 64 workers at the same time, and all of them go on with it (item 33)', async () => {
    const { refreshes, worker } = await stage((_, now) => ({ ok: true, value: fresh(now, 1) }));
    const lanes = await Promise.all(Array.from({ length: 64 }, worker));
    const answers = await Promise.all(lanes.map((lane) => accessTo(lane)));
    expect(refreshes).toHaveLength(1);
    expect(new Set(answers.map((each) => (each.ok ? each.value.accessToken : each.fault.fault)))).toEqual(
      new Set(['access-1']),
    );
  });

  test('is stored before it is used, and sealed under a new version', async () => {
    const { world, worker } = await stage((_, now) => ({ ok: true, value: fresh(now, 1) }));
    await accessTo(await worker());
    const stored = await world.storage.connections.credentials(LANE);
    expect(stored).toMatchObject({ accessToken: 'access-1', refreshToken: 'refresh-1' });
    expect(stored?.refreshingUntil).toBeUndefined();
  });

  test('is refreshed by the next worker when the first died with the claim', async () => {
    const { world, refreshes, worker } = await stage((_, now) => ({ ok: true, value: fresh(now, 2) }));
    const seen = await world.storage.connections.credentials(LANE);
    if (seen === undefined) throw new Error('no credentials');
    const claim = { ...seen, version: seen.version + 1, refreshingUntil: world.now() + 30_000 };
    await world.storage.connections.saveCredentials(LANE, claim, seen.version);
    expect(await accessTo(await worker())).toMatchObject({ ok: false, fault: { fault: 'unavailable' } });
    expect(refreshes).toHaveLength(0);
    world.advance(30_000);
    expect(await accessTo(await worker())).toMatchObject({ ok: true, value: { accessToken: 'access-2' } });
    expect(refreshes).toHaveLength(1);
  });

  test('that nobody may refresh any more says so, and gives the claim back', async () => {
    const gone = { fault: 'disconnected', detail: 'invalid_grant' } as const;
    const { world, worker } = await stage(() => ({ ok: false, fault: gone }));
    expect(await accessTo(await worker())).toMatchObject({ ok: false, fault: { fault: 'disconnected' } });
    expect((await world.storage.connections.credentials(LANE))?.refreshingUntil).toBeUndefined();
  });
});

test('a refusal of old tokens is no disconnection when somebody has stored newer ones meanwhile', async () => {
  const gone = { fault: 'disconnected', detail: 'invalid_grant' } as const;
  let steal = async (): Promise<void> => undefined;
  const { world, worker } = await stage(() => ({ ok: false, fault: gone }));
  const lane = await worker();
  const { refresh } = lane.ledger;
  const slow = {
    ...lane.ledger,
    refresh: async (token: string, now: number) => {
      await steal();
      return await refresh(token, now);
    },
  };
  steal = async () => {
    const claimed = await world.storage.connections.credentials(LANE);
    if (claimed === undefined) throw new Error('no credentials');
    const newest = { ...fresh(world.now(), 9), version: claimed.version + 1 };
    await world.storage.connections.saveCredentials(LANE, newest, claimed.version);
  };
  const answer = await accessTo({ ...lane, ledger: slow });
  expect(answer).toMatchObject({ ok: true, value: { accessToken: 'access-9' } });
});

test('a token that was refused is refreshed although its time is not over', async () => {
  const { world, refreshes, worker } = await stage((_, now) => ({ ok: true, value: fresh(now, 3) }));
  const stored = await world.storage.connections.credentials(LANE);
  if (stored === undefined) throw new Error('no credentials');
  const live = { ...stored, version: stored.version + 1, accessExpiresAt: world.now() + HOUR };
  await world.storage.connections.saveCredentials(LANE, live, stored.version);
  const lane = await worker();
  expect(await accessTo(lane)).toMatchObject({ ok: true, value: { accessToken: stored.accessToken } });
  expect(await accessTo(lane, stored.accessToken)).toMatchObject({
    ok: true,
    value: { accessToken: 'access-3' },
  });
  expect(refreshes).toHaveLength(1);
});
