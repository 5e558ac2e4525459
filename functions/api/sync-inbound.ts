// Sync inbound: a person asks for what changed in the ledger (KLP-33). The lane looks, and tells the product.
import { laneOf } from '../../shared/core/lanes.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Connection } from '../../shared/storage/ports.ts';
import { type HttpAnswer, type HttpRequest, json } from '../http/http.ts';
import { refuse } from '../http/problem.ts';
import { changeInbound } from '../sync/inbound.ts';
import { connectionState } from './connection-problem.ts';
import { instant } from './show-record.ts';

/** `POST .../sync?direction=inbound` */
export async function syncInbound(
  host: Host,
  request: HttpRequest,
  connection: Connection,
): Promise<HttpAnswer> {
  const { id, ledger, company } = connection;
  if (request.query['direction'] !== 'inbound' || Object.keys(request.query).length !== 1)
    return refuse(request, 'bad_query', 'Say which way: what goes to the ledger is started by an export.', [
      { pointer: 'direction', detail: 'must be inbound' },
    ]);
  if (company === undefined) return refuse(request, 'not_connected', 'Connect the ledger company first.');
  const policy = await host.connections.policy(id);
  if (policy === undefined || policy.policy.schedule.inbound.mode === 'off')
    return refuse(request, 'inbound_off', 'Set schedule.inbound of the policy to event, interval or manual.');
  const now = host.clock.now();
  const lane = await host.connections.laneState(laneOf(ledger, company));
  const state = connectionState({ connection, lane, policy: policy.policy, preflight: undefined, now });
  if (state === 'disconnected' || state === 'session_over')
    return refuse(request, 'disconnected', 'Connect the ledger company again, then ask again.');
  // Later than the last round also where the clock stood still.
  await changeInbound(host, id, (inbound) => ({
    ...inbound,
    askedAt: Math.max(now, (inbound.doneAt ?? 0) + 1),
  }));
  await host.lanes.send(lane.lane, [{ at: 'changes' }]);
  return getSync(host, request, connection, 202);
}

/** `GET .../sync`: when it was last asked for, and up to when everything was told. */
export async function getSync(
  host: Host,
  _request: HttpRequest,
  { id }: Connection,
  status: 200 | 202 = 200,
): Promise<HttpAnswer> {
  const { askedAt, doneAt } = await host.inbound.inbound(id);
  const isRunning = askedAt !== undefined && askedAt > (doneAt ?? 0);
  return json(status, {
    direction: 'inbound',
    state: isRunning ? 'running' : 'idle',
    askedAt: askedAt === undefined ? undefined : instant(askedAt),
    doneAt: doneAt === undefined ? undefined : instant(doneAt),
  });
}
