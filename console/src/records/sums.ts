// Sums of amounts by currency, in whole minor units: no amount is ever a float.
import type { ShownRecord } from '../data/shapes.ts';

interface Sum {
  readonly currency: string;
  readonly amount: string;
}

export function sumsOf(records: readonly Pick<ShownRecord, 'amount' | 'currency'>[]): readonly Sum[] {
  const byCurrency = Map.groupBy(
    records.filter(({ amount, currency }) => amount !== undefined && currency !== undefined),
    ({ currency = '' }) => currency,
  );
  return [...byCurrency].map(([currency, same]) => ({
    currency,
    amount: sum(same.map(({ amount = '0' }) => amount)),
  }));
}

/** The sum of decimal texts, with as many decimals as the longest of them has. */
export function sum(amounts: readonly string[]): string {
  const places = Math.max(0, ...amounts.map((amount) => amount.split('.')[1]?.length ?? 0));
  const total = amounts.reduce((all, amount) => all + minorOf(amount, places), 0n);
  const digits = String(total < 0n ? -total : total).padStart(places + 1, '0');
  const whole = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return total < 0n ? `-${whole}` : whole;
}

function minorOf(amount: string, places: number): bigint {
  const [whole = '0', decimals = ''] = amount.split('.');
  return BigInt(whole + decimals.padEnd(places, '0'));
}
