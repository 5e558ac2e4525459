// Three hotels whose ledgers give trouble: one loses its answers, one was disconnected, one is down.
import { addDays } from '../../shared/core/dates.ts';
import { systemClock } from '../../shared/host/aws/clock.ts';
import {
  connectDemo,
  HARBOUR_LIGHT,
  type Hotel,
  OLD_TOWN,
  openDemoCompany,
  WINDMILL,
} from '../demo-connection.ts';
import type { RunningSystem } from '../system.ts';
import { type Client, createClient } from './client.ts';
import { event, folio, money, settled } from './words.ts';

/** uncertain: the ledger takes an invoice and its answer is lost. pending: the next one is behind it in the line. */
export async function liveAtHarbourLight(system: RunningSystem, today: string): Promise<void> {
  const client = await openHotel(system, HARBOUR_LIGHT, 'H-1', 'Greta Lind');
  await client.post([folio({ id: 'HL-301', guest: 'H-1', price: '140.00', day: today })]);
  await booked(client, 'HL-301');
  await troubled(system, HARBOUR_LIGHT, 'POST', 'commit-then-drop');
  await troubled(system, HARBOUR_LIGHT, 'GET', '503-html');
  await client.post([folio({ id: 'HL-302', guest: 'H-1', price: '75.00', day: today })]);
  await inState(client, 'HL-302', 'uncertain');
  await client.post([folio({ id: 'HL-303', guest: 'H-1', price: '90.00', day: today })]);
}

/** failed: both sides changed a folio, and a payment does not add up. waiting: then somebody disconnects the company. */
export async function liveAtOldTown(system: RunningSystem, today: string): Promise<void> {
  const client = await openHotel(system, OLD_TOWN, 'T-1', 'Hugo Vermeer');
  const edited = { id: 'OT-401', guest: 'T-1', price: '130.00', day: today };
  await client.post([folio(edited)]);
  await booked(client, 'OT-401');
  await editIn(system, client, OLD_TOWN, edited);
  await client.post([
    folio({ ...edited, price: '150.00', revision: 2 }),
    event('payment.upserted', {
      ...money({ id: 'TP-1', guest: 'T-1', amount: '40.00', day: today }),
      allocations: [{ invoiceId: 'OT-401', amount: '50.00' }],
    }),
  ]);
  await inState(client, 'OT-401', 'failed');
  await inState(client, 'TP-1', 'failed');
  await act(system, OLD_TOWN, { act: 'disconnect' });
  await client.post([folio({ id: 'OT-402', guest: 'T-1', price: '65.00', day: today })]);
  await inState(client, 'OT-402', 'waiting');
}

/** waiting: a folio changed on both sides has to be looked at, and the ledger answers no question. */
export async function liveAtWindmill(system: RunningSystem, today: string): Promise<void> {
  const client = await openHotel(system, WINDMILL, 'W-1', 'Ines Moreau');
  const stay = { id: 'WM-501', guest: 'W-1', price: '110.00', day: today };
  await client.post([folio(stay)]);
  await booked(client, stay.id);
  await editIn(system, client, WINDMILL, stay);
  await troubled(system, WINDMILL, 'GET', '503-html');
  await client.post([folio({ ...stay, price: '120.00', revision: 2 })]);
  await inState(client, 'WM-501', 'waiting');
}

/** The hotel's company, connected, with its first guest in the books. */
async function openHotel(system: RunningSystem, hotel: Hotel, guest: string, name: string): Promise<Client> {
  const { simulator, connections } = system;
  await openDemoCompany(simulator, hotel);
  await connectDemo(connections, simulator, systemClock.now(), hotel);
  const client = createClient(system, hotel.id);
  await client.post([event('customer.upserted', { id: guest, name, currency: 'EUR' })]);
  await settled(client, `the first guest of ${hotel.name}`, [guest]);
  return client;
}

/** The bookkeeper moves the due date of a folio that is in the books. */
async function editIn(
  system: RunningSystem,
  client: Client,
  hotel: Hotel,
  { id, day }: { readonly id: string; readonly day: string },
): Promise<void> {
  const { document } = await client.record('invoice', id);
  if (document === undefined) return;
  const fields = { DueDate: addDays(day, 45) };
  await act(system, hotel, { act: 'edit', entity: 'Invoice', id: document.id, fields });
}

async function act({ simulator }: RunningSystem, { realm }: Hotel, body: object): Promise<void> {
  await simulator.admin('POST', `companies/${realm}/acts`, body);
}

/** From now on the requests of a company go wrong, also after the next start. */
async function troubled(
  system: RunningSystem,
  { realm }: Hotel,
  method: string,
  effect: string,
): Promise<void> {
  await system.simulator.admin('POST', 'faults', { match: { realm, method }, effect });
}

async function booked(client: Client, id: string): Promise<void> {
  await client.until(`${id} to be booked`, (records) =>
    records.some((record) => record.id === id && record.document !== undefined),
  );
}

async function inState(client: Client, id: string, state: string): Promise<void> {
  await client.until(`${id} to be ${state}`, (records) =>
    records.some((record) => record.id === id && record.state === state),
  );
}
