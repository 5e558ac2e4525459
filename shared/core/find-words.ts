// Find words: what a person types to find a record, its number, reference or name, told alike whatever its case.
import type { HealthState } from './links.ts';
import type { SourceRecord } from './records.ts';

/** Longer ones are found by their beginning. */
const LONGEST = 100;

/** A word as it is kept and as it is looked for. */
export const findWord = (typed: string): string => typed.trim().toLowerCase().slice(0, LONGEST);

/** The states that no index knows and no ledger shows: records in them are found by their words. */
export const isOutOfBooks = (state: HealthState): boolean => state === 'skipped' || state === 'not_synced';

/** The words of a record. */
export function findWordsOf(record: SourceRecord): readonly string[] {
  return [...new Set(namesOf(record).flatMap((name) => (name === undefined ? [] : [findWord(name)])))].filter(
    (word) => word !== '',
  );
}

function namesOf(record: SourceRecord): readonly (string | undefined)[] {
  switch (record.kind) {
    case 'customer':
    case 'supplier':
    case 'cost_centre':
      return [record.number, record.name];
    case 'item':
    case 'attachment':
      return [record.name];
    case 'invoice':
    case 'credit_note':
      return [record.number];
    case 'payment':
    case 'refund':
      return [record.reference];
  }
}
