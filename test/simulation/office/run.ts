// Runs one seed of an office: a busy time with accidents, people and dying workers, then calm, then the verdict.
import { QICS_MILESTONES_SNELSTART } from '../../../shared/core/presets/qics-milestones-snelstart.ts';
import type { Policy } from '../../../shared/core/policy.ts';
import { dayIn } from '../../../shared/core/zones.ts';
import { withoutHiddenInputs } from '../hidden-inputs.ts';
import { createKernel } from '../kernel.ts';
import { createMemoryStorage } from '../memory-storage.ts';
import { createQueue } from '../queue.ts';
import { API_KEY, resetRequestIds } from '../requests.ts';
import { createEvidence, type Counts, type Violation } from './evidence.ts';
import { judgeOffice } from './judge.ts';
import {
  enterKey,
  planActs,
  regenerateKey,
  runImport,
  startBookkeepers,
  startOwner,
  startClock,
  startProduct,
  startWorkers,
} from './people.ts';
import { planOffice } from './plan.ts';
import { booksOf, LANE, OFFICE, openAdministration } from './simulator.ts';
import { type OfficeSetting, officeSwarmOf } from './swarm.ts';
import { calmDown, LIMITS, type OfficeDefect, type OfficeWorld } from './world.ts';

export interface OfficeResult {
  readonly seed: number;
  readonly violations: readonly Violation[];
  readonly counts: Counts;
  readonly trace: string;
  readonly steps: number;
  readonly virtualMs: number;
}

export interface OfficeOptions {
  readonly defect?: OfficeDefect | undefined;
  readonly tell?: ((line: string) => void) | undefined;
}

const MINUTE = 60_000;
/** Rounds of the calm: each long enough for every wait of ours but the next round. */
const ROUNDS = 10;
/** A night may lie between them. */
const QUARTERS_MAX = 80;

export async function runOfficeSeed(seed: number, options: OfficeOptions = {}): Promise<OfficeResult> {
  return await withoutHiddenInputs(() => run(seed, options));
}

async function run(seed: number, { defect, tell }: OfficeOptions): Promise<OfficeResult> {
  const swarm = officeSwarmOf(seed);
  const { setting } = swarm;
  const kernel = createKernel(seed, setting.startsAt, { tell });
  resetRequestIds();
  const world = createWorld(kernel, swarm, defect);
  try {
    await prepare(world);
    await beBusy(world);
    await calm(world);
    await judgeOffice(world);
  } catch (error) {
    world.evidence.blame('noRest', error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  const { violations, counts } = world.evidence;
  const virtualMs = kernel.now() - setting.startsAt;
  return { seed, violations, counts, trace: kernel.trace(), steps: kernel.steps(), virtualMs };
}

function createWorld(
  kernel: OfficeWorld['kernel'],
  swarm: OfficeWorld['swarm'],
  defect: OfficeDefect = {},
): OfficeWorld {
  const { setting } = swarm;
  let { faults } = swarm;
  let listener = (): void => undefined;
  const simulator = openAdministration(kernel, setting);
  const storage = createMemoryStorage(kernel);
  const queue = createQueue(
    kernel,
    () => faults,
    () => listener(),
  );
  const customers = Array.from({ length: Math.min(setting.customers, 5) }, (_, index) =>
    String(1_001 + index),
  );
  const day = dayIn('Europe/Amsterdam', kernel.now());
  const { forms, busyMs } = setting;
  const plan = planOffice(kernel, { forms, busyMs, day, customers });
  const limits = setting.small ? LIMITS.small : LIMITS.usual;
  const books = () => booksOf(simulator);
  return {
    ...{ kernel, swarm, plan, storage, queue, simulator, defect },
    evidence: createEvidence({ kernel, setting, plan, storage, lane: LANE, limits, books }),
    running: new Set(),
    faults: () => faults,
    setFaults: (next) => void (faults = next),
    awayUntil: 0,
    onQueue: (heard) => void (listener = heard),
  };
}

async function prepare(world: OfficeWorld): Promise<void> {
  const { storage, kernel, swarm } = world;
  const made = { id: OFFICE, name: 'Bureau Zuid', source: 'product', createdAt: kernel.now() };
  await storage.connections.saveConnection({ ...made, ledger: 'snelstart' });
  await storage.connections.savePolicy(OFFICE, { version: 1, policy: policyOf(swarm.setting) });
  await storage.connections.saveApiKey({ ...API_KEY, connections: [OFFICE] });
}

/** The preset; at once instead of every quarter of an hour where the seed wants it, and with ends that reach the books. */
function policyOf({ scheduled, imports }: OfficeSetting): Policy {
  const preset = QICS_MILESTONES_SNELSTART;
  const atOnce = { outbound: { mode: 'event' }, inbound: { mode: 'event' } } as const;
  return {
    ...preset,
    connection: { session: { mode: 'persistent' }, requireInitialImport: imports },
    schedule: scheduled ? preset.schedule : atOnce,
    costCentres: { import: true },
    ends: { ...preset.ends, invoice: 'delete', creditNote: 'delete' },
    preflight: { customNumbers: 'any', autoApplyCredit: 'any' },
  };
}

async function beBusy(world: OfficeWorld): Promise<void> {
  const { kernel, swarm, plan } = world;
  const { busyMs, imports, regenerates, nightMs } = swarm.setting;
  const until = kernel.now() + busyMs + nightMs;
  planActs(world, busyMs);
  startWorkers(world);
  startClock(world);
  enterKey(world);
  startOwner(world);
  if (imports) kernel.after(2 * MINUTE, () => runImport(world));
  startBookkeepers(world, until);
  const open = startProduct(world, plan.sayings);
  if (regenerates) kernel.after(kernel.random() * busyMs, () => regenerateKey(world));
  if (nightMs > 0)
    kernel.after(kernel.random() * busyMs, () => {
      kernel.note(() => `away for ${nightMs} ms`);
      world.awayUntil = kernel.now() + nightMs;
    });
  await kernel.run(until);
  calmDown(world);
  kernel.note(() => '--- calm');
  // Whoever sends goes on until he is heard.
  await kernel.run(kernel.now() + 30 * MINUTE, () => open() === 0);
  if (open() > 0) world.evidence.blame('harness', `${open()} sayings were never taken`);
}

async function calm({ kernel, evidence, queue, running }: OfficeWorld): Promise<void> {
  // A key may still be on its way: its owner takes an hour and a half.
  await kernel.run(kernel.now() + 100 * MINUTE);
  const from = evidence.counts.rounds;
  for (let quarter = 0; quarter < QUARTERS_MAX && evidence.counts.rounds < from + ROUNDS; quarter += 1)
    await kernel.run(kernel.now() + 15 * MINUTE);
  await kernel.run(kernel.now() + 10 * MINUTE, () => queue.size() === 0 && running.size === 0);
}
