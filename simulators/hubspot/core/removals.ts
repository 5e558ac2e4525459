// Taking records out: into the bin and back, merged into another one, or erased at a person's demand.
import { link, linked, linksBetween } from './associations.ts';
import { typeBetween } from './association-types.ts';
import { KINDS, kindOfTypeId } from './catalog.ts';
import { checkEditable, mayDeleteInvoice } from './invoices.ts';
import { mayDeletePayment } from './payments.ts';
import { keyOf, recordOf } from './portal.ts';
import type { Portal, Stored } from './portal.ts';
import { recalculate } from './recalculate.ts';
import { invalid } from './refusals.ts';
import type { Refusal } from './refusals.ts';
import { announce, archive, commit, erase, restore } from './store.ts';
import type { Origin } from './types.ts';

const PARTS: readonly string[] = [KINDS.lineItem, KINDS.discount, KINDS.fee, KINDS.tax].map(
  ({ typeId }) => typeId,
);

/** Why a record may not be deleted. */
export function checkRemoval(portal: Portal, record: Stored): Refusal | undefined {
  if (record.typeId === KINDS.invoice.typeId) return mayDeleteInvoice(portal, record);
  if (record.typeId === KINDS.payment.typeId) return mayDeletePayment(record);
  if (!PARTS.includes(record.typeId)) return undefined;
  return linked(portal, record, KINDS.invoice.typeId)
    .map((invoice) => checkEditable(portal, invoice))
    .find((refusal) => refusal !== undefined);
}

/** Puts a record into the bin; the lines of a deal or an invoice go with it. */
export function remove(portal: Portal, record: Stored, origin: Origin): void {
  archive(portal, record, origin);
  const isParent = record.typeId === KINDS.deal.typeId || record.typeId === KINDS.invoice.typeId;
  if (isParent)
    for (const line of linked(portal, record, KINDS.lineItem.typeId)) archive(portal, line, origin);
  recalculate(portal, [record]);
}

/** Takes a record out of the bin, with its associations as they were. */
export function bringBack(portal: Portal, record: Stored, origin: Origin): Stored {
  restore(portal, record, origin);
  recalculate(portal, [record]);
  return recordOf(portal, record.typeId, record.id) ?? record;
}

/** Removes a contact for good. */
export function forget(portal: Portal, record: Stored, origin: Origin): void {
  erase(portal, record, origin);
  recalculate(portal, [record]);
}

/** Merges one record into another; gives what remains. Invoices and payments cannot be merged. */
export function merge(portal: Portal, primary: Stored, other: Stored, origin: Origin): Stored | Refusal {
  if (primary.typeId !== other.typeId || !MERGEABLE.has(primary.typeId) || primary.id === other.id) {
    return invalid('These records cannot be merged.', 'INVALID_MERGE');
  }
  const moved = Object.entries(other.properties).filter(([name]) => primary.properties[name] === undefined);
  archive(portal, other, origin, 'merge');
  const keep = portal.knobs.mergeKeeps === 'primary' ? primary : undefined;
  if (keep === undefined) archive(portal, primary, origin, 'merge');
  const mergedIds = [...(primary.properties.hs_merged_object_ids?.split(';') ?? []), primary.id, other.id];
  const ids = [...new Set(mergedIds)].filter((id) => id !== keep?.id);
  const remains = commit(
    portal,
    {
      typeId: primary.typeId,
      record: keep,
      set: {
        ...valuesOf(keep === undefined ? primary : undefined),
        ...Object.fromEntries(moved),
        hs_merged_object_ids: ids.join(';'),
      },
    },
    origin,
  );
  for (const gone of keep === undefined ? [primary, other] : [other]) {
    takeLinks(portal, gone, remains, origin);
    portal.mergedInto.set(keyOf(gone.typeId, gone.id), remains.id);
  }
  announce(portal, remains, {
    action: 'merge',
    origin,
    changed: {},
    merge: { primaryId: primary.id, mergedIds: [other.id], newId: remains.id, moved: moved.length },
  });
  recalculate(portal, [remains]);
  return recordOf(portal, remains.typeId, remains.id) ?? remains;
}

const MERGEABLE = new Set<string>(
  [KINDS.contact, KINDS.company, KINDS.deal, KINDS.product].map(({ typeId }) => typeId),
);
const STAMPS =
  /^(hs_object_id|hs_createdate|createdate|hs_lastmodifieddate|lastmodifieddate|hs_object_source.*)$/;

function valuesOf(record: Stored | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(record?.properties ?? {}).filter(([name]) => !STAMPS.test(name)));
}

/** The survivor takes over what the record that went was associated with. */
function takeLinks(portal: Portal, gone: Stored, remains: Stored, origin: Origin): void {
  for (const { typeId } of Object.values(KINDS)) {
    for (const other of linked(portal, gone, typeId)) {
      const types = linksBetween(portal, gone, other).flatMap((each) => {
        const type = typeBetween(kindOfTypeId(gone.typeId).typeId, typeId, each.typeId);
        return type === undefined || type.label === 'Primary' ? [] : [type];
      });
      link(portal, remains, { record: other, types }, origin);
    }
  }
}
