// Ledger documents as they stand in the journal: exactly what was, and may again be, sent.
import * as z from 'zod';
import type { DocumentType, LedgerDocument } from '../core/documents.ts';
import { ADDRESS } from './record-schema.ts';

const text = z.string();
const maybe = z.string().optional();

export const DOCUMENT_TYPE: z.ZodType<DocumentType> = z.enum([
  'customer',
  'supplier',
  'cost_centre',
  'item',
  'invoice',
  'credit_note',
  'payment',
  'refund_receipt',
  'expense',
  'attachment',
]);

/** Which version of which document. */
export const DOCUMENT_REF = z.looseObject({
  type: DOCUMENT_TYPE,
  id: text,
  revision: text,
  updatedAt: z.number(),
});

const PARTY = {
  name: text,
  companyName: maybe,
  email: maybe,
  phone: maybe,
  currency: maybe,
  address: ADDRESS.optional(),
  note: maybe,
  active: z.boolean(),
  number: maybe,
  registrationNumber: maybe,
  taxNumber: maybe,
  postalAddress: ADDRESS.optional(),
  invoiceEmail: maybe,
};

const CUSTOMER = z.looseObject({ type: z.literal('customer'), ...PARTY, parent: maybe });

const SUPPLIER = z.looseObject({ type: z.literal('supplier'), ...PARTY });

const COST_CENTRE = z.looseObject({
  type: z.literal('cost_centre'),
  number: text,
  name: text,
  active: z.boolean(),
});

const ITEM = z.looseObject({
  type: z.literal('item'),
  name: text,
  description: maybe,
  unitPrice: maybe,
  itemType: z.enum(['service', 'non_inventory']),
  incomeAccount: maybe,
  active: z.boolean(),
});

const LINE = z.looseObject({
  item: maybe,
  description: maybe,
  quantity: maybe,
  unitPrice: maybe,
  amount: text,
  taxCode: maybe,
  account: maybe,
  costCentre: maybe,
});

const SALES_FORM = {
  number: maybe,
  customer: text,
  currency: text,
  exchangeRate: maybe,
  date: text,
  lines: z.array(LINE),
  discount: z.looseObject({ amount: maybe, percent: maybe }).optional(),
  taxMode: z.enum(['excluded', 'included', 'none']),
  taxTotal: maybe,
  taxes: z.array(z.looseObject({ taxCode: text, amount: text })).optional(),
  memo: maybe,
  note: maybe,
};

const INVOICE = z.looseObject({
  type: z.literal('invoice'),
  ...SALES_FORM,
  dueDate: maybe,
  custom: z.record(text, text).optional(),
});

const CREDIT_NOTE = z.looseObject({ type: z.literal('credit_note'), ...SALES_FORM });

const PAYMENT = z.looseObject({
  type: z.literal('payment'),
  customer: text,
  currency: text,
  exchangeRate: maybe,
  date: text,
  amount: text,
  depositAccount: maybe,
  method: maybe,
  reference: maybe,
  applications: z.array(z.looseObject({ invoice: text, amount: text })),
  credits: z.array(z.looseObject({ creditNote: text, amount: text })).optional(),
  note: maybe,
});

const PAID_BACK = {
  customer: text,
  currency: text,
  exchangeRate: maybe,
  date: text,
  amount: text,
  paidFrom: text,
  description: maybe,
  method: maybe,
  reference: maybe,
  note: maybe,
};

const REFUND_RECEIPT = z.looseObject({
  type: z.literal('refund_receipt'),
  ...PAID_BACK,
  number: maybe,
  item: maybe,
  taxCode: maybe,
});

const EXPENSE = z.looseObject({ type: z.literal('expense'), ...PAID_BACK, account: text });

const ATTACHMENT = z.looseObject({
  type: z.literal('attachment'),
  parent: z.looseObject({ type: DOCUMENT_TYPE, id: text }),
  name: text,
  url: maybe,
  content: maybe,
});

/** A document of any type. */
export const LEDGER_DOCUMENT: z.ZodType<LedgerDocument> = z.discriminatedUnion('type', [
  CUSTOMER,
  SUPPLIER,
  COST_CENTRE,
  ITEM,
  INVOICE,
  CREDIT_NOTE,
  PAYMENT,
  REFUND_RECEIPT,
  EXPENSE,
  ATTACHMENT,
]);
