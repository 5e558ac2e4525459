// What pages of a CRM ask for: one record's card, the banner, the fees of a period, a sale's figures, an invoice's PDF.
import { expect, test } from 'vitest';
import * as z from 'zod';
import { API_ROUTES } from '../../functions/api/routes.ts';
import { resultOf } from '../../functions/http/api-gateway.ts';
import { serve } from '../../functions/http/serve.ts';
import { rollUp } from '../../shared/core/deals.ts';
import { feesOf } from '../../shared/core/fees.ts';
import type { Policy } from '../../shared/core/policy.ts';
import { HUBSPOT_QUICKBOOKS } from '../../shared/core/presets/hubspot-quickbooks.ts';
import type { Customer, Invoice, Payment } from '../../shared/core/records.ts';
import { pageOf } from '../../shared/connectors/hubspot/page-of.ts';
import { requestWith, tenantKey } from '../support/http-host.ts';
import { bookedLink, INVOICE, linkOf, PAYMENT } from '../support/facts.ts';
import { CONNECTION, createWorld, TEST_POLICY } from '../simulation/world.ts';

const POLICY: Policy = { ...HUBSPOT_QUICKBOOKS, items: TEST_POLICY.items, preflight: TEST_POLICY.preflight };
const ANNA: Customer = { kind: 'customer', id: 'anna', name: 'Anna', active: true };
const SOLD: Invoice = {
  ...INVOICE,
  id: 'I-1',
  number: 'INV 1001/a',
  customerId: 'anna',
  dealId: 'deal-1',
  lines: [{ description: 'Advice', amount: '120.00' }],
};
const PAID: Payment = {
  ...PAYMENT,
  id: 'P-1',
  customerId: 'anna',
  origin: 'invoice',
  fees: { processing: '3.50', platform: '0.60' },
  allocations: [{ invoiceId: 'I-1', amount: '120.00' }],
};

async function crm(policy: Partial<Policy> = {}) {
  const world = await createWorld({ policy: { ...POLICY, ...policy } });
  const key = await tenantKey(world.host, CONNECTION);
  const get = async (path: string, places: Record<string, string> = {}, query: Record<string, string> = {}) =>
    serve(
      API_ROUTES,
      world.host,
      requestWith(`GET /v1/connections/{connection}${path === '' ? '' : `/${path}`}`, {
        key,
        path: { connection: CONNECTION, ...places },
        query,
      }),
    );
  const read = async (...asked: Parameters<typeof get>): Promise<unknown> =>
    JSON.parse((await get(...asked)).body);
  const card = (kind: string, id: string) => read('records/{kind}/{id}/card', { kind, id });
  const say: typeof world.say = async (record, revision, presence) => {
    await world.say(record, revision, presence);
    await world.drain();
  };
  await say(ANNA, 1);
  return { ...world, say, get, read, card };
}

/** A text of which only a part is said. */
const like = (part: string): unknown => expect.stringContaining(part);
const idOf = (value: unknown): string => (typeof value === 'string' ? value : expect.unreachable('no id'));

const HEALTHY = z.object({ show: z.boolean(), sentence: z.string().optional() });

test('HUB-08, HUB-15, HUB-18 the card of a synced invoice says so, with its page and its PDF', async () => {
  const s = await crm();
  await s.say(SOLD, 1);
  expect(await s.card('invoice', 'I-1')).toMatchObject({
    state: 'synced',
    sentence: 'It is in the books as its source last said.',
    links: {
      record: `/v1/connections/${CONNECTION}/records/invoice/I-1`,
      ledger: like('/app/invoice?txnId='),
      pdf: `/v1/connections/${CONNECTION}/invoices/I-1/pdf`,
    },
  });
});

test('HUB-10, HUB-11 the card of a failed invoice has its category, the sentence and the cure', async () => {
  const s = await crm();
  await s.say({ ...SOLD, surcharges: { tax: '25.20' } }, 1);
  expect(await s.card('invoice', 'I-1')).toMatchObject({
    state: 'failed',
    problem: { code: 'invoice_level_charge', category: 'data' },
    sentence: like('tax 25.20 EUR'),
    remedy: like('add a line for each'),
    links: { runbook: 'docs/runbook.md#invoice_level_charge' },
  });
});

test('HUB-08 the card leads to the record’s page at the source, where the policy says where that is', async () => {
  const connection = { ...POLICY.connection, sourcePage: 'https://crm.example/{kind}/{number}?at={id}' };
  const s = await crm({ connection });
  await s.say(SOLD, 1);
  expect(await s.card('invoice', 'I-1')).toMatchObject({
    links: { source: 'https://crm.example/invoice/INV%201001%2Fa?at=I-1' },
  });
});

test('HubSpot’s own pages: of parties, invoices, payments and items, and of nothing else', () => {
  expect(pageOf('7', { kind: 'customer', id: 'contact-12' })).toBe(
    'https://app.hubspot.com/contacts/7/record/0-1/12',
  );
  expect(pageOf('7', { kind: 'invoice', id: '9' })).toBe('https://app.hubspot.com/contacts/7/record/0-53/9');
  expect(pageOf('7', { kind: 'refund', id: '9' })).toBeUndefined();
  expect(pageOf('7', { kind: 'customer', id: 'somebody' })).toBeUndefined();
});

test('HUB-08 the card holds nothing of a person beyond what its page shows anyway', async () => {
  const s = await crm();
  await s.say({ ...SOLD, memo: 'secret words' }, 1);
  const text = JSON.stringify(await s.card('invoice', 'I-1'));
  expect(text).not.toMatch(/Anna|secret|anna/);
});

test.each([
  ['a draft', { status: 'draft' as const }, 'skipped', 'It is a draft. Once it is finalised it is synced.'],
  [
    'a filtered one',
    { currency: 'USD' },
    'skipped',
    'It does not pass the filters of the connection, so it is left out.',
  ],
])('HUB-05 the card of %s is no failure', async (_, change, state, sentence) => {
  const s = await crm({
    invoices: { ...POLICY.invoices, filters: [{ field: 'currency', is: 'one_of', values: ['EUR'] }] },
  });
  await s.say({ ...SOLD, ...change }, 1);
  expect(await s.card('invoice', 'I-1')).toMatchObject({ state, sentence });
  expect(HEALTHY.parse(await s.read('banner'))).toEqual({ show: false });
});

test('HUB-24, HUB-25 the card of a refund says where to book it by hand', async () => {
  const s = await crm();
  await s.say(SOLD, 1);
  await s.say(PAID, 1);
  await s.say(
    {
      kind: 'refund',
      id: 'R-1',
      customerId: 'anna',
      currency: 'EUR',
      date: '2026-11-18',
      amount: '20.00',
      paymentId: 'P-1',
    },
    1,
  );
  expect(await s.card('refund', 'R-1')).toMatchObject({
    state: 'action_needed',
    sentence: 'A refund of 20.00 EUR was made at the source, and refunds are not synced.',
    remedy: 'Enter a credit memo or a refund receipt in the ledger, then skip the record.',
  });
});

test('HUB-26 the card of money that the ledger took back says to refund it at the source', async () => {
  const s = await crm();
  await s.say(SOLD, 1);
  s.advance(10_000);
  const [invoice] = s.inspect().objects['Invoice'] ?? [];
  s.act({ act: 'receivePayment', invoiceId: idOf(invoice?.['Id']) });
  const [payment] = s.inspect().objects['Payment'] ?? [];
  const id = idOf(payment?.['Id']);
  await s.say({ ...PAID, ledgerId: id }, 1);
  expect(await s.card('payment', 'P-1')).toMatchObject({
    state: 'synced',
    links: { ledger: like('recvpayment') },
  });
  s.advance(10_000);
  s.act({ act: 'void', entity: 'Payment', id });
  await s.look({ at: 'changes' });
  expect(await s.card('payment', 'P-1')).toMatchObject({
    state: 'action_needed',
    sentence: 'The payment came in through the ledger and was voided there; at the source it still stands.',
    remedy: 'Refund or delete the payment at the source by hand.',
  });
});

test('HUB-26 a refund that was entered in the ledger has a card, counts in the banner, and can be skipped', async () => {
  const s = await crm();
  await s.say(SOLD, 1);
  const [customer] = s.inspect().objects['Customer'] ?? [];
  const bank = s.inspect().objects['Account']?.find((one) => one['AccountType'] === 'Bank');
  s.act({
    act: 'create',
    entity: 'RefundReceipt',
    object: {
      CustomerRef: { value: idOf(customer?.['Id']) },
      CurrencyRef: { value: 'EUR' },
      GlobalTaxCalculation: 'NotApplicable',
      DepositToAccountRef: { value: bank?.['Id'] },
      Line: [
        { Amount: 20, DetailType: 'SalesItemLineDetail', SalesItemLineDetail: { ItemRef: { value: '1' } } },
      ],
    },
  });
  await s.look({ at: 'changes' });
  await s.drain();
  const id = `${idOf(s.inspect().objects['RefundReceipt']?.[0]?.['Id'])}~refund_receipt`;
  expect(await s.card('refund', id)).toMatchObject({
    state: 'action_needed',
    sentence: 'A refund of 20.00 EUR was entered in the ledger, and refunds are not synced.',
    remedy: 'Refund the payment at the source by hand, then skip the record.',
  });
  expect(await s.read('banner')).toMatchObject({ show: true, actionNeeded: { count: 1 } });
});

test('HUB-27 the card of a payment that was deleted at the source says that the ledger still has it', async () => {
  const s = await crm();
  await s.say(SOLD, 1);
  await s.say(PAID, 1);
  await s.say(PAID, 2, 'deleted');
  expect(await s.card('payment', 'P-1')).toMatchObject({
    state: 'action_needed',
    sentence: like('deletions are not synced'),
  });
});

test('HUB-06, HUB-07, HUB-09, HUB-10, HUB-14 the banner counts what fails and names the list of it', async () => {
  const s = await crm();
  await s.say(SOLD, 1);
  expect(HEALTHY.parse(await s.read('banner'))).toEqual({ show: false });
  await s.say({ ...SOLD, id: 'I-2', surcharges: { fees: '1.00' } }, 1);
  await s.say({ ...SOLD, id: 'I-3', surcharges: { fees: '1.00' } }, 1);
  const list = `/v1/connections/${CONNECTION}/records?health=failed`;
  expect(await s.read('banner')).toMatchObject({
    show: true,
    sentence: '2 records are not synced.',
    failed: { count: 2, list },
  });
  expect(await s.read('records', {}, { health: 'failed' })).toMatchObject({
    records: [
      { id: 'I-2', problem: { category: 'data' }, since: like('2026-11-') },
      { id: 'I-3', problem: { category: 'data' } },
    ],
  });
  expect(await s.read('')).toMatchObject({ records: { failed: { count: 2 } } });
});

test('HUB-20, HUB-21 the fees of a period, by currency, to be entered by hand', async () => {
  const s = await crm();
  await s.say(SOLD, 1);
  await s.say(PAID, 1);
  await s.say({ ...PAID, id: 'P-2', date: '2026-12-01' }, 1);
  expect(await s.read('fees', {}, { from: '2026-11-01', to: '2026-11-30' })).toEqual({
    from: '2026-11-01',
    to: '2026-11-30',
    currencies: [
      {
        currency: 'EUR',
        payments: 1,
        received: '120.00',
        processing: '3.50',
        platform: '0.60',
        total: '4.10',
      },
    ],
    booked: false,
  });
  expect((await s.get('fees', {}, { from: 'yesterday' })).status).toBe(400);
});

test.each<[string, Partial<Payment>, boolean]>([
  ['on the first day', { date: '2026-11-01' }, true],
  ['on the last day', { date: '2026-11-30' }, true],
  ['a day too late', { date: '2026-12-01' }, false],
  ['of money that never came', { status: 'failed' }, false],
  ['of money that is on its way', { status: 'processing' }, false],
  ['of money without fees', { fees: undefined }, false],
])('HUB-21 fees %s', (_, change, counts) => {
  const link = linkOf({ ...PAID, date: '2026-11-15', ...change });
  expect(feesOf([link], { from: '2026-11-01', to: '2026-11-30' }).length).toBe(counts ? 1 : 0);
});

test('HUB-33 a sale shows the invoice that changed last in the ledger', async () => {
  const s = await crm();
  await s.say(SOLD, 1);
  s.advance(10_000);
  await s.say({ ...SOLD, id: 'I-2', number: 'INV-2' }, 1);
  expect(await s.read('deals/{id}', { id: 'deal-1' })).toMatchObject({
    id: 'deal-1',
    invoiceId: 'I-2',
    total: '120.00',
  });
  s.advance(10_000);
  const [first] = s.inspect().objects['Invoice'] ?? [];
  s.act({ act: 'receivePayment', invoiceId: idOf(first?.['Id']), amount: 20 });
  await s.look({ at: 'changes' });
  expect(await s.read('deals/{id}', { id: 'deal-1' })).toMatchObject({ invoiceId: 'I-1', balance: '100.00' });
  expect((await s.get('deals/{id}', { id: 'deal-9' })).status).toBe(404);
});

test('HUB-33 of two that changed at once it is always the same one', () => {
  const at = (id: string, updatedAt: number) => bookedLink({ ...SOLD, id }, `doc-${id}`, { updatedAt });
  const links = [at('I-1', 5), at('I-3', 7), at('I-2', 7)];
  expect(rollUp(links, 'deal-1')?.invoiceId).toBe('I-3');
  expect(rollUp(links.toReversed(), 'deal-1')?.invoiceId).toBe('I-3');
});

test('HUB-28, HUB-29, HUB-30 the PDF of an invoice is fetched from the ledger, byte by byte', async () => {
  const s = await crm();
  await s.say(SOLD, 1);
  const answer = await s.get('invoices/{id}/pdf', { id: 'I-1' });
  expect([answer.status, answer.headers['content-type'], answer.headers['content-disposition']]).toEqual([
    200,
    'application/pdf',
    'attachment; filename="INV_1001_a.pdf"',
  ]);
  expect(Buffer.from(answer.body, 'base64').toString('latin1')).toMatch(/^%PDF/);
  expect(resultOf(answer).isBase64Encoded).toBe(true);
});

test.each<[string, Partial<Policy>, string]>([
  ['an invoice that nobody sent', {}, 'I-9'],
  ['a policy that lets none be fetched', { attachments: { invoicePdf: 'none' } }, 'I-1'],
])('HUB-28 no PDF: %s', async (_, policy, id) => {
  const s = await crm(policy);
  await s.say(SOLD, 1);
  expect((await s.get('invoices/{id}/pdf', { id })).status).toBe(404);
});

test('HUB-28 no PDF of an invoice that is not in the ledger, and none is asked for', async () => {
  const s = await crm();
  await s.say({ ...SOLD, surcharges: { tax: '1.00' } }, 1);
  const before = s.inspect().calls;
  expect((await s.get('invoices/{id}/pdf', { id: 'I-1' })).status).toBe(404);
  expect(s.inspect().calls).toEqual(before);
});
