// What the data of a product event looks like, by record kind. Closed: a field that is not named here is a mistake.
import * as z from 'zod';
import {
  amount,
  code,
  country,
  currency,
  decimal,
  email,
  file,
  id,
  localDate,
  longText,
  name,
  percentage,
  positiveDecimal,
  revision,
  shortText,
} from './fields.ts';

/** What the smallest ledger holds in one document; a longer one could never be booked. */
export const LINES_MAX = 750;

const address = () =>
  z.strictObject({
    line1: z.optional(name()),
    line2: z.optional(name()),
    city: z.optional(code()),
    region: z.optional(code()),
    postalCode: z.optional(shortText()),
    country: z.optional(country()),
  });

const party = () => ({
  id: id(),
  revision: revision(),
  name: name(),
  number: z.optional(shortText()),
  email: z.optional(email()),
  phone: z.optional(shortText()),
  currency: z.optional(currency()),
  address: z.optional(address()),
  active: z.optional(z.boolean()),
  ledgerId: z.optional(code()),
});

export const CUSTOMER = z.strictObject({ ...party(), parentId: z.optional(id()) });

export const SUPPLIER = z.strictObject(party());

export const ITEM = z.strictObject({
  id: id(),
  revision: revision(),
  name: name(),
  description: z.optional(longText()),
  unitPrice: z.optional(decimal()),
  account: z.optional(code()),
  active: z.optional(z.boolean()),
  ledgerId: z.optional(code()),
});

const invoiceLine = () =>
  z.strictObject({
    itemId: z.optional(id()),
    revenueGroup: z.optional(code()),
    category: z.optional(code()),
    description: z.optional(longText()),
    quantity: z.optional(decimal()),
    unitPrice: z.optional(decimal()),
    amount: z.optional(amount()),
    tax: z.optional(code()),
    account: z.optional(code()),
    costCentre: z.optional(shortText()),
  });

/** More codes than any country has. */
const TAXES_MAX = 20;

const salesForm = () => ({
  id: id(),
  revision: revision(),
  number: shortText(),
  customerId: id(),
  currency: currency(),
  date: localDate(),
  status: z.enum(['draft', 'open', 'closed']),
  documentType: z.optional(shortText()),
  lines: z.array(invoiceLine()).check(z.minLength(1), z.maxLength(LINES_MAX)),
  discount: z.optional(z.strictObject({ amount: z.optional(amount()), percent: z.optional(percentage()) })),
  pricesIncludeTax: z.optional(z.boolean()),
  taxTotal: z.optional(amount()),
  taxes: z.optional(z.array(z.strictObject({ tax: code(), amount: amount() })).check(z.maxLength(TAXES_MAX))),
  pdf: z.optional(file()),
  total: z.optional(amount()),
  exchangeRate: z.optional(positiveDecimal()),
  memo: z.optional(longText()),
});

/** Sources have hundreds of properties; only those that a filter or a mapping names are worth sending. */
export const CUSTOM_MAX = 30;

const custom = () =>
  z.record(code(), longText()).check(
    z.refine((fields) => Object.keys(fields).length <= CUSTOM_MAX, {
      error: `has more than ${CUSTOM_MAX} fields`,
    }),
  );

export const INVOICE = z.strictObject({
  ...salesForm(),
  dueDate: z.optional(localDate()),
  correctionOf: z.optional(id()),
  ledgerId: z.optional(code()),
  dealId: z.optional(id()),
  surcharges: z.optional(z.strictObject({ tax: z.optional(amount()), fees: z.optional(amount()) })),
  custom: z.optional(custom()),
});

export const CREDIT_NOTE = z.strictObject({ ...salesForm(), creditedInvoiceId: z.optional(id()) });

export const PAYMENT = z.strictObject({
  id: id(),
  revision: revision(),
  customerId: id(),
  currency: currency(),
  date: localDate(),
  amount: amount(),
  method: z.optional(code()),
  reference: z.optional(code()),
  allocations: z.optional(
    z.array(z.strictObject({ invoiceId: id(), amount: amount() })).check(z.maxLength(LINES_MAX)),
  ),
  exchangeRate: z.optional(positiveDecimal()),
  memo: z.optional(longText()),
  manual: z.optional(z.boolean()),
  sync: z.optional(z.boolean()),
  deposit: z.optional(z.boolean()),
  transferOf: z.optional(id()),
  ledgerId: z.optional(code()),
  origin: z.optional(code()),
  status: z.optional(z.enum(['processing', 'succeeded', 'failed'])),
  fees: z.optional(z.strictObject({ processing: z.optional(amount()), platform: z.optional(amount()) })),
});

export const REFUND = z.strictObject({
  id: id(),
  revision: revision(),
  customerId: id(),
  currency: currency(),
  date: localDate(),
  amount: amount(),
  paymentId: z.optional(id()),
  method: z.optional(code()),
  reference: z.optional(code()),
  reason: z.optional(longText()),
  exchangeRate: z.optional(positiveDecimal()),
  memo: z.optional(longText()),
});

/** The end of a record: only which one, and the revision that ended it. */
export const END = z.strictObject({ id: id(), revision: revision() });
