// The demo connection: a hotel that is connected with a company in the simulator, ready for its first event.
import { z } from 'zod';
import { CLOCK_PMS } from '../shared/core/presets/clock-pms.ts';
import { laneOf } from '../shared/core/lanes.ts';
import type { Policy } from '../shared/core/policy.ts';
import { systemRandom } from '../shared/host/aws/random.ts';
import type { ConnectionStore } from '../shared/storage/ports.ts';
import { makeApiKey } from '../functions/api/setup/make-api-key.ts';
import type { RunningSimulator } from './simulator.ts';

export const DEMO_CONNECTION = 'demo';
export const DEMO_REALM = '9341457000000001';
/** The CRM of the demo, and the company that it bills for. */
export const PORTAL_CONNECTION = 'demo-crm';
export const PORTAL_REALM = '9341457000000003';
/** The office on the other ledger; there with `--snelstart`. */
export const OFFICE_CONNECTION = 'demo-office';
export const DEMO_LANE = laneOf('quickbooks', DEMO_REALM);

/** A hotel of the demo and its company. */
export interface Hotel {
  readonly id: string;
  readonly name: string;
  readonly realm: string;
  readonly company: string;
}

const HOTEL: Hotel = {
  id: DEMO_CONNECTION,
  name: 'Hotel Canal View',
  realm: DEMO_REALM,
  company: 'Hotel Canal View B.V.',
};
/** Its ledger takes what it is sent and loses its answers. */
export const HARBOUR_LIGHT: Hotel = {
  id: 'demo-harbour',
  name: 'Hotel Harbour Light',
  realm: '9341457000000002',
  company: 'Hotel Harbour Light B.V.',
};
/** Its bookkeeper has disconnected us. */
export const OLD_TOWN: Hotel = {
  id: 'demo-town',
  name: 'Hotel Old Town',
  realm: '9341457000000004',
  company: 'Hotel Old Town B.V.',
};
/** Its ledger is down. */
export const WINDMILL: Hotel = {
  id: 'demo-mill',
  name: 'Hotel Windmill',
  realm: '9341457000000005',
  company: 'Hotel Windmill B.V.',
};

const LISTED = z.object({ Id: z.string(), Name: z.string() });
const COMPANY = z.object({
  objects: z.object({
    Item: z.array(LISTED),
    Account: z.array(LISTED),
    TaxCode: z.array(LISTED),
    PaymentMethod: z.array(LISTED),
  }),
});
const GRANT = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  expires_in: z.number(),
  x_refresh_token_expires_in: z.number(),
});

/** Opens a demo company in the simulator; one that is open already stays as it is. */
export async function openDemoCompany(
  simulator: RunningSimulator,
  { realm, company } = HOTEL,
): Promise<void> {
  if ((await fetch(`${simulator.url}/_sim/companies/${realm}`)).ok) return;
  await simulator.admin('POST', 'companies', {
    realmId: realm,
    name: company,
    country: 'NL',
    homeCurrency: 'EUR',
    multiCurrency: true,
    timeZone: 'Europe/Amsterdam',
  });
  await simulator.admin('POST', `companies/${realm}/acts`, {
    act: 'setPreferences',
    preferences: { SalesFormsPrefs: { CustomTxnNumbers: true } },
  });
}

/** Connects the demo product with the demo company, once; a connection that is there already keeps its policy. */
export async function connectDemo(
  store: ConnectionStore,
  simulator: RunningSimulator,
  now: number,
  { id, name, realm } = HOTEL,
): Promise<void> {
  const known = await store.connection(id);
  if (known !== undefined) return;
  const { objects } = COMPANY.parse(await simulator.admin('GET', `companies/${realm}`));
  const grant = GRANT.parse(await simulator.admin('POST', 'oauth/grants', { realmId: realm }));
  const tokens = {
    accessToken: grant.access_token,
    accessExpiresAt: now + grant.expires_in * 1000,
    refreshToken: grant.refresh_token,
    refreshExpiresAt: now + grant.x_refresh_token_expires_in * 1000,
  };
  await store.savePolicy(id, { version: 1, policy: demoPolicy(objects) });
  await store.saveCredentials(laneOf('quickbooks', realm), { version: 1, ...tokens }, 0);
  await store.saveConnection({
    id,
    name,
    source: 'product',
    ledger: 'quickbooks',
    company: realm,
    createdAt: now,
  });
}

/** Every connection that `npm start` may have: the key that it prints is good for all of them. */
const DEMO_CONNECTIONS = [
  ...[HOTEL, HARBOUR_LIGHT, OLD_TOWN, WINDMILL].map(({ id }) => id),
  PORTAL_CONNECTION,
  OFFICE_CONNECTION,
];

/**
 * The API key for the demo connections: the one that was kept, made good for those that came since, or a new one. In the
 * clear, because the store has only its hash.
 */
export async function demoApiKey(store: ConnectionStore, kept: string, now: number): Promise<string> {
  const known = kept === '' ? undefined : await store.apiKey(kept.split('_')[1] ?? '');
  if (known === undefined) {
    const { key, record } = makeApiKey(systemRandom, { connections: DEMO_CONNECTIONS, createdAt: now });
    await store.saveApiKey(record);
    return key;
  }
  const connections = [...new Set([...known.connections, ...DEMO_CONNECTIONS])];
  if (connections.length > known.connections.length) await store.saveApiKey({ ...known, connections });
  return kept;
}

/** The hotel preset with the mappings of the demo company. */
function demoPolicy(lists: z.infer<typeof COMPANY>['objects']): Policy {
  const idOf = (list: readonly z.infer<typeof LISTED>[], name: string): string => {
    const found = list.find((entry) => entry.Name === name);
    if (found === undefined) throw new Error(`The demo company has no "${name}"`);
    return found.Id;
  };
  const tax = {
    high: idOf(lists.TaxCode, '21% H'),
    low: idOf(lists.TaxCode, '9% L'),
    zero: idOf(lists.TaxCode, '0% N'),
  };
  return {
    ...CLOCK_PMS,
    timeZone: 'Europe/Amsterdam',
    items: {
      ...CLOCK_PMS.items,
      map: { rooms: idOf(lists.Item, 'Services') },
      defaultIncomeAccount: idOf(lists.Account, 'Services'),
    },
    // No default on purpose: the demo's one record with an unknown tax shows how a failure reads.
    tax: { mode: 'mapped', map: tax },
    payments: {
      ...CLOCK_PMS.payments,
      depositAccount: {
        mode: 'map',
        map: { bank: idOf(lists.Account, 'Checking') },
        default: idOf(lists.Account, 'Undeposited Funds'),
      },
      methodMap: {
        cash: idOf(lists.PaymentMethod, 'Cash'),
        card: idOf(lists.PaymentMethod, 'Visa'),
        bank: idOf(lists.PaymentMethod, 'Bank transfer'),
      },
    },
  };
}
