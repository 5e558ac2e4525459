// VAT: SnelStart has two vocabularies for its kinds, one for lines and one for the header, and rates that change with time.
import type { Reference } from '../../core/decisions.ts';
import type { LocalDate } from '../../core/dates.ts';

/**
 * The kinds of sales in the header's words, which are the ids of our tax codes, with the word that their lines carry. The
 * header word on a line, or the other way round, is BOE-0082.
 */
export const KINDS = {
  VerkopenLaag: 'Laag',
  VerkopenHoog: 'Hoog',
  VerkopenOverig: 'Overig',
  /** Reverse charge: lines without VAT, and a header row of zero that may stand beside no other (BOE-0062). */
  VerkopenVerlegd: 'Geen',
} as const;

export type HeaderKind = keyof typeof KINDS;

export const HEADER_KINDS: readonly HeaderKind[] = [
  'VerkopenLaag',
  'VerkopenHoog',
  'VerkopenOverig',
  'VerkopenVerlegd',
];

/** The header kind of a tax code; undefined for a code that is none of SnelStart's. */
export function headerKind(taxCode: string | undefined): HeaderKind | undefined {
  return HEADER_KINDS.find((kind) => kind === taxCode);
}

/** What a line of a tax code says; without a code there is no VAT on it. */
export function lineKind(taxCode: string | undefined): string {
  const kind = headerKind(taxCode);
  return kind === undefined ? 'Geen' : KINDS[kind];
}

/** The tax code of a line that was read: `Geen` is reverse charge where the header says so, else no code at all. */
export function codeOfLine(word: string | null | undefined, header: readonly string[]): string | undefined {
  if (word === 'Geen') return header.includes('VerkopenVerlegd') ? 'VerkopenVerlegd' : undefined;
  return HEADER_KINDS.find((kind) => KINDS[kind] === word);
}

/** The rate of a kind on a day, in percent; undefined where the lists do not say. */
export function rateOn(
  reference: Reference | undefined,
  kind: HeaderKind,
  day: LocalDate,
): string | undefined {
  if (kind === 'VerkopenVerlegd') return '0';
  const code = reference?.taxCodes.find(({ id }) => id === kind);
  const rates = [...(code?.rates ?? [])].sort((a, b) => (a.from < b.from ? 1 : -1));
  return rates.find(({ from }) => from <= day)?.rate ?? code?.rate;
}
