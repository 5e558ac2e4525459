// The data of an upsert as a record of ours: shape first, then amounts in the canonical form of their currency.
import type * as z from 'zod';
import { type Amount, toMinor } from '../../core/money.ts';
import type { PaymentFees, SentKind, SourceRecord } from '../../core/records.ts';
import { creditNoteOf, invoiceOf } from './invoices.ts';
import { checker, type Checker } from './money-check.ts';
import { CREDIT_NOTE, CUSTOMER, INVOICE, ITEM, PAYMENT, REFUND, SUPPLIER } from './schemas.ts';
import { MISTAKES_MAX, readShape, type Shape } from './shape.ts';

export interface RecordData {
  readonly id: string;
  readonly record: SourceRecord;
  readonly revision: number;
}

/** Reads the data of an upsert. The one place where a record kind meets its reader. */
export function readRecord(kind: SentKind, data: unknown, pointer: string): Shape<RecordData> {
  return READERS[kind](data, pointer);
}

type Reader = (data: unknown, pointer: string) => Shape<RecordData>;

const READERS: Readonly<Record<SentKind, Reader>> = {
  customer: reader(CUSTOMER, ({ revision: _, active = true, ...rest }) => ({
    kind: 'customer',
    ...rest,
    active,
  })),
  supplier: reader(SUPPLIER, ({ revision: _, active = true, ...rest }) => ({
    kind: 'supplier',
    ...rest,
    active,
  })),
  item: reader(ITEM, ({ revision: _, active = true, ...rest }) => ({ kind: 'item', ...rest, active })),
  invoice: reader(INVOICE, invoiceOf),
  credit_note: reader(CREDIT_NOTE, creditNoteOf),
  payment: reader(PAYMENT, paymentOf),
  refund: reader(REFUND, ({ revision: _, ...rest }, check) => ({
    kind: 'refund',
    ...rest,
    amount: check.positive(rest.amount, rest.currency, 'amount'),
  })),
};

function reader<T extends { readonly revision: number }>(
  schema: z.ZodType<T>,
  toRecord: (data: T, check: Checker) => SourceRecord,
): Reader {
  return (data, pointer) => {
    const shape = readShape(schema, data, pointer);
    if (!shape.ok) return shape;
    const check = checker(pointer);
    const record = toRecord(shape.value, check);
    return check.mistakes.length > 0
      ? { ok: false, mistakes: check.mistakes.slice(0, MISTAKES_MAX) }
      : { ok: true, value: { id: record.id, record, revision: shape.value.revision } };
  };
}

function paymentOf(data: z.infer<typeof PAYMENT>, check: Checker): SourceRecord {
  const { revision: _, allocations = [], fees, ...rest } = data;
  return {
    kind: 'payment',
    ...rest,
    ...(fees !== undefined && { fees: feesOf(fees, data.currency, check) }),
    amount: moneyIn(data, check),
    allocations: allocations.map(({ invoiceId, amount }, index) => ({
      invoiceId,
      amount: check.positive(amount, data.currency, 'allocations', index, 'amount'),
    })),
  };
}

function feesOf({ processing, platform }: PaymentFees, currency: string, check: Checker): PaymentFees {
  return {
    processing:
      processing === undefined ? undefined : check.amount(processing, currency, 'fees', 'processing'),
    platform: platform === undefined ? undefined : check.amount(platform, currency, 'fees', 'platform'),
  };
}

/** A product that books money given back as a payment below zero hears how it is told here. */
function moneyIn({ amount, currency }: z.infer<typeof PAYMENT>, check: Checker): Amount {
  if ((toMinor(amount, currency) ?? 0n) >= 0n) return check.positive(amount, currency, 'amount');
  check.note('must be above zero; for money given back send refund.upserted', 'amount');
  return amount;
}
