// Reconciliations of a connection: the list, and one with everything that it found.
import type { Host } from '../../shared/host/host.ts';
import type { Connection } from '../../shared/storage/ports.ts';
import { type HttpAnswer, type HttpRequest, json } from '../http/http.ts';
import { refuse } from '../http/problem.ts';
import { showReconciliation, summary } from './show-reconciliation.ts';

/** Twelve months and as many that were tried: who wants more looks one up by its id. */
const LISTED_MAX = 25;

/** `GET .../reconcile`: the newest ones, newest first, without the records that differ. */
export async function listReconciliations(
  host: Host,
  _request: HttpRequest,
  { id }: Connection,
): Promise<HttpAnswer> {
  const { reconciliations } = host;
  const [newest, ended] = await Promise.all([
    reconciliations.newest(id),
    reconciliations.ended(id, LISTED_MAX),
  ]);
  const older = ended.filter((run) => run.id !== newest?.id);
  const runs = newest === undefined ? older : [newest, ...older];
  return json(200, { reconciliations: runs.map(summary) });
}

/** `GET .../reconcile/{run}` */
export async function getReconciliation(
  host: Host,
  request: HttpRequest,
  { id }: Connection,
): Promise<HttpAnswer> {
  const { run: name } = request.path;
  const run = name === undefined ? undefined : await host.reconciliations.find(id, name);
  return run === undefined
    ? refuse(request, 'not_found', 'There is no such reconciliation; they are kept for 400 days.')
    : json(200, showReconciliation(run));
}
