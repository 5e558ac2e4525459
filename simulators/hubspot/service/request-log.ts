// What was asked of the simulator, so that a test can say "two batch reads, and no search".
import { z } from 'zod';
import type { SimRequest } from '../core/types.ts';

/** Enough for a long test; a log without an end would fill the memory of a long-lived simulator. */
const KEPT_REQUESTS = 10_000;

const loggedRequest = z.object({
  seq: z.number(),
  at: z.number(),
  method: z.string(),
  path: z.string(),
  query: z.string(),
  portal: z.number().nullable(),
  /** Inputs of a batch. */
  inputs: z.number().nullable(),
  /** `dropped`: the connection was closed without an answer. */
  status: z.union([z.number(), z.literal('dropped')]),
  fault: z.string().nullable(),
});

/** What the state file keeps of the log. */
export const requestLogState = z.object({ nextSeq: z.number(), entries: z.array(loggedRequest) });

/** The log, newest last. */
export type RequestLog = z.infer<typeof requestLogState>;

/** Which logged requests to show. */
export const logQuery = z.strictObject({
  /** Only entries with a higher number. */
  since: z.coerce.number().int().min(0).optional(),
  method: z.string().min(1).optional(),
  path: z.string().min(1).optional(),
  portal: z.coerce.number().optional(),
  status: z.string().min(1).optional(),
});

/** Notes one request and what became of it. */
export function logRequest(
  log: RequestLog,
  req: SimRequest,
  outcome: Pick<z.infer<typeof loggedRequest>, 'at' | 'portal' | 'status' | 'fault'>,
): void {
  const { method, path, query } = req;
  const inputs = path.includes('/batch/') ? countInputs(req.body) : null;
  log.entries.push({ seq: log.nextSeq, method, path, query: query.toString(), inputs, ...outcome });
  log.nextSeq += 1;
  if (log.entries.length > KEPT_REQUESTS * 1.1) log.entries.splice(0, log.entries.length - KEPT_REQUESTS);
}

/** The entries a reader asked for, oldest first. `path` matches as a part of the path. */
export function findRequests(log: RequestLog, filter: z.infer<typeof logQuery>): RequestLog['entries'] {
  return log.entries.filter(
    (entry) =>
      entry.seq > (filter.since ?? 0) &&
      (filter.method === undefined || entry.method === filter.method.toUpperCase()) &&
      (filter.path === undefined || entry.path.includes(filter.path)) &&
      (filter.portal === undefined || entry.portal === filter.portal) &&
      (filter.status === undefined || String(entry.status) === filter.status),
  );
}

const batchBody = z.object({ inputs: z.array(z.unknown()) });

function countInputs(body: string): number | null {
  try {
    return batchBody.safeParse(JSON.parse(body)).data?.inputs.length ?? null;
  } catch {
    // A body that is not JSON has no inputs to count; the API has answered for it.
    return null;
  }
}
