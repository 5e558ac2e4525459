// Item: the neutral item as a QuickBooks Item (product or service) and back.
import * as z from 'zod';
import type { DocumentRef, ItemDocument } from '../../../core/documents.ts';
import { readDecimal } from '../amounts.ts';
import type { JsonBody } from '../json.ts';
import { freeText, given, nameText, TEXT_MAX } from '../texts.ts';
import { activeName } from './party.ts';
import { flag, numberOf, ref, refTo, text, versionOf, type Content } from './parts.ts';

/**
 * The payload. Updates are sparse, so that stock, categories and purchase data which people keep on the item stay; name
 * and account go along all the same, because the reference documents no update of an item without them. The type is said
 * once, at birth: an item that we found may be stock, and must stay it.
 */
export function itemToQuickBooks(document: ItemDocument, target?: DocumentRef): JsonBody {
  return {
    ...versionOf(target),
    Name: itemName(document),
    Type: target === undefined ? typeOf(document) : undefined,
    IncomeAccountRef: refTo(document.incomeAccount),
    Description: freeText(document.description, TEXT_MAX.description),
    UnitPrice: numberOf(document.unitPrice),
    Active: target === undefined ? undefined : document.active,
  };
}

function typeOf({ itemType }: ItemDocument): string {
  return itemType === 'service' ? 'Service' : 'NonInventory';
}

/** The name as QuickBooks takes and keeps it: the same for writing and for finding. */
export function itemName(document: ItemDocument): string {
  return nameText(document.name, TEXT_MAX.itemName);
}

/** Makes an item inactive: items cannot be deleted through the API. */
export function itemEnd(document: ItemDocument, target: DocumentRef): JsonBody {
  const { Name, IncomeAccountRef } = itemToQuickBooks(document, target);
  return { ...versionOf(target), Name, IncomeAccountRef, Active: false };
}

const item = z.object({
  Name: z.string(),
  Description: text,
  UnitPrice: text,
  Type: text,
  IncomeAccountRef: ref,
  Active: flag,
});

/** Shelves and bundles of items: no line of ours can name one. */
const NO_ITEMS: readonly string[] = ['category', 'group', 'bundle'];

export function itemFromQuickBooks(object: unknown): Content | undefined {
  const read = item.safeParse(object);
  if (!read.success || NO_ITEMS.includes(read.data.Type?.toLowerCase() ?? '')) return undefined;
  const active = read.data.Active !== false;
  const price = readDecimal(read.data.UnitPrice);
  const document: ItemDocument = {
    type: 'item',
    name: activeName(read.data.Name, active),
    description: given(read.data.Description),
    // QuickBooks shows a price nobody set as 0.
    unitPrice: price === '0' ? undefined : price,
    itemType: read.data.Type?.toLowerCase() === 'service' ? 'service' : 'non_inventory',
    incomeAccount: given(read.data.IncomeAccountRef?.value),
    active,
  };
  return { document };
}
