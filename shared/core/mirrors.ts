// Mirrors: records that their source made of what was born in the ledger. What happens to a mirror never ends the original.
import type { Link } from './links.ts';
import type { SourceRecord } from './records.ts';

/** The ledger's id of the document that a source says its record was taken over from. */
export function takenFrom(record: SourceRecord | undefined): string | undefined {
  return record !== undefined && 'ledgerId' in record ? record.ledgerId : undefined;
}

/** Whether the record is its source's mirror of the document that it is linked with. */
export function isMirror({ source, document }: Pick<Link, 'source' | 'document'>): boolean {
  return document !== undefined && takenFrom(source?.record) === document.id;
}
