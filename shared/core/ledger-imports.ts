// Ledger imports: a document of the ledger as its product first hears of it, to make a record of its own from it.
import type { CustomerDocument, ItemDocument, Snapshot, SupplierDocument } from './documents.ts';
import type { Change, ChangeType } from './feed.ts';
import type { FirstImport } from './inbound.ts';

interface Imported {
  readonly change: Change;
  readonly counted: keyof FirstImport['counts'];
}

/** The change that tells of a document; undefined for what no product takes over. */
export function importedOf({ ref, document }: Snapshot): Imported | undefined {
  const made = (type: ChangeType, data: Readonly<Record<string, unknown>>): Change => ({
    id: `${ref.type}/${ref.id}:${ref.revision}:${type}`,
    type,
    data: { ledgerId: ref.id, ...data },
  });
  if (document?.type === 'supplier')
    return { change: made('supplier.imported', partyOf(document)), counted: 'suppliers' };
  if (document?.type === 'item') return { change: made('item.imported', itemOf(document)), counted: 'items' };
  if (document?.type !== 'customer') return undefined;
  const { parent } = document;
  return {
    change: made('customer.imported', { ...partyOf(document), parentLedgerId: parent }),
    counted: parent === undefined ? 'customers' : 'locations',
  };
}

function partyOf({ name, email, phone, currency, address, active }: CustomerDocument | SupplierDocument) {
  return { name, email, phone, currency, address, active };
}

function itemOf({ name, description, unitPrice, active }: ItemDocument) {
  return { name, description, unitPrice, active };
}
