// Sales forms: what the rulebooks of invoices and credit notes share. Both have a customer, a number and lines.
import type { Facts, Rule, Ruling } from '../decisions.ts';
import type { InvoiceDocument, LedgerDocument } from '../documents.ts';
import type { Link } from '../links.ts';
import { mappedTo, type TaxPolicy } from '../policy.ts';
import type { CreditNote, Invoice, InvoiceLine } from '../records.ts';
import { accountOf, costCentreOf, isOnAccounts } from './booked-on-accounts.ts';
import { asBooked, fail, recordOf, resolve, ruling, skip, wait } from './common.ts';
import { resolveCustomer, waitForCustomer } from './customer-of.ts';
import { skipBeforeExportFrom } from './export.ts';
import { mappedItem } from './items.ts';

/** The invoice or credit note of a link; undefined if its source sent none. */
export function formOf(link: Link): Invoice | CreditNote | undefined {
  return recordOf(link, 'invoice') ?? recordOf(link, 'credit_note');
}

/** CLK-15: only the chosen document types leave the source. */
export const skipDocumentType: Rule = {
  name: 'skip-document-type',
  decide: ({ link, policy }) => {
    const type = formOf(link)?.documentType ?? '';
    const wanted = policy.policy.invoices.documentTypes;
    const out = wanted.length > 0 && !wanted.includes(type) && link.document === undefined;
    return out ? skip('document_type', { type }) : undefined;
  },
};

export const formBeforeExportFrom = skipBeforeExportFrom(({ link }) => formOf(link)?.date);

/** TXD-02, TXD-20: the policy leaves it to a person which invoices are booked, one by one. */
export const waitForPerson: Rule = {
  name: 'not-synced-until-asked',
  decide: ({ link, policy }) => {
    const manual = policy.policy.invoices.pushOn === 'manual';
    if (!manual || link.asked === true || link.document !== undefined) return undefined;
    return ruling({ type: 'skip', reason: 'until_asked', state: 'not_synced' });
  },
};

/** CLK-27, CLK-35: nothing of a folio is booked before it is closed. */
export const waitFolioOpen: Rule = {
  name: 'wait-folio-open',
  decide: ({ link, policy }) => {
    const status = formOf(link)?.status ?? 'closed';
    const early =
      policy.policy.invoices.pushOn === 'closed' && status !== 'closed' && link.document === undefined;
    return early ? wait('folio_open') : undefined;
  },
};

/**
 * C7: the policy leaves booked invoices and credit notes as they are. What a person changed of them is asked about all the
 * same, and his order comes before that.
 */
export const ignoreSourceEdit: Rule = {
  name: 'ignore-source-edit',
  decide: ({ link, policy }) => {
    const { document, base, order, drift } = link;
    const isIgnored = policy.policy.invoices.onSourceEdit === 'ignore' && base !== undefined;
    if (!isIgnored || order !== undefined || (document?.status !== 'live' && drift === undefined))
      return undefined;
    const said = asBooked(link);
    return said && { ...said, values: { ...said.values, onSourceEdit: 'ignore' } };
  },
};

export const customerOfForm = waitForCustomer(({ link }) => formOf(link));

export const itemsOfLines: Rule = {
  name: 'map-items',
  decide: (facts) => firstRuling(facts, (line, index) => itemOf(facts, line, index)),
};

export const failUnmappedTax: Rule = {
  name: 'fail-unmapped-tax',
  decide: (facts) => firstRuling(facts, (line) => taxOf(facts, line)),
};

export const failNumberTooLong: Rule = {
  name: 'fail-number-too-long',
  decide: ({ link, policy, abilities }) => {
    const number = formOf(link)?.number ?? '';
    const limit = abilities.numberLengthMax;
    const tooLong = policy.policy.invoices.numbering === 'source' && number.length > limit;
    return tooLong ? fail('number_too_long', { number, limit: String(limit) }) : undefined;
  },
};

/** What stands on an invoice and on a credit note alike. Only called when the rules found everything it needs. */
export function formDraft(facts: Facts, form: Invoice | CreditNote): FormDraft {
  const { invoices, tax } = facts.policy.policy;
  const customer = resolveCustomer(facts, form);
  return {
    number: invoices.numbering === 'source' ? form.number : undefined,
    customer: 'id' in customer ? customer.id : '',
    currency: form.currency,
    exchangeRate: form.currency === facts.reference.homeCurrency ? undefined : form.exchangeRate,
    date: form.date,
    lines: form.lines.map((line, index) => lineDraft(facts, line, index)),
    discount: form.discount,
    taxMode: taxMode(form, tax.mode),
    taxTotal: tax.mode === 'none' ? undefined : form.taxTotal,
    ...(tax.mode === 'mirrored' && { taxes: taxesOf(form, tax.map) }),
    memo: form.memo,
  };
}

/** The tax by code as its source computed it: such a ledger books exactly this (C28). */
function taxesOf({ taxes }: Invoice | CreditNote, map: TaxPolicy['map']): InvoiceDocument['taxes'] {
  return taxes?.map(({ tax, amount }) => ({ taxCode: mappedTo(map, tax) ?? tax, amount }));
}

type FormDraft = Omit<InvoiceDocument, 'type' | 'dueDate' | 'note'>;

/** For a void the ledger only needs to know which document; what stood there is the best record of it. */
export function endedForm(form: Invoice | CreditNote): FormDraft {
  const { number, currency, date } = form;
  return { number, customer: '', currency, date, lines: [], taxMode: 'none' };
}

function taxMode(form: Invoice | CreditNote, mode: TaxPolicy['mode']): InvoiceDocument['taxMode'] {
  if (mode === 'none') return 'none';
  return form.pricesIncludeTax ? 'included' : 'excluded';
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
    ...(isOnAccounts(facts.policy.policy) && {
      account: accountOf(facts, line)?.id,
      costCentre: costCentreOf(facts, line)?.id,
    }),
  };
}

/** CLK-22: by the item that was sent, else by revenue group and category, else the default. */
function itemOf(
  facts: Facts,
  line: InvoiceLine,
  index: number,
): { readonly id: string | undefined } | Ruling {
  const { items } = facts.policy.policy;
  if (isOnAccounts(facts.policy.policy)) return { id: undefined };
  const { itemId, revenueGroup: group } = line;
  const mapped = mappedItem(facts, line);
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
  for (const [index, line] of (formOf(facts.link)?.lines ?? []).entries()) {
    const found = look(line, index);
    if ('decision' in found) return found;
  }
  return undefined;
}

/** The number under which a form's document can be found. */
export function numberOf(document: LedgerDocument): string {
  return document.type === 'invoice' || document.type === 'credit_note' ? (document.number ?? 'none') : '';
}
