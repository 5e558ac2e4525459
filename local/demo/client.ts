// The demo's hand on the API: posts events as a product would, and reads records as an operator would.
import { z } from 'zod';
import { DEMO_CONNECTION } from '../demo-connection.ts';
import { waitUntil } from '../processes/wait-until.ts';
import type { RunningSystem } from '../system.ts';
import type { Event } from './hotel.ts';

const RECORD = z.object({
  kind: z.string(),
  id: z.string(),
  state: z.string(),
  reason: z.string().optional(),
  revision: z.number().optional(),
  syncedRevision: z.number().optional(),
  problem: z
    .object({ code: z.string(), category: z.string(), sentence: z.string(), remedy: z.string() })
    .optional(),
  document: z.object({ id: z.string(), status: z.string() }).optional(),
  drift: z.object({ kind: z.string(), differences: z.array(z.string()) }).optional(),
});
const PAGE = z.object({ records: z.array(RECORD), cursor: z.string().optional() });
const TALLY = z.object({ count: z.number(), money: z.record(z.string(), z.string()) });
const COMPLETENESS = z.object({
  adds_up: z.boolean(),
  days: z.array(
    z.object({
      kinds: z.array(
        z.object({
          kind: z.string(),
          received: TALLY,
          states: z.record(z.string(), TALLY),
          lost: z.number(),
        }),
      ),
    }),
  ),
});
const RESULTS = z.object({ results: z.array(z.object({ id: z.string(), status: z.string() })) });

export type Shown = z.infer<typeof RECORD>;
export type Completeness = z.infer<typeof COMPLETENESS>;

export interface Client {
  /** Anything else of the API, below the connection; throws if it is refused. */
  readonly ask: (path: string, init?: { method?: string; body?: string }) => Promise<unknown>;
  /** Answers how many events came back with which status. */
  readonly post: (events: readonly Event[]) => Promise<Readonly<Record<string, number>>>;
  readonly records: () => Promise<readonly Shown[]>;
  readonly record: (kind: string, id: string) => Promise<Shown>;
  /** What was received today, against what is there. */
  readonly completeness: () => Promise<Completeness>;
  readonly retry: (kind: string, id: string) => Promise<void>;
  /** Waits until the condition is true of the records; throws with what it waited for when it does not come true. */
  readonly until: (what: string, condition: (records: readonly Shown[]) => boolean) => Promise<void>;
}

/** One lane works through the whole demo in seconds; a busy machine may take a while. */
const PATIENCE_MS = 90_000;

export function createClient(
  { url, apiKey }: Pick<RunningSystem, 'url' | 'apiKey'>,
  connection = DEMO_CONNECTION,
): Client {
  const base = `${url}/v1/connections/${connection}`;
  const ask = async (path: string, init: { method?: string; body?: string } = {}): Promise<unknown> => {
    const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
    const response = await fetch(`${base}${path}`, { ...init, headers });
    const text = await response.text();
    if (!response.ok)
      throw new Error(`${init.method ?? 'GET'} ${path}: ${response.status} ${text.slice(0, 500)}`);
    return text === '' ? undefined : JSON.parse(text);
  };
  const records = async (): Promise<readonly Shown[]> => {
    const all: Shown[] = [];
    let cursor: string | undefined;
    do {
      const page = PAGE.parse(
        await ask(`/records?limit=200${cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`}`),
      );
      all.push(...page.records);
      cursor = page.cursor;
    } while (cursor !== undefined);
    return all;
  };
  return {
    ask,
    post: async (events) => {
      const { results } = RESULTS.parse(
        await ask('/events', { method: 'POST', body: JSON.stringify(events) }),
      );
      const counts: Record<string, number> = {};
      for (const { status } of results) counts[status] = (counts[status] ?? 0) + 1;
      return counts;
    },
    records,
    record: async (kind, id) => RECORD.parse(await ask(`/records/${kind}/${encodeURIComponent(id)}`)),
    completeness: async () => COMPLETENESS.parse(await ask('/completeness')),
    retry: async (kind, id) =>
      void (await ask(`/records/${kind}/${encodeURIComponent(id)}/retry`, { method: 'POST', body: '{}' })),
    until: async (what, condition) => {
      const came = await waitUntil(async () => condition(await records()), {
        timeoutMs: PATIENCE_MS,
        pollMs: 150,
      });
      if (!came) throw new Error(`Waited in vain for: ${what}`);
    },
  };
}
