// Records and what a source said, as they were stored. Members that a newer version of us added are kept as they are.
import * as z from 'zod';
import type { SourceRecord } from '../core/records.ts';

const text = z.string();
const maybe = z.string().optional();

/** A postal address. */
export const ADDRESS = z.looseObject({
  line1: maybe,
  line2: maybe,
  city: maybe,
  region: maybe,
  postalCode: maybe,
  country: maybe,
  countryName: maybe,
  contactPerson: maybe,
});

const PARTY = {
  id: text,
  name: text,
  number: maybe,
  email: maybe,
  phone: maybe,
  currency: maybe,
  address: ADDRESS.optional(),
  active: z.boolean(),
  ledgerId: maybe,
};

const CUSTOMER = z.looseObject({ kind: z.literal('customer'), ...PARTY, parentId: maybe, company: maybe });

const SUPPLIER = z.looseObject({ kind: z.literal('supplier'), ...PARTY });

const COST_CENTRE = z.looseObject({
  kind: z.literal('cost_centre'),
  id: text,
  name: text,
  number: text,
  active: z.boolean(),
  ledgerId: text,
});

const ITEM = z.looseObject({
  kind: z.literal('item'),
  id: text,
  name: text,
  description: maybe,
  unitPrice: maybe,
  account: maybe,
  active: z.boolean(),
  ledgerId: maybe,
});

const INVOICE_LINE = z.looseObject({
  itemId: maybe,
  revenueGroup: maybe,
  category: maybe,
  description: maybe,
  quantity: maybe,
  unitPrice: maybe,
  amount: text,
  tax: maybe,
  account: maybe,
  costCentre: maybe,
});

const SALES_FORM = {
  id: text,
  number: text,
  customerId: text,
  currency: text,
  date: text,
  status: z.enum(['draft', 'open', 'closed']),
  documentType: maybe,
  lines: z.array(INVOICE_LINE),
  discount: z.looseObject({ amount: maybe, percent: maybe }).optional(),
  pricesIncludeTax: z.boolean(),
  taxTotal: maybe,
  taxes: z.array(z.looseObject({ tax: text, amount: text })).optional(),
  pdf: z.looseObject({ url: maybe, content: maybe, name: maybe }).optional(),
  total: maybe,
  exchangeRate: maybe,
  memo: maybe,
};

const INVOICE = z.looseObject({
  kind: z.literal('invoice'),
  ...SALES_FORM,
  dueDate: maybe,
  correctionOf: maybe,
  ledgerId: maybe,
  dealId: maybe,
  surcharges: z.looseObject({ tax: maybe, fees: maybe }).optional(),
  custom: z.record(text, text).optional(),
});

const CREDIT_NOTE = z.looseObject({
  kind: z.literal('credit_note'),
  ...SALES_FORM,
  creditedInvoiceId: maybe,
});

const PAYMENT = z.looseObject({
  kind: z.literal('payment'),
  id: text,
  customerId: text,
  currency: text,
  date: text,
  amount: text,
  method: maybe,
  reference: maybe,
  allocations: z.array(z.looseObject({ invoiceId: text, amount: text })),
  exchangeRate: maybe,
  memo: maybe,
  manual: z.boolean().optional(),
  sync: z.boolean().optional(),
  deposit: z.boolean().optional(),
  transferOf: maybe,
  ledgerId: maybe,
  origin: maybe,
  status: z.enum(['processing', 'succeeded', 'failed']).optional(),
  processor: maybe,
  fees: z.looseObject({ processing: maybe, platform: maybe }).optional(),
  setOff: z.looseObject({ creditNoteId: text, invoiceId: text }).optional(),
});

const REFUND = z.looseObject({
  kind: z.literal('refund'),
  id: text,
  customerId: text,
  currency: text,
  date: text,
  amount: text,
  paymentId: maybe,
  method: maybe,
  reference: maybe,
  reason: maybe,
  processor: maybe,
  exchangeRate: maybe,
  memo: maybe,
});

const ATTACHMENT = z.looseObject({
  kind: z.literal('attachment'),
  id: text,
  of: text,
  name: text,
  url: maybe,
  content: maybe,
});

/** A record of any kind. */
export const STORED_RECORD: z.ZodType<SourceRecord> = z.discriminatedUnion('kind', [
  CUSTOMER,
  SUPPLIER,
  COST_CENTRE,
  ITEM,
  INVOICE,
  CREDIT_NOTE,
  PAYMENT,
  REFUND,
  ATTACHMENT,
]);
