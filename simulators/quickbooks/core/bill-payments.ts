// Bill payments: money for a vendor, applied to bills. A link to anything else is taken and ignored.
import { amountAt, amountOf, smaller, sum, written } from './amounts.ts';
import { checkAccountType } from './accounts.ts';
import { find, type Company } from './company.ts';
import { faults, type Fault } from './faults.ts';
import { objectAt, objectsAt, refAt, textAt, without, type JsonObject } from './json.ts';
import { linksOf, openAmount, type Link } from './links.ts';
import { asLine } from './payments.ts';
import type { Preparation, Prepared } from './preparation.ts';

// Where the money comes from, by the kind of payment.
const sources = {
  Check: { detail: 'CheckPayment', account: 'BankAccountRef', types: ['Bank'] },
  CreditCard: { detail: 'CreditCardPayment', account: 'CCAccountRef', types: ['Credit Card'] },
} as const;

/** Completes a bill payment: what it applies is capped to what the bills of its vendor leave open. */
export const prepareBillPayment = (company: Company, preparation: Preparation): Prepared => {
  const { fields } = preparation;
  const fault = checkBillPayment(company, fields);
  if (fault !== undefined) return { fault };
  const links = linksOf(fields).flatMap((link) => applied(company, preparation, link));
  const total = amountOf(fields, 'TotalAmt');
  if (sum(links.map((link) => link.amount)).gt(total))
    return { fault: faults.business('The amount applied is greater than the amount of the payment.') };
  const rest = without(fields, 'HomeTotalAmt', 'LinkedTxn');
  return { fields: { ...rest, TotalAmt: written(total), Line: links.map(asLine) } };
};

const checkBillPayment = (company: Company, fields: JsonObject): Fault | undefined => {
  if (refAt(fields, 'VendorRef') === undefined) return faults.required('VendorRef');
  const type = textAt(fields, 'PayType');
  if (type === undefined) return faults.required('PayType');
  if (type !== 'Check' && type !== 'CreditCard') return faults.badEnumeration('PayType', type);
  const { detail, account, types } = sources[type];
  const id = refAt(objectAt(fields, detail), account);
  if (id === undefined) return faults.required(`${detail}.${account}`);
  const total = amountAt(fields, 'TotalAmt');
  if (total === undefined) return faults.required('TotalAmt');
  if (total.lt(0)) return faults.business('Transaction amount must be 0 or greater.');
  const lines = objectsAt(fields, 'Line');
  if (lines.some((line) => amountAt(line, 'Amount') === undefined)) return faults.required('Line.Amount');
  return checkAccountType(company, id, types);
};

const applied = (company: Company, { fields, old }: Preparation, link: Link): readonly Link[] => {
  const bill = link.entity === 'Bill' ? find(company, 'Bill', link.id) : undefined;
  if (bill === undefined || refAt(bill.fields, 'VendorRef') !== refAt(fields, 'VendorRef')) return [];
  const amount = smaller(link.amount, openAmount(company, bill, old?.id));
  return amount.gt(0) ? [{ ...link, amount }] : [];
};
