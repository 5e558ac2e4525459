// The command line of the simulator: starts the server, says how to point a client at it, and stops when told to.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startSnelStartServer } from './server.ts';
import { DEFAULT_SETTINGS } from './service/state.ts';

const usage = `Usage: npm run simulator:snelstart -- [options]
  --port <number>           Port on 127.0.0.1 (8431; 0 takes a free one)
  --data <directory>        Keep the state there; without it the state is gone at the end
  --seed <number>           Seed of all chance (1)
  --administration <uuid>   Administration to open at the start, may be repeated
  --clock <time>            Let the clock stand at this moment instead of following real time
  --webhook-url <url>       Where the partner hears of coupling keys
  --help                    This text`;

const FIRST = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa';

try {
  await main();
} catch (error) {
  // A wrong option, a port in use, a foreign data file: the sentence helps, the stack does not.
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8431' },
      seed: { type: 'string', default: '1' },
      data: { type: 'string' },
      administration: { type: 'string', multiple: true, default: [FIRST] },
      clock: { type: 'string' },
      'webhook-url': { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  const { data, administration: ids } = values;
  const clock = values.clock === undefined ? ('real' as const) : Date.parse(values.clock);
  const numbers = [Number(values.port), Number(values.seed), clock === 'real' ? 0 : clock];
  if (values.help === true || numbers.some(Number.isNaN)) {
    console.log(usage);
    return;
  }
  const server = await startSnelStartServer({
    port: Number(values.port),
    seed: Number(values.seed),
    clock,
    dataFile: data === undefined ? undefined : join(data, 'snelstart-simulator'),
    settings: {
      administrations: ids.map((id) => ({ id, name: `Administratie ${id.slice(0, 8)}` })),
      webhookUrl: values['webhook-url'] ?? null,
    },
  });
  // Nothing has to be saved: every request was on disk before it was answered.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close());
  process.once('disconnect', () => void server.close());
  process.channel?.unref();
  console.log(welcome(server.url, ids[0] ?? FIRST));
}

function welcome(url: string, id: string): string {
  const [subscription = ''] = DEFAULT_SETTINGS.subscriptionKeys;
  return `SnelStart simulator on ${url}

  Subscription key  ${subscription}
  Coupling key      koppelsleutel-${id}

  Token             ${url}/b2b/token
  API               ${url}/v2
  Admin             ${url}/_sim

A token, and a first call with it:
  curl -s ${url}/b2b/token -d 'grant_type=clientkey&clientkey=koppelsleutel-${id}'
  curl -s ${url}/v2/companyInfo -H 'ocp-apim-subscription-key: ${subscription}' -H 'authorization: Bearer <token>'
`;
}
