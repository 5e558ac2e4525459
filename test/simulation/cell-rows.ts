// Cell rows: each operation that a fault can meet, which faults can, and what a world needs to have much of it.
import type { RecordKind } from '../../shared/core/records.ts';
import type { Accident } from './ledger.ts';
import type { Mishap, Role } from './process.ts';
import type { Setting } from './swarm.ts';

/** One subject in one operation, with the faults that can meet it. */
export interface Row {
  /** A process, a kind of record, or what else a fault can meet. */
  readonly subject: string;
  readonly operation: string;
  readonly faults: readonly string[];
  /** Shares among the themes of the seeds. 0: met often enough without being anybody's theme. */
  readonly weight: number;
  readonly wants: Wants;
  /** A write of the ledger, and no call of a function. */
  readonly isWrite?: true;
  /** Why it may be met fewer than {@link ENOUGH} times. */
  readonly rare?: string | undefined;
}

/** What makes a world have much of an operation. */
export interface Wants {
  /** Records of the first connection beside those that are drawn. */
  readonly records?: readonly Wanted[];
  /** Settings of its policy, as they are counted: a name and the words of which one will do. */
  readonly policy?: readonly (readonly [name: string, ...words: readonly string[]])[];
  readonly setting?: Partial<Setting>;
  /** What operators mostly do: a number of `operateOnce`. */
  readonly operator?: number | undefined;
  readonly throttled?: true | undefined;
  /** How often the books are compared. */
  readonly reconciliations?: number | undefined;
  /** People add accounts to the ledger's lists. */
  readonly newAccounts?: true | undefined;
}

export interface Wanted {
  readonly kind: RecordKind;
  readonly ends?: true | undefined;
}

/** A call to a store, the queue or the bus may meet all of these. */
const OF_CALLS: readonly Mishap['type'][] = [
  'crash_before',
  'crash_after',
  'crash_late',
  'refused',
  'answer_lost',
  'repeated',
  'slow',
];
/** Each message has an id by which the queue knows what it is asked twice: to repeat a call to it is to make it once. */
const OF_QUEUE_CALLS = OF_CALLS.filter((fault) => fault !== 'repeated');
/** At a call to the ledger a process can only die: all else are accidents of the network, which have rows of their own. */
const OF_LEDGER_CALLS = OF_CALLS.filter((fault) => fault.startsWith('crash'));

/** A read may meet all of these. A write that was done unheard, late or in spite of a 500 is no fault of a read. */
const OF_READS: readonly Accident[] = [
  'unreachable',
  'dropBefore',
  'error500',
  'throttled',
  'tokenRefused',
  'html',
  'slowLedger',
];
const OF_WRITES: readonly Accident[] = [...OF_READS, 'commitThenDrop', 'commitThen500', 'appliedLate'];

/** A world whose first connection books what its product says, at once. */
const BOOKED: NonNullable<Wants['policy']> = [
  ['C1 customers.direction', 'to_ledger', 'both'],
  ['C2 customers.onMissing', 'create'],
  ['C2 customers.createIn', 'source'],
  ['C4 invoices.pushOn', 'created'],
  ['C4 invoices.documentTypes', 'all'],
  ['C5 schedule.outbound', 'event'],
  ['C7 invoices.onSourceEdit', 'push_update'],
  ['C8, C24 payments.direction', 'to_ledger'],
  ['C9 payments.manual', 'synced', 'synced, own word counts'],
  ['C16 backfill.exportFrom', 'none'],
  ['C19 connection.session', 'persistent'],
  ['C1 connection.requireInitialImport', 'false'],
];
const CONNECTING: Wants = { setting: { operators: 1 }, operator: 0.95 };
const PAUSING: Wants = { setting: { operators: 1 }, operator: 0.8 };
const ACTING: Wants = { setting: { operators: 1 }, operator: 0.6 };
const RETRYING: Wants = { setting: { operators: 1 }, operator: 0.1 };
const EXPORTING: Wants = { policy: [['C5 schedule.outbound', 'manual']] };
/** More than four rounds. */
const BY_THE_CLOCK: Wants = { setting: { busyMs: 4_000_000 } };
const EXPORTED_BY_THE_CLOCK: Wants = { ...BY_THE_CLOCK, policy: [['C5 schedule.outbound', 'interval 15']] };
const TELLING: Wants = {
  policy: [
    ['C5 schedule.inbound', 'manual'],
    ['C6 invoices.inbound', 'edits_of_owned'],
    ['C1 customers.direction', 'both'],
  ],
  setting: { bookkeepers: 1 },
};
/** Many records that wait for each other. */
const CROWDED: Wants = { policy: BOOKED, setting: { records: 16, disorder: 1 } };
const COMPARING: Wants = { reconciliations: 6 };
const REFRESHING: Wants = { setting: { rotateEveryRefresh: true } };
const DERIVING: Wants = {
  policy: [...BOOKED, ['C3 customers.perCurrency', 'true']],
  records: [{ kind: 'invoice' }, { kind: 'invoice' }],
};
const NAMING: Wants = {
  policy: [...BOOKED, ['C3 customers.uniqueAmong', 'customers']],
  records: [{ kind: 'customer' }, { kind: 'customer' }],
};

type Told = readonly [operation: string, weight?: number, wants?: Wants];

/** The calls of each function to the outside. */
const CALLS: Readonly<Record<Exclude<Role, 'source'>, readonly Told[]>> = {
  webhooks: [
    ['connections.apiKey'],
    ['connections.connection'],
    ['connections.connectionsOf', 1],
    ['connections.signingSecrets', 2],
    ['lanes.send'],
    ['links.storeSource'],
  ],
  worker: [
    ['callbacks.callback', 2],
    ['connections.connection', 1],
    ['connections.connectionsOf'],
    ['connections.countOutcomes', 1],
    ['connections.countReceived', 1],
    ['connections.credentials'],
    ['connections.exportRuns', 2, EXPORTING],
    ['connections.laneState'],
    ['connections.policy'],
    ['connections.preflight'],
    ['connections.reference'],
    ['connections.saveCredentials', 1, REFRESHING],
    ['connections.saveLaneState', 1],
    ['connections.savePause', 4, CONNECTING],
    ['connections.savePreflight', 3],
    ['connections.saveReference', 3],
    ['feed.append', 7, TELLING],
    ['inbound.inbound'],
    ['inbound.saveInbound', 2, TELLING],
    ['lanes.defer', 2, { throttled: true }],
    ['lanes.send', 1],
    ['links.claimName', 3, NAMING],
    ['links.due'],
    ['links.list', 2],
    ['links.markAwaited', 1],
    ['links.point', 7, CROWDED],
    ['links.pointersOf', 1],
    ['links.marks', 4, { newAccounts: true, setting: { bookkeepers: 1, busyMs: 4_000_000 } }],
    ['links.read'],
    ['links.save'],
    ['links.storeSource', 4, DERIVING],
    ['links.waitersOf', 2, CROWDED],
    ['publish', 1],
    ['reconciliations.keepPart', 2, COMPARING],
    ['reconciliations.move', 2, COMPARING],
    ['reconciliations.newest', 2, COMPARING],
    ['reconciliations.parts', 3, COMPARING],
    ['writes.append', 1],
    ['writes.head'],
  ],
  scheduler: [
    ['connections.appendExportRun', 6, EXPORTED_BY_THE_CLOCK],
    ['connections.connections', 3, BY_THE_CLOCK],
    ['connections.exportRuns', 2, EXPORTED_BY_THE_CLOCK],
    ['connections.policy', 2, EXPORTED_BY_THE_CLOCK],
    ['lanes.send', 3, BY_THE_CLOCK],
  ],
  api: [
    ['connections.apiKey'],
    ['connections.appendExportRun', 2, EXPORTING],
    ['connections.connection'],
    ['connections.connectionsOf', 2, CONNECTING],
    ['connections.credentials', 2, CONNECTING],
    ['connections.exportRuns', 2, EXPORTING],
    ['connections.laneState', 1],
    ['connections.policy', 1],
    ['connections.preflight', 2, PAUSING],
    ['connections.saveConnection', 2, CONNECTING],
    ['connections.saveCredentials', 2, CONNECTING],
    ['connections.saveOAuthAttempt', 1, CONNECTING],
    ['connections.savePause', 1, PAUSING],
    ['connections.takeOAuthAttempt', 1, CONNECTING],
    ['feed.read', 1, TELLING],
    ['inbound.inbound', 2],
    ['inbound.saveInbound', 2],
    ['lanes.send', 1],
    ['links.marks', 2, PAUSING],
    ['links.read', 1, RETRYING],
    ['links.save', 2, RETRYING],
    ['publish', 3, PAUSING],
    ['reconciliations.newest', 1, COMPARING],
    ['reconciliations.start', 2, COMPARING],
    ['writes.head', 3, ACTING],
  ],
};

const INVOICED: readonly Wanted[] = [{ kind: 'customer' }, { kind: 'invoice' }];

/**
 * The writes of each kind. The ledger voids only invoices and payments; parties and items it never deletes, they are made
 * inactive; what is given back is an expense there, or a receipt of its own.
 */
const WRITES: readonly Write[] = [
  ...written(['customer', 'customer'], 'create update deactivate', [
    ['C20 customers.onUpdate', 'overwrite', 'merge'],
  ]),
  ...written(['supplier', 'supplier'], 'create update deactivate', [['C23 suppliers.sync', 'both']]),
  ...written(['item', 'item'], 'create update deactivate', [['C14 items.onMissing', 'create']]),
  ...written(['invoice', 'invoice'], 'create update void delete', [], 'C11 ends.invoice'),
  ...written(
    ['credit_note', 'credit_note'],
    'create update delete',
    [['C17 creditNotes.mode', 'credit_memo']],
    'C11 ends.creditNote',
  ),
  ...written(['payment', 'payment'], 'create update void delete', [], 'C11 ends.payment'),
  ...written(
    ['expense', 'refund'],
    'create update delete',
    [['C10 refunds.mode', 'expense']],
    'C11 ends.refund',
  ),
  ...written(
    ['refund_receipt', 'refund'],
    'create update delete',
    [['C10 refunds.mode', 'refund_receipt']],
    'C11 ends.refund',
  ),
];

type Write = readonly [subject: string, operation: string, weight: number, wants: Wants];

/** `ends` is the setting that says how such a document leaves the books. */
function written(
  [subject, kind]: readonly [subject: string, kind: RecordKind],
  operations: string,
  policy: NonNullable<Wants['policy']>,
  ends?: string,
): readonly Write[] {
  return operations.split(' ').map((operation) => {
    const isEnd = operation !== 'create' && operation !== 'update';
    const one: Wanted = isEnd ? { kind, ends: true } : { kind };
    const how = isEnd && ends !== undefined ? [[ends, operation] as const] : [];
    const wants: Wants = { policy: [...BOOKED, ...policy, ...how], records: [...INVOICED, one, one, one] };
    return [subject, operation, isEnd ? 6 : operation === 'update' ? 3 : 2, wants] as const;
  });
}

/** The calls of a worker, or of somebody who connects, to the ledger. */
const TO_THE_LEDGER: readonly (readonly [Role, ...Told])[] = [
  ['worker', 'GET cdc', 1],
  ['worker', 'GET query', 1],
  ['worker', 'POST batch', 1, wantsOf('invoice', 'create')],
  ['worker', 'POST batchquery', 1],
  ['worker', 'POST creditmemo', 2, wantsOf('credit_note', 'create')],
  ['worker', 'POST customer', 1, wantsOf('customer', 'create')],
  ['worker', 'POST invoice', 1, wantsOf('invoice', 'create')],
  ['worker', 'POST item', 1, wantsOf('item', 'create')],
  ['worker', 'POST payment', 1, wantsOf('payment', 'create')],
  ['worker', 'POST purchase', 2, wantsOf('expense', 'create')],
  ['worker', 'POST refundreceipt', 1, wantsOf('refund_receipt', 'create')],
  ['worker', 'POST token', 2, REFRESHING],
  ['worker', 'POST vendor', 1, wantsOf('supplier', 'create')],
  ['api', 'POST redeem', 1, CONNECTING],
];

function wantsOf(subject: string, operation: string): Wants {
  return WRITES.find((one) => one[0] === subject && one[1] === operation)?.[3] ?? {};
}

/** Whatever may be met, and by what. */
export const ROWS: readonly Row[] = [
  ...Object.entries(CALLS).flatMap(([role, told]) => told.map((one) => ofCall(role, one))),
  ...TO_THE_LEDGER.map(([role, operation, weight = 1, wants = {}]) => ({
    subject: role,
    operation: `ledger ${operation}`,
    faults: OF_LEDGER_CALLS,
    weight,
    wants,
  })),
  ...WRITES.map(([subject, operation, weight, wants]) => ({
    ...{ subject, operation, weight, wants },
    faults: OF_WRITES,
    isWrite: true as const,
  })),
  ...['GET cdc', 'GET query', 'POST batchquery'].map((operation) => ({
    ...{ subject: 'read', operation, weight: 0, wants: {} },
    faults: OF_READS,
  })),
  // What else befalls the token's endpoint changes nothing: the next look asks again.
  { subject: 'token', operation: 'refresh', faults: ['commitThenDrop'], weight: 0, wants: {} },
  { subject: 'lane', operation: 'send', faults: ['doubled', 'delayed'], weight: 0, wants: {} },
  { subject: 'lane', operation: 'receive', faults: ['doubled', 'parallel'], weight: 0, wants: {} },
  { subject: 'lane', operation: 'delete', faults: ['deleteLost'], weight: 0, wants: {} },
  { subject: 'clock', operation: 'round', faults: ['tickMissed', 'tickDoubled'], weight: 0, wants: {} },
  { subject: 'index', operation: 'links.due', faults: ['staleIndex'], weight: 0, wants: {} },
  { subject: 'index', operation: 'links.waitersOf', faults: ['staleIndex'], weight: 0, wants: {} },
];

function ofCall(subject: string, [operation, weight = 0, wants = {}]: Told): Row {
  const faults = operation.startsWith('lanes.') ? OF_QUEUE_CALLS : OF_CALLS;
  return { subject, operation, faults, weight, wants };
}
