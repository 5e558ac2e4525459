// What was asked of the simulator, so that a test can say "exactly one POST of an invoice".
import { z } from 'zod';
import type { SimRequest } from '../core/types.ts';
import { realmOfPath } from './gateway.ts';

/** Enough for a long test; a log without an end would fill the memory of a long-lived simulator. */
const KEPT_REQUESTS = 10_000;

const loggedRequest = z.object({
  seq: z.number(),
  at: z.number(),
  method: z.string(),
  path: z.string(),
  query: z.string(),
  realm: z.string().nullable(),
  requestid: z.string().nullable(),
  /** `dropped`: the connection was closed without an answer. */
  status: z.union([z.number(), z.literal('dropped')]),
  fault: z.string().nullable(),
});

/** What the state file keeps of the log. */
export const requestLogState = z.object({ nextSeq: z.number(), entries: z.array(loggedRequest) });

/** The log, newest last. */
export type RequestLog = z.infer<typeof requestLogState>;

/** Which entries a reader wants. */
export interface LogFilter {
  /** Only entries with a higher number. */
  readonly since?: number;
  readonly method?: string;
  readonly path?: string;
  readonly realm?: string;
  readonly requestid?: string;
  readonly status?: string;
}

/** Notes one request and what became of it. */
export function logRequest(
  log: RequestLog,
  at: number,
  req: SimRequest,
  outcome: { readonly status: number | 'dropped'; readonly fault: string | null },
): void {
  log.entries.push({
    seq: log.nextSeq,
    at,
    method: req.method,
    path: req.path,
    query: req.query.toString(),
    realm: realmOfPath(req.path),
    requestid: req.query.get('requestid'),
    ...outcome,
  });
  log.nextSeq += 1;
  if (log.entries.length > KEPT_REQUESTS * 1.1) log.entries.splice(0, log.entries.length - KEPT_REQUESTS);
}

/** The entries a reader asked for, oldest first. `path` matches as a part of the path. */
export function findRequests(log: RequestLog, filter: LogFilter): RequestLog['entries'] {
  return log.entries.filter(
    (entry) =>
      entry.seq > (filter.since ?? 0) &&
      (filter.method === undefined || entry.method === filter.method.toUpperCase()) &&
      (filter.path === undefined || entry.path.includes(filter.path)) &&
      (filter.realm === undefined || entry.realm === filter.realm) &&
      (filter.requestid === undefined || entry.requestid === filter.requestid) &&
      (filter.status === undefined || String(entry.status) === filter.status),
  );
}
