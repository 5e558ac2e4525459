// Preflight as the API shows it: what the lane last found, and the wish that it looks again.
import { laneOf } from '../../../shared/core/lanes.ts';
import { blockers, type Checked, preflight } from '../../../shared/core/preflight.ts';
import type { Host } from '../../../shared/host/host.ts';
import type { Connection } from '../../../shared/storage/ports.ts';
import { type HttpAnswer, type HttpRequest, json } from '../../http/http.ts';
import { refuse } from '../../http/problem.ts';
import { instant } from '../show-record.ts';
import { keptFacts } from './kept-facts.ts';

/** `GET .../preflight` */
export async function getPreflight(
  host: Host,
  request: HttpRequest,
  connection: Connection,
): Promise<HttpAnswer> {
  const shown = await lastResult(host, connection);
  return shown === undefined ? refuse(request, 'not_found', NO_POLICY) : json(200, shown);
}

/** `POST .../preflight`: the lane reads the company's lists again and judges anew. Ask until `checkedAt` is newer. */
export async function runPreflight(
  host: Host,
  request: HttpRequest,
  connection: Connection,
): Promise<HttpAnswer> {
  const { ledger, company } = connection;
  if (company === undefined) return refuse(request, 'not_connected', 'Connect the ledger company first.');
  const shown = await lastResult(host, connection);
  if (shown === undefined) return refuse(request, 'not_found', NO_POLICY);
  await host.lanes.send(laneOf(ledger, company), [{ at: 'lists' }]);
  return json(202, shown);
}

const NO_POLICY = 'The connection has no policy yet.';

/** What the lane found; of a connection that was never looked at, what can be said without the company. */
async function lastResult(host: Host, connection: Connection) {
  const { id, ledger, company } = connection;
  const [saved, last] = await Promise.all([
    host.connections.policy(id),
    company === undefined ? undefined : host.connections.preflight(laneOf(ledger, company), id),
  ]);
  if (saved === undefined) return undefined;
  if (last === undefined) {
    const checks = preflight(await keptFacts(host, connection, saved.policy));
    return { state: stateOf(checks), policyVersion: saved.version, checks };
  }
  const { held } = last;
  return {
    state: stateOf(last.checks),
    held: held === undefined ? undefined : { by: held.by, since: instant(held.since) },
    checkedAt: instant(last.checkedAt),
    listsReadAt: instant(last.listsReadAt),
    policyVersion: last.policyVersion,
    // A newer version was saved and the lane did not get to it yet.
    outdated: last.policyVersion === saved.version ? undefined : true,
    checks: last.checks,
  };
}

/** blocked: nothing is written; red: some records will fail; unknown: not everything was looked at. */
function stateOf(checks: readonly Checked[]): 'blocked' | 'red' | 'unknown' | 'green' {
  if (blockers(checks).length > 0) return 'blocked';
  const worst = (['red', 'unknown'] as const).find((status) =>
    checks.some((checked) => checked.status === status),
  );
  return worst ?? 'green';
}
