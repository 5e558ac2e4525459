// The system under fire: emulators, simulator and host as processes that can be killed and come back on the same data.
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { startDynamoDb } from '../../local/emulators/dynamodb.ts';
import { startSqs } from '../../local/emulators/sqs.ts';
import { openCleanup } from '../../local/processes/cleanup.ts';
import { freePort } from '../../local/processes/free-port.ts';
import { hasEnded, stopChild } from '../../local/processes/stop-child.ts';
import { waitUntil } from '../../local/processes/wait-until.ts';
import { startSimulator } from '../../local/simulator.ts';
import { type Admin, adminOf } from './companies.ts';
import { functionsOf, killAll } from './processes.ts';
import { openWire, type Wire } from './wire.ts';

/** A part that is killed as one process and started again; `host` takes its functions with it. */
export type Part = 'dynamodb' | 'sqs' | 'simulator' | 'host';

const STARTED = z.object({
  url: z.string(),
  apiKey: z.string(),
  linksTable: z.string(),
  writesTable: z.string(),
  lanesUrl: z.string(),
  deadLettersUrl: z.string(),
});

export type Place = z.infer<typeof STARTED> & { readonly dynamoDb: string; readonly sqs: string };

export interface System {
  readonly place: Place;
  readonly admin: Admin;
  /** Between the functions and the ledger, and between the functions and the tables. */
  readonly wires: { readonly ledger: Wire; readonly store: Wire };
  readonly hostPid: () => number;
  /** kill -9 for parts at the same moment; resolves when all of them run again. */
  readonly killParts: (parts: readonly Part[]) => Promise<void>;
  /** Runs a schedule now; best effort. */
  readonly fire: (schedule: 'Sweep' | 'Redrive') => void;
  readonly stop: () => Promise<void>;
}

interface Running {
  readonly pid: number;
  readonly stop: () => Promise<void>;
}

/** Batches small enough that a kill falls between two of them, and no waiting for the minute's limit. */
const LIMITS = { batchesPerMinute: 4_000, callsPerMinute: 49_000, callsPerSecond: 900 };

/** A machine that is busy with other things may be too slow for a start: then the outage lasts longer, and that is all. */
const STARTS_MAX = 4;

/** Restarts parts in the order in which they need each other. */
const ORDER: readonly Part[] = ['dynamodb', 'sqs', 'simulator', 'host'];

/** Starts everything on free ports, with the data in a folder. */
export async function openSystem(folder: string, cdkOut: string, companies: number): Promise<System> {
  const cleanup = openCleanup();
  try {
    return await open({ folder, cdkOut, companies, cleanup });
  } catch (error) {
    await cleanup.run();
    throw error;
  }
}

interface Opening {
  readonly folder: string;
  readonly cdkOut: string;
  readonly companies: number;
  readonly cleanup: ReturnType<typeof openCleanup>;
}

async function open({ folder, cdkOut, companies, cleanup }: Opening): Promise<System> {
  const ports = {
    dynamodb: await freePort(),
    sqs: await freePort(),
    simulator: await freePort(),
    host: await freePort(),
  };
  const at = (port: number) => `http://127.0.0.1:${port}`;
  const wires = {
    ledger: await openWire(at(ports.simulator)),
    store: await openWire(at(ports.dynamodb)),
  };
  cleanup.add(wires.ledger.stop);
  cleanup.add(wires.store.stop);
  const settings = {
    cdkOut,
    dataDir: join(folder, 'stack'),
    httpPort: ports.host,
    companies,
    ledgerUrl: wires.ledger.url,
    simulatorUrl: at(ports.simulator),
    limits: LIMITS,
  };
  const endpoints = { AWS_ENDPOINT_URL_DYNAMODB: wires.store.url, AWS_ENDPOINT_URL_SQS: at(ports.sqs) };
  let host: Host | undefined;
  const starters: Readonly<Record<Part, () => Promise<Running>>> = {
    dynamodb: async () =>
      withPid(await startDynamoDb({ dataDir: join(folder, 'dynamodb'), port: ports.dynamodb })),
    sqs: async () => withPid(await startSqs({ dataDir: join(folder, 'sqs'), port: ports.sqs })),
    simulator: () => startSimulator(join(folder, 'simulator'), ports.simulator),
    host: async () => (host = await startHost(settings, endpoints)),
  };
  const running = new Map<Part, Running>();
  const startPart = async (part: Part): Promise<void> => {
    for (let tries = 1; ; tries += 1) {
      try {
        running.set(part, await starters[part]());
        return;
      } catch (error) {
        if (tries >= STARTS_MAX) throw error;
      }
    }
  };
  for (const part of ORDER) {
    cleanup.add(() => running.get(part)?.stop());
    await startPart(part);
  }
  const hostNow = (): Host => {
    if (host === undefined) throw new Error('The host was never started');
    return host;
  };
  const admin = adminOf(at(ports.simulator));
  // Retries come in hours at Intuit; here a webhook that was lost in a kill comes back while the run still lasts.
  const webhooks = { url: `${hostNow().started.url}/webhooks/quickbooks`, retryAfterMs: [200, 500, 1_000] };
  await admin('PATCH', 'settings', { webhooks });
  return {
    place: { ...hostNow().started, dynamoDb: at(ports.dynamodb), sqs: at(ports.sqs) },
    admin,
    wires,
    hostPid: () => hostNow().pid,
    killParts: async (parts) => {
      const pids = parts.flatMap((part) => running.get(part)?.pid ?? []);
      const functions = parts.includes('host') ? functionsOf(hostNow().pid).map(({ pid }) => pid) : [];
      await killAll([...pids, ...functions]);
      for (const part of parts) await running.get(part)?.stop();
      for (const part of ORDER.filter((one) => parts.includes(one))) await startPart(part);
    },
    fire: (schedule) => hostNow().fire(schedule),
    stop: cleanup.run,
  };
}

interface Host extends Running {
  readonly started: z.infer<typeof STARTED>;
  readonly fire: (schedule: string) => void;
}

const HOST_READY_MS = 60_000;

async function startHost(settings: object, endpoints: Readonly<Record<string, string>>): Promise<Host> {
  const program = fileURLToPath(new URL('./host-process.ts', import.meta.url));
  const child = fork(program, [JSON.stringify(settings)], {
    execArgv: [],
    env: { ...process.env, ...endpoints },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let said = '';
  child.stderr?.on('data', (part) => (said = (said + String(part)).slice(-4_000)));
  const started = await firstMessage(child);
  if (started === undefined || child.pid === undefined) {
    await stopChild(child, 'SIGKILL');
    throw new Error(`The host did not start: ${said}`);
  }
  const fire = (schedule: string): void => {
    // It may be killed at this very moment: then nothing is swept, as with any sweep that is missed.
    if (child.connected) child.send({ fire: schedule }, () => undefined);
  };
  return { pid: child.pid, started, fire, stop: () => stopChild(child) };
}

async function firstMessage(child: ChildProcess): Promise<z.infer<typeof STARTED> | undefined> {
  let message: unknown;
  child.once('message', (said) => {
    message = said;
  });
  await waitUntil(() => message !== undefined || hasEnded(child), { timeoutMs: HOST_READY_MS });
  return message === undefined ? undefined : STARTED.parse(message);
}

function withPid({ pid, stop }: { pid: number | undefined; stop: () => Promise<void> }): Running {
  if (pid === undefined) throw new Error('An emulator of somebody else cannot be killed');
  return { pid, stop };
}
