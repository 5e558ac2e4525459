// Marks: every simulated record carries its name and revision in its words, so that its document in the books can be told.
import type { RecordKey, RecordKind, SourceRecord } from '../../shared/core/records.ts';
import { textAt } from './json.ts';

/** Which record at which revision; `word` is `r3`, or `r3x` for other content under the same revision. */
export interface Mark {
  /** `connection/kind#id` */
  readonly record: string;
  readonly word: string;
  readonly revision: number;
}

export const ENTITY_OF_KIND: Readonly<Record<RecordKind, string>> = {
  customer: 'Customer',
  supplier: 'Vendor',
  item: 'Item',
  invoice: 'Invoice',
  credit_note: 'CreditMemo',
  payment: 'Payment',
  refund: 'Purchase',
};

/** The entities in the books that are ours. */
export const ENTITIES: readonly string[] = Object.values(ENTITY_OF_KIND);

/** Parties and goods; all others are papers with a day and an amount. */
export function isListed(kind: RecordKind): boolean {
  return kind === 'customer' || kind === 'supplier' || kind === 'item';
}

export function nameOf(key: RecordKey): string {
  return `${key.connection}/${key.kind}#${key.id}`;
}

export function wordOf(revision: number, other: boolean): string {
  return `r${revision}${other ? 'x' : ''}`;
}

/** The word of a record as the source sent it. */
export function wordIn(record: SourceRecord): string {
  switch (record.kind) {
    case 'customer':
    case 'supplier':
      return record.phone ?? '';
    case 'item':
      return record.description ?? '';
    case 'invoice':
    case 'credit_note':
    case 'payment':
    case 'refund':
      return record.memo?.split(' ')[1] ?? '';
  }
}

/** The mark of an object in the books; undefined if it is none of ours. */
export function markOf(entity: string, object: unknown): Mark | undefined {
  switch (entity) {
    case 'Customer':
      return named(
        'customer',
        'Guest',
        textAt(object, 'DisplayName'),
        textAt(object, 'PrimaryPhone', 'FreeFormNumber'),
      );
    case 'Vendor':
      return named(
        'supplier',
        'Supplier',
        textAt(object, 'DisplayName'),
        textAt(object, 'PrimaryPhone', 'FreeFormNumber'),
      );
    case 'Item':
      return named('item', 'Item', textAt(object, 'Name'), textAt(object, 'Description'));
    case 'Invoice':
    case 'CreditMemo':
      return written(textAt(object, 'CustomerMemo', 'value'));
    case 'Payment':
    case 'Purchase':
      return written(textAt(object, 'PrivateNote'));
    default:
      return undefined;
  }
}

function named(kind: RecordKind, prefix: string, name: string, word: string): Mark | undefined {
  const [first, full = ''] = name.split(' ');
  const [connection, id] = full.split('-');
  if (first !== prefix || connection === undefined || id === undefined) return undefined;
  return { record: `${connection}/${kind}#${id}`, word, revision: revisionOf(word) };
}

function written(memo: string): Mark | undefined {
  const [record = '', word = ''] = memo.split(' ');
  return record.includes('#') ? { record, word, revision: revisionOf(word) } : undefined;
}

function revisionOf(word: string): number {
  return Number(/^r(\d+)/.exec(word)?.[1] ?? 0);
}
