// A week at a consultancy, under the preset "hubspot-quickbooks": HubSpot and QuickBooks both bill and both take money.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { PORTAL_CONNECTION, PORTAL_REALM } from '../../local/demo-connection.ts';
import { DEMO_PORTAL } from '../../local/demo-portal.ts';
import { eventually } from './support/eventually.ts';
import { openSystem, type TestSystem } from './support/test-system.ts';

let test: TestSystem;
let ada: string;
let deal: string;
beforeAll(async () => {
  test = await openSystem({ hubspotPort: 0 });
});
afterAll(async () => await test?.close());

const MADE = z.object({
  result: z.looseObject({ id: z.string().default(''), taxIds: z.array(z.string()).default([]) }),
});
const CREATED = z.object({ result: z.looseObject({ Id: z.string() }) });
const STORED = z.looseObject({ id: z.string(), properties: z.record(z.string(), z.string().nullable()) });
const PORTAL = z.object({ records: z.record(z.string(), z.array(STORED)) });
const DOCUMENT = z.looseObject({
  Id: z.string(),
  TotalAmt: z.number(),
  Balance: z.number().optional(),
  CustomField: z.array(z.looseObject({ StringValue: z.string().optional() })).optional(),
});
const BOOKS = z.object({ objects: z.record(z.string(), z.array(z.unknown())) });
const CARD = z.looseObject({
  state: z.string(),
  sentence: z.string(),
  remedy: z.string().optional(),
  problem: z.object({ code: z.string() }).optional(),
  links: z.looseObject({ ledger: z.string().optional(), pdf: z.string().optional() }),
});

/** What somebody does in HubSpot, or in the books. */
const crm = async (act: object) =>
  MADE.parse(await test.system.hubspot?.admin('POST', `portals/${DEMO_PORTAL}/acts`, act)).result;
const books = async (act: object) =>
  CREATED.parse(await test.system.simulator.admin('POST', `companies/${PORTAL_REALM}/acts`, act)).result.Id;
const inCrm = async (kind: string) =>
  PORTAL.parse(await test.system.hubspot?.admin('GET', `portals/${DEMO_PORTAL}`)).records[kind] ?? [];
const inBooks = async (entity: string) =>
  z
    .array(DOCUMENT)
    .parse(
      BOOKS.parse(await test.system.simulator.admin('GET', `companies/${PORTAL_REALM}`)).objects[entity] ??
        [],
    );
const ask = async (method: string, path: string, body?: object) =>
  await fetch(`${test.system.url}/v1/connections/${PORTAL_CONNECTION}${path}`, {
    method,
    headers: { authorization: `Bearer ${test.system.apiKey}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
const read = async (path: string): Promise<unknown> => await (await ask('GET', path)).json();
const card = async (kind: string, id: string) =>
  CARD.safeParse(await read(`/records/${kind}/${id}/card`)).data;
const LONG = { timeoutMs: 90_000 };
const isNow = async (kind: string, id: string, state: string, code?: string) =>
  await eventually(
    `${kind} ${id} is ${state}`,
    async () => await card(kind, id),
    (one) => one?.state === state && (code === undefined || one.problem?.code === code),
    LONG,
  );
const bill = async (more: object = {}) =>
  await crm({
    act: 'createInvoice',
    contactId: ada,
    dealId: deal,
    lines: [{ name: 'Advice', price: '60', quantity: '2' }],
    finalise: true,
    ...more,
  });

/** An edit within two seconds of our own write passes for its echo until the next round: a person may ask for it. */
const lookNow = async () => expect((await ask('POST', '/sync?direction=inbound')).status).toBe(202);

/** The settings of the consultancy: small invoices stay out, the purchase order number travels both ways. */
async function settle(): Promise<void> {
  const { policy, version } = z
    .object({ version: z.number(), policy: z.record(z.string(), z.unknown()) })
    .parse(await read('/policy'));
  const invoices = z.looseObject({}).parse(policy['invoices']);
  const next = {
    ...policy,
    invoices: { ...invoices, filters: [{ field: 'total', is: 'at_least', values: ['10'] }] },
    fields: {
      entitled: true,
      custom: [{ source: 'hs_purchase_order_number', ledger: '1', direction: 'both' }],
    },
  };
  const saved = await ask('PUT', '/policy', { policy: next, expectedVersion: version });
  expect([saved.status, await saved.text()]).toEqual([200, expect.anything()]);
  const entry = (Name: string, value: object) => ({ Name: `SalesFormsPrefs.${Name}`, ...value });
  const CustomField = [
    { CustomField: [entry('UseSalesCustom1', { Type: 'BooleanType', BooleanValue: true })] },
    { CustomField: [entry('SalesCustomName1', { Type: 'StringType', StringValue: 'PO' })] },
  ];
  await test.system.simulator.admin('POST', `companies/${PORTAL_REALM}/acts`, {
    act: 'setPreferences',
    preferences: { SalesFormsPrefs: { CustomField } },
  });
}

describe('Monday', () => {
  it('a draft stays in the CRM, and is booked once it is finalised (HUB-03)', async () => {
    await settle();
    ada = (
      await crm({
        act: 'create',
        objectType: 'contact',
        properties: { email: 'ada@example.com', firstname: 'Ada', lastname: 'Lovelace' },
      })
    ).id;
    deal = (await crm({ act: 'create', objectType: 'deal', properties: { dealname: 'Engine' } })).id;
    const { id } = await bill({ finalise: false });
    expect((await isNow('invoice', id, 'skipped'))?.sentence).toContain('draft');
    expect(await inBooks('Invoice')).toEqual([]);
    await crm({ act: 'finalise', invoiceId: id });
    await isNow('invoice', id, 'synced');
    expect((await inBooks('Invoice')).map(({ TotalAmt }) => TotalAmt)).toEqual([120]);
  });

  it('a small one is filtered out, and nobody is alarmed (HUB-04, HUB-05)', async () => {
    const { id } = await bill({ lines: [{ name: 'Stamp', price: '1', quantity: '2' }] });
    expect((await isNow('invoice', id, 'skipped'))?.sentence).toContain('filters');
    expect(await read('/banner')).toMatchObject({ show: false });
  });

  it('tax on the whole invoice fails with its cure, and is booked once it is a line (HUB-06, HUB-11, HUB-38, HUB-39)', async () => {
    const { id, taxIds } = await bill({
      taxes: [{ hs_label: 'Sales tax', hs_type: 'FIXED', hs_value: '9.60' }],
    });
    const failed = await isNow('invoice', id, 'failed', 'invoice_level_charge');
    expect(failed?.remedy).toContain('add a line for each');
    expect(await read('/banner')).toMatchObject({ show: true, sentence: 'One record is not synced.' });
    await crm({ act: 'delete', objectType: 'tax', id: taxIds[0] });
    await crm({
      act: 'create',
      objectType: 'line_item',
      properties: { name: 'Sales tax', price: '9.60', quantity: '1' },
      with: [{ objectType: 'invoice', id }],
    });
    await isNow('invoice', id, 'synced');
    expect((await inBooks('Invoice')).map(({ TotalAmt }) => TotalAmt)).toContain(129.6);
  });
});

describe('Tuesday', () => {
  it('the bookkeeper bills in the ledger: a mirror appears, for no deal and billed to nobody (HUB-12, HUB-16)', async () => {
    const customer = await books({
      act: 'create',
      entity: 'Customer',
      object: { DisplayName: 'Grace Hopper', PrimaryEmailAddr: { Address: 'grace@example.com' } },
    });
    const Line = [
      {
        Amount: 90,
        Description: 'Compiler',
        DetailType: 'SalesItemLineDetail',
        SalesItemLineDetail: { ItemRef: { value: '1' } },
      },
    ];
    const id = await books({
      act: 'create',
      entity: 'Invoice',
      object: { CustomerRef: { value: customer }, Line },
    });
    const before = (await inBooks('Invoice')).length;
    const [mirror] = await eventually(
      'the mirror',
      async () =>
        (await inCrm('invoices')).filter(
          ({ properties }) => properties['ledgerlane_id']?.endsWith(`/${id}`) === true,
        ),
      (found) => found.length === 1,
      LONG,
    );
    expect(mirror?.properties['hs_invoice_billable']).toBe('false');
    await isNow('invoice', mirror?.id ?? '', 'synced');
    await books({ act: 'receivePayment', invoiceId: id });
    const [money] = await eventually(
      'its money',
      async () => await inCrm('commerce_payments'),
      (found) => found.length === 1,
      LONG,
    );
    const shown = await isNow('payment', money?.id ?? '', 'synced');
    expect(shown?.links.ledger).toContain('recvpayment?txnId=');
    expect([(await inBooks('Invoice')).length, (await inBooks('Payment')).length]).toEqual([before, 1]);
  });
});

describe('Wednesday', () => {
  it('a card is charged: the money is booked on its invoice, the fee only summed (HUB-17, HUB-20, HUB-21, HUB-43)', async () => {
    const { id } = await bill();
    await isNow('invoice', id, 'synced');
    const paid = await crm({
      act: 'pay',
      invoiceId: id,
      processor: 'hs_payments',
      fees: '3.50',
      platformFee: '0.60',
    });
    await isNow('payment', paid.id, 'synced');
    const day = new Date().toISOString().slice(0, 4);
    expect(await read(`/fees?from=${day}-01-01&to=${day}-12-31`)).toMatchObject({
      currencies: [{ currency: 'USD', payments: 1, processing: '3.50', platform: '0.60', total: '4.10' }],
      booked: false,
    });
    const booked = (await inBooks('Invoice')).filter(
      ({ Balance, TotalAmt }) => Balance === 0 && TotalAmt === 120,
    );
    expect([booked.length, (await inBooks('Purchase')).length, (await inBooks('Payment')).length]).toEqual([
      1, 0, 2,
    ]);
  });
});

describe('Thursday', () => {
  it('a refund and a deletion are tasks, each with where to do it, and nothing is written (HUB-24, HUB-25, HUB-27)', async () => {
    const { id } = await bill();
    await isNow('invoice', id, 'synced');
    const paid = await crm({ act: 'pay', invoiceId: id, amount: '50', processor: 'none' });
    await isNow('payment', paid.id, 'synced');
    const payments = (await inBooks('Payment')).length;
    await crm({ act: 'refund', paymentId: paid.id, amount: '20', reason: 'One hour less' });
    const refund = await isNow('refund', `${paid.id}-refund`, 'action_needed');
    expect(refund?.remedy).toContain('Enter a credit memo or a refund receipt in the ledger');
    await crm({ act: 'deletePayment', paymentId: paid.id });
    expect((await isNow('payment', paid.id, 'action_needed'))?.sentence).toContain(
      'deletions are not synced',
    );
    expect([(await inBooks('Payment')).length, (await inBooks('RefundReceipt')).length]).toEqual([
      payments,
      0,
    ]);
  });
});

describe('Friday', () => {
  it('the purchase order number travels both ways (HUB-34, HUB-36)', async () => {
    const { id } = await bill({ properties: { hs_purchase_order_number: 'PO-1' } });
    await isNow('invoice', id, 'synced');
    const booked = (await inBooks('Invoice')).find(({ CustomField }) =>
      CustomField?.some(({ StringValue }) => StringValue === 'PO-1'),
    );
    await books({
      act: 'edit',
      entity: 'Invoice',
      id: booked?.Id ?? '',
      fields: { CustomField: [{ DefinitionId: '1', Type: 'StringType', StringValue: 'PO-2' }] },
    });
    await lookNow();
    await eventually(
      'the number is in the CRM',
      async () =>
        (await inCrm('invoices')).find((one) => one.id === id)?.properties['hs_purchase_order_number'],
      (number) => number === 'PO-2',
      LONG,
    );
    await isNow('invoice', id, 'synced');
  });

  it('a price that is changed in the ledger is a conflict that says so, and neither side loses a word', async () => {
    const { id } = await bill({ lines: [{ name: 'Retainer', price: '500', quantity: '1' }] });
    await isNow('invoice', id, 'synced');
    const booked = (await inBooks('Invoice')).find(({ TotalAmt }) => TotalAmt === 500);
    const Line = [
      { Amount: 450, DetailType: 'SalesItemLineDetail', SalesItemLineDetail: { ItemRef: { value: '1' } } },
    ];
    await books({ act: 'edit', entity: 'Invoice', id: booked?.Id ?? '', fields: { Line } });
    await lookNow();
    const failed = await isNow('invoice', id, 'failed', 'lines_edited_in_ledger');
    expect(failed?.sentence).toMatch(/500.*450/);
    expect((await inBooks('Invoice')).find((one) => one.Id === booked?.Id)?.TotalAmt).toBe(450);
    expect((await inCrm('invoices')).find((one) => one.id === id)?.properties['hs_amount_billed']).toBe(
      '500.00',
    );
  });

  it('the deal shows the invoice that changed last in the ledger, and its PDF is one click away (HUB-28, HUB-33)', async () => {
    const shown = z
      .looseObject({ invoiceId: z.string(), total: z.string() })
      .parse(await read(`/deals/${deal}`));
    expect(shown.total).toBe('450.00');
    const onDeal = await eventually(
      'the deal in the CRM shows it',
      async () => (await inCrm('deals')).find((one) => one.id === deal)?.properties,
      (properties) => properties?.['ledgerlane_invoice_total'] === '450.00',
      LONG,
    );
    expect(onDeal).toMatchObject({
      ledgerlane_invoice: shown.invoiceId,
      ledgerlane_invoice_status: 'open',
      ledgerlane_invoice_balance: '450.00',
    });
    const pdf = await ask('GET', `/invoices/${shown.invoiceId}/pdf`);
    expect([pdf.status, pdf.headers.get('content-type'), (await pdf.text()).slice(0, 4)]).toEqual([
      200,
      'application/pdf',
      '%PDF',
    ]);
  });
});
