// Tasks: what a record that asks wants of a person, in a sentence, with what to do. The words of the trace fill the places.

interface Task {
  readonly sentence: string;
  readonly remedy: string;
}

/** By the task's word. `{name}` places are filled from what the rule looked at. */
const TASKS: Readonly<Record<string, Task>> = {
  book_refund_by_hand: {
    sentence: 'A refund of {amount} {currency} was made at the source, and refunds are not synced.',
    remedy: 'Enter a credit memo or a refund receipt in the ledger, then skip the record.',
  },
  check_refund_in_ledger: {
    sentence:
      'A refund of {amount} {currency} was made at the source, of money that came in through the ledger.',
    remedy:
      'See that the ledger has the refund too, and enter it there if it does not; then skip the record.',
  },
  refund_at_source_by_hand: {
    sentence: 'The payment came in through the ledger and was {how} there; at the source it still stands.',
    remedy: 'Refund or delete the payment at the source by hand.',
  },
  repeat_refund_at_source: {
    sentence: 'A refund of {amount} {currency} was entered in the ledger, and refunds are not synced.',
    remedy: 'Refund the payment at the source by hand, then skip the record.',
  },
  payment_failed_after_booking: {
    sentence: 'The money of this payment was booked and did not come after all.',
    remedy: 'Undo the payment in the ledger, then skip the record.',
  },
  void_payment_by_hand: {
    sentence:
      'The payment was deleted at the source; deletions are not synced, so it still stands in the ledger.',
    remedy: 'Delete it in the ledger by hand if it shall go, or unlink the record if it shall stay.',
  },
  void_invoice_by_hand: {
    sentence: 'The invoice ended at the source, and in the ledger it still stands.',
    remedy: 'Void it in the ledger by hand if it shall go, or unlink the record if it shall stay.',
  },
  void_credit_note_by_hand: {
    sentence: 'The credit note was voided at the source, and the ledger voids none from outside.',
    remedy: 'Void or delete it in the ledger by hand.',
  },
  match_deposit: {
    sentence: 'A deposit was moved to an ordinary folio.',
    remedy: 'Match it with its invoice in the ledger by hand, then skip the record.',
  },
  rounding_difference: {
    sentence: 'The ledger made a total of {ledger} {currency} of it, the source says {source}.',
    remedy: 'Keep the ledger’s total, or correct the record at the source.',
  },
  edited_in_ledger: {
    sentence: 'A person changed it in the ledger: {drift}.',
    remedy: 'Keep the ledger’s version, or restore the source’s.',
  },
  voided_in_ledger: {
    sentence: 'A person voided it in the ledger.',
    remedy: 'Keep it so, restore it, or end it at the source.',
  },
  deleted_in_ledger: {
    sentence: 'A person deleted it in the ledger.',
    remedy: 'Keep it so, restore it, or end it at the source.',
  },
};

/** The task in words; undefined for one that has none. */
export function sayTask(
  task: string,
  values: Readonly<Record<string, string>> = {},
): { readonly sentence: string; readonly remedy: string } | undefined {
  const found = Object.hasOwn(TASKS, task) ? TASKS[task] : undefined;
  if (found === undefined) return undefined;
  const sentence = found.sentence.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? 'unknown');
  return { sentence, remedy: found.remedy };
}
