// The QuickBooks connector against the simulator over HTTP: every function of the port, and the accidents on the way.
import { afterEach, describe, expect, test } from 'vitest';
import type { CustomerDocument, InvoiceDocument, PaymentDocument } from '../../shared/core/documents.ts';
import { fingerprint } from '../../shared/core/fingerprint.ts';
import {
  connectCompany,
  doneOf,
  faultOf,
  intent,
  NOW,
  REDIRECT,
  valueOf,
  type ConnectedCompany,
} from './support/quickbooks-company.ts';

let company: ConnectedCompany | undefined;
afterEach(async () => {
  await company?.close();
  company = undefined;
});

const customer = (name: string): CustomerDocument => ({
  type: 'customer',
  name,
  currency: 'USD',
  active: true,
});
const invoice = (customerId: string, more: Partial<InvoiceDocument> = {}): InvoiceDocument => ({
  type: 'invoice',
  number: 'INV-1',
  customer: customerId,
  currency: 'USD',
  date: '2026-11-20',
  lines: [
    { item: '1', description: 'Night', quantity: '2', unitPrice: '50.25', amount: '100.50' },
    { item: '2', description: 'Odd', quantity: '3', unitPrice: '33.33', amount: '100.00' },
  ],
  taxMode: 'none',
  memo: 'Thank you',
  ...more,
});
const payment = (customerId: string, invoiceId: string, amount: string): PaymentDocument => ({
  type: 'payment',
  customer: customerId,
  currency: 'USD',
  date: '2026-11-21',
  amount,
  reference: 'PAY-1',
  applications: [{ invoice: invoiceId, amount }],
});

async function open(settings?: Parameters<typeof connectCompany>[0]): Promise<ConnectedCompany> {
  company = await connectCompany(settings);
  return company;
}

async function withCustomer(it: ConnectedCompany, name = 'Bilbo Baggins'): Promise<string> {
  return doneOf(await it.ledger.write(it.access, 'c0', [intent('c', 'create', customer(name))]), 'c').ref.id;
}

async function withInvoice(it: ConnectedCompany, more?: Partial<InvoiceDocument>) {
  const customerId = await withCustomer(it);
  const document = invoice(customerId, more);
  const snapshot = doneOf(await it.ledger.write(it.access, 'i0', [intent('i', 'create', document)]), 'i');
  return { customerId, document, snapshot };
}

describe('connecting', () => {
  test('gives tokens that refresh, and says disconnected only when the grant is gone', async () => {
    const it = await open();
    const fresh = valueOf(await it.ledger.refresh(it.tokens.refreshToken, NOW));
    expect(fresh.accessExpiresAt).toBe(NOW + 3_600_000);
    const gone = await it.ledger.refresh('RT1-not-a-token', NOW);
    expect(gone.ok ? '' : gone.fault.fault).toBe('disconnected');
    await it.admin('POST', '/faults', { match: { pathRegex: 'tokens/bearer' }, effect: '500' });
    const broken = await it.ledger.refresh(fresh.refreshToken, NOW);
    expect(broken.ok ? '' : broken.fault.fault).toBe('unknown_outcome');
  });

  test('a denied callback is refused without a call', async () => {
    const it = await open();
    const denied = await it.ledger.redeem(`${REDIRECT}?error=access_denied&state=s`, REDIRECT, NOW);
    expect(denied.ok ? '' : denied.fault.fault).toBe('invalid');
  });
});

test('reference data of a company in one call', async () => {
  const it = await open({ country: 'GB', homeCurrency: 'GBP', multiCurrency: true });
  const { reference } = it.access;
  expect(reference).toMatchObject({ homeCurrency: 'GBP', multiCurrency: true, readAt: NOW });
  expect(reference?.switches).toMatchObject({ country: 'GB', custom_numbers: 'off' });
  expect(reference?.accounts.find(({ name }) => name === 'Checking')).toMatchObject({
    type: 'Bank',
    active: true,
  });
  expect(reference?.items.length).toBeGreaterThan(0);
  expect(reference?.taxCodes.length).toBeGreaterThan(0);
  expect(reference?.paymentMethods.length).toBeGreaterThan(0);
});

describe('writing', () => {
  test('a batch has an outcome per item, also where one is refused', async () => {
    const it = await open();
    const intents = ['Frodo', 'Sam', 'Frodo'].map((name, index) =>
      intent(`b${index}`, 'create', customer(name)),
    );
    const answer = await it.ledger.write(it.access, 'r1', intents);
    expect(intents.map(({ bId }) => faultOf(answer, bId))).toEqual(['done', 'done', 'name_taken 6240']);
  });

  test('a payment changes the balance of an invoice and not its document', async () => {
    const it = await open();
    const { customerId, snapshot } = await withInvoice(it);
    expect(snapshot).toMatchObject({ status: 'live', total: '200.50', balance: '200.50' });
    const paid = doneOf(
      await it.ledger.write(it.access, 'p0', [
        intent('p', 'create', payment(customerId, snapshot.ref.id, '80.00')),
      ]),
      'p',
    );
    expect(paid).toMatchObject({ total: '80.00', balance: '0.00' });
    const [later] = valueOf(await it.ledger.read(it.access, [snapshot.ref]));
    expect(later).toMatchObject({ balance: '120.50' });
    expect(later?.ref.revision).not.toBe(snapshot.ref.revision);
    expect(fingerprint(later?.document)).toBe(fingerprint(snapshot.document));
    const [again] = valueOf(await it.ledger.read(it.access, [paid.ref]));
    expect(fingerprint(again?.document)).toBe(fingerprint(paid.document));
  });

  test('an update replaces the lines, an old revision is stale', async () => {
    const it = await open();
    const { document, snapshot } = await withInvoice(it);
    const shorter = { ...document, lines: document.lines.slice(0, 1), memo: undefined };
    const updated = doneOf(
      await it.ledger.write(it.access, 'u0', [intent('u', 'update', shorter, snapshot.ref)]),
      'u',
    );
    expect(updated).toMatchObject({ total: '100.50', document: { lines: [{ amount: '100.50' }] } });
    expect(updated.document).not.toHaveProperty('memo', 'Thank you');
    const stale = await it.ledger.write(it.access, 'u1', [intent('u', 'update', document, snapshot.ref)]);
    expect(faultOf(stale, 'u')).toBe('stale 5010');
  });

  test('each type ends in its own way', async () => {
    const it = await open();
    const { customerId, snapshot } = await withInvoice(it);
    const document = payment(customerId, snapshot.ref.id, '50.00');
    const pay = async (request: string) =>
      doneOf(await it.ledger.write(it.access, request, [intent('p', 'create', document)]), 'p').ref;
    const [one, two, three] = [await pay('p1'), await pay('p2'), await pay('p3')];
    const ended = await it.ledger.write(it.access, 'e1', [
      intent('v', 'void', document, two),
      intent('d', 'delete', document, three),
    ]);
    expect([doneOf(ended, 'v').status, doneOf(ended, 'd').status]).toEqual(['voided', 'deleted']);
    const single = await it.ledger.write(it.access, 'e2', [intent('v', 'void', document, one)]);
    expect(doneOf(single, 'v')).toMatchObject({ status: 'voided', total: '0.00' });
    const [fresh] = valueOf(await it.ledger.read(it.access, [snapshot.ref]));
    const voiding = intent('i', 'void', invoice(customerId), fresh?.ref);
    expect(it.ledger.batches(voiding)).toBe(false);
    const voided = doneOf(await it.ledger.write(it.access, 'e3', [voiding]), 'i');
    expect(voided.status).toBe('voided');
    const seen = valueOf(await it.ledger.read(it.access, [snapshot.ref, two, three]));
    expect(seen.map(({ status }) => status)).toEqual(['voided', 'voided', 'deleted']);
    const parked = await it.ledger.write(it.access, 'e4', [
      intent('c', 'delete', customer('Bilbo Baggins'), {
        type: 'customer',
        id: customerId,
        revision:
          valueOf(await it.ledger.read(it.access, [{ type: 'customer', id: customerId }]))[0]?.ref.revision ??
          '',
        updatedAt: 0,
      }),
    ]);
    expect(doneOf(parked, 'c').document).toMatchObject({ name: 'Bilbo Baggins', active: false });
  });

  test.each(['commit-then-drop', 'commit-then-500', '504-after-commit', 'truncate-body', 'html'])(
    'after %s the outcome is unknown, and the same request again books nothing twice',
    async (effect) => {
      const it = await open();
      const customerId = await withCustomer(it);
      await it.admin('POST', '/faults', { match: { entity: 'invoice', count: 1 }, effect });
      const write = () => it.ledger.write(it.access, 'i1', [intent('i', 'create', invoice(customerId))]);
      expect(faultOf(await write(), 'i')).toBe('call: unknown_outcome');
      const { ref } = doneOf(await write(), 'i');
      const twins = valueOf(await it.ledger.find(it.access, invoice(customerId)));
      expect(twins.map((twin) => twin.ref.id)).toEqual([ref.id]);
    },
  );

  test.each([
    ['429', 'call: throttled'],
    ['503-html', 'call: unknown_outcome'],
    ['drop-before', 'call: unknown_outcome'],
  ])('%s is %s', async (effect, fault) => {
    const it = await open();
    await it.admin('POST', '/faults', { match: { entity: 'customer' }, effect });
    const answer = await it.ledger.write(it.access, 'c1', [intent('c', 'create', customer('Sam'))]);
    expect(faultOf(answer, 'c')).toBe(fault);
  });

  test('a server that is not there is unavailable, and a bad token unauthorised', async () => {
    const it = await open();
    const bad = { ...it.access, accessToken: 'x'.repeat(40) };
    expect(faultOf(await it.ledger.write(bad, 'c1', [intent('c', 'create', customer('Sam'))]), 'c')).toBe(
      'call: unauthorised',
    );
    await it.server.close();
    // The first call may still find the connection that was kept open, and cannot know how far it got.
    await it.ledger.write(it.access, 'c1', [intent('c', 'create', customer('Sam'))]);
    const write = await it.ledger.write(it.access, 'c1', [intent('c', 'create', customer('Sam'))]);
    expect(faultOf(write, 'c')).toBe('call: unavailable');
  });

  test('closed books and an ended subscription have names of their own', async () => {
    const it = await open();
    const customerId = await withCustomer(it);
    const realm = it.access.company;
    await it.admin('POST', `/companies/${realm}/acts`, { act: 'closeBooks', date: '2026-11-30' });
    const closed = await it.ledger.write(it.access, 'i1', [intent('i', 'create', invoice(customerId))]);
    expect(faultOf(closed, 'i')).toMatch(/^closed_period/);
    await it.admin('POST', `/companies/${realm}/acts`, { act: 'cancelSubscription' });
    const ended = await it.ledger.write(it.access, 'i2', [intent('i', 'create', invoice(customerId))]);
    expect(faultOf(ended, 'i')).toBe('suspended 6190');
  });
});

describe('finding', () => {
  test.each(["O'Brien & Søn", 'Back\\slash', '"Quoted"'])('a customer named %s', async (name) => {
    const it = await open();
    const id = await withCustomer(it, name);
    expect(valueOf(await it.ledger.find(it.access, customer(name))).map(({ ref }) => ref.id)).toEqual([id]);
  });

  test('an inactive customer, and never a supplier', async () => {
    const it = await open();
    const id = await withCustomer(it);
    const act = (body: unknown) => it.admin('POST', `/companies/${it.access.company}/acts`, body);
    await act({ act: 'makeInactive', entity: 'Customer', id });
    await act({ act: 'create', entity: 'Vendor', object: { DisplayName: 'Smaug' } });
    const [found] = valueOf(await it.ledger.find(it.access, customer('Bilbo Baggins')));
    expect(found?.document).toMatchObject({ name: 'Bilbo Baggins', active: false });
    expect(valueOf(await it.ledger.find(it.access, customer('Smaug')))).toEqual([]);
  });

  test('a payment by its reference, or by customer, day and amount', async () => {
    const it = await open();
    const { customerId, snapshot } = await withInvoice(it);
    const document = payment(customerId, snapshot.ref.id, '50.00');
    const { ref } = doneOf(await it.ledger.write(it.access, 'p1', [intent('p', 'create', document)]), 'p');
    const ids = async (wanted: PaymentDocument) =>
      valueOf(await it.ledger.find(it.access, wanted)).map((found) => found.ref.id);
    expect(await ids(document)).toEqual([ref.id]);
    expect(await ids({ ...document, reference: undefined })).toEqual([ref.id]);
    expect(await ids({ ...document, reference: undefined, amount: '50.01' })).toEqual([]);
  });
});

describe('following changes', () => {
  test('created, voided and deleted documents since a time', async () => {
    const it = await open();
    const { customerId, snapshot } = await withInvoice(it);
    const document = payment(customerId, snapshot.ref.id, '50.00');
    const { ref } = doneOf(await it.ledger.write(it.access, 'p1', [intent('p', 'create', document)]), 'p');
    await it.ledger.write(it.access, 'd1', [intent('d', 'delete', document, ref)]);
    const seen = valueOf(await it.ledger.changes(it.access, NOW - 60_000));
    const statusOf = (type: string, id: string) =>
      seen.snapshots.find((each) => each.ref.type === type && each.ref.id === id)?.status;
    expect(statusOf('invoice', snapshot.ref.id)).toBe('live');
    expect(statusOf('payment', ref.id)).toBe('deleted');
    expect(statusOf('customer', customerId)).toBe('live');
    expect(seen.reads).toBe(1);
    expect(Math.abs(seen.upTo - NOW)).toBeLessThanOrEqual(1000);
  });

  test('more than the feed holds, and further back than it reaches', async () => {
    const it = await open();
    const chunks = Array.from({ length: 36 }, (_, chunk) =>
      Array.from({ length: 30 }, (_, index) =>
        intent(`b${index}`, 'create', customer(`Hobbit ${chunk}/${index}`)),
      ),
    );
    for (const [index, chunk] of chunks.entries())
      valueOf(await it.ledger.write(it.access, `w${index}`, chunk));
    const narrowed = valueOf(await it.ledger.changes(it.access, NOW - 60_000));
    expect(narrowed.snapshots.filter(({ ref }) => ref.type === 'customer')).toHaveLength(1080);
    it.setNow(NOW + 40 * 86_400_000);
    const paged = valueOf(await it.ledger.changes(it.access, NOW - 60_000));
    expect(paged.snapshots.filter(({ ref }) => ref.type === 'customer')).toHaveLength(1080);
  });
});

describe('what is written reads back the same', () => {
  const gb = { country: 'GB', homeCurrency: 'GBP', multiCurrency: true } as const;
  test.each([
    ['US with tax', {}, { taxMode: 'excluded' as const, taxTotal: '8.00' }],
    ['US with a percentage off', {}, { discount: { percent: '10' } }],
    ['US with an amount off', {}, { discount: { amount: '5.25' } }],
    ['GB without tax', gb, { currency: 'GBP', taxMode: 'none' as const }],
    ['GB with tax on top', gb, { currency: 'GBP', taxMode: 'excluded' as const }],
    ['GB with tax inside', gb, { currency: 'GBP', taxMode: 'included' as const }],
    ['GB in another currency', gb, { currency: 'EUR', exchangeRate: '0.85', taxMode: 'none' as const }],
  ])('%s', async (_name, settings, more: Partial<InvoiceDocument>) => {
    const it = await open(settings);
    const currency = more.currency ?? 'USD';
    const taxed = more.taxMode === 'excluded' || more.taxMode === 'included';
    const code =
      currency === 'USD' ? 'TAX' : it.access.reference?.taxCodes.find(({ name }) => /20/.test(name))?.id;
    const made = await it.ledger.write(it.access, 'c0', [
      intent('c', 'create', { ...customer('Bilbo'), currency }),
    ]);
    const base = invoice(doneOf(made, 'c').ref.id, more);
    const lines = base.lines.map((line) => ({ ...line, taxCode: taxed ? code : undefined }));
    const document = { ...base, lines };
    const written = doneOf(await it.ledger.write(it.access, 'i0', [intent('i', 'create', document)]), 'i');
    const [read] = valueOf(await it.ledger.read(it.access, [written.ref]));
    expect(fingerprint(read?.document)).toBe(fingerprint(written.document));
    expect(written.document).toMatchObject({ taxMode: document.taxMode, discount: document.discount });
    expect(written.document).toMatchObject({ lines: lines.map(({ amount }) => ({ amount })) });
  });
});
