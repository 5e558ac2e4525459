// Crash points: a worker dies at every call to the outside, before and after its effect, once and twice. All of them, not a sample.
import { RECORD_KINDS, type SourceState, type RecordKind } from '../../shared/core/records.ts';
import type { Seen } from './durable.ts';
import { nameOf } from './marks.ts';
import type { Mishap } from './process.ts';
import { runSeed, START, type SeedResult } from './run-seed.ts';
import { sayingOf, type Saying, type SourcePlan, type SourceRecordPlan } from './source-plan.ts';
import { NO_FAULTS, swarmOf, type Swarm } from './swarm.ts';

export interface Scenario {
  readonly name: string;
  readonly kind: RecordKind;
  readonly operation: 'create' | 'update' | 'void' | 'delete';
  readonly keyless: boolean;
}

const OPERATIONS: Readonly<Partial<Record<RecordKind, readonly Scenario['operation'][]>>> = {
  customer: ['create', 'update', 'delete'],
  supplier: ['create', 'update', 'delete'],
  item: ['create', 'update', 'delete'],
  invoice: ['create', 'update', 'void', 'delete'],
  payment: ['create', 'update', 'void', 'delete'],
  // QuickBooks voids neither.
  credit_note: ['create', 'update', 'delete'],
  refund: ['create', 'update', 'delete'],
  // This ledger keeps neither of ours.
  cost_centre: [],
  attachment: [],
};

export const SCENARIOS: readonly Scenario[] = [false, true].flatMap((keyless) =>
  RECORD_KINDS.flatMap((kind) =>
    (OPERATIONS[kind] ?? []).map((operation) => ({
      name: `${operation} ${kind}${kind === 'payment' ? ' over two invoices' : ''}${keyless ? ', without keys' : ''}`,
      kind,
      operation,
      keyless,
    })),
  ),
);

/** When the write in question begins: what it leans on is in the books by then. */
const TARGET_AT_MS = 20_000;

/** Where to die: the number of the call (of any process, since the target was said), and on which side of its effect. */
export interface Point {
  readonly call: number;
  readonly side: 'before' | 'after';
}

export interface Covered {
  readonly singles: number;
  readonly pairs: number;
  readonly failures: readonly string[];
}

/** How many calls a scenario makes when nobody dies, and what was wrong even then. */
export async function happyPath(
  scenario: Scenario,
  pairs: boolean,
): Promise<{ calls: number; failures: readonly string[] }> {
  const { calls, result } = await runAt(scenario, [], { notices: !pairs });
  return { calls, failures: failuresOf(scenario, [], result) };
}

/** Every point of a happy path. */
export function pointsOf(calls: number): readonly Point[] {
  return pointsFrom(1, calls);
}

/** Dies once at each point of a scenario, in this process. */
export async function coverSingly(scenario: Scenario): Promise<Covered> {
  const { calls, failures } = await happyPath(scenario, false);
  const all = [...failures];
  for (const point of pointsOf(calls))
    all.push(...(await coverPoint({ scenario: scenario.name, point, pairs: false })).failures);
  return { singles: pointsOf(calls).length, pairs: 0, failures: all };
}

/** Dies at one point; with `pairs` at each second point behind it as well. */
export async function coverPoint(task: {
  readonly scenario: string;
  readonly point: Point;
  readonly pairs: boolean;
}): Promise<Covered> {
  const scenario = SCENARIOS.find(({ name }) => name === task.scenario);
  if (scenario === undefined) throw new Error(`There is no scenario ${task.scenario}`);
  const { point: first, pairs } = task;
  // The echoes of our own writes only read: they are in the single points, not in every pair.
  const once = await runAt(scenario, [first], { notices: !pairs });
  const failures = [...failuresOf(scenario, [first], once.result)];
  const seconds = pairs ? pointsFrom(first.call + 1, once.calls) : [];
  for (const second of seconds) {
    const points = [first, second];
    failures.push(
      ...failuresOf(scenario, points, (await runAt(scenario, points, { notices: false })).result),
    );
  }
  return { singles: 1, pairs: seconds.length, failures };
}

/** What was wrong with a run, in words that name its points. */
export function failuresOf(
  { name }: Scenario,
  points: readonly Point[],
  { violations }: SeedResult,
): readonly string[] {
  if (violations.length === 0) return [];
  const where = points.map(({ call, side }) => `${side} call ${call}`).join(' and ');
  const what = violations.map(({ check, detail }) => `${check} (${detail})`).join(', ');
  return [`${name}, dying ${where === '' ? 'nowhere' : where}: ${what}`];
}

function pointsFrom(first: number, last: number): readonly Point[] {
  const calls = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  return calls.flatMap((call) => [{ call, side: 'before' } as const, { call, side: 'after' } as const]);
}

/** A point that a run came by, and what would be left if somebody died there. */
export interface Passed extends Point {
  readonly op: string;
  readonly world: () => string;
}

export interface RunAt {
  readonly notices: boolean;
  /** Nothing is left to chance but names; each point is told. */
  readonly watch?: ((passed: Passed) => void) | undefined;
}

/** The happy path counts its calls until the world is at rest; a crash brings the calls of those who finish. */
export async function runAt(
  scenario: Scenario,
  points: readonly Point[],
  { notices, watch }: RunAt,
): Promise<{ readonly calls: number; readonly result: SeedResult }> {
  let calls = 0;
  let swept = false;
  const numbers = new Map<string, number>();
  const seen = ({ process, op, number, side, world }: Seen): void => {
    const call = numbers.get(`${process.name}/${number}`);
    if (call !== undefined) watch?.({ call, side, op, world });
  };
  const result = await runSeed(1, {
    swarm: swarmFor(scenario, notices),
    plan: () => new Map([['h0', planFor(scenario)]]),
    steady: watch !== undefined,
    script: {
      watch: watch === undefined ? undefined : seen,
      accident: () => 'none',
      mishap: (process, _op): Mishap => {
        // The sweeps come when all is done: they only find out that nothing is left to do.
        swept ||= process.role === 'scheduler';
        if (process.bornAt - START < TARGET_AT_MS || process.role === 'api' || swept) return { type: 'none' };
        calls += 1;
        numbers.set(`${process.name}/${process.calls}`, calls);
        const point = points.find(({ call }) => call === calls);
        return { type: point === undefined ? 'none' : `crash_${point.side}` };
      },
    },
  });
  return { calls, result };
}

const BUSY_MS = 40_000;

function swarmFor({ keyless, operation }: Scenario, notices: boolean): Swarm {
  const { setting } = swarmOf(1, keyless);
  const calm = {
    disorder: 0,
    bookkeepers: 0,
    operators: 0,
    rotateEveryRefresh: false,
    shuffleAnswers: false,
  };
  return {
    seed: 1,
    faults: { ...NO_FAULTS, noticeDropped: notices ? 0 : 1 },
    setting: {
      ...setting,
      ...calm,
      keyless,
      perBatch: false,
      companies: 1,
      connections: 1,
      workers: 1,
      busyMs: BUSY_MS,
      createOnly: false,
      itemsMapped: false,
      onConflict: 'fail',
      endBy: operation === 'delete' ? 'delete' : 'void',
      pushOn: 'created',
    },
  };
}

type Bare = Pick<SourceRecordPlan, 'refs' | 'cents' | 'pays'>;

function recordFor(
  kind: RecordKind,
  id: string,
  bare: Partial<Bare>,
  rest: Partial<SourceRecordPlan> = {},
): SourceRecordPlan {
  const key = { connection: 'h0', kind, id };
  const none = { refs: [], cents: () => 0, pays: () => new Map<string, number>() };
  return { key, name: nameOf(key), revisions: 1, end: undefined, currency: 'EUR', ...none, ...bare, ...rest };
}

function planFor({ kind, operation }: Scenario): SourcePlan {
  const ends = { create: undefined, update: undefined, void: 'voided', delete: 'deleted' } as const;
  const life = { revisions: operation === 'create' ? 1 : 2, end: ends[operation] };
  const of = (here: RecordKind) => (here === kind ? life : {});
  const customer = recordFor('customer', 'c1', {}, of('customer'));
  const item = recordFor('item', 'i1', {}, of('item'));
  const refs = [customer.name, item.name];
  const invoice = recordFor(
    'invoice',
    'n1',
    { refs, cents: (revision) => 12_000 + revision * 101 },
    of('invoice'),
  );
  const second = recordFor('invoice', 'n2', { refs, cents: () => 9_000 });
  const pays = (revision: number): ReadonlyMap<string, number> =>
    new Map([
      [invoice.name, 5_000 + revision],
      [second.name, 4_000 + revision],
    ]);
  const cents = (revision: number): number => 9_000 + 2 * revision;
  const payment = recordFor(
    'payment',
    'p1',
    { refs: [customer.name, invoice.name, second.name], cents, pays },
    of('payment'),
  );
  const supplier = recordFor('supplier', 's1', {}, of('supplier'));
  const credit = recordFor(
    'credit_note',
    'k1',
    { refs, cents: (revision) => 3_000 + revision },
    of('credit_note'),
  );
  const back = { refs: [customer.name, payment.name], cents: (revision: number) => 1_000 + revision };
  const refund = recordFor('refund', 'r1', back, of('refund'));
  const needed: Readonly<Partial<Record<RecordKind, readonly SourceRecordPlan[]>>> = {
    customer: [customer],
    item: [item],
    invoice: [customer, item, invoice],
    payment: [customer, item, invoice, second, payment],
    supplier: [supplier],
    credit_note: [customer, item, credit],
    refund: [customer, item, invoice, second, payment, refund],
    cost_centre: [],
    attachment: [],
  };
  const records = needed[kind] ?? [];
  return {
    records,
    sayings: records.flatMap((record) =>
      sayingsFor(record, record.key.kind === kind && record.name !== second.name),
    ),
  };
}

function sayingsFor(record: SourceRecordPlan, isTarget: boolean): readonly Saying[] {
  return Array.from({ length: record.revisions }, (_, index) => {
    const revision = index + 1;
    const last = revision === record.revisions;
    const presence: SourceState['presence'] = last && record.end !== undefined ? record.end : 'live';
    return sayingOf(record, {
      revision,
      presence,
      last,
      other: false,
      atMs: isTarget && last ? TARGET_AT_MS : 100,
    });
  });
}
