// A HubSpot invoice as a record: its lines, then what is taken off and added for the whole of it.
import Big from 'big.js';
import { lineAmount } from '../../core/money.ts';
import type { Invoice, InvoiceLine } from '../../core/records.ts';
import type { Said, SourceView } from '../source-port.ts';
import { copyOf } from './copies.ts';
import type { HubSpotObject } from './objects.ts';
import { customerId } from './parties.ts';
import { NUMBER_PROPERTY } from './properties.ts';
import {
  amountOf,
  currencyIn,
  dayOf,
  decimalOf,
  linesIn,
  numberIn,
  type Properties,
  textIn,
} from './values.ts';

/** An invoice with everything that hangs on it. */
export interface InvoiceParts {
  readonly invoice: HubSpotObject;
  readonly lines: readonly HubSpotObject[];
  readonly discounts: readonly HubSpotObject[];
  readonly fees: readonly HubSpotObject[];
  readonly taxes: readonly HubSpotObject[];
  /** Ids of who is billed. */
  readonly contact?: string | undefined;
  readonly company?: string | undefined;
  readonly deal?: string | undefined;
  /** Properties to bring along under their own names. */
  readonly custom: readonly string[];
}

/** Nobody is billed yet. A ledger needs a customer, so such an invoice waits for one. */
const NOBODY = 'nobody';

/** What the invoice says for a view; undefined for a copy of another company's invoice, and where no currency is known. */
export function invoiceSaid(parts: InvoiceParts, view: SourceView): Said | undefined {
  const { properties } = parts.invoice;
  const currency = currencyIn(properties, 'hs_currency');
  const { ledgerId, isOthers } = copyOf(properties, view);
  if (currency === undefined || isOthers) return undefined;
  const status = properties['hs_invoice_status'] ?? 'draft';
  const all = [parts.invoice, ...parts.lines, ...parts.discounts, ...parts.fees, ...parts.taxes];
  const record: Invoice = {
    kind: 'invoice',
    id: parts.invoice.id,
    ...headOf(parts, view),
    currency,
    status: status === 'draft' ? 'draft' : 'closed',
    ledgerId,
    ...moneyOf(parts, currency),
  };
  return {
    kind: 'invoice',
    id: record.id,
    source: {
      // A line that changes need not change its invoice.
      revision: Math.max(...all.map(({ updatedAt }) => updatedAt)),
      presence: status === 'voided' ? 'voided' : 'live',
      record,
    },
    onlyIfKnown: false,
  };
}

function headOf({ invoice, contact, company, deal, custom }: InvoiceParts, { timeZone }: SourceView) {
  const { id, properties } = invoice;
  const billed =
    contact === undefined ? company && customerId('company', company) : customerId('contact', contact);
  const facts = custom.flatMap((name) => {
    const value = linesIn(properties, name, 4000);
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    number: textIn(properties, NUMBER_PROPERTY, 50) ?? textIn(properties, 'hs_number', 50) ?? id,
    customerId: billed ?? NOBODY,
    // HubSpot sets it by itself; without one the last change is the nearest day.
    date:
      dayOf(properties, 'hs_invoice_date', timeZone) ??
      new Date(invoice.updatedAt).toISOString().slice(0, 10),
    dueDate: dayOf(properties, 'hs_due_date', timeZone),
    memo: linesIn(properties, 'hs_comments', 4000),
    dealId: deal,
    custom: facts.length === 0 ? undefined : Object.fromEntries(facts),
  };
}

function moneyOf({ invoice, lines, discounts, fees, taxes }: InvoiceParts, currency: string) {
  const subtotal = sum(lines.map(({ properties }) => netOf(properties)));
  const discount = steps(discounts, subtotal, currency, -1);
  const afterDiscount = subtotal.minus(discount);
  const fee = steps(fees, afterDiscount, currency, 1);
  const base = afterDiscount.plus(fee);
  const tax = sum(taxes.map((each) => worth(each, base, currency)));
  const amount = (value: Big): string | undefined => (value.eq(0) ? undefined : amountOf(value, currency));
  const total = numberIn(invoice.properties, 'hs_amount_billed');
  const taxTotal = numberIn(invoice.properties, 'hs_tax');
  const off = amount(discount);
  return {
    lines: inOrder(lines, 'hs_position_on_quote').map((line) => lineOf(line, currency)),
    discount: off === undefined ? undefined : { amount: off },
    surcharges: tax.eq(0) && fee.eq(0) ? undefined : { tax: amount(tax), fees: amount(fee) },
    pricesIncludeTax: false,
    taxTotal: taxTotal && amount(taxTotal),
    total: total && amountOf(total, currency),
  };
}

/** What HubSpot has worked out for the line, discounts of the line included. */
function netOf(properties: Properties): Big {
  const quantity = numberIn(properties, 'quantity') ?? new Big(1);
  return numberIn(properties, 'amount') ?? (numberIn(properties, 'price') ?? new Big(0)).times(quantity);
}

function lineOf({ properties }: HubSpotObject, currency: string): InvoiceLine {
  const amount = amountOf(netOf(properties), currency);
  const quantity = decimalOf(numberIn(properties, 'quantity') ?? new Big(1));
  const unitPrice = decimalOf(numberIn(properties, 'price'));
  // With a discount on the line the two do not make its amount, and a ledger would book another one.
  const isProduct =
    quantity !== undefined && unitPrice !== undefined && lineAmount(quantity, unitPrice, currency) === amount;
  const texts = [textIn(properties, 'name', 1000), linesIn(properties, 'description', 2900)];
  const description = texts.filter((text) => text !== undefined).join('\n');
  return {
    itemId: textIn(properties, 'hs_product_id', 20),
    revenueGroup: textIn(properties, 'hs_sku', 100),
    description: description === '' ? undefined : description,
    ...(isProduct ? { quantity, unitPrice } : {}),
    amount,
    tax: textIn(properties, 'hs_tax_rate_group_id', 100),
  };
}

/** Discounts or fees in their order, each of what the ones before it left (knowledge base on invoices). */
function steps(parts: readonly HubSpotObject[], base: Big, currency: string, sign: 1 | -1): Big {
  return inOrder(parts, 'hs_sort_order').reduce(
    (total, step) => total.plus(worth(step, base.plus(total.times(sign)), currency)),
    new Big(0),
  );
}

function worth({ properties }: HubSpotObject, base: Big, currency: string): Big {
  const value = numberIn(properties, 'hs_value') ?? new Big(0);
  return new Big(
    amountOf(properties['hs_type'] === 'PERCENT' ? base.times(value).div(100) : value, currency),
  );
}

/** By position, and by id where two have none: ids grow. */
function inOrder(parts: readonly HubSpotObject[], property: string): readonly HubSpotObject[] {
  const place = ({ properties }: HubSpotObject): number => Number(numberIn(properties, property) ?? 0);
  const byId = (one: HubSpotObject, other: HubSpotObject): number =>
    one.id.length - other.id.length || (one.id < other.id ? -1 : 1);
  return parts.toSorted((one, other) => place(one) - place(other) || byId(one, other));
}

function sum(values: readonly Big[]): Big {
  return values.reduce((total, value) => total.plus(value), new Big(0));
}
