// The rulebook of credit notes: what an invoice is less than it was, as a document of its own (CLK-29).
import type { Facts, Rule } from '../decisions.ts';
import type { CreditNoteDocument, LedgerDocument } from '../documents.ts';
import { type CreditNote, keyText } from '../records.ts';
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
  adoptTwin,
  createOrUpdate,
  fail,
  failClosedPeriod,
  failCustomerCurrency,
  failEditedInLedger,
  goneInLedger,
  inSync,
  inSyncBothEnded,
  inSyncNothingNew,
  lookWhenStale,
  nothingSaid,
  recordOf,
  skip,
  skipEndedBeforeBooked,
  stayOutByOrder,
} from './common.ts';
import { skipExportPeriod, waitForExport } from './export.ts';
import { adoptNamed } from './named.ts';
import { endDependentsFirst, endDocument, lookBeforeEnding } from './ends.ts';
import { compareTotals } from './rounding.ts';

/** C17 */
const skipCreditNotesNotSynced: Rule = {
  name: 'skip-credit-notes-not-synced',
  decide: ({ link, policy }) =>
    policy.policy.creditNotes.mode === 'none' && link.document === undefined
      ? skip('credit_notes_not_synced')
      : undefined,
};

export const CREDIT_NOTE_RULES: readonly Rule[] = [
  nothingSaid,
  stayOutByOrder,
  skipEndedBeforeBooked,
  inSyncBothEnded,
  waitForExport,
  lookBeforeEnding,
  endDependentsFirst,
  endDocument('credit_note', endedDraft),
  adoptNamed(creditNoteDraft),
  compareTotals(creditNoteDraft),
  inSyncNothingNew,
  skipExportPeriod,
  skipCreditNotesNotSynced,
  skipDocumentType,
  formBeforeExportFrom,
  waitForPerson,
  waitFolioOpen,
  ignoreSourceEdit,
  customerOfForm,
  failCustomerCurrency((facts) => recordOf(facts.link, 'credit_note')),
  failAccountNotInLedger,
  failTaxMismatch,
  itemsOfLines,
  failUnmappedTax,
  failNumberTooLong,
  inSync(creditNoteDraft),
  goneInLedger(creditNoteDraft),
  lookWhenStale,
  failEditedInLedger,
  failClosedPeriod((facts) => recordOf(facts.link, 'credit_note')?.date),
  adoptTwin(creditNoteDraft, (ours, difference) =>
    fail('number_taken', { number: numberOf(ours), difference }),
  ),
  createOrUpdate(creditNoteDraft),
];

function creditNoteDraft(facts: Facts): CreditNoteDocument {
  const creditNote = recordOf(facts.link, 'credit_note');
  if (creditNote === undefined) throw new Error(`No credit note record behind ${facts.link.key.id}`);
  return { type: 'credit_note', ...formDraft(facts, creditNote), note: noteOf(facts, creditNote) };
}

/** CLK-30: whoever opens the credit note sees which invoice it corrects. */
function noteOf({ policy, related }: Facts, { creditedInvoiceId: id }: CreditNote): string | undefined {
  if (id === undefined || !policy.policy.creditNotes.referenceInNote) return undefined;
  const invoice = related.get(keyText({ kind: 'invoice', id }));
  const number = invoice === undefined ? undefined : recordOf(invoice, 'invoice')?.number;
  return number === undefined ? `Corrects invoice ${id}` : `Corrects invoice ${number} (${id})`;
}

function endedDraft(facts: Facts): LedgerDocument | undefined {
  const creditNote = recordOf(facts.link, 'credit_note');
  return creditNote === undefined ? undefined : { type: 'credit_note', ...endedForm(creditNote) };
}
