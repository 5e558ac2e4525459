// What npm start opens with: a hotel's day in which every state that lasts occurs, by real events and what people do in their books.
import { addDays } from '../../shared/core/dates.ts';
import { dayIn } from '../../shared/core/zones.ts';
import { systemClock } from '../../shared/host/aws/clock.ts';
import { connectDemo, DEMO_REALM, openDemoCompany, SECOND_HOTEL } from '../demo-connection.ts';
import type { RunningSystem } from '../system.ts';
import { type Client, createClient } from './client.ts';
import type { Event } from './hotel.ts';
import { idOf } from './company-lists.ts';
import { saveDemoPolicy } from './policy-changes.ts';

/** Whether the day was lived already: then there are records. */
export async function isFilled(system: RunningSystem): Promise<boolean> {
  return (await createClient(system).records()).length > 0;
}

/** Lives through the day; takes some seconds, while everything works. */
export async function fillDemo(system: RunningSystem): Promise<void> {
  const today = dayIn('Europe/Amsterdam', systemClock.now());
  await liveAtCanalView(system, today);
  await liveAtHarbourLight(system, today);
}

async function liveAtCanalView(system: RunningSystem, today: string): Promise<void> {
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
  const order = (path: string, reason: string) =>
    client.ask(`/records/${path}`, { method: 'POST', body: JSON.stringify({ reason }) });
  await order('invoice/F-2012/skip', 'entered twice at the desk');
  await order('customer/G-5/unlink', 'a test entry; the bookkeeper keeps the customer');
}

/** The bookkeeper closes an old period, and enters an invoice of his own, which is nobody's record. */
async function keepBooks(system: RunningSystem, today: string): Promise<void> {
  const act = (body: object) => system.simulator.admin('POST', `companies/${DEMO_REALM}/acts`, body);
  await act({ act: 'closeBooks', date: addDays(today, -CLOSED_DAYS) });
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
      DocNumber: 'BY-HAND-1',
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

/** uncertain, and waiting for a pause to end: the ledger takes an invoice and its answer is lost; then somebody pauses the connection. */
async function liveAtHarbourLight(system: RunningSystem, today: string): Promise<void> {
  await openDemoCompany(system.simulator, SECOND_HOTEL);
  await connectDemo(system.connections, system.simulator, systemClock.now(), SECOND_HOTEL);
  const client = createClient(system, SECOND_HOTEL.id);
  await client.post([
    event('customer.upserted', { id: 'H-1', name: 'Greta Lind', currency: 'EUR' }),
    folio({ id: 'HL-301', guest: 'H-1', price: '140.00', day: today }),
  ]);
  await settled(client, 'the first folio', ['HL-301']);
  const lost = { match: { realm: SECOND_HOTEL.realm, method: 'POST' }, effect: 'commit-then-drop' };
  const reads = { match: { realm: SECOND_HOTEL.realm, method: 'GET' }, effect: '503-html' };
  for (const rule of [lost, reads]) await system.simulator.admin('POST', 'faults', rule);
  await client.post([folio({ id: 'HL-302', guest: 'H-1', price: '75.00', day: today })]);
  await client.until('the doubt', (records) =>
    records.some(({ id, state }) => id === 'HL-302' && state === 'uncertain'),
  );
  await client.ask('/pause', { method: 'POST' });
  await client.post([folio({ id: 'HL-303', guest: 'H-1', price: '90.00', day: today })]);
}

/** How long ago the last closed period ended. */
const CLOSED_DAYS = 120;

const GUESTS = [
  ['G-1', 'Anna Jansen'],
  ['G-2', 'Boris Petrov'],
  ['G-3', 'Chiara Rossi'],
  ['G-4', 'David Okafor'],
] as const;
/** Closed folios that go to the books as they are. */
const STAYS = [
  ['F-2001', 'G-1', '90.00'],
  ['F-2002', 'G-2', '200.00'],
  ['F-2003', 'G-3', '150.00'],
  ['F-2004', 'G-4', '310.00'],
  ['F-2005', 'G-1', '120.00'],
] as const;

const MOVING: readonly string[] = ['pending', 'waiting', 'uncertain'];

async function settled(client: Client, what: string, ids: readonly string[]): Promise<void> {
  await client.until(what, (records) =>
    ids.every((id) => records.some((record) => record.id === id && !MOVING.includes(record.state))),
  );
}

interface Stay {
  readonly id: string;
  readonly guest: string;
  readonly price: string;
  readonly day: string;
  readonly tax?: string;
  readonly status?: string;
}

function folio({ id, guest, price, day, tax = 'low', status = 'closed' }: Stay): Event {
  return event('invoice.upserted', {
    id,
    number: id,
    customerId: guest,
    currency: 'EUR',
    date: day,
    dueDate: addDays(day, 14),
    status,
    lines: [
      { revenueGroup: 'rooms', description: 'Room and breakfast', quantity: '1', unitPrice: price, tax },
    ],
  });
}

interface Money {
  readonly id: string;
  readonly guest: string;
  readonly amount: string;
  readonly day: string;
}

const money = ({ id, guest, amount, day }: Money) => ({
  id,
  customerId: guest,
  currency: 'EUR',
  date: day,
  amount,
  method: 'card',
});

function receipt({ folio: invoiceId, ...of }: Money & { readonly folio: string }): Event {
  return event('payment.upserted', { ...money(of), allocations: [{ invoiceId, amount: of.amount }] });
}

function event(type: string, data: Readonly<Record<string, unknown>>): Event {
  const id = `${type}-${String(data['id'])}`;
  return { specversion: '1.0', id, source: 'demo', type, data: { revision: 1, ...data } };
}
