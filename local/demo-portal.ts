// The demo portal: a HubSpot account that bills, connected with a company of its own by the very flow that a customer goes.
import { z } from 'zod';
import { laneOf } from '../shared/core/lanes.ts';
import { HUBSPOT_QUICKBOOKS } from '../shared/core/presets/hubspot-quickbooks.ts';
import type { ConnectionStore } from '../shared/storage/ports.ts';
import { PORTAL_CONNECTION, PORTAL_REALM } from './demo-connection.ts';
import type { RunningSimulator } from './simulator.ts';

export const DEMO_PORTAL = 62_515;

/** Opens the account and registers the app's webhooks. What is there already stays as it is. */
export async function openDemoPortal(hubspot: RunningSimulator, webhookUri: string): Promise<void> {
  if (!(await fetch(`${hubspot.url}/_sim/portals/${DEMO_PORTAL}`)).ok)
    await hubspot.admin('POST', 'portals', {
      portalId: DEMO_PORTAL,
      name: 'Canal Consulting',
      currency: 'USD',
    });
  await hubspot.admin('PATCH', 'settings', { webhooks: { url: webhookUri } });
}

const APP = z.object({
  app: z.object({ clientId: z.string(), clientSecret: z.string(), appId: z.number() }),
});

/** What the secret of the app holds. */
export async function portalApp(hubspot: RunningSimulator, webhookUri: string) {
  const { app } = APP.parse(await hubspot.admin('GET', 'settings'));
  const { clientId, clientSecret, appId } = app;
  return { clientId, clientSecrets: [clientSecret], appId: String(appId), webhookUri };
}

export interface DemoPortalParts {
  readonly store: ConnectionStore;
  readonly simulator: RunningSimulator;
  /** The API, and a key of it. */
  readonly url: string;
  readonly apiKey: string;
  readonly now: number;
}

/** Connects company and portal, once. */
export async function connectDemoPortal(parts: DemoPortalParts): Promise<void> {
  const { store, simulator, url, apiKey } = parts;
  if (!(await fetch(`${simulator.url}/_sim/companies/${PORTAL_REALM}`)).ok)
    await simulator.admin('POST', 'companies', {
      realmId: PORTAL_REALM,
      name: 'Canal Consulting Inc.',
      country: 'US',
      homeCurrency: 'USD',
      timeZone: 'America/New_York',
    });
  if ((await store.connection(PORTAL_CONNECTION)) === undefined) await connectCompany(parts);
  const connection = await store.connection(PORTAL_CONNECTION);
  if (connection?.account === undefined) await connectSide(url, apiKey, 'source');
}

const NAMED = z.object({
  objects: z.object({
    Item: z.array(z.object({ Id: z.string(), Name: z.string() })),
    Account: z.array(z.object({ Id: z.string(), Name: z.string(), AccountType: z.string() })),
  }),
});
const GRANT = z.object({ access_token: z.string(), refresh_token: z.string(), expires_in: z.number() });

async function connectCompany({ store, simulator, now }: DemoPortalParts): Promise<void> {
  const { objects } = NAMED.parse(await simulator.admin('GET', `companies/${PORTAL_REALM}`));
  const grant = GRANT.parse(await simulator.admin('POST', 'oauth/grants', { realmId: PORTAL_REALM }));
  const defaultItem = objects.Item.find(({ Name }) => Name === 'Services')?.Id ?? objects.Item[0]?.Id;
  const defaultIncomeAccount = objects.Account.find(({ AccountType }) => AccountType === 'Income')?.Id;
  const items = { ...HUBSPOT_QUICKBOOKS.items, defaultItem, defaultIncomeAccount };
  await store.savePolicy(PORTAL_CONNECTION, { version: 1, policy: { ...HUBSPOT_QUICKBOOKS, items } });
  const tokens = {
    accessToken: grant.access_token,
    accessExpiresAt: now + grant.expires_in * 1000,
    refreshToken: grant.refresh_token,
    refreshExpiresAt: now + 100 * 86_400_000,
  };
  await store.saveCredentials(laneOf('quickbooks', PORTAL_REALM), { version: 1, ...tokens }, 0);
  await store.saveConnection({
    id: PORTAL_CONNECTION,
    name: 'Canal Consulting',
    source: 'hubspot',
    ledger: 'quickbooks',
    company: PORTAL_REALM,
    createdAt: now,
  });
}

/** Goes the way of a person's browser: the address that the API gives, the vendor's page, and back with the cookie. */
export async function connectSide(url: string, apiKey: string, side: 'source' | 'ledger'): Promise<number> {
  const begun = await fetch(`${url}/v1/connections/${PORTAL_CONNECTION}/connect?side=${side}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}` },
  });
  if (!begun.ok) throw new Error(`The portal was not connected: ${begun.status} ${await begun.text()}`);
  const { start_url } = z.object({ start_url: z.string() }).parse(await begun.json());
  const start = await fetch(start_url, { redirect: 'manual' });
  const cookie = start.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const page = `${start.headers.get('location') ?? ''}&portal_hint=${DEMO_PORTAL}`;
  const consent = await fetch(page, { redirect: 'manual' });
  const back = await fetch(consent.headers.get('location') ?? '', { headers: { cookie } });
  if (!back.ok) throw new Error(`The portal was not connected: ${back.status} ${await back.text()}`);
  return back.status;
}
