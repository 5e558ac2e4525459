// The rulebook of invoices. Its order is its control flow: the first rule that speaks wins, its name is the explanation.
import { customOf } from '../custom-fields.ts';
import type { Facts, Rule } from '../decisions.ts';
import type { InvoiceDocument, LedgerDocument } from '../documents.ts';
import type { Invoice } from '../records.ts';
import { failAccountNotInLedger, failTaxMismatch } from './booked-on-accounts.ts';
import {
  formDraft,
  customerOfForm,
  endedForm,
  failNumberTooLong,
  failUnmappedTax,
  ignoreSourceEdit,
  itemsOfLines,
  numberOf,
  formBeforeExportFrom,
  skipDocumentType,
  waitFolioOpen,
  waitForPerson,
} from './sales-forms.ts';
import {
  stayOutByOrder,
  adoptTwin,
  failCustomerCurrency,
  inSyncNothingNew,
  createOrUpdate,
  fail,
  failClosedPeriod,
  failEditedInLedger,
  goneInLedger,
  inSync,
  inSyncBothEnded,
  lookWhenStale,
  nothingSaid,
  recordOf,
  skipEndedBeforeBooked,
} from './common.ts';
import { failSurcharges, skipDraft, skipFiltered, surchargeLines } from './eligible.ts';
import { skipExportPeriod, waitForExport } from './export.ts';
import { adoptNamed } from './named.ts';
import { mergeEdits, merged, tellLedgerChange } from './both-ways.ts';
import { endDocument, endLinkedPayments, lookBeforeEnding } from './ends.ts';
import { setItemAccount } from './line-accounts.ts';
import { compareTotals } from './rounding.ts';

export const INVOICE_RULES: readonly Rule[] = [
  nothingSaid,
  stayOutByOrder,
  skipEndedBeforeBooked,
  inSyncBothEnded,
  waitForExport,
  lookBeforeEnding,
  endLinkedPayments,
  endDocument('invoice', endedDraft),
  adoptNamed(invoiceDraft),
  tellLedgerChange(invoiceDraft),
  compareTotals(invoiceDraft),
  inSyncNothingNew,
  skipExportPeriod,
  skipDocumentType,
  skipDraft,
  skipFiltered,
  formBeforeExportFrom,
  waitForPerson,
  waitFolioOpen,
  ignoreSourceEdit,
  failSurcharges,
  customerOfForm,
  failCustomerCurrency((facts) => recordOf(facts.link, 'invoice')),
  failAccountNotInLedger,
  failTaxMismatch,
  setItemAccount,
  itemsOfLines,
  failUnmappedTax,
  failNumberTooLong,
  mergeEdits(invoiceDraft),
  inSync(invoiceDraft),
  goneInLedger(invoiceDraft),
  lookWhenStale,
  failEditedInLedger,
  failClosedPeriod((facts) => recordOf(facts.link, 'invoice')?.date),
  adoptTwin(invoiceDraft, (ours, difference) => fail('number_taken', { number: numberOf(ours), difference })),
  createOrUpdate(merged(invoiceDraft)),
];

/** The invoice as it shall stand in the ledger. Only called when the rules before it found everything it needs. */
function invoiceDraft(facts: Facts): InvoiceDocument {
  const invoice = recordOf(facts.link, 'invoice');
  if (invoice === undefined) throw new Error(`No invoice record behind ${facts.link.key.id}`);
  const form = formDraft(facts, invoice);
  const lines = [...form.lines, ...surchargeLines(facts, invoice)];
  const custom = customOf(invoice, facts.policy.policy);
  return {
    type: 'invoice',
    ...form,
    lines,
    dueDate: dueDateOf(facts, invoice),
    ...(custom !== undefined && { custom }),
  };
}

/**
 * KLP-36: a draft is due on its own day, and KLP-37: once it is sent, when its source says. It is always said: without a word
 * the ledger would leave what stood there before, or count days of its own.
 */
function dueDateOf({ policy }: Facts, { status, date, dueDate }: Invoice): string | undefined {
  if (!policy.policy.invoices.draftsDueAtOnce) return dueDate;
  return status === 'draft' ? date : (dueDate ?? date);
}

function endedDraft(facts: Facts): LedgerDocument | undefined {
  const invoice = recordOf(facts.link, 'invoice');
  if (invoice === undefined) return undefined;
  return { type: 'invoice', ...endedForm(invoice) };
}
