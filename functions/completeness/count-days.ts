// Counting days: what the door counted against what is there now, for each day of arrival and each kind of records.
import {
  type Completeness,
  completenessOf,
  NOTHING,
  type Tally,
  together,
  withArrival,
} from '../../shared/core/completeness.ts';
import { addDays, type LocalDate } from '../../shared/core/dates.ts';
import type { HealthState, Link } from '../../shared/core/links.ts';
import type { RecordKind } from '../../shared/core/records.ts';
import { startOfDay } from '../../shared/core/zones.ts';
import type { Host } from '../../shared/host/host.ts';

export interface Question {
  readonly connection: string;
  /** IANA zone in which the days are. */
  readonly zone: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly cursor?: string | undefined;
  /** Milliseconds UTC after which no further page is begun. */
  readonly until: number;
  /** The state that a record counts under. */
  readonly stateOf: (link: Link) => HealthState;
}

export interface DayCount {
  readonly day: LocalDate;
  /** Only kinds of which something was received or found. */
  readonly kinds: ReadonlyMap<RecordKind, Completeness>;
}

/** With a cursor the time was up: what was found is a part, and what comes with the cursor has to be added to it. */
export type DaysCounted =
  | { readonly type: 'counted'; readonly days: readonly DayCount[]; readonly cursor?: string | undefined }
  | { readonly type: 'bad_cursor' };

/** Counts the days asked for, as far as the time goes. Reads every row of the connection: 4 KB for a read unit. */
export async function countDays(host: Host, question: Question): Promise<DaysCounted> {
  const { connection, until, stateOf } = question;
  const days = daysOf(question);
  const [from, to] = [days[0]?.start ?? 0, startOfDay(question.zone, addDays(question.to, 1))];
  // The door first: a record that was counted is stored, so whoever looks afterwards must find it.
  for (const { at, byKind } of await host.connections.received(connection, from, to))
    for (const [kind, tally] of byKind) receive(dayAt(days, at), kind, tally);
  let { cursor } = question;
  do {
    const page = await host.links.arrivals({ connection, from, to, cursor, rows: ROWS_PER_PAGE });
    if (page.type === 'bad_cursor') return page;
    for (const link of page.links) find(dayAt(days, link.arrival?.at ?? 0), link, stateOf(link));
    cursor = page.cursor;
  } while (cursor !== undefined && host.clock.now() < until);
  return { type: 'counted', days: days.map(({ day, kinds }) => ({ day, kinds: judged(kinds) })), cursor };
}

/** More than DynamoDB gives in one page of 1 MB: the page ends by its size. */
const ROWS_PER_PAGE = 10_000;

interface Day {
  readonly day: LocalDate;
  /** Milliseconds UTC. */
  readonly start: number;
  readonly kinds: Map<RecordKind, Count>;
}

interface Count {
  received: Tally;
  readonly states: Map<HealthState, Tally>;
}

function daysOf({ zone, from, to }: Question): readonly Day[] {
  const days: Day[] = [];
  for (let day = from; day <= to; day = addDays(day, 1))
    days.push({ day, start: startOfDay(zone, day), kinds: new Map<RecordKind, Count>() });
  return days;
}

const dayAt = (days: readonly Day[], at: number): Day | undefined =>
  days.findLast(({ start }) => start <= at);

function countOf(day: Day, kind: RecordKind): Count {
  const known = day.kinds.get(kind) ?? { received: NOTHING, states: new Map<HealthState, Tally>() };
  day.kinds.set(kind, known);
  return known;
}

function receive(day: Day | undefined, kind: RecordKind, tally: Tally): void {
  if (day === undefined) return;
  const count = countOf(day, kind);
  count.received = together(count.received, tally);
}

function find(day: Day | undefined, { key, arrival }: Link, state: HealthState): void {
  if (day === undefined || arrival === undefined) return;
  const { states } = countOf(day, key.kind);
  states.set(state, withArrival(states.get(state) ?? NOTHING, arrival));
}

function judged(kinds: ReadonlyMap<RecordKind, Count>): ReadonlyMap<RecordKind, Completeness> {
  return new Map([...kinds].map(([kind, { received, states }]) => [kind, completenessOf(received, states)]));
}
