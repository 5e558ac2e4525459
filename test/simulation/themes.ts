// Themes: what a seed looks at most closely. Operations that fail again and again, in a world that has much of them.
import { isPlayed } from './cells.ts';
import { ROWS, type Row, type Wants } from './cell-rows.ts';
import { mulberry, type Kernel } from './kernel.ts';
import type { Setting } from './swarm.ts';

/** How often a theme fails, and how likely each time. */
const STRIKES = 12;
const LIKELY = 0.7;
/** Seeds that have a theme of each sort; what is left to chance alone stays a world of its own. */
const SHARE = 0.9;

/** A write of the ledger, and a call of one of our functions: a seed may have one of each. */
const SORTS: readonly (readonly Row[])[] = [true, false].map((isWrite) =>
  ROWS.filter(({ weight, isWrite: is }) => weight > 0 && (is === true) === isWrite),
);

/** The themes of a seed, out of a generator of their own. */
export function themesOf(seed: number): readonly Row[] {
  const random = mulberry(seed ^ 0x3c6ef372);
  return SORTS.flatMap((rows) => {
    const [isOn, place] = [random() < SHARE, random()];
    const row = isOn ? rowAt(rows, place) : undefined;
    return row === undefined ? [] : [row];
  });
}

function rowAt(rows: readonly Row[], share: number): Row | undefined {
  let place = share * rows.reduce((sum, { weight }) => sum + weight, 0);
  return rows.find(({ weight }) => (place -= weight) < 0);
}

/** What all themes want together; of two settings the second counts. */
export function wantsOf(themes: readonly Row[]): Wants {
  const all = themes.map(({ wants }) => wants);
  return {
    records: all.flatMap(({ records = [] }) => records),
    policy: all.flatMap(({ policy = [] }) => policy),
    setting: all.reduce<Partial<Setting>>((so, { setting }) => ({ ...so, ...setting }), {}),
    operator: all.find(({ operator }) => operator !== undefined)?.operator,
    newAccounts: all.find(({ newAccounts }) => newAccounts)?.newAccounts,
    throttled: all.find(({ throttled }) => throttled)?.throttled,
    reconciliations: all.find(({ reconciliations }) => reconciliations !== undefined)?.reconciliations,
  };
}

/** The fault that a subject meets in an operation because it is a theme, if it does. */
export type Stage = (subject: string, operation: string) => string | undefined;

export function createStage(kernel: Kernel, themes: readonly Row[], keyless: boolean): Stage {
  const left = new Map(themes.map((row) => [row, STRIKES]));
  return (subject, operation) => {
    for (const [row, strikes] of left) {
      if (strikes === 0 || row.subject !== subject || row.operation !== operation) continue;
      if (!kernel.chance(LIKELY)) continue;
      left.set(row, strikes - 1);
      return kernel.pick(row.faults.filter((fault) => isPlayed(fault, keyless)));
    }
    return undefined;
  };
}
