// Runs a synthesised stack on this machine: its tables, queues, secrets, functions, routes, mappings, schedules and rules.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { startDynamoDb } from '../emulators/dynamodb.ts';
import { type Services, startServices } from '../emulators/services.ts';
import { startSqs } from '../emulators/sqs.ts';
import { localClient } from '../identity.ts';
import { type FunctionPool, openFunctionPool } from '../lambda/function-pool.ts';
import { openCleanup } from '../processes/cleanup.ts';
import { openRotatingFile } from '../processes/rotating-file.ts';
import { openDelivery, readRetries } from './delivery.ts';
import { readRules } from './event-rules.ts';
import { openMailbox } from './mailbox.ts';
import { readFunctions } from './functions.ts';
import type { Front } from '../console/front.ts';
import { type HttpApi, openHttpApi } from './http-api.ts';
import { readRoutes } from './http-routes.ts';
import { nameResources, shortName } from './names.ts';
import { readMappings, runMapping } from './queue-mappings.ts';
import { createQueues, type Queue, withQueueUrls } from './queues.ts';
import { readSchedules, runSchedules, type Schedules } from './schedules.ts';
import { createSecrets } from './secrets.ts';
import { lockDataFolder } from './data-lock.ts';
import { createTables } from './tables.ts';
import { readTemplate } from './template.ts';

export type StackOptions = {
  /** The folder that `cdk synth` wrote. */
  readonly cdkOut: string;
  readonly stackName: string;
  /** Where everything is kept; a stack started on the same folder goes on where this one ended, however it ended. */
  readonly dataDir: string;
  /** 0 takes a free port. */
  readonly httpPort: number;
  /** Environment variables for all functions, over those of the template. */
  readonly environmentOverrides?: Readonly<Record<string, string>>;
  /** Stands before the gateway, under its address: the console, and who signs people in. */
  readonly front?: (url: string) => Promise<Front>;
  /** The most processes per function. A stack is made for more than a laptop has. */
  readonly maxProcesses?: number;
  /** Gets every line that a function prints and every problem of the runner, with the name of where it comes from. */
  readonly onLog?: (source: string, line: string) => void;
};

/** What runs. The keys are logical ids without CDK's hash: `Links`, `Lanes`, `Sync`. */
export type RunningStack = {
  /** Base URL of the HTTP API. */
  readonly url: string;
  /** The AWS_ENDPOINT_URL_... variables that lead an SDK here. */
  readonly endpoints: Readonly<Record<string, string>>;
  readonly tables: Readonly<Record<string, string>>;
  readonly queues: Readonly<Record<string, Queue>>;
  readonly functions: Readonly<Record<string, FunctionPool>>;
  readonly schedules: Schedules;
  readonly stop: () => Promise<void>;
  /** The processes that belong to the stack now. */
  readonly pids: () => readonly number[];
};

// Processes beyond the cores only take turns, and each warms up by itself; four let a waiting lane not block the others.
const MAX_PROCESSES = Math.max(4, availableParallelism());
// At a stop, open requests and batches may finish; a ledger call that hangs is cut off, as a crash would.
const STOP_WAIT_MS = 3_000;

/** Starts a stack; throws a start failure whose message says what to do. Nothing is left running when it throws. */
export const startStack = async (options: StackOptions): Promise<RunningStack> => {
  const cleanup = openCleanup();
  try {
    return await start(options, cleanup.add, cleanup.run);
  } catch (error) {
    await cleanup.run();
    throw error;
  }
};

const start = async (
  options: StackOptions,
  onStop: (action: () => unknown) => void,
  stop: () => Promise<void>,
): Promise<RunningStack> => {
  const { onLog = () => undefined } = options;
  const onProblem = (line: string): void => onLog('local', line);
  const template = readTemplate(options.cdkOut, options.stackName);
  onStop(lockDataFolder(options.dataDir));
  const api = await openHttpApi(options.httpPort, onProblem);
  onStop(() => api.stop(0));
  const emulators = await startEmulators(options.dataDir, onStop);
  const { dynamoDb, sqs, services } = emulators;
  const sqsClient = new SQSClient(localClient(sqs.endpoint));
  onStop(() => sqsClient.destroy());

  const planned = nameResources(template, { sqs: sqs.endpoint, api: api.url });
  const tables = await withClient(new DynamoDBClient(localClient(dynamoDb.endpoint)), (client) =>
    createTables(template, planned, client),
  );
  const queues = await createQueues(template, planned, sqsClient);
  const names = withQueueUrls(planned, queues);
  createSecrets(template, names, services);

  const front = await options.front?.(api.url);
  const endpoints = endpointsOf(dynamoDb.endpoint, sqs.endpoint, services.endpoint);
  const settings = {
    environment: { ...endpoints, ...front?.environment, ...options.environmentOverrides },
    maxProcesses: options.maxProcesses ?? MAX_PROCESSES,
    apiUrl: api.url,
  };
  const functions = readFunctions(template, names, settings).map(({ id, definition }) => {
    const name = shortName(id);
    const log = openRotatingFile(join(options.dataDir, 'logs', `${name}.log`), (line) => onLog(name, line));
    const pool = openFunctionPool(definition, log);
    onStop(pool.stop);
    return [name, pool] as const;
  });
  const pools = functions.map(([, pool]) => pool);

  const delivery = openDelivery({
    pools,
    queues,
    retries: readRetries(template, names),
    sqs: sqsClient,
    mailbox: openMailbox(options.dataDir),
    onProblem,
  });
  onStop(delivery.stop);
  services.setRules(readRules(template, names), delivery.deliver);
  serveRoutes(api, pools, readRoutes(template, names), front);
  // Before the functions are stopped, so that open requests still get their answer.
  onStop(() => api.stop(STOP_WAIT_MS));
  for (const mapping of readMappings(template, names, { queues, pools })) {
    const running = runMapping(mapping, sqsClient, onProblem);
    onStop(() => running.stop(STOP_WAIT_MS));
  }
  const schedules = runSchedules(readSchedules(template, names), delivery);
  onStop(schedules.stop);
  return {
    url: api.url,
    endpoints,
    tables: Object.fromEntries(Object.entries(tables).map(([id, name]) => [shortName(id), name])),
    queues: Object.fromEntries(queues.map((queue) => [shortName(queue.id), queue])),
    functions: Object.fromEntries(functions),
    schedules,
    stop,
    pids: () =>
      [dynamoDb.pid, sqs.pid, ...pools.flatMap((pool) => pool.pids())].filter((pid) => pid !== undefined),
  };
};

const startEmulators = async (dataDir: string, onStop: (action: () => unknown) => void) => {
  const services: Services = await startServices({ dataDir: join(dataDir, 'services') });
  onStop(services.stop);
  const dynamoDb = await startDynamoDb({ dataDir: join(dataDir, 'dynamodb') });
  onStop(dynamoDb.stop);
  const sqs = await startSqs({ dataDir: join(dataDir, 'sqs') });
  onStop(sqs.stop);
  return { services, dynamoDb, sqs };
};

const endpointsOf = (dynamoDb: string, sqs: string, services: string): Readonly<Record<string, string>> => ({
  AWS_ENDPOINT_URL_DYNAMODB: dynamoDb,
  AWS_ENDPOINT_URL_SQS: sqs,
  AWS_ENDPOINT_URL_SECRETS_MANAGER: services,
  AWS_ENDPOINT_URL_EVENTBRIDGE: services,
  AWS_ENDPOINT_URL_SCHEDULER: services,
});

const serveRoutes = (
  api: HttpApi,
  pools: readonly FunctionPool[],
  routes: ReturnType<typeof readRoutes>,
  front: Front | undefined,
): void => {
  const byArn = new Map(pools.map((pool) => [pool.definition.arn, pool]));
  api.serve(
    routes,
    async (functionArn, event) => {
      const pool = byArn.get(functionArn);
      if (pool === undefined) throw new Error(`no function has the ARN ${functionArn}`);
      return pool.invoke(JSON.stringify(event));
    },
    front?.answer,
  );
};

const withClient = async <C extends { destroy: () => void }, T>(
  client: C,
  use: (client: C) => Promise<T>,
): Promise<T> => {
  try {
    return await use(client);
  } finally {
    client.destroy();
  }
};
