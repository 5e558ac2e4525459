// The checks of a sales booking, in the order in which the API is seen to make them, and the body as it is kept.
import {
  isObject,
  type Json,
  type JsonObject,
  objectAt,
  objectsAt,
  textAt,
} from '../../quickbooks/core/json.ts';
import type { Surroundings } from '../../quickbooks/core/types.ts';
import type { Administration } from './administration.ts';
import { type Amount, readAmount, sumOf, toNumber } from './amounts.ts';
import { checkLine, type CheckedLine } from './booking-lines.ts';
import { invalidModel, isRefusal, refuse, type Refusal } from './faults.ts';
import { dayOf, readDay } from './wall-clock.ts';

const NUMBER_MAX = 25;
const TEXT_MAX = 250;
const VOUCHER_MAX = 25;

/** The body to keep. `id` is the booking that is replaced: its own number is not taken by somebody else. */
export function checkBooking(
  books: Administration,
  from: Surroundings,
  sent: JsonObject,
  id: string | undefined,
): JsonObject | Refusal {
  const missing = ['factuurnummer', 'klant', 'boekingsregels'].filter(
    (name) => sent[name] === undefined || sent[name] === null,
  );
  if (missing.length > 0) {
    return invalidModel(
      Object.fromEntries(missing.map((name) => [`verkoopBoeking.${name}`, `The ${name} field is required.`])),
    );
  }
  const number = textAt(sent, 'factuurnummer')?.trim() ?? '';
  if (number === '' || number.length > NUMBER_MAX) return refuse('BOE-0058');
  if ((textAt(sent, 'omschrijving') ?? '').length > TEXT_MAX) return refuse('BOE-0071');
  if ((textAt(sent, 'boekstuk') ?? '').length > VOUCHER_MAX) return refuse('BOE-0068');
  const customer = customerOf(books, sent);
  if (isRefusal(customer)) return customer;
  const day = dayOfBooking(books, from, sent);
  if (isRefusal(day)) return day;
  const taken = books.bookings.some((one) => one.id !== id && textAt(one.body, 'factuurnummer') === number);
  if (taken) return refuse('BOE-0021');
  const money = checkMoney(books, sent);
  if (isRefusal(money)) return money;
  return {
    boekstuk: textAt(sent, 'boekstuk') ?? null,
    gewijzigdDoorAccountant: false,
    markering: sent['markering'] === true,
    factuurdatum: `${day}T00:00:00`,
    factuurnummer: number,
    klant: customer,
    omschrijving: textAt(sent, 'omschrijving') ?? null,
    factuurbedrag: toNumber(money.total),
    betalingstermijn: readWhole(sent['betalingstermijn']),
    eenmaligeIncassoMachtiging: null,
    doorlopendeIncassoMachtiging: null,
    boekingsregels: money.lines.map(({ shown }) => shown),
    btw: money.vat,
  };
}

function customerOf(books: Administration, sent: JsonObject): JsonObject | Refusal {
  const id = textAt(objectAt(sent, 'klant'), 'id');
  const party = books.parties.find((one) => textAt(one, 'id') === id);
  if (party === undefined || id === undefined) return refuse('BOE-0060');
  if (party['nonactief'] === true) return refuse('BOE-0054');
  const kinds: Json | undefined = party['relatiesoort'];
  return Array.isArray(kinds) && kinds.includes('Klant')
    ? { id, uri: `/relaties/${id}` }
    : refuse('BOE-0060');
}

function dayOfBooking(books: Administration, from: Surroundings, sent: JsonObject): string | Refusal {
  const today = dayOf(from.now());
  const day = sent['factuurdatum'] === undefined ? today : readDay(textAt(sent, 'factuurdatum') ?? '');
  if (day === undefined) return refuse('BOE-0070');
  if (Number(day.slice(0, 4)) < Number(today.slice(0, 4)) - 5) return refuse('BOE-0033');
  const { lockedUntil, returnedUntil } = books.knobs;
  if (lockedUntil !== null && day <= lockedUntil) return refuse('BOE-0042');
  return returnedUntil !== null && day <= returnedUntil ? refuse('BOE-0046') : day;
}

interface Money {
  readonly total: Amount;
  readonly lines: readonly CheckedLine[];
  readonly vat: readonly JsonObject[];
}

function checkMoney(books: Administration, sent: JsonObject): Money | Refusal {
  const sentLines = objectsAt(sent, 'boekingsregels');
  if (sentLines.length === 0) return refuse('BOE-0023');
  const lines: CheckedLine[] = [];
  for (const line of sentLines) {
    const checked = checkLine(books, line);
    if (isRefusal(checked)) return checked;
    lines.push(checked);
  }
  const vat = checkVat(objectsAt(sent, 'btw'), lines);
  if (isRefusal(vat)) return vat;
  const computed = sumOf([...lines.map(({ amount }) => amount), ...vat.map(({ amount }) => amount)]);
  const total = sent['factuurbedrag'] === undefined ? computed : readAmount(sent['factuurbedrag']);
  if (total === undefined || total !== computed) return refuse('BOE-0039');
  return { total, lines, vat: vat.map(({ shown }) => shown) };
}

const HEADER_KINDS: Readonly<Record<string, string>> = {
  VerkopenLaag: 'Laag',
  VerkopenHoog: 'Hoog',
  VerkopenOverig: 'Overig',
  VerkopenVerlegd: 'Geen',
};

interface CheckedVat {
  readonly amount: Amount;
  readonly shown: JsonObject;
}

/** The header has its own words for the kinds of VAT; each must have lines, and each kind of the lines a header row. */
function checkVat(
  rows: readonly JsonObject[],
  lines: readonly CheckedLine[],
): readonly CheckedVat[] | Refusal {
  const kinds = rows.map((row) => textAt(row, 'btwSoort') ?? '');
  const known = kinds.every((kind) => Object.hasOwn(HEADER_KINDS, kind));
  if (!known || new Set(kinds).size < kinds.length) return refuse('BOE-0082');
  const reverse = kinds.includes('VerkopenVerlegd');
  if (reverse && (kinds.length > 1 || lines.some(({ kind }) => kind !== 'Geen'))) return refuse('BOE-0062');
  const ofLines = new Set(lines.map(({ kind }) => kind));
  const ofRows = new Set(kinds.map((kind) => HEADER_KINDS[kind]));
  const missing = [...ofLines].some((kind) => kind !== 'Geen' && !ofRows.has(kind));
  const idle = kinds.some((kind) => !ofLines.has(HEADER_KINDS[kind] ?? ''));
  if (missing || idle) return refuse('BOE-0069');
  const checked = rows.map((row) => ({ row, amount: readAmount(row['btwBedrag']) }));
  const whole = checked.flatMap(({ row, amount }) =>
    amount === undefined
      ? []
      : [{ amount, shown: { btwSoort: textAt(row, 'btwSoort') ?? '', btwBedrag: toNumber(amount) } }],
  );
  if (whole.length < checked.length) return refuse('BOE-0069');
  return reverse && whole.some(({ amount }) => amount !== 0n) ? refuse('BOE-0069') : whole;
}

function readWhole(value: Json | undefined): number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0
    ? value
    : isObject(value)
      ? 0
      : Number(value ?? 0) || 0;
}
