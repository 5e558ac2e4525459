// Sales forms: invoices, sales receipts, credit memos, refund receipts and estimates, with totals from their lines.
import { sum, written } from './amounts.ts';
import { find, type Company } from './company.ts';
import { faults, type Fault } from './faults.ts';
import { has, objectAt, objectsAt, refAt, textAt, without, type JsonObject } from './json.ts';
import { finishedLines, readSalesLines } from './lines.ts';
import type { Preparation, Prepared } from './preparation.ts';
import { dueDate } from './terms.ts';
import { includesTax, taxOf } from './tax.ts';
import { checkDepositAccount, undepositedFunds } from './accounts.ts';
import { addressed } from './addresses.ts';
import { customFields } from './custom-fields.ts';

/** Completes a sales form, or says what it lacks. */
export const prepareSalesForm = (company: Company, preparation: Preparation): Prepared => {
  const { fields } = preparation;
  const fault = checkForm(company, preparation);
  if (fault !== undefined) return { fault };
  if (keepsAmounts(preparation)) return { fields: keptForm(company, preparation) };
  const currency = refAt(fields, 'CurrencyRef') ?? company.homeCurrency;
  const read = readSalesLines(company, preparation, currency);
  if ('fault' in read) return read;
  const { sales } = read;
  const sentDetail = objectAt(preparation.sent, 'TxnTaxDetail');
  const tax = taxOf(company, {
    lines: sales.taxable,
    discount: sales.discount,
    currency,
    fields,
    sentDetail,
  });
  if ('fault' in tax) return tax;
  const inclusive = includesTax(company, fields);
  const net = inclusive ? sum(sales.taxable.map((line) => line.amount)) : sum(tax.nets).plus(tax.total);
  const total = net.minus(sales.discount);
  if (total.lt(0)) return { fault: faults.business('Transaction amount must be 0 or greater.') };
  return {
    fields: {
      ...without(fields, ...computedFields),
      ...formDefaults(company, preparation),
      GlobalTaxCalculation: tax.calculation,
      Line: finishedLines(sales, tax.nets, inclusive),
      TxnTaxDetail: tax.detail,
      TotalAmt: written(total),
    },
  };
};

const taxMembers = ['Line', 'TxnTaxDetail', 'GlobalTaxCalculation', 'ApplyTaxAfterDiscount'];

// A sparse update that names neither lines nor tax leaves all amounts alone, also a tax that was once sent.
const keepsAmounts = ({ old, fields, sent }: Preparation): boolean =>
  old !== undefined && fields.Line === old.fields.Line && !taxMembers.some((key) => has(sent, key));

const keptForm = (company: Company, preparation: Preparation): JsonObject => {
  const { Line, TxnTaxDetail, TotalAmt } = preparation.old?.fields ?? {};
  const fields = { ...without(preparation.fields, ...computedFields), ...formDefaults(company, preparation) };
  return { ...fields, Line, TxnTaxDetail, TotalAmt };
};

const computedFields = [
  'Balance',
  'HomeBalance',
  'HomeTotalAmt',
  'RemainingCredit',
  'InvoiceLink',
  'LinkedTxn',
  'DeliveryInfo',
];

const checkForm = (company: Company, preparation: Preparation): Fault | undefined => {
  const { entity, fields } = preparation;
  if (entity !== 'SalesReceipt' && refAt(fields, 'CustomerRef') === undefined)
    return faults.required('CustomerRef');
  if (entity === 'RefundReceipt' && refAt(fields, 'DepositToAccountRef') === undefined) {
    return faults.required('DepositToAccountRef');
  }
  return checkStatuses(fields) ?? checkDepositAccount(company, fields);
};

const statuses = {
  EmailStatus: ['NotSet', 'NeedToSend', 'EmailSent'],
  PrintStatus: ['NotSet', 'NeedToPrint', 'PrintComplete'],
} as const;

// A form that waits to be mailed needs an address (Invoice reference).
const checkStatuses = (fields: JsonObject): Fault | undefined => {
  for (const [member, words] of Object.entries(statuses)) {
    const word = textAt(fields, member);
    if (word !== undefined && !words.some((one) => one === word)) return faults.badEnumeration(member, word);
  }
  const waits = fields.EmailStatus === 'NeedToSend';
  const address = textAt(objectAt(fields, 'BillEmail'), 'Address');
  return waits && address === undefined ? faults.required('BillEmail.Address') : undefined;
};

const formDefaults = (company: Company, preparation: Preparation): JsonObject => ({
  ...addressed(company, preparation),
  FreeFormAddress: true,
  CustomField: customFields(company, preparation),
  ApplyTaxAfterDiscount: preparation.fields.ApplyTaxAfterDiscount ?? false,
  PrintStatus: textAt(preparation.fields, 'PrintStatus') ?? 'NeedToPrint',
  EmailStatus: textAt(preparation.fields, 'EmailStatus') ?? 'NotSet',
  ...byEntity(company, preparation),
});

const byEntity = (company: Company, preparation: Preparation): JsonObject => {
  const { fields } = preparation;
  switch (preparation.entity) {
    case 'Invoice':
      return {
        AllowIPNPayment: false,
        AllowOnlinePayment: false,
        AllowOnlineCreditCardPayment: fields.AllowOnlineCreditCardPayment ?? false,
        AllowOnlineACHPayment: fields.AllowOnlineACHPayment ?? false,
        DueDate: dueDate(company, fields),
        // Only links to estimates can be made from the invoice; payments link from their side.
        LinkedTxn: objectsAt(fields, 'LinkedTxn').filter((linked) => isEstimate(company, linked)),
        DeliveryInfo: preparation.old?.fields.DeliveryInfo,
      };
    case 'SalesReceipt':
      return { DepositToAccountRef: fields.DepositToAccountRef ?? undepositedFunds(company), Balance: 0 };
    case 'RefundReceipt':
      return { Balance: 0, DeliveryInfo: preparation.old?.fields.DeliveryInfo };
    case 'Estimate':
      return { TxnStatus: textAt(fields, 'TxnStatus') ?? 'Pending' };
    default:
      return {};
  }
};

const isEstimate = (company: Company, linked: JsonObject): boolean =>
  linked.TxnType === 'Estimate' &&
  has(linked, 'TxnId') &&
  find(company, 'Estimate', textAt(linked, 'TxnId') ?? '') !== undefined;
