// A connection over time, for a chart: what came in, and what of it stands out now. From counters and marks that exist anyway.
import { addDays } from '../../shared/core/dates.ts';
import { INDEXED_HEALTH } from '../../shared/core/links.ts';
import { NOTHING, amountsOf, type Tally, together } from '../../shared/core/completeness.ts';
import { type Mark, tallyOf } from '../../shared/core/marks.ts';
import { dayIn, startOfDay } from '../../shared/core/zones.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Connection, Received } from '../../shared/storage/ports.ts';
import { type HttpAnswer, type HttpRequest, json } from '../http/http.ts';
import { refuse } from '../http/problem.ts';
import { marksByState } from './at-stake.ts';
import { headOf } from './find-record.ts';
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
  const [received, marked] = await Promise.all([
    host.connections.received(connection.id, starts[0] ?? now, now + 1),
    headOf(host, connection).then((head) => marksByState(host, connection.id, head)),
  ]);
  const marks = INDEXED_HEALTH.flatMap((state) => marked.get(state)?.marks ?? []);
  return json(200, {
    by,
    timeZone: zone,
    spans: starts.map((from, index) => spanOf({ from, to: starts[index + 1] ?? now + 1 }, received, marks)),
    more: [...marked.values()].some(({ more }) => more),
  });
}

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

interface Span {
  readonly from: number;
  readonly to: number;
}

function spanOf({ from, to }: Span, received: readonly Received[], marks: readonly Mark[]) {
  const inIt = (at: number): boolean => at >= from && at < to;
  const came = received
    .filter(({ at }) => inIt(at))
    .flatMap(({ byKind }) => [...byKind.values()])
    .reduce(together, NOTHING);
  const since = marks.filter((mark) => inIt(mark.since));
  return {
    from: instant(from),
    received: shown(came),
    ...Object.fromEntries(
      INDEXED_HEALTH.map((state) => [state, shown(tallyOf(since.filter((mark) => mark.state === state)))]),
    ),
  };
}

const shown = (tally: Tally) => ({ count: tally.count, money: amountsOf(tally) });
