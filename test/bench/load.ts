// Load: clients that post one event after the other, and the times between the 202 and the settled link.
import { createClient } from '../../local/demo/client.ts';
import { DEMO_CONNECTION } from '../../local/demo-connection.ts';
import type { RunningSystem } from '../../local/system.ts';
import { waitUntil } from '../../local/processes/wait-until.ts';
import { z } from 'zod';

export interface Timing {
  readonly events: number;
  readonly acceptedPerSecond: number;
  readonly settledPerSecond: number;
  /** Milliseconds from the 202 to the settled link. */
  readonly p50: number;
  readonly p99: number;
}

const PAGE = z.object({
  records: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      state: z.string(),
      since: z.string(),
      revision: z.number().optional(),
      syncedRevision: z.number().optional(),
    }),
  ),
  cursor: z.string().optional(),
});

export function invoiceEvent(id: string, revision = 1) {
  return {
    specversion: '1.0' as const,
    id: `${id}/${revision}`,
    source: 'bench',
    type: 'invoice.upserted',
    data: {
      id,
      revision,
      number: id,
      customerId: 'G-1',
      currency: 'EUR',
      date: '2026-11-20',
      dueDate: '2026-12-20',
      status: 'closed',
      lines: [
        {
          revenueGroup: 'rooms',
          description: 'Room',
          quantity: '2',
          unitPrice: revision === 1 ? '90.00' : '95.00',
          tax: 'low',
        },
        { revenueGroup: 'rooms', description: 'Dinner', quantity: '1', unitPrice: '48.50', tax: 'high' },
      ],
    },
  };
}

/** Posts `count` invoices of a name, one a request, by `clients` at once, and waits until all of them are settled. */
export async function postSingly(
  system: RunningSystem,
  name: string,
  { clients, count }: { readonly clients: number; readonly count: number },
): Promise<Timing> {
  const client = createClient(system);
  const accepted = new Map<string, number>();
  const start = Date.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (next < count) {
        const id = `${name}-${(next += 1)}`;
        await client.post([invoiceEvent(id)]);
        accepted.set(id, Date.now());
      }
    }),
  );
  const lastAccepted = Math.max(...accepted.values());
  const settled = await settledTimes(system, name, count);
  const waits = [...accepted]
    .map(([id, at]) => Math.max(0, (settled.get(id) ?? Infinity) - at))
    .sort((a, b) => a - b);
  return {
    events: count,
    acceptedPerSecond: (count * 1000) / (lastAccepted - start),
    settledPerSecond: (count * 1000) / (Math.max(...settled.values()) - start),
    p50: waits[Math.floor(waits.length * 0.5)] ?? NaN,
    p99: waits[Math.floor(waits.length * 0.99)] ?? NaN,
  };
}

/** When each record of a name was settled, in milliseconds; waits for the last. */
export async function settledTimes(
  system: RunningSystem,
  name: string,
  count: number,
  revision = 1,
): Promise<ReadonlyMap<string, number>> {
  let found = new Map<string, number>();
  const all = await waitUntil(
    async () => {
      found = await settledNow(system, name, revision);
      return found.size >= count;
    },
    { timeoutMs: 240_000, pollMs: 500 },
  );
  if (!all) throw new Error(`${name}: ${found.size} of ${count} were settled in time`);
  return found;
}

async function settledNow(
  { url, apiKey }: RunningSystem,
  name: string,
  revision: number,
): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  let cursor: string | undefined;
  do {
    const query = `limit=200${cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;
    const response = await fetch(`${url}/v1/connections/${DEMO_CONNECTION}/records?${query}`, {
      headers: { authorization: `Bearer ${apiKey}` },
    });
    const page = PAGE.parse(await response.json());
    for (const record of page.records) {
      const done = record.state === 'synced' && (record.syncedRevision ?? 0) >= revision;
      if (record.id.startsWith(`${name}-`) && done) found.set(record.id, Date.parse(record.since));
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
  return found;
}
