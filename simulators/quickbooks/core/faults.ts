// The table of faults: every refusal of the books with its code, its texts and its HTTP status.
import type { JsonObject } from './json.ts';

/** A refusal. Type and status stand in the answer's envelope, the rest in its one error. */
export interface Fault {
  readonly code: string;
  readonly message: string;
  readonly detail: string;
  readonly element?: string;
  readonly status: number;
  readonly type: 'ValidationFault' | 'SystemFault';
}

const validation = (code: string, message: string, detail: string, element = ''): Fault => ({
  code,
  message,
  detail,
  element,
  status: 400,
  type: 'ValidationFault',
});

/** The body of a refusal of the application: upper-case keys. */
export const faultBody = (fault: Fault): JsonObject => ({
  Fault: {
    Error: [{ Message: fault.message, Detail: fault.detail, code: fault.code, element: fault.element }],
    type: fault.type,
  },
});

const stale =
  'Stale Object Error : You and root were working on this at the same time. root finished before you did, so your work was not saved.';
const inactive =
  "Object Not Found : Something you're trying to use has been made inactive. Check the fields with accounts, customers, items, vendors or employees.";
const subscription =
  "Subscription period has ended or canceled or there was a billing problem : You can't add data to QuickBooks Online Plus because your trial or subscription period ended, you canceled your subscription, or there was a billing problem. To see or change your subscription status, click 'Your Account' at the upper-right of the screen, and click on Resubscribe link or contact your administrator.";
const closed =
  'The account period has closed and the account books cannot be updated through through the QBO Services API. Please use the QBO website to make these changes.';

/** All refusals by name. A function where the text depends on the request. */
export const faults = {
  unsupported: (operation: string): Fault =>
    validation('500', 'Unsupported Operation', `Operation ${operation} is not supported.`),
  noSuchResource: (method: string): Fault =>
    faults.unsupported(`No resource method found for ${method}, return 405 with Allow header`),
  notFound: (): Fault => validation('610', 'Object Not Found', 'Object Not Found : Object not found.'),
  inactive: (): Fault => validation('610', 'Object Not Found', inactive),
  cannotLink: (detail: string): Fault =>
    validation('620', 'Transaction cannot be linked', `Transaction cannot be linked : ${detail}`),
  hasDependencies: (): Fault =>
    validation(
      '800',
      'Object has dependencies',
      'Object has dependencies : The transaction is linked to other transactions. Unlink these first.',
    ),
  batchTooBig: (): Fault =>
    validation(
      '1040',
      'Maximum batch items exceeded',
      'The number of items in the batch exceeds the maximum of 30.',
    ),
  unsupportedProperty: (name: string): Fault =>
    validation(
      '2010',
      'Request has invalid or unsupported property',
      `Property Name:${name} specified is unsupported or invalid`,
      name,
    ),
  required: (name: string): Fault =>
    validation(
      '2020',
      'Required param missing, need to supply the required value for the API',
      `Required parameter ${name} is missing in the request`,
      name,
    ),
  badValue: (name: string, value: string): Fault =>
    validation('2030', 'Invalid ID', `Invalid value for ${name} : ${value}`, name),
  badCharacters: (name: string): Fault =>
    validation(
      '2040',
      'Invalid String',
      `Invalid String : ${name} has characters that are not supported`,
      name,
    ),
  badLength: (name: string, max: number, length: number): Fault =>
    validation(
      '2050',
      'String length is either shorter or longer than supported by specification',
      `String length specified does not match the supported length. Min:0 Max:${max} supplied:${length}`,
      name,
    ),
  badRequestId: (): Fault =>
    validation(
      '2130',
      'Invalid Request ID',
      'Invalid Request ID : at most 50 characters, together with the bId',
    ),
  badEnumeration: (name: string, value: string): Fault =>
    validation('2170', 'Invalid Enumeration', `Invalid Enumeration : ${value}`, name),
  badEmail: (): Fault =>
    validation(
      '2210',
      'Invalid Email Address format',
      'Email Address does not conform to the syntax rules of RFC 822.',
    ),
  badCurrency: (value: string): Fault =>
    validation('2220', 'Invalid Currency Type', `Invalid Currency Type : ${value}`, 'CurrencyRef'),
  negativeAmount: (): Fault =>
    validation(
      '2290',
      'Negative amount specified on a line',
      'Amount on a line must not be negative.',
      'Line.Amount',
    ),
  badReference: (kind: string, id: string): Fault =>
    validation('2500', 'Invalid Reference Id', `Invalid Reference Id : ${kind} element id ${id} not found`),
  badQuery: (detail: string): Fault =>
    validation('4000', 'Error parsing query', `QueryParserError: ${detail}`),
  invalidQuery: (detail: string): Fault => ({
    ...validation('4001', 'Invalid query', `QueryValidationError: ${detail}`),
  }),
  stale: (): Fault => validation('5010', 'Stale Object Error', stale),
  featureNotSupported: (detail: string): Fault => validation('5030', 'Feature Not Supported', detail),
  business: (detail: string): Fault =>
    validation(
      '6000',
      'A business validation error has occurred while processing your request',
      `Business Validation Error: ${detail}`,
    ),
  amountIsNotProduct: (amount: string, product: string): Fault =>
    validation(
      '6070',
      'Amount is not equal to UnitPrice * Qty',
      `Amount calculation incorrect in the request. Supplied value:${amount}, calculated value:${product}`,
      'Line.Amount',
    ),
  nameless: (): Fault =>
    validation(
      '6080',
      'Name is required',
      'At least one of Title, GivenName, MiddleName, FamilyName, DisplayName or Suffix is required.',
    ),
  badDiscount: (): Fault =>
    validation(
      '6090',
      'Invalid discount',
      'A discount needs an amount or a percentage, and discounts must be allowed.',
    ),
  badTaxCode: (code: string): Fault =>
    validation(
      '6100',
      'Invalid Tax Code',
      `Tax code ${code} cannot be used on a line. Use TAX or NON.`,
      'TaxCodeRef',
    ),
  duplicateNumber: (): Fault =>
    validation(
      '6140',
      'Duplicate Document Number Error',
      'Duplicate Document Number Error : You must specify a different number. This number has already been used.',
    ),
  parentMissing: (): Fault =>
    validation('6150', 'Parent reference required', 'A job or sub-customer needs a ParentRef.', 'ParentRef'),
  taxNotApplicable: (): Fault =>
    validation(
      '6170',
      'Invalid tax detail',
      'TxnTaxDetail must not be sent when GlobalTaxCalculation is NotApplicable.',
      'TxnTaxDetail',
    ),
  badParent: (): Fault =>
    validation('6180', 'Invalid parent', 'A name cannot stand below itself.', 'ParentRef'),
  nestedTooDeep: (): Fault =>
    validation('6180', 'Too many levels', 'Names can be nested at most 5 levels deep.', 'ParentRef'),
  subscriptionEnded: (): Fault => validation('6190', 'Invalid Company Status', subscription),
  periodClosed: (password: boolean): Fault =>
    password
      ? validation('6210', 'Account Period Closed, Cannot Update Through Services API', closed)
      : validation(
          '6200',
          'Account Period Closed',
          'The account period has closed and the account books cannot be updated.',
        ),
  hasBalance: (): Fault =>
    validation('6220', 'Account has balance', 'An object that still has a balance cannot be made inactive.'),
  duplicateName: (kind: string): Fault =>
    validation(
      '6240',
      'Duplicate Name Exists Error',
      `The name supplied already exists. : Another ${kind} is already using this \nname. Please use a different name.`,
    ),
  badAccountType: (): Fault =>
    validation(
      '6430',
      'Invalid account type used',
      'Invalid account type : an account of this type cannot be used here.',
    ),
  settled: (): Fault => validation('6450', 'Settled transaction', 'A settled transaction cannot be voided.'),
  matched: (): Fault =>
    validation(
      '6480',
      'Transaction matched to a downloaded transaction',
      'The transaction is matched to a transaction of the bank and cannot be deleted. Unmatch it first.',
    ),
  cardNumber: (): Fault =>
    validation(
      '6530',
      'Credit card number found',
      'The request holds what looks like a credit card number. Take it out and try again.',
    ),
  deposited: (): Fault =>
    validation(
      '6540',
      'Deposited Transaction cannot be changed',
      'Deposited Transaction cannot be changed : remove the transaction from the deposit first.',
    ),
  system: (status: number): Fault => ({
    code: '10000',
    message: 'An application error has occurred while processing your request',
    detail: 'System Failure Error: Unexpected Internal Error.',
    status,
    type: 'SystemFault',
  }),
} as const;
