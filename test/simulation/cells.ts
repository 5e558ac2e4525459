// Cells: how often each fault met each subject in each operation. What was never hit was never tested.
import { ROWS } from './cell-rows.ts';

export interface Cells {
  readonly count: (fault: string, subject: string, operation: string) => void;
  readonly all: () => ReadonlyMap<string, number>;
}

/** Met so often in five thousand seeds, or shown with the reason why not. */
export const ENOUGH = 20;

export function noCells(): Cells {
  const hits = new Map<string, number>();
  return {
    count: (fault, subject, operation) => {
      const cell = `${fault} x ${subject} x ${operation}`;
      hits.set(cell, (hits.get(cell) ?? 0) + 1);
    },
    all: () => hits,
  };
}

/** Every cell there is, and why it is rare if it is. */
export function allCells(keyless: boolean): ReadonlyMap<string, string | undefined> {
  const cells = ROWS.flatMap(({ faults, subject, operation, rare }) =>
    faults
      .filter((fault) => isPlayed(fault, keyless))
      .map((fault) => [`${fault} x ${subject} x ${operation}`, rare] as const),
  );
  return new Map(cells);
}

/** Without keys nobody can tell a write that is still to come from one that never will: not promised, not played. */
export function isPlayed(fault: string, keyless: boolean): boolean {
  return !keyless || fault !== 'appliedLate';
}

/** Cells that were met and that the table does not know: a new call of the host wants a row in it. */
export function unknownIn(met: Iterable<string>): readonly string[] {
  const known = allCells(false);
  return [...met].filter((cell) => !known.has(cell));
}
