// One function as we make all of them: a small CommonJS bundle, a role and a log of its own.
import { fileURLToPath } from 'node:url';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Runtime } from 'aws-cdk-lib/aws-lambda';
import { type BundlingOptions, NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

export type FunctionName = 'webhooks' | 'sync' | 'scheduler' | 'api' | 'callbacks' | 'source';
export type FunctionPlan = {
  readonly name: FunctionName;
  readonly does: string;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  /** How many may run at once: kept free for this function, and never more, so that none can starve another. */
  readonly atOnce: number | undefined;
  readonly environment: Readonly<Record<string, string>>;
  readonly may: readonly PolicyStatement[];
};

export const nodeFunction = (scope: Construct, plan: FunctionPlan): NodejsFunction => {
  const id = `${plan.name.charAt(0).toUpperCase()}${plan.name.slice(1)}`;
  const log = logGroup(scope, `${id}Log`);
  return new NodejsFunction(scope, id, {
    description: `${plan.name}: ${plan.does}`,
    entry: fileURLToPath(new URL(`../functions/${plan.name}/handler.ts`, import.meta.url)),
    projectRoot: PROJECT,
    depsLockFilePath: `${PROJECT}package-lock.json`,
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64, // a fifth cheaper, and starts sooner
    memorySize: plan.memoryMb,
    timeout: Duration.seconds(plan.timeoutSeconds),
    reservedConcurrentExecutions: plan.atOnce,
    environment: { ...plan.environment },
    awsSdkConnectionReuse: false, // a variable of the SDK's version 2; version 3 keeps connections by itself
    role: role(scope, `${id}Role`, log, plan.may),
    logGroup: log,
    bundling: BUNDLING,
  });
};

/** Without a key of our own: CloudWatch encrypts at rest anyway, a key costs by the month, and logs hold no secrets. */
export const logGroup = (scope: Construct, id: string): LogGroup =>
  new LogGroup(scope, id, {
    retention: RetentionDays.THREE_MONTHS, // a VAT quarter: questions about it come while it is being filed
    removalPolicy: RemovalPolicy.DESTROY, // what must outlive the stack is in the tables
  });

const PROJECT = fileURLToPath(new URL('../', import.meta.url));

/**
 * A quarter of a webhooks bundle would be ways to find credentials. A Lambda function has them in its environment, and
 * the SDK loads these only when it finds none there; then the runtime's own copies would be taken.
 */
const UNUSED_CREDENTIALS = [
  '@aws-sdk/credential-provider-http',
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-login',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  '@smithy/credential-provider-imds',
];

const BUNDLING: BundlingOptions = {
  format: OutputFormat.CJS, // starts 25-35 ms sooner than ES modules
  mainFields: ['module', 'main'], // dependencies in ES form shake down to two thirds of the size
  target: 'node24',
  minify: true,
  sourceMap: false, // would double what a cold start loads; a stack trace still names the function
  externalModules: UNUSED_CREDENTIALS, // the rest of the SDK travels along: the runtime's own is larger, and changes
  commandHooks: {
    beforeBundling: () => [],
    beforeInstall: () => [],
    // Says what the bundle is, so that it also loads from a folder inside this ES-module package.
    afterBundling: (_input, output) => [`echo '{"type":"commonjs"}' > '${output}/package.json'`],
  },
};

const role = (scope: Construct, id: string, log: LogGroup, may: readonly PolicyStatement[]): Role =>
  new Role(scope, id, {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: {
      log: new PolicyDocument({
        statements: [
          new PolicyStatement({
            actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            resources: [log.logGroupArn],
          }),
        ],
      }),
      work: new PolicyDocument({ statements: [...may] }),
    },
  });
