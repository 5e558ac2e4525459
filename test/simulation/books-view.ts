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
  /** A person ever touched it. */
  touched: boolean;
  /** Content without versions and balances, to tell a write that changed nothing. */
  content: string;
  /** The content as we last wrote it. */
  ours: string;
  cents: number;
  balance: number;
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

export function createBooksView(books: Books, realms: readonly string[]): BooksView {
  const docs = new Map<string, BookDoc>();
  const read = new Map(realms.map((realm) => [realm, 0]));
  return {
    follow: () =>
      realms.flatMap((realm) => {
        const before = read.get(realm) ?? 0;
        const fresh = books.written(realm, before);
        read.set(realm, before + fresh.length);
        return fresh.flatMap((entry) =>
          ENTITIES.includes(entry.entity) ? [take(books, docs, realm, entry)] : [],
        );
      }),
    docs: () => [...docs.values()],
    doc: (realm, entity, id) => docs.get(`${realm}/${entity}/${id}`),
    ofRecord: (record) => [...docs.values()].filter(({ mark }) => mark?.record === record),
  };
}

function take(books: Books, docs: Map<string, BookDoc>, realm: string, entry: WriteRecord): Written {
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
  }
  if (entry.by === 'books') return { entry, realm, doc, before };
  // A person who saves a form unchanged, or takes his edit back, has edited nothing.
  const same = doc.ours === doc.content && before?.status === doc.status;
  if (entry.by === 'ui') doc.touched = true;
  if (entry.by === 'api') doc.ours = doc.content;
  doc.by = entry.by === 'ui' && !same ? 'ui' : 'api';
  return { entry, realm, doc, before };
}

function emptyDoc(realm: string, { entity, id }: WriteRecord): BookDoc {
  const nothing = { mark: undefined, touched: false, content: '', ours: '', cents: 0, balance: 0 };
  return { realm, entity, id, ...nothing, status: 'live', by: 'api' };
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
