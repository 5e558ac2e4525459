// What a change of the ledger says, read with the care that everything stored gets; more members than these are left alone.
import * as z from 'zod';
import type { Fault } from '../../core/faults.ts';
import type { SourceView } from '../source-port.ts';

const text = z.string();
const amount = text.regex(/^-?\d{1,15}(\.\d{1,7})?$/);
const maybe = text.nullish();

const line = z.looseObject({ description: maybe, quantity: maybe, unitPrice: maybe, amount });
export type ToldLine = z.infer<typeof line>;

export const TOLD_INVOICE = z.looseObject({
  ledgerId: text,
  number: maybe,
  customerId: maybe,
  customerLedgerId: maybe,
  currency: text,
  date: maybe,
  dueDate: maybe,
  lines: z.array(line),
  discount: z.looseObject({ amount: amount.nullish(), percent: maybe }).nullish(),
  taxTotal: amount.nullish(),
  total: amount.nullish(),
  balance: maybe,
  memo: maybe,
  link: maybe,
  custom: z.record(text, text.nullable()).nullish(),
});
export type ToldInvoice = z.infer<typeof TOLD_INVOICE>;

export const TOLD_CHANGE = z.looseObject({
  id: text,
  ledgerId: maybe,
  changed: z.looseObject({}).default({}),
  total: amount.nullish(),
  balance: maybe,
});

export const TOLD_EDIT = z.looseObject({
  number: maybe,
  date: maybe,
  dueDate: maybe,
  memo: maybe,
  lines: z.array(line).optional(),
  discount: z.looseObject({ amount: amount.nullish(), percent: maybe }).nullish(),
  taxTotal: amount.nullish(),
  custom: z.record(text, text.nullable()).nullish(),
  name: maybe,
  email: maybe,
  phone: maybe,
  address: z
    .looseObject({
      line1: maybe,
      line2: maybe,
      city: maybe,
      region: maybe,
      postalCode: maybe,
      country: maybe,
    })
    .nullish(),
});
export type ToldEdit = z.infer<typeof TOLD_EDIT>;

export const TOLD_PARTY = TOLD_EDIT.extend({ ledgerId: text, name: text });

export const TOLD_PAYMENT = z.looseObject({
  ledgerId: text,
  customerId: maybe,
  customerLedgerId: maybe,
  currency: text,
  date: text,
  amount: text,
  method: maybe,
  reference: maybe,
  link: maybe,
  allocations: z.array(z.looseObject({ invoiceId: maybe, invoiceLedgerId: text, amount: text })),
});

export const TOLD_DEAL = z.looseObject({
  id: text.regex(/^\d{1,20}$/),
  invoiceId: text,
  number: maybe,
  status: z.enum(['live', 'voided', 'deleted']),
  currency: text,
  date: text,
  dueDate: maybe,
  total: amount.nullish(),
  balance: amount.nullish(),
  /** Milliseconds UTC. */
  updatedAt: z.number(),
});
export type ToldDeal = z.infer<typeof TOLD_DEAL>;

export const TOLD_SUM = z.looseObject({ id: text, ledgerId: maybe, amount: text, currency: text });

/** The value of our unique property for a document of the ledger. */
export function mirrorKey({ lane }: SourceView, ledgerId: string): string {
  return `${lane}/${ledgerId}`;
}

/** A change that says nothing that we understand: no later try would understand it. */
export const NOT_UNDERSTOOD: Fault = {
  fault: 'invalid',
  vendorCode: 'NOT_UNDERSTOOD',
  detail: 'the change does not say what it has to',
};

/**
 * A day as HubSpot's properties take it: of type `date` they must be midnight UTC, of type `datetime` (which invoices seem to
 * have) any moment may be. `dayOf` reads it as that day in every zone; a page of HubSpot west of UTC may show the day before.
 */
export function timeOf(day: string): string {
  return `${day}T00:00:00Z`;
}
