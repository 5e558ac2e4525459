// The catalogue: the ledger's products and services, as they are kept of the company, for the product's own list (KLP-06).
import { stringify } from 'csv-stringify/sync';
import type { ReferenceEntry } from '../../shared/core/decisions.ts';
import { laneOf } from '../../shared/core/lanes.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Connection } from '../../shared/storage/ports.ts';
import { type HttpAnswer, type HttpRequest, json } from '../http/http.ts';
import { refuse } from '../http/problem.ts';
import { pointersAt } from '../sync/pointers.ts';

/** `GET .../catalogue.json` */
export async function getCatalogueJson(
  host: Host,
  request: HttpRequest,
  connection: Connection,
): Promise<HttpAnswer> {
  const rows = await catalogueOf(host, request, connection);
  return rows.ok ? json(200, { items: rows.value }) : rows.answer;
}

/** `GET .../catalogue.csv`, for a spreadsheet: a name that looks like a formula is shown and not computed. */
export async function getCatalogueCsv(
  host: Host,
  request: HttpRequest,
  connection: Connection,
): Promise<HttpAnswer> {
  const rows = await catalogueOf(host, request, connection);
  if (!rows.ok) return rows.answer;
  const body = stringify([...rows.value], {
    header: true,
    columns: ['ledgerId', 'name', 'type', 'active', 'sku'],
    cast: { boolean: String },
    escape_formulas: true,
  });
  return {
    status: 200,
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="catalogue.csv"',
    },
    body,
  };
}

interface CatalogueRow {
  readonly ledgerId: string;
  readonly name: string;
  readonly type: string | undefined;
  readonly active: boolean;
  /** The product's own id of it, where the two are linked. */
  readonly sku: string | undefined;
}

type Catalogue =
  | { readonly ok: true; readonly value: readonly CatalogueRow[] }
  | { readonly ok: false; readonly answer: HttpAnswer };

async function catalogueOf(host: Host, request: HttpRequest, connection: Connection): Promise<Catalogue> {
  const items = await itemsOf(host, request, connection);
  if (!items.ok) return items;
  const skus = await skusOf(host, connection, items.value);
  const value = items.value.map(({ id, name, type, active }) => ({
    ledgerId: id,
    name,
    type,
    active,
    sku: skus.get(id),
  }));
  return { ok: true, value };
}

export type Items =
  | { readonly ok: true; readonly value: readonly ReferenceEntry[]; readonly lane: string }
  | { readonly ok: false; readonly answer: HttpAnswer };

/** The items that are kept of the company; where none are yet, its lane is asked to read them. */
export async function itemsOf(
  host: Host,
  request: HttpRequest,
  { ledger, company }: Connection,
): Promise<Items> {
  if (company === undefined)
    return { ok: false, answer: refuse(request, 'not_connected', 'Connect the ledger company first.') };
  const lane = laneOf(ledger, company);
  const reference = await host.connections.reference(lane);
  if (reference !== undefined) return { ok: true, value: reference.items, lane };
  await host.lanes.send(lane, [{ at: 'lists' }]);
  const detail = 'The lists of the company are being read. Ask again in a minute.';
  return { ok: false, answer: refuse(request, 'unavailable', detail) };
}

/** Which records of the connection the items are linked with, by the ledger's ids. */
export async function skusOf(
  host: Host,
  connection: Connection,
  items: readonly { readonly id: string }[],
): Promise<ReadonlyMap<string, string>> {
  const lane = laneOf(connection.ledger, connection.company ?? '');
  const pointers = await pointersAt(
    host,
    lane,
    items.map(({ id }) => ({ type: 'item', id })),
  );
  const ours = pointers.filter(({ key }) => key.connection === connection.id);
  return new Map(ours.map(({ id, key }) => [id, key.id]));
}
