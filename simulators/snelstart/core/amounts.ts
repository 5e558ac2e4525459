// Amounts: euros as whole hundredths of a cent, so that a balance is exact whatever a client sends.
import type { Json } from '../../quickbooks/core/json.ts';

/** Ten-thousandths of a euro. */
export type Amount = bigint;

const DECIMAL = /^([+-]?)(\d{1,13})(?:\.(\d{1,4}))?$/;

/** Numbers and decimal texts are both taken (`1210`, `"1210.00"`); undefined for anything else. */
export function readAmount(value: Json | undefined): Amount | undefined {
  if (typeof value !== 'number' && typeof value !== 'string') return undefined;
  // A number of JSON was written with few decimals; its shortest form is what the client meant.
  const match = DECIMAL.exec(String(value).trim());
  if (match === null) return undefined;
  const [, sign = '', whole = '0', part = ''] = match;
  const units = BigInt(whole) * 10_000n + BigInt(part.padEnd(4, '0'));
  return sign === '-' ? -units : units;
}

/** As the API answers it: a JSON number. Thirteen digits and four decimals fit into a double without loss. */
export function toNumber(amount: Amount): number {
  return Number(amount) / 10_000;
}

export function sumOf(amounts: readonly Amount[]): Amount {
  return amounts.reduce((total, amount) => total + amount, 0n);
}
