// Reading a catalogue file: CSV with columns of any name, each row saying which of the product's items is which of the ledger's.
import { parse } from 'csv-parse/sync';
import { isSentId } from '../../shared/connectors/product/fields.ts';
import type { ReferenceEntry } from '../../shared/core/decisions.ts';

/** Which columns hold what, by the names in the file's first row. */
export interface Columns {
  readonly sku: string;
  readonly ledgerId: string;
  readonly name: string;
}

export interface CatalogueLine {
  /** As a spreadsheet counts: the header is row 1. */
  readonly row: number;
  readonly sku: string;
  /** The ledger's item that is meant, or what is wrong with the row. */
  readonly item: ReferenceEntry | undefined;
  readonly detail?: string | undefined;
}

export type CatalogueFile =
  | { readonly ok: true; readonly lines: readonly CatalogueLine[] }
  | { readonly ok: false; readonly pointer: string; readonly detail: string };

/** What is stored within the time of one request; a larger list comes in parts. */
export const ROWS_MAX = 2_000;
/** A row of three cells of the longest names, many times over. */
const ROW_BYTES_MAX = 20_000;

/** Reads the file. A row that is wrong is a result of its own; only a file that is no such table fails as a whole. */
export function readCatalogue(
  text: string,
  columns: Columns,
  items: readonly ReferenceEntry[],
): CatalogueFile {
  const rows = rowsOf(text);
  if (rows === undefined)
    return { ok: false, pointer: '', detail: 'must be a table in CSV (RFC 4180), in UTF-8' };
  const [header = [], ...lines] = rows;
  const at = (name: string): number => header.findIndex((cell) => cell.trim() === name);
  const [sku, ledgerId, name] = [at(columns.sku), at(columns.ledgerId), at(columns.name)];
  if (sku < 0) return { ok: false, pointer: 'sku', detail: `is no column of the file: "${columns.sku}"` };
  if (ledgerId < 0 && name < 0)
    return { ok: false, pointer: 'ledgerId', detail: `is no column of the file: "${columns.ledgerId}"` };
  if (lines.length > ROWS_MAX)
    return { ok: false, pointer: '', detail: `must have at most ${ROWS_MAX} rows; send it in parts` };
  const cell = (line: readonly string[], index: number): string => line[index]?.trim() ?? '';
  const read = lines.map((line, index) =>
    lineOf(
      { row: index + 2, sku: cell(line, sku) },
      { ledgerId: cell(line, ledgerId), name: cell(line, name) },
      items,
    ),
  );
  return { ok: true, lines: withoutTwins(read) };
}

function rowsOf(text: string): readonly (readonly string[])[] | undefined {
  try {
    return parse(text, {
      bom: true,
      skip_empty_lines: true,
      max_record_size: ROW_BYTES_MAX,
      to: ROWS_MAX + 2,
    });
  } catch {
    return undefined; // the parser says "no table" by throwing, and quotes the file
  }
}

function lineOf(
  { row, sku }: { readonly row: number; readonly sku: string },
  { ledgerId, name }: { readonly ledgerId: string; readonly name: string },
  items: readonly ReferenceEntry[],
): CatalogueLine {
  const wrong = (detail: string): CatalogueLine => ({ row, sku: sku.slice(0, 100), item: undefined, detail });
  if (!isSentId(sku)) return wrong('the SKU is missing, or cannot be an id');
  if (ledgerId !== '') {
    const item = items.find(({ id }) => id === ledgerId);
    return item === undefined ? wrong('the ledger has no item of this id') : { row, sku, item };
  }
  const named = items.filter((item) => item.active && item.name.toLowerCase() === name.toLowerCase());
  const [item] = named;
  if (name === '' || item === undefined) return wrong('the ledger has no active item of this name');
  return named.length > 1 ? wrong('the ledger has several items of this name') : { row, sku, item };
}

/** One SKU is one item, and one item is one SKU: of rows that contradict each other none is taken. */
function withoutTwins(lines: readonly CatalogueLine[]): readonly CatalogueLine[] {
  const bySku = Map.groupBy(lines, ({ sku }) => sku);
  const byItem = Map.groupBy(lines, ({ item }) => item?.id);
  return lines.map((line) => {
    if (line.item === undefined) return line;
    const others = new Set(bySku.get(line.sku)?.map(({ item }) => item?.id));
    if (others.size > 1)
      return { ...line, item: undefined, detail: 'the SKU stands in rows of other items too' };
    const skus = new Set(byItem.get(line.item.id)?.map(({ sku }) => sku));
    return skus.size > 1
      ? { ...line, item: undefined, detail: 'the item stands in rows of other SKUs too' }
      : line;
  });
}
