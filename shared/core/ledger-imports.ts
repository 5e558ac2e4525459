// Ledger imports: a document of the ledger as its product first hears of it, to make a record of its own from it.
import type { CustomerDocument, ItemDocument, Snapshot, SupplierDocument } from './documents.ts';
import type { Change, ChangeType } from './feed.ts';
import type { FirstImport } from './inbound.ts';
import type { Policy } from './policy.ts';
import { takenId } from './taken-in.ts';
import { takenFields } from './taken-over.ts';

interface Imported {
  readonly change: Change;
  readonly counted: keyof FirstImport['counts'];
}

/** The change that tells of a document; undefined for what no product takes over. */
export function importedOf({ ref, document }: Snapshot, policy: Policy): Imported | undefined {
  const made = (type: ChangeType, data: Readonly<Record<string, unknown>>): Change => ({
    id: `${ref.type}/${ref.id}:${ref.revision}:${type}`,
    type,
    data: { ledgerId: ref.id, ...data, fields: document && takenFields(policy, document) },
  });
  const id = document === undefined ? undefined : takenId(document, policy);
  if (document?.type === 'cost_centre') {
    const { number, name, active } = document;
    if (id === undefined) return undefined;
    return { change: made('cost_centre.imported', { id, number, name, active }), counted: 'costCentres' };
  }
  if (document?.type === 'supplier')
    return { change: made('supplier.imported', partyOf(document)), counted: 'suppliers' };
  if (document?.type === 'item') return { change: made('item.imported', itemOf(document)), counted: 'items' };
  if (document?.type !== 'customer') return undefined;
  const { parent } = document;
  return {
    change: made('customer.imported', { id, ...partyOf(document), parentLedgerId: parent }),
    counted: parent === undefined ? 'customers' : 'locations',
  };
}

function partyOf(party: CustomerDocument | SupplierDocument) {
  const { name, email, phone, currency, address, active } = party;
  const { number, registrationNumber, taxNumber, postalAddress, invoiceEmail } = party;
  const more = { number, registrationNumber, taxNumber, postalAddress, invoiceEmail };
  return { name, email, phone, currency, address, active, ...more };
}

function itemOf({ name, description, unitPrice, active }: ItemDocument) {
  return { name, description, unitPrice, active };
}
