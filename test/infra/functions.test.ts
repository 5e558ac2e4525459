// The functions: what each is given, how much of it may run, and where it writes its log.
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ledgerlane, plain, templateOf } from './template.ts';

const template = templateOf(ledgerlane());
const properties = (name: string) =>
  FunctionProperties.parse(template.named('AWS::Lambda::Function', name).Properties);

const FUNCTIONS = {
  Webhooks: { MemorySize: 256, Timeout: 10, ReservedConcurrentExecutions: 50 },
  Sync: { MemorySize: 512, Timeout: 60, ReservedConcurrentExecutions: 50 },
  Scheduler: { MemorySize: 256, Timeout: 60, ReservedConcurrentExecutions: 2 },
  Api: { MemorySize: 256, Timeout: 29, ReservedConcurrentExecutions: 20 },
  Callbacks: { MemorySize: 256, Timeout: 30, ReservedConcurrentExecutions: 10 },
  Source: { MemorySize: 512, Timeout: 60, ReservedConcurrentExecutions: 20 },
};

const STORES = { LINKS_TABLE: 'LinksTable', CONNECTIONS_TABLE: 'ConnectionsTable', LANES_QUEUE_URL: 'Lanes' };
const SECRETS = {
  KEYRING_SECRET_ID: 'Keyring',
  QUICKBOOKS_APP_SECRET_ID: 'QuickbooksApp',
  SNELSTART_APP_SECRET_ID: 'SnelstartApp',
};
const PEOPLE = {
  OIDC_ISSUER: 'People',
  OIDC_CLIENT_ID: 'PeopleConsole',
  CONSOLE_URL: 'https://Console',
};
const CALLBACKS = { CALLBACKS_QUEUE_URL: 'Calls' };
const SOURCES = { SOURCES_QUEUE_URL: 'Sources' };
const HUBSPOT = { ...SOURCES, HUBSPOT_APP_SECRET_ID: 'HubspotApp' };
const LEDGER = {
  ...CALLBACKS,
  WRITES_TABLE: 'WritesTable',
  EVENT_BUS_NAME: 'EventBus',
  QUICKBOOKS_ENVIRONMENT: 'sandbox',
};
const ENVIRONMENTS = {
  Webhooks: { ...STORES, ...SECRETS, ...HUBSPOT },
  Sync: {
    ...STORES,
    ...SECRETS,
    ...LEDGER,
    ...SOURCES,
    LEDGER_CALL_TIMEOUT_MS: '30000',
    LANE_LEASE_MS: '65000',
  },
  Scheduler: {
    ...STORES,
    ...SOURCES,
    LANES_DLQ_URL: 'LanesDeadLetters',
    SOURCES_DLQ_URL: 'SourcesDeadLetters',
    EVENT_BUS_NAME: 'EventBus',
  },
  Api: { ...STORES, ...SECRETS, ...LEDGER, ...HUBSPOT, ...PEOPLE, LEDGER_CALL_TIMEOUT_MS: '20000' },
  Callbacks: { ...STORES, ...CALLBACKS, KEYRING_SECRET_ID: 'Keyring' },
  Source: {
    ...STORES,
    ...HUBSPOT,
    KEYRING_SECRET_ID: 'Keyring',
    EVENT_BUS_NAME: 'EventBus',
    LEDGER_CALL_TIMEOUT_MS: '10000',
  },
};

describe('functions', () => {
  test('are these six', () => {
    expect(template.ofType('AWS::Lambda::Function')).toHaveLength(6);
  });

  test.each(Object.entries(FUNCTIONS))('%s has its size and its share', (name, size) => {
    const common = { Runtime: 'nodejs24.x', Architectures: ['arm64'], Handler: 'index.handler' };
    expect(properties(name)).toMatchObject({ ...common, ...size });
  });

  // Names of resources only: a value here would be in the template, in the console and in every log of a deployment.
  test.each(Object.entries(ENVIRONMENTS))('%s is given exactly this environment', (name, environment) => {
    const given = Object.entries(properties(name).Environment.Variables);
    expect(Object.fromEntries(given.map(([key, value]) => [key, plain(value)]))).toEqual(environment);
  });

  test('each has a role and a log of its own', () => {
    const names = Object.keys(FUNCTIONS);
    expect(names.map((name) => plain(properties(name).Role))).toEqual(names.map((name) => `${name}Role`));
    expect(names.map((name) => plain(properties(name).LoggingConfig.LogGroup))).toEqual(
      names.map((name) => `${name}Log`),
    );
  });

  test('every log is kept for a VAT quarter', () => {
    const days = template.ofType('AWS::Logs::LogGroup').map((log) => log.Properties['RetentionInDays']);
    expect(days).toEqual([90, 90, 90, 90, 90, 90, 90]);
  });

  test('the worker is never throttled by its own share: the queue starts no more than that', () => {
    const limits = template
      .ofType('AWS::Lambda::EventSourceMapping')
      .map(({ Properties }) => [plain(Properties['FunctionName']), Properties['ScalingConfig']]);
    expect(limits).toEqual([
      ['Sync', { MaximumConcurrency: FUNCTIONS.Sync.ReservedConcurrentExecutions }],
      ['Callbacks', { MaximumConcurrency: FUNCTIONS.Callbacks.ReservedConcurrentExecutions }],
      ['Source', { MaximumConcurrency: FUNCTIONS.Source.ReservedConcurrentExecutions }],
    ]);
  });

  test('a young account reserves nothing, and the queue still holds the worker back', () => {
    const young = templateOf(ledgerlane({ reserveConcurrency: 'false' }));
    const reserved = young
      .ofType('AWS::Lambda::Function')
      .filter(({ Properties }) => 'ReservedConcurrentExecutions' in Properties);
    expect(reserved).toEqual([]);
    expect(young.ofType('AWS::Lambda::EventSourceMapping')[0]?.Properties).toHaveProperty('ScalingConfig');
  });
});

describe('settings', () => {
  test('real books are reached only when told so', () => {
    const production = templateOf(ledgerlane({ quickbooksEnvironment: 'production' }));
    const { Environment } = FunctionProperties.parse(
      production.named('AWS::Lambda::Function', 'Sync').Properties,
    );
    expect(Environment.Variables['QUICKBOOKS_ENVIRONMENT']).toBe('production');
  });

  test.each([
    [{ quickbooksEnvironment: 'prod' }, 'quickbooksEnvironment'],
    [{ timeZone: 'Europe/Nowhere' }, 'Europe/Nowhere'],
  ])('%o stops the synth', (context, says) => {
    expect(() => ledgerlane(context)).toThrow(says);
  });
});

const FunctionProperties = z.looseObject({
  Role: z.unknown(),
  LoggingConfig: z.object({ LogGroup: z.unknown() }),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
});
