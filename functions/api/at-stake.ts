// How many records of a connection need somebody, and how much money hangs on them: counted in the index, up to a limit.
import { amountsOf } from '../../shared/core/completeness.ts';
import { type HealthState, INDEXED_HEALTH } from '../../shared/core/links.ts';
import { type Mark, tallyOf } from '../../shared/core/marks.ts';
import { keyText } from '../../shared/core/records.ts';
import type { JournalEntry } from '../../shared/core/writes.ts';
import type { Host } from '../../shared/host/host.ts';
import { overdueMarks } from './overdue.ts';
import { instant } from './show-record.ts';

/** Two pages of the index. Beyond this nobody works through a list by hand; `more` says that there are. */
export const COUNT_MAX = 2_000;
const PAGE = 1_000;

export interface Marked {
  readonly marks: readonly Mark[];
  readonly more: boolean;
}

/** The marks of each state, in the state they are shown in: a write that nobody settles counts as uncertain here too. */
export async function marksByState(
  host: Host,
  connection: string,
  head: JournalEntry | undefined,
): Promise<ReadonlyMap<HealthState, Marked>> {
  const [overdue, ...listed] = await Promise.all([
    overdueMarks(host, connection, head),
    ...INDEXED_HEALTH.map((health) => marksOf(host, connection, health)),
  ]);
  const moved = new Set(overdue.map(({ key }) => keyText(key)));
  return new Map(
    INDEXED_HEALTH.map((state, index) => {
      const { marks = [], more = false } = listed[index] ?? {};
      const staying = marks.filter(({ key }) => !moved.has(keyText(key)));
      return [state, { marks: state === 'uncertain' ? [...overdue, ...staying] : staying, more }];
    }),
  );
}

/** The marks of one state, oldest first. */
export async function marksOf(host: Host, connection: string, health: HealthState): Promise<Marked> {
  const marks: Mark[] = [];
  let cursor: string | undefined;
  do {
    const page = await host.links.marks({ connection, health, limit: PAGE, cursor });
    if (page.type === 'bad_cursor') throw new Error('The store refused its own cursor');
    marks.push(...page.marks);
    cursor = page.cursor;
  } while (cursor !== undefined && marks.length < COUNT_MAX);
  return { marks, more: cursor !== undefined };
}

/** A state's marks as the API sums them up. */
export function stakeOf({ marks, more }: Marked) {
  const tally = tallyOf(marks);
  const oldest = marks.reduce((first, { since }) => Math.min(first, since), Infinity);
  return {
    count: tally.count,
    more,
    money: amountsOf(tally),
    oldestSince: marks.length === 0 ? undefined : instant(oldest),
  };
}
