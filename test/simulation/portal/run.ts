// Runs one seed of a portal's world: a busy time with faults and people on both sides, then calm, then the verdict.
import { HUBSPOT_QUICKBOOKS } from '../../../shared/core/presets/hubspot-quickbooks.ts';
import { laneOf } from '../../../shared/core/lanes.ts';
import type { Policy } from '../../../shared/core/policy.ts';
import type { Violation } from '../evidence.ts';
import { withoutHiddenInputs } from '../hidden-inputs.ts';
import { createKernel } from '../kernel.ts';
import { tokensIn } from '../ledger.ts';
import { VISIBILITY_MS } from '../queue.ts';
import { API_KEY, resetRequestIds } from '../requests.ts';
import { START } from '../run-seed.ts';
import { ROUND_MS, startClock, startPost, startWorkers, tick } from './at-work.ts';
import { reconnect, WRONG } from './connecting.ts';
import type { Counts } from './evidence.ts';
import { judgePortalRest, judgeQuiet } from './judge-end.ts';
import { resetNumbers, startPeople } from './people.ts';
import { type PortalSetting, portalSwarmOf } from './swarm.ts';
import { createPortalSeedWorld, type Pair, type PortalDefect, type PortalWorld, STRANGER } from './world.ts';

export interface PortalResult {
  readonly seed: number;
  readonly violations: readonly Violation[];
  readonly trace: string;
  readonly steps: number;
  readonly counts: Counts;
  readonly cells: ReadonlyMap<string, number>;
  readonly virtualMs: number;
}

export interface PortalOptions {
  readonly defect?: PortalDefect | undefined;
  readonly tell?: ((line: string) => void) | undefined;
}

export async function runPortalSeed(seed: number, options: PortalOptions = {}): Promise<PortalResult> {
  return await withoutHiddenInputs(() => run(seed, options));
}

async function run(seed: number, { defect, tell }: PortalOptions): Promise<PortalResult> {
  const swarm = portalSwarmOf(seed);
  const kernel = createKernel(seed, START, { tell });
  resetRequestIds();
  resetNumbers();
  const pairs = Array.from({ length: swarm.setting.portals }, (_, index) => ({
    connection: `h${index}`,
    portal: 62_515 + index,
    realm: `913035000000000${index + 1}`,
  }));
  const policy = policyOf(swarm.setting);
  const world = createPortalSeedWorld({ kernel, swarm, pairs, policyOf: () => policy, defect });
  const { evidence } = world;
  for (const pair of pairs) await prepare(world, pair, policy);
  try {
    await beBusy(world);
    await calmDown(world);
  } catch (error) {
    evidence.blame('noRest', error instanceof Error ? error.message : String(error));
  }
  if (tell !== undefined) await tellRows(world, tell);
  const { violations, counts } = evidence;
  return {
    seed,
    violations,
    trace: kernel.trace(),
    steps: kernel.steps(),
    counts,
    cells: world.cells,
    virtualMs: kernel.now() - START,
  };
}

/** The preset, with what the simulated companies have and what the seed draws. */
function policyOf({ onConflict, onRemoteEdit }: PortalSetting): Policy {
  return {
    ...HUBSPOT_QUICKBOOKS,
    items: { ...HUBSPOT_QUICKBOOKS.items, onMissing: 'mapped', defaultItem: '1' },
    invoices: { ...HUBSPOT_QUICKBOOKS.invoices, onConflict, onRemoteEdit },
    preflight: { customNumbers: 'any', autoApplyCredit: 'any' },
  };
}

async function prepare(world: PortalWorld, pair: Pair, policy: Policy): Promise<void> {
  const { storage, kernel, evidence } = world;
  const { connections } = storage;
  const { connection, portal, realm } = pair;
  await connections.saveConnection({
    id: connection,
    name: connection,
    source: 'hubspot',
    account: String(portal),
    ledger: 'quickbooks',
    company: realm,
    createdAt: START,
  });
  await connections.savePolicy(connection, { version: 1, policy });
  await connections.saveApiKey({ ...API_KEY, connections: world.pairs.map((each) => each.connection) });
  const ofBooks = world.books('POST', 'oauth/grants', { realmId: realm });
  const tokens = { version: 1, ...tokensIn(ofBooks, kernel.now()) };
  await connections.saveCredentials(laneOf('quickbooks', realm), tokens, 0);
  const ofPortal = world.portal('POST', 'oauth/grants', { portalId: portal });
  evidence.granted(String(portal), ofPortal);
  const there = { version: 1, ...tokensIn(ofPortal, kernel.now()), refreshExpiresAt: kernel.now() + 1e12 };
  await connections.saveCredentials(laneOf('hubspot', String(portal)), there, 0);
  world.portal('POST', 'oauth/grants', { portalId: STRANGER });
}

async function beBusy(world: PortalWorld): Promise<void> {
  const { kernel, swarm, pairs } = world;
  const { busyMs, deaf, uninstalls } = swarm.setting;
  const until = START + busyMs;
  const deafFrom = deaf ? START + kernel.random() * busyMs : Infinity;
  startWorkers(world);
  startPost(world, () => kernel.now() > deafFrom && kernel.now() < deafFrom + busyMs / 3);
  for (const { portal, realm, connection } of pairs) {
    await world.lanes.port.send(laneOf('quickbooks', realm), [{ at: 'lists' }]);
    const looks = [{ at: 'prepare' }, { at: 'changes' }, { at: 'feed', connection }] as const;
    await world.sources.port.send(laneOf('hubspot', String(portal)), looks);
  }
  await kernel.run(START + 30_000);
  startClock(world, until);
  for (const pair of pairs) startPeople(world, pair, until);
  if (uninstalls) takeOut(world, busyMs);
  await kernel.run(until);
}

/** Somebody takes the app out of the account; later somebody lets us in again, perhaps first into a wrong account. */
function takeOut(world: PortalWorld, busyMs: number): void {
  const { kernel, pairs, evidence } = world;
  const [pair] = pairs;
  if (pair === undefined) return;
  kernel.after(kernel.random() * busyMs * 0.7, () => {
    evidence.counts.uninstalls += 1;
    world.actInPortal(pair, { act: 'uninstall' });
    const later = kernel.random() * busyMs * 0.5;
    if (kernel.chance(0.4))
      kernel.after(later / 2, () => reconnect(world, pair, { side: 'source', account: WRONG }));
    kernel.after(later, () => reconnect(world, pair, { side: 'source' }));
  });
}

async function calmDown(world: PortalWorld): Promise<void> {
  const { kernel, lanes, sources, running, evidence, pairs, storage } = world;
  world.calmDown();
  evidence.calmSince = kernel.now();
  kernel.note(() => '--- calm');
  for (const pair of pairs) await letIn(world, pair);
  lanes.redrive();
  sources.redrive();
  const isIdle = (): boolean =>
    lanes.size() === 0 &&
    sources.size() === 0 &&
    running.size === 0 &&
    world.hubspot.nextDeliveryAt() === null &&
    world.quickbooks.nextDeliveryAt() === null;
  await kernel.run(kernel.now() + VISIBILITY_MS + 60_000, isIdle);
  // What died in the last of the faults may have had its last receive: the operator sends it again.
  lanes.redrive();
  sources.redrive();
  await kernel.run(kernel.now() + VISIBILITY_MS + 60_000, isIdle);
  for (const { portal } of pairs) {
    const { paused } = await storage.connections.laneState(laneOf('hubspot', String(portal)));
    if (paused !== undefined)
      evidence.blame('pausedForNothing', `account ${portal} rests although somebody let us in`);
  }
  // The second and third find what the ones before caused.
  for (let round = 0; round < 4; round += 1) {
    kernel.note(() => '--- round');
    tick(world);
    await kernel.run(kernel.now() + ROUND_MS);
  }
  await kernel.run(kernel.now() + VISIBILITY_MS, isIdle);
  kernel.note(() => '--- judge');
  evidence.look();
  await judgePortalRest(world);
  await judgeQuiet(world, async () => {
    tick(world);
    await kernel.run(kernel.now() + ROUND_MS);
  });
}

/** Whoever lost a grant is let in again. */
async function letIn(world: PortalWorld, pair: Pair): Promise<void> {
  reconnect(world, pair, { side: 'ledger' });
  reconnect(world, pair, { side: 'source' });
  await world.kernel.run(world.kernel.now() + 60_000);
}

/** What is stored at the end, for whoever replays the seed. */
async function tellRows({ storage, pairs }: PortalWorld, tell: (line: string) => void): Promise<void> {
  for (const { connection } of pairs) {
    const page = await storage.links.list({ connection, limit: 10_000 });
    const links = page.type === 'page' ? page.links : [];
    for (const { key, health, document, source, base } of links)
      tell(JSON.stringify({ key, health, document, source, fields: base?.fields }));
    const feed = await storage.feed.read(connection, 0, 10_000);
    for (const entry of feed.type === 'page' ? feed.entries : []) tell(JSON.stringify(entry));
    tell(JSON.stringify(await storage.callbacks.progress(connection)));
  }
}
