// The demo office: a connection with an administration in the SnelStart simulator, opened by its key through our own API.
import { z } from 'zod';
import { QICS_MILESTONES_SNELSTART } from '../shared/core/presets/qics-milestones-snelstart.ts';
import { systemRandom } from '../shared/host/aws/random.ts';
import type { ConnectionStore } from '../shared/storage/ports.ts';
import { makeApiKey } from '../functions/api/setup/make-api-key.ts';
import { OFFICE_CONNECTION } from './demo-connection.ts';
import type { RunningSimulator } from './simulator.ts';

export const OFFICE_ADMINISTRATION = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa';

const STATE = z.object({
  subscriptionKeys: z.array(z.string()),
  couplings: z.array(z.object({ administration: z.string(), key: z.string() })),
});

/** What an operator fills into the secret. */
export async function officeApp(simulator: RunningSimulator) {
  const { subscriptionKeys } = STATE.parse(await simulator.admin('GET', ''));
  return {
    subscriptionKey: subscriptionKeys[0] ?? '',
    appShortName: 'ledgerlane',
    hintSecret: systemRandom.secret(32),
  };
}

export interface OfficeParts {
  readonly store: ConnectionStore;
  readonly simulator: RunningSimulator;
  /** Base URL of our API. */
  readonly url: string;
  readonly now: number;
}

/** How long the key is good that enters the coupling key: it has one request to make. */
const KEY_MS = 60_000;

/** Makes the connection, once, and enters the administration's key, as a person would. */
export async function connectDemoOffice({ store, simulator, url, now }: OfficeParts): Promise<void> {
  if ((await store.connection(OFFICE_CONNECTION))?.company !== undefined) return;
  const { takenOver, connection } = QICS_MILESTONES_SNELSTART;
  await store.savePolicy(OFFICE_CONNECTION, {
    version: 1,
    policy: {
      ...QICS_MILESTONES_SNELSTART,
      // At once, and without the first import: whoever looks at a demo does not wait for a quarter of an hour.
      schedule: { outbound: { mode: 'event' }, inbound: { mode: 'event' } },
      connection: { ...connection, requireInitialImport: false },
      takenOver: { ...takenOver, company: 'Bureau Zuid' },
      costCentres: { import: true },
    },
  });
  await store.saveConnection({
    id: OFFICE_CONNECTION,
    name: 'Bureau Zuid',
    source: 'product',
    ledger: 'snelstart',
    createdAt: now,
  });
  const { key: apiKey, record } = makeApiKey(systemRandom, {
    connections: [OFFICE_CONNECTION],
    createdAt: now,
    expiresAt: now + KEY_MS,
  });
  await store.saveApiKey(record);
  const { couplings } = STATE.parse(await simulator.admin('GET', ''));
  const key = couplings.find(({ administration }) => administration === OFFICE_ADMINISTRATION)?.key;
  const answer = await fetch(`${url}/v1/connections/${OFFICE_CONNECTION}/key`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ key }),
  });
  if (!answer.ok) throw new Error(`The office was not connected: ${await answer.text()}`);
}
