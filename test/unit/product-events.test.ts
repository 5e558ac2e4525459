// Product events: what is taken, what is refused, and the place that the refusal names.
import { describe, expect, test } from 'vitest';
import { readEvent } from '../../shared/connectors/product/events.ts';
import {
  CREDIT_NOTE_DATA,
  CUSTOMER_DATA,
  customerEvent,
  eventOf,
  INVOICE_DATA,
  invoiceEvent,
  ITEM_DATA,
  PAYMENT_DATA,
  REFUND_DATA,
  SUPPLIER_DATA,
} from '../support/product-events.ts';

const upsert = (kind: string, base: object) => (change: object) =>
  eventOf(`${kind}.upserted`, { ...base, ...change });
const EVENTS = {
  customer: upsert('customer', CUSTOMER_DATA),
  item: upsert('item', ITEM_DATA),
  invoice: upsert('invoice', INVOICE_DATA),
  payment: upsert('payment', PAYMENT_DATA),
  supplier: upsert('supplier', SUPPLIER_DATA),
  creditnote: upsert('creditnote', CREDIT_NOTE_DATA),
  refund: upsert('refund', REFUND_DATA),
};
const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern);
const line = (change: object) => ({ lines: [{ ...INVOICE_DATA.lines[0], ...change }] });

describe('an upsert becomes a record with canonical amounts', () => {
  test('customer', () => {
    expect(sourceOf(EVENTS.customer({}))).toEqual({
      revision: 1,
      presence: 'live',
      eventId: 'evt_1',
      record: {
        kind: 'customer',
        id: 'cus_1',
        name: 'Ada Lovelace',
        email: 'ada@example.com',
        currency: 'EUR',
        active: true,
      },
    });
  });

  test('item', () => {
    expect(sourceOf(EVENTS.item({ active: false })).record).toEqual({
      kind: 'item',
      id: 'itm_1',
      name: 'Room night',
      unitPrice: '120.5',
      account: '8000',
      active: false,
    });
  });

  test('invoice', () => {
    const { record } = sourceOf(EVENTS.invoice({ discount: { percent: '5' } }));
    expect(record).toMatchObject({
      kind: 'invoice',
      id: 'inv_1',
      lines: [{ itemId: 'itm_1', quantity: '2', unitPrice: '60.00', amount: '120.00', tax: 'high' }],
      discount: { percent: '5' },
      pricesIncludeTax: false,
      taxTotal: '10.80',
      total: '130.80',
    });
    expect(record).not.toHaveProperty('revision');
  });

  test('payment', () => {
    expect(sourceOf(EVENTS.payment({})).record).toMatchObject({
      kind: 'payment',
      amount: '130.80',
      allocations: [{ invoiceId: 'inv_1', amount: '130.80' }],
    });
    expect(sourceOf(EVENTS.payment({ allocations: undefined })).record).toMatchObject({ allocations: [] });
  });

  test('supplier', () => {
    const { record } = sourceOf(EVENTS.supplier({ ledgerId: '57' }));
    expect(record).toEqual({
      kind: 'supplier',
      id: 'sup_1',
      name: 'Laundry Ltd',
      email: 'bills@laundry.example.com',
      currency: 'EUR',
      active: true,
      ledgerId: '57',
    });
  });

  test('a location of a customer names it', () => {
    const { record } = sourceOf(EVENTS.customer({ parentId: 'cus_0', ledgerId: '58' }));
    expect(record).toMatchObject({ kind: 'customer', parentId: 'cus_0', ledgerId: '58' });
  });

  test('a positive correction is an invoice that names the one it corrects (CLK-28)', () => {
    const { record } = sourceOf(EVENTS.invoice({ correctionOf: 'inv_0' }));
    expect(record).toMatchObject({ kind: 'invoice', correctionOf: 'inv_0' });
  });

  test('credit note (CLK-29)', () => {
    const { record } = sourceOf(EVENTS.creditnote({}));
    expect(record).toMatchObject({
      kind: 'credit_note',
      number: 'CN-1',
      lines: [{ amount: '60.00' }],
      total: '65.40',
      creditedInvoiceId: 'inv_1',
    });
    expect(record).not.toHaveProperty('revision');
  });

  test('refund (CLK-38)', () => {
    expect(sourceOf(EVENTS.refund({})).record).toEqual({
      kind: 'refund',
      id: 'ref_1',
      customerId: 'cus_1',
      currency: 'EUR',
      date: '2026-11-24',
      amount: '65.40',
      paymentId: 'pay_1',
      method: 'card',
      reason: 'One night less',
    });
  });

  test.each([
    [{ manual: true, sync: false }], // TXD-07
    [{ deposit: true }], // CLK-48
    [{ transferOf: 'pay_0' }], // CLK-46
  ])('a payment may say %j', (words) => {
    expect(sourceOf(EVENTS.payment(words)).record).toMatchObject(words);
  });

  test.each([
    [{ quantity: '3', unitPrice: '0.335', amount: undefined }, '1.01'],
    [{ quantity: '3', unitPrice: '0.335', amount: '1.01' }, '1.01'],
    [{ quantity: '-1', unitPrice: '10', amount: '-10.0' }, '-10.00'],
    [{ quantity: undefined, unitPrice: '10', amount: '7' }, '7.00'],
  ])('the amount of line %j is %s', (change, amount) => {
    const { lines } = line(change);
    const { record } = sourceOf(EVENTS.invoice({ lines: [...lines, { amount: '100' }] }));
    expect(record).toMatchObject({ lines: [{ amount }, { amount: '100.00' }] });
  });

  test.each([
    ['JPY', '120', '120'],
    ['KWD', '120.125', '120.125'],
  ])('amounts have the decimals of %s', (currency, amount, canonical) => {
    const change = { currency, taxTotal: undefined, total: amount, lines: [{ amount }] };
    expect(sourceOf(EVENTS.invoice(change)).record).toMatchObject({
      total: canonical,
      lines: [{ amount: canonical }],
    });
  });

  test.each([
    ['customer.deleted', 'deleted'],
    ['item.deleted', 'deleted'],
    ['invoice.voided', 'voided'],
    ['invoice.deleted', 'deleted'],
    ['payment.voided', 'voided'],
    ['payment.deleted', 'deleted'],
    ['supplier.deleted', 'deleted'],
    ['creditnote.voided', 'voided'],
    ['creditnote.deleted', 'deleted'],
    ['refund.voided', 'voided'],
    ['refund.deleted', 'deleted'],
  ])('%s tells only the end', (type, presence) => {
    expect(sourceOf(eventOf(type, { id: 'x', revision: 7 }))).toEqual({
      revision: 7,
      presence,
      eventId: 'evt_1',
    });
  });
});

describe('a mistake is named by its place', () => {
  test.each<[keyof typeof EVENTS, object, string, RegExp]>([
    ['customer', { id: undefined }, '/data/id', /required/],
    ['customer', { id: '' }, '/data/id', /at least 1/],
    ['customer', { id: 'x'.repeat(101) }, '/data/id', /at most 100/],
    ['customer', { id: 'a#b' }, '/data/id', /"#"/],
    ['customer', { id: 'a~USD' }, '/data/id', /"~"/],
    ['customer', { id: 'a\u0000b' }, '/data/id', /control/],
    ['customer', { id: 7 }, '/data/id', /text/],
    ['customer', { revision: 0 }, '/data/revision', /above zero/],
    ['customer', { revision: 1.5 }, '/data/revision', /whole number/],
    ['customer', { revision: 2 ** 53 }, '/data/revision', /at most/],
    ['customer', { revision: '1' }, '/data/revision', /number/],
    ['customer', { name: 'x'.repeat(501) }, '/data/name', /at most 500/],
    ['customer', { name: 'a\nb' }, '/data/name', /control/],
    ['customer', { name: '\ud800' }, '/data/name', /Unicode/],
    ['customer', { number: 'x'.repeat(51) }, '/data/number', /at most 50/],
    ['customer', { email: 'nobody' }, '/data/email', /e-mail/],
    ['customer', { phone: '0'.repeat(51) }, '/data/phone', /at most 50/],
    ['customer', { currency: 'eur' }, '/data/currency', /ISO 4217/],
    ['customer', { currency: 'ZZZ' }, '/data/currency', /ISO 4217/],
    ['customer', { address: { country: 'NLD' } }, '/data/address/country', /two capital/],
    ['customer', { address: { street: 'x' } }, '/data/address/street', /not a field/],
    ['customer', { active: 'yes' }, '/data/active', /boolean/],
    ['customer', { email: null }, '/data/email', /text/],
    ['customer', { tenant: 'other' }, '/data/tenant', /not a field/],
    ['customer', { 'a/b~c': 1 }, '/data/a~1b~0c', /not a field/],
    ['item', { name: undefined }, '/data/name', /required/],
    ['item', { unitPrice: '1.12345678' }, '/data/unitPrice', /7 decimals/],
    ['item', { unitPrice: 12 }, '/data/unitPrice', /text/],
    ['item', { description: 'x'.repeat(4001) }, '/data/description', /at most 4000/],
    ['item', { description: 'a\u0007' }, '/data/description', /control/],
    ['item', { account: 'x'.repeat(101) }, '/data/account', /at most 100/],
    ['invoice', { number: 'x'.repeat(51) }, '/data/number', /at most 50/],
    ['invoice', { customerId: undefined }, '/data/customerId', /required/],
    ['invoice', { currency: 'XX' }, '/data/currency', /ISO 4217/],
    ['invoice', { date: '2026-02-30' }, '/data/date', /real day/],
    ['invoice', { date: '2026-11-21T00:00:00Z' }, '/data/date', /real day/],
    ['invoice', { dueDate: '21-11-2026' }, '/data/dueDate', /real day/],
    ['invoice', { status: 'paid' }, '/data/status', /one of draft, open, closed/],
    ['invoice', { lines: [] }, '/data/lines', /at least 1/],
    ['invoice', { lines: Array(751).fill({ amount: '1' }) }, '/data/lines', /at most 750/],
    ['invoice', line({ amount: '120.001' }), '/data/lines/0/amount', /amount of EUR/],
    ['invoice', line({ amount: '1e2' }), '/data/lines/0/amount', /amount of EUR/],
    ['invoice', line({ amount: 120 }), '/data/lines/0/amount', /text/],
    ['invoice', line({ amount: '119.99' }), '/data/lines/0/amount', /which is 120.00/],
    ['invoice', line({ amount: undefined, quantity: undefined }), '/data/lines/0/amount', /required unless/],
    [
      'invoice',
      line({ amount: undefined, quantity: '9'.repeat(15) }),
      '/data/lines/0/amount',
      /amount of EUR/,
    ],
    ['invoice', line({ quantity: '1e3' }), '/data/lines/0/quantity', /decimal number/],
    ['invoice', line({ price: '1' }), '/data/lines/0/price', /not a field/],
    [
      'invoice',
      { currency: 'JPY', taxTotal: '1.5', total: '1', lines: [{ amount: '1' }] },
      '/data/taxTotal',
      /without decimals/,
    ],
    ['invoice', { total: '1'.repeat(16) }, '/data/total', /amount of EUR/],
    ['invoice', { total: '-' }, '/data/total', /amount of EUR/],
    ['invoice', { discount: {} }, '/data/discount', /either/],
    ['invoice', { discount: { amount: '1', percent: '1' } }, '/data/discount', /either/],
    ['invoice', { discount: { percent: '100.01' } }, '/data/discount/percent', /0 to 100/],
    ['invoice', { discount: { amount: '-1' } }, '/data/discount/amount', /below zero/],
    ['invoice', { exchangeRate: '0' }, '/data/exchangeRate', /above zero/],
    ['invoice', { pricesIncludeTax: 'no' }, '/data/pricesIncludeTax', /boolean/],
    ['payment', { amount: '0.00' }, '/data/amount', /above zero/],
    ['payment', { amount: '-1' }, '/data/amount', /for money given back send refund\.upserted/],
    ['payment', { setOff: { creditNoteId: 'c', invoiceId: 'i' } }, '/data/setOff', /not a field/],
    ['refund', { amount: '-65.40' }, '/data/amount', /above zero/],
    ['refund', { amount: '0' }, '/data/amount', /above zero/],
    ['refund', { amount: '65.401' }, '/data/amount', /amount of EUR/],
    ['refund', { allocations: [] }, '/data/allocations', /not a field/],
    ['creditnote', { dueDate: '2026-12-01' }, '/data/dueDate', /not a field/],
    ['creditnote', { lines: [{ amount: '-60' }] }, '/data/lines', /given back are positive/],
    ['invoice', { lines: [{ amount: '-60' }] }, '/data/lines', /send creditnote\.upserted/],
    ['supplier', { parentId: 'x' }, '/data/parentId', /not a field/],
    ['customer', { parentId: 'a#b' }, '/data/parentId', /"#"/],
    [
      'payment',
      { allocations: [{ invoiceId: 'i', amount: '0' }] },
      '/data/allocations/0/amount',
      /above zero/,
    ],
    ['payment', { allocations: [{ amount: '1' }] }, '/data/allocations/0/invoiceId', /required/],
  ])('%s %j: %s', (kind, change, pointer, detail) => {
    expect(mistakesOf(EVENTS[kind](change))).toEqual([{ pointer, detail: matching(detail) }]);
  });

  test.each<[object, string, RegExp]>([
    [{ specversion: '0.3' }, '/specversion', /one of 1.0/],
    [{ id: undefined }, '/id', /required/],
    [{ id: 'x'.repeat(101) }, '/id', /at most 100/],
    [{ id: 'a\r\nb' }, '/id', /control/],
    [{ source: undefined }, '/source', /required/],
    [{ type: 'customer.purged' }, '/type', /one of customer.upserted/],
    [{ type: 'toString' }, '/type', /one of/],
    [{ time: 'yesterday' }, '/time', /RFC 3339/],
    [{ data: undefined }, '/data', /required/],
    [{ data: [] }, '/data', /object/],
    [{ connection: 'other' }, '/connection', /not a field/],
    [{ tenantId: 'other' }, '/tenantId', /not a field/],
  ])('envelope %j: %s', (change, pointer, detail) => {
    expect(mistakesOf({ ...customerEvent(), ...change })).toEqual([{ pointer, detail: matching(detail) }]);
  });

  test('a purchase order is no kind of ours: refused, with the kinds that there are (KLP-44)', () => {
    const mistakes = mistakesOf({ ...customerEvent(), type: 'purchaseorder.upserted' });
    expect(mistakes).toEqual([{ pointer: '/type', detail: matching(/one of customer.upserted/) }]);
  });

  test.each([null, 7, 'text', [], true])('%j is no event', (value) => {
    expect(mistakesOf(value)).toEqual([{ pointer: '', detail: 'must be of type object' }]);
  });

  test('an end with the content of the record is refused: only its id and revision count', () => {
    expect(mistakesOf(eventOf('invoice.voided', INVOICE_DATA)).length).toBeGreaterThan(0);
  });

  test('the id of an invalid event is given back, and at most twenty mistakes', () => {
    const lines = Array.from({ length: 30 }, () => ({ amount: 'x' }));
    const reading = readEvent(invoiceEvent({ lines }, 'evt_9'));
    expect(reading).toMatchObject({ type: 'invalid', id: 'evt_9' });
    expect(mistakesOf(invoiceEvent({ lines }))).toHaveLength(20);
  });

  test('optional CloudEvents attributes are taken and ignored', () => {
    const attributes = {
      time: '2026-11-21T10:00:00Z',
      subject: 'cus_1',
      datacontenttype: 'application/json',
    };
    expect(readEvent({ ...customerEvent(), ...attributes }).type).toBe('event');
  });
});

function sourceOf(value: unknown) {
  const reading = readEvent(value);
  if (reading.type === 'invalid') throw new Error(JSON.stringify(reading));
  return reading.event.source;
}

function mistakesOf(value: unknown) {
  const reading = readEvent(value);
  return reading.type === 'invalid' ? reading.mistakes : [];
}
