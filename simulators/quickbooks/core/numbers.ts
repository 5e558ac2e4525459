// Document numbers: given by the company's sequence or taken from the request, and duplicates where they are minded.
import { find, keyOf, type Company } from './company.ts';
import { faults, type Fault } from './faults.ts';
import { flagAt, objectAt, textAt } from './json.ts';
import type { Preparation } from './preparation.ts';

// All sales forms count up together; so it looks in recorded companies.
const numberedForms = ['Invoice', 'SalesReceipt', 'CreditMemo', 'RefundReceipt', 'Estimate'];
const firstNumber = 1001;

/** The number a transaction will carry; with custom numbers on it may have none. */
export const documentNumber = (company: Company, preparation: Preparation): string | undefined => {
  const wanted = textAt(preparation.fields, 'DocNumber');
  if (wanted !== undefined && wanted !== '') return wanted;
  if (!numberedForms.includes(preparation.entity)) return undefined;
  const automatic = !customNumbers(company) || flagAt(preparation.sent, 'AutoDocNumber') === true;
  if (!automatic) return undefined;
  return textAt(preparation.old?.fields, 'DocNumber') ?? nextNumber(company, preparation.entity);
};

/** Refuses a number in use, if the company minds duplicates. */
export const checkNumber = (
  company: Company,
  preparation: Preparation,
  number: string | undefined,
): Fault | undefined => {
  if (number === undefined || !customNumbers(company) || !company.knobs.warnDuplicateDocNumber)
    return undefined;
  const owners = company.indexes.numbers.get(keyOf(preparation.entity, number));
  const others = [...(owners ?? [])].filter((id) => id !== preparation.old?.id);
  return others.length > 0 ? faults.duplicateNumber() : undefined;
};

const customNumbers = (company: Company): boolean =>
  flagAt(objectAt(find(company, 'Preferences', '1')?.fields, 'SalesFormsPrefs'), 'CustomTxnNumbers') === true;

const nextNumber = (company: Company, entity: string): string => {
  let next = company.sequences.get('number') ?? firstNumber;
  while ((company.indexes.numbers.get(keyOf(entity, String(next)))?.size ?? 0) > 0) next += 1;
  company.sequences.set('number', next + 1);
  return String(next);
};
