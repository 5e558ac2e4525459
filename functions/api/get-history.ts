// A connection over time, for a chart: what came in, what got into the books and what failed, and what stands out now.
import { addDays, type LocalDate } from '../../shared/core/dates.ts';
import { INDEXED_HEALTH } from '../../shared/core/links.ts';
import { NOTHING, amountsOf, type Tally, together } from '../../shared/core/completeness.ts';
import { type Mark, tallyOf } from '../../shared/core/marks.ts';
import type { OutcomesAt } from '../../shared/core/outcomes.ts';
import { dayIn, startOfDay } from '../../shared/core/zones.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Connection, Received } from '../../shared/storage/ports.ts';
import { type HttpAnswer, type HttpRequest, json } from '../http/http.ts';
import { refuse } from '../http/problem.ts';
import { marksByState } from './at-stake.ts';
import { headOf } from './find-record.ts';
import { outcomesIn, outcomesOf, type Span } from './outcomes-of.ts';
import { instant } from './show-record.ts';

/** `GET .../history?by=hour|day`: the last 24 hours, or the last 30 days in the company's zone. */
export async function getHistory(
  host: Host,
  request: HttpRequest,
  connection: Connection,
): Promise<HttpAnswer> {
  const { by = 'hour' } = request.query;
  if (by !== 'hour' && by !== 'day')
    return refuse(request, 'bad_query', 'Correct the query parameter.', [
      { pointer: 'by', detail: 'must be hour or day' },
    ]);
  const now = host.clock.now();
  const zone = (await host.connections.policy(connection.id))?.policy.timeZone ?? 'UTC';
  const starts = by === 'hour' ? hoursBefore(now) : daysBefore(zone, now);
  const month = { from: startOfDay(zone, firstOfMonth(dayIn(zone, now))), to: now + 1 };
  const first = starts[0] ?? now;
  const head = await headOf(host, connection);
  const [received, marked, outcomes] = await Promise.all([
    host.connections.received(connection.id, first, now + 1),
    marksByState(host, connection.id, head),
    outcomesOf(host, connection, { from: Math.min(first, month.from), to: now + 1 }, head),
  ]);
  const marks = INDEXED_HEALTH.flatMap((state) => marked.get(state)?.marks ?? []);
  return json(200, {
    by,
    timeZone: zone,
    spans: starts.map((from, index) =>
      spanOf({ from, to: starts[index + 1] ?? now + 1 }, { received, marks, outcomes }),
    ),
    more: [...marked.values()].some(({ more }) => more),
    month: outcomesIn(month, outcomes),
    lastEventAt: lastHeard(outcomes),
  });
}

/** The newest word of the source that led to anything; undefined if there was none since the month began. */
function lastHeard(outcomes: readonly OutcomesAt[]): string | undefined {
  const heard = outcomes.flatMap(({ heardAt }) => (heardAt === undefined ? [] : [heardAt]));
  return heard.length === 0 ? undefined : instant(Math.max(...heard));
}

const firstOfMonth = (day: LocalDate): LocalDate => `${day.slice(0, 8)}01`;

const HOUR_MS = 3_600_000;
const HOURS = 24;
const DAYS = 30;

function hoursBefore(now: number): readonly number[] {
  const last = Math.floor(now / HOUR_MS) * HOUR_MS;
  return Array.from({ length: HOURS }, (_, n) => last - (HOURS - 1 - n) * HOUR_MS);
}

function daysBefore(zone: string, now: number): readonly number[] {
  const today = dayIn(zone, now);
  return Array.from({ length: DAYS }, (_, n) => startOfDay(zone, addDays(today, n + 1 - DAYS)));
}

interface Counted {
  readonly received: readonly Received[];
  readonly marks: readonly Mark[];
  readonly outcomes: readonly OutcomesAt[];
}

function spanOf({ from, to }: Span, { received, marks, outcomes }: Counted) {
  const inIt = (at: number): boolean => at >= from && at < to;
  const came = received
    .filter(({ at }) => inIt(at))
    .flatMap(({ byKind }) => [...byKind.values()])
    .reduce(together, NOTHING);
  const since = marks.filter((mark) => inIt(mark.since));
  return {
    from: instant(from),
    received: shown(came),
    became: outcomesIn({ from, to }, outcomes),
    ...Object.fromEntries(
      INDEXED_HEALTH.map((state) => [state, shown(tallyOf(since.filter((mark) => mark.state === state)))]),
    ),
  };
}

const shown = (tally: Tally) => ({ count: tally.count, money: amountsOf(tally) });
