// The stack, in the order in which data flows: what is kept, what is pushed, the lanes, the clock, the eyes.
import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { makeAlarms } from './alarms.ts';
import { callProducts, makeCallbacks } from './callbacks-queue.ts';
import { makeEventBus } from './event-bus.ts';
import { makeFunctions } from './functions.ts';
import { makeConsole } from './console.ts';
import { makeHttpApi, serveRoutes } from './http-api.ts';
import { workLanes } from './lane-worker.ts';
import { makeLanes } from './lanes-queue.ts';
import { makeMissedSweeps } from './missed-sweeps.ts';
import { makeNotifications } from './notifications.ts';
import { makeSchedules } from './schedule.ts';
import { makeSecrets } from './secrets.ts';
import { makeClient, makePeople } from './sign-in.ts';
import type { Settings } from './settings.ts';
import { makeSources, workSources } from './sources-queue.ts';
import { makeTables } from './tables.ts';

export class LedgerlaneStack extends Stack {
  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id, {
      description: 'Ledgerlane keeps the books of SaaS products and accounting ledgers alike.',
    });

    const tables = makeTables(this);
    const secrets = makeSecrets(this);
    const lanes = makeLanes(this);
    const callbacks = makeCallbacks(this);
    const sources = makeSources(this);
    const missedSweeps = makeMissedSweeps(this);
    const bus = makeEventBus(this);
    // The page needs to know where the API is, and the API who signs people in: so first the API, and its routes at the end.
    const api = makeHttpApi(this);
    const people = makePeople(this, settings);
    const console = makeConsole(this, api, people.addresses);
    const client = makeClient(people, console.url);
    const signIn = { issuer: people.pool.userPoolProviderUrl, clientId: client.userPoolClientId };
    const consoleUrl = console.url;
    const resources = { tables, secrets, lanes, callbacks, sources, missedSweeps, bus, signIn, consoleUrl };
    const functions = makeFunctions(this, resources, settings);

    const stage = serveRoutes(this, api, functions);
    workLanes(lanes, functions.sync);
    callProducts(callbacks, functions.callbacks);
    workSources(sources, functions.source);
    makeSchedules(this, { scheduler: functions.scheduler, missedSweeps }, settings);

    const news = makeNotifications(this, bus, settings);
    makeAlarms(this, { lanes, callbacks, sources, functions, api, missedSweeps });
    new CfnOutput(this, 'ApiUrl', { value: stage.url });
    new CfnOutput(this, 'NewsTopicArn', { value: news.topicArn });
    // Where to publish the console to: npm run publish:console -- --outputs <file of cdk deploy --outputs-file>.
    new CfnOutput(this, 'ConsoleUrl', { value: console.url });
    new CfnOutput(this, 'ConsoleBucketName', { value: console.bucket.bucketName });
    new CfnOutput(this, 'ConsoleDistributionId', { value: console.distribution.distributionId });
    new CfnOutput(this, 'UserPoolId', { value: people.pool.userPoolId });
    // What the operator's command has to know: npm run admin -- --outputs <file of cdk deploy --outputs-file>.
    new CfnOutput(this, 'ConnectionsTableName', { value: tables.connections.tableName });
    new CfnOutput(this, 'KeyringSecretArn', { value: secrets.keyring.secretArn });
  }
}
