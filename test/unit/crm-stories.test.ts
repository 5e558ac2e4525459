// A CRM that bills both ways, as stories: what is born in the ledger is mirrored, what a person has to do is said, nothing twice.
import { expect, test } from 'vitest';
import { customAsked } from '../../shared/core/custom-fields.ts';
import type { FeedEntry } from '../../shared/core/feed.ts';
import type { Policy } from '../../shared/core/policy.ts';
import { HUBSPOT_QUICKBOOKS } from '../../shared/core/presets/hubspot-quickbooks.ts';
import { PRESETS } from '../../shared/core/presets/index.ts';
import type { Customer, Invoice, Payment, RecordKind } from '../../shared/core/records.ts';
import { readPolicy } from '../../shared/storage/policy-input.ts';
import { CONNECTION, createWorld, TEST_POLICY } from '../simulation/world.ts';

const POLICY: Policy = {
  ...HUBSPOT_QUICKBOOKS,
  items: TEST_POLICY.items,
  preflight: TEST_POLICY.preflight,
};
const ANNA: Customer = {
  kind: 'customer',
  id: 'anna',
  name: 'Anna de Vries',
  email: 'anna@example.com',
  active: true,
};
const SOLD: Invoice = {
  kind: 'invoice',
  id: 'I-1',
  number: 'INV-1001',
  customerId: 'anna',
  currency: 'EUR',
  date: '2026-11-16',
  dueDate: '2026-11-30',
  status: 'closed',
  lines: [{ description: 'Advice', quantity: '2', unitPrice: '60.00', amount: '120.00' }],
  pricesIncludeTax: false,
  dealId: 'deal-1',
};
const PAID: Payment = {
  kind: 'payment',
  id: 'P-1',
  customerId: 'anna',
  currency: 'EUR',
  date: '2026-11-17',
  amount: '120.00',
  origin: 'invoice',
  processor: 'hs_payments',
  allocations: [{ invoiceId: 'I-1', amount: '120.00' }],
  fees: { processing: '3.50', platform: '0.60' },
};

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

async function crm(policy: Partial<Policy> = {}) {
  const world = await createWorld({ policy: { ...POLICY, ...policy } });
  const link = async (kind: RecordKind, id: string) => {
    const [found] = await world.host.links.read([{ connection: CONNECTION, kind, id }]);
    return found ?? expect.unreachable('no link');
  };
  const health = async (kind: RecordKind, id: string) => {
    const { state, reason, problem } = (await link(kind, id)).health;
    return [state, problem?.code ?? reason].filter((word) => word !== undefined).join(' ');
  };
  const say: typeof world.say = async (record, revision, presence) => {
    await world.say(record, revision, presence);
    await world.drain();
  };
  const sweep = async () => {
    world.advance(10_000);
    await world.look({ at: 'changes' });
  };
  const feed = async (): Promise<readonly FeedEntry[]> => {
    const page = await world.host.feed.read(CONNECTION, 0, 1000);
    const entries = page.type === 'page' ? page.entries : expect.unreachable('no page');
    // The company is a day old: its own items come in with the first round. What deals show has stories of its own.
    return entries.filter(({ type }) => type !== 'item.imported' && type !== 'deal.changed');
  };
  const told = async () => (await feed()).map(({ type }) => type);
  const entities = (entity: string) => world.inspect().objects[entity] ?? [];
  const written = () =>
    world
      .inspect()
      .writeLog.filter(({ by }) => by === 'api')
      .map(({ entity, operation }) => `${entity} ${operation}`);
  const documentOf = async (kind: RecordKind, id: string) =>
    (await link(kind, id)).document?.id ?? expect.unreachable('not booked');
  await say(ANNA, 1);
  return { ...world, say, link, health, sweep, feed, told, entities, written, documentOf };
}

/** An invoice that a bookkeeper makes in the ledger, for Anna. */
async function bookkeeperBills(s: Awaited<ReturnType<typeof crm>>): Promise<string> {
  const made = s.act({
    act: 'create',
    entity: 'Invoice',
    object: {
      CustomerRef: { value: await s.documentOf('customer', 'anna') },
      CurrencyRef: { value: 'EUR' },
      TxnDate: '2026-11-17',
      GlobalTaxCalculation: 'NotApplicable',
      Line: [
        {
          Amount: 50,
          DetailType: 'SalesItemLineDetail',
          Description: 'By hand',
          SalesItemLineDetail: { ItemRef: { value: '1' } },
        },
      ],
    },
  });
  return idOf(made);
}

function idOf(made: unknown): string {
  const found = JSON.stringify(made).match(/"(?:id|Id)":"(\d+)"/)?.[1];
  return found ?? expect.unreachable(JSON.stringify(made));
}

const mirror = (ledgerId: string): Invoice => ({
  ...SOLD,
  id: 'I-77',
  number: 'M-77',
  date: '2026-11-17',
  ledgerId,
  dealId: undefined,
  lines: [{ description: 'By hand', quantity: '1', unitPrice: '50.00', amount: '50.00' }],
});

test('HUB-12, HUB-16 an invoice that was born in the ledger is told once: for no sale, billed to nobody', async () => {
  const s = await crm();
  const id = await bookkeeperBills(s);
  await s.sweep();
  await s.sweep();
  const [told, ...more] = await s.feed();
  expect(more).toEqual([]);
  expect(told).toMatchObject({
    type: 'invoice.imported',
    data: {
      ledgerId: id,
      customerId: 'anna',
      total: '50.00',
      balance: '50.00',
      billable: false,
      dealId: null,
    },
  });
  expect(text(told?.data['link'])).toContain(`invoice?txnId=${id}`);
});

test('HUB-12 the mirror that comes back is linked with the original, and nothing is written', async () => {
  const s = await crm();
  const id = await bookkeeperBills(s);
  await s.sweep();
  const before = s.written();
  await s.say(mirror(id), 1);
  expect([await s.health('invoice', 'I-77'), (await s.link('invoice', 'I-77')).document?.id]).toEqual([
    'synced',
    id,
  ]);
  await s.say(mirror(id), 2);
  await s.sweep();
  expect([s.written(), await s.told()]).toEqual([before, ['invoice.imported']]);
});

test('HUB-12 a later edit of the original is told of the mirror, also of its lines', async () => {
  const s = await crm();
  const id = await bookkeeperBills(s);
  await s.sweep();
  await s.say(mirror(id), 1);
  s.advance(10_000);
  s.act({ act: 'edit', entity: 'Invoice', id, fields: { DueDate: '2027-01-15' } });
  await s.sweep();
  const last = (await s.feed()).at(-1);
  expect(last).toMatchObject({
    type: 'invoice.changed',
    data: { id: 'I-77', changed: { dueDate: '2027-01-15' } },
  });
  expect(await s.health('invoice', 'I-77')).toBe('synced');
});

test('HUB-12 under a policy that takes nothing in, an invoice of the ledger is left alone and counted', async () => {
  const s = await crm({ invoices: { ...POLICY.invoices, inbound: 'edits_of_owned' } });
  await bookkeeperBills(s);
  await s.sweep();
  expect([
    await s.told(),
    (await s.host.connections.laneState('quickbooks:9130350000000001')).excluded,
  ]).toEqual([[], { invoice: 1 }]);
});

test('HUB-17, HUB-19 money that came in through the ledger is told with its day, its invoice and its page there', async () => {
  const s = await crm();
  await s.say(SOLD, 1);
  const invoice = await s.documentOf('invoice', 'I-1');
  s.advance(10_000);
  const payment = idOf(s.act({ act: 'receivePayment', invoiceId: invoice, amount: 70, date: '2026-11-18' }));
  await s.sweep();
  const told = (await s.feed()).filter(({ type }) => type === 'payment.imported');
  expect(told).toHaveLength(1);
  expect(told[0]?.data).toMatchObject({
    ledgerId: payment,
    customerId: 'anna',
    date: '2026-11-18',
    amount: '70.00',
    allocations: [{ invoiceId: 'I-1', invoiceLedgerId: invoice, amount: '70.00' }],
  });
  expect(text(told[0]?.data['link'])).toContain(`recvpayment?txnId=${payment}`);
});

test('HUB-17, HUB-42 the mirror of such money is linked and never booked a second time', async () => {
  const s = await crm();
  await s.say(SOLD, 1);
  s.advance(10_000);
  const payment = idOf(s.act({ act: 'receivePayment', invoiceId: await s.documentOf('invoice', 'I-1') }));
  await s.sweep();
  const before = s.written();
  await s.say({ ...PAID, ledgerId: payment, fees: undefined, processor: 'quickbooks' }, 1);
  // Its associations follow later, as CRMs have it.
  await s.say({ ...PAID, ledgerId: payment, allocations: [] }, 2);
  expect([await s.health('payment', 'P-1'), s.written(), s.entities('Payment').length]).toEqual([
    'synced',
    before,
    1,
  ]);
});

test('HUB-17 money that came in at the source is booked on its invoice, and is not told back', async () => {
  const s = await crm();
  await s.say(SOLD, 1);
  await s.say(PAID, 1);
  await s.sweep();
  expect([await s.health('payment', 'P-1'), s.entities('Payment').length, await s.told()]).toEqual([
    'synced',
    1,
    [],
  ]);
});

test('HUB-20 what a processor kept is booked nowhere', async () => {
  const s = await crm();
  await s.say(SOLD, 1);
  await s.say(PAID, 1);
  await s.sweep();
  expect([s.entities('Purchase'), s.entities('Bill'), s.entities('JournalEntry')]).toEqual([[], [], []]);
  expect(JSON.stringify(s.inspect().writeLog)).not.toContain('3.5');
});

test('HUB-22, HUB-24, HUB-25 a refund at the source is a task, and no call is made', async () => {
  const s = await crm();
  await s.say(SOLD, 1);
  await s.say(PAID, 1);
  const before = s.inspect().writeLog.length;
  await s.say(
    {
      kind: 'refund',
      id: 'R-1',
      customerId: 'anna',
      currency: 'EUR',
      date: '2026-11-18',
      amount: '20.00',
      paymentId: 'P-1',
      reason: 'One hour less',
    },
    1,
  );
  expect(await s.health('refund', 'R-1')).toBe('action_needed book_refund_by_hand');
  expect((await s.link('refund', 'R-1')).trace?.values).toMatchObject({
    amount: '20.00',
    reason: 'One hour less',
  });
  await s.sweep();
  expect([s.inspect().writeLog.length, s.entities('RefundReceipt'), s.entities('CreditMemo')]).toEqual([
    before,
    [],
    [],
  ]);
});

test('HUB-26 money of the ledger that is taken back there is a task at the source', async () => {
  const s = await crm();
  await s.say(SOLD, 1);
  s.advance(10_000);
  const payment = idOf(s.act({ act: 'receivePayment', invoiceId: await s.documentOf('invoice', 'I-1') }));
  await s.sweep();
  await s.say({ ...PAID, ledgerId: payment }, 1);
  s.advance(10_000);
  s.act({ act: 'delete', entity: 'Payment', id: payment });
  await s.sweep();
  expect(await s.health('payment', 'P-1')).toBe('action_needed refund_at_source_by_hand');
});

test('HUB-26 a refund that was entered in the ledger is told as a task, and booked nowhere', async () => {
  const s = await crm();
  const customer = await s.documentOf('customer', 'anna');
  s.act({
    act: 'create',
    entity: 'RefundReceipt',
    object: {
      CustomerRef: { value: customer },
      CurrencyRef: { value: 'EUR' },
      TxnDate: '2026-11-17',
      GlobalTaxCalculation: 'NotApplicable',
      DepositToAccountRef: {
        value: s.entities('Account').find((one) => text(one['AccountType']) === 'Bank')?.['Id'],
      },
      Line: [
        { Amount: 20, DetailType: 'SalesItemLineDetail', SalesItemLineDetail: { ItemRef: { value: '1' } } },
      ],
    },
  });
  await s.sweep();
  await s.drain();
  expect(
    (await s.feed()).map(({ type, data }) => [type, data['customerId'], data['amount'], data['task']]),
  ).toEqual([['refund.recorded', 'anna', '20.00', 'repeat_refund_at_source']]);
  const id = `${text(s.entities('RefundReceipt')[0]?.['Id'])}~refund_receipt`;
  const { health, trace, source, document } = await s.link('refund', id);
  expect([health.state, health.reason, document]).toEqual([
    'action_needed',
    'repeat_refund_at_source',
    undefined,
  ]);
  expect([trace?.values['amount'], source?.record]).toMatchObject(['20.00', { customerId: 'anna' }]);
  const before = s.written();
  s.advance(600_000);
  await s.sweep();
  expect([await s.told(), s.written()]).toEqual([['refund.recorded'], before]);
});

test('HUB-23, HUB-27 a payment that is deleted at the source stays in the ledger: a person’s task, and no call is made', async () => {
  const s = await crm();
  await s.say(SOLD, 1);
  await s.say(PAID, 1);
  const before = s.inspect().writeLog.length;
  await s.say(PAID, 2, 'deleted');
  await s.sweep();
  expect([
    await s.health('payment', 'P-1'),
    s.inspect().writeLog.length,
    s.entities('Payment').length,
  ]).toEqual(['action_needed void_payment_by_hand', before, 1]);
});

test('HUB-03, HUB-05, HUB-38 drafts, filtered invoices and charges beside the lines: no call is made', async () => {
  const s = await crm({
    invoices: { ...POLICY.invoices, filters: [{ field: 'currency', is: 'one_of', values: ['EUR'] }] },
  });
  const before = s.inspect().writeLog.length;
  await s.say({ ...SOLD, id: 'draft', status: 'draft' }, 1);
  await s.say({ ...SOLD, id: 'dollars', currency: 'USD' }, 1);
  await s.say({ ...SOLD, id: 'taxed', surcharges: { tax: '25.20' } }, 1);
  expect([
    await s.health('invoice', 'draft'),
    await s.health('invoice', 'dollars'),
    await s.health('invoice', 'taxed'),
    s.inspect().writeLog.length,
  ]).toEqual(['skipped draft', 'skipped filter', 'failed invoice_level_charge', before]);
  await s.say({ ...SOLD, id: 'draft' }, 2);
  expect(await s.health('invoice', 'draft')).toBe('synced');
});

test('HUB-37, HUB-39, HUB-40, HUB-41 a discount, tax and fees as lines are booked, the tax without a tax code', async () => {
  const s = await crm({
    invoices: { ...POLICY.invoices, surcharges: { mode: 'lines', taxItem: '1', feeItem: '1' } },
  });
  await s.say({ ...SOLD, discount: { amount: '20.00' }, surcharges: { tax: '21.00', fees: '5.00' } }, 1);
  const [invoice] = s.entities('Invoice');
  expect(invoice?.['TotalAmt']).toBe(126);
  expect(JSON.stringify(invoice?.['Line'])).toMatch(/"Tax".*"Fees"/);
  expect(JSON.stringify(invoice?.['TxnTaxDetail'] ?? {})).not.toMatch(/[1-9]/);
});

test('HUB-34, HUB-36 a custom field goes to the ledger and comes back, under the names of both sides', async () => {
  const s = await crm({
    fields: { entitled: true, custom: [{ source: 'po_number', ledger: '1', direction: 'both' }] },
  });
  const entry = (Name: string, value: object) => ({ Name: `SalesFormsPrefs.${Name}`, ...value });
  s.act({
    act: 'setPreferences',
    preferences: {
      SalesFormsPrefs: {
        CustomField: [
          { CustomField: [entry('UseSalesCustom1', { Type: 'BooleanType', BooleanValue: true })] },
          { CustomField: [entry('SalesCustomName1', { Type: 'StringType', StringValue: 'PO' })] },
        ],
      },
    },
  });
  await s.say({ ...SOLD, custom: { po_number: 'PO-1', other: 'stays' } }, 1);
  expect(JSON.stringify(s.entities('Invoice')[0]?.['CustomField'])).toContain('"PO-1"');
  s.advance(10_000);
  s.act({
    act: 'edit',
    entity: 'Invoice',
    id: await s.documentOf('invoice', 'I-1'),
    fields: { CustomField: [{ DefinitionId: '1', Type: 'StringType', StringValue: 'PO-2' }] },
  });
  await s.sweep();
  expect((await s.feed()).at(-1)).toMatchObject({
    type: 'invoice.changed',
    data: { changed: { custom: { po_number: 'PO-2' } } },
  });
  const before = s.written();
  await s.say({ ...SOLD, custom: { po_number: 'PO-2', other: 'stays' } }, 2);
  expect([await s.health('invoice', 'I-1'), s.written()]).toEqual(['synced', before]);
});

test('HUB-01 the preset asks for no plan of the source, and needs nothing but mappings to be saved', () => {
  expect(readPolicy(PRESETS['hubspot-quickbooks'])).toMatchObject({ ok: true });
  expect(HUBSPOT_QUICKBOOKS.preflight).not.toHaveProperty('packages');
});

test('HUB-13, HUB-31 further fields are named in the policy, and only those are asked of the source', () => {
  const fields: Policy['fields'] = {
    entitled: true,
    custom: [
      { source: 'po_number', ledger: '1', direction: 'both' },
      { source: 'region', ledger: '2', direction: 'to_source' },
    ],
  };
  const filters = [{ field: 'custom.team', is: 'given', values: [] }] as const;
  const policy = { ...POLICY, fields, invoices: { ...POLICY.invoices, filters } };
  expect(readPolicy(policy)).toMatchObject({ ok: true });
  expect(customAsked(policy)).toEqual(['po_number', 'team']);
});

test('HUB-35 without the subscription for it no field is mapped: the policy is refused', () => {
  const fields = { entitled: false, custom: [{ source: 'po_number', ledger: '1', direction: 'both' }] };
  expect(readPolicy({ ...POLICY, fields })).toMatchObject({
    ok: false,
    faults: [{ path: ['fields', 'custom'] }],
  });
});

test('HUB-34 a field that nobody mapped goes nowhere', async () => {
  const s = await crm();
  await s.say({ ...SOLD, custom: { po_number: 'PO-1' } }, 1);
  expect(JSON.stringify(s.inspect())).not.toContain('PO-1');
});

const selling: Partial<Policy> = {
  payments: { ...POLICY.payments, withoutInvoice: 'paid_invoice', excludeOrigins: ['invoice'] },
};

test('HUB-42, HUB-43 money of an invoice makes no second one, in whatever order the two arrive', async () => {
  const s = await crm(selling);
  await s.say({ ...PAID, allocations: [] }, 1);
  expect(await s.health('payment', 'P-1')).toBe('waiting invoice_of_payment');
  await s.say(SOLD, 1);
  await s.say(PAID, 2);
  expect([
    await s.health('payment', 'P-1'),
    s.entities('Invoice').length,
    s.entities('Payment').length,
  ]).toEqual(['synced', 1, 1]);
});

test('HUB-42, HUB-43 money without an invoice makes a paid one, and one only', async () => {
  const s = await crm(selling);
  const checkout = { ...PAID, id: 'P-9', origin: 'checkout', allocations: [], reference: 'CH-9' };
  await s.say(checkout, 1);
  await s.sweep();
  await s.say(checkout, 2);
  await s.sweep();
  expect([await s.health('payment', 'P-9'), await s.health('invoice', 'P-9~sale')]).toEqual([
    'synced',
    'synced',
  ]);
  const [invoice, ...more] = s.entities('Invoice');
  expect([invoice?.['TotalAmt'], invoice?.['Balance'], more.length, s.entities('Payment').length]).toEqual([
    120, 0, 0, 1,
  ]);
});

test('HUB-02 without a policy nothing of a connection goes to the ledger', async () => {
  const s = await crm();
  await s.storage.connections.saveConnection({
    id: 'other',
    name: 'Other',
    source: 'product',
    ledger: 'quickbooks',
    company: '9130350000000001',
    createdAt: 0,
  });
  const before = s.inspect().writeLog.length;
  const key = { connection: 'other', kind: 'invoice', id: 'I-9' } as const;
  await s.host.links.storeSource(key, 'quickbooks:9130350000000001', {
    revision: 1,
    presence: 'live',
    record: { ...SOLD, id: 'I-9' },
    eventId: 'e',
    receivedAt: 0,
  });
  await s.look({ at: 'record', key });
  expect([s.inspect().writeLog.length, (await s.host.links.read([key]))[0]?.health.state]).toEqual([
    before,
    'pending',
  ]);
});

test('HUB-32 the outside hears of each invoice that was synced, or failed', async () => {
  const s = await crm();
  await s.say(SOLD, 1);
  await s.say({ ...SOLD, id: 'I-2', surcharges: { fees: '1.00' } }, 1);
  const told = s.events
    .filter(({ detail }) => detail['kind'] === 'invoice')
    .map(({ type, detail }) => [type, detail['id']]);
  expect(told).toEqual([
    ['record.synced', 'I-1'],
    ['record.failed', 'I-2'],
  ]);
});
