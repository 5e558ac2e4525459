// Durable: what is left of a world when one process of it dies now, as one text that equal worlds share.
import { hash } from 'node:crypto';
import type { QuickBooks } from '../../simulators/quickbooks/quickbooks.ts';
import type { Evidence } from './evidence.ts';
import type { CallJudge } from './judge-calls.ts';
import { at, isRecord, listAt, parse } from './json.ts';
import { textOf } from './kept.ts';
import type { Kernel } from './kernel.ts';
import type { CallWatch, OpenCall, Process } from './process.ts';
import type { SimulatedQueue } from './queue.ts';

/** A moment at which a process might die. */
export interface Seen {
  readonly process: Process;
  readonly op: string;
  /** Which call of its process it is, from 1. */
  readonly number: number;
  readonly side: 'before' | 'after';
  /** Names the world that is left if the process dies here. Equal names are equal worlds. */
  readonly world: () => string;
}

export interface Durable {
  readonly calls: CallWatch;
  readonly born: (process: Process, asks: string) => void;
  /** Something durable was changed by the harness. */
  readonly touched: () => void;
}

export interface DurableParts {
  readonly kernel: Kernel;
  readonly texts: { readonly storage: () => string; readonly actors: () => string };
  readonly queue: SimulatedQueue;
  readonly simulator: QuickBooks;
  readonly evidence: Evidence;
  readonly calls: CallJudge;
  readonly running: ReadonlySet<Process>;
  readonly watch: (seen: Seen) => void;
}

/** What a process has gone through: its memory is a function of this and of how it was born. */
interface Life {
  readonly asks: string;
  /** The world at its birth. */
  readonly birth: string;
  readonly heard: { readonly at: number; readonly op: string; readonly result: unknown }[];
}

/**
 * The argument. All code here is deterministic: with nothing but names left to chance (`steady` in kernel.ts), what comes after a
 * death is a function of what the death leaves: what is stored, queued and booked, what the products and the judges remember,
 * what is set to happen and in which order, and the memories of the processes that live on. All of that is in the text, and
 * nothing of the dead. So two deaths that leave equal texts have the same future, to the last call of it, and one of them
 * stands for both. What the text holds beyond need only keeps equal worlds apart, which costs time and not truth.
 *
 * Preconditions. Names (ids, request ids, tokens) are only ever compared for being the same, so they are numbered as they
 * appear. Times stand as they are, and not relative to now. A call named in READS changes nothing that lasts
 * (`isWatchful` lets each of them be checked). What a death makes others do at once must not depend on the moment: where
 * it does (a product that sends again after a while, a message that is ripe), the moment is part of the text.
 */
export function createDurable(parts: DurableParts): Durable {
  const { kernel, texts, simulator, running, watch } = parts;
  const lives = new Map<Process, Life>();
  const flying = new Set<OpenCall>();
  const storage = keptText(kernel, texts.storage);
  const books = keptText(kernel, () => ledgerText(simulator));
  const worldWithout = (dying: Process | undefined): string =>
    nameOfWorld([
      storage.text(),
      books.text(),
      ...[parts.queue.text(), texts.actors(), judgesText(parts), String(kernel.horizon())],
      dying === undefined ? '' : deathText(parts, dying, lives.get(dying)),
      ...[...running].filter((one) => one !== dying).map((one) => lifeText(one, lives.get(one))),
      ...[...flying].flatMap((call) => flightText(kernel, call, dying)),
      pendingText(kernel, dying),
    ]);
  const nameOfWorld = namer();
  const tell = ({ process, op, number }: OpenCall, side: Seen['side']): void =>
    watch({ process, op, number, side, world: () => worldWithout(process) });
  const concerned = ({ op }: OpenCall): KeptText => (op.startsWith('ledger ') ? books : storage);
  return {
    touched: () => {
      storage.touched();
      books.touched();
    },
    born: (process, asks) => void lives.set(process, { asks, birth: worldWithout(undefined), heard: [] }),
    calls: {
      left: (call) => void flying.add(call),
      arrived: (call) => {
        flying.delete(call);
        tell(call, 'before');
        if (!isRead(call)) concerned(call).begins();
      },
      done: (call, result) => {
        if (!isRead(call)) concerned(call).touched();
        tell(call, 'after');
        lives.get(call.process)?.heard.push({ at: kernel.now(), op: call.op, result });
      },
    },
  };
}

/** A text that is only put together again when something was done to what it tells. */
interface KeptText {
  readonly text: () => string;
  readonly touched: () => void;
  /** Something is being done to it: for this step it may be half done. */
  readonly begins: () => void;
}

function keptText(kernel: Kernel, make: () => string): KeptText {
  let kept: string | undefined;
  let busyAt = -1;
  const touched = (): void => {
    kept = undefined;
    busyAt = -1;
  };
  return {
    touched,
    begins: () => {
      touched();
      busyAt = kernel.steps();
    },
    text: () => {
      if (kept !== undefined) return kept;
      const now = make();
      if (busyAt !== kernel.steps()) kept = now;
      return now;
    },
  };
}

/** Calls that change nothing that lasts. */
const READS: ReadonlySet<string> = new Set(
  [
    ...['read', 'waitersOf', 'due', 'list', 'arrivals', 'holderOfName', 'foundBy', 'pointersOf'].map(
      (op) => `links.${op}`,
    ),
    ...['head', 'entry'].map((op) => `writes.${op}`),
    ...[
      'connection',
      'connections',
      'connectionsOf',
      'policy',
      'policyVersion',
      'policyVersions',
      'exportRuns',
    ],
    ...[
      'preflight',
      'laneState',
      'reference',
      'credentials',
      'apiKey',
      'apiKeysOf',
      'signingSecrets',
      'received',
    ],
    ...['head', 'read'].map((op) => `feed.${op}`),
    ...['callback', 'progress'].map((op) => `callbacks.${op}`),
    ...['newest', 'find', 'ended', 'parts'].map((op) => `reconciliations.${op}`),
    ...['inbound.inbound', 'publish', 'ledger POST batchquery'],
  ].map((op) => (op.includes('.') || op.includes(' ') || op === 'publish' ? op : `connections.${op}`)),
);

function isRead({ op }: OpenCall): boolean {
  return READS.has(op) || op.startsWith('ledger GET ');
}

/** What the death itself sets off, beyond that the process is gone. */
function deathText({ queue, kernel }: DurableParts, { role }: Process, life: Life | undefined): string {
  if (role === 'worker') return queue.hasRipe() ? `a worker at ${kernel.now()}` : 'a worker';
  return `${role} at ${kernel.now()}: ${life?.asks ?? ''}`;
}

function lifeText({ role, bornAt }: Process, life: Life | undefined): string {
  return textOf([role, bornAt, life]);
}

/** A write of the dead that is still on its way arrives. */
function flightText(kernel: Kernel, call: OpenCall, dying: Process | undefined): readonly string[] {
  if (isRead(call) || (call.process !== dying && !call.process.dead)) return [];
  return [`${kernel.now()} ${call.op} ${call.given()}`];
}

function pendingText(kernel: Kernel, dying: Process | undefined): string {
  return kernel
    .pending()
    .filter(({ of }) => of?.isLive?.() !== false && of?.process?.dead !== true && of?.process !== dying)
    .map(({ at: when, of }) => `${when}${of?.process === undefined ? '' : '*'}`)
    .join(' ');
}

/** What the judges remember and will judge by: all of it but what is a matter of the books or only counted. */
function judgesText({ evidence, calls, kernel }: DurableParts): string {
  const { counts, violations, parted, plans } = evidence;
  const memories = Object.entries(evidence).filter(
    ([name, value]: [string, unknown]) =>
      !TOLD_OTHERWISE.includes(name) && (value instanceof Map || value instanceof Set),
  );
  const flying = calls.flying().filter(([, until]) => until > kernel.now());
  const taken = [...plans.values()].map(({ revisions }) => revisions);
  return textOf([
    ...[memories, flying, taken, [...parted].map(({ entity, id }) => `${entity}/${id}`)],
    ...[violations.length, counts.tokenMishaps > 0, counts.disconnects > 0],
  ]);
}

/** Plans as their revisions, documents by their ids; leases only as long as a write is under way. */
const TOLD_OTHERWISE: readonly string[] = ['plans', 'parted', 'leases'];

/** The ledger without what it only counts and logs. */
function ledgerText(simulator: QuickBooks): string {
  const [service = '', books = ''] = simulator.dump().split('\n');
  const { oauth, webhooks, late } = pick(parse(service), ['oauth', 'webhooks', 'late']);
  const open = listAt(webhooks, 'deliveries').filter((one) => at(one, 'state') !== 'acknowledged');
  const companies = listAt(parse(books), 'companies').map((company) =>
    pick(company, ['rows', 'graves', 'sequences', 'remembered', 'writeLog', 'state', 'files', 'matched']),
  );
  return JSON.stringify([oauth, at(webhooks, 'waiting'), open, late, companies]);
}

function pick(value: unknown, names: readonly string[]): Readonly<Record<string, unknown>> {
  return isRecord(value) ? Object.fromEntries(names.map((name) => [name, value[name]])) : {};
}

/** Ids, tokens, the ledger's own ids of grants and events, and those of requests to us, as a simulated world gives them out. */
const NAMES =
  /\bs0[0-9a-z]{24}|eyJhbGciOiJ[\w.-]+|RT1-39-H0-\w+|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\bq\d+\b/g;

/** Names the world that some texts tell: ids are numbered in the order in which they appear. The last is remembered. */
function namer(): (texts: readonly string[]) => string {
  let last: readonly string[] = [];
  let name = '';
  return (texts) => {
    // Most calls read: the same texts once more, mostly not even copied.
    if (texts.length === last.length && texts.every((text, index) => text === last[index])) return name;
    last = texts;
    const numbers = new Map<string, string>();
    const numbered = texts.join('\n').replaceAll(NAMES, (id) => {
      const known = numbers.get(id) ?? `@${numbers.size}`;
      numbers.set(id, known);
      return known;
    });
    name = hash('sha1', numbered);
    return name;
  };
}
