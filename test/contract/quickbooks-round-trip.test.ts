// Round trips through the QuickBooks simulator: whatever is written reads back the same, and what others do is told right.
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import type { InvoiceDocument, ItemDocument, PaymentDocument } from '../../shared/core/documents.ts';
import { fingerprint } from '../../shared/core/fingerprint.ts';
import { fromMinor, lineAmount } from '../../shared/core/money.ts';
import {
  connectCompany,
  doneOf,
  intent,
  NOW,
  valueOf,
  type ConnectedCompany,
} from './support/quickbooks-company.ts';

let company: ConnectedCompany | undefined;
afterEach(async () => {
  await company?.close();
  company = undefined;
});

async function open(settings?: Parameters<typeof connectCompany>[0]): Promise<ConnectedCompany> {
  company = await connectCompany(settings);
  return company;
}

async function customerOf(it: ConnectedCompany, currency: string): Promise<string> {
  const bilbo = { type: 'customer', name: 'Bilbo', currency, active: true } as const;
  return doneOf(await it.ledger.write(it.access, 'c0', [intent('c', 'create', bilbo)]), 'c').ref.id;
}

const act = (it: ConnectedCompany, body: unknown) =>
  it.admin('POST', `/companies/${it.access.company}/acts`, body);

/** Lines whose amount is their product, lines whose amount is not, and lines without either. */
const lineOf = (currency: string, codes: readonly string[]) =>
  fc
    .record({
      units: fc.bigInt({ min: 1n, max: 10_000_000n }),
      quantity: fc.constantFrom('1', '3', '0.5', '7.25'),
      price: fc.constantFrom('33.33', '10', '0.01', '19.99999', '12.3456789'),
      shape: fc.constantFrom('product', 'odd', 'bare'),
      item: fc.constantFrom('1', '2', '3'),
      taxCode: fc.constantFrom(...codes),
      description: fc.option(fc.string({ unit: 'grapheme', maxLength: 40 }), { nil: undefined }),
    })
    .map(({ units, quantity, price, shape, ...rest }) => {
      const amount = shape === 'product' ? lineAmount(quantity, price, currency) : fromMinor(units, currency);
      return shape === 'bare' ? { ...rest, amount } : { ...rest, amount, quantity, unitPrice: price };
    });

const invoiceOf = (customer: string, currency: string, codes: readonly string[], us: boolean) =>
  fc.record<InvoiceDocument>({
    type: fc.constant('invoice'),
    customer: fc.constant(customer),
    currency: fc.constant(currency),
    date: fc.constantFrom('2026-11-20', '2026-02-28'),
    lines: fc.array(lineOf(currency, codes), { minLength: 1, maxLength: 4 }),
    taxMode: us ? fc.constantFrom('excluded', 'none') : fc.constantFrom('excluded', 'included', 'none'),
    discount: fc.constantFrom(undefined, { percent: '10' }, { amount: '0.01' }),
    memo: fc.constantFrom(undefined, 'Thank you', '4111 1111 1111 1111'),
    note: fc.constantFrom(undefined, 'for the books'),
    dueDate: fc.constantFrom(undefined, '2026-12-01'),
  });

test.each([
  ['US', {}, 'USD'],
  ['GB', { country: 'GB', homeCurrency: 'GBP', multiCurrency: true }, 'GBP'],
] as const)(
  'invoices of a %s company read back as they were answered',
  async (country, settings, currency) => {
    const it = await open(settings);
    const customer = await customerOf(it, currency);
    const listed = it.access.reference?.taxCodes.map(({ id }) => id) ?? [];
    const codes = country === 'US' ? ['TAX', 'NON', ...listed.slice(0, 1)] : listed;
    const documents = fc.sample(invoiceOf(customer, currency, codes, country === 'US'), {
      numRuns: 60,
      seed: 7,
    });
    for (const [batch, part] of [documents.slice(0, 30), documents.slice(30)].entries()) {
      const intents = part.map((document, index) => intent(`b${index}`, 'create', document));
      const answer = await it.ledger.write(it.access, `w${batch}`, intents);
      const written = intents.map(({ bId }) => doneOf(answer, bId));
      const read = valueOf(
        await it.ledger.read(
          it.access,
          written.map(({ ref }) => ref),
        ),
      );
      expect(read.map(({ document }) => fingerprint(document))).toEqual(
        written.map(({ document }) => fingerprint(document)),
      );
      const amounts = (each: unknown) => JSON.stringify(each).match(/"amount":"[^"]*"/g);
      expect(written.map(({ document }) => amounts(document))).toEqual(part.map(amounts));
    }
  },
);

describe('an item', () => {
  const night: ItemDocument = {
    type: 'item',
    name: 'Night: single',
    description: 'One night',
    unitPrice: '80.5',
    itemType: 'service',
    incomeAccount: '79',
    active: true,
  };

  test('is made, changed, found, made inactive and found again', async () => {
    const it = await open();
    const made = doneOf(await it.ledger.write(it.access, 'r1', [intent('i', 'create', night)]), 'i');
    expect(made.document).toEqual({ ...night, name: 'Night single' });
    const dearer = { ...night, unitPrice: '90' };
    const changed = doneOf(
      await it.ledger.write(it.access, 'r2', [intent('i', 'update', dearer, made.ref)]),
      'i',
    );
    expect(changed.document).toMatchObject({ unitPrice: '90' });
    const ended = doneOf(
      await it.ledger.write(it.access, 'r3', [intent('i', 'delete', dearer, changed.ref)]),
      'i',
    );
    expect(ended.document).toMatchObject({ name: 'Night single', active: false });
    const [found] = valueOf(await it.ledger.find(it.access, night));
    expect(found?.ref.id).toBe(made.ref.id);
    const back = doneOf(
      await it.ledger.write(it.access, 'r4', [intent('i', 'update', night, ended.ref)]),
      'i',
    );
    expect(back.document).toMatchObject({ name: 'Night single', active: true });
  });
});

describe('what a user does in the books', () => {
  async function paidInvoice(it: ConnectedCompany) {
    const customer = await customerOf(it, 'USD');
    const document: InvoiceDocument = {
      type: 'invoice',
      number: 'INV-1',
      customer,
      currency: 'USD',
      date: '2026-11-20',
      lines: [{ item: '1', amount: '100.00' }],
      taxMode: 'none',
    };
    const invoice = doneOf(await it.ledger.write(it.access, 'i', [intent('i', 'create', document)]), 'i');
    const pay: PaymentDocument = {
      type: 'payment',
      customer,
      currency: 'USD',
      date: '2026-11-21',
      amount: '60.00',
      method: '1',
      depositAccount: '35',
      applications: [{ invoice: invoice.ref.id, amount: '60.00' }],
    };
    const payment = doneOf(await it.ledger.write(it.access, 'p', [intent('p', 'create', pay)]), 'p');
    return { document, invoice, pay, payment };
  }

  test('a payment changes with its applications', async () => {
    const it = await open();
    const { invoice, pay, payment } = await paidInvoice(it);
    expect(payment.document).toEqual(pay);
    const more = { ...pay, amount: '80.00', applications: [{ invoice: invoice.ref.id, amount: '70.00' }] };
    const changed = doneOf(
      await it.ledger.write(it.access, 'u', [intent('p', 'update', more, payment.ref)]),
      'p',
    );
    expect(changed).toMatchObject({ total: '80.00', balance: '10.00', document: more });
  });

  test('a void shows in the changes, an edit in the document, a deposit in neither', async () => {
    const it = await open();
    const { invoice, payment } = await paidInvoice(it);
    await act(it, {
      act: 'edit',
      entity: 'Invoice',
      id: invoice.ref.id,
      fields: { PrivateNote: 'call them' },
    });
    const [edited] = valueOf(await it.ledger.read(it.access, [invoice.ref]));
    expect(fingerprint(edited?.document)).not.toBe(fingerprint(invoice.document));
    await act(it, { act: 'void', entity: 'Payment', id: payment.ref.id });
    await act(it, { act: 'void', entity: 'Invoice', id: invoice.ref.id });
    const { snapshots } = valueOf(await it.ledger.changes(it.access, NOW));
    const statuses = snapshots.filter(({ ref }) => ref.type === 'invoice' || ref.type === 'payment');
    expect(statuses.map(({ status }) => status)).toEqual(['voided', 'voided']);
  });

  test('a deposited payment is locked', async () => {
    const it = await open();
    const { pay, payment } = await paidInvoice(it);
    const again = { ...pay, depositAccount: undefined, applications: [], amount: '5.00' };
    const loose = doneOf(await it.ledger.write(it.access, 'p2', [intent('p', 'create', again)]), 'p');
    await act(it, { act: 'depositPayments', paymentIds: [loose.ref.id] });
    const [seen] = valueOf(await it.ledger.read(it.access, [loose.ref]));
    expect(fingerprint(seen?.document)).toBe(fingerprint(loose.document));
    const answer = await it.ledger.write(it.access, 'v', [
      intent('p', 'void', again, seen?.ref ?? payment.ref),
    ]);
    expect(valueOf(answer).get('p')).toMatchObject({
      type: 'fault',
      fault: { fault: 'locked', vendorCode: '6540' },
    });
  });

  test('a payment to something inactive or gone is not found', async () => {
    const it = await open();
    const { pay, document } = await paidInvoice(it);
    const gone = { ...pay, customer: '999', applications: [] };
    const inactive = { ...document, number: 'INV-2', lines: [{ item: '3', amount: '1.00' }] };
    await act(it, { act: 'makeInactive', entity: 'Item', id: '3' });
    const answer = valueOf(
      await it.ledger.write(it.access, 'g', [intent('p', 'create', gone), intent('i', 'create', inactive)]),
    );
    expect([...answer.values()].map((each) => (each.type === 'fault' ? each.fault.fault : 'done'))).toEqual([
      'not_found',
      'reference_gone',
    ]);
  });
});
