// What a record is called: its kind, and the number or name that a person knows it by.
import type { RecordName, ShownRecord } from '../data/shapes.ts';
import { textOf } from '../texts/text.ts';

type Named = RecordName & Partial<Pick<ShownRecord, 'number' | 'name'>>;

export function nameOf({ kind, id, number, name }: Named): string {
  return `${textOf('kind', kind)} ${number ?? name ?? id}`;
}

/** Whose it is: the customer of a document. A party is its own name already. */
export function partyOf({ party, partyId, name, number }: ShownRecord): string {
  return party ?? partyId ?? (number === undefined ? '' : (name ?? ''));
}
