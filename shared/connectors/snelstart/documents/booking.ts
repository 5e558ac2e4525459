// Booking: an invoice or a credit note as a sales booking (verkoopboeking) and back. A credit note is a booking below zero.
import * as z from 'zod';
import { addDays, type LocalDate } from '../../../core/dates.ts';
import type { Reference } from '../../../core/decisions.ts';
import type { DocumentLine, DocumentRef, LedgerDocument, Snapshot } from '../../../core/documents.ts';
import { type Amount, fromMinor, sumOf } from '../../../core/money.ts';
import { CURRENCY, negated, readAmount } from '../amounts.ts';
import { codeOfLine, headerKind, lineKind } from '../vat.ts';
import { type FormDocument, moneyOf, sent, type Unbookable } from './booking-money.ts';
import { freeText, given, ref, refOf, text } from './parts.ts';

/** Texts of a booking and of its lines (BOE-0071 above it). */
const TEXT_MAX = 250;

/** The body of a POST, or with a target of a PUT, which replaces the whole booking. */
export function toBooking(
  document: FormDocument,
  reference: Reference | undefined,
  target?: DocumentRef,
): { readonly body: Readonly<Record<string, unknown>> } | Unbookable {
  const money = moneyOf(document, reference);
  if ('unbookable' in money) return money;
  const withoutAccount = money.lines.findIndex(({ line }) => accountOf(line) === undefined);
  if (withoutAccount >= 0) return { unbookable: `line ${withoutAccount + 1} names no account` };
  const number = document.number;
  if (number === undefined) return { unbookable: 'no number, and SnelStart gives none' };
  const body = {
    id: target?.id,
    factuurnummer: number,
    factuurdatum: `${document.date}T00:00:00`,
    klant: { id: document.customer },
    omschrijving: freeText(document.memo, TEXT_MAX),
    betalingstermijn: document.type === 'invoice' ? termOf(document.date, document.dueDate) : 0,
    factuurbedrag: sent(money.total, document),
    boekingsregels: money.lines.map(({ line, net }) => ({
      omschrijving: freeText(line.description, TEXT_MAX),
      grootboek: { id: accountOf(line) },
      kostenplaats: line.costCentre === undefined ? undefined : { id: line.costCentre },
      bedrag: sent(net, document),
      btwSoort: lineKind(line.taxCode),
    })),
    btw: money.vat.map(({ kind, amount }) => ({ btwSoort: kind, btwBedrag: sent(amount, document) })),
  };
  return { body };
}

/** Some rulebooks name what a line is booked on as its item: here both are accounts. */
function accountOf({ account, item }: DocumentLine): string | undefined {
  return account ?? item;
}

const DAY_MS = 86_400_000;

/** SnelStart has no due date but a term, in days from the booking's own date (not from today). */
function termOf(date: LocalDate, dueDate: LocalDate | undefined): number | undefined {
  if (dueDate === undefined) return undefined;
  return Math.max(0, Math.round((Date.parse(dueDate) - Date.parse(date)) / DAY_MS));
}

const LINE = z.object({
  omschrijving: text,
  grootboek: ref,
  kostenplaats: ref,
  bedrag: z.string(),
  btwSoort: text,
});

const BOOKING = z.object({
  id: z.string(),
  modifiedOn: text,
  factuurnummer: z.string(),
  factuurdatum: z.string(),
  klant: z.object({ id: z.string() }),
  omschrijving: text,
  betalingstermijn: text,
  boekingsregels: z.array(LINE),
  btw: z.array(z.object({ btwSoort: z.string(), btwBedrag: z.string() })).nullish(),
  factuurbedrag: text,
});

/** What a booking says, as the type that it was asked for as; undefined when it cannot be understood. */
export function fromBooking(
  object: unknown,
  type: FormDocument['type'],
  of: { readonly at: number },
): Snapshot | undefined {
  const read = BOOKING.safeParse(object);
  if (!read.success) return undefined;
  const booking = read.data;
  const document = documentOf(booking, type);
  const total = readAmount(booking.factuurbedrag);
  if (document === undefined || total === undefined) return undefined;
  const shown = type === 'credit_note' ? negated(total) : total;
  return { ref: refOf(type, booking, of), status: 'live', document, total: shown };
}

/** The time of a booking's last change, by which its versions are told apart. */
export function revisionOf(object: unknown): string {
  return BOOKING.safeParse(object).data?.modifiedOn ?? '';
}

function documentOf(
  booking: z.infer<typeof BOOKING>,
  type: FormDocument['type'],
): LedgerDocument | undefined {
  const sign = (digits: string): Amount | undefined => {
    const amount = readAmount(digits);
    return amount === undefined || type === 'invoice' ? amount : negated(amount);
  };
  const header = (booking.btw ?? []).map(({ btwSoort }) => btwSoort);
  const lines = booking.boekingsregels.flatMap((line): readonly DocumentLine[] => {
    const amount = sign(line.bedrag);
    if (amount === undefined) return [];
    return [
      {
        description: given(line.omschrijving),
        amount,
        taxCode: codeOfLine(line.btwSoort, header),
        account: line.grootboek?.id,
        costCentre: line.kostenplaats?.id,
      },
    ];
  });
  const taxes = (booking.btw ?? []).flatMap(({ btwSoort, btwBedrag }) => {
    const amount = sign(btwBedrag);
    const taxCode = headerKind(btwSoort);
    return amount === undefined || taxCode === undefined ? [] : [{ taxCode, amount }];
  });
  if (lines.length < booking.boekingsregels.length || taxes.length < header.length) return undefined;
  const date = booking.factuurdatum.slice(0, 10);
  const form = {
    number: booking.factuurnummer,
    customer: booking.klant.id,
    currency: CURRENCY,
    date,
    lines,
    taxMode: taxes.length === 0 ? ('none' as const) : ('excluded' as const),
    taxTotal:
      taxes.length === 0
        ? fromMinor(0n, CURRENCY)
        : sumOf(
            taxes.map(({ amount }) => amount),
            CURRENCY,
          ),
    taxes,
    memo: given(booking.omschrijving),
  };
  if (type === 'credit_note') return { type, ...form };
  return { type, ...form, dueDate: addDays(date, Number(booking.betalingstermijn ?? '0') || 0) };
}
