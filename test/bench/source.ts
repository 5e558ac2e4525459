// What a source that is read costs: invoices made in a portal, told by webhooks that come shuffled and twice, until all are booked.
import { z } from 'zod';
import { createClient } from '../../local/demo/client.ts';
import { PORTAL_CONNECTION } from '../../local/demo-connection.ts';
import { DEMO_PORTAL } from '../../local/demo-portal.ts';
import type { RunningSystem } from '../../local/system.ts';
import { waitUntil } from '../../local/processes/wait-until.ts';

export interface SourceCost {
  readonly invoices: number;
  /** Events in the POSTs that came, doubled ones counted as they came. */
  readonly events: number;
  readonly posts: number;
  /** Calls of the source's API; none of them for tokens. */
  readonly calls: number;
  readonly searches: number;
  /** The most records read in one call. */
  readonly largestRead: number;
  readonly throttled: number;
  readonly seconds: number;
}

const MADE = z.object({
  result: z.looseObject({ id: z.string(), lineIds: z.array(z.string()).default([]) }),
});
const REQUESTS = z.array(
  z.looseObject({ path: z.string(), status: z.unknown(), inputs: z.number().nullable() }),
);
const WEBHOOKS = z.object({
  deliveries: z.array(z.looseObject({ events: z.union([z.number(), z.array(z.unknown())]) })),
});
/** Makes invoices, edits every third one, and waits until all are booked as they are now. */
export async function measureSource(system: RunningSystem, invoices: number): Promise<SourceCost> {
  const { hubspot } = system;
  if (hubspot === undefined) throw new Error('The system has no portal');
  const gathered = {
    gatherMs: 1_000,
    duplicate: 1,
    duplicateWithinMs: 3_000,
    reorder: 0.5,
    reorderWithinMs: 3_000,
  };
  await hubspot.admin('PATCH', 'settings', { webhooks: { ...gathered, shuffle: true } });
  await hubspot.admin('DELETE', 'requests');
  const act = async (body: unknown) =>
    MADE.parse(await hubspot.admin('POST', `portals/${DEMO_PORTAL}/acts`, body)).result;
  const started = Date.now();
  const properties = { email: `flood-${started}@example.com`, firstname: 'Ada' };
  const contact = await act({ act: 'create', objectType: 'contact', properties });
  const ids: string[] = [];
  for (let n = 1; n <= invoices; n += 1) {
    const lines = [{ name: `Month ${n}`, price: String(n), quantity: '2' }];
    const made = await act({ act: 'createInvoice', contactId: contact.id, lines, finalise: true });
    ids.push(made.id);
    if (n % 3 === 0)
      await act({ act: 'edit', objectType: 'line_item', id: made.lineIds[0], properties: { quantity: '5' } });
  }
  const settled = await waitUntil(async () => (await synced(system, ids)) && (await isQuiet(system)), {
    timeoutMs: 120_000,
    pollMs: 500,
  });
  if (!settled) throw new Error('Not all invoices were booked');
  const seconds = (Date.now() - started) / 1000;
  return { invoices, ...(await callsTo(hubspot)), seconds };
}

async function callsTo(hubspot: NonNullable<RunningSystem['hubspot']>) {
  const requests = REQUESTS.parse(await hubspot.admin('GET', 'requests'));
  const { deliveries } = WEBHOOKS.parse(await hubspot.admin('GET', 'webhooks'));
  const calls = requests.filter(({ path }) => path.startsWith('/crm/'));
  const sizes = calls.map(({ inputs }) => inputs ?? 0);
  return {
    events: deliveries.reduce((sum, { events }) => sum + (Array.isArray(events) ? events.length : events), 0),
    posts: deliveries.length,
    calls: calls.length,
    searches: calls.filter(({ path }) => path.endsWith('/search')).length,
    largestRead: Math.max(0, ...sizes),
    throttled: calls.filter(({ status }) => status === 429).length,
  };
}

async function synced(system: RunningSystem, ids: readonly string[]): Promise<boolean> {
  const records = await createClient(system, PORTAL_CONNECTION).records();
  const states = new Map(records.map(({ kind, id, state }) => [`${kind}/${id}`, state]));
  return ids.every((id) => states.get(`invoice/${id}`) === 'synced');
}

const WAITING = z.object({
  waiting: z.array(z.unknown()),
  deliveries: z.array(z.object({ state: z.string() })),
});

/** Whether the portal has told everything that it has to tell. */
async function isQuiet({ hubspot }: RunningSystem): Promise<boolean> {
  const { waiting, deliveries } = WAITING.parse(await hubspot?.admin('GET', 'webhooks'));
  return waiting.length === 0 && deliveries.every(({ state }) => state === 'acknowledged');
}
