// The office's world: the real functions in killable processes, the real connector, the simulator's core, one kernel.
import { createKeyNotices } from '../../../shared/connectors/snelstart/notices.ts';
import type { LedgerConnector } from '../../../shared/connectors/ports.ts';
import type { HttpAnswer, HttpRequest } from '../../../shared/connectors/http.ts';
import { createSnelStart } from '../../../shared/connectors/snelstart/snelstart.ts';
import type { Host } from '../../../shared/host/host.ts';
import type { SnelStart } from '../../../simulators/snelstart/snelstart.ts';
import { DEFAULT_SETTINGS } from '../../../simulators/snelstart/service/state.ts';
import type { Kernel } from '../kernel.ts';
import { accidentOf } from '../ledger.ts';
import type { MemoryStorage } from '../memory-storage.ts';
import { asOutside, callOut, type Mishap, type Process, type Role } from '../process.ts';
import type { SimulatedQueue } from '../queue.ts';
import { type Faults, NO_FAULTS } from '../swarm.ts';
import type { OfficeEvidence } from './evidence.ts';
import { askOffice, awayOffice, fileAnswer, meetOffice, OFFICE_API, officeCallOf } from './far-side.ts';
import type { Plan } from './plan.ts';
import type { OfficeSwarm } from './swarm.ts';

/** A planted defect of our own engine, spoilt from outside. */
export interface OfficeDefect {
  readonly fetcher?: (fetcher: Fetch) => Fetch;
  readonly connector?: (connector: LedgerConnector, storage: MemoryStorage) => LedgerConnector;
  readonly host?: (host: Host) => Host;
}

type Fetch = (request: HttpRequest) => Promise<HttpAnswer>;

export interface OfficeWorld {
  readonly kernel: Kernel;
  readonly swarm: OfficeSwarm;
  readonly plan: Plan;
  readonly storage: MemoryStorage;
  readonly queue: SimulatedQueue;
  readonly simulator: SnelStart;
  readonly evidence: OfficeEvidence;
  readonly running: Set<Process>;
  readonly defect: OfficeDefect;
  readonly faults: () => Faults;
  readonly setFaults: (faults: Faults) => void;
  /** Until when nobody answers there: milliseconds UTC. */
  awayUntil: number;
  readonly onQueue: (listener: () => void) => void;
}

export interface Spawn {
  readonly role: Role;
  readonly lifeMs: number;
  readonly main: (host: Host) => Promise<void>;
  readonly ended: (how: 'done' | 'threw' | 'died') => void;
}

/** As in infra/timeouts.ts. */
const LEASE_MS = 65_000;

export const LIMITS = {
  small: { callsPerMinute: 98, batchesPerMinute: 98, callsPerHour: 56, concurrent: 5 },
  usual: { callsPerMinute: 490, batchesPerMinute: 490, callsPerHour: 4_900, concurrent: 50 },
} as const;

export const calmDown = (world: OfficeWorld): void => {
  world.setFaults(NO_FAULTS);
  world.awayUntil = 0;
};

/** Runs something in a process of its own, at most so long. */
export function spawn(world: OfficeWorld, { role, lifeMs, main, ended }: Spawn): void {
  const { kernel, running, evidence } = world;
  const process: Process = {
    name: `${role}${(evidence.counts.born += 1)}`,
    role,
    dead: false,
    calls: 0,
    bornAt: kernel.now(),
  };
  running.add(process);
  const end = (how: 'done' | 'threw' | 'died'): void => {
    if (!running.delete(process)) return;
    if (how !== 'done') kernel.note(() => `${process.name} ${how}`);
    if (how === 'died') evidence.counts.deaths += 1;
    if (how === 'threw') evidence.counts.thrown += 1;
    ended(how);
  };
  const stopped = (): void => {
    if (!running.has(process)) return;
    process.dead = true;
    end('died');
  };
  kernel.after(lifeMs, stopped, { process, isLive: () => running.has(process) });
  main(hostOf(world, process, () => end('died'))).then(
    () => end('done'),
    (error: unknown) => {
      if (process.dead) return;
      // Only what the world did to it may make a function throw.
      if (!(error instanceof Error && error.message.startsWith('simulated:')))
        evidence.blame(
          'threw',
          `${process.name}: ${error instanceof Error ? (error.stack ?? '') : String(error)}`,
        );
      end('threw');
    },
  );
}

/** What the seed does to a call. A call of the ledger has accidents of its own; there a process can only die. */
function mishapOf({ kernel, faults }: OfficeWorld, { role }: Process, op: string): Mishap {
  const { crash, refused, answerLost, repeated, slow } = faults();
  const isFar = op.startsWith('ledger') || op.startsWith('file');
  if (kernel.chance(isFar ? crash * 3 : crash)) {
    const type = kernel.pick(['crash_before', 'crash_after', 'crash_late'] as const) ?? 'crash_before';
    return type === 'crash_late' ? { type, ms: kernel.random() * 5_000 } : { type };
  }
  if (isFar || role === 'scheduler') return { type: 'none' };
  if (kernel.chance(refused)) return { type: 'refused' };
  if (kernel.chance(answerLost)) return { type: 'answer_lost' };
  // The queue knows what it is asked twice.
  if (kernel.chance(repeated) && !op.startsWith('lanes')) return { type: 'repeated' };
  if (kernel.chance(slow)) return { type: 'slow', ms: kernel.random() * 20_000 };
  return { type: 'none' };
}

type Outside = Parameters<typeof asOutside>[0];

function hostOf(world: OfficeWorld, process: Process, died: () => void): Host {
  const { kernel, storage, queue, evidence, defect } = world;
  const plan = (by: Process, op: string): Mishap => {
    const mishap = mishapOf(world, by, op);
    if (mishap.type !== 'none') evidence.counts.mishaps += 1;
    return mishap;
  };
  const outside: Outside = { kernel, plan, died };
  const port = <T extends object>(name: string, value: T): T => asOutside(outside, process, name, value);
  const note = (event: string, fields: unknown): void =>
    kernel.note(() => `${process.name} says ${event} ${JSON.stringify(fields)}`);
  const ledger = ledgerOf(world, outside, process);
  const nowhere = { send: async () => undefined, defer: async () => undefined };
  const letters = (count: number): string =>
    Array.from({ length: count }, () => Math.floor(kernel.names() * 36).toString(36)).join('');
  const host: Host = {
    clock: {
      now: kernel.now,
      wait: (ms) =>
        new Promise((resolve) => kernel.after(ms, () => (process.dead ? undefined : resolve()), { process })),
    },
    random: { id: () => `s${letters(25)}`, secret: (bytes) => 'ab'.repeat(bytes), fraction: kernel.random },
    links: port('links', { ...storage.links, ...staleIndexes(world) }),
    writes: port('writes', storage.writes),
    connections: port('connections', storage.connections),
    feed: port('feed', storage.feed),
    callbacks: port('callbacks', storage.callbacks),
    inbound: port('inbound', storage.inbound),
    reconciliations: port('reconciliations', storage.reconciliations),
    audit: storage.audit,
    bulks: storage.bulks,
    requests: storage.requests,
    lanes: port('lanes', queue.port),
    sources: nowhere,
    callbackQueue: nowhere,
    callOut: {
      refusal: async () => undefined,
      post: async () => ({ status: 204 }),
      get: ({ url }) =>
        callOut(outside, process, { op: 'file GET' }, async () => fileAnswer(kernel, world.faults(), url)),
    },
    ledger: (name) => (name === ledger.name ? ledger : undefined),
    notices: () => createKeyNotices({ hintSecret: async () => 'a long random text' }),
    source: () => undefined,
    sourceNotices: () => undefined,
    publish: () => callOut(outside, process, { op: 'publish' }, async () => undefined),
    log: { info: () => undefined, warn: note, error: note },
    metrics: { count: () => undefined },
    timeouts: { ledgerCallMs: 30_000, laneLeaseMs: LEASE_MS },
  };
  return defect.host?.(host) ?? host;
}

/** Reads of an index may miss what was written in the last second. */
function staleIndexes({ kernel, storage, faults }: OfficeWorld): Pick<Host['links'], 'due' | 'waitersOf'> {
  const { links } = storage;
  const thinned = <T>(found: readonly T[]): readonly T[] =>
    faults().staleIndex > 0 ? found.filter(() => !kernel.chance(faults().staleIndex)) : found;
  return {
    due: async (lane, now, limit) => thinned(await links.due(lane, now, limit)),
    waitersOf: async (key, limit) => thinned(await links.waitersOf(key, limit)),
  };
}

function ledgerOf(world: OfficeWorld, outside: Outside, process: Process): LedgerConnector {
  const { kernel, evidence, simulator, storage, defect, swarm } = world;
  const direct: Fetch = (request) => {
    const call = officeCallOf(request);
    return callOut(outside, process, { op: `ledger ${call.op}` }, async () => {
      const isAway = kernel.now() < world.awayUntil;
      const accident = isAway ? 'unreachable' : accidentOf(kernel, world.faults(), call);
      const heard = evidence.arrived(process, call, accident);
      if (accident !== 'none') {
        evidence.counts.accidents += 1;
        kernel.note(() => `accident ${accident}`);
      }
      const send = (): HttpAnswer => askOffice(simulator, request);
      const answer = isAway ? awayOffice(kernel) : await meetOffice(kernel, accident, call, send);
      heard(answer);
      return answer;
    });
  };
  const [subscriptionKey = ''] = DEFAULT_SETTINGS.subscriptionKeys;
  const made = createSnelStart({
    fetcher: defect.fetcher?.(direct) ?? direct,
    endpoints: { api: `${OFFICE_API}/v2`, token: `${OFFICE_API}/b2b/token` },
    app: async () => ({ subscriptionKey, appShortName: '', hintSecret: '' }),
    now: kernel.now,
    limits: swarm.setting.small ? LIMITS.small : LIMITS.usual,
  });
  return defect.connector?.(made, storage) ?? made;
}
