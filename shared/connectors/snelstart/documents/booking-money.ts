// The money of a booking: net lines and VAT by kind, in whole cents, so that header, lines and VAT always balance exactly.
import type { Reference } from '../../../core/decisions.ts';
import type { CreditNoteDocument, DocumentLine, InvoiceDocument } from '../../../core/documents.ts';
import { fromMinor, minorOf, percentOf, toMinor, withoutPercent } from '../../../core/money.ts';
import { CURRENCY } from '../amounts.ts';
import { HEADER_KINDS, headerKind, type HeaderKind, rateOn } from '../vat.ts';

export type FormDocument = InvoiceDocument | CreditNoteDocument;

/** A line with its amount without VAT, in cents. */
export interface NetLine {
  readonly line: DocumentLine;
  readonly net: bigint;
}

export interface Money {
  readonly lines: readonly NetLine[];
  readonly vat: readonly { readonly kind: HeaderKind; readonly amount: bigint }[];
  readonly total: bigint;
}

/** Why a form cannot be booked, found before anything is sent. */
export interface Unbookable {
  readonly unbookable: string;
}

/**
 * The parts of a form. The VAT of a kind is what the source says of it, because its customer holds an invoice that says so;
 * where it says nothing, the rate of the day. Lines of nothing are left out: they are refused (BOE-0028) and move no money.
 */
export function moneyOf(document: FormDocument, reference: Reference | undefined): Money | Unbookable {
  const { discount } = document;
  if (discount !== undefined)
    return { unbookable: 'a discount on the whole form; send it as a line of its own' };
  const lines = document.lines
    .map((line) => ({ line, gross: minorOf(line.amount, CURRENCY) }))
    .filter(({ gross }) => gross !== 0n);
  if (lines.length === 0) return { unbookable: 'no line with an amount' };
  const kinds = HEADER_KINDS.filter((kind) => lines.some(({ line }) => headerKind(line.taxCode) === kind));
  const ofKind = (kind: HeaderKind | undefined) =>
    lines.filter(({ line }) => headerKind(line.taxCode) === kind);
  const parts = [undefined, ...kinds].map((kind) => {
    const rate = kind === undefined ? '0' : rateOn(reference, kind, document.date);
    return rate === undefined ? undefined : partOf(document, { kind, rate, lines: ofKind(kind), kinds });
  });
  if (parts.includes(undefined)) return { unbookable: 'a VAT code whose rate on that day is not known' };
  const net = new Map(parts.flatMap((part) => [...(part?.net ?? [])]));
  const vat = parts.flatMap((part) =>
    part?.kind === undefined ? [] : [{ kind: part.kind, amount: part.vat }],
  );
  const kept = lines.map(({ line }) => ({ line, net: net.get(line) ?? 0n }));
  const total = [...kept.map((each) => each.net), ...vat.map(({ amount }) => amount)].reduce(
    (a, b) => a + b,
    0n,
  );
  return { lines: kept, vat, total };
}

interface Kind {
  readonly kind: HeaderKind | undefined;
  readonly rate: string;
  readonly lines: readonly { readonly line: DocumentLine; readonly gross: bigint }[];
  readonly kinds: readonly HeaderKind[];
}

interface Part {
  readonly kind: HeaderKind | undefined;
  readonly net: ReadonlyMap<DocumentLine, bigint>;
  readonly vat: bigint;
}

function partOf(document: FormDocument, of: Kind): Part {
  const { kind, rate, lines } = of;
  const said = kind === undefined || kind === 'VerkopenVerlegd' ? 0n : saidOf(document, of);
  const isIncluded = document.taxMode === 'included' && kind !== undefined;
  if (!isIncluded) {
    const net = new Map(lines.map(({ line, gross }) => [line, gross]));
    const sum = lines.reduce((total, { gross }) => total + gross, 0n);
    return { kind, net, vat: said ?? minorOf(percentOf(fromMinor(sum, CURRENCY), rate, CURRENCY), CURRENCY) };
  }
  const net = new Map(
    lines.map(({ line }) => [line, minorOf(withoutPercent(line.amount, rate, CURRENCY), CURRENCY)]),
  );
  const gross = lines.reduce((total, each) => total + each.gross, 0n);
  const rest = gross - [...net.values()].reduce((a, b) => a + b, 0n);
  if (said === undefined || said === rest) return { kind, net, vat: rest };
  // The source rounded otherwise: its VAT stands, and the largest line takes the cent.
  const [largest] = [...lines].sort((a, b) => (abs(a.gross) < abs(b.gross) ? 1 : -1));
  if (largest !== undefined) net.set(largest.line, (net.get(largest.line) ?? 0n) + rest - said);
  return { kind, net, vat: said };
}

/** What the source says of a kind; of a form with one kind its whole tax is that. */
function saidOf({ taxes, taxTotal }: FormDocument, { kind, kinds }: Kind): bigint | undefined {
  const said = (taxes ?? []).filter(({ taxCode }) => headerKind(taxCode) === kind);
  if (said.length > 0) return said.reduce((sum, { amount }) => sum + minorOf(amount, CURRENCY), 0n);
  const taxed = kinds.filter((each) => each !== 'VerkopenVerlegd');
  return taxTotal !== undefined && taxed.length === 1 ? toMinor(taxTotal, CURRENCY) : undefined;
}

const abs = (value: bigint): bigint => (value < 0n ? -value : value);

/** Cents as the decimal text that is sent; a credit note is a booking of the other sign. */
export function sent(minor: bigint, document: FormDocument): string {
  return fromMinor(document.type === 'credit_note' ? -minor : minor, CURRENCY);
}
