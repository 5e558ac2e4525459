// Reasons: why a record waits or stays out of the books, as a sentence for whoever reads it without knowing us. By the reason's word.

/** What no problem and no task says. Each reason of the runbook has one here, or is a problem or a task (tested). */
const REASONS: Readonly<Record<string, string>> = {
  // It waits for another record.
  customer: 'It waits for its customer, who is not in the books yet.',
  item: 'It waits for an item of its lines that is not in the books yet.',
  invoice: 'It waits for its invoice, which is not in the books yet.',
  owner: 'It waits for the invoice or credit note that it belongs to.',
  customer_failed: 'Its customer could not be booked. Cure that first; this follows by itself.',
  item_failed: 'An item of its lines could not be booked. Cure that first; this follows by itself.',
  invoice_failed: 'Its invoice could not be booked. Cure that first; this follows by itself.',
  item_account: 'An item of its lines takes over another account first.',
  linked_records: 'Others that lean on it leave the books first.',
  invoice_of_payment: 'It pays an invoice that is not known yet.',
  // It waits for the source, or for its time.
  folio_open: 'The folio is not closed yet. It is booked when it is.',
  payment_processing: 'The money is on its way. Once it is there it is booked.',
  ended_in_ledger:
    'It was voided or deleted in the ledger, and its source was told. It is the source’s turn.',
  schedule_off: 'By the policy nothing goes to the ledger at the moment.',
  export: 'It goes to the ledger with the next export.',
  window: 'It goes to the ledger in the hours that the policy names.',
  inbound_sync: 'It changed in the ledger, and the source is told with the next inbound sync.',
  // It waits for the ledger.
  ledger_unavailable: 'The ledger does not answer. It follows by itself.',
  throttled: 'The ledger asked us to slow down. It follows by itself.',
  ledger_suspended: 'The company’s ledger takes no bookings at the moment. It follows when it does again.',
  outcome_unknown:
    'It was sent to the ledger, and whether it arrived is being found out. Do not enter it by hand.',
  // It waits for its whole connection.
  paused: 'Somebody has paused the company. It follows when it goes on.',
  disconnected: 'The company is not connected any more. It follows when somebody connects it again.',
  session_over: 'The session with the ledger is over. It follows with the next one.',
  initial_import: 'It waits for the first import from the ledger.',
  preflight: 'It waits until the settings of the connection pass their checks.',
  not_live: 'The connection is not live yet. Nothing is booked before.',
  not_ready: 'It waits for the policy and the company’s lists.',
  // It stays out by rule.
  before_export_from: 'It is dated before the day from which records are booked.',
  document_type: 'Documents of this type are not booked, as the policy says.',
  ended_before_booked: 'It ended at its source before it was booked, so there is nothing to book.',
  end_ignored: 'It ended at its source; by the policy the books stay as they are.',
  items_are_mapped: 'Items are mapped to those of the ledger, so none is made there.',
  draft: 'It is a draft. Once it is finalised it is synced.',
  filter: 'It does not pass the filters of the connection, so it is left out.',
  payment_failed: 'The money never came, so nothing is booked.',
  payment_transfer: 'No money came in: it was only moved within the source.',
  payments_not_synced: 'Payments like this are not booked, as the policy says.',
  refunds_not_synced: 'Refunds are not booked, as the policy says.',
  credit_notes_not_synced: 'Credit notes are not booked, as the policy says.',
  suppliers_not_synced: 'Suppliers are not booked, as the policy says.',
  credit_notes_not_linked: 'Credit notes are not set off by themselves, as the policy says.',
  credit_below_open_balance: 'The credit note is not set off by itself: more is open on its invoice.',
  nothing_open: 'Nothing is open on the invoice any more, so the credit note is not set off.',
  credit_note_ended: 'Its credit note is over, so there is nothing to set off.',
  export_skipped: 'An export was begun at a later day, so it was left out.',
  files_not_synced: 'Files are not sent along, as the policy says.',
  files_not_kept: 'The ledger keeps no files.',
  owner_ended: 'What it belongs to is over.',
  // It is not in the books by somebody's word, or follows another one that is not.
  owner_not_in_books: 'It follows its invoice, which stays out of the books.',
  ended_with_linked: 'It left the books together with the record that it leaned on.',
  unsynced: 'A person took it out of the books.',
  payment_not_synced: 'It follows its payment, which is out of the books.',
  invoice_not_in_books: 'It follows its invoice, which is out of the books.',
  until_asked: 'It is booked when a person asks for it.',
  manual_payment: 'Payments entered by hand are booked only when a person asks for it.',
  own_word: 'Its source says that it shall not be booked.',
};

/** The reason in words; undefined for one that has none here. */
export function sayReason(reason: string): string | undefined {
  return Object.hasOwn(REASONS, reason) ? REASONS[reason] : undefined;
}
