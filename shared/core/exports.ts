// Exports: where records do not go to the ledger at once but in runs, by the clock or when a person starts one.
import type { LocalDate } from './dates.ts';
import type { Policy } from './policy.ts';
import { runsAround } from './runs.ts';

/** CLK-26: documents dated before a day that had arrived by a time (milliseconds UTC) and were not booked: they stay out. */
export interface SkippedPeriod {
  readonly before: LocalDate;
  readonly arrivedUpTo: number;
}

/** One run, and with the newest of them how far the exports are. Runs are only ever appended, numbered without gaps. */
export interface ExportRun {
  readonly seq: number;
  /** Milliseconds UTC. */
  readonly at: number;
  /** The id of the API key that started it, or `schedule`. */
  readonly by: string;
  /** What had arrived up to here goes: milliseconds UTC. */
  readonly upTo: number;
  /** Up to where the run before it went; absent for the first one. */
  readonly after?: number | undefined;
  /** The day that a person put in the place of the last run (CLK-26). */
  readonly overrideFrom?: LocalDate | undefined;
  /** All periods that were ever skipped, the newest first, at most {@link SKIPPED_MAX}. */
  readonly skipped: readonly SkippedPeriod[];
}

/** Nobody skips a period every week; fifty of them are read with each delivery. */
export const SKIPPED_MAX = 50;

/** What the rules have to know of a connection's exports. */
export interface ExportFacts {
  /** What arrived up to here may go: milliseconds UTC; absent: nothing yet. */
  readonly upTo?: number | undefined;
  /** When the next run is due by the clock, in milliseconds UTC. */
  readonly nextRunAt?: number | undefined;
  readonly skipped: readonly SkippedPeriod[];
}

/** The facts of a connection; undefined where records go at once. */
export function exportFacts(
  { schedule: { outbound }, timeZone }: Policy,
  last: ExportRun | undefined,
  now: number,
): ExportFacts | undefined {
  if (outbound.mode === 'event') return undefined;
  const skipped = last?.skipped ?? [];
  const { upTo: stored } = last ?? {};
  if (outbound.mode !== 'interval') return { upTo: stored, skipped };
  const { latest, next } = runsAround(outbound, timeZone, now);
  // Also if nobody noted the latest run yet: what time it is needs no note.
  return { upTo: Math.max(stored ?? 0, latest), nextRunAt: next, skipped };
}

/** The run that follows another. With `overrideFrom`, what is dated before that day and not booked by now stays out. */
export function nextRun(
  last: ExportRun | undefined,
  run: Pick<ExportRun, 'at' | 'by' | 'upTo' | 'overrideFrom'>,
): ExportRun | 'too_many' {
  const before = last?.skipped ?? [];
  const { overrideFrom, upTo } = run;
  if (overrideFrom !== undefined && before.length >= SKIPPED_MAX) return 'too_many';
  const skipped =
    overrideFrom === undefined ? before : [{ before: overrideFrom, arrivedUpTo: upTo }, ...before];
  return { ...run, seq: (last?.seq ?? 0) + 1, after: last?.upTo, skipped };
}
