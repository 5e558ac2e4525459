// Deposits and journal entries: money brought to a bank, and amounts moved between accounts.
import { amountAt, amountOf, sum, written, zero, type Amount } from './amounts.ts';
import { checkDepositAccount } from './accounts.ts';
import { find, keyOf, tableOf, type Company } from './company.ts';
import { faults, type Fault } from './faults.ts';
import { objectAt, objectsAt, refAt, textAt, without, type JsonObject } from './json.ts';
import type { Preparation, Prepared } from './preparation.ts';

/** Completes a deposit: money brought to a bank, from undeposited payments or from accounts. */
export const prepareDeposit = (company: Company, preparation: Preparation): Prepared => {
  const { fields } = preparation;
  if (refAt(fields, 'DepositToAccountRef') === undefined)
    return { fault: faults.required('DepositToAccountRef') };
  const fault = checkDepositAccount(company, fields) ?? checkDepositLines(company, preparation);
  if (fault !== undefined) return { fault };
  const cashBack = amountOf(objectAt(fields, 'CashBack'), 'Amount');
  return {
    fields: {
      ...without(fields, 'HomeTotalAmt'),
      Line: numbered(objectsAt(fields, 'Line')),
      TxnTaxDetail: {},
      TotalAmt: written(lineTotal(fields).minus(cashBack)),
    },
  };
};

/** Completes a journal entry, whose debits and credits must be equal. */
export const prepareJournalEntry = (company: Company, preparation: Preparation): Prepared => {
  const lines = objectsAt(preparation.fields, 'Line').filter((line) => line.DetailType !== 'DescriptionOnly');
  if (lines.length === 0) return { fault: faults.required('Line') };
  for (const line of lines) {
    const fault = checkPosting(company, line);
    if (fault !== undefined) return { fault };
  }
  if (!side(lines, 'Debit').eq(side(lines, 'Credit'))) {
    return { fault: faults.business('Debits and credits must be equal.') };
  }
  const Line = numbered(objectsAt(preparation.fields, 'Line'));
  return { fields: { ...without(preparation.fields, 'TotalAmt', 'HomeTotalAmt'), Line, Adjustment: false } };
};

const side = (lines: readonly JsonObject[], type: string): Amount =>
  sum(
    lines.map((line) =>
      textAt(objectAt(line, 'JournalEntryLineDetail'), 'PostingType') === type
        ? amountOf(line, 'Amount')
        : zero,
    ),
  );

const checkPosting = (company: Company, line: JsonObject): Fault | undefined => {
  const detail = objectAt(line, 'JournalEntryLineDetail');
  if (amountAt(line, 'Amount') === undefined) return faults.required('Line.Amount');
  if (!['Debit', 'Credit'].includes(textAt(detail, 'PostingType') ?? ''))
    return faults.required('PostingType');
  const account = refAt(detail, 'AccountRef');
  if (account === undefined) return faults.required('AccountRef');
  const isReceivable = find(company, 'Account', account)?.fields.AccountType === 'Accounts Receivable';
  const named = refAt(objectAt(detail, 'Entity'), 'EntityRef') !== undefined;
  return isReceivable && !named
    ? faults.business('When you use Accounts Receivable, you must choose a customer in the Name field.')
    : undefined;
};

const checkDepositLines = (company: Company, preparation: Preparation): Fault | undefined => {
  const lines = objectsAt(preparation.fields, 'Line');
  if (lines.length === 0) return faults.business('You must set a transaction amount.');
  for (const line of lines) {
    if (amountAt(line, 'Amount') === undefined) return faults.required('Line.Amount');
    const fault = checkDepositLine(company, line, preparation.old?.id);
    if (fault !== undefined) return fault;
  }
  return undefined;
};

const checkDepositLine = (
  company: Company,
  line: JsonObject,
  depositId: string | undefined,
): Fault | undefined => {
  const linked = objectsAt(line, 'LinkedTxn')[0];
  if (linked === undefined) {
    const account = refAt(objectAt(line, 'DepositLineDetail'), 'AccountRef');
    return account === undefined ? faults.required('DepositLineDetail.AccountRef') : undefined;
  }
  const [type, id] = [textAt(linked, 'TxnType') ?? '', textAt(linked, 'TxnId') ?? ''];
  if (type !== 'Payment' && type !== 'SalesReceipt') return faults.cannotLink(`${type} cannot be deposited.`);
  if (tableOf(company.rows, type).get(id) === undefined) return faults.notFound();
  const holder = company.indexes.deposited.get(keyOf(type, id));
  return holder === undefined || holder === depositId
    ? undefined
    : faults.cannotLink('The transaction is already part of a deposit.');
};

const lineTotal = (fields: JsonObject): Amount =>
  sum(objectsAt(fields, 'Line').map((line) => amountOf(line, 'Amount')));

const numbered = (lines: readonly JsonObject[]): readonly JsonObject[] =>
  lines.map((line, index) => ({
    ...line,
    Id: textAt(line, 'Id') ?? String(index + 1),
    LineNum: index + 1,
    CustomExtensions: [],
  }));
