// Runs one seed: a busy time with faults and actors, then calm, then the verdict.
import { CLOCK_PMS } from '../../shared/core/presets/clock-pms.ts';
import { laneOf } from '../../shared/core/lanes.ts';
import type { Policy } from '../../shared/core/policy.ts';
import { startBookkeepers, startProduct, type Product } from './actors.ts';
import { blame, type Counts, type Violation } from './evidence.ts';
import { startClock, startNotices, startWorkers, SWEEP_MS, tick } from './functions-at-work.ts';
import { withoutHiddenInputs } from './hidden-inputs.ts';
import { judgeHealing, judgeRest, type Rest } from './judge-rest.ts';
import { judgeAudits } from './judge-audit.ts';
import { judgeBudget } from './judge-budget.ts';
import { createKernel } from './kernel.ts';
import { tokensIn } from './ledger.ts';
import { beginSession, runErrands, startErrands } from './errands.ts';
import { HOME } from './marks.ts';
import { openCompany } from './open-company.ts';
import { startReader, type Reader } from './product-reader.ts';
import { settingsOf } from './policies.ts';
import { sessionEnd } from '../../shared/core/holds.ts';
import { countDay, reconcileBooks, restoreLanes, startOperators } from './operators.ts';
import { VISIBILITY_MS } from './queue.ts';
import { API_KEY, resetRequestIds, SIGNING_SECRET } from './requests.ts';
import { createSeedWorld, type Defect, type Script, type SeedWorld } from './seed-world.ts';
import { planSource, type SourcePlan } from './source-plan.ts';
import { type Setting, type Swarm, swarmOf } from './swarm.ts';
import { wantsOf } from './themes.ts';

export interface SeedResult {
  readonly seed: number;
  readonly violations: readonly Violation[];
  readonly trace: string;
  readonly steps: number;
  readonly counts: Counts;
  readonly cells: ReadonlyMap<string, number>;
  /** The settings of its policies, as they are counted. */
  readonly settings: readonly string[];
  readonly virtualMs: number;
}

export interface SeedOptions {
  readonly keyless?: boolean | undefined;
  readonly swarm?: Swarm | undefined;
  readonly defect?: Defect | undefined;
  readonly script?: Script | undefined;
  readonly plan?: ((connections: readonly string[]) => ReadonlyMap<string, SourcePlan>) | undefined;
  readonly tell?: ((line: string) => void) | undefined;
  /** Nothing is left to chance but names. */
  readonly steady?: boolean | undefined;
  /** Sets what shall happen besides. */
  readonly begin?: ((world: SeedWorld) => void) | undefined;
}

/** Accounts that every simulated company has. */
const CHECKING = '35';
const RECEIVABLES = '84';

/** A Tuesday noon. */
export const START = Date.UTC(2026, 10, 17, 12);

export async function runSeed(seed: number, options: SeedOptions = {}): Promise<SeedResult> {
  return await withoutHiddenInputs(() => run(seed, options));
}

async function run(seed: number, options: SeedOptions): Promise<SeedResult> {
  const swarm = options.swarm ?? swarmOf(seed, options.keyless);
  const kernel = createKernel(seed, START, options);
  const { setting } = swarm;
  const wants = wantsOf(swarm.themes ?? []);
  resetRequestIds();
  const realms = Array.from({ length: setting.companies }, (_, index) => `913035000000000${index + 1}`);
  const connections = Array.from({ length: setting.connections }, (_, index) => `h${index}`);
  const realmOf = (connection: string): string =>
    realms[connections.indexOf(connection) % realms.length] ?? '';
  const plain = plainPolicy(setting);
  const policyOf = (connection: string): Policy =>
    swarm.policies?.[connections.indexOf(connection)]?.policy ?? plain;
  const sources =
    options.plan?.(connections) ??
    new Map(
      connections.map((connection, index) => [
        connection,
        planSource(kernel, setting, {
          connection,
          wanted: index === 0 ? wants.records : undefined,
          currency: HOME,
          policy: swarm.policies === undefined ? undefined : policyOf(connection),
        }),
      ]),
    );
  const plans = new Map(
    [...sources.values()].flatMap(({ records }) => records.map((record) => [record.name, record])),
  );
  const { defect, script } = options;
  const world = createSeedWorld({
    kernel,
    swarm,
    plans,
    realms,
    realmOf,
    policyOf,
    connections,
    defect,
    script,
  });
  await prepare(world, connections);
  const products = [...sources].map(([connection, { sayings }]) => startProduct(world, connection, sayings));
  const readers = connections.map((connection, index) => startReader(world, connection, products[index]));
  options.begin?.(world);
  try {
    await beBusy(world, connections, setting.busyMs);
    await calmDown(world, connections, { products, readers });
  } catch (error) {
    blame(world.evidence, 'noRest', error instanceof Error ? error.message : String(error));
  }
  const { violations, counts } = world.evidence;
  const virtualMs = kernel.now() - START;
  return {
    seed,
    violations,
    trace: kernel.trace(),
    steps: kernel.steps(),
    counts,
    cells: world.cells.all(),
    settings: (swarm.policies ?? []).flatMap(({ policy }) => settingsOf(policy)),
    virtualMs,
  };
}

async function prepare(world: SeedWorld, connections: readonly string[]): Promise<void> {
  const { storage, evidence, kernel, swarm } = world;
  for (const [index, realm] of world.realms.entries())
    openCompany(world, realm, swarm.policies?.[index]?.customNumbers ?? false);
  for (const connection of connections) {
    const company = evidence.realmOf(connection);
    const policy = evidence.policyOf(connection);
    const made = {
      id: connection,
      name: connection,
      source: 'product',
      ledger: 'quickbooks',
      company,
      createdAt: START,
      sessionEndsAt: sessionEnd(policy, START),
    };
    await storage.connections.saveConnection(made);
    await storage.connections.savePolicy(connection, { version: 1, policy });
    await storage.connections.saveSigningSecrets(connection, [SIGNING_SECRET]);
  }
  await storage.connections.saveApiKey({ ...API_KEY, connections });
  for (const realm of world.realms) {
    const grant = world.admin('POST', 'oauth/grants', { realmId: realm });
    world.calls.granted(realm, grant);
    const tokens = tokensIn(grant, kernel.now());
    // They end when all sessions of the company have: one without an end needs them for good.
    const ends = evidence.connectionsOf(realm).map((id) => sessionEnd(evidence.policyOf(id), START));
    const endsAt = ends.includes(undefined) ? undefined : Math.max(...ends.map((end) => end ?? 0));
    const credentials = { version: 1, ...tokens, endsAt };
    await storage.connections.saveCredentials(laneOf('quickbooks', realm), credentials, 0);
  }
}

/** The policy of a world that drew none: everything is booked, and ends as the setting says. */
function plainPolicy(setting: Setting): Policy {
  return {
    ...CLOCK_PMS,
    customers: { ...CLOCK_PMS.customers, onUpdate: setting.createOnly ? 'create_only' : 'overwrite' },
    items: setting.itemsMapped
      ? { ...CLOCK_PMS.items, onMissing: 'mapped', defaultItem: '1' }
      : { ...CLOCK_PMS.items, onMissing: 'create', defaultItem: '1', defaultIncomeAccount: '1' },
    invoices: { ...CLOCK_PMS.invoices, pushOn: setting.pushOn, onConflict: setting.onConflict },
    tax: { mode: 'none', map: {} },
    suppliers: { sync: 'both' },
    // What is set off against what has crash points of its own (test/unit/kind-crashes.test.ts).
    creditNotes: { ...CLOCK_PMS.creditNotes, autoLink: 'never' },
    refunds: { mode: 'expense', expenseAccountByCurrency: { EUR: RECEIVABLES } },
    ends: {
      ...CLOCK_PMS.ends,
      invoice: setting.endBy,
      payment: setting.endBy,
      creditNote: setting.endBy === 'delete' ? 'delete' : 'manual_task',
    },
    payments: { ...CLOCK_PMS.payments, depositAccount: { mode: 'map', map: {}, default: CHECKING } },
    // The company is as it was opened, its switches untouched.
    preflight: { customNumbers: 'any', autoApplyCredit: 'any' },
  };
}

async function beBusy(world: SeedWorld, connections: readonly string[], busyMs: number): Promise<void> {
  const until = START + busyMs;
  startWorkers(world);
  startNotices(world);
  startClock(world, until);
  startBookkeepers(world, until);
  startOperators(world, connections, until);
  startErrands(world, connections, busyMs);
  const times = wantsOf(world.swarm.themes ?? []).reconciliations ?? 1;
  for (let time = 1; time <= times; time += 1)
    world.kernel.after((busyMs * time) / (times + 1), () =>
      connections.forEach((connection) => reconcileBooks(world, connection)),
    );
  await world.kernel.run(until);
}

interface Sides {
  readonly products: readonly Product[];
  readonly readers: readonly Reader[];
}

/** Messages alone must heal almost everything within one visibility timeout; one sweep the rest. */
async function calmDown(world: SeedWorld, connections: readonly string[], sides: Sides): Promise<void> {
  const { kernel, queue, running, evidence } = world;
  world.calmDown();
  kernel.note(() => '--- calm');
  await restoreLanes(world, connections);
  runErrands(world, connections);
  const isIdle = (): boolean =>
    queue.size() === 0 && running.size === 0 && sides.products.every(({ open }) => open() === 0);
  await kernel.run(kernel.now() + VISIBILITY_MS + 60_000, isIdle);
  // What died in the last of the faults may have had its last receive: the operator sends it again.
  queue.redrive();
  await kernel.run(kernel.now() + VISIBILITY_MS + 60_000, isIdle);
  await judgeHealing(evidence, restOf(world));
  for (let round = 0; round < 2; round += 1) {
    kernel.note(() => '--- sweep');
    for (const connection of connections) beginSession(world, connection);
    for (const reader of sides.readers) reader.look();
    tick(world);
    await kernel.run(kernel.now() + SWEEP_MS / 3);
    // What people edited was found by the round; whoever is only told when he asks does so now.
    runErrands(world, connections);
    await kernel.run(kernel.now() + (SWEEP_MS / 3) * 2);
  }
  await kernel.run(kernel.now() + VISIBILITY_MS, isIdle);
  for (const connection of connections) countDay(world, connection);
  for (const reader of sides.readers) reader.stop();
  await kernel.run(kernel.now() + 30_000);
  await judgeRest(evidence, restOf(world));
  judgeBudget(evidence);
  for (const reader of sides.readers) await reader.judge();
  kernel.note(() => '--- reconciliation');
  for (const connection of connections) beginSession(world, connection);
  await kernel.run(kernel.now() + 10_000);
  const begunAt = kernel.now();
  for (const connection of connections) reconcileBooks(world, connection);
  await kernel.run(kernel.now() + VISIBILITY_MS + 60_000, isIdle);
  await judgeAudits(evidence, world.storage, connections, begunAt);
}

function restOf({ storage, queue, running, realms }: SeedWorld): Rest {
  return {
    storage,
    lanes: realms.map((realm) => laneOf('quickbooks', realm)),
    queued: queue.size(),
    dead: queue.dead(),
    running: running.size,
  };
}
