// Starting a reconciliation: a period of the books is compared, page by page, by the lane of the company.
import type { Actor } from '../../shared/core/audit.ts';
import * as z from 'zod';
import { readShape } from '../../shared/connectors/product/shape.ts';
import { addDays, isLocalDate } from '../../shared/core/dates.ts';
import { laneOf } from '../../shared/core/lanes.ts';
import type { Reconciliation } from '../../shared/core/reconciliation.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Connection } from '../../shared/storage/ports.ts';
import { type HttpAnswer, type HttpRequest, json } from '../http/http.ts';
import { type FieldError, refuse } from '../http/problem.ts';
import { readJson } from '../http/read-json.ts';
import { showReconciliation } from './show-reconciliation.ts';

/** `POST .../reconcile {from, to}`: `202` with its id, `409` while one runs. */
export async function startReconciliation(
  host: Host,
  request: HttpRequest,
  connection: Connection,
  { id: keyId }: Actor,
): Promise<HttpAnswer> {
  const { id, ledger, company } = connection;
  if (company === undefined)
    return refuse(request, 'not_connected', 'Connect the ledger company first; there are no books yet.');
  const period = readPeriod(request);
  if (!period.ok) return period.answer;
  const lane = laneOf(ledger, company);
  const state = await host.connections.laneState(lane);
  if (state.paused?.reason === 'disconnected')
    return refuse(request, 'disconnected', 'Connect the company again; then reconcile.');
  await giveUp(host, id, lane);
  const now = host.clock.now();
  const run: Reconciliation = {
    id: host.random.id(),
    connection: id,
    lane,
    from: period.from,
    to: period.to,
    startedAt: now,
    startedBy: keyId,
    state: 'running',
    step: 0,
    movedAt: now,
  };
  if ((await host.reconciliations.start(run)) === 'running')
    return refuse(request, 'reconciliation_running', 'One is running: wait for it, or look at it.');
  host.log.info('reconciliation_started', { request: request.id, key: keyId, connection: id, run: run.id });
  // If we die before the lane hears of it, its next round takes it up.
  await host.lanes.send(lane, [{ at: 'audit', connection: id }]);
  return json(202, showReconciliation(run));
}

/** A year, and the day more that some have. More would be a listing of the whole company. */
const DAYS_MAX = 366;
/** One that has not moved for a day has nobody who moves it: the company was parted or rests. */
const ABANDONED_MS = 24 * 60 * 60_000;

/** A period, both days included. */
export const BODY = z.strictObject({ from: z.string(), to: z.string() });

type Period =
  | { readonly ok: true; readonly from: string; readonly to: string }
  | { readonly ok: false; readonly answer: HttpAnswer };

function readPeriod(request: HttpRequest): Period {
  const body = readJson(request.body);
  if (!body.ok) return { ok: false, answer: refuse(request, 'malformed', body.detail) };
  const read = readShape(BODY, body.value, '');
  const mistakes = read.ok ? mistakesIn(read.value) : read.mistakes;
  if (!read.ok || mistakes.length > 0)
    return {
      ok: false,
      answer: refuse(request, 'invalid', 'Correct the body; nothing was started.', mistakes),
    };
  return { ok: true, ...read.value };
}

function mistakesIn(period: z.infer<typeof BODY>): readonly FieldError[] {
  const { from, to } = period;
  const unreal = (['from', 'to'] as const).filter((name) => !isLocalDate(period[name]));
  if (unreal.length > 0)
    return unreal.map((name) => ({ pointer: `/${name}`, detail: 'must be a real day, written YYYY-MM-DD' }));
  if (to < from) return [{ pointer: '/to', detail: 'must not be before from' }];
  if (to >= addDays(from, DAYS_MAX))
    return [{ pointer: '/to', detail: `must be within ${DAYS_MAX} days of from` }];
  return [];
}

/** Ends one that nobody will: of a company that the connection has left, or that stood still for a day. */
async function giveUp(host: Host, connection: string, lane: string): Promise<void> {
  const now = host.clock.now();
  const run = await host.reconciliations.newest(connection);
  if (run?.state !== 'running' || (run.lane === lane && now - run.movedAt < ABANDONED_MS)) return;
  const ended = { ...run, state: 'failed', fault: 'abandoned', place: undefined, endedAt: now } as const;
  await host.reconciliations.move(ended, run.step);
}
