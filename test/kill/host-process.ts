// The killable part of the system: the stack with its functions, over emulators that others keep. Started by system.ts.
import { createHash, randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { z } from 'zod';
import { openFront } from '../../local/console/front.ts';
import { localClient } from '../../local/identity.ts';
import { type RunningStack, startStack } from '../../local/stack/run-stack.ts';
import { STACK_NAME } from '../../local/synth.ts';
import { systemClock } from '../../shared/host/aws/clock.ts';
import { systemRandom } from '../../shared/host/aws/random.ts';
import { createDynamoConnections } from '../../shared/storage/dynamo-connections.ts';
import { parseKeyring } from '../../shared/storage/sealing.ts';
import { CONNECTIONS, connectCompanies } from './companies.ts';

const settings = z
  .object({
    cdkOut: z.string(),
    dataDir: z.string(),
    httpPort: z.number(),
    companies: z.number(),
    /** As the functions reach it, and as an operator does. */
    ledgerUrl: z.string(),
    simulatorUrl: z.string(),
    limits: z.record(z.string(), z.number()),
  })
  .parse(JSON.parse(process.argv[2] ?? ''));

const ORDER = z.object({ fire: z.string() });

await main();

async function main(): Promise<void> {
  const { cdkOut, dataDir, httpPort, ledgerUrl, limits } = settings;
  const stack = await startStack({
    cdkOut,
    stackName: STACK_NAME,
    dataDir,
    httpPort,
    // The API asks who signs people in, and does not start without.
    front: openFront,
    environmentOverrides: {
      QUICKBOOKS_SIMULATOR_URL: ledgerUrl,
      QUICKBOOKS_LIMITS: JSON.stringify(limits),
    },
    // What the functions say is in files already; what the runner says of them is in none.
    onLog: (source, line) => {
      if (source === 'local')
        appendFileSync(join(dataDir, 'problems.log'), `${new Date().toISOString()} ${line}\n`);
    },
  });
  const end = () => void stack.stop().finally(() => process.exit(0));
  process.once('SIGTERM', end);
  // Whoever started us is gone, however that came about.
  process.once('disconnect', end);
  process.on('message', (message) => {
    const { fire } = ORDER.parse(message);
    // A sweep that cannot be sent now is sent again by who ordered it.
    stack.schedules.fire(fire).catch(() => undefined);
  });
  const apiKey = await prepare(stack);
  const { tables, queues, url } = stack;
  const urlOf = (name: string) => queues[name]?.url;
  process.send?.({
    url,
    apiKey,
    linksTable: tables['LinksTable'],
    writesTable: tables['WritesTable'],
    lanesUrl: urlOf('Lanes'),
    deadLettersUrl: urlOf('LanesDeadLetters'),
  });
}

/** What an operator does once: the app's secret, the connections, a key. What is there already stays. */
async function prepare(stack: RunningStack): Promise<string> {
  const file = join(settings.dataDir, 'kill-api-key');
  if (existsSync(file)) return readFileSync(file, 'utf8');
  const secrets = new SecretsManagerClient(
    localClient(stack.endpoints['AWS_ENDPOINT_URL_SECRETS_MANAGER'] ?? ''),
  );
  const client = new DynamoDBClient(localClient(stack.endpoints['AWS_ENDPOINT_URL_DYNAMODB'] ?? ''));
  const keyring = async () => {
    const asked = new GetSecretValueCommand({ SecretId: variable(stack, 'KEYRING_SECRET_ID') });
    return parseKeyring((await secrets.send(asked)).SecretString ?? '');
  };
  const name = variable(stack, 'CONNECTIONS_TABLE');
  const store = createDynamoConnections({ client, name, clock: systemClock, random: systemRandom, keyring });
  const { app, verifierToken } = await connectCompanies(store, settings.simulatorUrl, settings.companies);
  const SecretString = JSON.stringify({ ...app, verifierTokens: [verifierToken] });
  const SecretId = variable(stack, 'QUICKBOOKS_APP_SECRET_ID');
  await secrets.send(new PutSecretValueCommand({ SecretId, SecretString }));
  const keyId = randomBytes(6).toString('hex');
  const key = `llk_${keyId}_${randomBytes(32).toString('hex')}`;
  const hash = createHash('sha256').update(key).digest('hex');
  await store.saveApiKey({ keyId, hash, connections: CONNECTIONS.slice(0, settings.companies) });
  client.destroy();
  secrets.destroy();
  writeFileSync(file, key, { mode: 0o600 });
  return key;
}

function variable(stack: RunningStack, name: string): string {
  const value = stack.functions['Sync']?.definition.environment[name];
  if (value === undefined) throw new Error(`The sync function was given no ${name}`);
  return value;
}
