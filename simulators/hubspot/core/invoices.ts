// Invoices: which states lead to which, who may change what, and the totals, numbers and links HubSpot adds.
import { amountOf, shown, sum, zero } from './amounts.ts';
import type { Amount } from './amounts.ts';
import { linked } from './associations.ts';
import { KINDS } from './catalog.ts';
import { definitionOf, nextNumber } from './portal.ts';
import type { Portal, Stored } from './portal.ts';
import { paidBy } from './payments.ts';
import { invalid } from './refusals.ts';
import type { Refusal } from './refusals.ts';
import { commit } from './store.ts';
import { totalsOf } from './totals.ts';
import { CALCULATED } from './types.ts';

/** A write to an invoice, as far as the rules of invoices look at it. */
export interface InvoiceWrite {
  readonly old: Stored | undefined;
  readonly set: Readonly<Record<string, string>>;
  /** Records that the same request associates with it. */
  readonly added: readonly Stored[];
  /** A user may do what the API may not: mark as paid, void. */
  readonly byUser: boolean;
}

/** Built-in properties that stay writable whatever the state: they are not part of the document. */
const ALWAYS_WRITABLE = new Set([
  'hs_invoice_status',
  'hs_invoice_billable',
  'hs_external_invoice_id',
  'hs_amount_billed',
  'hs_number',
  'hubspot_owner_id',
]);

/** Whether an invoice may be written like this. */
export function checkInvoice(portal: Portal, write: InvoiceWrite): Refusal | undefined {
  return checkFields(portal, write) ?? checkStatus(portal, write);
}

/** What a new invoice has without being told: a state, a number, and today for both dates. */
export function newInvoice(portal: Portal): Readonly<Record<string, string>> {
  const now = new Date(portal.from.now()).toISOString();
  return {
    hs_invoice_status: 'draft',
    hs_invoice_date: now,
    hs_due_date: now,
    hs_invoice_billable: 'true',
    hs_number: `INV_${nextNumber(portal, 'invoice number', 1001)}`,
  };
}

export function mayDeleteInvoice(portal: Portal, invoice: Stored): Refusal | undefined {
  const status = invoice.properties.hs_invoice_status ?? 'draft';
  if (status === 'draft') return undefined;
  const unpaid = status === 'open' && paidOf(portal, invoice).eq(0);
  return unpaid && portal.knobs.deleteUnpaid
    ? undefined
    : invalid(`An invoice with the status ${status} cannot be deleted.`, 'INVOICE_NOT_DELETABLE');
}

/** Why the lines and other parts of an invoice cannot change any more. */
export function checkEditable(portal: Portal, invoice: Stored): Refusal | undefined {
  const { hs_invoice_status: status = 'draft', hs_invoice_billable } = invoice.properties;
  if (status === 'draft' || hs_invoice_billable === 'false') return undefined;
  const hasPayment = linked(portal, invoice, KINDS.payment.typeId).length > 0;
  return status === 'open' && portal.knobs.editFinalised && !hasPayment
    ? undefined
    : invalid(`An invoice with the status ${status} cannot be edited.`, 'INVOICE_NOT_EDITABLE');
}

/** Works out an invoice again: totals, balance, recipient, links, and whether it is paid. */
export function recalculateInvoice(portal: Portal, invoice: Stored): void {
  const currency = invoice.properties.hs_currency ?? portal.settings.currency;
  const { subtotal, discount, tax, billed: added, computed } = totalsOf(portal, invoice);
  const billed = computed ? added : (amountOf(invoice.given.hs_amount_billed) ?? zero);
  const paid = paidOf(portal, invoice);
  const { status, by } = statusOf(invoice, billed, paid, portal.knobs.paymentsSettle);
  const nothingDue = status === 'voided' || (status === 'paid' && paid.lt(billed)) || paid.gt(billed);
  const set = {
    hs_invoice_status: status,
    hs_subtotal: shown(subtotal, currency),
    hs_total_discount: shown(discount, currency),
    hs_tax: shown(tax, currency),
    hs_amount_billed: shown(billed, currency),
    hs_amount_paid: shown(paid, currency),
    hs_balance_due: shown(nothingDue ? zero : billed.minus(paid), currency),
    hs_payment_date: status === 'paid' ? paymentDate(portal, invoice) : '',
    ...(currency === portal.settings.currency
      ? { hs_amount_billed_in_company_currency: shown(billed, currency) }
      : {}),
    ...recipient(portal, invoice),
    ...addresses(portal, invoice, status),
  };
  commit(portal, { typeId: invoice.typeId, record: invoice, set, given: { paidBy: by } }, CALCULATED);
}

function checkFields(portal: Portal, { old, set, byUser }: InvoiceWrite): Refusal | undefined {
  const currency = set.hs_currency ?? old?.properties.hs_currency ?? '';
  if (currency === '') return missing('INVOICE', ['hs_currency']);
  if (!/^[A-Z]{3}$/.test(currency)) return invalid(`${currency} is no currency code.`, 'INVALID_OPTION');
  if ('hs_number' in set && !portal.knobs.numberWritable && !byUser) return readOnly('hs_number');
  if ('hs_amount_billed' in set && !mayWriteAmount(portal, old)) return readOnly('hs_amount_billed');
  const documentChanges = Object.keys(set).some(
    (name) =>
      !ALWAYS_WRITABLE.has(name) && definitionOf(portal, KINDS.invoice.typeId, name)?.hubspotDefined === true,
  );
  return old === undefined || !documentChanges ? undefined : checkEditable(portal, old);
}

function mayWriteAmount(portal: Portal, old: Stored | undefined): boolean {
  if (portal.knobs.amountWritable === 'never') return false;
  return old === undefined || linked(portal, old, KINDS.lineItem.typeId).length === 0;
}

function checkStatus(portal: Portal, write: InvoiceWrite): Refusal | undefined {
  const { old, set, byUser } = write;
  const present = old?.properties.hs_invoice_status ?? 'draft';
  const wanted = set.hs_invoice_status ?? present;
  const billable = set.hs_invoice_billable ?? old?.properties.hs_invoice_billable;
  if (wanted === present || (billable === 'false' && portal.knobs.unbilledStatus === 'free'))
    return undefined;
  const { paidByPatch, voidedByPatch } = portal.knobs;
  const mayPay = byUser || paidByPatch === 'allow';
  const mayVoid = byUser || voidedByPatch === 'allow';
  if (present === 'draft' && wanted === 'open') return checkOpening(portal, write);
  if (present === 'open' && wanted === 'paid' && mayPay) return undefined;
  if (present === 'open' && wanted === 'voided' && mayVoid) return undefined;
  return invalid(`An invoice cannot go from ${present} to ${wanted}.`, 'INVALID_INVOICE_STATUS');
}

function checkOpening(portal: Portal, { old, set, added }: InvoiceWrite): Refusal | undefined {
  const has = (typeId: string) =>
    added.some((record) => record.typeId === typeId) ||
    (old !== undefined && linked(portal, old, typeId).length > 0);
  if (!has(KINDS.contact.typeId))
    return invalid('An invoice needs a contact to be finalized.', 'MISSING_CONTACT');
  if (!has(KINDS.lineItem.typeId)) {
    return invalid('An invoice needs at least one line item to be finalized.', 'MISSING_LINE_ITEMS');
  }
  const due =
    set.hs_due_date ?? (old?.given.dueDateGiven === 'true' ? old.properties.hs_due_date : undefined);
  if (due === undefined || portal.knobs.pastDueDate === 'allow') return undefined;
  return Date.parse(due) < portal.from.now()
    ? invalid('The due date of an invoice cannot be in the past.', 'INVALID_DUE_DATE')
    : undefined;
}

function statusOf(
  { properties, given }: Stored,
  billed: Amount,
  paid: Amount,
  settles: boolean,
): { readonly status: string; readonly by: string } {
  const status = properties.hs_invoice_status ?? 'draft';
  const by = given.paidBy ?? '';
  if (status === 'open' && settles && paid.gt(0) && paid.gte(billed))
    return { status: 'paid', by: 'payments' };
  if (status === 'paid' && by === 'payments' && paid.lt(billed)) return { status: 'open', by: '' };
  return { status, by };
}

function paidOf(portal: Portal, invoice: Stored): Amount {
  if (!portal.knobs.paymentsSettle) return zero;
  return sum(
    linked(portal, invoice, KINDS.payment.typeId).map((payment) => paidBy(portal, payment, invoice)),
  );
}

function paymentDate(portal: Portal, invoice: Stored): string {
  const dates = linked(portal, invoice, KINDS.payment.typeId).map(
    ({ properties }) => properties.hs_initiated_date ?? '',
  );
  return (
    dates.toSorted().at(-1) ?? invoice.properties.hs_payment_date ?? new Date(portal.from.now()).toISOString()
  );
}

/** The contact and company associated last are the ones that the invoice is shown with. */
function recipient(portal: Portal, invoice: Stored): Readonly<Record<string, string>> {
  const contact = linked(portal, invoice, KINDS.contact.typeId).at(-1)?.properties;
  const company = linked(portal, invoice, KINDS.company.typeId).at(-1)?.properties;
  return {
    hs_invoice_latest_contact_email: contact?.email ?? '',
    hs_invoice_latest_contact_firstname: contact?.firstname ?? '',
    hs_invoice_latest_contact_lastname: contact?.lastname ?? '',
    hs_invoice_latest_company_name: company?.name ?? '',
  };
}

/** A record-only invoice has no document, and so no addresses of one. */
function addresses(
  portal: Portal,
  { id, properties }: Stored,
  status: string,
): Readonly<Record<string, string>> {
  if (status === 'draft' || properties.hs_invoice_billable === 'false') return {};
  const { portalId } = portal.settings;
  return {
    hs_invoice_link: `https://app.hubspot.com/invoice/${portalId}/${id}`,
    hs_pdf_download_link: `https://app.hubspot.com/invoice/${portalId}/${id}/pdf`,
  };
}

/** HubSpot's words for required properties that are not there. */
export function missing(kind: string, properties: readonly string[]): Refusal {
  return {
    refused: 400,
    message: `Error creating ${kind}. Some required properties were not set.`,
    context: { properties },
    category: 'VALIDATION_ERROR',
  };
}

function readOnly(name: string): Refusal {
  const message = `"${name}" is a read only property; its value cannot be set.`;
  return {
    refused: 400,
    message,
    errors: [{ message, code: 'READ_ONLY_VALUE', context: { propertyName: [name] } }],
    category: 'VALIDATION_ERROR',
  };
}
