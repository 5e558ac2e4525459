// Fees: what processors and platforms kept of the money that came in, summed for a period (HUB-20, HUB-21). Nothing books it.
import type { LocalDate } from './dates.ts';
import type { Link } from './links.ts';
import { type Amount, fromMinor, minorOf } from './money.ts';
import type { Payment } from './records.ts';

/** The sums of one currency. */
export interface FeeSum {
  readonly currency: string;
  /** Payments of which something was kept. */
  readonly payments: number;
  /** What they brought in, before anything was kept. */
  readonly received: Amount;
  readonly processing: Amount;
  readonly platform: Amount;
  /** What a bookkeeper enters as one expense. */
  readonly total: Amount;
}

interface Sums {
  payments: number;
  received: bigint;
  processing: bigint;
  platform: bigint;
}

/** The fees of payments dated on these days and between them, by currency in the order of their codes. */
export function feesOf(
  links: readonly Link[],
  { from, to }: { readonly from: LocalDate; readonly to: LocalDate },
): readonly FeeSum[] {
  const sums = new Map<string, Sums>();
  for (const payment of links.flatMap(moneyIn)) {
    const { currency, date, amount, fees } = payment;
    if (fees === undefined || date < from || date > to) continue;
    const sum = sums.get(currency) ?? { payments: 0, received: 0n, processing: 0n, platform: 0n };
    sum.payments += 1;
    sum.received += minorOf(amount, currency);
    sum.processing += minorOf(fees.processing ?? '0', currency);
    sum.platform += minorOf(fees.platform ?? '0', currency);
    sums.set(currency, sum);
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([currency, sum]) => shown(currency, sum));
}

/** Payments that came in: not those that are on their way, or ended. */
function moneyIn({ source }: Link): readonly Payment[] {
  const record = source?.record;
  const isThere = source?.presence === 'live' && record?.kind === 'payment';
  return isThere && (record.status ?? 'succeeded') === 'succeeded' ? [record] : [];
}

function shown(currency: string, { payments, received, processing, platform }: Sums): FeeSum {
  const text = (minor: bigint): Amount => fromMinor(minor, currency);
  return {
    currency,
    payments,
    received: text(received),
    processing: text(processing),
    platform: text(platform),
    total: text(processing + platform),
  };
}
