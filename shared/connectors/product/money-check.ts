// Checking the amounts of one record: each in canonical form or noted as a mistake with its place.
import { type Amount, canonicalAmount, decimalsOf, toMinor } from '../../core/money.ts';
import { type Mistake, pointerTo } from './shape.ts';

type Place = readonly PropertyKey[];

/** Notes mistakes while a record is built. What stands in the place of a wrong amount is never used. */
export interface Checker {
  readonly mistakes: readonly Mistake[];
  readonly amount: (text: string, currency: string, ...at: Place) => Amount;
  /** An amount above zero. */
  readonly positive: (text: string, currency: string, ...at: Place) => Amount;
  readonly note: (detail: string, ...at: Place) => void;
}

export function checker(pointer: string): Checker {
  const mistakes: Mistake[] = [];
  const note = (detail: string, ...at: Place): void => {
    mistakes.push({ pointer: pointerTo(pointer, ...at), detail });
  };
  const amount = (text: string, currency: string, ...at: Place): Amount => {
    const canonical = canonicalAmount(text, currency);
    if (canonical === undefined)
      note(`must be an amount of ${currency} as text, ${exampleOf(currency)}`, ...at);
    return canonical ?? text;
  };
  const positive = (text: string, currency: string, ...at: Place): Amount => {
    const minor = toMinor(text, currency);
    if (minor !== undefined && minor <= 0n) note('must be above zero', ...at);
    return amount(text, currency, ...at);
  };
  return { mistakes, amount, positive, note };
}

function exampleOf(currency: string): string {
  const decimals = decimalsOf(currency) ?? 0;
  return decimals === 0 ? 'without decimals, such as "120"' : `such as "120.${'5'.padEnd(decimals, '0')}"`;
}
