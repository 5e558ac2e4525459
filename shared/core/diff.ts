// Diff: a record, what we last wrote of it, and what the ledger shows, field by field. For people; nothing is decided by it.
import type { LedgerDocument, Snapshot } from './documents.ts';
import type { SourceRecord } from './records.ts';

/** One field of any of the three. A side that does not have it, or was not looked at, is absent. */
export interface FieldDiff {
  /** As in the document: `date`, `lines.0.amount`. */
  readonly field: string;
  readonly source?: string | undefined;
  readonly written?: string | undefined;
  readonly ledger?: string | undefined;
  /** Who says something else than what was written. */
  readonly differs: readonly ('source' | 'ledger')[];
}

export interface Sides {
  readonly record?: SourceRecord | undefined;
  readonly written?: LedgerDocument | undefined;
  /** Absent when the ledger was not asked. */
  readonly ledger?: Snapshot | undefined;
}

/** Every field that was written or stands in the ledger, in the order of its name. */
export function diffOf({ record, written, ledger }: Sides): readonly FieldDiff[] {
  const theirs = new Map([
    ...leaves(ledger?.document),
    ...leaves({ total: ledger?.total, balance: ledger?.balance }),
  ]);
  const ours = leaves(written);
  const said = new Map([...leaves(record)].filter(([field]) => IN_BOTH_WORDS.test(field)));
  const fields = [...new Set([...ours.keys(), ...theirs.keys(), ...said.keys()])]
    .filter((field) => field !== 'type')
    .sort();
  return fields.map((field) => {
    const [source, mine, other] = [said.get(field), ours.get(field), theirs.get(field)];
    const differs = [
      ...(written !== undefined && source !== undefined && source !== mine ? (['source'] as const) : []),
      ...(ledger !== undefined && !COMPUTED.test(field) && other !== mine ? (['ledger'] as const) : []),
    ];
    return { field, source, written: mine, ledger: other, differs };
  });
}

/** What both sides say of some fields of a document, for a person: `memo: source "Thanks", ledger "Thank you"`. */
export function differenceIn(ours: LedgerDocument, ledger: Snapshot, names: readonly string[]): string {
  const members = names.flatMap((name) => (name === 'lines' ? ['lines', 'discount'] : [name]));
  return diffOf({ written: ours, ledger })
    .filter(({ field, differs }) => differs.length > 0 && members.some((name) => isWithin(field, name)))
    .map(
      ({ field, written, ledger: theirs }) => `${field}: source ${quoted(written)}, ledger ${quoted(theirs)}`,
    )
    .join('; ');
}

const isWithin = (field: string, name: string): boolean => field === name || field.startsWith(`${name}.`);
const quoted = (value: string | undefined): string => (value === undefined ? 'nothing' : `"${value}"`);

/** Fields that mean the same in a record and in its document. References do not: each side has ids of its own. */
const IN_BOTH_WORDS =
  /^(?:number|date|dueDate|currency|exchangeRate|memo|amount|reference|email|phone|active|unitPrice|address\.\w+|lines\.\d+\.(?:amount|description|quantity|unitPrice))$/;

/** What the ledger works out by itself, and we never write. */
const COMPUTED = /^(?:total|balance)$/;

/** The texts, numbers and switches inside a value, by their way to it. */
function leaves(value: unknown, way = ''): ReadonlyMap<string, string> {
  if (typeof value === 'string') return new Map([[way, value]]);
  if (typeof value === 'boolean' || typeof value === 'number') return new Map([[way, String(value)]]);
  if (typeof value !== 'object' || value === null) return new Map();
  const entries = Object.entries(value).flatMap(([name, member]) => [
    ...leaves(member, way === '' ? name : `${way}.${name}`),
  ]);
  return new Map(entries);
}
