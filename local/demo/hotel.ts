// The hotel of the demo: its own books, and the events it posts about them.
import { addDays } from '../../shared/core/dates.ts';
import { fromMinor, lineAmount, minorOf, percentOf, sumOf } from '../../shared/core/money.ts';

export const CURRENCY = 'EUR';

/** Tax by the hotel's own codes, in percent; the ledger computes the same from its tax codes. */
const TAX_PERCENT: Readonly<Record<string, string>> = { high: '21', low: '9', zero: '0', spa: '21' };

export interface Folio {
  readonly id: string;
  readonly customerId: string;
  readonly lines: readonly {
    readonly description: string;
    readonly quantity: string;
    readonly unitPrice: string;
    readonly tax: string;
  }[];
  readonly revision: number;
  readonly voided: boolean;
}

export interface Receipt {
  readonly id: string;
  readonly customerId: string;
  readonly amount: string;
  readonly method: string;
  readonly pays: readonly { readonly invoiceId: string; readonly amount: string }[];
}

export interface Event {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export const GUESTS = [
  'Anna Jansen',
  'Boris Petrov',
  'Chiara Rossi',
  'David Okafor',
  'Emma de Vries',
  'Farid Haddad',
].map((name, index) => ({ id: `G-${index + 1}`, name }));

/** Thirty folios of a summer: rooms at the low rate, dinners at the high one. */
export function folios(): readonly Folio[] {
  return Array.from({ length: 30 }, (_, index) => ({
    id: `F-${1001 + index}`,
    customerId: GUESTS[index % GUESTS.length]?.id ?? '',
    lines: [
      { description: 'Room', quantity: String(1 + (index % 4)), unitPrice: `${90 + index}.00`, tax: 'low' },
      ...(index % 3 === 0 ? [{ description: 'Dinner', quantity: '2', unitPrice: '24.50', tax: 'high' }] : []),
      ...(index % 5 === 0
        ? [{ description: 'City tax', quantity: '1', unitPrice: '3.20', tax: 'zero' }]
        : []),
    ],
    revision: 1,
    voided: false,
  }));
}

/** What the guest owes: lines and, per rate, the tax rounded to the cent. A voided folio owes nothing. */
export function totalOf(folio: Folio): string {
  if (folio.voided) return fromMinor(0n, CURRENCY);
  const byRate = new Map<string, string[]>();
  for (const line of folio.lines) {
    const percent = TAX_PERCENT[line.tax] ?? '0';
    byRate.set(percent, [
      ...(byRate.get(percent) ?? []),
      lineAmount(line.quantity, line.unitPrice, CURRENCY),
    ]);
  }
  const parts = [...byRate].flatMap(([percent, amounts]) => {
    const net = sumOf(amounts, CURRENCY);
    return [net, percentOf(net, percent, CURRENCY)];
  });
  return sumOf(parts, CURRENCY);
}

export function guestEvents(): readonly Event[] {
  return GUESTS.map(({ id, name }) =>
    event('customer.upserted', { id, revision: 1, name, currency: CURRENCY }),
  );
}

export function folioEvent(folio: Folio, today: string): Event {
  const { id, customerId, lines, revision, voided } = folio;
  if (voided) return event('invoice.voided', { id, revision });
  return event('invoice.upserted', {
    id,
    revision,
    number: id,
    customerId,
    currency: CURRENCY,
    date: today,
    dueDate: addDays(today, 14),
    status: 'closed',
    lines: lines.map((line) => ({ ...line, revenueGroup: 'rooms' })),
  });
}

export function receiptEvent(receipt: Receipt, today: string): Event {
  const { id, customerId, amount, method, pays } = receipt;
  const data = {
    id,
    revision: 1,
    customerId,
    currency: CURRENCY,
    date: today,
    amount,
    method,
    allocations: pays,
  };
  return event('payment.upserted', data);
}

/** Cash for every second folio in full, a part for some, and one bank transfer that pays two folios at once. */
export function receipts(all: readonly Folio[]): readonly Receipt[] {
  const full = all.filter((_, index) => index % 2 === 0 && index < 20);
  const paid = full.map((folio, index) =>
    single(`P-${1 + index}`, folio, totalOf(folio), index % 3 === 0 ? 'card' : 'cash'),
  );
  const part = all.filter((_, index) => index === 21 || index === 23);
  const partial = part.map((folio, index) => single(`P-${50 + index}`, folio, '50.00', 'card'));
  return [...paid, ...partial, ...transfer(all)];
}

function single(id: string, folio: Folio, amount: string, method: string): Receipt {
  return { id, customerId: folio.customerId, amount, method, pays: [{ invoiceId: folio.id, amount }] };
}

function transfer(all: readonly Folio[]): readonly Receipt[] {
  const [first, second] = [all[1], all[7]];
  if (first === undefined || second === undefined) return [];
  const pays = [first, second].map((folio) => ({ invoiceId: folio.id, amount: totalOf(folio) }));
  const amount = sumOf(
    pays.map((one) => one.amount),
    CURRENCY,
  );
  return [{ id: 'P-90', customerId: first.customerId, amount, method: 'bank', pays }];
}

/** The sum of what was paid, and of what is still open. */
export function position(all: readonly Folio[], money: readonly Receipt[]) {
  const invoiced = sumOf(all.map(totalOf), CURRENCY);
  const received = sumOf(
    money.map(({ amount }) => amount),
    CURRENCY,
  );
  const open = fromMinor(minorOf(invoiced, CURRENCY) - minorOf(received, CURRENCY), CURRENCY);
  return {
    invoices: all.filter(({ voided }) => !voided).length,
    invoiced,
    payments: money.length,
    received,
    open,
  };
}

function event(type: string, data: Readonly<Record<string, unknown>>): Event {
  return {
    specversion: '1.0',
    id: `${type}/${String(data['id'])}/${String(data['revision'])}`,
    source: 'demo-hotel',
    type,
    data,
  };
}
