// The whole system on this machine: the stack, the simulators, and demo connections between them.
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { z } from 'zod';
import type { LedgerLimits } from '../shared/connectors/ports.ts';
import { systemClock } from '../shared/host/aws/clock.ts';
import type { ConnectionStore } from '../shared/storage/ports.ts';
import { openConnectionStore } from './connection-store.ts';
import { openFront } from './console/front.ts';
import { connectDemo, demoApiKey, openDemoCompany } from './demo-connection.ts';
import { connectDemoPortal, openDemoPortal, portalApp } from './demo-portal.ts';
import { connectDemoOffice, officeApp } from './demo-office.ts';
import { localClient } from './identity.ts';
import { openDataFolder } from './processes/data-folder.ts';
import { openCleanup } from './processes/cleanup.ts';
import { announceSystem } from './running-system.ts';
import { type RunningSimulator, startSimulator } from './simulator.ts';
import { type RunningStack, startStack } from './stack/run-stack.ts';
import { STACK_NAME, synthesise } from './synth.ts';

export interface SystemOptions {
  /** Kept between runs; absent: a temporary folder that is removed at the stop. */
  readonly dataDir?: string | undefined;
  /** 0: a free port. */
  readonly httpPort: number;
  readonly simulatorPort: number;
  /** The port of the HubSpot simulator, 0: a free one; absent: there is none, and no portal. */
  readonly hubspotPort?: number | undefined;
  /** The port of the SnelStart simulator, 0: a free one; absent: there is none, and no office. */
  readonly snelstartPort?: number | undefined;
  /** Higher limits for a benchmark, in the simulator and in the worker. */
  readonly limits?: Partial<LedgerLimits> | undefined;
  readonly say: (line: string) => void;
  readonly onLog?: ((source: string, line: string) => void) | undefined;
  /** Where the synthesised stack is kept; absent: in the data folder. */
  readonly synthDir?: string | undefined;
}

export interface RunningSystem {
  readonly url: string;
  readonly apiKey: string;
  readonly stack: RunningStack;
  readonly simulator: RunningSimulator;
  readonly hubspot: RunningSimulator | undefined;
  readonly snelstart: RunningSimulator | undefined;
  readonly connections: ConnectionStore;
  readonly dataDir: string;
  readonly stop: () => Promise<void>;
  readonly pids: () => readonly number[];
}

/** Starts everything; whatever ran in this data folder before goes on where it ended, however it ended. */
export async function startSystem(options: SystemOptions): Promise<RunningSystem> {
  const cleanup = openCleanup();
  try {
    const folder = await openDataFolder(options.dataDir, 'system');
    cleanup.add(folder.release);
    return await start(options, folder.path, cleanup);
  } catch (error) {
    await cleanup.run();
    throw error;
  }
}

async function start(
  options: SystemOptions,
  dataDir: string,
  cleanup: ReturnType<typeof openCleanup>,
): Promise<RunningSystem> {
  const cdkOut = await synthesise(options.synthDir ?? dataDir, options.say);
  const simulator = await startSimulator(join(dataDir, 'quickbooks'), options.simulatorPort);
  cleanup.add(simulator.stop);
  const hubspot = await startBeside('hubspot', options.hubspotPort, dataDir, cleanup);
  const snelstart = await startBeside('snelstart', options.snelstartPort, dataDir, cleanup);
  const stack = await startStack({
    cdkOut,
    stackName: STACK_NAME,
    dataDir,
    httpPort: options.httpPort,
    front: openFront,
    environmentOverrides: {
      QUICKBOOKS_SIMULATOR_URL: simulator.url,
      CALLBACKS_MAY_STAY_LOCAL: 'yes',
      HUBSPOT_SIMULATOR_URL: hubspot?.url ?? NOBODY,
      SNELSTART_SIMULATOR_URL: snelstart?.url ?? NOBODY,
      ...(options.limits === undefined ? {} : { QUICKBOOKS_LIMITS: JSON.stringify(options.limits) }),
    },
    ...(options.onLog === undefined ? {} : { onLog: options.onLog }),
  });
  cleanup.add(stack.stop);
  await openDemoCompany(simulator);
  await shareAppSecret(stack, simulator);
  const { store, close } = openConnectionStore(placeOf(stack));
  cleanup.add(close);
  await connectDemo(store, simulator, systemClock.now());
  const apiKey = await keptApiKey(store, dataDir);
  cleanup.add(announceSystem(dataDir, placeOf(stack)));
  await simulator.admin('PATCH', 'settings', { webhooks: { url: `${stack.url}/webhooks/quickbooks` } });
  if (snelstart !== undefined) await openOffice(stack, store, snelstart);
  if (hubspot !== undefined) await openPortal({ stack, store, apiKey, simulator, hubspot });
  return {
    url: stack.url,
    apiKey,
    stack,
    simulator,
    hubspot,
    snelstart,
    connections: store,
    dataDir,
    stop: cleanup.run,
    pids: () => [
      ...[simulator, hubspot, snelstart].flatMap((each) => (each === undefined ? [] : [each.pid])),
      ...stack.pids(),
    ],
  };
}

/**
 * Where a simulator would be that was not started: an address of this machine at which nobody listens. A connection of an
 * earlier start must find its vendor down then, and never reach the real one.
 */
const NOBODY = 'http://127.0.0.1:9';

async function startBeside(
  vendor: 'hubspot' | 'snelstart',
  port: number | undefined,
  dataDir: string,
  cleanup: ReturnType<typeof openCleanup>,
): Promise<RunningSimulator | undefined> {
  if (port === undefined) return undefined;
  const simulator = await startSimulator(join(dataDir, vendor), port, vendor);
  cleanup.add(simulator.stop);
  return simulator;
}

/** The installation's key, as an operator fills it in; then the office, opened by its own. */
async function openOffice(
  stack: RunningStack,
  store: ConnectionStore,
  simulator: RunningSimulator,
): Promise<void> {
  const client = secretsClient(stack);
  const SecretId = variable(stack, 'SNELSTART_APP_SECRET_ID');
  const SecretString = JSON.stringify(await officeApp(simulator));
  await client.send(new PutSecretValueCommand({ SecretId, SecretString }));
  client.destroy();
  await simulator.admin('PATCH', 'settings', { webhookUrl: `${stack.url}/webhooks/snelstart` });
  await connectDemoOffice({ store, simulator, url: stack.url, now: systemClock.now() });
}

/** The app's keys and its address, as an operator registers them; then the portal, connected. */
async function openPortal(parts: {
  readonly stack: RunningStack;
  readonly store: ConnectionStore;
  readonly apiKey: string;
  readonly simulator: RunningSimulator;
  readonly hubspot: RunningSimulator;
}): Promise<void> {
  const { stack, store, apiKey, simulator, hubspot } = parts;
  const webhookUri = `${stack.url}/v1/webhooks/hubspot`;
  await openDemoPortal(hubspot, webhookUri);
  const client = secretsClient(stack);
  const SecretId = variable(stack, 'HUBSPOT_APP_SECRET_ID', 'Source');
  const SecretString = JSON.stringify(await portalApp(hubspot, webhookUri));
  await client.send(new PutSecretValueCommand({ SecretId, SecretString }));
  client.destroy();
  await connectDemoPortal({ store, simulator, url: stack.url, apiKey, now: systemClock.now() });
}

const SIMULATOR_APP = z.object({
  app: z.object({ clientId: z.string(), clientSecret: z.string() }),
  webhooks: z.object({ verifierToken: z.string() }),
});

/** What an operator does once after `cdk deploy`: puts the app's keys into the secret. */
async function shareAppSecret(stack: RunningStack, simulator: RunningSimulator): Promise<void> {
  const { app, webhooks } = SIMULATOR_APP.parse(await simulator.admin('GET', 'settings'));
  const client = secretsClient(stack);
  const value = {
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    verifierTokens: [webhooks.verifierToken],
  };
  await client.send(
    new PutSecretValueCommand({
      SecretId: variable(stack, 'QUICKBOOKS_APP_SECRET_ID'),
      SecretString: JSON.stringify(value),
    }),
  );
  client.destroy();
}

/** Where the stores of the stack are, for us and for the operator's command. */
function placeOf(stack: RunningStack) {
  return {
    connectionsTable: variable(stack, 'CONNECTIONS_TABLE'),
    keyringSecret: variable(stack, 'KEYRING_SECRET_ID'),
    endpoints: {
      dynamoDb: endpoint(stack, 'AWS_ENDPOINT_URL_DYNAMODB'),
      secretsManager: endpoint(stack, 'AWS_ENDPOINT_URL_SECRETS_MANAGER'),
    },
  };
}

/** The key is shown at every start, so it is kept here; the store has only its hash. */
async function keptApiKey(store: ConnectionStore, dataDir: string): Promise<string> {
  const file = join(dataDir, 'demo-api-key');
  const kept = await readFile(file, 'utf8').catch(() => '');
  const key = await demoApiKey(store, kept, systemClock.now());
  if (key === kept) return key;
  await writeFile(file, key);
  await chmod(file, 0o600);
  return key;
}

function secretsClient(stack: RunningStack): SecretsManagerClient {
  return new SecretsManagerClient(localClient(endpoint(stack, 'AWS_ENDPOINT_URL_SECRETS_MANAGER')));
}

function endpoint(stack: RunningStack, name: string): string {
  const found = stack.endpoints[name];
  if (found === undefined) throw new Error(`The stack has no ${name}`);
  return found;
}

/** A variable that the stack gives its worker. */
function variable(stack: RunningStack, name: string, of = 'Sync'): string {
  const value = stack.functions[of]?.definition.environment[name];
  if (value === undefined) throw new Error(`The function ${of} was given no ${name}`);
  return value;
}
