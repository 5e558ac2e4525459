// The command line of the simulator: starts the server, says how to point a client at it, and stops when told to.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { startQuickBooksServer } from './server.ts';
import type { QuickBooksServer } from './server.ts';
import { faultShorthand } from './service/faults.ts';
import { defaultSettings } from './service/settings.ts';

const usage = `Usage: npm run simulator:quickbooks -- [options]
  --port <number>       Port on 127.0.0.1 (8411; 0 takes a free one)
  --data <directory>    Keep the state there; without it the state is gone at the end
  --seed <number>       Seed of all chance (1)
  --realm <id>          Company to open at the start, may be repeated (9130350000000001)
  --clock <time>        Let the clock stand at this moment instead of following real time
  --webhook-url <url>   Where webhooks go
  --faults <json>       Probabilities of accidents, e.g. '{"dropAfterCommit":0.05,"status500":0.02}'
  --help                This text`;

try {
  await main();
} catch (error) {
  // A wrong option, a port in use, a foreign data file: the sentence helps, the stack does not.
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const given = readArguments();
  if (given === null) return;
  const { port, seed, clock, data, realms, webhookUrl, faults } = given;
  const companies = realms.map((realmId) => ({ realmId, name: `Simulated Company ${realmId}` }));
  const server = await startQuickBooksServer({
    port,
    seed,
    clock,
    dataFile: data === undefined ? undefined : join(data, 'quickbooks-simulator'),
    settings: {
      companies,
      faults,
      webhooks: webhookUrl === undefined ? {} : { url: webhookUrl },
    },
  });
  // A state from an earlier run knows nothing of a company that is new on the command line; 409 is for the others.
  for (const company of companies) askAdmin(server, 'POST', '/_sim/companies', company);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop(server));
  // Only a program that starts us with a channel has one; when it ends, so do we.
  process.once('disconnect', () => stop(server));
  process.channel?.unref();
  console.log(welcome(server.url, realms[0] ?? ''));
}

function readArguments() {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8411' },
      seed: { type: 'string', default: '1' },
      data: { type: 'string' },
      realm: { type: 'string', multiple: true, default: ['9130350000000001'] },
      clock: { type: 'string' },
      'webhook-url': { type: 'string' },
      faults: { type: 'string', default: '{}' },
      help: { type: 'boolean' },
    },
  });
  const port = Number(values.port);
  const seed = Number(values.seed);
  const clock = values.clock === undefined ? ('real' as const) : Date.parse(values.clock);
  if (values.help === true || [port, seed, clock === 'real' ? 0 : clock].some(Number.isNaN)) {
    console.log(usage);
    return null;
  }
  const faults = readFaults(values.faults);
  const { data, realm: realms, 'webhook-url': webhookUrl } = values;
  return { port, seed, clock, data, realms, webhookUrl, faults };
}

function readFaults(text: string) {
  const read = faultShorthand.safeParse(JSON.parse(text));
  if (!read.success) throw new Error(`--faults: ${z.prettifyError(read.error)}`);
  return read.data;
}

function askAdmin({ simulator }: QuickBooksServer, method: string, path: string, body: unknown): void {
  simulator.request({ method, path, query: new URLSearchParams(), headers: {}, body: JSON.stringify(body) });
}

function stop(server: QuickBooksServer): void {
  // Nothing has to be saved: every request was on disk before it was answered.
  void server.close();
}

function welcome(url: string, realmId: string): string {
  const { clientId, clientSecret } = defaultSettings.app;
  return `QuickBooks Online simulator on ${url}

  Client id      ${clientId}
  Client secret  ${clientSecret}
  Company        ${realmId}

  Authorize      ${url}/connect/oauth2
  Token          ${url}/oauth2/v1/tokens/bearer
  Revoke         ${url}/v2/oauth2/tokens/revoke
  API            ${url}/v3/company/${realmId}
  Admin          ${url}/_sim

With intuit-oauth:
  OAuthClient.authorizeEndpoint = '${url}/connect/oauth2';
  OAuthClient.tokenEndpoint = '${url}/oauth2/v1/tokens/bearer';
  OAuthClient.revokeEndpoint = '${url}/v2/oauth2/tokens/revoke';
  OAuthClient.environment.sandbox = '${url}/';

With node-quickbooks:
  QuickBooks.TOKEN_URL = '${url}/oauth2/v1/tokens/bearer';
  QuickBooks.REVOKE_URL = '${url}/v2/oauth2/tokens/revoke';
  QuickBooks.V3_ENDPOINT_BASE_URL = '${url}/v3/company/';

A connection without the browser:
  curl -s -X POST ${url}/_sim/oauth/grants -H 'content-type: application/json' -d '{"realmId":"${realmId}"}'
Then, with the access token it gives:
  curl -s ${url}/v3/company/${realmId}/companyinfo/${realmId} -H 'accept: application/json' -H 'authorization: Bearer <token>'
`;
}
