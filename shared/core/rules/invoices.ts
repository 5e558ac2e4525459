// The rulebook of invoices. Its order is its control flow: the first rule that speaks wins, its name is the explanation.
import type { Facts, Rule, Ruling } from '../decisions.ts';
import type { InvoiceDocument, LedgerDocument } from '../documents.ts';
import { mappedTo } from '../policy.ts';
import type { Invoice, InvoiceLine } from '../records.ts';
import {
  stayOutByOrder,
  adoptTwin,
  failCustomerCurrency,
  inSyncNothingNew,
  createOrUpdate,
  endDocument,
  fail,
  failClosedPeriod,
  failEditedInLedger,
  goneInLedger,
  inSync,
  inSyncBothEnded,
  lookBeforeEnding,
  lookWhenStale,
  nothingSaid,
  recordOf,
  resolve,
  ruling,
  skip,
  skipEndedBeforeBooked,
  wait,
} from './common.ts';

/** CLK-15: only the chosen document types leave the source. */
const skipDocumentType: Rule = {
  name: 'skip-document-type',
  decide: ({ link, policy }) => {
    const type = recordOf(link, 'invoice')?.documentType ?? '';
    const wanted = policy.policy.invoices.documentTypes;
    const out = wanted.length > 0 && !wanted.includes(type) && link.document === undefined;
    return out ? skip('document_type', { type }) : undefined;
  },
};

/** CLK-12, CLK-25: documents before the start of the export stay out. */
const skipBeforeExportFrom: Rule = {
  name: 'skip-before-export-from',
  decide: ({ link, policy }) => {
    const { exportFrom } = policy.policy.backfill;
    const date = recordOf(link, 'invoice')?.date;
    if (exportFrom === undefined || date === undefined || link.document !== undefined) return undefined;
    return date < exportFrom ? skip('before_export_from', { date, exportFrom }) : undefined;
  },
};

/** CLK-27, CLK-35: nothing of a folio is booked before it is closed. */
const waitFolioOpen: Rule = {
  name: 'wait-folio-open',
  decide: ({ link, policy }) => {
    const status = recordOf(link, 'invoice')?.status ?? 'closed';
    const early =
      policy.policy.invoices.pushOn === 'closed' && status !== 'closed' && link.document === undefined;
    return early ? wait('folio_open') : undefined;
  },
};

/** C7: the policy leaves booked invoices as they are. */
const ignoreSourceEdit: Rule = {
  name: 'ignore-source-edit',
  decide: ({ link, policy }) =>
    policy.policy.invoices.onSourceEdit === 'ignore' &&
    link.document?.status === 'live' &&
    link.base !== undefined
      ? ruling({ type: 'in_sync' }, { onSourceEdit: 'ignore' })
      : undefined,
};

const customerOfInvoice: Rule = {
  name: 'wait-for-customer',
  decide: (facts) => {
    const invoice = recordOf(facts.link, 'invoice');
    if (invoice === undefined) return undefined;
    const customer = resolveCustomer(facts, invoice.customerId);
    return 'decision' in customer ? customer : undefined;
  },
};

const itemsOfLines: Rule = {
  name: 'map-items',
  decide: (facts) => firstRuling(facts, (line, index) => itemOf(facts, line, index)),
};

const failUnmappedTax: Rule = {
  name: 'fail-unmapped-tax',
  decide: (facts) => firstRuling(facts, (line) => taxOf(facts, line)),
};

const failNumberTooLong: Rule = {
  name: 'fail-number-too-long',
  decide: ({ link, policy, abilities }) => {
    const number = recordOf(link, 'invoice')?.number ?? '';
    const limit = abilities.numberLengthMax;
    const tooLong = policy.policy.invoices.numbering === 'source' && number.length > limit;
    return tooLong ? fail('number_too_long', { number, limit: String(limit) }) : undefined;
  },
};

export const INVOICE_RULES: readonly Rule[] = [
  nothingSaid,
  stayOutByOrder,
  skipEndedBeforeBooked,
  inSyncBothEnded,
  lookBeforeEnding,
  endDocument('invoice', endedDraft),
  inSyncNothingNew,
  skipDocumentType,
  skipBeforeExportFrom,
  waitFolioOpen,
  ignoreSourceEdit,
  customerOfInvoice,
  failCustomerCurrency((facts) => recordOf(facts.link, 'invoice')),
  itemsOfLines,
  failUnmappedTax,
  failNumberTooLong,
  inSync(invoiceDraft),
  goneInLedger(invoiceDraft),
  lookWhenStale,
  failEditedInLedger,
  failClosedPeriod((facts) => recordOf(facts.link, 'invoice')?.date),
  adoptTwin(invoiceDraft, (ours, difference) => fail('number_taken', { number: numberOf(ours), difference })),
  createOrUpdate(invoiceDraft),
];

/** The invoice as it shall stand in the ledger. Only called when the rules before it found everything it needs. */
function invoiceDraft(facts: Facts): InvoiceDocument {
  const invoice = recordOf(facts.link, 'invoice');
  if (invoice === undefined) throw new Error(`No invoice record behind ${facts.link.key.id}`);
  const { invoices, tax } = facts.policy.policy;
  const customer = resolveCustomer(facts, invoice.customerId);
  return {
    type: 'invoice',
    number: invoices.numbering === 'source' ? invoice.number : undefined,
    customer: 'id' in customer ? customer.id : '',
    currency: invoice.currency,
    exchangeRate: invoice.currency === facts.reference.homeCurrency ? undefined : invoice.exchangeRate,
    date: invoice.date,
    dueDate: invoice.dueDate,
    lines: invoice.lines.map((line, index) => lineDraft(facts, line, index)),
    discount: invoice.discount,
    taxMode: taxMode(invoice, tax.mode),
    taxTotal: tax.mode === 'none' ? undefined : invoice.taxTotal,
    memo: invoice.memo,
  };
}

function taxMode(invoice: Invoice, mode: 'mapped' | 'none'): InvoiceDocument['taxMode'] {
  if (mode === 'none') return 'none';
  return invoice.pricesIncludeTax ? 'included' : 'excluded';
}

function lineDraft(facts: Facts, line: InvoiceLine, index: number): InvoiceDocument['lines'][number] {
  const item = itemOf(facts, line, index);
  const tax = taxOf(facts, line);
  return {
    item: 'id' in item ? item.id : undefined,
    description: line.description,
    quantity: line.quantity,
    unitPrice: line.unitPrice,
    amount: line.amount,
    taxCode: 'id' in tax ? tax.id : undefined,
  };
}

/** For a void the ledger only needs to know which document; what stood there is the best record of it. */
function endedDraft(facts: Facts): LedgerDocument | undefined {
  const invoice = recordOf(facts.link, 'invoice');
  if (invoice === undefined) return undefined;
  const { number, currency, date } = invoice;
  return { type: 'invoice', number, customer: '', currency, date, lines: [], taxMode: 'none' };
}

function resolveCustomer(facts: Facts, id: string): { readonly id: string } | Ruling {
  return resolve(facts, 'customer', id, (waitsFor) => fail('customer_unknown', { customer: id }, waitsFor));
}

/** CLK-22: by the item that was sent, else by revenue group and category, else the default. */
function itemOf(facts: Facts, line: InvoiceLine, index: number): { readonly id: string } | Ruling {
  const { items } = facts.policy.policy;
  const { itemId, revenueGroup: group, category } = line;
  const exact = group === undefined ? undefined : `${group}/${category ?? ''}`;
  const mapped = mappedTo(items.map, exact) ?? mappedTo(items.map, group) ?? mappedTo(items.map, itemId);
  if (mapped !== undefined) return { id: mapped };
  const last = (): { readonly id: string } | Ruling => {
    if (items.defaultItem !== undefined) return { id: items.defaultItem };
    return fail('item_unmapped', { line: String(index + 1), item: itemId ?? group ?? 'no item' });
  };
  if (itemId === undefined || items.onMissing === 'mapped') return last();
  const known = facts.related.has(`item#${itemId}`);
  if (!known && items.defaultItem !== undefined) return last();
  return resolve(facts, 'item', itemId, (waitsFor) =>
    fail('item_unmapped', { line: String(index + 1), item: itemId }, waitsFor),
  );
}

/** CLK-18/19: the mapped code, else the default; no default is a problem, never a guess. */
function taxOf(facts: Facts, line: InvoiceLine): { readonly id: string | undefined } | Ruling {
  const { tax } = facts.policy.policy;
  if (tax.mode === 'none') return { id: undefined };
  const code = mappedTo(tax.map, line.tax) ?? tax.default;
  return code === undefined ? fail('tax_unmapped', { tax: line.tax ?? 'none' }) : { id: code };
}

function firstRuling(
  facts: Facts,
  look: (line: InvoiceLine, index: number) => { readonly id: string | undefined } | Ruling,
): Ruling | undefined {
  for (const [index, line] of (recordOf(facts.link, 'invoice')?.lines ?? []).entries()) {
    const found = look(line, index);
    if ('decision' in found) return found;
  }
  return undefined;
}

function numberOf(document: LedgerDocument): string {
  return document.type === 'invoice' ? (document.number ?? 'none') : '';
}
