// Invoices and payments of the HubSpot simulator: states, totals, balances, and the switches for what nobody has settled.
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { KnobsPatch } from '../../simulators/hubspot/core/knobs.ts';
import { bench, openInvoice, refusalOf } from './hubspot-setup.ts';
import type { Bench } from './hubspot-setup.ts';

const invoices = '/crm/objects/2026-09/invoices';
const payments = '/crm/objects/2026-09/commerce_payments';
const link = (id: string, associationTypeId: number) => ({
  to: { id },
  types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId }],
});
const show = (at: Bench, id: string, ...names: readonly string[]) => {
  const { properties } = at.record('GET', `${invoices}/${id}?properties=${names.join(',')}`);
  return names.map((name) => properties[name]);
};
const draftOf = (at: Bench, properties: Readonly<Record<string, string>> = {}) =>
  at.record('POST', invoices, { properties: { hs_currency: 'USD', ...properties } });
const contactOf = (at: Bench) =>
  at.record('POST', '/crm/v3/objects/contacts', { properties: { firstname: 'Ada' } });
const lineOf = (at: Bench, invoiceId: string, price = '10') =>
  at.record('POST', '/crm/v3/objects/line_items', {
    properties: { name: 'Line', price, quantity: 2 },
    associations: [link(invoiceId, 410)],
  });
const patch = (at: Bench, id: string, properties: Readonly<Record<string, string>>) =>
  at.api('PATCH', `${invoices}/${id}`, { properties });
describe('a new invoice', () => {
  it('needs a currency and nothing else', () => {
    const at = bench();
    const refused = at.api('POST', invoices, { properties: {} });
    expect(refusalOf(refused)).toBe('400 VALIDATION_ERROR');
    expect(refused.json).toMatchObject({
      message: 'Error creating INVOICE. Some required properties were not set.',
      context: { properties: ['hs_currency'] },
    });
    expect(draftOf(at).properties).toMatchObject({
      hs_invoice_status: 'draft',
      hs_number: 'INV_1001',
      hs_invoice_date: '2026-11-02T09:00:00.000Z',
      hs_due_date: '2026-11-02T09:00:00.000Z',
      hs_balance_due: '0.00',
    });
    expect(draftOf(at).properties.hs_number).toBe('INV_1002');
  });

  it('is opened with a contact and a line, and gets its links then', () => {
    const at = bench();
    const { id } = draftOf(at);
    expect(refusalOf(patch(at, id, { hs_invoice_status: 'open' }))).toBe(
      '400 VALIDATION_ERROR MISSING_CONTACT',
    );
    at.api('PUT', `${invoices}/${id}/associations/default/contacts/${contactOf(at).id}`);
    expect(refusalOf(patch(at, id, { hs_invoice_status: 'open' }))).toBe(
      '400 VALIDATION_ERROR MISSING_LINE_ITEMS',
    );
    lineOf(at, id);
    expect(show(at, id, 'hs_invoice_link')).toEqual([null]);
    expect(patch(at, id, { hs_invoice_status: 'open' }).status).toBe(200);
    expect(
      show(at, id, 'hs_invoice_status', 'hs_amount_billed', 'hs_invoice_latest_contact_firstname'),
    ).toEqual(['open', '20.00', 'Ada']);
    expect(show(at, id, 'hs_invoice_link')[0]).toContain(id);
  });

  it('can be made open at once, with its contact and its lines', () => {
    const at = bench();
    const line = at.record('POST', '/crm/v3/objects/line_items', { properties: { name: 'L', price: '7' } });
    const body = {
      properties: { hs_currency: 'USD', hs_invoice_status: 'open' },
      associations: [link(contactOf(at).id, 177), link(line.id, 409)],
    };
    expect(at.record('POST', invoices, body).properties).toMatchObject({
      hs_invoice_status: 'open',
      hs_balance_due: '7.00',
    });
  });

  it('may not be due in the past when it is opened, if a client said so', () => {
    const make = (at: Bench) => {
      const { id } = draftOf(at, { hs_due_date: '2026-10-01' });
      at.api('PUT', `${invoices}/${id}/associations/default/contacts/${contactOf(at).id}`);
      lineOf(at, id);
      return patch(at, id, { hs_invoice_status: 'open' });
    };
    expect(refusalOf(make(bench()))).toBe('400 VALIDATION_ERROR INVALID_DUE_DATE');
    expect(make(bench({}, { pastDueDate: 'allow' })).status).toBe(200);
  });
});

describe('states', () => {
  const steps: readonly (readonly [string, string, KnobsPatch, string])[] = [
    ['draft', 'paid', {}, '400 VALIDATION_ERROR INVALID_INVOICE_STATUS'],
    ['draft', 'voided', {}, '400 VALIDATION_ERROR INVALID_INVOICE_STATUS'],
    ['open', 'draft', {}, '400 VALIDATION_ERROR INVALID_INVOICE_STATUS'],
    ['open', 'paid', {}, '400 VALIDATION_ERROR INVALID_INVOICE_STATUS'],
    ['open', 'paid', { paidByPatch: 'allow' }, 'paid'],
    ['open', 'voided', {}, '400 VALIDATION_ERROR INVALID_INVOICE_STATUS'],
    ['open', 'voided', { voidedByPatch: 'allow' }, 'voided'],
    ['voided', 'open', { voidedByPatch: 'allow' }, '400 VALIDATION_ERROR INVALID_INVOICE_STATUS'],
    ['paid', 'open', { paidByPatch: 'allow' }, '400 VALIDATION_ERROR INVALID_INVOICE_STATUS'],
  ];
  it.each(steps)('from %s to %s with %j: %s', (from, to, knobs, result) => {
    const at = bench({}, knobs);
    const id = from === 'draft' ? draftOf(at).id : openInvoice(at).invoiceId;
    if (from === 'voided') at.act({ act: 'void', invoiceId: id });
    if (from === 'paid') at.act({ act: 'pay', invoiceId: id });
    const answer = patch(at, id, { hs_invoice_status: to });
    expect(answer.status === 200 ? show(at, id, 'hs_invoice_status')[0] : refusalOf(answer)).toBe(result);
  });

  const deletions: readonly (readonly [string, KnobsPatch, number])[] = [
    ['draft', {}, 204],
    ['open', {}, 400],
    ['open', { deleteUnpaid: true }, 204],
    ['paid', { deleteUnpaid: true }, 400],
    ['voided', { deleteUnpaid: true }, 400],
  ];
  it.each(deletions)('%s is deleted with %j: %i', (state, knobs, status) => {
    const at = bench({}, knobs);
    const id = state === 'draft' ? draftOf(at).id : openInvoice(at).invoiceId;
    if (state === 'paid') at.act({ act: 'pay', invoiceId: id });
    if (state === 'voided') at.act({ act: 'void', invoiceId: id });
    expect(at.api('DELETE', `${invoices}/${id}`).status).toBe(status);
  });

  it('a finalised invoice is edited as long as nothing was paid, and custom properties always', () => {
    const at = bench();
    const definition = { name: 'll_ref', label: 'Ref', type: 'string', fieldType: 'text', groupName: 'x' };
    at.api('POST', '/crm/v3/properties/invoices', definition);
    const { invoiceId: id } = openInvoice(at);
    expect(patch(at, id, { hs_comments: 'early' }).status).toBe(200);
    at.act({ act: 'pay', invoiceId: id, amount: '50' });
    expect(refusalOf(patch(at, id, { hs_comments: 'late' }))).toBe(
      '400 VALIDATION_ERROR INVOICE_NOT_EDITABLE',
    );
    expect(patch(at, id, { ll_ref: '17' }).status).toBe(200);
    const line = at.api('POST', '/crm/v3/objects/line_items', {
      properties: { price: '1' },
      associations: [link(id, 410)],
    });
    expect(refusalOf(line)).toBe('400 VALIDATION_ERROR INVOICE_NOT_EDITABLE');
  });

  it('a finalised invoice is not edited at all where the account says so', () => {
    const at = bench({}, { editFinalised: false });
    const { invoiceId: id } = openInvoice(at);
    expect(refusalOf(patch(at, id, { hs_comments: 'x' }))).toBe('400 VALIDATION_ERROR INVOICE_NOT_EDITABLE');
  });
});

describe('totals', () => {
  const parts = {
    lines: [
      { name: 'Two', price: '100', quantity: '2' },
      { name: 'Less', price: '50', quantity: '1', hs_discount_percentage: '10' },
      { name: 'Off', price: '20', quantity: '3', discount: '5' },
    ],
    discounts: [
      { hs_type: 'FIXED', hs_value: '40', hs_sort_order: '1' },
      { hs_type: 'PERCENT', hs_value: '10', hs_sort_order: '2' },
    ],
    fees: [{ hs_type: 'PERCENT', hs_value: '2' }],
    taxes: [{ hs_type: 'PERCENT', hs_value: '8.875' }],
  };
  // Lines 200 + 45 + 45 = 290; less 40, less 10 % of 250 = 225; fee 4.50; tax of 229.50 or of 225.
  it.each([
    ['afterFees', '20.37', '249.87'],
    ['beforeFees', '19.97', '249.47'],
  ] as const)('lines, discounts, fees and taxes in that order, taxes %s', (taxBase, tax, billed) => {
    const at = bench({}, { taxBase });
    const { invoiceId } = openInvoice(at, parts);
    expect(
      show(at, invoiceId, 'hs_subtotal', 'hs_total_discount', 'hs_tax', 'hs_amount_billed', 'hs_balance_due'),
    ).toEqual(['290.00', '65.00', tax, billed, billed]);
  });

  it('a line is taxed by the rate it names', () => {
    const at = bench();
    const rated = at.ask('POST', '/_sim/portals/62515/acts', {
      body: { act: 'addTaxRate', name: 'VAT', percentageRate: 21 },
    });
    const { id } = z.object({ result: z.object({ id: z.string() }) }).parse(rated.json).result;
    expect(at.api('GET', '/tax-rates/2026-09/tax-rates').json).toMatchObject({
      results: [{ id, percentageRate: 21 }],
    });
    const { invoiceId } = openInvoice(at, { lines: [{ price: '10.01', hs_tax_rate_group_id: id }] });
    expect(show(at, invoiceId, 'hs_tax', 'hs_amount_billed')).toEqual(['2.10', '12.11']);
  });

  it('follow the lines, and go with them', () => {
    const at = bench();
    const { id } = draftOf(at);
    const line = lineOf(at, id);
    at.record('PATCH', `/crm/v3/objects/line_items/${line.id}`, { properties: { quantity: '3' } });
    expect(show(at, id, 'hs_amount_billed')).toEqual(['30.00']);
    at.api('DELETE', `${invoices}/${id}`);
    expect(at.api('GET', `/crm/v3/objects/line_items/${line.id}`).status).toBe(404);
  });

  it('stay as they are while the recipient follows the contact', () => {
    const at = bench();
    const { invoiceId, contactId } = openInvoice(at);
    at.record('PATCH', `/crm/v3/objects/contacts/${contactId}`, { properties: { firstname: 'Grace' } });
    expect(show(at, invoiceId, 'hs_invoice_latest_contact_firstname', 'hs_amount_billed')).toEqual([
      'Grace',
      '200.00',
    ]);
  });

  it('have the cents of their currency', () => {
    const at = bench();
    const yen = openInvoice(at, {
      properties: { hs_currency: 'JPY' },
      lines: [{ price: '33.5', quantity: '1' }],
    });
    expect(show(at, yen.invoiceId, 'hs_amount_billed')).toEqual(['34']);
  });

  it('without lines are what was written, if the account takes that', () => {
    const at = bench();
    const { id } = draftOf(at, { hs_amount_billed: '80' });
    expect(show(at, id, 'hs_amount_billed', 'hs_balance_due')).toEqual(['80.00', '80.00']);
    lineOf(at, id);
    expect(show(at, id, 'hs_amount_billed')).toEqual(['20.00']);
    expect(refusalOf(patch(at, id, { hs_amount_billed: '1' }))).toBe('400 VALIDATION_ERROR READ_ONLY_VALUE');
    at.knobs({ amountWritable: 'never' });
    const body = { properties: { hs_currency: 'USD', hs_amount_billed: '1' } };
    expect(refusalOf(at.api('POST', invoices, body))).toBe('400 VALIDATION_ERROR READ_ONLY_VALUE');
  });
});

describe('an invoice that is a record only', () => {
  it('takes every state and has no document', () => {
    const at = bench();
    const body = {
      hs_currency: 'USD',
      hs_invoice_billable: 'false',
      hs_invoice_status: 'paid',
      hs_amount_billed: '12',
    };
    const { properties } = at.record('POST', invoices, { properties: body });
    expect(properties).toMatchObject({
      hs_invoice_status: 'paid',
      hs_amount_billed: '12.00',
      hs_balance_due: '0.00',
    });
    expect(properties).not.toHaveProperty('hs_invoice_link');
  });

  it('obeys the rules of all others where the account says so', () => {
    const at = bench({}, { unbilledStatus: 'asOthers' });
    const body = { hs_currency: 'USD', hs_invoice_billable: 'false', hs_invoice_status: 'paid' };
    expect(refusalOf(at.api('POST', invoices, { properties: body }))).toBe(
      '400 VALIDATION_ERROR INVALID_INVOICE_STATUS',
    );
  });

  it('may have a number of its own where the account says so', () => {
    const body = { properties: { hs_currency: 'USD', hs_number: 'QB-7' } };
    expect(refusalOf(bench().api('POST', invoices, body))).toBe('400 VALIDATION_ERROR READ_ONLY_VALUE');
    expect(bench({}, { numberWritable: true }).record('POST', invoices, body).properties.hs_number).toBe(
      'QB-7',
    );
  });
});

const paymentBody = (invoiceId: string, amount: string, more: Readonly<Record<string, string>> = {}) => ({
  properties: {
    hs_initial_amount: amount,
    hs_initiated_date: '2026-11-02T08:00:00Z',
    hs_latest_status: 'succeeded',
    ...more,
  },
  associations: [link(invoiceId, 542)],
});

describe('payments through the API', () => {
  const cases: readonly (readonly [KnobsPatch, string])[] = [
    [{}, '201'],
    [{ processor: 'none' }, '400 VALIDATION_ERROR PAYMENTS_NOT_ENABLED'],
    [{ processor: 'none', paymentsByApi: 'always' }, '201'],
    [{ paymentsByApi: 'never' }, '400 VALIDATION_ERROR PAYMENTS_NOT_SUPPORTED'],
  ];
  it.each(cases)('in an account with %j: %s', (knobs, result) => {
    const at = bench({}, knobs);
    const answer = at.api('POST', payments, paymentBody(openInvoice(at).invoiceId, '10'));
    expect(answer.status === 201 ? '201' : refusalOf(answer)).toBe(result);
  });

  it('need an amount and a date, and begin as processing', () => {
    const at = bench();
    const refused = at.api('POST', payments, { properties: { hs_latest_status: 'succeeded' } });
    expect(refused.json).toMatchObject({
      context: { properties: ['hs_initial_amount', 'hs_initiated_date'] },
    });
    const { invoiceId } = openInvoice(at);
    const properties = { hs_initial_amount: '200', hs_initiated_date: '2026-11-02' };
    const payment = at.record('POST', payments, { properties, associations: [link(invoiceId, 542)] });
    expect(payment.properties).toMatchObject({
      hs_latest_status: 'processing',
      hs_payment_creation_method: 'OTHER',
      hs_has_associated_invoice: 'true',
      hs_number_of_associated_invoices: '1',
      hs_net_amount: '200.00',
    });
    expect(show(at, invoiceId, 'hs_invoice_status', 'hs_balance_due')).toEqual(['open', '200.00']);
    at.record('PATCH', `${payments}/${payment.id}`, { properties: { hs_latest_status: 'succeeded' } });
    expect(show(at, invoiceId, 'hs_invoice_status', 'hs_balance_due')).toEqual(['paid', '0.00']);
  });

  it('lower the balance until it is nothing; without one of them the invoice is open again', () => {
    const at = bench();
    const { invoiceId } = openInvoice(at);
    at.record('POST', payments, paymentBody(invoiceId, '150'));
    expect(show(at, invoiceId, 'hs_invoice_status', 'hs_amount_paid', 'hs_balance_due')).toEqual([
      'open',
      '150.00',
      '50.00',
    ]);
    const second = at.record('POST', payments, paymentBody(invoiceId, '60'));
    expect(
      show(at, invoiceId, 'hs_invoice_status', 'hs_amount_paid', 'hs_balance_due', 'hs_payment_date'),
    ).toEqual(['paid', '210.00', '0.00', '2026-11-02T08:00:00.000Z']);
    expect(at.api('DELETE', `${payments}/${second.id}`).status).toBe(204);
    expect(show(at, invoiceId, 'hs_invoice_status', 'hs_balance_due')).toEqual(['open', '50.00']);
    at.act({ act: 'restore', objectType: 'commerce_payment', id: second.id });
    expect(show(at, invoiceId, 'hs_invoice_status')).toEqual(['paid']);
  });

  it('change nothing where the account says so', () => {
    const at = bench({}, { paymentsSettle: false });
    const { invoiceId } = openInvoice(at);
    at.record('POST', payments, paymentBody(invoiceId, '200'));
    expect(show(at, invoiceId, 'hs_invoice_status', 'hs_balance_due')).toEqual(['open', '200.00']);
  });

  it('pay several invoices, the one associated first first', () => {
    const at = bench();
    const [one, two] = [openInvoice(at).invoiceId, openInvoice(at).invoiceId];
    const body = paymentBody(one, '250');
    at.record('POST', payments, { ...body, associations: [...body.associations, link(two, 542)] });
    expect(show(at, one, 'hs_invoice_status')).toEqual(['paid']);
    expect(show(at, two, 'hs_invoice_status', 'hs_balance_due')).toEqual(['open', '150.00']);
  });
});

describe('what a user does with payments', () => {
  it('a payment by card is not the API’s to make, change or delete', () => {
    const at = bench();
    const { invoiceId } = openInvoice(at);
    const paid = at.act({
      act: 'pay',
      invoiceId,
      processor: 'byo_stripe',
      fees: '6.10',
      platformFee: '1.00',
    });
    expect(paid.properties).toMatchObject({
      hs_net_amount: '192.90',
      hs_payment_source_app: 'INVOICE',
      hs_payment_source_id: invoiceId,
    });
    const path = `${payments}/${paid.id}`;
    const late = at.api('PATCH', path, { properties: { hs_latest_status: 'failed' } });
    expect(refusalOf(late)).toBe('400 VALIDATION_ERROR PAYMENT_NOT_EDITABLE');
    expect(at.api('PATCH', path, { properties: { hs_internal_comment: 'ours' } }).status).toBe(200);
    expect(refusalOf(at.api('DELETE', path))).toBe('400 VALIDATION_ERROR PAYMENT_NOT_DELETABLE');
    const forged = paymentBody(invoiceId, '1', { hs_processor_type: 'hs_payments' });
    expect(refusalOf(at.api('POST', payments, forged))).toBe('400 VALIDATION_ERROR PAYMENT_NOT_EDITABLE');
  });

  it.each([
    [{}, 'paid', '0.00'],
    [{ refundReopens: true }, 'open', '80.00'],
  ])('a refund with %j leaves the invoice %s with %s due', (knobs, status, due) => {
    const at = bench({}, knobs);
    const { invoiceId } = openInvoice(at);
    const paid = at.act({ act: 'pay', invoiceId });
    const refunded = at.act({ act: 'refund', paymentId: paid.id, amount: '80', reason: 'Broken' });
    expect(refunded.properties).toMatchObject({
      hs_latest_status: 'partially_refunded',
      hs_refunds_amount: '80.00',
      hs_net_amount_after_refunds: '120.00',
    });
    expect(show(at, invoiceId, 'hs_invoice_status', 'hs_balance_due')).toEqual([status, due]);
    expect(at.act({ act: 'refund', paymentId: paid.id }).properties.hs_latest_status).toBe('refunded');
  });

  it('what the page would refuse is refused', () => {
    const at = bench();
    const { invoiceId } = openInvoice(at);
    const paid = at.act({ act: 'pay', invoiceId });
    expect(() => at.act({ act: 'pay', invoiceId })).toThrow('409');
    expect(() => at.act({ act: 'refund', paymentId: paid.id, amount: '500' })).toThrow('409');
    expect(() => at.act({ act: 'void', invoiceId })).toThrow('cannot go from paid to voided');
    at.ask('POST', '/_sim/portals/62515/acts', { body: { act: 'deletePayment', paymentId: paid.id } });
    expect(show(at, invoiceId, 'hs_invoice_status')).toEqual(['open']);
  });
});
