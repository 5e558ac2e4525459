// HubSpot on the AWS host: the app's secret and the endpoints, for the connector and for its webhooks.
import * as z from 'zod';
import {
  HUBSPOT_ENDPOINTS,
  type HubSpotEndpoints,
  simulatedHubSpot,
} from '../../connectors/hubspot/endpoints.ts';
import type { NoticeParts } from '../../connectors/hubspot/notices.ts';
import type { HubSpotParts } from '../../connectors/hubspot/source.ts';
import { systemClock } from './clock.ts';
import { type Environment, needed } from './environment.ts';
import { fetchOnce } from './fetcher.ts';

type ReadSecret = (id: string) => Promise<string>;

/** What the connector is made of. */
export function hubSpotParts(environment: Environment, secret: ReadSecret): HubSpotParts {
  return {
    fetcher: fetchOnce,
    endpoints: endpointsOf(environment),
    app: async () => {
      const { clientId, clientSecrets } = await appSecret(environment, secret);
      return { clientId, clientSecret: clientSecrets[0] ?? '' };
    },
  };
}

/** What the webhooks' reader is made of. While the secret holds no client secret, every webhook is refused. */
export function hubSpotNoticeParts(environment: Environment, secret: ReadSecret): NoticeParts {
  return {
    app: async () => {
      const { clientSecrets, appId, webhookUri } = await appSecret(environment, secret);
      return { uri: webhookUri, secrets: clientSecrets, appId };
    },
    now: systemClock.now,
  };
}

/** What an operator fills in after the first deployment; more members than these are left alone. */
const APP = z.object({
  clientId: z.string(),
  /** The newest first: it signs our calls. Two while it is being changed: either may sign theirs. */
  clientSecrets: z.array(z.string()),
  appId: z.string(),
  /** The target address as it is registered with HubSpot, letter by letter: signatures cover it. */
  webhookUri: z.string(),
});

async function appSecret(environment: Environment, secret: ReadSecret): Promise<z.infer<typeof APP>> {
  const text = await secret(needed(environment, 'HUBSPOT_APP_SECRET_ID'));
  return APP.parse(JSON.parse(text));
}

function endpointsOf({ HUBSPOT_SIMULATOR_URL: url }: Environment): HubSpotEndpoints {
  if (url === undefined) return HUBSPOT_ENDPOINTS;
  const endpoints = simulatedHubSpot({ api: url, authorise: `${url}/oauth/authorize` });
  if (endpoints === undefined) throw new Error('HUBSPOT_SIMULATOR_URL must be an address of this machine');
  return endpoints;
}
