// A small stack as `cdk synth` would write it: a table, a lane with its dead letters, two functions, routes and a schedule.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** Writes the cloud assembly into a folder of its own, which goes when the test ends. */
export const writeFixture = async (
  options: { visibilitySeconds?: number } = {},
): Promise<{ cdkOut: string; dataDir: string }> => {
  const folder = await mkdtemp(join(tmpdir(), 'ledgerlane-stack-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  const cdkOut = join(folder, 'cdk.out');
  for (const [name, code] of Object.entries({ door: DOOR, worker: WORKER, guard: GUARD })) {
    await mkdir(join(cdkOut, `asset.${name}`), { recursive: true });
    await writeFile(join(cdkOut, `asset.${name}`, 'index.js'), code);
  }
  const files = ['door', 'worker', 'guard'].map(
    (name) => [name, { source: { path: `asset.${name}` } }] as const,
  );
  await writeFile(join(cdkOut, 'Small.assets.json'), JSON.stringify({ files: Object.fromEntries(files) }));
  await writeFile(
    join(cdkOut, 'Small.template.json'),
    JSON.stringify(template(options.visibilitySeconds ?? 1)),
  );
  return { cdkOut, dataDir: join(folder, 'data') };
};

const installed = (name: string): string =>
  JSON.stringify(fileURLToPath(new URL(`../../../node_modules/${name}`, import.meta.url)));

/** Answers requests: queues what is posted to /hooks, shows the event it got, misbehaves when asked to. */
const DOOR = `
const { SQSClient, SendMessageCommand } = require(${installed('@aws-sdk/client-sqs')});
const sqs = new SQSClient({});
const answers = {
  'POST /hooks/{source}': async ({ body, pathParameters }) => {
    const { id, group = 'A' } = JSON.parse(body);
    await sqs.send(new SendMessageCommand({ QueueUrl: process.env.LANES_URL, MessageBody: body, MessageGroupId: group, MessageDeduplicationId: id }));
    return { statusCode: 202, headers: { 'Content-Type': 'application/json', 'X-Source': pathParameters.source }, cookies: ['a=1', 'b=2'], body: '{"taken":true}' };
  },
  'GET /environment': async () => process.env,
  'GET /binary': async () => ({ statusCode: 200, headers: { 'content-type': 'image/png' }, body: 'AAECAw==', isBase64Encoded: true }),
  'GET /hang': () => new Promise(() => setTimeout(() => {}, 60000)),
  'GET /exit': () => process.exit(3),
  'GET /throw': async () => { throw new TypeError('not like this'); },
  'GET /nonsense': async () => ({ statusCode: 'twelve' }),
};
exports.handler = async (event) => {
  console.log('asked ' + event.routeKey);
  return answers[event.routeKey] ? answers[event.routeKey](event) : event;
};
`;

/** Counts in the table what it gets; fails as its messages tell it to. */
const WORKER = `
const { DynamoDBClient, UpdateItemCommand } = require(${installed('@aws-sdk/client-dynamodb')});
const table = new DynamoDBClient({});
const count = async (id) => {
  const { Attributes } = await table.send(new UpdateItemCommand({ TableName: process.env.TABLE, Key: { pk: { S: id } }, UpdateExpression: 'ADD n :one', ExpressionAttributeValues: { ':one': { N: '1' } }, ReturnValues: 'ALL_NEW' }));
  return Number(Attributes.n.N);
};
exports.handler = async (event) => {
  if (event.task) return count(event.task + ' ' + event.at.slice(0, 4));
  if (event['detail-type'] && event.detail.id === 'broken') throw new Error('cannot');
  if (event['detail-type']) return count('event ' + event.detail.id);
  const failed = new Set();
  for (const { messageId, body, attributes } of event.Records) {
    const { id, what } = JSON.parse(body);
    const group = attributes.MessageGroupId;
    if (failed.has(group)) { failed.add(messageId); continue; }
    if (what === 'poison') { await count('tried ' + id); failed.add(group); failed.add(messageId); continue; }
    if (what === 'crash once' && (await count('tried ' + id)) === 1) throw new Error('crashed');
    if (what === 'hang once' && (await count('tried ' + id)) === 1) await new Promise(() => setTimeout(() => {}, 600000));
    await count(id);
  }
  return { batchItemFailures: event.Records.filter(({ messageId }) => failed.has(messageId)).map(({ messageId }) => ({ itemIdentifier: messageId })) };
};
`;

/** Lets in who knows the word. */
const GUARD = `
exports.handler = async ({ headers }) => ({ isAuthorized: headers.authorization === 'open sesame', context: { who: 'Ali' } });
`;

const ref = (id: string) => ({ Ref: id });
const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

const lambda = (asset: string, timeout: number, variables: Record<string, unknown> = {}) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Code: { S3Bucket: 'assets', S3Key: `${asset}.zip` },
    Handler: 'index.handler',
    Runtime: 'nodejs24.x',
    Timeout: timeout,
    Environment: { Variables: variables },
  },
});

const route = (key: string, more: Record<string, unknown> = {}) => ({
  Type: 'AWS::ApiGatewayV2::Route',
  Properties: {
    ApiId: ref('Api'),
    RouteKey: key,
    Target: { 'Fn::Join': ['', ['integrations/', ref('ToDoor')]] },
    ...more,
  },
});

const routes = [
  'POST /hooks/{source}',
  'GET /environment',
  'GET /binary',
  'GET /hang',
  'GET /exit',
  'GET /throw',
  'GET /nonsense',
  'ANY /files/{path+}',
  'GET /files/{name}',
];

const template = (visibilitySeconds: number) => ({
  Resources: {
    Table: {
      Type: 'AWS::DynamoDB::GlobalTable',
      Properties: {
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
        Replicas: [{ Region: ref('AWS::Region') }],
      },
    },
    DeadLetters: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } },
    Lanes0A1B2C3D: {
      Type: 'AWS::SQS::Queue',
      Properties: {
        FifoQueue: true,
        VisibilityTimeout: visibilitySeconds,
        DeduplicationScope: 'messageGroup',
        FifoThroughputLimit: 'perMessageGroupId',
        RedrivePolicy: { deadLetterTargetArn: arnOf('DeadLetters'), maxReceiveCount: 2 },
      },
    },
    Key: {
      Type: 'AWS::SecretsManager::Secret',
      Properties: {
        GenerateSecretString: {
          SecretStringTemplate: '{"current":"k1"}',
          GenerateStringKey: 'k1',
          ExcludePunctuation: true,
          PasswordLength: 43,
        },
      },
    },
    Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'small' } },
    Caught: {
      Type: 'AWS::Events::Rule',
      Properties: {
        EventBusName: ref('Bus'),
        EventPattern: { source: ['small'] },
        Targets: [{ Arn: arnOf('Worker'), Id: 'a' }],
      },
    },
    Lost: { Type: 'AWS::SQS::Queue' },
    Retries: {
      Type: 'AWS::Lambda::EventInvokeConfig',
      Properties: {
        FunctionName: ref('Worker'),
        Qualifier: '$LATEST',
        MaximumRetryAttempts: 0,
        DestinationConfig: { OnFailure: { Destination: arnOf('Lost') } },
      },
    },
    Door: lambda('door', 1, {
      LANES_URL: ref('Lanes0A1B2C3D'),
      KEY: ref('Key'),
      TEXT: { 'Fn::Sub': 'in ${AWS::Region} as ${Table}' },
      API_URL: {
        'Fn::Join': [
          '',
          ['https://', ref('Api'), '.execute-api.', ref('AWS::Region'), '.', ref('AWS::URLSuffix'), '/'],
        ],
      },
    }),
    Worker: lambda('worker', 600, { TABLE: ref('Table') }),
    Guard: lambda('guard', 3),
    Mapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        BatchSize: 10,
        EventSourceArn: arnOf('Lanes0A1B2C3D'),
        FunctionName: ref('Worker'),
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ScalingConfig: { MaximumConcurrency: 2 },
      },
    },
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'small', ProtocolType: 'HTTP' } },
    ToDoor: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId: ref('Api'),
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: arnOf('Door'),
        PayloadFormatVersion: '2.0',
      },
    },
    Authorizer: {
      Type: 'AWS::ApiGatewayV2::Authorizer',
      Properties: {
        ApiId: ref('Api'),
        AuthorizerType: 'REQUEST',
        AuthorizerPayloadFormatVersion: '2.0',
        EnableSimpleResponses: true,
        IdentitySource: ['$request.header.Authorization'],
        AuthorizerUri: {
          'Fn::Join': [
            '',
            [
              'arn:aws:apigateway:',
              ref('AWS::Region'),
              ':lambda:path/2015-03-31/functions/',
              arnOf('Guard'),
              '/invocations',
            ],
          ],
        },
      },
    },
    ...Object.fromEntries(routes.map((key, i) => [`Route${i}`, route(key)])),
    Secret: route('GET /secret', { AuthorizationType: 'CUSTOM', AuthorizerId: ref('Authorizer') }),
    Tick: {
      Type: 'AWS::Scheduler::Schedule',
      Properties: {
        ScheduleExpression: 'cron(0/15 7-19 * * ? *)',
        ScheduleExpressionTimezone: 'Europe/Amsterdam',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: { Arn: arnOf('Worker'), Input: '{"task":"tick","at":"<aws.scheduler.scheduled-time>"}' },
      },
    },
  },
});
