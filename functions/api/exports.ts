// Exports by hand: start one, from another day if need be, and see the runs there were.
import type { Actor } from '../../shared/core/audit.ts';
import * as z from 'zod';
import type { ExportRun } from '../../shared/core/exports.ts';
import { localDate } from '../../shared/connectors/product/fields.ts';
import { readShape } from '../../shared/connectors/product/shape.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Connection } from '../../shared/storage/ports.ts';
import { planExport, startExport } from '../export/start-export.ts';
import { type HttpAnswer, type HttpRequest, json } from '../http/http.ts';
import { refuse } from '../http/problem.ts';
import { readJson } from '../http/read-json.ts';
import { modeOf } from '../plan/mode.ts';
import { instant } from './show-record.ts';

/** `POST /v1/connections/{connection}/export` with `{ "overrideFrom": "YYYY-MM-DD" }` or nothing (CLK-23, CLK-26). */
export async function postExport(
  host: Host,
  request: HttpRequest,
  connection: Connection,
  { id: keyId }: Actor,
): Promise<HttpAnswer> {
  const mode = modeOf(request);
  if (mode === 'unknown') return refuse(request, 'bad_query', 'The only mode is "plan"; nothing was done.');
  if (connection.company === undefined)
    return refuse(request, 'not_connected', 'Connect the ledger company first.');
  const body = readBody(request);
  if (!body.ok) return body.answer;
  const obstacle = obstacleIn((await host.connections.policy(connection.id))?.policy.schedule.outbound.mode);
  if (obstacle !== undefined)
    return refuse(request, 'order_refused', `${obstacle.blocker} ${obstacle.next}`, obstacle);
  const start = { by: keyId, upTo: host.clock.now(), overrideFrom: body.overrideFrom };
  if (mode === 'plan') {
    const run = await planExport(host, connection.id, start);
    return run === 'too_many' ? tooMany(request) : json(200, { run: shown(run) });
  }
  const started = await startExport(host, connection, start);
  if (started.type === 'too_many') return tooMany(request);
  if (started.type === 'busy')
    return refuse(
      request,
      'in_progress',
      'Others start exports at the moment; look at the runs, then try again.',
    );
  return json(202, { run: shown(started.run) });
}

/** `GET /v1/connections/{connection}/exports?below=` */
export async function getExports(
  host: Host,
  request: HttpRequest,
  connection: Connection,
): Promise<HttpAnswer> {
  const below = request.query['below'] === undefined ? undefined : Number(request.query['below']);
  if (below !== undefined && (!Number.isSafeInteger(below) || below < 1))
    return refuse(request, 'bad_query', 'Correct the query parameter.', [
      { pointer: 'below', detail: 'must be the number of a run' },
    ]);
  const runs = await host.connections.exportRuns(connection.id, RUNS_MAX, below);
  return json(200, { runs: runs.map(shown) });
}

/** A month of two runs a day. */
const RUNS_MAX = 60;

/** Times in RFC 3339; what the run skipped is shown with the run that did. */
function shown({ seq, at, by, upTo, after, overrideFrom }: ExportRun) {
  return {
    seq,
    at: instant(at),
    by,
    upTo: instant(upTo),
    after: after === undefined ? undefined : instant(after),
    overrideFrom,
    skipped:
      overrideFrom === undefined ? undefined : { datedBefore: overrideFrom, arrivedUpTo: instant(upTo) },
  };
}

function obstacleIn(mode: string | undefined) {
  if (mode === 'event')
    return {
      blocker: 'There are no exports: records go to the ledger at once.',
      next: 'There is nothing to do.',
    };
  if (mode === undefined || mode === 'off')
    return {
      blocker: 'The policy lets nothing go to the ledger.',
      next: 'Set schedule.outbound to manual or to an interval.',
    };
  return undefined;
}

function tooMany(request: HttpRequest): HttpAnswer {
  const blocker = 'As many periods as we keep were skipped before.';
  const next = 'Set backfill.exportFrom in the policy instead, and start the export without a day.';
  return refuse(request, 'order_refused', `${blocker} ${next}`, { blocker, next });
}

/** What an export may be told. */
export const BODY = z.strictObject({ overrideFrom: z.optional(localDate()) });

type Body =
  | { readonly ok: true; readonly overrideFrom: string | undefined }
  | { readonly ok: false; readonly answer: HttpAnswer };

function readBody(request: HttpRequest): Body {
  if (request.body.length === 0) return { ok: true, overrideFrom: undefined };
  const body = readJson(request.body);
  if (!body.ok) return { ok: false, answer: refuse(request, 'malformed', body.detail) };
  const said = readShape(BODY, body.value, '');
  return said.ok
    ? { ok: true, overrideFrom: said.value.overrideFrom }
    : { ok: false, answer: refuse(request, 'invalid', 'Correct the body; nothing was done.', said.mistakes) };
}
