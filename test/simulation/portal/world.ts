// The world of a portal's seed: several workers of both lanes in killable processes, two simulators, one kernel, one chance.
import type { Fetcher } from '../../../shared/connectors/http.ts';
import type { LedgerConnector } from '../../../shared/connectors/ports.ts';
import type { SourceConnector } from '../../../shared/connectors/source-port.ts';
import type { Host, SourceLook } from '../../../shared/host/host.ts';
import { SOURCE_LOOKS_PER_MESSAGE_MAX } from '../../../shared/host/host.ts';
import { decodeSourceMessage, encodeSourceMessage } from '../../../shared/host/source-message.ts';
import type { Policy } from '../../../shared/core/policy.ts';
import { createHubSpot, type HubSpot } from '../../../simulators/hubspot/hubspot.ts';
import type { UiAct as PortalAct } from '../../../simulators/hubspot/core/acts.ts';
import { createBooks } from '../../../simulators/quickbooks/core/books.ts';
import type { Books, UiAct } from '../../../simulators/quickbooks/core/contract.ts';
import { createQuickBooks, type QuickBooks } from '../../../simulators/quickbooks/quickbooks.ts';
import { createBooksView, type BooksView } from '../books-view.ts';
import { at, parse } from '../json.ts';
import type { Kernel } from '../kernel.ts';
import { createMemoryStorage, type MemoryStorage } from '../memory-storage.ts';
import type { Mishap, Process, Role } from '../process.ts';
import { createQueue, createQueueOf, type Codec, type SimulatedQueue } from '../queue.ts';
import { NO_FAULTS, type Faults } from '../swarm.ts';
import { noPortalEvidence, type PortalEvidence, type Side } from './evidence.ts';
import { WEBHOOK } from './far-side.ts';
import { hostOf } from './hosts.ts';
import { judgedStorage } from './judge-steps.ts';
import type { PortalSwarm } from './swarm.ts';

/** A planted defect of our own engine, spoilt from outside. */
export interface PortalDefect {
  readonly storage?: (storage: MemoryStorage) => MemoryStorage;
  readonly host?: (host: Host, role: Role) => Host;
  /** What our source's worker sends to the account, and hears. */
  readonly fetcher?: (fetcher: Fetcher) => Fetcher;
  readonly source?: (source: SourceConnector) => SourceConnector;
  readonly ledger?: (ledger: LedgerConnector) => LedgerConnector;
}

/** One connection: an account and books. */
export interface Pair {
  readonly connection: string;
  readonly portal: number;
  readonly realm: string;
}

export interface PortalWorld {
  readonly kernel: Kernel;
  readonly swarm: PortalSwarm;
  readonly pairs: readonly Pair[];
  readonly evidence: PortalEvidence;
  /** How often each fault met each operation. */
  readonly cells: Map<string, number>;
  readonly storage: MemoryStorage;
  readonly lanes: SimulatedQueue;
  readonly sources: SimulatedQueue<SourceLook>;
  readonly quickbooks: QuickBooks;
  readonly hubspot: HubSpot;
  readonly running: Set<Process>;
  readonly defect: PortalDefect;
  readonly policyOf: (connection: string) => Policy;
  readonly faults: () => Faults;
  readonly portalFaults: () => Faults;
  readonly calmDown: () => void;
  readonly spawn: (spec: Spawn) => void;
  /** The admin endpoint of the books, of the account; undefined if it refused. */
  readonly books: (method: string, path: string, body?: unknown) => unknown;
  readonly portal: (method: string, path: string, body?: unknown) => unknown;
  readonly actInBooks: (pair: Pair, act: UiAct) => unknown;
  readonly actInPortal: (
    pair: Pair,
    act: PortalAct | ({ readonly act: string } & Record<string, unknown>),
  ) => unknown;
  /** Somebody wrote to one of the sides: judges look, and webhooks are due. */
  readonly look: (written: Side) => void;
  readonly onLanes: (listener: () => void) => void;
  readonly onSources: (listener: () => void) => void;
  readonly onChange: (listener: () => void) => void;
}

export interface Spawn {
  readonly role: Role;
  readonly lifeMs: number;
  readonly main: (host: Host, process: Process) => Promise<void>;
  readonly ended: (how: 'done' | 'threw' | 'died') => void;
}

export interface PortalParts {
  readonly kernel: Kernel;
  readonly swarm: PortalSwarm;
  readonly pairs: readonly Pair[];
  readonly policyOf: (connection: string) => Policy;
  readonly defect?: PortalDefect | undefined;
}

/** An account in which the app is, and which nobody connected: its events are nobody's. */
export const STRANGER = 77;
export const VERIFIER = 'simulated-verifier-token';

const SOURCE_CODEC: Codec<SourceLook> = {
  most: SOURCE_LOOKS_PER_MESSAGE_MAX,
  // As in infra/sources-queue.ts.
  receivesMax: 60,
  encode: ({ looks }) => encodeSourceMessage(looks),
  decode: (body) => {
    const looks = decodeSourceMessage(body);
    return looks && { looks };
  },
};

export function createPortalSeedWorld(parts: PortalParts): PortalWorld {
  const { kernel, swarm, pairs, defect = {} } = parts;
  let [faults, portalFaults] = [swarm.faults, swarm.portalFaults];
  const listeners = { lanes: () => {}, sources: () => {}, change: () => {} };
  const { quickbooks, view } = openBooks(parts);
  const hubspot = openPortals(parts);
  const bare = createMemoryStorage(kernel);
  const storage = defect.storage?.(bare) ?? bare;
  const lanes = createQueue(
    kernel,
    () => faults,
    () => listeners.lanes(),
  );
  const sources = createQueueOf(
    SOURCE_CODEC,
    kernel,
    () => portalFaults,
    () => listeners.sources(),
  );
  const evidence = noPortalEvidence({ kernel, swarm, pairs, view, hubspot });
  const running = new Set<Process>();
  const look = (written: Side): void => {
    evidence.look(written);
    listeners.change();
  };
  const admin =
    (simulator: QuickBooks, side: Side) =>
    (method: string, path: string, body?: unknown): unknown => {
      const text = body === undefined ? '' : JSON.stringify(body);
      const query = new URLSearchParams();
      const reply = simulator.request({ method, path: `/_sim/${path}`, query, headers: {}, body: text });
      if (method !== 'GET') look(side);
      return 'dropped' in reply || reply.status >= 400 || typeof reply.body !== 'string'
        ? undefined
        : parse(reply.body);
    };
  const [books, portal] = [admin(quickbooks, 'books'), admin(hubspot, 'portal')];
  const act = (who: string, asked: unknown, answer: unknown): unknown => {
    kernel.note(() => `person in ${who} ${JSON.stringify(asked)}${answer === undefined ? ' (refused)' : ''}`);
    if (answer !== undefined) evidence.counts.acts += 1;
    return at(answer, 'result');
  };
  const world: Omit<PortalWorld, 'spawn'> = {
    kernel,
    swarm,
    pairs,
    evidence,
    cells: new Map(),
    storage: judgedStorage(evidence, storage),
    lanes,
    sources,
    quickbooks,
    hubspot,
    running,
    defect,
    policyOf: parts.policyOf,
    faults: () => faults,
    portalFaults: () => portalFaults,
    calmDown: () => {
      faults = NO_FAULTS;
      portalFaults = NO_FAULTS;
      portal('PATCH', 'settings', { webhooks: { drop: 0, duplicate: 0, reorder: 0 } });
    },
    books,
    portal,
    actInBooks: ({ realm }, asked) => act('books', asked, books('POST', `companies/${realm}/acts`, asked)),
    actInPortal: ({ portal: id }, asked) => act('portal', asked, portal('POST', `portals/${id}/acts`, asked)),
    look,
    onLanes: (listener) => void (listeners.lanes = listener),
    onSources: (listener) => void (listeners.sources = listener),
    onChange: (listener) => void (listeners.change = listener),
  };
  return { ...world, spawn: spawner(world) };
}

function spawner(world: Omit<PortalWorld, 'spawn'>): PortalWorld['spawn'] {
  const { kernel, running, evidence } = world;
  let born = 0;
  return ({ role, lifeMs, main, ended }) => {
    const name = `${role}${(born += 1)}`;
    const process: Process = { name, role, dead: false, calls: 0, bornAt: kernel.now() };
    running.add(process);
    const end = (how: 'done' | 'threw' | 'died'): void => {
      if (!running.delete(process)) return;
      if (how !== 'done') kernel.note(() => `${process.name} ${how}`);
      ended(how);
    };
    const outside = {
      kernel,
      plan: (by: Process, op: string) => planned(world, by, op),
      died: () => end('died'),
    };
    const stopped = (): void => {
      if (!running.has(process)) return;
      process.dead = true;
      end('died');
    };
    kernel.after(lifeMs, stopped, { process, isLive: () => running.has(process) });
    main(hostOf({ world, outside, process }), process).then(
      () => end('done'),
      (error: unknown) => {
        if (process.dead) return;
        const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
        // Without its stack, which names whoever started the run.
        kernel.note(() => `${process.name}: ${String(error)}`);
        // Only what the world did to it may make a function throw.
        if (!(error instanceof Error && error.message.startsWith('simulated:')))
          evidence.blame('threw', `${process.name}: ${text}`);
        end('threw');
      },
    );
  };
}

function planned(world: Omit<PortalWorld, 'spawn'>, process: Process, op: string): Mishap {
  const mishap = drawn(world, process, op);
  if (mishap.type === 'none') return mishap;
  const { counts } = world.evidence;
  counts.mishaps += 1;
  if (/token|saveCredentials/i.test(op)) counts.tokenMishaps += 1;
  if (process.role === 'source') counts.sourceMishaps += 1;
  countCell(world.cells, `${mishap.type} x ${process.role} x ${op}`);
  return mishap;
}

/** What the seed does to a call. A call to a far side has accidents of its own; there a process can only die. */
function drawn({ kernel, faults }: Omit<PortalWorld, 'spawn'>, { role }: Process, op: string): Mishap {
  const { crash, refused, answerLost, repeated, slow } = faults();
  const isFar = op.startsWith('ledger') || op.startsWith('portal');
  if (kernel.chance(isFar ? crash * 3 : crash)) {
    const type = kernel.pick(['crash_before', 'crash_after', 'crash_late'] as const) ?? 'crash_before';
    // What an account applies late writes over what came since: not promised, not played.
    if (type === 'crash_late' && op.startsWith('portal')) return { type: 'crash_after' };
    return type === 'crash_late' ? { type, ms: kernel.random() * 5_000 } : { type };
  }
  if (isFar || role === 'scheduler') return { type: 'none' };
  if (kernel.chance(refused)) return { type: 'refused' };
  if (kernel.chance(answerLost)) return { type: 'answer_lost' };
  // What is sent once and the queues are not asked twice by the client.
  const isOnce = /^(lanes|sources)\.|countReceived|countIntake/.test(op);
  if (kernel.chance(repeated) && !isOnce) return { type: 'repeated' };
  if (kernel.chance(slow)) return { type: 'slow', ms: kernel.random() * 20_000 };
  return { type: 'none' };
}

function openBooks({ kernel, swarm, pairs }: PortalParts): { quickbooks: QuickBooks; view: BooksView } {
  const made: Books[] = [];
  const { faults, setting } = swarm;
  const realms = pairs.map(({ realm }) => realm);
  const quickbooks = createQuickBooks({
    surroundings: { now: kernel.now, random: kernel.names },
    settings: {
      companies: realms.map((realmId) => ({
        realmId,
        name: `Agency ${realmId}`,
        country: 'NL',
        homeCurrency: 'EUR',
        multiCurrency: true,
      })),
      oauth: { rotateEveryRefresh: setting.rotates, accessTokenMs: setting.rotates ? 400_000 : 3_600_000 },
      webhooks: {
        url: 'http://127.0.0.1:1/webhooks/quickbooks',
        verifierToken: VERIFIER,
        delayMs: [100, 3_000],
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
  for (const realm of realms) books.settings(realm).throttle.enforce = false;
  return { quickbooks, view: createBooksView(books, realms, kernel.now) };
}

function openPortals({ kernel, swarm, pairs }: PortalParts): HubSpot {
  const { portalFaults, setting } = swarm;
  const hubspot = createHubSpot({
    surroundings: { now: kernel.now, random: kernel.names },
    settings: {
      portals: [
        ...pairs.map(({ portal }) => ({ portalId: portal, currency: 'EUR' })),
        { portalId: STRANGER },
      ],
      oauth: {
        rotateEveryRefresh: setting.rotates,
        accessTokenMs: setting.rotates ? 400_000 : 1_800_000,
      },
      webhooks: {
        url: WEBHOOK,
        gatherMs: setting.gatherMs,
        delayMs: [100, 5_000],
        drop: portalFaults.noticeDropped,
        duplicate: portalFaults.noticeDoubled,
        reorder: portalFaults.noticeLate,
        shuffle: portalFaults.noticeLate > 0,
      },
    },
  });
  for (const { portal } of pairs) {
    const body = JSON.stringify(setting.knobs);
    const path = `/_sim/portals/${portal}/settings`;
    hubspot.request({ method: 'PATCH', path, query: new URLSearchParams(), headers: {}, body });
  }
  return hubspot;
}

export function countCell(cells: Map<string, number>, cell: string): void {
  cells.set(cell, (cells.get(cell) ?? 0) + 1);
}
