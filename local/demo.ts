// npm run demo: a hotel's day on the whole local system, told step by step; exit code 0 only if both sides agree to the cent.
import { createClient, type Client, type Completeness, type Shown } from './demo/client.ts';
import { compare, positionOf, readBooks } from './demo/books.ts';
import {
  type Folio,
  folioEvent,
  folios,
  guestEvents,
  position,
  receiptEvent,
  receipts,
} from './demo/hotel.ts';
import { DEMO_CONNECTION, DEMO_REALM } from './demo-connection.ts';
import { dayIn } from '../shared/core/zones.ts';
import { systemClock } from '../shared/host/aws/clock.ts';
import { isStartFailure } from './start-failure.ts';
import { ROOT } from './synth.ts';
import { join } from 'node:path';
import { type RunningSystem, startSystem } from './system.ts';

interface Day {
  readonly system: RunningSystem;
  readonly client: Client;
  readonly today: string;
  readonly say: (line: string) => void;
}

const started = performance.now();
const say = (line: string): void =>
  console.log(`${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s  ${line}`);

process.exitCode = await main();

async function main(): Promise<number> {
  let system: RunningSystem | undefined;
  try {
    say('Starting the system in a folder of its own ...');
    system = await startSystem({ httpPort: 0, simulatorPort: 0, say, synthDir: join(ROOT, '.ledgerlane') });
    const today = dayIn('Europe/Amsterdam', systemClock.now());
    return (await liveThrough({ system, client: createClient(system), today, say })) ? 0 : 1;
  } catch (error) {
    console.error(isStartFailure(error) || error instanceof Error ? error.message : error);
    return 1;
  } finally {
    await system?.stop();
  }
}

async function liveThrough(day: Day): Promise<boolean> {
  const { system, client, today } = day;
  const all = folios();
  const money = receipts(all);
  say(
    `Posting 6 guests and ${all.length} closed folios: ${counted(await client.post([...guestEvents(), ...all.map((one) => folioEvent(one, today))]))}`,
  );
  await client.until(
    'the folios in QuickBooks',
    (records) => records.filter((one) => one.state === 'synced').length === 36,
  );
  say('All of them are in QuickBooks.');
  say(
    `Posting ${money.length} payments (full, partial, one over two folios): ${counted(await client.post(money.map((one) => receiptEvent(one, today))))}`,
  );
  await client.until('the payments in QuickBooks', (records) => synced(records, 'payment') === money.length);
  await deliverTwice(day, all);
  const changed = await voidOne(day, all);
  await editInQuickBooks(day, all);
  const withSpa = await failAndCure(day);
  const books = await readBooks(system.simulator);
  report(await client.records());
  reportCompleteness(await client.completeness());
  say(
    `QuickBooks saw ${books.calls.requests} calls and metered ${books.calls.reads} reads (the company's lists, once, and the sweep); ${books.calls.throttled} were refused for speed.`,
  );
  const agree = compare(position([...changed, withSpa], money), positionOf(books));
  console.log(agree ? '\nBoth sides agree to the cent.' : '\nThe two sides do NOT agree.');
  return agree;
}

async function deliverTwice({ client, today }: Day, all: readonly Folio[]): Promise<void> {
  const again = await client.post(all.map((folio) => folioEvent(folio, today)));
  say(`The product delivers the folios a second time: ${counted(again)}. Nothing is booked twice.`);
}

async function voidOne({ client, today }: Day, all: readonly Folio[]): Promise<readonly Folio[]> {
  const changed = all.map((folio) =>
    folio.id === 'F-1030' ? { ...folio, voided: true, revision: 2 } : folio,
  );
  const voided = changed.filter(({ voided: gone }) => gone);
  await client.post(voided.map((folio) => folioEvent(folio, today)));
  await client.until(
    'the void',
    (records) => find(records, 'invoice', 'F-1030')?.document?.status === 'voided',
  );
  say('Folio F-1030 is voided at the hotel: voided in QuickBooks too.');
  return changed;
}

/** A bookkeeper changes a due date while the webhooks are lost; the next sweep sees it all the same. */
async function editInQuickBooks({ system, client }: Day, all: readonly Folio[]): Promise<void> {
  const folio = all[12]?.id ?? '';
  const document = (await client.record('invoice', folio)).document?.id ?? '';
  await system.simulator.admin('PATCH', 'settings', { webhooks: { drop: 1 } });
  const edit = { act: 'edit', entity: 'Invoice', id: document, fields: { DueDate: '2027-01-31' } };
  await system.simulator.admin('POST', `companies/${DEMO_REALM}/acts`, edit);
  say(`A bookkeeper moves the due date of ${folio} in QuickBooks; its webhook gets lost.`);
  await system.stack.schedules.fire('Sweep');
  await client.until(
    'the sweep to see the edit',
    (records) => find(records, 'invoice', folio)?.drift !== undefined,
  );
  await system.simulator.admin('PATCH', 'settings', { webhooks: { drop: 0 } });
  const seen = await client.record('invoice', folio);
  say(`The 15-minute sweep finds it: ${seen.state}, ${seen.drift?.differences.join('; ') ?? ''}.`);
}

/** One folio has a tax nobody mapped. It fails with a sentence; the mapping is added, and a retry cures it. */
async function failAndCure({ system, client, today }: Day): Promise<Folio> {
  const spa: Folio = {
    id: 'F-1031',
    customerId: 'G-1',
    lines: [{ description: 'Massage', quantity: '1', unitPrice: '75.00', tax: 'spa' }],
    revision: 1,
    voided: false,
  };
  await client.post([folioEvent(spa, today)]);
  await client.until('the failure', (records) => find(records, 'invoice', spa.id)?.state === 'failed');
  const { problem } = await client.record('invoice', spa.id);
  say(`Folio ${spa.id} is not in the books: ${problem?.sentence ?? ''} ${problem?.remedy ?? ''}`);
  const current = await system.connections.policy(DEMO_CONNECTION);
  if (current === undefined) throw new Error('The demo connection has no policy');
  const { policy, version } = current;
  const map = { ...policy.tax.map, spa: policy.tax.map['high'] ?? '' };
  await system.connections.savePolicy(DEMO_CONNECTION, {
    version: version + 1,
    policy: { ...policy, tax: { ...policy.tax, map } },
  });
  await client.retry('invoice', spa.id);
  await client.until('the cure', (records) => find(records, 'invoice', spa.id)?.state === 'synced');
  say('The tax is mapped and the folio tried again: synced.');
  return spa;
}

function report(records: readonly Shown[]): void {
  const counts = new Map<string, number>();
  for (const { kind, state } of records)
    counts.set(`${kind} ${state}`, (counts.get(`${kind} ${state}`) ?? 0) + 1);
  say(`Records: ${[...counts].map(([what, count]) => `${count} ${what}`).join(', ')}.`);
}

function reportCompleteness({ adds_up, days }: Completeness): void {
  const kinds = days.flatMap((day) => day.kinds);
  const received = kinds.map(({ kind, received: { count, money } }) =>
    [count, kind, ...Object.entries(money).flat()].join(' '),
  );
  const lost = kinds.reduce((sum, kind) => sum + kind.lost, 0);
  say(
    `Received today: ${received.join(', ')}. ${adds_up ? 'It adds up' : 'It does NOT add up'}; lost: ${lost}.`,
  );
}

function synced(records: readonly Shown[], kind: string): number {
  return records.filter((one) => one.kind === kind && one.state === 'synced').length;
}

function find(records: readonly Shown[], kind: string, id: string): Shown | undefined {
  return records.find((one) => one.kind === kind && one.id === id);
}

function counted(statuses: Readonly<Record<string, number>>): string {
  return Object.entries(statuses)
    .map(([status, count]) => `${count} ${status}`)
    .join(', ');
}
