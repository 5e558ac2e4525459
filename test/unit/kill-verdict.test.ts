// The verdict of the kill test must be able to fail: books and histories with one thing wrong each.
import { describe, expect, it } from 'vitest';
import { type Evidence, isClean, judge } from '../kill/verdict.ts';
import type { Promised, Told } from '../kill/history.ts';

const told = (kind: Told['kind'], record: string, more: Partial<Told> = {}): Told => ({
  id: `${kind}-${record}`,
  kind,
  record,
  revision: 1,
  presence: 'live',
  cents: 0,
  ...more,
});
const promise = (newest: Told, revisions = 1): Promised => ({ company: 0, newest, revisions });

const REALM = '9341450000000001';
const GUEST = { Id: '1', DisplayName: 'Guest g' };
const INVOICE = { Id: '2', DocNumber: 'I', CustomerRef: { value: '1' }, TotalAmt: 12.5, Balance: 2.5 };
const PAYMENT = {
  Id: '3',
  PaymentRefNum: 'P',
  CustomerRef: { value: '1' },
  TotalAmt: 10,
  UnappliedAmt: 0,
};
const ROOM = { Id: '5', Name: 'Item r', Description: 'revision 2' };
const OLD = { Id: '0', DisplayName: 'Somebody from before' };
const create = (entity: string, id: string) => ({ entity, id, operation: 'Create', by: 'api' });
const CALLS = { writes: 3, reads: 0, replays: 0, requests: 3 };

const PROMISED = [
  promise(told('customer', 'g')),
  promise(told('item', 'r', { revision: 2, word: 'revision 2' }), 2),
  promise(told('invoice', 'I', { cents: 1_250, customer: 'g' })),
  promise(told('payment', 'P', { cents: 1_000, customer: 'g', pays: 'I' })),
];
const OBJECTS = { Customer: [OLD, GUEST], Item: [ROOM], Invoice: [INVOICE], Payment: [PAYMENT] };
const LOG = [create('Customer', '1'), create('Item', '5'), create('Invoice', '2'), create('Payment', '3')];
const row = (kind: string, id: string, revision = 1) => ({ company: 0, kind, id, state: 'synced', revision });
const CALM = {
  records: [row('customer', 'g'), row('item', 'r', 2), row('invoice', 'I'), row('payment', 'P')],
  lanes: 0,
  deadLetters: 0,
  redriven: 0,
  retried: [],
  isQuiet: true,
};

const NOBODY = { touched: 0, isDisturbed: () => false, isDrift: () => false, overwritten: [] };

interface Change {
  readonly people?: Partial<Evidence['people']>;
  readonly promised?: readonly Promised[];
  readonly objects?: Partial<Evidence['after'][number]['objects']>;
  readonly writeLog?: Evidence['after'][number]['writeLog'];
  readonly calm?: Partial<Evidence['calm']>;
  readonly openWrites?: readonly string[];
}

const judged = (change: Change) => {
  const {
    promised = PROMISED,
    objects = {},
    writeLog = LOG,
    calm = {},
    openWrites = [],
    people = {},
  } = change;
  return judge({
    promised,
    before: [
      {
        realm: REALM,
        objects: { Customer: [OLD], Item: [], Invoice: [], Payment: [] },
        writeLog: [],
        calls: CALLS,
      },
    ],
    after: [{ realm: REALM, objects: { ...OBJECTS, ...objects }, writeLog, calls: CALLS }],
    calm: { ...CALM, ...calm },
    openWrites,
    people: { ...NOBODY, ...people },
  });
};

const voided = told('invoice', 'I', { presence: 'voided', revision: 2, customer: 'g' });
const CASES: readonly (readonly [what: string, change: Change, found: string])[] = [
  ['an invoice that is not in the books', { objects: { Invoice: [] } }, 'lost'],
  ['an invoice with an old total', { objects: { Invoice: [{ ...INVOICE, TotalAmt: 12.4 }] } }, 'lost'],
  ['a payment that pays nothing', { objects: { Invoice: [{ ...INVOICE, Balance: 12.5 }] } }, 'lost'],
  ['an invoice of nobody', { objects: { Invoice: [{ ...INVOICE, CustomerRef: { value: '0' } }] } }, 'lost'],
  ['an item with old words', { objects: { Item: [{ ...ROOM, Description: 'revision 1' }] } }, 'lost'],
  ['a void that was not done', { promised: [...PROMISED, promise(voided, 2)] }, 'lost'],
  ['an invoice that is there twice', { objects: { Invoice: [INVOICE, { ...INVOICE, Id: '4' }] } }, 'doubled'],
  [
    'an update that nobody told',
    { writeLog: [...LOG, { ...create('Invoice', '2'), operation: 'Update' }] },
    'doubled',
  ],
  ['a cent too much', { objects: { Payment: [{ ...PAYMENT, TotalAmt: 10.01 }] } }, 'money'],
  [
    'a customer that nobody told',
    { objects: { Customer: [OLD, GUEST, { Id: '9', DisplayName: 'Guest h' }] } },
    'unknown',
  ],
  ['a record without a row', { calm: { records: CALM.records.slice(1) } }, 'unexplained'],
  [
    'a row of an older revision',
    { calm: { records: [...CALM.records.slice(1), { ...row('customer', 'g'), revision: 0 }] } },
    'unexplained',
  ],
  [
    'a row that waits',
    {
      calm: {
        records: [...CALM.records.slice(1), { ...row('customer', 'g'), state: 'waiting', reason: 'x' }],
      },
    },
    'unexplained',
  ],
  ['a message in the lanes', { calm: { lanes: 1 } }, 'leftOver'],
  ['a dead letter', { calm: { deadLetters: 1 } }, 'leftOver'],
  ['a write that was never settled', { openWrites: ['entry 7'] }, 'leftOver'],
  ["a person's edit that was written over", { people: { overwritten: ['Invoice 2'] } }, 'overwritten'],
];

describe('the verdict', () => {
  it('is clean when the books are as they were told', () => {
    expect(isClean(judged({}))).toBe(true);
  });

  it('leaves to a person what the person changed', () => {
    const isInvoice = (_company: number, kind: string): boolean => kind === 'invoice';
    const edited = { objects: { Invoice: [{ ...INVOICE, TotalAmt: 12.4 }] } };
    expect(isClean(judged({ ...edited, people: { isDisturbed: isInvoice } }))).toBe(true);
  });

  it.each(CASES)('finds %s', (_what, change, found) => {
    const verdict = judged(change);
    expect(isClean(verdict)).toBe(false);
    expect(new Map<string, readonly string[]>(Object.entries(verdict)).get(found)).not.toEqual([]);
  });
});
