// What a policy can name: the company's accounts, items, tax codes and payment methods, for drop-downs.
import { laneOf } from '../../../shared/core/lanes.ts';
import type { Reference, ReferenceEntry } from '../../../shared/core/decisions.ts';
import type { Host } from '../../../shared/host/host.ts';
import type { Connection } from '../../../shared/storage/ports.ts';
import { type HttpAnswer, type HttpRequest, json } from '../../http/http.ts';
import { refuse } from '../../http/problem.ts';
import { instant } from '../show-record.ts';

/**
 * `GET .../mappings[?fresh=true]`: the lists as the lane last read them. `fresh` asks the lane to read them again and is
 * answered at once with what is kept: ask until `readAt` is newer.
 */
export async function getMappings(
  host: Host,
  request: HttpRequest,
  connection: Connection,
): Promise<HttpAnswer> {
  const { fresh } = request.query;
  if (fresh !== undefined && fresh !== 'true')
    return refuse(request, 'bad_query', 'Correct the query parameter.', [
      { pointer: 'fresh', detail: 'is true, or left out' },
    ]);
  const { ledger, company } = connection;
  if (company === undefined) return refuse(request, 'not_connected', 'Connect the ledger company first.');
  const lane = laneOf(ledger, company);
  const lists = await host.connections.reference(lane);
  const asks = fresh === 'true' || lists === undefined;
  if (asks) await host.lanes.send(lane, [{ at: 'lists' }]);
  return json(asks ? 202 : 200, { refreshing: asks, ...(lists === undefined ? {} : shown(lists)) });
}

function shown({
  readAt,
  companyName,
  homeCurrency,
  multiCurrency,
  closedUntil,
  switches,
  ...lists
}: Reference) {
  return {
    readAt: instant(readAt),
    companyName,
    homeCurrency,
    multiCurrency,
    closedUntil,
    switches,
    accounts: lists.accounts.map(entryOf),
    items: lists.items.map(entryOf),
    taxCodes: lists.taxCodes.map(entryOf),
    paymentMethods: lists.paymentMethods.map(entryOf),
    costCentres: lists.costCentres?.map(entryOf),
  };
}

const entryOf = ({ id, name, number, type, currency, active, rate }: ReferenceEntry): ReferenceEntry => ({
  id,
  name,
  number,
  type,
  currency,
  active,
  rate,
});
