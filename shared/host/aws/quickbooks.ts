// QuickBooks on the AWS host: the app's secret and the endpoints, for the connector and for its webhooks.
import * as z from 'zod';
import type { LedgerLimits } from '../../connectors/ports.ts';
import {
  QUICKBOOKS_ENDPOINTS,
  type QuickBooksEndpoints,
  simulatorEndpoints,
} from '../../connectors/quickbooks/endpoints.ts';
import type { NoticeParts } from '../../connectors/quickbooks/notices.ts';
import type { QuickBooksParts } from '../../connectors/quickbooks/quickbooks.ts';
import { systemClock } from './clock.ts';
import { type Environment, needed } from './environment.ts';
import { fetchOnce } from './fetcher.ts';

type ReadSecret = (id: string) => Promise<string>;

/** What the connector is made of. */
export function quickBooksParts(environment: Environment, secret: ReadSecret): QuickBooksParts {
  return {
    fetcher: fetchOnce,
    endpoints: endpointsOf(environment),
    app: async () => await appSecret(environment, secret),
    now: systemClock.now,
    limits: limitsOf(environment),
  };
}

/** What the webhooks' reader is made of. While the secret holds no verifier token, every webhook is refused. */
export function quickBooksNoticeParts(environment: Environment, secret: ReadSecret): NoticeParts {
  return { verifierTokens: async () => (await appSecret(environment, secret)).verifierTokens };
}

/** What an operator fills in after the first deployment; more members than these are left alone. */
const APP = z.object({
  clientId: z.string(),
  clientSecret: z.string(),
  verifierTokens: z.array(z.string()),
});

async function appSecret(environment: Environment, secret: ReadSecret): Promise<z.infer<typeof APP>> {
  const text = await secret(needed(environment, 'QUICKBOOKS_APP_SECRET_ID'));
  return APP.parse(JSON.parse(text));
}

function endpointsOf(environment: Environment): QuickBooksEndpoints {
  const url = environment.QUICKBOOKS_SIMULATOR_URL;
  if (url === undefined) return QUICKBOOKS_ENDPOINTS[environment.QUICKBOOKS_ENVIRONMENT ?? 'sandbox'];
  const endpoints = simulatorEndpoints({
    api: url,
    authorise: `${url}/connect/oauth2`,
    token: `${url}/oauth2/v1/tokens/bearer`,
    revoke: `${url}/v2/oauth2/tokens/revoke`,
  });
  if (endpoints === undefined) throw new Error('QUICKBOOKS_SIMULATOR_URL must be an address of this machine');
  return endpoints;
}

const LIMITS = z.strictObject({
  batchesPerMinute: z.number().int().positive().optional(),
  callsPerMinute: z.number().int().positive().optional(),
  callsPerSecond: z.number().int().positive().optional(),
});

function limitsOf({ QUICKBOOKS_LIMITS: text }: Environment): Partial<LedgerLimits> {
  return text === undefined ? {} : LIMITS.parse(JSON.parse(text));
}
