// Pause and resume: an operator stops the writing to a ledger company, and lets it go on.
import { laneOf } from '../../shared/core/lanes.ts';
import type { Host } from '../../shared/host/host.ts';
import { isPausedByOperator } from '../../shared/storage/pauses.ts';
import type { Connection } from '../../shared/storage/ports.ts';
import { type HttpAnswer, type HttpRequest } from '../http/http.ts';
import { refuse } from '../http/problem.ts';
import { getConnection } from './get-connection.ts';
import { looksAfterRest } from './looks-after-rest.ts';
import { tell } from './tell.ts';

/** `POST .../pause`: records are still taken in, nothing is written to the books until resumed. */
export async function pauseLane(
  host: Host,
  request: HttpRequest,
  connection: Connection,
): Promise<HttpAnswer> {
  const { ledger, company } = connection;
  if (company === undefined) return refuse(request, 'not_connected', 'There is nothing to pause yet.');
  const state = await host.connections.laneState(laneOf(ledger, company));
  // Also of a lane that rests for want of access: who connects it again must not undo this.
  if (!isPausedByOperator(state)) {
    const paused = { reason: 'operator', since: host.clock.now() } as const;
    await host.connections.savePause(state.lane, 'operator', paused);
    await tell(host, 'connection.paused', connection);
  }
  const audit = { before: { paused: isPausedByOperator(state) }, after: { paused: true } };
  return { ...(await getConnection(host, request, connection)), audit };
}

/** `POST .../resume`: the lane goes on with what is due and with what changed in the ledger meanwhile. */
export async function resumeLane(
  host: Host,
  request: HttpRequest,
  connection: Connection,
): Promise<HttpAnswer> {
  const { ledger, company } = connection;
  if (company === undefined) return refuse(request, 'not_connected', 'Connect the ledger company first.');
  const lane = laneOf(ledger, company);
  const state = await host.connections.laneState(lane);
  const wasPaused = isPausedByOperator(state);
  await host.connections.savePause(lane, 'operator', undefined);
  // As pauses of operators were kept before they had a row of their own.
  if (state.paused?.reason === 'operator' && state.operatorSince === undefined)
    await host.connections.savePause(lane, 'access', undefined);
  if (!wasPaused && state.paused !== undefined)
    return refuse(request, 'disconnected', 'Connect the company again; the lane then resumes by itself.');
  // Also if it was not paused: an earlier resume may have died before it got here.
  await host.lanes.send(lane, await looksAfterRest(host, ledger, company));
  if (wasPaused) await tell(host, 'connection.restored', connection);
  const audit = { before: { paused: wasPaused }, after: { paused: false } };
  return { ...(await getConnection(host, request, connection)), audit };
}
