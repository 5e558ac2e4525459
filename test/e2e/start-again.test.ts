// npm start on a folder of before: a day later, made by an older version, with other simulators beside it. And what the demo shows.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { z } from 'zod';
import { createClient, type Shown } from '../../local/demo/client.ts';
import { fillDemo, isFilled } from '../../local/demo/every-state.ts';
import {
  DEMO_CONNECTION,
  HARBOUR_LIGHT,
  OFFICE_CONNECTION,
  OLD_TOWN,
  PORTAL_CONNECTION,
  WINDMILL,
} from '../../local/demo-connection.ts';
import { HEALTH_STATES } from '../../shared/core/links.ts';
import { customer, invoice, line } from './support/events.ts';
import { eventually } from './support/eventually.ts';
import { openSystem, type TestSystem } from './support/test-system.ts';

const DAY_MS = 86_400_000;
const HOTELS = [DEMO_CONNECTION, HARBOUR_LIGHT.id, OLD_TOWN.id, WINDMILL.id];

const dataDir = await mkdtemp(join(tmpdir(), 'ledgerlane-again-'));
let test: TestSystem | undefined;
afterAll(async () => {
  await test?.close();
  await rm(dataDir, { recursive: true, force: true });
});

async function startWith(options: { hubspotPort?: number; snelstartPort?: number }): Promise<TestSystem> {
  await test?.close();
  return (test = await openSystem({ dataDir, ...options }));
}

async function shownIn({ system }: TestSystem): Promise<readonly Shown[]> {
  return (await Promise.all(HOTELS.map((id) => createClient(system, id).records()))).flat();
}

/** Books an invoice with a customer of its own, which takes a live token of the demo company. */
async function books(started: TestSystem, id: string): Promise<void> {
  const guest = `guest-of-${id}`;
  await started.product.post([
    customer({ id: guest }),
    invoice({ id, customerId: guest, lines: [line('60.00')] }),
  ]);
  const state = async () => (await createClient(started.system).record('invoice', id)).state;
  await eventually(`${id} is booked`, state, (now) => now === 'synced');
}

const CONNECTION = z.object({ state: z.string() });

/** What the printed key sees of a connection. */
async function stateOf({ system }: TestSystem, connection: string): Promise<string> {
  return CONNECTION.parse(await createClient(system, connection).ask('')).state;
}

it('the demo shows every state, failures of several kinds, and what a whole connection waits for', async () => {
  const started = await startWith({});
  await fillDemo(started.system);
  expect(await isFilled(started.system)).toBe(true);
  const shown = await shownIn(started);
  const counted = (state: string) => shown.filter((record) => record.state === state).length;
  expect(HEALTH_STATES.filter((state) => counted(state) === 0)).toEqual([]);
  const failed = shown.filter(({ state }) => state === 'failed').map(({ problem }) => problem?.category);
  expect([...new Set(failed)].sort()).toEqual(['books', 'conflict', 'data', 'mapping']);
  const waits = shown.filter(({ state }) => state === 'waiting').map(({ reason }) => reason);
  expect(waits).toEqual(expect.arrayContaining(['disconnected', 'folio_open', 'ledger_unavailable']));
}, 180_000);

it('whoever fills the demo again finds what is there as it is', async () => {
  const started = await startWith({});
  const key = ({ kind, id, state }: Shown) => `${kind} ${id} ${state}`;
  const before = (await shownIn(started)).map(key);
  await fillDemo(started.system);
  expect((await shownIn(started)).map(key)).toEqual(before);
}, 180_000);

it('a folder of an older version, whose key knows nothing of the portal, opens with the portal connected', async () => {
  const old = await startWith({});
  const record = await old.system.connections.apiKey(old.system.apiKey.split('_')[1] ?? '');
  if (record === undefined) throw new Error('The printed key is not stored');
  await old.system.connections.saveApiKey({ ...record, connections: [DEMO_CONNECTION] });
  const { apiKey } = old.system;
  const started = await startWith({ hubspotPort: 0 });
  expect(started.system.apiKey).toBe(apiKey);
  expect(await stateOf(started, PORTAL_CONNECTION)).toBe('connected');
}, 120_000);

it('a day later, when every access token has run out, it goes on where it ended', async () => {
  const yesterday = await startWith({ hubspotPort: 0 });
  await books(yesterday, 'before-the-night');
  for (const simulator of [yesterday.system.simulator, yesterday.system.hubspot])
    await simulator?.admin('POST', 'clock', { advanceMs: DAY_MS });
  const started = await startWith({ hubspotPort: 0, snelstartPort: 0 });
  await books(started, 'the-day-after');
  for (const connection of [PORTAL_CONNECTION, OFFICE_CONNECTION])
    expect(await stateOf(started, connection)).toBe('connected');
  await started.system.stack.schedules.fire('Sweep');
}, 120_000);

it('without the simulators of before, the rest works and nobody is called in their place', async () => {
  const started = await startWith({});
  await books(started, 'alone');
  for (const connection of [PORTAL_CONNECTION, OFFICE_CONNECTION])
    expect(await stateOf(started, connection)).toBe('connected');
  expect(await isFilled(started.system)).toBe(true);
}, 120_000);
