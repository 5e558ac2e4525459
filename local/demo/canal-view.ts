// A day at Hotel Canal View: most of it is booked, and what is not fails, waits, stays out or asks, by real events and real people.
import { addDays } from '../../shared/core/dates.ts';
import { DEMO_REALM } from '../demo-connection.ts';
import type { RunningSystem } from '../system.ts';
import { type Client, createClient } from './client.ts';
import { idOf, isThere } from './company-lists.ts';
import { saveDemoPolicy } from './policy-changes.ts';
import { event, folio, money, receipt, settled } from './words.ts';

/** A day at the first hotel. Each step may be repeated: what was interrupted is lived through again. */
export async function liveAtCanalView(system: RunningSystem, today: string): Promise<void> {
  const client = createClient(system);
  await saveDemoPolicy(system, client, addDays(today, -365));
  await keepBooks(system, today);
  await client.post([
    ...GUESTS.map(([id, name]) => event('customer.upserted', { id, name, currency: 'EUR' })),
    ...STAYS.map(([id, guest, price]) => folio({ id, guest, price, day: today })),
    // failed: nobody mapped the tax of the new spa.
    folio({ id: 'F-2006', guest: 'G-1', price: '75.00', day: today, tax: 'spa' }),
    folio({ id: 'F-2007', guest: 'G-2', price: '120.00', day: today, tax: 'spa' }),
    folio({ id: 'F-2008', guest: 'G-4', price: '45.00', day: today, tax: 'spa' }),
    // failed: it is dated in a period that the bookkeeper has closed.
    folio({ id: 'F-2010', guest: 'G-3', price: '210.00', day: addDays(today, -CLOSED_DAYS - 10) }),
    // waiting: the guest is still there, and another one's guest was never sent.
    folio({ id: 'F-2011', guest: 'G-3', price: '99.00', day: today, status: 'open' }),
    folio({ id: 'F-2012', guest: 'G-99', price: '88.00', day: today }),
    // skipped: older than the day from which the books are kept here.
    folio({ id: 'F-1999', guest: 'G-2', price: '64.00', day: addDays(today, -400) }),
  ]);
  await settled(client, 'the folios', ['F-2001', 'F-2005', 'F-2006', 'F-2010', 'F-1999']);
  await client.post([
    receipt({ id: 'P-1', guest: 'G-1', amount: '98.10', folio: 'F-2001', day: today }),
    receipt({ id: 'P-2', guest: 'G-2', amount: '218.00', folio: 'F-2002', day: today }),
    receipt({ id: 'P-3', guest: 'G-3', amount: '163.50', folio: 'F-2003', day: today }),
    receipt({ id: 'P-4', guest: 'G-1', amount: '50.00', folio: 'F-2006', day: today }),
    // skipped: no money came in, it was only moved from one guest to the other.
    event('payment.upserted', {
      ...money({ id: 'P-5', guest: 'G-4', amount: '40.00', day: today }),
      transferOf: 'P-2',
      allocations: [],
    }),
  ]);
  await settled(client, 'the payments', ['P-1', 'P-2', 'P-3', 'P-5']);
  await client.post([
    event('refund.upserted', {
      ...money({ id: 'R-1', guest: 'G-2', amount: '30.00', day: today }),
      paymentId: 'P-2',
      reason: 'breakfast was not served',
    }),
  ]);
  await settled(client, 'the refund', ['R-1']);
  await decide(client);
  // action needed: the bookkeeper moved the due date of a folio that is in the books.
  await editInLedger(system, client, 'F-2004', addDays(today, 30));
}

/** skipped and not synced: two words of a person. */
async function decide(client: Client): Promise<void> {
  await client.post([event('customer.upserted', { id: 'G-5', name: 'Test Guest', currency: 'EUR' })]);
  await settled(client, 'the test guest', ['G-5']);
  const order = async (kind: string, id: string, word: string, reason: string) => {
    if ((await client.record(kind, id)).reason === reason) return;
    await client.ask(`/records/${kind}/${id}/${word}`, { method: 'POST', body: JSON.stringify({ reason }) });
  };
  await order('invoice', 'F-2012', 'skip', 'entered twice at the desk');
  await order('customer', 'G-5', 'unlink', 'a test entry; the bookkeeper keeps the customer');
}

/** The bookkeeper closes an old period, and enters an invoice of his own, which is nobody's record. */
async function keepBooks(system: RunningSystem, today: string): Promise<void> {
  const act = (body: object) => system.simulator.admin('POST', `companies/${DEMO_REALM}/acts`, body);
  await act({ act: 'closeBooks', date: addDays(today, -CLOSED_DAYS) });
  if (await isThere(system.simulator, 'Invoice', BY_HAND)) return;
  if (!(await isThere(system.simulator, 'Customer', 'Walk-in guests')))
    await act({
      act: 'create',
      entity: 'Customer',
      object: { DisplayName: 'Walk-in guests', CurrencyRef: { value: 'EUR' } },
    });
  const customer = await idOf(system.simulator, 'Customer', 'Walk-in guests');
  const item = await idOf(system.simulator, 'Item', 'Services');
  const tax = await idOf(system.simulator, 'TaxCode', '9% L');
  await act({
    act: 'create',
    entity: 'Invoice',
    object: {
      DocNumber: BY_HAND,
      CurrencyRef: { value: 'EUR' },
      TxnDate: today,
      CustomerRef: { value: customer },
      Line: [
        {
          Amount: 35,
          DetailType: 'SalesItemLineDetail',
          SalesItemLineDetail: { ItemRef: { value: item }, TaxCodeRef: { value: tax } },
        },
      ],
    },
  });
}

async function editInLedger(
  system: RunningSystem,
  client: Client,
  folio: string,
  due: string,
): Promise<void> {
  const { document } = await client.record('invoice', folio);
  const edit = { act: 'edit', entity: 'Invoice', id: document?.id ?? '', fields: { DueDate: due } };
  await system.simulator.admin('POST', `companies/${DEMO_REALM}/acts`, edit);
  await system.stack.schedules.fire('Sweep');
}

/** How long ago the last closed period ended. */
const CLOSED_DAYS = 120;

const GUESTS = [
  ['G-1', 'Anna Jansen'],
  ['G-2', 'Boris Petrov'],
  ['G-3', 'Chiara Rossi'],
  ['G-4', 'David Okafor'],
] as const;
/** The number of what the bookkeeper enters himself. */
const BY_HAND = 'BY-HAND-1';

/** Closed folios that go to the books as they are. */
const STAYS = [
  ['F-2001', 'G-1', '90.00'],
  ['F-2002', 'G-2', '200.00'],
  ['F-2003', 'G-3', '150.00'],
  ['F-2004', 'G-4', '310.00'],
  ['F-2005', 'G-1', '120.00'],
] as const;
