// Marks: every simulated record carries its name and revision in its words, so that its document in the books can be told.
import type { Link } from '../../shared/core/links.ts';
import type { RecordKey, RecordKind, SourceRecord } from '../../shared/core/records.ts';
import { textAt } from './json.ts';

/** Which record at which revision; `word` is `r3`, or `r3x` for other content under the same revision. */
export interface Mark {
  /** `connection/kind#id` */
  readonly record: string;
  readonly word: string;
  readonly revision: number;
}

/** Kinds that only other ledgers keep have none. */
export const ENTITY_OF_KIND: Readonly<Partial<Record<RecordKind, string>>> = {
  customer: 'Customer',
  supplier: 'Vendor',
  cost_centre: 'Class',
  item: 'Item',
  invoice: 'Invoice',
  credit_note: 'CreditMemo',
  payment: 'Payment',
  refund: 'Purchase',
  attachment: 'Attachable',
};

/** The entities in the books that are ours. */
export const ENTITIES: readonly string[] = [...Object.values(ENTITY_OF_KIND), 'RefundReceipt'];

/** The entity of a link's document: what is given back stands in the books as one of two. */
export function entityOf({ key, document }: Pick<Link, 'key' | 'document'>): string {
  return document?.type === 'refund_receipt' ? 'RefundReceipt' : (ENTITY_OF_KIND[key.kind] ?? '');
}

/** The word of a record that was made from another one: it has none of its own. */
export const DERIVED_WORD = 'derived';

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
      return record.memo?.split(' ')[1] ?? DERIVED_WORD;
    case 'attachment':
    case 'cost_centre':
      return DERIVED_WORD;
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
      return written(textAt(object, 'PrivateNote')) ?? setOff(textAt(object, 'PaymentRefNum'));
    case 'Purchase':
    case 'RefundReceipt':
      return written(textAt(object, 'PrivateNote'));
    default:
      return undefined;
  }
}

function named(kind: RecordKind, prefix: string, name: string, word: string): Mark | undefined {
  const [first, full = '', third = ''] = name.split(' ');
  const [connection, id] = full.split('-');
  if (first !== prefix || connection === undefined || id === undefined) return undefined;
  // One customer in several currencies: ours of another one is made from the one that was sent.
  const isForeign = /^[A-Z]{3}$/.test(third) && third !== HOME;
  const own = isForeign ? `${id}~${third}` : id;
  return { record: `${connection}/${kind}#${own}`, word, revision: revisionOf(word) };
}

/** What customers are in that say nothing else. */
export const HOME = 'EUR';

/** A set-off carries the number of its credit note, and nothing else. */
function setOff(reference: string): Mark | undefined {
  const [connection = '', id = ''] = reference.split('-');
  return id.startsWith('c')
    ? { record: `${connection}/payment#${id}~applied`, word: DERIVED_WORD, revision: 1 }
    : undefined;
}

function written(memo: string): Mark | undefined {
  const [record = '', word = ''] = memo.split(' ');
  return record.includes('#') ? { record, word, revision: revisionOf(word) } : undefined;
}

function revisionOf(word: string): number {
  return Number(/^r(\d+)/.exec(word)?.[1] ?? 0);
}
