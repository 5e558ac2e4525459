// The command line of the simulator: starts the server, says how to point a client at it, and stops when told to.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { startHubSpotServer } from './server.ts';
import type { HubSpotServer } from './server.ts';
import { faultShorthand } from './service/faults.ts';
import { defaultSettings } from './service/settings.ts';

const usage = `Usage: npm run simulator:hubspot -- [options]
  --port <number>       Port on 127.0.0.1 (8412; 0 takes a free one)
  --data <directory>    Keep the state there; without it the state is gone at the end
  --seed <number>       Seed of all chance (1)
  --portal <id>         Account to open at the start, may be repeated (62515)
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
  const { port, seed, clock, data, portalIds, webhookUrl, faults } = given;
  const portals = portalIds.map((portalId) => ({ portalId, name: `Simulated account ${portalId}` }));
  const server = await startHubSpotServer({
    port,
    seed,
    clock,
    dataFile: data === undefined ? undefined : join(data, 'hubspot-simulator'),
    settings: { portals, faults, webhooks: webhookUrl === undefined ? {} : { url: webhookUrl } },
  });
  // A state from an earlier run knows nothing of an account that is new on the command line; 409 is for the others.
  for (const portal of portals) askAdmin(server, 'POST', '/_sim/portals', portal);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop(server));
  // Only a program that starts us with a channel has one; when it ends, so do we.
  process.once('disconnect', () => stop(server));
  process.channel?.unref();
  console.log(welcome(server.url, portalIds[0] ?? 0));
}

function readArguments() {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8412' },
      seed: { type: 'string', default: '1' },
      data: { type: 'string' },
      portal: { type: 'string', multiple: true, default: ['62515'] },
      clock: { type: 'string' },
      'webhook-url': { type: 'string' },
      faults: { type: 'string', default: '{}' },
      help: { type: 'boolean' },
    },
  });
  const port = Number(values.port);
  const seed = Number(values.seed);
  const portalIds = values.portal.map(Number);
  const clock = values.clock === undefined ? ('real' as const) : Date.parse(values.clock);
  const numbers = [port, seed, clock === 'real' ? 0 : clock, ...portalIds];
  if (values.help === true || numbers.some(Number.isNaN)) {
    console.log(usage);
    return null;
  }
  const read = faultShorthand.safeParse(JSON.parse(values.faults));
  if (!read.success) throw new Error(`--faults: ${z.prettifyError(read.error)}`);
  return {
    port,
    seed,
    clock,
    data: values.data,
    portalIds,
    webhookUrl: values['webhook-url'],
    faults: read.data,
  };
}

function askAdmin({ simulator }: HubSpotServer, method: string, path: string, body: unknown): void {
  simulator.request({ method, path, query: new URLSearchParams(), headers: {}, body: JSON.stringify(body) });
}

function stop(server: HubSpotServer): void {
  // Nothing has to be saved: every request was on disk before it was answered.
  void server.close();
}

function welcome(url: string, portalId: number): string {
  const { clientId, clientSecret, appId } = defaultSettings.app;
  return `HubSpot simulator on ${url}

  Client id      ${clientId}
  Client secret  ${clientSecret}
  App            ${appId}
  Account        ${portalId}

  Authorize      ${url}/oauth/authorize
  Token          ${url}/oauth/2026-09/token
  API            ${url}/crm/objects/2026-09/invoices
  Admin          ${url}/_sim

With @hubspot/api-client:
  new Client({ accessToken, basePath: '${url}' })

A connection without the browser:
  curl -s -X POST ${url}/_sim/oauth/grants -H 'content-type: application/json' -d '{"portalId":${portalId}}'
Then, with the access token it gives:
  curl -s ${url}/crm/objects/2026-09/contacts -H 'authorization: Bearer <token>'
What a user does, for example an invoice that is finalised at once:
  curl -s -X POST ${url}/_sim/portals/${portalId}/acts -H 'content-type: application/json' \\
    -d '{"act":"createInvoice","contactId":"<id>","lines":[{"name":"Hour","price":"95"}],"finalise":true}'
`;
}
