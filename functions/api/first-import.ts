// First import: everything of the ledger that the product takes over is told in its feed (KLP-12). Started once, shown any time.
import type { FirstImport } from '../../shared/core/inbound.ts';
import { laneOf } from '../../shared/core/lanes.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Connection } from '../../shared/storage/ports.ts';
import { type HttpAnswer, type HttpRequest, json } from '../http/http.ts';
import { refuse } from '../http/problem.ts';
import { changeInbound } from '../sync/inbound.ts';
import { instant } from './show-record.ts';

/** `POST .../import`, and `?again=true` for another one. One that runs already is shown, and named to its lane once more. */
export async function startImport(
  host: Host,
  request: HttpRequest,
  { id, ledger, company }: Connection,
): Promise<HttpAnswer> {
  const { again, ...others } = request.query;
  if (Object.keys(others).length > 0 || (again !== undefined && again !== 'true'))
    return refuse(request, 'bad_query', 'Correct the query parameter.', [
      { pointer: 'again', detail: 'is the only parameter, and must be true' },
    ]);
  if (company === undefined) return refuse(request, 'not_connected', 'Connect the ledger company first.');
  const { firstImport: before } = await host.inbound.inbound(id);
  if (before?.state === 'done' && again === undefined)
    return refuse(
      request,
      'already_imported',
      'Read the changes from the beginning, or add ?again=true to have everything told once more.',
    );
  const { firstImport } = await changeInbound(host, id, (inbound) =>
    inbound.firstImport?.state === 'running' ? undefined : { ...inbound, firstImport: begun(host) },
  );
  await host.lanes.send(laneOf(ledger, company), [{ at: 'import', connection: id }]);
  return json(202, shown(firstImport));
}

/** `GET .../import` */
export async function getImport(host: Host, _request: HttpRequest, { id }: Connection): Promise<HttpAnswer> {
  const { firstImport } = await host.inbound.inbound(id);
  return json(200, shown(firstImport));
}

function begun(host: Host): FirstImport {
  const counts = { customers: 0, locations: 0, suppliers: 0, costCentres: 0, items: 0 };
  return { state: 'running', startedAt: host.clock.now(), at: 'customer', counts };
}

function shown(firstImport: FirstImport | undefined) {
  if (firstImport === undefined) return { state: 'none' };
  const { state, startedAt, finishedAt, counts } = firstImport;
  return {
    state,
    startedAt: instant(startedAt),
    finishedAt: finishedAt === undefined ? undefined : instant(finishedAt),
    counts,
  };
}
