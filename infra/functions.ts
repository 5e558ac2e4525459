// The six functions: what each is given and how much of it may run.
import type { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { Construct } from 'constructs';
import { type FunctionName, type FunctionPlan, nodeFunction } from './node-function.ts';
import { CALLBACKS_AT_ONCE } from './callbacks-queue.ts';
import {
  apiMay,
  callbacksMay,
  type Resources,
  schedulerMay,
  sourceMay,
  syncMay,
  webhooksMay,
} from './permissions.ts';
import type { Settings } from './settings.ts';
import { SOURCES_AT_ONCE } from './sources-queue.ts';
import {
  API_TIMEOUTS,
  CALLBACK_TIMEOUTS,
  SCHEDULER_TIMEOUTS,
  SOURCE_TIMEOUTS,
  TIMEOUTS,
  WEBHOOK_TIMEOUTS,
} from './timeouts.ts';

export type Functions = Readonly<Record<FunctionName, NodejsFunction>>;

/**
 * How many lanes are worked on at once. A ledger that hangs holds its lanes for a minute each, so there are enough
 * for other companies meanwhile; and few enough to leave most of an account's 1,000 executions to the rest.
 */
export const LANES_AT_ONCE = 50;

const AT_ONCE: Readonly<Record<FunctionName, number>> = {
  webhooks: 50, // 100 requests a second (the stage's limit) at a cold start's half second
  sync: LANES_AT_ONCE, // exactly the queue's own limit: a lower one would throttle, and throttling counts as receives
  scheduler: 2, // one sweep or proof, and one redrive
  callbacks: CALLBACKS_AT_ONCE, // exactly the queue's own limit, as for sync
  source: SOURCES_AT_ONCE, // the same
  api: 20, // people and their tools: 100 requests a second at 200 ms
};

export const makeFunctions = (scope: Construct, resources: Resources, settings: Settings): Functions => {
  const make = (plan: Omit<FunctionPlan, 'atOnce'>): NodejsFunction =>
    nodeFunction(scope, { ...plan, atOnce: settings.reserveConcurrency ? AT_ONCE[plan.name] : undefined });
  return {
    webhooks: make(webhooks(resources)),
    sync: make(sync(resources, settings)),
    scheduler: make(scheduler(resources)),
    api: make(api(resources, settings)),
    callbacks: make(callbacks(resources)),
    source: make(source(resources)),
  };
};

type Plan = Omit<FunctionPlan, 'atOnce'>;

const webhooks = (resources: Resources): Plan => ({
  name: 'webhooks',
  does: 'verifies and stores what others push, and names the records to their lane',
  memoryMb: 256, // a signature and two calls: it waits more than it computes
  timeoutSeconds: WEBHOOK_TIMEOUTS.webhooksFunction,
  environment: {
    ...linksAndConnections(resources),
    ...lanesAndSecrets(resources),
    ...toSources(resources),
    ...hubspotApp(resources),
  },
  may: webhooksMay(resources),
});

const sync = (resources: Resources, settings: Settings): Plan => ({
  name: 'sync',
  does: 'works a batch of a lane: observe, decide, announce, apply, settle',
  memoryMb: 512, // twice the processor of the others, for batches of 30 documents each way
  timeoutSeconds: TIMEOUTS.syncFunction,
  environment: {
    ...linksAndConnections(resources),
    ...lanesAndSecrets(resources),
    ...toProducts(resources),
    ...toSources(resources),
    WRITES_TABLE: resources.tables.writes.tableName,
    EVENT_BUS_NAME: resources.bus.eventBusName,
    QUICKBOOKS_ENVIRONMENT: settings.quickbooksEnvironment,
    LEDGER_CALL_TIMEOUT_MS: milliseconds(TIMEOUTS.ledgerCall),
    LANE_LEASE_MS: milliseconds(TIMEOUTS.laneLease),
  },
  may: syncMay(resources),
});

const scheduler = (resources: Resources): Plan => ({
  name: 'scheduler',
  does: 'sweeps: one message per connection; proves daily that nothing is lost; redrives dead letters on request',
  memoryMb: 256,
  timeoutSeconds: SCHEDULER_TIMEOUTS.schedulerFunction,
  environment: {
    ...linksAndConnections(resources),
    LANES_QUEUE_URL: resources.lanes.queue.queueUrl,
    EVENT_BUS_NAME: resources.bus.eventBusName,
    LANES_DLQ_URL: resources.lanes.deadLetters.queueUrl,
    SOURCES_DLQ_URL: resources.sources.deadLetters.queueUrl,
    ...toSources(resources),
  },
  may: schedulerMay(resources),
});

const api = (resources: Resources, settings: Settings): Plan => ({
  name: 'api',
  does: 'shows records and connections, takes operator requests, connects ledgers',
  memoryMb: 256,
  timeoutSeconds: API_TIMEOUTS.apiFunction,
  environment: {
    ...linksAndConnections(resources),
    ...lanesAndSecrets(resources),
    ...toProducts(resources),
    ...toSources(resources),
    ...hubspotApp(resources),
    WRITES_TABLE: resources.tables.writes.tableName,
    EVENT_BUS_NAME: resources.bus.eventBusName,
    OIDC_ISSUER: resources.signIn.issuer,
    OIDC_CLIENT_ID: resources.signIn.clientId,
    CONSOLE_URL: resources.consoleUrl,
    QUICKBOOKS_ENVIRONMENT: settings.quickbooksEnvironment,
    LEDGER_CALL_TIMEOUT_MS: milliseconds(API_TIMEOUTS.ledgerCall),
  },
  may: apiMay(resources),
});

const callbacks = (resources: Resources): Plan => ({
  name: 'callbacks',
  does: 'calls products with what their feed has for them',
  memoryMb: 256, // it waits for receivers
  timeoutSeconds: CALLBACK_TIMEOUTS.callbacksFunction,
  environment: {
    ...linksAndConnections(resources),
    LANES_QUEUE_URL: resources.lanes.queue.queueUrl,
    KEYRING_SECRET_ID: resources.secrets.keyring.secretArn,
    ...toProducts(resources),
  },
  may: callbacksMay(resources),
});

const source = (resources: Resources): Plan => ({
  name: 'source',
  does: 'reads accounts of sources, stores what they say, and tells them what changed in their ledger',
  memoryMb: 512, // some thousand objects of a delivery at once
  timeoutSeconds: SOURCE_TIMEOUTS.sourceFunction,
  environment: {
    ...linksAndConnections(resources),
    LANES_QUEUE_URL: resources.lanes.queue.queueUrl,
    KEYRING_SECRET_ID: resources.secrets.keyring.secretArn,
    EVENT_BUS_NAME: resources.bus.eventBusName,
    LEDGER_CALL_TIMEOUT_MS: milliseconds(SOURCE_TIMEOUTS.call),
    ...toSources(resources),
    ...hubspotApp(resources),
  },
  may: sourceMay(resources),
});

const toSources = ({ sources: { queue } }: Resources) => ({ SOURCES_QUEUE_URL: queue.queueUrl });

const hubspotApp = ({ secrets }: Resources) => ({ HUBSPOT_APP_SECRET_ID: secrets.hubspotApp.secretArn });

const toProducts = ({ callbacks: { queue } }: Resources) => ({ CALLBACKS_QUEUE_URL: queue.queueUrl });

const linksAndConnections = ({ tables }: Resources) => ({
  LINKS_TABLE: tables.links.tableName,
  CONNECTIONS_TABLE: tables.connections.tableName,
});

const lanesAndSecrets = ({ lanes, secrets }: Resources) => ({
  LANES_QUEUE_URL: lanes.queue.queueUrl,
  KEYRING_SECRET_ID: secrets.keyring.secretArn,
  QUICKBOOKS_APP_SECRET_ID: secrets.quickbooksApp.secretArn,
  SNELSTART_APP_SECRET_ID: secrets.snelstartApp.secretArn,
});

const milliseconds = (seconds: number): string => String(seconds * 1000);
