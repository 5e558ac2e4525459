// The product's side of the API: posts events with its key, and asks what became of its records.
import { z } from 'zod';
import { DEMO_CONNECTION } from '../../../local/demo-connection.ts';
import { eventually } from './eventually.ts';

const PROBLEM = z.object({
  code: z.string(),
  category: z.string(),
  owner: z.string(),
  sentence: z.string(),
  remedy: z.string(),
  runbook: z.string(),
});
const DOCUMENT = z.object({
  type: z.string(),
  id: z.string(),
  revision: z.string(),
  status: z.string(),
  total: z.string().optional(),
  balance: z.string().optional(),
});
const RECORD = z.object({
  kind: z.string(),
  id: z.string(),
  state: z.string(),
  reason: z.string().optional(),
  problem: PROBLEM.optional(),
  waitsFor: z.object({ kind: z.string(), id: z.string() }).optional(),
  revision: z.number().optional(),
  syncedRevision: z.number().optional(),
  document: DOCUMENT.optional(),
  drift: z.object({ kind: z.string(), differences: z.array(z.string()) }).optional(),
  attempts: z.array(z.object({ operation: z.string(), outcome: z.string() })),
});
const PAGE = z.object({ records: z.array(RECORD), cursor: z.string().optional() });
const TRACE = z.object({
  source: z.object({ eventId: z.string(), revision: z.number(), record: z.unknown() }),
  decision: z.object({
    rule: z.string(),
    decision: z.string(),
    values: z.record(z.string(), z.string()),
    policyVersion: z.number(),
  }),
  write: z
    .object({
      state: z.string(),
      operation: z.string(),
      rule: z.string(),
      requestId: z.string(),
      document: z.record(z.string(), z.unknown()),
    })
    .optional(),
});
const CONNECTION = z.object({
  state: z.string(),
  company: z.string(),
  watermark: z.string().optional(),
  policyVersion: z.number(),
  reads: z.object({ count: z.number() }).optional(),
  records: z.record(z.string(), z.object({ count: z.number() })),
});
const RESULTS = z.object({ results: z.array(z.object({ status: z.string() })) });

export type ShownRecord = z.infer<typeof RECORD>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export type Product = ReturnType<typeof productOf>;

/** A product that holds the key of the demo connection. */
export function productOf({ url, apiKey }: { readonly url: string; readonly apiKey: string }) {
  const base = `${url}/v1/connections/${DEMO_CONNECTION}`;
  const ask = async (method: string, path: string, body?: string): Promise<Answer> => {
    const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
    const response = await fetch(`${base}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const read = async <T>(schema: z.ZodType<T>, path: string): Promise<T> => {
    const { status, text } = await ask('GET', path);
    if (status !== 200) throw new Error(`GET ${path} answered ${status}: ${text.slice(0, 500)}`);
    return schema.parse(JSON.parse(text));
  };
  const record = (kind: string, id: string) => read(RECORD, `/records/${kind}/${id}`);
  return {
    ask,
    record,
    trace: (kind: string, id: string) => read(TRACE, `/records/${kind}/${id}/trace`),
    connection: () => read(CONNECTION, ''),
    /** Posts events and answers the status of each; anything but a 202 is an error. */
    post: async (events: readonly unknown[]): Promise<readonly string[]> => {
      const { status, text } = await ask('POST', '/events', JSON.stringify(events));
      if (status !== 202) throw new Error(`Events were answered with ${status}: ${text.slice(0, 500)}`);
      return RESULTS.parse(JSON.parse(text)).results.map((result) => result.status);
    },
    /** All records, or those of one kind or health. */
    records: async (filter = ''): Promise<readonly ShownRecord[]> => {
      const all: ShownRecord[] = [];
      for (let cursor: string | undefined = ''; cursor !== undefined;) {
        const from: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
        const page: z.infer<typeof PAGE> = await read(PAGE, `/records?limit=200&${filter}${from}`);
        all.push(...page.records);
        cursor = page.cursor;
      }
      return all;
    },
    /** Waits until a record is in a state, and shows it. */
    until: (kind: string, id: string, state: string) =>
      eventually(
        `${kind} ${id} is ${state}`,
        () => record(kind, id),
        (shown) => shown.state === state,
      ),
    /** Waits until a revision of a record is in the books. */
    synced: (kind: string, id: string, revision = 1) =>
      eventually(
        `${kind} ${id} is synced in revision ${revision}`,
        () => record(kind, id),
        (shown) => shown.state === 'synced' && shown.revision === revision,
      ),
  };
}
