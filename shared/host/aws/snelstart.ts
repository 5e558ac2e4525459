// SnelStart on the AWS host: the installation's secret and the endpoints, for the connector and for its key notices.
import * as z from 'zod';
import { simulatorEndpoints, SNELSTART_ENDPOINTS } from '../../connectors/snelstart/endpoints.ts';
import type { KeyNoticeParts } from '../../connectors/snelstart/notices.ts';
import type { SnelStartParts } from '../../connectors/snelstart/snelstart.ts';
import { systemClock } from './clock.ts';
import { type Environment, needed } from './environment.ts';
import { fetchOnce } from './fetcher.ts';

type ReadSecret = (id: string) => Promise<string>;

/** What the connector is made of. */
export function snelStartParts(environment: Environment, secret: ReadSecret): SnelStartParts {
  const url = environment.SNELSTART_SIMULATOR_URL;
  const endpoints = url === undefined ? SNELSTART_ENDPOINTS : simulatorEndpoints(url);
  if (endpoints === undefined) throw new Error('SNELSTART_SIMULATOR_URL must be an address of this machine');
  return {
    fetcher: fetchOnce,
    endpoints,
    app: async () => await appSecret(environment, secret),
    now: systemClock.now,
  };
}

/** What the reader of key notices is made of. While the secret holds none, every notice is refused. */
export function snelStartNoticeParts(environment: Environment, secret: ReadSecret): KeyNoticeParts {
  return { hintSecret: async () => (await appSecret(environment, secret)).hintSecret };
}

/** What an operator fills in after the first deployment; more members than these are left alone. */
const APP = z.object({
  subscriptionKey: z.string(),
  /** The short name of the app in activation links; empty as long as SnelStart gave none. */
  appShortName: z.string().default(''),
  /** Any long random text. */
  hintSecret: z.string().default(''),
});

async function appSecret(environment: Environment, secret: ReadSecret): Promise<z.infer<typeof APP>> {
  return APP.parse(JSON.parse(await secret(needed(environment, 'SNELSTART_APP_SECRET_ID'))));
}
