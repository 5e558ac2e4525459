// The world of a seed: the real functions in killable processes, on stores in memory, with the simulator's core as the ledger.
import type { Fetcher } from '../../shared/connectors/http.ts';
import type { LedgerConnector } from '../../shared/connectors/ports.ts';
import { createNoticeReaders } from '../../shared/connectors/notice-registry.ts';
import type { DomainEvent, Host } from '../../shared/host/host.ts';
import { createBooks } from '../../simulators/quickbooks/core/books.ts';
import type { Books, UiAct } from '../../simulators/quickbooks/core/contract.ts';
import { createQuickBooks, type QuickBooks } from '../../simulators/quickbooks/quickbooks.ts';
import { createBooksView } from './books-view.ts';
import { noCells, type Cells } from './cells.ts';
import { createDurable, type Seen } from './durable.ts';
import type { Evidence } from './evidence.ts';
import { createCallJudge, recordsIn, type CallJudge } from './judge-calls.ts';
import { judged } from './judge-health.ts';
import { createWriteJudge, type WriteJudge } from './judge-writes.ts';
import { isRecord, parse } from './json.ts';
import type { Kernel } from './kernel.ts';
import {
  askSimulator,
  callOf,
  createConnector,
  meet,
  tokensIn,
  type Accident,
  type LedgerCall,
} from './ledger.ts';
import { createMemoryStorage, type MemoryStorage } from './memory-storage.ts';
import { accidentBy, planned } from './mishaps.ts';
import { asOutside, callOut, type Mishap, type Process, type Role } from './process.ts';
import { createQueue, type SimulatedQueue } from './queue.ts';
import type { Policy } from '../../shared/core/policy.ts';
import type { SourceRecordPlan } from './source-plan.ts';
import { NO_FAULTS, type Faults, type Swarm } from './swarm.ts';
import { createStage, type Stage } from './themes.ts';

/** A planted defect: our own engine, spoilt from outside. */
export interface Defect {
  readonly storage?: (storage: MemoryStorage) => MemoryStorage;
  readonly host?: (host: Host, role: Role) => Host;
  /** Messages are deleted although their delivery threw. */
  readonly deletesAlways?: true;
  readonly fetcher?: (fetcher: Fetcher) => Fetcher;
  readonly connector?: (connector: LedgerConnector, host: MemoryStorage) => LedgerConnector;
}

/** Who may decide what happens to a call instead of the swarm: the crash points do. */
export interface Script {
  /** Told of every call, with what the durable world is at that moment if its process died there. */
  readonly watch?: ((seen: Seen) => void) | undefined;
  readonly mishap?: ((process: Process, op: string) => Mishap) | undefined;
  readonly accident?: ((call: LedgerCall) => Accident) | undefined;
}

export interface SeedWorld {
  readonly kernel: Kernel;
  readonly swarm: Swarm;
  readonly evidence: Evidence;
  readonly cells: Cells;
  readonly storage: MemoryStorage;
  readonly queue: SimulatedQueue;
  readonly simulator: QuickBooks;
  readonly realms: readonly string[];
  readonly writes: WriteJudge;
  readonly calls: CallJudge;
  readonly running: Set<Process>;
  /** A connection exports by the clock. */
  readonly hasExports: boolean;
  readonly defect: Defect;
  readonly faults: () => Faults;
  /** What the theme of the seed does, on top of the faults. */
  readonly stage: Stage;
  readonly calmDown: () => void;
  /** Runs something in a process of its own, at most so long. `ended` hears `true` if it came to its end. */
  readonly spawn: (spec: Spawn) => Process;
  readonly admin: (method: string, path: string, body?: unknown) => unknown;
  readonly act: (realm: string, act: UiAct | { readonly act: 'disconnect' }) => boolean;
  /** Told when a message came or its time may have come. */
  readonly onQueue: (listener: () => void) => void;
  readonly onLedger: (listener: () => void) => void;
  /** The harness changed something that is durable. */
  readonly touched: () => void;
  /** Adds what an actor remembers to the text of the world. */
  readonly onText: (text: () => string) => void;
}

export interface Spawn {
  readonly role: Role;
  /** What whoever started it knows: it decides what he does at its end. */
  readonly asks?: string;
  readonly lifeMs: number;
  readonly main: (host: Host, process: Process) => Promise<void>;
  readonly ended: (how: 'done' | 'threw' | 'died') => void;
}

export interface WorldParts {
  readonly kernel: Kernel;
  readonly swarm: Swarm;
  readonly plans: ReadonlyMap<string, SourceRecordPlan>;
  readonly realmOf: (connection: string) => string;
  readonly policyOf: (connection: string) => Policy;
  readonly connections: readonly string[];
  readonly realms: readonly string[];
  readonly defect?: Defect | undefined;
  readonly script?: Script | undefined;
}

/** As in infra/timeouts.ts. */
const LEASE_MS = 65_000;

export const VERIFIER = 'simulated-verifier-token';

export function createSeedWorld(parts: WorldParts): SeedWorld {
  const { kernel, swarm, realms, defect = {}, script = {} } = parts;
  let faults = swarm.faults;
  let queueListener = (): void => undefined;
  let ledgerListener = (): void => undefined;
  const { simulator, books } = openLedger(parts);
  const cells = noCells();
  const stage = createStage(kernel, swarm.themes ?? [], swarm.setting.keyless);
  const evidence = noEvidence(parts, books);
  const writes = createWriteJudge(evidence);
  const calls = createCallJudge(evidence);
  const bare = createMemoryStorage(kernel);
  const actors: (() => string)[] = [];
  const storage = judged(evidence, defect.storage?.(bare) ?? bare);
  const queue = createQueue(kernel, () => faults, {
    changed: () => queueListener(),
    met: (fault, operation) => cells.count(fault, 'lane', operation),
  });
  const running = new Set<Process>();
  const texts = { storage: bare.text, actors: () => actors.map((text) => text()).join() };
  const durable =
    script.watch === undefined
      ? undefined
      : createDurable({ kernel, texts, queue, simulator, evidence, calls, running, watch: script.watch });
  const look = (): void => {
    writes.look();
    ledgerListener();
  };
  const admin = (method: string, path: string, body?: unknown): unknown => {
    const text = body === undefined ? '' : JSON.stringify(body);
    const query = new URLSearchParams();
    const reply = simulator.request({ method, path: `/_sim/${path}`, query, headers: {}, body: text });
    look();
    durable?.touched();
    return 'dropped' in reply || reply.status >= 400 || typeof reply.body !== 'string'
      ? undefined
      : parse(reply.body);
  };
  const world: Omit<SeedWorld, 'spawn'> = {
    kernel,
    swarm,
    evidence,
    cells,
    storage,
    queue,
    simulator,
    realms,
    writes,
    calls,
    running,
    hasExports: parts.connections.some(
      (connection) => parts.policyOf(connection).schedule.outbound.mode === 'interval',
    ),
    defect,
    faults: () => faults,
    stage: (subject, operation) => (faults === NO_FAULTS ? undefined : stage(subject, operation)),
    calmDown: () => void (faults = NO_FAULTS),
    admin,
    act: (realm, act) => {
      const done = admin('POST', `companies/${realm}/acts`, act) !== undefined;
      if (done) evidence.counts.acts += 1;
      if (act.act === 'disconnect') evidence.counts.disconnects += 1;
      kernel.note(() => `person ${JSON.stringify(act)} in ${realm}${done ? '' : ' (refused)'}`);
      return done;
    },
    onQueue: (listener) => void (queueListener = listener),
    onLedger: (listener) => void (ledgerListener = listener),
    touched: () => durable?.touched(),
    onText: (text) => void actors.push(text),
  };
  let born = 0;
  return {
    ...world,
    spawn: ({ role, asks = '', lifeMs, main, ended }) => {
      const process: Process = {
        name: `${role}${(born += 1)}`,
        role,
        dead: false,
        calls: 0,
        bornAt: kernel.now(),
      };
      running.add(process);
      durable?.born(process, asks);
      const end = (how: 'done' | 'threw' | 'died'): void => {
        if (!running.delete(process)) return;
        if (how !== 'done') kernel.note(() => `${process.name} ${how}`);
        ended(how);
      };
      const outside = {
        kernel,
        plan: (by: Process, op: string) => planned(world, script, by, op),
        died: () => end('died'),
        watch: durable?.calls,
      };
      const host = hostOf({ world, outside, process, defect, script, look });
      const stopped = (): void => {
        if (!running.has(process)) return;
        process.dead = true;
        end('died');
      };
      kernel.after(lifeMs, stopped, { process, isLive: () => running.has(process) });
      main(host, process).then(
        () => end('done'),
        (error: unknown) => {
          if (process.dead) return;
          kernel.note(() => `${process.name}: ${String(error)}`);
          // Only what the world did to it may make a function throw.
          if (!(error instanceof Error && error.message.startsWith('simulated:')))
            evidence.violations.push({
              check: 'threw',
              detail: `${process.name}: ${error instanceof Error ? (error.stack ?? '') : String(error)}`,
              atMs: kernel.now(),
            });
          end('threw');
        },
      );
      return process;
    },
  };
}

function openLedger({ kernel, swarm, realms }: WorldParts): { simulator: QuickBooks; books: Books } {
  const made: Books[] = [];
  const { setting, faults } = swarm;
  const simulator = createQuickBooks({
    surroundings: { now: kernel.now, random: kernel.names },
    settings: {
      companies: realms.map((realmId) => ({
        realmId,
        name: `Hotel ${realmId}`,
        country: 'NL',
        homeCurrency: 'EUR',
        multiCurrency: true,
      })),
      // Short tokens are refreshed all the time: then two workers meet over it.
      oauth: {
        rotateEveryRefresh: setting.rotateEveryRefresh,
        accessTokenMs: setting.rotateEveryRefresh ? 400_000 : 3_600_000,
      },
      webhooks: {
        url: 'http://127.0.0.1:1/webhooks/quickbooks',
        verifierToken: VERIFIER,
        format: setting.noticeFormat,
        delayMs: kernel.isSteady ? [1_500, 1_500] : [100, 3_000],
        drop: faults.noticeDropped,
        duplicate: faults.noticeDoubled,
        reorder: faults.noticeLate,
      },
    },
    createBooks: (from) => {
      const books = createBooks(from);
      made.push(books);
      return books;
    },
  });
  const [books] = made;
  if (books === undefined) throw new Error('The simulator made no books');
  for (const realm of realms) {
    const knobs = books.settings(realm);
    // The judges look into the books, which must not count; our own pace is judged apart.
    knobs.throttle.enforce = false;
    knobs.shuffleBatchAnswers = setting.shuffleAnswers;
    knobs.requestIdReplay = setting.keyless ? 'off' : setting.perBatch ? 'perBatch' : 'perItem';
  }
  return { simulator, books };
}

function noEvidence(parts: WorldParts, books: Books): Evidence {
  const { kernel, swarm, plans, realmOf, policyOf, connections, realms } = parts;
  return {
    kernel,
    setting: swarm.setting,
    hasStaleIndexes: swarm.faults.staleIndex > 0,
    isDisordered: swarm.faults.parallel > 0 || swarm.faults.doubled > 0,
    view: createBooksView(books, realms, kernel.now),
    plans,
    policyOf,
    truths: new Map(),
    realmOf,
    connectionsOf: (realm) => connections.filter((connection) => realmOf(connection) === realm),
    ...leaningOn(plans),
    tainted: new Set(),
    orders: new Map(),
    kept: new Map(),
    keeping: new Map(),
    parted: new Set(),
    arrived: new Map(),
    unanswered: new Set(),
    inDoubt: new Set(),
    blurred: new Set(),
    leases: new Map(),
    pausedSince: new Map(),
    resumes: new Map(),
    asked: new Set(),
    unsynced: new Set(),
    storedAt: new Map(),
    exportedUpTo: new Map(),
    exporting: new Map(),
    periodsSkipped: new Set(),
    imports: new Set(),
    sessionEnds: new Map(),
    told: new Map(),
    linkedAt: new Map(),
    taken: new Map(),
    violations: [],
    counts: {
      ledgerCalls: 0,
      ledgerReads: 0,
      ledgerWrites: 0,
      readsById: 0,
      tokenAccidents: 0,
      tokenMishaps: 0,
      disconnects: 0,
      refreshes: 0,
      accidents: 0,
      mishaps: 0,
      mishapsAtTheDoor: 0,
      acts: 0,
      sayings: 0,
      ticks: 0,
      deliveries: 0,
    },
  };
}

/** Who has to leave the books before whom. A deposit is nobody's: whoever matched it did so by hand. */
function leaningOn(plans: WorldParts['plans']): Pick<Evidence, 'paidOnly' | 'refundsOf'> {
  const all = [...plans.values()];
  return {
    paidOnly: (invoice) =>
      all.flatMap(({ name, key, pays, refs, isDerived }) => {
        const paid = isDerived === true ? [refs[1]] : [...pays(1).keys()];
        return key.kind === 'payment' && paid.length === 1 && paid[0] === invoice ? [name] : [];
      }),
    refundsOf: (payment) =>
      all.flatMap(({ name, key, refs }) => (key.kind === 'refund' && refs[1] === payment ? [name] : [])),
  };
}

type World = Omit<SeedWorld, 'spawn'>;

interface HostParts {
  readonly world: World;
  readonly outside: Parameters<typeof asOutside>[0];
  readonly process: Process;
  readonly defect: Defect;
  readonly script: Script;
  readonly look: () => void;
}

function hostOf({ world, outside, process, defect, script, look }: HostParts): Host {
  const { kernel, evidence, storage, queue } = world;
  const fetcher = fetcherOf({ world, outside, process, defect, script, look });
  const made = createConnector(fetcher, kernel.now, world.swarm.setting.keyless);
  const connecting = made === undefined ? undefined : withConnecting(world, outside, process, made);
  const connector =
    connecting === undefined ? undefined : (defect.connector?.(connecting, storage) ?? connecting);
  const notices = createNoticeReaders({ quickbooks: { verifierTokens: async () => [VERIFIER] } });
  const links = asOutside(outside, process, 'links', { ...storage.links, ...staleIndexes(world) });
  const writes = asOutside(outside, process, 'writes', storage.writes);
  const host: Host = {
    clock: {
      now: kernel.now,
      wait: (ms) =>
        new Promise((resolve) =>
          kernel.after(
            ms,
            () => {
              if (!process.dead) resolve();
            },
            { process },
          ),
        ),
    },
    random: {
      id: () =>
        `s${Math.floor(kernel.names() * 2 ** 52)
          .toString(36)
          .padStart(25, '0')}`,
      secret: (bytes) =>
        Array.from({ length: bytes }, () =>
          Math.floor(kernel.names() * 256)
            .toString(16)
            .padStart(2, '0'),
        ).join(''),
      fraction: kernel.random,
    },
    links,
    writes: {
      ...writes,
      append: async (entry) => {
        const result = await writes.append(entry);
        if (result === 'appended') evidence.leases.set(process, kernel.now() + LEASE_MS);
        return result;
      },
    },
    connections: asOutside(outside, process, 'connections', storage.connections),
    feed: asOutside(outside, process, 'feed', storage.feed),
    callbacks: asOutside(outside, process, 'callbacks', storage.callbacks),
    inbound: asOutside(outside, process, 'inbound', storage.inbound),
    reconciliations: asOutside(outside, process, 'reconciliations', storage.reconciliations),
    audit: storage.audit, // a note of what people did: nothing is decided by it
    bulks: storage.bulks,
    requests: storage.requests,
    lanes: asOutside(outside, process, 'lanes', queue.port),
    sources: { send: async () => undefined, defer: async () => undefined },
    source: () => undefined,
    sourceNotices: () => undefined,
    callbackQueue: asOutside(outside, process, 'callbackQueue', {
      send: async () => undefined,
      defer: async () => undefined,
    }),
    callOut: {
      refusal: async () => undefined,
      post: async () => ({ status: 204 }),
      get: async () => ({ failed: 'unreachable' }),
    },
    ledger: (name) => (name === 'quickbooks' ? connector : undefined),
    notices,
    publish: (events: readonly DomainEvent[]) =>
      callOut(outside, process, { op: 'publish' }, async () => void events),
    log: {
      info: () => undefined,
      warn: (event, fields) => kernel.note(() => `${process.name} warns ${event} ${JSON.stringify(fields)}`),
      error: (event, fields) => kernel.note(() => `${process.name} error ${event} ${JSON.stringify(fields)}`),
    },
    metrics: { count: () => undefined },
    timeouts: { ledgerCallMs: 30_000, laneLeaseMs: LEASE_MS },
  };
  return defect.host?.(host, process.role) ?? host;
}

/** Reads of an index may miss what was written in the last second. */
function staleIndexes({
  kernel,
  storage,
  faults,
  swarm,
  cells,
}: World): Pick<Host['links'], 'due' | 'waitersOf'> {
  const { links } = storage;
  const misses = (operation: string): boolean => {
    const does = kernel.chance(faults().staleIndex);
    if (does) cells.count('staleIndex', 'index', operation);
    return does;
  };
  const thinned = <T>(found: readonly T[], operation: string): readonly T[] =>
    swarm.faults.staleIndex > 0 ? found.filter(() => !misses(operation)) : found;
  return {
    due: async (lane, now, limit) => thinned(await links.due(lane, now, limit), 'links.due'),
    waitersOf: async (key, limit) => thinned(await links.waitersOf(key, limit), 'links.waitersOf'),
  };
}

function fetcherOf({ world, outside, process, defect, script, look }: HostParts): Fetcher {
  const { kernel, evidence, calls, simulator } = world;
  const direct: Fetcher = (request) => {
    const call = callOf(request);
    const asked = { op: `ledger ${call.op}`, given: () => `${request.url} ${request.body ?? ''}` };
    return callOut(outside, process, asked, () => {
      const heard = calls.sent(process, call);
      if (call.isWrite)
        kernel.note(
          () =>
            `${process.name} writes ${recordsIn(evidence, call).join(' ')} ${request.url.split('?')[1] ?? ''}`,
        );
      const accident = accidentBy(world, script, call);
      const send = () => {
        const answer = askSimulator(simulator, request);
        look();
        return answer;
      };
      return meet(kernel, accident, call, send).then((answer) => {
        heard(answer);
        return answer;
      });
    });
  };
  return defect.fetcher?.(direct) ?? direct;
}

/** Connecting goes through the browser in the real world; here the simulator's admin endpoint gives the grant. */
function withConnecting(
  world: World,
  outside: HostParts['outside'],
  process: Process,
  connector: LedgerConnector,
): LedgerConnector {
  return {
    ...connector,
    authoriseUrl: async (state) => `http://127.0.0.1:1/a?state=${state}`,
    redeem: (callbackUrl, _redirect, now) =>
      callOut(outside, process, { op: 'ledger POST redeem' }, async () => {
        const company = new URL(callbackUrl).searchParams.get('realmId') ?? '';
        const grant = world.admin('POST', 'oauth/grants', { realmId: company });
        world.calls.granted(company, grant);
        return isRecord(grant)
          ? ({ ok: true, value: { company, ...tokensIn(grant, now) } } as const)
          : ({ ok: false, fault: { fault: 'invalid', detail: 'no grant' } } as const);
      }),
  };
}
