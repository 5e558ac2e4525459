// Ledger documents as they stand in the journal: exactly what was, and may again be, sent.
import * as z from 'zod';
import type { LedgerDocument } from '../core/documents.ts';
import { ADDRESS } from './record-schema.ts';

const text = z.string();
const maybe = z.string().optional();

export const DOCUMENT_TYPE = z.enum(['customer', 'item', 'invoice', 'payment']);

/** Which version of which document. */
export const DOCUMENT_REF = z.looseObject({
  type: DOCUMENT_TYPE,
  id: text,
  revision: text,
  updatedAt: z.number(),
});

const CUSTOMER = z.looseObject({
  type: z.literal('customer'),
  name: text,
  companyName: maybe,
  email: maybe,
  phone: maybe,
  currency: maybe,
  address: ADDRESS.optional(),
  note: maybe,
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
});

const INVOICE = z.looseObject({
  type: z.literal('invoice'),
  number: maybe,
  customer: text,
  currency: text,
  exchangeRate: maybe,
  date: text,
  dueDate: maybe,
  lines: z.array(LINE),
  discount: z.looseObject({ amount: maybe, percent: maybe }).optional(),
  taxMode: z.enum(['excluded', 'included', 'none']),
  taxTotal: maybe,
  memo: maybe,
  note: maybe,
});

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
  note: maybe,
});

/** A document of any type. */
export const LEDGER_DOCUMENT: z.ZodType<LedgerDocument> = z.discriminatedUnion('type', [
  CUSTOMER,
  ITEM,
  INVOICE,
  PAYMENT,
]);
