// npm run bench: the whole system against a trivial baseline in the same run, and what one record costs. Read it as ratios.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startDynamoDb } from '../../local/emulators/dynamodb.ts';
import { startSqs } from '../../local/emulators/sqs.ts';
import { openDataFolder } from '../../local/processes/data-folder.ts';
import { openCleanup } from '../../local/processes/cleanup.ts';
import { createClient } from '../../local/demo/client.ts';
import { DEMO_REALM } from '../../local/demo-connection.ts';
import { ROOT } from '../../local/synth.ts';
import { type RunningSystem, startSystem } from '../../local/system.ts';
import { runBaseline } from './baseline.ts';
import { callsOf, type Cost, measureFloors } from './floors.ts';
import { invoiceEvent, postSingly, settledTimes, type Timing } from './load.ts';
import { startMeter } from './meter.ts';
import { measureSource } from './source.ts';

const FAST = { batchesPerMinute: 100_000, callsPerMinute: 6_000_000, callsPerSecond: 100_000 };
const LEVELS = [
  { clients: 1, count: 300 },
  { clients: 16, count: 1_000 },
  { clients: 64, count: 1_000 },
] as const;

const cleanup = openCleanup();
const say = (line: string): void => console.log(line);
// `npm run bench -- --only costs`: one part by itself.
const { only } = parseArgs({ options: { only: { type: 'string' } } }).values;
const isAsked = (part: string): boolean => only === undefined || only === part;
try {
  if (isAsked('throughput')) await throughput();
  if (isAsked('costs')) await floors();
  if (isAsked('backlog')) await backlog();
  if (isAsked('source')) await source();
} finally {
  await cleanup.run();
}

async function throughput(): Promise<void> {
  say('Throughput, the ledger as fast as it can (limits off on both sides), webhooks on:');
  const system = await fast({});
  table(['', 'clients', 'events', 'accepted/s', 'settled/s', 'p50 ms', 'p99 ms', 'settled vs baseline']);
  for (const level of LEVELS) {
    const name = `c${level.clients}`;
    const base = await runBaseline(system, `b${level.clients}`, level);
    const ours = await postSingly(system, name, level);
    row('ledgerlane', level.clients, ours, ours.settledPerSecond / base.settledPerSecond);
    row('baseline', level.clients, base, 1);
  }
  await system.stop();
}

async function floors(): Promise<void> {
  say(
    '\nCosts of a record, counted in front of the emulators (limits off). One by one: an invoice a request, 16 clients; ' +
      'alone: each when the one before is settled:',
  );
  const folder = await openDataFolder(undefined, 'bench');
  cleanup.add(folder.release);
  const dynamo = await startDynamoDb({ dataDir: join(folder.path, 'dynamodb') });
  cleanup.add(dynamo.stop);
  const sqs = await startSqs({ dataDir: join(folder.path, 'sqs') });
  cleanup.add(sqs.stop);
  const meters = { dynamoDb: await startMeter(dynamo.endpoint), sqs: await startMeter(sqs.endpoint) };
  cleanup.add(meters.dynamoDb.stop);
  cleanup.add(meters.sqs.stop);
  process.env['AWS_ENDPOINT_URL_DYNAMODB'] = meters.dynamoDb.endpoint;
  process.env['AWS_ENDPOINT_URL_SQS'] = meters.sqs.endpoint;
  const system = await fast({});
  delete process.env['AWS_ENDPOINT_URL_DYNAMODB'];
  delete process.env['AWS_ENDPOINT_URL_SQS'];
  const costs = await measureFloors(system, meters, 600);
  table([
    'invoices',
    'records',
    'ledger writes',
    'ledger HTTP',
    'metered reads',
    'batch fill',
    '429',
    'WRU',
    'DynamoDB req',
    'SQS req',
  ]);
  for (const cost of costs) costRow(cost);
  await system.stop();
}

async function backlog(): Promise<void> {
  say('\nA backlog at the pace that Intuit allows (40 batches and 500 calls a minute, 10 calls a second):');
  const system = await startSystem({
    httpPort: 0,
    simulatorPort: 0,
    say,
    synthDir: join(ROOT, '.ledgerlane'),
  });
  cleanup.add(system.stop);
  await prepare(system);
  const before = await callsOf(system);
  const client = createClient(system);
  const events = Array.from({ length: 900 }, (_, index) => invoiceEvent(`slow-${index + 1}`));
  // One by one, as a product does that knows no arrays: folding has to fill the batches.
  await Promise.all(
    Array.from({ length: 32 }, async (_, lane) => {
      for (let index = lane; index < events.length; index += 32)
        await client.post(events.slice(index, index + 1));
    }),
  );
  const started = Date.now();
  await settledTimes(system, 'slow', events.length);
  const after = await callsOf(system);
  const batches = after.batches - before.batches;
  say(
    `  900 invoices posted one by one: ${batches} batches, ${((after.batchItems - before.batchItems) / batches).toFixed(1)} of 30 a batch, ` +
      `${after.throttled - before.throttled} x 429, ${after.reads - before.reads} metered reads, ${((Date.now() - started) / 1000).toFixed(0)} s`,
  );
  await system.stop();
}

async function source(): Promise<void> {
  say(
    '\nA portal that is read: webhooks shuffled and doubled, at the pace that HubSpot allows (100 calls in 10 s):',
  );
  const synthDir = join(ROOT, '.ledgerlane');
  const system = await startSystem({ httpPort: 0, simulatorPort: 0, hubspotPort: 0, say, synthDir });
  cleanup.add(system.stop);
  const cost = await measureSource(system, 300);
  say(
    `  ${cost.invoices} invoices, ${cost.events} events in ${cost.posts} POSTs: ${cost.calls} calls, ` +
      `${(cost.calls / cost.invoices).toFixed(2)} per invoice, up to ${cost.largestRead} records in one, ` +
      `${cost.searches} searches, ${cost.throttled} x 429, ${cost.seconds.toFixed(0)} s`,
  );
  await system.stop();
}

async function fast(options: { readonly limits?: typeof FAST }): Promise<RunningSystem> {
  const system = await startSystem({
    httpPort: 0,
    simulatorPort: 0,
    say,
    synthDir: join(ROOT, '.ledgerlane'),
    limits: options.limits ?? FAST,
  });
  cleanup.add(system.stop);
  await system.simulator.admin('PATCH', `companies/${DEMO_REALM}/settings`, { throttle: { enforce: false } });
  await prepare(system);
  return system;
}

/** The guest, a warm worker, and the company's lists: what every event of the run leans on. */
async function prepare(system: RunningSystem): Promise<void> {
  const guest = {
    specversion: '1.0' as const,
    id: 'g',
    source: 'bench',
    type: 'customer.upserted',
    data: { id: 'G-1', revision: 1, name: 'Guest', currency: 'EUR' },
  };
  const client = createClient(system);
  await client.post([guest, ...Array.from({ length: 99 }, (_, index) => invoiceEvent(`warm-${index + 1}`))]);
  await settledTimes(system, 'warm', 99);
}

function row(name: string, clients: number, timing: Timing, ratio: number): void {
  table([
    name,
    clients,
    timing.events,
    timing.acceptedPerSecond.toFixed(0),
    timing.settledPerSecond.toFixed(0),
    timing.p50.toFixed(0),
    timing.p99.toFixed(0),
    ratio.toFixed(3),
  ]);
}

function costRow({ what, records, calls, writeUnits, dynamoRequests, sqsRequests }: Cost): void {
  const each = (value: number): string => (value / records).toFixed(2);
  const fill = calls.batches === 0 ? '-' : (calls.batchItems / calls.batches).toFixed(1);
  table([
    what,
    records,
    each(calls.writes),
    each(calls.requests),
    each(calls.reads),
    fill,
    calls.throttled,
    each(writeUnits),
    each(dynamoRequests),
    each(sqsRequests),
  ]);
}

function table(cells: readonly (string | number)[]): void {
  say(
    `  ${cells.map((cell, index) => (index === 0 ? String(cell).padEnd(12) : String(cell).padStart(14))).join('')}`,
  );
}
