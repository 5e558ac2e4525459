// What each function may do, written out: the roles get these statements, their own log and nothing else.
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Callbacks } from './callbacks-queue.ts';
import type { Lanes } from './lanes-queue.ts';
import type { Secrets } from './secrets.ts';
import type { Sources } from './sources-queue.ts';
import type { Tables } from './tables.ts';

export type Resources = {
  readonly tables: Tables;
  readonly lanes: Lanes;
  readonly callbacks: Callbacks;
  readonly sources: Sources;
  readonly missedSweeps: Queue;
  readonly secrets: Secrets;
  readonly bus: EventBus;
  /** Who signs people in, and as which client of theirs. */
  readonly signIn: { readonly issuer: string; readonly clientId: string };
  /** Where the console is: people who connect a company come back to it. */
  readonly consoleUrl: string;
};

/** Stores what was pushed and names it to a lane, or only plans it. Of a connection it writes only the counters. */
export const webhooksMay = ({ tables, lanes, sources, secrets }: Resources): PolicyStatement[] => [
  allow(['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:UpdateItem'], tables.links.tableArn),
  allow(READ_ROWS, tables.connections.tableArn),
  allowRows(['dynamodb:UpdateItem'], tables.connections, ['state#']),
  allow(['sqs:SendMessage'], lanes.queue.queueArn),
  allow(['sqs:SendMessage'], sources.queue.queueArn),
  allow(READ_SECRET, ...secretsOfApps(secrets)),
];

/**
 * Works a lane. It cannot change a policy, nor update or delete in the journal of writes. That a put there replaces
 * nothing is up to its condition, which IAM does not see.
 */
export const syncMay = ({
  tables,
  lanes,
  callbacks,
  sources,
  secrets,
  bus,
}: Resources): PolicyStatement[] => [
  allow([...READ_ROWS, 'dynamodb:UpdateItem'], tables.links.tableArn),
  allow(
    ['dynamodb:Query'],
    index(tables.links, 'due'),
    index(tables.links, 'waits'),
    index(tables.links, 'health'),
  ),
  allow([...READ_JOURNAL, 'dynamodb:PutItem'], tables.writes.tableArn),
  allow(READ_ROWS, tables.connections.tableArn),
  allowRows(['dynamodb:PutItem', 'dynamodb:UpdateItem'], tables.connections, [
    'state#',
    'credentials#',
    'reference#',
    'feed#',
  ]),
  allow([...RECEIVE, 'sqs:ChangeMessageVisibility', 'sqs:SendMessage'], lanes.queue.queueArn),
  allow(['sqs:SendMessage'], callbacks.queue.queueArn),
  allow(['sqs:SendMessage'], sources.queue.queueArn),
  allow(['events:PutEvents'], bus.eventBusArn),
  allow(
    READ_SECRET,
    secrets.keyring.secretArn,
    secrets.quickbooksApp.secretArn,
    secrets.snelstartApp.secretArn,
  ),
];

/** Knows which connections there are and what is due, and counts records; everything else it leaves to the lanes. */
export const schedulerMay = ({ tables, lanes, sources, missedSweeps, bus }: Resources): PolicyStatement[] => [
  // Reads, for the daily proof of completeness: policies say where a day begins, links and counters what came in.
  allow(['dynamodb:GetItem', 'dynamodb:Query'], tables.connections.tableArn),
  allow(['dynamodb:BatchGetItem', 'dynamodb:Query'], tables.links.tableArn),
  allow(['dynamodb:Query'], index(tables.links, 'due'), index(tables.links, 'health')),
  // Notes the export runs that it starts.
  allowRows(['dynamodb:PutItem'], tables.connections, ['state#export#']),
  allow(['sqs:SendMessage'], lanes.queue.queueArn),
  allow(['sqs:SendMessage'], sources.queue.queueArn),
  allow(RECEIVE, lanes.deadLetters.queueArn),
  allow(RECEIVE, sources.deadLetters.queueArn),
  allow(['sqs:SendMessage'], missedSweeps.queueArn), // used by Lambda itself, when it gives a sweep up
  allow(['events:PutEvents'], bus.eventBusArn),
];

/** Shows records, asks for another look at them, and is the only one that writes a policy. */
export const apiMay = ({ tables, lanes, callbacks, sources, secrets, bus }: Resources): PolicyStatement[] => [
  allow([...READ_ROWS, 'dynamodb:UpdateItem'], tables.links.tableArn),
  allow(['dynamodb:Query'], index(tables.links, 'health')),
  allow(READ_JOURNAL, tables.writes.tableArn),
  allow([...READ_ROWS, 'dynamodb:PutItem', 'dynamodb:UpdateItem'], tables.connections.tableArn),
  // A connect attempt is taken out when it is used, a company's way back when its connection moves, its tokens when it
  // is disconnected, the address and secret of a product when it wants no calls.
  allowRows(['dynamodb:DeleteItem'], tables.connections, ['oauth#', 'company#', 'credentials#', 'callback#']),
  allow(['sqs:SendMessage'], lanes.queue.queueArn),
  allow(['sqs:SendMessage'], callbacks.queue.queueArn),
  allow(['sqs:SendMessage'], sources.queue.queueArn),
  allow(['events:PutEvents'], bus.eventBusArn),
  allow(READ_SECRET, ...secretsOfApps(secrets)),
  // What people did is put there once, and never changed or taken away.
  denyRows(['dynamodb:UpdateItem', 'dynamodb:DeleteItem'], tables.connections, ['audit#']),
];

/** Reads feeds and addresses, and notes how far it came. It reads no record and writes nothing else. */
export const callbacksMay = ({ tables, callbacks, secrets }: Resources): PolicyStatement[] => [
  allowRows(['dynamodb:GetItem', 'dynamodb:Query'], tables.connections, [
    'feed#',
    'callback#',
    'state#callback#',
  ]),
  allowRows(['dynamodb:PutItem'], tables.connections, ['state#callback#']),
  allow([...RECEIVE, 'sqs:ChangeMessageVisibility', 'sqs:SendMessage'], callbacks.queue.queueArn),
  allow(READ_SECRET, secrets.keyring.secretArn),
];

/**
 * Works on accounts of sources: stores what they say as the webhooks function does, keeps their tokens and how far it came.
 * It reads feeds, and writes none; it decides nothing and calls no ledger.
 */
export const sourceMay = ({ tables, lanes, sources, secrets, bus }: Resources): PolicyStatement[] => [
  allow(['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:UpdateItem'], tables.links.tableArn),
  allow(READ_ROWS, tables.connections.tableArn),
  allowRows(['dynamodb:PutItem', 'dynamodb:UpdateItem'], tables.connections, ['state#', 'credentials#']),
  allow([...RECEIVE, 'sqs:ChangeMessageVisibility', 'sqs:SendMessage'], sources.queue.queueArn),
  allow(['sqs:SendMessage'], lanes.queue.queueArn),
  allow(['events:PutEvents'], bus.eventBusArn),
  allow(READ_SECRET, secrets.keyring.secretArn, secrets.hubspotApp.secretArn),
];

const secretsOfApps = ({ keyring, quickbooksApp, snelstartApp, hubspotApp }: Secrets): readonly string[] =>
  [keyring, quickbooksApp, snelstartApp, hubspotApp].map(({ secretArn }) => secretArn);

const READ_ROWS = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'] as const;
const READ_JOURNAL = ['dynamodb:GetItem', 'dynamodb:Query'] as const;
const RECEIVE = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'] as const;
const READ_SECRET = ['secretsmanager:GetSecretValue'] as const;

const allow = (actions: readonly string[], ...resources: string[]): PolicyStatement =>
  new PolicyStatement({ actions: [...actions], resources });

const allowRows = (
  actions: readonly string[],
  table: TableV2,
  prefixes: readonly string[],
): PolicyStatement =>
  new PolicyStatement({
    actions: [...actions],
    resources: [table.tableArn],
    conditions: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': prefixes.map((prefix) => `${prefix}*`) },
      // "For all values" is also true of no value at all: without a key there is no permission.
      Null: { 'dynamodb:LeadingKeys': 'false' },
    },
  });

/** Denied if any of the rows is one of these. */
const denyRows = (actions: readonly string[], table: TableV2, prefixes: readonly string[]): PolicyStatement =>
  new PolicyStatement({
    effect: Effect.DENY,
    actions: [...actions],
    resources: [table.tableArn],
    conditions: {
      'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': prefixes.map((prefix) => `${prefix}*`) },
    },
  });

// Index by index: a wildcard would silently take in every index added later.
const index = (table: TableV2, name: string): string => `${table.tableArn}/index/${name}`;
