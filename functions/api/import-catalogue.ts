// Importing a catalogue: rows that say which of the product's items is which of the ledger's are linked, and nothing is written (KLP-07).
import type { ProductEvent } from '../../shared/connectors/product/events.ts';
import type { Host, Look } from '../../shared/host/host.ts';
import type { Connection, StoreResult } from '../../shared/storage/ports.ts';
import { type HttpAnswer, type HttpRequest, json } from '../http/http.ts';
import { refuse } from '../http/problem.ts';
import { intakeOf } from '../webhooks/intake.ts';
import { storeEvents } from '../webhooks/store-events.ts';
import { itemsOf, skusOf } from './get-catalogue.ts';
import { type CatalogueLine, readCatalogue } from './read-catalogue.ts';

/** `POST .../catalogue?sku=&ledgerId=&name=` with a CSV file: the parameters name its columns. */
export async function importCatalogue(
  host: Host,
  request: HttpRequest,
  connection: Connection,
): Promise<HttpAnswer> {
  const { sku = 'sku', ledgerId = 'ledgerId', name = 'name', ...others } = request.query;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined)
    return refuse(request, 'bad_query', 'Correct the query parameter.', [
      { pointer: unknown.slice(0, 60), detail: 'is not a parameter we know' },
    ]);
  if (request.body.length > BODY_BYTES_MAX)
    return refuse(request, 'too_large', 'Send the catalogue in parts of at most 1 MB.');
  const items = await itemsOf(host, request, connection);
  if (!items.ok) return items.answer;
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(request.body);
  const file = readCatalogue(text, { sku, ledgerId, name }, items.value);
  if (!file.ok)
    return refuse(request, 'invalid', 'Nothing was imported.', [
      { pointer: file.pointer, detail: file.detail },
    ]);
  const results = await store(host, { connection, lane: items.lane }, file.lines);
  return json(202, { results });
}

const BODY_BYTES_MAX = 1024 * 1024;
/**
 * Below every revision of a product: whatever it says of the item itself, before or later, is newer. So a catalogue never
 * takes anything back.
 */
const REVISION = 0;

interface Place {
  readonly connection: Connection;
  readonly lane: string;
}

async function store(host: Host, { connection, lane }: Place, lines: readonly CatalogueLine[]) {
  const wanted = lines.flatMap(({ item }) => (item === undefined ? [] : [item]));
  const linked = await skusOf(host, connection, wanted);
  const events = new Map(lines.flatMap((line) => eventOf(line, linked)));
  const place = { connection: connection.id, lane, receivedAt: host.clock.now() };
  const stored = await storeEvents(host, place, [...events.values()]);
  const looks = [...stored.keys()].map(({ record }): Look => ({
    at: 'record',
    key: { connection: connection.id, ...record },
  }));
  if (looks.length > 0) await host.lanes.send(lane, looks, intakeOf(host, place, stored));
  return lines.map((line) => resultOf(line, linked, stored.get(events.get(line.sku) ?? NO_EVENT)));
}

const NO_EVENT: ProductEvent = {
  id: '',
  record: { kind: 'item', id: '' },
  source: { revision: REVISION, presence: 'live', eventId: '' },
};

/** What the product would have said: an item of its own that is this one of the ledger. */
function eventOf(
  { sku, item }: CatalogueLine,
  linked: ReadonlyMap<string, string>,
): readonly (readonly [string, ProductEvent])[] {
  if (item === undefined || (linked.get(item.id) ?? sku) !== sku) return [];
  const id = `catalogue:${sku}:${item.id}`;
  const record = { kind: 'item', id: sku, name: item.name, active: item.active, ledgerId: item.id } as const;
  const source = { revision: REVISION, presence: 'live', record, eventId: id } as const;
  return [[sku, { id, record: { kind: 'item', id: sku }, source }]];
}

function resultOf(
  { row, sku, item, detail }: CatalogueLine,
  linked: ReadonlyMap<string, string>,
  stored: StoreResult | undefined,
) {
  if (item === undefined) return { row, sku, status: 'invalid', detail };
  const other = linked.get(item.id);
  const about = { row, sku, ledgerId: item.id };
  if (other !== undefined && other !== sku)
    return {
      ...about,
      status: 'conflict',
      detail: `the item is linked with ${other}; unlink that one first`,
    };
  if (stored === undefined) return { ...about, status: 'not_stored', detail: 'send it again' };
  if (stored.type === 'stored') return { ...about, status: 'accepted' };
  if (other === sku || stored.sameContent) return { ...about, status: 'duplicate' };
  const known = 'the item was sent before: unlink it, or adopt this one of the ledger for it';
  return { ...about, status: 'conflict', detail: known };
}
