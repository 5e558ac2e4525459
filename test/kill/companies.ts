// The hotels of the test and their companies in the simulator: the demo connection several times over.
import { z } from 'zod';
import { connectDemo, DEMO_CONNECTION, DEMO_REALM, openDemoCompany } from '../../local/demo-connection.ts';
import { laneOf } from '../../shared/core/lanes.ts';
import type { ConnectionStore } from '../../shared/storage/ports.ts';

/** At most four: more lanes than processes would only take turns. */
export const CONNECTIONS = [DEMO_CONNECTION, 'hotel-2', 'hotel-3', 'hotel-4'];
export const REALMS = [DEMO_REALM, '9341457000000002', '9341457000000003', '9341457000000004'];
export const LANES = REALMS.map((realm) => laneOf('quickbooks', realm));

const SETTINGS = z.object({
  app: z.object({ clientId: z.string(), clientSecret: z.string() }),
  webhooks: z.object({ verifierToken: z.string() }),
});
const GRANT = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  expires_in: z.number(),
  x_refresh_token_expires_in: z.number(),
});

export type Admin = (method: string, path: string, body?: unknown) => Promise<unknown>;

/** A hand on the simulator's admin endpoint. */
export function adminOf(url: string): Admin {
  return async (method, path, body) => {
    const sent =
      body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const response = await fetch(`${url}/_sim/${path}`, { method, ...sent });
    const text = await response.text();
    if (!response.ok) throw new Error(`The simulator refused ${method} ${path}: ${text.slice(0, 500)}`);
    const answer: unknown = text === '' ? undefined : JSON.parse(text);
    return answer;
  };
}

/** Opens and connects them, with limits that do not slow the test; answers the app's keys. */
export async function connectCompanies(store: ConnectionStore, url: string, count: number) {
  const admin = adminOf(url);
  const simulator = { url, pid: 0, admin, stop: () => Promise.resolve() };
  await openDemoCompany(simulator);
  await connectDemo(store, simulator, Date.now());
  const demo = await store.policy(DEMO_CONNECTION);
  if (demo === undefined) throw new Error('The demo connection has no policy');
  // Guests change here: with the preset they would be left alone once they are booked.
  const customers = { ...demo.policy.customers, onUpdate: 'overwrite' } as const;
  const policy = { version: 1, policy: { ...demo.policy, customers } };
  if (demo.version === 1) await store.savePolicy(DEMO_CONNECTION, { ...policy, version: 2 });
  for (const [index, realm] of REALMS.slice(0, count).entries()) {
    if (index > 0) await openLike(admin, realm);
    await admin('PATCH', `companies/${realm}/settings`, { throttle: { enforce: false } });
    const id = CONNECTIONS[index] ?? '';
    if (index === 0 || (await store.connection(id)) !== undefined) continue;
    const grant = GRANT.parse(await admin('POST', 'oauth/grants', { realmId: realm }));
    const now = Date.now();
    const tokens = {
      accessToken: grant.access_token,
      accessExpiresAt: now + grant.expires_in * 1000,
      refreshToken: grant.refresh_token,
      refreshExpiresAt: now + grant.x_refresh_token_expires_in * 1000,
    };
    // The same chart of accounts, so the same ids in the policy.
    await store.savePolicy(id, policy);
    await store.saveCredentials(LANES[index] ?? '', { version: 1, ...tokens }, 0);
    const common = { source: 'product', ledger: 'quickbooks', createdAt: now };
    await store.saveConnection({ id, name: `Hotel ${index + 1}`, company: realm, ...common });
  }
  const { app, webhooks } = SETTINGS.parse(await admin('GET', 'settings'));
  return { app, verifierToken: webhooks.verifierToken };
}

async function openLike(admin: Admin, realmId: string): Promise<void> {
  const there = await admin('GET', `companies/${realmId}`).then(
    () => true,
    () => false,
  );
  if (there) return;
  const place = { country: 'NL', homeCurrency: 'EUR', timeZone: 'Europe/Amsterdam' };
  await admin('POST', 'companies', { realmId, name: `Hotel ${realmId}`, multiCurrency: true, ...place });
  const preferences = { SalesFormsPrefs: { CustomTxnNumbers: true } };
  await admin('POST', `companies/${realmId}/acts`, { act: 'setPreferences', preferences });
}
