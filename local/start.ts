// npm start: the whole system on this machine, until Ctrl-C. State is kept in .ledgerlane/ and survives any end.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  DEMO_CONNECTION,
  DEMO_REALM,
  OFFICE_CONNECTION,
  PORTAL_CONNECTION,
  PORTAL_REALM,
} from './demo-connection.ts';
import { OFFICE_ADMINISTRATION } from './demo-office.ts';
import { buildConsole, isConsoleStale } from './console/build.ts';
import { DEMO_PORTAL } from './demo-portal.ts';
import { fillDemo, isFilled } from './demo/every-state.ts';
import { isStartFailure } from './start-failure.ts';
import { ROOT } from './synth.ts';
import { type RunningSystem, startSystem } from './system.ts';

const USAGE = `Usage: npm start -- [options]
  --port <number>            Port of the HTTP API on 127.0.0.1 (8400; 0 takes a free one)
  --simulator-port <number>  Port of the QuickBooks simulator (8411; 0 takes a free one)
  --hubspot-port <number>    Port of the HubSpot simulator (8412; 0 takes a free one)
  --no-hubspot               Without the HubSpot simulator and its portal
  --snelstart                With the SnelStart simulator and an office on it
  --snelstart-port <number>  Port of the SnelStart simulator (8431; 0 takes a free one)
  --data <directory>         Where the state is kept (.ledgerlane)
  --empty                    Begin without demo data
  --verbose                  Show what the functions log
  --help                     This text`;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8400' },
    'simulator-port': { type: 'string', default: '8411' },
    'hubspot-port': { type: 'string', default: '8412' },
    'no-hubspot': { type: 'boolean', default: false },
    snelstart: { type: 'boolean', default: false },
    'snelstart-port': { type: 'string', default: '8431' },
    data: { type: 'string', default: join(ROOT, '.ledgerlane') },
    empty: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) console.log(USAGE);
else await main();

async function main(): Promise<void> {
  try {
    const started = performance.now();
    // Beside the start, which waits for other things most of the time.
    if (isConsoleStale()) void buildConsole((line) => console.log(line));
    const system = await startSystem({
      dataDir: values.data,
      httpPort: Number(values.port),
      simulatorPort: Number(values['simulator-port']),
      hubspotPort: values['no-hubspot'] ? undefined : Number(values['hubspot-port']),
      snelstartPort: values.snelstart ? Number(values['snelstart-port']) : undefined,
      say: (line) => console.log(line),
      onLog: values.verbose ? (source, line) => console.log(`${source}: ${line}`) : undefined,
    });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(system));
    console.log(welcome(system, Math.round(performance.now() - started)));
    await openWithDemo(system);
  } catch (error) {
    if (!isStartFailure(error)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

/** Once in each folder: days in which every state occurs. What goes wrong there is no reason to stop. */
async function openWithDemo(system: RunningSystem): Promise<void> {
  if (values.empty || (await isFilled(system))) return;
  try {
    await fillDemo(system);
    console.log('\nThe demo data is in: every state, in four hotels.');
  } catch (error) {
    console.error(`\nThe demo data is incomplete: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function stop(system: RunningSystem): Promise<void> {
  console.log('Stopping ...');
  await system.stop();
}

function welcome(system: RunningSystem, ms: number): string {
  const { url, apiKey, simulator, hubspot, snelstart, dataDir } = system;
  const events = `${url}/v1/connections/${DEMO_CONNECTION}/events`;
  return `
Ledgerlane runs (started in ${(ms / 1000).toFixed(1)} s; nothing listens outside this machine).

  console              ${url}   (sign in as viewer, operator or admin)
  API                  ${url}
  demo connection      ${DEMO_CONNECTION}  (hotel -> QuickBooks company ${DEMO_REALM})
  API key              ${apiKey}
  QuickBooks simulator ${simulator.url}   (its books: ${simulator.url}/_sim/companies/${DEMO_REALM})
${hubspot === undefined ? '' : portalLines(hubspot.url)}${snelstart === undefined ? '' : officeLines(snelstart.url)}  state and logs       ${dataDir}
  told to people       ${join(dataDir, 'mailbox.txt')}

Post a customer and an invoice:

curl -s -X POST ${events} \\
  -H 'Authorization: Bearer ${apiKey}' -H 'Content-Type: application/json' -d '[
  {"specversion":"1.0","id":"e1","source":"curl","type":"customer.upserted",
   "data":{"id":"C-1","revision":1,"name":"Anna Jansen","currency":"EUR"}},
  {"specversion":"1.0","id":"e2","source":"curl","type":"invoice.upserted",
   "data":{"id":"F-1","revision":1,"number":"F-1","customerId":"C-1","currency":"EUR","date":"2026-11-21","status":"closed",
           "lines":[{"revenueGroup":"rooms","description":"Room 12, two nights","quantity":"2","unitPrice":"90.00","tax":"low"}]}}]'

See what became of it:

curl -s ${url}/v1/connections/${DEMO_CONNECTION}/records -H 'Authorization: Bearer ${apiKey}'

Stop with Ctrl-C. A next start goes on where this one ends.`;
}

function portalLines(hubspot: string): string {
  return `  HubSpot connection   ${PORTAL_CONNECTION}  (HubSpot portal ${DEMO_PORTAL} <-> QuickBooks company ${PORTAL_REALM})
  HubSpot simulator    ${hubspot}   (its records: ${hubspot}/_sim/portals/${DEMO_PORTAL})
`;
}

function officeLines(snelstart: string): string {
  return `  SnelStart connection ${OFFICE_CONNECTION}  (QicsMilestones -> SnelStart administration ${OFFICE_ADMINISTRATION})
  SnelStart simulator  ${snelstart}   (its books: ${snelstart}/_sim/administrations/${OFFICE_ADMINISTRATION})
`;
}
