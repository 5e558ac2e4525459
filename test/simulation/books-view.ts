// What stands in the books, followed write by write: the ledger's side of every verdict.
import type { Books, WriteRecord } from '../../simulators/quickbooks/core/contract.ts';
import { centsAt, listAt, textAt, type JsonRecord } from './json.ts';
import { ENTITIES, markOf, type Mark } from './marks.ts';

/** A document of ours or of a person in the books of a company. */
export interface BookDoc {
  readonly realm: string;
  readonly entity: string;
  readonly id: string;
  mark: Mark | undefined;
  status: 'live' | 'voided' | 'deleted' | 'inactive';
  /** Who wrote its content last. */
  by: 'api' | 'ui';
  /** A person ever touched it; when he last did, in milliseconds UTC. */
  touched: boolean;
  touchedAt: number;
  /** Content without versions and balances, to tell a write that changed nothing. */
  content: string;
  /** The content as we last wrote it. */
  ours: string;
  cents: number;
  balance: number;
  currency: string;
  readonly born: 'api' | 'ui';
  /** What both sides may edit, by the name that products know it by. */
  fields: Readonly<Record<string, string>>;
  /** Of these what a person edited, as long as it stands. */
  readonly edits: Map<string, Edit>;
}

export interface Edit {
  readonly value: string;
  /** Milliseconds UTC. */
  readonly at: number;
}

/** A write with the document as it is after it and was before it. */
export interface Written {
  readonly entry: WriteRecord;
  readonly realm: string;
  readonly doc: BookDoc;
  readonly before: Readonly<BookDoc> | undefined;
}

export interface BooksView {
  /** Takes in what was written since the last call. */
  readonly follow: () => readonly Written[];
  readonly docs: () => readonly BookDoc[];
  readonly doc: (realm: string, entity: string, id: string) => BookDoc | undefined;
  readonly ofRecord: (record: string) => readonly BookDoc[];
}

export function createBooksView(books: Books, realms: readonly string[], now: () => number): BooksView {
  const docs = new Map<string, BookDoc>();
  const read = new Map(realms.map((realm) => [realm, 0]));
  return {
    follow: () =>
      realms.flatMap((realm) => {
        const before = read.get(realm) ?? 0;
        const fresh = books.written(realm, before);
        read.set(realm, before + fresh.length);
        return fresh.flatMap((entry) =>
          ENTITIES.includes(entry.entity) ? [take({ books, docs, now: now() }, realm, entry)] : [],
        );
      }),
    docs: () => [...docs.values()],
    doc: (realm, entity, id) => docs.get(`${realm}/${entity}/${id}`),
    ofRecord: (record) => [...docs.values()].filter(({ mark }) => mark?.record === record),
  };
}

interface Taking {
  readonly books: Books;
  readonly docs: Map<string, BookDoc>;
  readonly now: number;
}

function take({ books, docs, now }: Taking, realm: string, entry: WriteRecord): Written {
  const name = `${realm}/${entry.entity}/${entry.id}`;
  const known = docs.get(name);
  const before = known === undefined ? undefined : { ...known };
  const object = books.show(realm, entry.entity, entry.id);
  const doc = known ?? emptyDoc(realm, entry);
  docs.set(name, doc);
  doc.status = statusOf(entry, object, doc.status);
  doc.balance = centsAt(object, 'Balance');
  if (object !== undefined && entry.by !== 'books') {
    // A void leaves the words of a document, or writes its own over them: the mark stays.
    if (doc.status !== 'voided') doc.mark = markOf(entry.entity, object) ?? doc.mark;
    doc.content = contentOf(object);
    doc.cents = centsAt(object, 'TotalAmt');
    doc.currency = textAt(object, 'CurrencyRef', 'value');
    doc.fields = fieldsOf(entry.entity, object);
  }
  if (entry.by === 'books') return { entry, realm, doc, before };
  // A person who saves a form unchanged, or takes his edit back, has edited nothing.
  const same = doc.ours === doc.content && before?.status === doc.status;
  if (entry.by === 'ui' && before !== undefined) noteEdits(doc, before, now);
  if (entry.by === 'api') doc.ours = doc.content;
  doc.by = entry.by === 'ui' && !same ? 'ui' : 'api';
  return { entry, realm, doc, before };
}

function emptyDoc(realm: string, { entity, id, by }: WriteRecord): BookDoc {
  const nothing = {
    mark: undefined,
    touched: by === 'ui',
    touchedAt: 0,
    content: '',
    ours: '',
    cents: 0,
    balance: 0,
  };
  const born = by === 'ui' ? 'ui' : 'api';
  return {
    realm,
    entity,
    id,
    ...nothing,
    currency: '',
    fields: {},
    edits: new Map(),
    born,
    status: 'live',
    by: born,
  };
}

function noteEdits(doc: BookDoc, before: Readonly<BookDoc>, now: number): void {
  doc.touched = true;
  doc.touchedAt = now;
  for (const [name, value] of Object.entries(doc.fields))
    if (before.fields[name] !== value) doc.edits.set(name, { value, at: now });
}

/** By the names that a product knows them by. */
function fieldsOf(entity: string, object: JsonRecord): Readonly<Record<string, string>> {
  switch (entity) {
    case 'Customer':
    case 'Vendor':
      return {
        email: textAt(object, 'PrimaryEmailAddr', 'Address'),
        phone: textAt(object, 'PrimaryPhone', 'FreeFormNumber'),
      };
    case 'Invoice':
      return {
        dueDate: textAt(object, 'DueDate'),
        memo: textAt(object, 'CustomerMemo', 'value'),
        date: textAt(object, 'TxnDate'),
      };
    default:
      return {};
  }
}

function statusOf(
  entry: WriteRecord,
  object: JsonRecord | undefined,
  before: BookDoc['status'],
): BookDoc['status'] {
  if (entry.operation === 'Void') return 'voided';
  if (entry.operation === 'Delete') return 'deleted';
  if (before === 'voided') return before;
  if (object === undefined) return 'deleted';
  return object['Active'] === false ? 'inactive' : 'live';
}

const MOVING = [
  'SyncToken',
  'MetaData',
  'Balance',
  'HomeBalance',
  'LinkedTxn',
  'BalanceWithJobs',
  'UnappliedAmt',
];

function contentOf(object: JsonRecord): string {
  const kept = Object.entries(object)
    .filter(([name]) => !MOVING.includes(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(kept, (name, value: unknown) => (name === 'LineEx' ? undefined : value));
}

/** Cents of a payment that are applied to an invoice. */
export function appliedTo(object: unknown, invoice: string): number {
  return listAt(object, 'Line')
    .filter((line) => listAt(line, 'LinkedTxn').some((linked) => textAt(linked, 'TxnId') === invoice))
    .reduce((sum: number, line) => sum + centsAt(line, 'Amount'), 0);
}
