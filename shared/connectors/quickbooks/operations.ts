// Operations: which request each kind of write is. Ends have an odd form of their own for every type.
import type { DocumentRef } from '../../core/documents.ts';
import type { Intent } from '../../core/writes.ts';
import { entityOf, toInactive, toQuickBooks } from './documents/documents.ts';
import type { Company } from './documents/parts.ts';
import type { JsonBody } from './json.ts';

/** One write as a single call and, where QuickBooks documents a form for it, as the item of a batch. */
export interface Operation {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: JsonBody;
  readonly batch: JsonBody | undefined;
}

/** The request of an intent. */
export function operationOf(intent: Intent, company: Company): Operation {
  const { operation, document, target } = intent;
  if (operation === 'create') return upsert(intent, 'create', toQuickBooks(document, undefined, company));
  if (target === undefined) throw new Error(`The ${operation} ${intent.bId} names no document to change`);
  if (operation === 'update') return upsert(intent, 'update', toQuickBooks(document, target, company));
  const inactive = toInactive(document, target);
  if (inactive !== undefined) return upsert(intent, 'update', inactive);
  return operation === 'delete' ? deletion(intent, target) : voiding(intent, target);
}

/** Whether a write may go into a batch: only the void of an invoice has no documented form there. */
export function batches({ operation, document }: Intent): boolean {
  return !(operation === 'void' && document.type === 'invoice');
}

function upsert({ document }: Intent, operation: string, body: JsonBody): Operation {
  const { name } = entityOf(document.type);
  const batch = { operation, [name]: body };
  if (operation === 'create' || document.type !== 'item')
    return { path: name.toLowerCase(), query: {}, body, batch };
  return {
    path: 'item',
    query: { include: KEEP_HISTORY },
    body,
    batch: { ...batch, optionsData: KEEP_HISTORY },
  };
}

/**
 * Without it QuickBooks moves everything that was ever booked on the item to its new account (reference of Item, update).
 * That a batch spells it as an option is what it does with the only other word of that kind, `void`.
 */
const KEEP_HISTORY = 'donotupdateaccountontxns';

/** The body of a delete is minimal: QuickBooks refuses it when the whole object is echoed. */
function deletion({ document }: Intent, target: DocumentRef): Operation {
  const { name } = entityOf(document.type);
  const body = { Id: target.id, SyncToken: target.revision };
  return {
    path: name.toLowerCase(),
    query: { operation: 'delete' },
    body,
    batch: { operation: 'delete', [name]: body },
  };
}

/**
 * Invoices are voided by `operation=void`, and no batch form of that is documented. Payments refuse it; they are updated
 * with `include=void`, which a batch spells as an option.
 */
function voiding({ document }: Intent, target: DocumentRef): Operation {
  const body = { Id: target.id, SyncToken: target.revision };
  if (document.type === 'invoice')
    return { path: 'invoice', query: { operation: 'void' }, body, batch: undefined };
  if (document.type !== 'payment') throw new Error(`A ${document.type} cannot be voided in QuickBooks`);
  const sparse = { ...body, sparse: true };
  return {
    path: 'payment',
    query: { operation: 'update', include: 'void' },
    body: sparse,
    batch: { operation: 'update', optionsData: 'void', Payment: sparse },
  };
}
