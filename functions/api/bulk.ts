// Bulk actions: planned first, then run by the lane, watched, cancelled, and reported.
import type { Actor } from '../../shared/core/audit.ts';
import * as z from 'zod';
import { type Bulk, BULK_ACTIONS, BULK_STATES, bulkKeptUntil } from '../../shared/core/bulk.ts';
import { laneOf } from '../../shared/core/lanes.ts';
import { reason as reasonText } from '../../shared/connectors/product/fields.ts';
import { readShape } from '../../shared/connectors/product/shape.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Connection } from '../../shared/storage/ports.ts';
import { type HttpAnswer, type HttpRequest, json } from '../http/http.ts';
import { refuse } from '../http/problem.ts';
import { readJson } from '../http/read-json.ts';
import { bulkPlan } from './bulk-plan.ts';
import { FILTER_BODY, filterOf } from './filter-query.ts';
import { instant } from './show-record.ts';

/** What a bulk action is asked with. */
export const BODY = z.strictObject({
  action: z.enum(BULK_ACTIONS),
  filter: FILTER_BODY.omit({ health: true }).extend({ health: z.optional(z.enum(BULK_STATES)) }),
  reason: z.optional(reasonText()),
});

/** `POST .../bulk { action, filter, reason? }`: a plan, with nothing done yet. */
export async function planBulk(
  host: Host,
  request: HttpRequest,
  connection: Connection,
  { id: by }: Actor,
): Promise<HttpAnswer> {
  if (connection.company === undefined)
    return refuse(request, 'not_connected', 'Connect the ledger company first.');
  const body = readJson(request.body);
  if (!body.ok) return refuse(request, 'malformed', body.detail);
  const said = readShape(BODY, body.value, '');
  if (!said.ok) return refuse(request, 'invalid', NOTHING_DONE, said.mistakes);
  const { action, reason } = said.value;
  if (reason === undefined && (action === 'skip' || action === 'keep'))
    return refuse(request, 'invalid', NOTHING_DONE, [{ pointer: '/reason', detail: 'is required' }]);
  const filter = filterOf(said.value.filter);
  const createdAt = host.clock.now();
  const bulk: Bulk = {
    id: host.random.id(),
    connection: connection.id,
    version: 0,
    action,
    reason,
    filter,
    by,
    createdAt,
    state: 'planned',
    plan: await bulkPlan(host, connection, { action, reason, filter }),
    done: 0,
    refused: {},
  };
  await host.bulks.save(bulk);
  return json(201, shown(bulk));
}

const NOTHING_DONE = 'Correct the body; nothing was done.';

/** `GET .../bulk`: the newest ones, newest first. */
export async function listBulks(host: Host, _request: HttpRequest, { id }: Connection): Promise<HttpAnswer> {
  const bulks = await host.bulks.newest(id, LISTED_MAX);
  return json(200, { bulks: bulks.map(shown) });
}

/** A week of work. */
const LISTED_MAX = 30;

/** `GET .../bulk/{bulk}` */
export async function getBulk(host: Host, request: HttpRequest, { id }: Connection): Promise<HttpAnswer> {
  const bulk = await host.bulks.find(id, request.path['bulk'] ?? '');
  return bulk === undefined ? refuse(request, 'not_found', GONE) : json(200, shown(bulk));
}

const GONE = 'There is no such bulk action.';

/** `POST .../bulk/{bulk}/run`: the lane begins. One that runs already is named to it once more. */
export async function runBulk(
  host: Host,
  request: HttpRequest,
  { id, ledger, company }: Connection,
): Promise<HttpAnswer> {
  if (company === undefined) return refuse(request, 'not_connected', 'Connect the ledger company first.');
  const bulk = await host.bulks.find(id, request.path['bulk'] ?? '');
  if (bulk === undefined) return refuse(request, 'not_found', GONE);
  if (bulk.state === 'done' || bulk.state === 'cancelled')
    return refuse(request, 'order_refused', `It is ${bulk.state}: plan another one.`);
  const others = await host.bulks.newest(id, LISTED_MAX);
  if (others.some((other) => other.id !== bulk.id && other.state === 'running'))
    return refuse(request, 'in_progress', 'Another bulk action runs: wait for it, or cancel it.');
  const now = host.clock.now();
  const running: Bulk = { ...bulk, state: 'running', startedAt: bulk.startedAt ?? now, movedAt: now };
  if (bulk.state === 'planned' && (await host.bulks.save(running)) === 'conflict')
    return refuse(request, 'in_progress', 'Somebody else just started or cancelled it: look again.');
  await host.lanes.send(laneOf(ledger, company), [{ at: 'bulk', connection: id }]);
  const audit = { after: { bulk: bulk.id, action: bulk.action, records: bulk.plan.count } };
  return { ...json(202, shown(running)), audit };
}

/** The lane and a person may write at once: whoever is second reads again. */
const TRIES_MAX = 5;

/** `POST .../bulk/{bulk}/cancel`: what was done stays done, nothing more is. */
export async function cancelBulk(host: Host, request: HttpRequest, { id }: Connection): Promise<HttpAnswer> {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const bulk = await host.bulks.find(id, request.path['bulk'] ?? '');
    if (bulk === undefined) return refuse(request, 'not_found', GONE);
    if (bulk.state === 'done' || bulk.state === 'cancelled') return json(200, shown(bulk));
    const cancelled: Bulk = { ...bulk, state: 'cancelled', endedAt: host.clock.now() };
    if ((await host.bulks.save(cancelled)) === 'conflict') continue;
    return { ...json(200, shown(cancelled)), audit: { after: { bulk: id, done: bulk.done } } };
  }
  return refuse(request, 'in_progress', 'It moves all the time at the moment; cancel it in a while.');
}

function shown({ id, action, reason, filter, by, state, plan, done, refused, ...times }: Bulk) {
  const { min: amount_min, max: amount_max, after, ...same } = filter;
  const { createdAt, startedAt, movedAt, endedAt } = times;
  return {
    id,
    action,
    reason,
    filter: {
      ...same,
      amount_min,
      amount_max,
      updated_after: after === undefined ? undefined : instant(after),
    },
    by,
    state,
    createdAt: instant(createdAt),
    startedAt: startedAt === undefined ? undefined : instant(startedAt),
    movedAt: movedAt === undefined ? undefined : instant(movedAt),
    endedAt: endedAt === undefined ? undefined : instant(endedAt),
    keptUntil: instant(bulkKeptUntil({ createdAt })),
    plan,
    done,
    refused,
  };
}
