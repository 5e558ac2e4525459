// Going live: a person lets a connection go that was set up. From here on its records go to the books.
import { laneOf } from '../../../shared/core/lanes.ts';
import { blockers, preflight } from '../../../shared/core/preflight.ts';
import type { Host } from '../../../shared/host/host.ts';
import type { Connection } from '../../../shared/storage/ports.ts';
import type { HttpAnswer, HttpRequest } from '../../http/http.ts';
import { refuse } from '../../http/problem.ts';
import { getConnection } from '../get-connection.ts';
import { looksAfterRest } from '../looks-after-rest.ts';
import { keptFacts } from '../policy/kept-facts.ts';
import { tell } from '../tell.ts';

/** `POST .../go-live`: refused while something else would hold every record back. Doing it again is harmless. */
export async function goLive(host: Host, request: HttpRequest, connection: Connection): Promise<HttpAnswer> {
  const { id, source, account, ledger, company } = connection;
  if (company === undefined) return refuse(request, 'not_connected', 'Connect the ledger company first.');
  if (host.source(source) !== undefined && account === undefined)
    return refuse(request, 'not_connected', 'Connect the account of the source first.');
  const obstacle = connection.live === false ? await obstacleOf(host, connection) : undefined;
  if (obstacle !== undefined) return refuse(request, 'not_ready', obstacle);
  const live: Connection = connection.live === false ? { ...connection, live: true } : connection;
  if (live !== connection) {
    await host.connections.saveConnection(live);
    await tell(host, 'connection.live', live);
    host.log.info('connection_live', { connection: id });
  }
  // Also if it was live: an earlier request may have died before it got here.
  await host.lanes.send(laneOf(ledger, company), await looksAfterRest(host, ledger, company));
  // What its feed has from before was kept from the account.
  if (account !== undefined)
    await host.sources.send(laneOf(source, account), [{ at: 'feed', connection: id }]);
  const audit = { before: { live: connection.live !== false }, after: { live: true } };
  return { ...(await getConnection(host, request, live)), audit };
}

/** What blocks beside that nobody let it go: what the lane found last, or what can be said without the company. */
async function obstacleOf(host: Host, connection: Connection): Promise<string | undefined> {
  const { id, ledger, company = '' } = connection;
  const lane = laneOf(ledger, company);
  const [saved, found, lists] = await Promise.all([
    host.connections.policy(id),
    host.connections.preflight(lane, id),
    host.connections.reference(lane),
  ]);
  if (saved === undefined) return 'It has no policy yet: start from a preset.';
  if (lists === undefined) return 'The lists of the company were not read yet: try again in a minute.';
  const isCurrent = found !== undefined && found.policyVersion === saved.version;
  const checks = isCurrent ? found.checks : preflight(await keptFacts(host, connection, saved.policy));
  const [first] = blockers(checks).filter(({ check }) => check !== 'live');
  return first === undefined ? undefined : [first.reason, first.cure].filter(Boolean).join(' ');
}
