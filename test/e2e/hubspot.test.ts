// HubSpot beside QuickBooks through the whole system: connected by a browser's flow, told by webhooks, told back.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { PORTAL_CONNECTION, PORTAL_REALM } from '../../local/demo-connection.ts';
import { connectSide, DEMO_PORTAL } from '../../local/demo-portal.ts';
import { measureSource } from '../bench/source.ts';
import { eventually } from './support/eventually.ts';
import { openSystem, type TestSystem } from './support/test-system.ts';

let test: TestSystem;
beforeAll(async () => {
  test = await openSystem({ hubspotPort: 0 });
});
afterAll(async () => await test?.close());

const RECORD = z.looseObject({ id: z.string(), properties: z.record(z.string(), z.string().nullable()) });
const PORTAL = z.object({ records: z.record(z.string(), z.array(RECORD)) });
const BOOKS = z.object({
  objects: z.object({ Invoice: z.array(z.object({ Id: z.string(), TotalAmt: z.number() })).default([]) }),
});
const CREATED = z.object({ result: z.looseObject({ Id: z.string() }) });

const portal = async (kind: string) => {
  const { records } = PORTAL.parse(await test.system.hubspot?.admin('GET', `portals/${DEMO_PORTAL}`));
  return records[kind] ?? [];
};
const inBooks = async (act: object) =>
  CREATED.parse(await test.system.simulator.admin('POST', `companies/${PORTAL_REALM}/acts`, act)).result.Id;

describe('a portal', () => {
  it('is connected with its account, and connecting it again changes nothing', async () => {
    const { connections, url, apiKey } = test.system;
    expect((await connections.connection(PORTAL_CONNECTION))?.account).toBe(String(DEMO_PORTAL));
    expect(await connectSide(url, apiKey, 'source')).toBe(200);
    expect((await connections.connection(PORTAL_CONNECTION))?.account).toBe(String(DEMO_PORTAL));
  });

  it('sends a thousand webhooks, shuffled and doubled: each invoice is booked once, as it is in the end', async () => {
    const cost = await measureSource(test.system, 60);
    const books = BOOKS.parse(await test.system.simulator.admin('GET', `companies/${PORTAL_REALM}`));
    const totals = books.objects.Invoice.map(({ TotalAmt }) => TotalAmt);
    const wanted = Array.from({ length: 60 }, (_, n) => (n + 1) * ((n + 1) % 3 === 0 ? 5 : 2));
    expect(totals.toSorted((a, b) => a - b)).toEqual(wanted.toSorted((a, b) => a - b));
    expect(cost.events).toBeGreaterThan(1_000);
    // Searches are the rounds', one for each of nine kinds: none of them for a record.
    expect(cost.searches).toBeLessThanOrEqual(36);
    expect(cost.throttled).toBe(0);
    expect(cost.calls / cost.invoices).toBeLessThan(5);
    expect(cost.largestRead).toBeLessThanOrEqual(100);
  });

  it('gets a mirror of an invoice that was born in the books, and its money, once', async () => {
    const object = { DisplayName: 'Grace Hopper', PrimaryEmailAddr: { Address: 'grace@example.com' } };
    const customer = await inBooks({ act: 'create', entity: 'Customer', object });
    const Line = [
      {
        Amount: 90,
        Description: 'Compiler',
        DetailType: 'SalesItemLineDetail',
        SalesItemLineDetail: { ItemRef: { value: '1' } },
      },
    ];
    const invoice = await inBooks({
      act: 'create',
      entity: 'Invoice',
      object: { CustomerRef: { value: customer }, Line },
    });
    await inBooks({ act: 'receivePayment', invoiceId: invoice });
    const lane = `quickbooks:${PORTAL_REALM}`;
    await eventually(
      'the mirror is paid',
      async () =>
        (await portal('invoices')).filter(
          ({ properties }) => properties['ledgerlane_id'] === `${lane}/${invoice}`,
        ),
      ([mirror, ...more]) =>
        more.length === 0 &&
        mirror?.properties['hs_invoice_billable'] === 'false' &&
        mirror.properties['hs_amount_billed'] === '90.00' &&
        mirror.properties['hs_balance_due'] === '0.00',
      { timeoutMs: 60_000 },
    );
    await eventually(
      'its money is there, once',
      async () => (await portal('commerce_payments')).map(({ properties }) => properties['hs_latest_status']),
      (states) => states.join() === 'succeeded',
      { timeoutMs: 60_000 },
    );
  });
});
