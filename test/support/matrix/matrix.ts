// The world of the fault matrix: the in-process world with accidents on the way to the ledger, and workers that may die.
import { deliver, type Message } from '../../../functions/sync/deliver.ts';
import { sweepLanes } from '../../../functions/scheduler/sweep-lanes.ts';
import type { HttpRequest } from '../../../shared/connectors/http.ts';
import type { Link } from '../../../shared/core/links.ts';
import type { Policy } from '../../../shared/core/policy.ts';
import type { RecordKind, SourceRecord } from '../../../shared/core/records.ts';
import type { Host } from '../../../shared/host/host.ts';
import { at, listAt, textAt } from '../../simulation/json.ts';
import { CONNECTION, createWorld, type Sent, type World } from '../../simulation/world.ts';
import type { Accident } from './accidents.ts';
import { type Death, mortal, type Mortal } from './mortal.ts';

/** As in infra/timeouts.ts: how long the queue hides what a worker received and did not give back. */
const VISIBILITY_MS = 360_000;
/** As in infra/lanes-queue.ts: after so many receives a message is a dead letter. */
const RECEIVES_MAX = 5;
const DELIVERY_MAX = 10;
/** A worker's time for one delivery. */
export const DELIVERY_MS = 59_000;

/** A request that left for the ledger. */
export interface Call {
  /** `POST batch`, `POST invoice void`, `GET query`, `POST token`. */
  readonly op: string;
  readonly isWrite: boolean;
  readonly at: number;
}

export interface Delivery {
  /** Whose process works; by default one that lives on. */
  readonly host?: Host | undefined;
  readonly dies?: Death | undefined;
  /** Others work at the same time: the clock stays where it is, whatever becomes of this delivery. */
  readonly beside?: boolean | undefined;
}

export interface Matrix extends World {
  /** The worker's host; `keyless` where the ledger is to have no idempotency keys. */
  readonly worker: Host;
  readonly calls: Call[];
  readonly deadLetters: Sent[];
  /** Puts the dead letters back as new messages, as the schedule does once an hour. */
  readonly redrive: () => void;
  /** The next request of this kind meets an accident; several wait for their turn. */
  readonly once: (op: RegExp, accident: Accident) => void;
  /** Every request of this kind meets an accident, until the answer is called. */
  readonly whenever: (op: RegExp, accident: Accident) => () => void;
  /** One delivery of what the queue holds. Who dies leaves the messages to the next receive. */
  readonly deliver: (delivery?: Delivery) => Promise<Mortal & { readonly dead: boolean }>;
  /** Delivers until the queue is empty or holds only looks for later, moving the clock where the lane is held. */
  readonly settle: (host?: Host) => Promise<void>;
  /** Sweeps every quarter of an hour, as the schedule does, and settles what comes of it. */
  readonly quarters: (count: number) => Promise<void>;
  readonly link: (kind: RecordKind, id: string) => Promise<Link>;
  /** `synced`, `failed name_taken`, `waiting throttled`: the health of a record in words. */
  readonly health: (kind: RecordKind, id: string) => Promise<string>;
  /** What stands in the books, one line each: `invoice F-1 120.00 open 120.00`. */
  readonly books: () => readonly string[];
  readonly writesSince: (index: number) => number;
}

export interface MatrixOptions {
  readonly keyless?: boolean;
  readonly policy?: Partial<Policy>;
  readonly seed?: number;
}

export async function createMatrix(options: MatrixOptions = {}): Promise<Matrix> {
  const world = await createWorld(options);
  if (options.keyless === true) world.knobs({ requestIdReplay: 'off' });
  const traffic = createTraffic(world);
  const worker = options.keyless === true ? withoutKeys(world.host) : world.host;
  const queue = createDeliveries(world, worker);
  const settle: Matrix['settle'] = async (host = worker) => {
    // A look for later is no unrest: the queue rests until the clock is moved there.
    const ripe = (): boolean =>
      world.queue.some(({ looks }) =>
        looks.some((look) => look.at !== 'due' || (look.notBefore ?? 0) <= world.now()),
      );
    for (let round = 0; ripe(); round += 1) {
      if (round > 500) throw new Error('The lane does not come to rest');
      await queue.deliver({ host });
    }
  };
  const link: Matrix['link'] = async (kind, id) => {
    const [found] = await world.host.links.read([{ connection: CONNECTION, kind, id }]);
    if (found === undefined) throw new Error(`The store gave no row for ${kind} ${id}`);
    return found;
  };
  return {
    ...world,
    ...traffic,
    ...queue,
    worker,
    settle,
    drain: () => settle(),
    quarters: async (count) => {
      for (let n = 0; n < count; n += 1) {
        world.advance(15 * 60_000);
        await sweepLanes(world.host);
        await settle();
      }
    },
    link,
    health: async (kind, id) => {
      const { state, problem, reason } = (await link(kind, id)).health;
      return [state, problem?.code ?? reason].filter((word) => word !== undefined).join(' ');
    },
    books: () => booksOf(world),
    writesSince: (index) => traffic.calls.slice(index).filter(({ isWrite }) => isWrite).length,
  };
}

/** The same ledger to a worker that must not lean on request ids. */
export function withoutKeys(host: Host): Host {
  return {
    ...host,
    ledger: (name) => {
      const ledger = host.ledger(name);
      return ledger && { ...ledger, abilities: { ...ledger.abilities, keyed: false } };
    },
  };
}

/** A world in which these records are booked. */
export async function worldWith(before: readonly SourceRecord[], options?: MatrixOptions): Promise<Matrix> {
  const m = await createMatrix(options);
  await saidAll(m, ...before);
  await m.settle();
  return m;
}

/** Says some records in their first revision. */
export async function saidAll(world: World, ...records: readonly SourceRecord[]): Promise<void> {
  for (const record of records) await world.say(record, 1);
}

function createTraffic(world: World): Pick<Matrix, 'calls' | 'once' | 'whenever'> {
  const calls: Call[] = [];
  const rules: { readonly op: RegExp; readonly accident: Accident; readonly once: boolean }[] = [];
  const real = world.network.fetcher;
  world.network.fetcher = async (request) => {
    const call = { ...callOf(request), at: world.now() };
    calls.push(call);
    const rule = rules.find(({ op }) => op.test(call.op));
    if (rule?.once === true) rules.splice(rules.indexOf(rule), 1);
    const send = () => real(request);
    const answer = rule === undefined ? await send() : await rule.accident(send);
    // Whoever waits for an answer that does not come waits all the time there is for it.
    if ('failed' in answer && answer.failed === 'timeout') world.advance(request.timeoutMs);
    return answer;
  };
  const add = (op: RegExp, accident: Accident, once: boolean): (() => void) => {
    const rule = { op, accident, once };
    rules.push(rule);
    return () => void rules.splice(rules.indexOf(rule), 1);
  };
  return {
    calls,
    once: (op, accident) => void add(op, accident, true),
    whenever: (op, accident) => add(op, accident, false),
  };
}

function callOf({ method, url, body = '' }: HttpRequest): Omit<Call, 'at'> {
  const { pathname, searchParams } = new URL(url);
  const [, version, , , resource = ''] = pathname.split('/');
  if (version !== 'v3') return { op: `${method} token`, isWrite: false };
  const operation = searchParams.get('operation');
  const asks = resource === 'batch' && !body.includes('"operation"');
  const op = `${method} ${asks ? 'batch of queries' : resource}${operation === null ? '' : ` ${operation}`}`;
  return { op, isWrite: method === 'POST' && !asks && resource !== 'query' };
}

function createDeliveries(world: World, worker: Host): Pick<Matrix, 'deliver' | 'deadLetters' | 'redrive'> {
  const receives = new WeakMap<Sent, number>();
  const deadLetters: Sent[] = [];
  const receive = (): readonly Sent[] => {
    const taken: Sent[] = [];
    const [first] = world.queue;
    while (
      taken.length < DELIVERY_MAX &&
      world.queue[0] !== undefined &&
      world.queue[0].lane === first?.lane
    ) {
      const message = world.queue.shift();
      if (message === undefined) break;
      receives.set(message, (receives.get(message) ?? 0) + 1);
      if ((receives.get(message) ?? 0) > RECEIVES_MAX) deadLetters.push(message);
      else taken.push(message);
    }
    return taken;
  };
  return {
    deadLetters,
    redrive: () => void world.queue.push(...deadLetters.splice(0).map((message) => ({ ...message }))),
    deliver: async ({ host = worker, dies, beside = false } = {}) => {
      const taken = receive();
      let heldMs = 0;
      const lanes: Host['lanes'] = {
        ...host.lanes,
        defer: async (_handles, ms) => void (heldMs = Math.max(heldMs, ms)),
      };
      const process = mortal({ ...host, lanes }, dies);
      const messages = taken.map((message, index) => messageOf(message, index, receives.get(message) ?? 1));
      const work = deliver(process.host, messages, host.clock.now() + DELIVERY_MS).catch(() =>
        messages.map(({ id }) => id),
      );
      const failed = await Promise.race([work, process.died]);
      const dead = failed === 'died';
      const back = dead ? taken : taken.filter((_, index) => failed.includes(String(index)));
      world.queue.unshift(...back);
      if (back.length > 0 && !beside) world.advance(dead || heldMs === 0 ? VISIBILITY_MS : heldMs);
      return { ...process, dead };
    },
  };
}

function messageOf(sent: Sent, index: number, receiveCount: number): Message {
  return { ...sent, id: String(index), receiptHandle: String(index), receiveCount };
}

function booksOf(world: World): readonly string[] {
  const { objects } = world.inspect();
  const customers = (objects['Customer'] ?? []).map(
    (one) => `customer ${textAt(one, 'DisplayName')}${at(one, 'Active') === false ? ' inactive' : ''}`,
  );
  const invoices = (objects['Invoice'] ?? []).map(
    (one) => `invoice ${textAt(one, 'DocNumber')} ${cents(one, 'TotalAmt')} open ${cents(one, 'Balance')}`,
  );
  const payments = (objects['Payment'] ?? []).map((one) => {
    const paid = listAt(one, 'Line').map((line) => cents(line, 'Amount'));
    return `payment ${textAt(one, 'PaymentRefNum')} ${cents(one, 'TotalAmt')} pays ${paid.join(' + ') || 'nothing'}`;
  });
  return [...customers, ...invoices, ...payments].sort();
}

function cents(value: unknown, name: string): string {
  return Number(textAt(value, name) || '0').toFixed(2);
}
