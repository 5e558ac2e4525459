// Crash scenarios: small worlds, each with one write in question, whose every call is a moment to die at.
import { RECORD_KINDS, type SourceState, type RecordKind } from '../../shared/core/records.ts';
import { planOf, stories, type Story } from './crash-stories.ts';
import { nameOf } from './marks.ts';
import { sayingOf, type Saying, type SourcePlan, type SourceRecordPlan } from './source-plan.ts';
import { NO_FAULTS, swarmOf, type Swarm } from './swarm.ts';

export interface Scenario {
  readonly name: string;
  readonly kind: RecordKind;
  readonly operation: 'create' | 'update' | 'void' | 'delete';
  readonly keyless: boolean;
  /** A world of its own instead of a write of its kind. */
  readonly story?: Story | undefined;
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

export const SCENARIOS: readonly Scenario[] = [false, true].flatMap((keyless) => [
  ...RECORD_KINDS.flatMap((kind) =>
    (OPERATIONS[kind] ?? []).map((operation) => ({
      name: `${operation} ${kind}${kind === 'payment' ? ' over two invoices' : ''}${keyless ? ', without keys' : ''}`,
      kind,
      operation,
      keyless,
    })),
  ),
  ...Object.entries(stories()).map(([name, story]) => ({
    name: `${name}${keyless ? ', without keys' : ''}`,
    kind: 'invoice' as const,
    operation: 'update' as const,
    keyless,
    story,
  })),
]);

/** When the write in question begins: what it leans on is in the books by then, and the books are being compared. */
export const WHILE_COMPARED_MS = 20_000;
/** When nothing else is at work. */
export const AT_REST_MS = 30_000;

const BUSY_MS = 40_000;

export function swarmFor({ keyless, operation, story }: Scenario): Swarm {
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
    faults: NO_FAULTS,
    policies: story === undefined ? undefined : [{ policy: story.policy, customNumbers: false }],
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

export function planFor({ kind, operation, story }: Scenario, targetAtMs: number): SourcePlan {
  if (story !== undefined) return planOf(story, targetAtMs);
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
      sayingsFor(record, record.key.kind === kind && record.name !== second.name ? targetAtMs : undefined),
    ),
  };
}

function sayingsFor(record: SourceRecordPlan, targetAtMs: number | undefined): readonly Saying[] {
  return Array.from({ length: record.revisions }, (_, index) => {
    const revision = index + 1;
    const last = revision === record.revisions;
    const presence: SourceState['presence'] = last && record.end !== undefined ? record.end : 'live';
    return sayingOf(record, {
      revision,
      presence,
      last,
      other: false,
      atMs: last ? (targetAtMs ?? 100) : 100,
    });
  });
}
