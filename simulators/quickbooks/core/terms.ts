// Due dates: sent, or from the terms of sale, or thirty days after the date of the transaction.
import { find, type Company } from './company.ts';
import { refAt, textAt, type JsonObject } from './json.ts';
import { addDays } from './times.ts';

// Measured: an invoice without a term and without a due date is due after 30 days.
const usualDays = 30;

/** The due date of an invoice or a bill whose date is already set. */
export const dueDate = (company: Company, fields: JsonObject): string => {
  const sent = textAt(fields, 'DueDate');
  if (sent !== undefined) return sent;
  const term = refAt(fields, 'SalesTermRef');
  const days = term === undefined ? undefined : find(company, 'Term', term)?.fields.DueDays;
  return addDays(textAt(fields, 'TxnDate') ?? '', typeof days === 'number' ? days : usualDays);
};
