// Fields: the parts of a document that both sides may edit and that are merged one by one, each known by a short hash.
import type { DocumentLine, DocumentType, InvoiceDocument, LedgerDocument } from './documents.ts';
import { fingerprint } from './fingerprint.ts';
import type { Policy } from './policy.ts';
import type { RecordKind } from './records.ts';
import { isTakenOver } from './taken-over.ts';

/** A hash for each field that has a value. Six characters are 36 bits: a field is only ever compared with itself. */
export type FieldHashes = Readonly<Record<string, string>>;

const HASH_LENGTH = 6;

/** What both sides agree on, field by field. Kept only where the policy merges, because it makes a row longer. */
export interface AgreedFields {
  /** What the source last said of each field. */
  readonly ours: FieldHashes;
  /** What the ledger last showed of each field. */
  readonly theirs: FieldHashes;
  /** Fields in which the ledger's edit stands although the source says otherwise: our writes leave them as they are. */
  readonly kept?: readonly string[] | undefined;
  /** Fields that a person edited and the product was not told of yet. */
  readonly untold?: readonly string[] | undefined;
}

/** One field: the members it is compared by, and those that go with it when the ledger's side of it is taken. */
interface Field {
  readonly compared: readonly string[];
  readonly taken: readonly string[];
}

type Fields = Readonly<Record<string, Field>>;

const plain = (name: string): Field => ({ compared: [name], taken: [name] });

const PARTY: Fields = {
  name: { compared: ['name'], taken: ['name', 'companyName'] },
  email: plain('email'),
  phone: plain('phone'),
  address: plain('address'),
  active: plain('active'),
  number: plain('number'),
  registrationNumber: plain('registrationNumber'),
  taxNumber: plain('taxNumber'),
  postalAddress: plain('postalAddress'),
  invoiceEmail: plain('invoiceEmail'),
};

/** The fields of each type that is merged. An edit of anything else in the ledger is neither told nor undone. */
const FIELDS: Readonly<Partial<Record<DocumentType, Fields>>> = {
  customer: { ...PARTY, parent: plain('parent') },
  supplier: PARTY,
  cost_centre: { number: plain('number'), name: plain('name'), active: plain('active') },
  invoice: {
    number: plain('number'),
    customer: plain('customer'),
    date: plain('date'),
    dueDate: plain('dueDate'),
    lines: { compared: ['lines', 'discount'], taken: ['lines', 'discount', 'taxMode', 'taxTotal'] },
    memo: plain('memo'),
  },
};

/** KLP-27: which customer is whose location; the ledger's change of it stands, and no product hears of it. */
const NEVER_TOLD: readonly string[] = ['parent'];

/** Everything of ours that is no field: the source may change it, and then it is written. */
const REST = '*';

/** Whether edits of both sides are brought together for records of a kind (C7, C20, C23). */
export function mergesFields(kind: RecordKind, policy: Policy): boolean {
  const { customers, suppliers, invoices } = policy;
  if (isTakenOver(kind, policy)) return true;
  if (kind === 'customer') return customers.onUpdate === 'merge';
  if (kind === 'supplier') return suppliers.sync === 'both';
  if (kind !== 'invoice') return false;
  return invoices.onRemoteEdit !== 'ignore' && invoices.inbound !== 'none';
}

/** The hashes of what the ledger shows. */
export function theirHashes(document: LedgerDocument): FieldHashes {
  const members = new Map<string, unknown>(Object.entries(document));
  const hashes = Object.entries(FIELDS[document.type] ?? {}).flatMap(([name, { compared }]) => {
    const values = compared.map((member) => compact(member, members.get(member)));
    return values.every((value) => value === undefined) ? [] : [[name, hash(values)] as const];
  });
  return Object.fromEntries([...hashes, ...customHashes(document)]);
}

/** Custom fields are merged one by one too. */
const CUSTOM = 'custom.';

/** An empty one is as good as none: ledgers tell the two apart in ways of their own. */
function customHashes(document: LedgerDocument): readonly (readonly [string, string])[] {
  const custom = document.type === 'invoice' ? (document.custom ?? {}) : {};
  return Object.entries(custom).flatMap(([id, value]) =>
    value === '' ? [] : [[`${CUSTOM}${id}`, hash(value)] as const],
  );
}

/** The ledger's ids of the custom fields among some names. */
export function customIn(names: readonly string[]): readonly string[] {
  return names.filter((name) => name.startsWith(CUSTOM)).map((name) => name.slice(CUSTOM.length));
}

/** The hashes of what the source says, the rest included. */
export function ourHashes(document: LedgerDocument): FieldHashes {
  const fields = Object.values(FIELDS[document.type] ?? {}).flatMap(({ taken }) => taken);
  const rest = Object.entries(document).filter(([member]) => !fields.includes(member) && member !== 'custom');
  return { ...theirHashes(document), [REST]: hash(Object.fromEntries(rest)) };
}

const hash = (value: unknown): string => fingerprint(value).slice(0, HASH_LENGTH);

/** Names of the fields in which two sets of hashes differ. */
export function differing(one: FieldHashes, other: FieldHashes): readonly string[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].filter((name) => one[name] !== other[name]).sort();
}

/** Of some fields those that a product is told of. */
export function toldOf(names: readonly string[]): readonly string[] {
  return names.filter((name) => !NEVER_TOLD.includes(name));
}

/** Ours, with some fields as the ledger shows them. */
export function withTheirs(
  ours: LedgerDocument,
  theirs: LedgerDocument,
  names: readonly string[],
): LedgerDocument {
  if (ours.type !== theirs.type) return ours;
  const taken = names.flatMap((name) => FIELDS[ours.type]?.[name]?.taken ?? []);
  const shown = new Map<string, unknown>(Object.entries(theirs));
  const next = { ...ours, ...Object.fromEntries(taken.map((member) => [member, shown.get(member)])) };
  return next.type === 'invoice' && theirs.type === 'invoice'
    ? { ...next, custom: customWithTheirs(next.custom, theirs.custom, customIn(names)) }
    : next;
}

function customWithTheirs(
  ours: InvoiceDocument['custom'],
  theirs: InvoiceDocument['custom'],
  ids: readonly string[],
): InvoiceDocument['custom'] {
  if (ids.length === 0) return ours;
  return { ...ours, ...Object.fromEntries(ids.map((id) => [id, theirs?.[id] ?? ''])) };
}

/** What both agree on when a record turns out to be its source's mirror of a document: where the two differ, the ledger stays. */
export function agreedOnMirror(said: LedgerDocument, shown: LedgerDocument): AgreedFields {
  const [ours, theirs] = [ourHashes(said), theirHashes(shown)];
  const kept = differing(ours, theirs).filter((name) => name !== REST);
  return { ours, theirs, ...listsOf(kept, []) };
}

/** What both agree on after a write. A field that was sent as the ledger had it, against the source's word, stays kept. */
export function agreedAfterWrite(
  before: AgreedFields | undefined,
  sent: LedgerDocument,
  shown: LedgerDocument,
): AgreedFields {
  const [written, theirs] = [ourHashes(sent), theirHashes(shown)];
  const untouched = (name: string): boolean => written[name] === before?.theirs[name];
  const kept = (before?.kept ?? []).filter((name) => untouched(name) && written[name] !== before?.ours[name]);
  // Where the source says nothing of a field that a person filled in, it says nothing still.
  const said = kept.map((name) => [name, before?.ours[name]] as const);
  const others = Object.entries(written).filter(([name]) => !kept.includes(name));
  const ours = Object.fromEntries([
    ...others,
    ...said.flatMap(([name, of]) => (of === undefined ? [] : [[name, of] as const])),
  ]);
  return { ours, theirs, ...listsOf(kept, (before?.untold ?? []).filter(untouched)) };
}

/** The two lists, absent where they are empty. */
export function listsOf(
  kept: readonly string[],
  untold: readonly string[],
): Pick<AgreedFields, 'kept' | 'untold'> {
  const list = (names: readonly string[]) => (names.length === 0 ? undefined : [...new Set(names)].sort());
  return { kept: list(kept), untold: list(untold) };
}

/** A value as it is compared: decimals without trailing zeros, because ledgers and sources write them differently. */
function compact(member: string, value: unknown): unknown {
  if (member !== 'lines' || !Array.isArray(value)) return value;
  const lines: readonly DocumentLine[] = value;
  return lines.map(({ item, description, quantity, unitPrice, amount, taxCode }) => ({
    item,
    description,
    quantity: short(quantity),
    unitPrice: short(unitPrice),
    amount,
    taxCode,
  }));
}

function short(decimal: string | undefined): string | undefined {
  return decimal?.includes('.') === true ? decimal.replace(/\.?0+$/, '') : decimal;
}
