// Typical things to store: an invoice of ten lines, what became of it, and the batch that announced it.
import type { Link } from '../../../shared/core/links.ts';
import { CLOCK_PMS } from '../../../shared/core/presets/clock-pms.ts';
import type { Policy } from '../../../shared/core/policy.ts';
import type { Invoice, InvoiceLine, RecordKey, SourceState } from '../../../shared/core/records.ts';
import type { Intent, JournalEntry } from '../../../shared/core/writes.ts';

export const LANE = 'quickbooks:9130350000000001';

export const invoiceKey = (connection: string, id: string): RecordKey => ({
  connection,
  kind: 'invoice',
  id,
});

const GOODS = [
  'Room with sea view, 2 nights',
  'Breakfast buffet',
  'Parking garage, per day',
  'City tax 2026',
  'Minibar: mineral water',
  'Late check-out until 14:00',
  'Dinner, restaurant De Haven',
  'Bicycle rental, half day',
  'Laundry, express',
  'Airport transfer, one way',
];

/** An invoice with as many lines as asked, each with an item, a text, a price and a tax. */
export function invoice(id: string, lines: number): Invoice {
  return {
    kind: 'invoice',
    id,
    number: `2026-${id}`,
    customerId: 'C-10482',
    currency: 'EUR',
    date: '2026-11-21',
    dueDate: '2026-12-05',
    status: 'closed',
    lines: Array.from({ length: lines }, (_, i) => line(seedOf(id) + i * 7919, i)),
    pricesIncludeTax: false,
    taxTotal: '112.42',
    total: '987.12',
    memo: 'Thank you for staying with us.',
  };
}

// No two invoices are alike: equal ones would deflate to nothing in a batch and make it look cheaper than it is.
function line(seed: number, i: number): InvoiceLine {
  const quantity = 1 + (seed % 4);
  const cents = 450 + (seed % 98_765);
  return {
    itemId: `SKU-${1000 + (seed % 8999)}`,
    description: `${GOODS[seed % GOODS.length]} (${seed % 997})`,
    quantity: String(quantity),
    unitPrice: (cents / 100).toFixed(2),
    amount: ((cents * quantity) / 100).toFixed(2),
    tax: i % 3 === 0 ? 'VAT-9' : 'VAT-21',
  };
}

const seedOf = (id: string): number =>
  [...id].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 1_000_003, 7);

export function source(revision: number, changes: Partial<SourceState> = {}): SourceState {
  return {
    revision,
    presence: 'live',
    record: invoice('F-1', 2),
    eventId: `evt_${revision}`,
    receivedAt: 1_763_000_000_000 + revision,
    ...changes,
  };
}

/** A link as it is after its document was created. */
export function settled(link: Link): Link {
  const at = 1_763_000_005_000;
  return {
    ...link,
    document: {
      type: 'invoice',
      id: '10482',
      revision: '0',
      updatedAt: 1_763_000_004_000,
      status: 'live',
      total: '987.12',
      balance: '987.12',
    },
    base: { revision: link.source?.revision ?? 0, ours: 'Zk3v9QmT1xYb7_aP', theirs: 'p0Lr-W2sD8fGh4Jk' },
    health: { state: 'synced', since: at },
    attempts: [{ at, operation: 'create', outcome: 'done' }],
    trace: {
      rule: 'create-or-update',
      decision: 'write create invoice',
      values: { customer: '58', lines: '10', number: '2026-F-1' },
      at,
      policyVersion: 3,
    },
    settledSeq: 1812,
  };
}

/** An announced batch of creates, each of a typical invoice. */
export function entry(
  seq: number,
  records: readonly RecordKey[],
  changes: Partial<JournalEntry> = {},
): JournalEntry {
  return {
    lane: LANE,
    seq,
    requestId: `01k9z6h2v3w4x5y6z7a8b9c0${String(seq).padStart(2, '0')}`,
    intents: records.map(intent),
    owner: '01k9z6h2v3w4x5y6z7a8b9c0wk',
    leaseUntil: 1_763_000_065_000,
    announcedAt: 1_763_000_000_000,
    recentCalls: { batches: [1_762_999_990_000, 1_762_999_995_000], singles: [] },
    ...changes,
  };
}

function intent(key: RecordKey, i: number): Intent {
  const { lines, number, taxTotal, memo } = invoice(key.id, 10);
  return {
    bId: String(i + 1),
    key,
    operation: 'create',
    document: {
      type: 'invoice',
      number,
      customer: '58',
      currency: 'EUR',
      date: '2026-11-21',
      dueDate: '2026-12-05',
      lines: lines.map((line, at) => ({
        item: String(20 + ((at * 37 + i * 11) % 90)),
        description: line.description,
        quantity: line.quantity,
        unitPrice: line.unitPrice,
        amount: line.amount,
        taxCode: '7',
      })),
      taxMode: 'excluded',
      taxTotal,
      memo,
    },
    revision: 1,
    rule: 'create-or-update',
    values: { customer: '58', lines: '10', number },
    policyVersion: 3,
  };
}

/** The time it is while a contract is tested, milliseconds UTC. */
export const CONTRACT_NOW = 1_763_000_000_000;

/** A policy that creates and maps nothing by itself. */
export function policy(changes: Partial<Policy> = {}): Policy {
  return {
    ...CLOCK_PMS,
    preset: 'example',
    timeZone: 'Europe/Lisbon',
    customers: { ...CLOCK_PMS.customers, onUpdate: 'overwrite' },
    items: { ...CLOCK_PMS.items, onMissing: 'mapped', map: { food: '12', 'food/bar': '13' } },
    payments: {
      ...CLOCK_PMS.payments,
      depositAccount: { mode: 'map', map: { 'visa/EUR': '35' }, default: '36' },
    },
    tax: { mode: 'mapped', map: { high: '7' } },
    ends: { ...CLOCK_PMS.ends, payment: 'delete' },
    backfill: { exportFrom: '2026-01-01', excludePaymentsBeforeExportFrom: true },
    ...changes,
  };
}
