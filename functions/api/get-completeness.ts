// The proof that nothing is lost, as an answer: what came in on each day, and in which state all of it is now.
import { amountsOf, type Completeness, NOTHING, type Tally } from '../../shared/core/completeness.ts';
import { addDays, isLocalDate, type LocalDate } from '../../shared/core/dates.ts';
import { HEALTH_STATES } from '../../shared/core/links.ts';
import { RECORD_KINDS } from '../../shared/core/records.ts';
import { dayIn } from '../../shared/core/zones.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Connection } from '../../shared/storage/ports.ts';
import { countDays, type DayCount } from '../completeness/count-days.ts';
import { type HttpAnswer, type HttpRequest, json } from '../http/http.ts';
import { type FieldError, refuse } from '../http/problem.ts';
import { headOf, openWriteOf } from './find-record.ts';
import { stateOf } from './show-record.ts';

/** `GET .../completeness?day=` or `?from=&to=`: today in the company's zone, unless asked for other days. */
export async function getCompleteness(
  host: Host,
  request: HttpRequest,
  connection: Connection,
): Promise<HttpAnswer> {
  const now = host.clock.now();
  const policy = await host.connections.policy(connection.id);
  const zone = policy?.policy.timeZone ?? 'UTC';
  const asked = daysIn(request, dayIn(zone, now));
  if (!asked.ok) return refuse(request, 'bad_query', 'Correct the query parameter.', asked.errors);
  const head = await headOf(host, connection);
  const { from, to } = asked;
  const counted = await countDays(host, {
    connection: connection.id,
    zone,
    from,
    to,
    cursor: request.query['cursor'],
    until: now + COUNT_MS,
    stateOf: (link) => stateOf(link, openWriteOf(link, head, now)),
  });
  if (counted.type === 'bad_cursor')
    return refuse(request, 'bad_query', 'Begin anew.', [
      { pointer: 'cursor', detail: 'is not one we gave for this connection' },
    ]);
  const whole = request.query['cursor'] === undefined && counted.cursor === undefined;
  return json(200, shown(zone, counted, whole));
}

/** Half of what the function has: a page takes far less than the other half. */
const COUNT_MS = 15_000;
const DAYS_MAX = 31;
const PARAMETERS = ['day', 'from', 'to', 'cursor'];

type DaysReading =
  | { readonly ok: true; readonly from: LocalDate; readonly to: LocalDate }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

function daysIn({ query }: HttpRequest, today: LocalDate): DaysReading {
  const { day, from = day ?? today, to = day ?? query['from'] ?? today } = query;
  const given = ['day', 'from', 'to'].filter((name) => query[name] !== undefined);
  const errors = [
    ...Object.keys(query)
      .filter((name) => !PARAMETERS.includes(name))
      .map((name) => mistake(name.slice(0, 60), 'is not a parameter we know')),
    ...given
      .filter((name) => !isLocalDate(query[name] ?? ''))
      .map((name) => mistake(name, 'must be a real day, written YYYY-MM-DD')),
    ...(day !== undefined && given.length > 1 ? [mistake('day', 'is either a day or from and to')] : []),
  ];
  if (errors.length > 0) return { ok: false, errors };
  if (to < from) return { ok: false, errors: [mistake('to', 'must not be before from')] };
  if (to > addDays(from, DAYS_MAX - 1))
    return { ok: false, errors: [mistake('to', `must be within ${DAYS_MAX} days`)] };
  return { ok: true, from, to };
}

const mistake = (pointer: string, detail: string): FieldError => ({ pointer, detail });

function shown(timeZone: string, { days, cursor }: Counts, whole: boolean) {
  const all = days.flatMap(({ kinds }) => [...kinds.values()]);
  return {
    timeZone,
    complete: cursor === undefined,
    cursor,
    // A part proves nothing: only who has added up all parts can say.
    adds_up: whole ? all.every(({ addsUp }) => addsUp) : undefined,
    days: days.map(({ day, kinds }) => ({
      day,
      kinds: RECORD_KINDS.flatMap((kind) => {
        const count = kinds.get(kind);
        return count === undefined ? [] : [{ kind, ...countOf(count, whole) }];
      }),
    })),
  };
}

interface Counts {
  readonly days: readonly DayCount[];
  readonly cursor?: string | undefined;
}

function countOf({ received, states, lost, uncounted, addsUp }: Completeness, whole: boolean) {
  return {
    received: tallyOf(received),
    states: Object.fromEntries(HEALTH_STATES.map((state) => [state, tallyOf(states.get(state) ?? NOTHING)])),
    ...(whole && { lost, uncounted, adds_up: addsUp }),
  };
}

const tallyOf = (tally: Tally) => ({ count: tally.count, money: amountsOf(tally) });
