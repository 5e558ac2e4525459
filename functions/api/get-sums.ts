// Sums over a connection's records: what processors kept in a period, and what a sale shows of its invoices. Nothing is booked.
import { type DealFigures, rollUp } from '../../shared/core/deals.ts';
import { isLocalDate } from '../../shared/core/dates.ts';
import { feesOf } from '../../shared/core/fees.ts';
import type { Link } from '../../shared/core/links.ts';
import type { RecordKind } from '../../shared/core/records.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Connection } from '../../shared/storage/ports.ts';
import { type HttpAnswer, type HttpRequest, json } from '../http/http.ts';
import { refuse } from '../http/problem.ts';
import { instant } from './show-record.ts';

/** `GET .../fees?from=&to=`: what to enter as one expense for the period (HUB-21). */
export async function getFees(host: Host, request: HttpRequest, connection: Connection): Promise<HttpAnswer> {
  const { from = '', to = from } = request.query;
  const errors = [
    ...(isLocalDate(from) ? [] : [{ pointer: 'from', detail: 'must be a real day, written YYYY-MM-DD' }]),
    ...(isLocalDate(to) ? [] : [{ pointer: 'to', detail: 'must be a real day, written YYYY-MM-DD' }]),
    ...(isLocalDate(to) && to < from ? [{ pointer: 'to', detail: 'must not be before from' }] : []),
  ];
  if (errors.length > 0) return refuse(request, 'bad_query', 'Correct the query.', errors);
  const links = await allOf(host, connection.id, 'payment');
  if (links === undefined) return refuse(request, 'unavailable', TOO_MANY);
  return json(200, { from, to, currencies: feesOf(links, { from, to }), booked: false });
}

/** `GET .../deals/{id}`: the figures of a sale, those of the invoice that changed last in the ledger (HUB-33). */
export async function getDeal(host: Host, request: HttpRequest, connection: Connection): Promise<HttpAnswer> {
  const { id = '' } = request.path;
  const links = await allOf(host, connection.id, 'invoice');
  if (links === undefined) return refuse(request, 'unavailable', TOO_MANY);
  const figures = rollUp(links, id);
  if (figures === undefined) return refuse(request, 'not_found', 'No invoice of this sale is in the ledger.');
  return json(200, { id, ...shown(figures) });
}

const shown = ({ updatedAt, ...figures }: DealFigures) => ({ ...figures, updatedAt: instant(updatedAt) });

const TOO_MANY = 'There are more records than can be read in one request.';
/** Half of what the function has. */
const READ_MS = 15_000;
/** The store's own page. */
const PAGE = 200;

/** All records of a kind; undefined when the time is up: a part of a sum would pass for the whole. */
async function allOf(host: Host, connection: string, kind: RecordKind): Promise<readonly Link[] | undefined> {
  const until = host.clock.now() + READ_MS;
  const links: Link[] = [];
  let cursor: string | undefined;
  do {
    if (host.clock.now() > until) return undefined;
    const page = await host.links.list({ connection, kind, limit: PAGE, cursor });
    if (page.type === 'bad_cursor') throw new Error('The store refused its own cursor');
    links.push(...page.links);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return links;
}
