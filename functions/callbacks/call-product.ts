// Call a product: whatever of its feed it did not take yet, batch by batch in order, until all is taken or a call fails.
import type { FeedEntry } from '../../shared/core/feed.ts';
import { signStandardWebhook } from '../../shared/connectors/product/signature.ts';
import type { CallAnswer, Host } from '../../shared/host/host.ts';
import type { Callback, CallbackProgress } from '../../shared/storage/ports.ts';
import { afterFailure, type Failure } from './back-off.ts';
import { cloudEvent } from './cloud-event.ts';

/** Taken: nothing is left to do now. Later: look again at that time (milliseconds UTC). */
export type Called = { readonly type: 'taken' } | { readonly type: 'later'; readonly at: number };

/** Most changes of one call: as many as a product may send us in one. */
const BATCH_MAX = 100;
/** And as large as one event of a product may be; a change that is larger goes alone. */
const BODY_BYTES_MAX = 256 * 1024;
/** A receiver stores and answers; who needs longer than this is down. */
export const CALL_MS = 10_000;
/** Time to note how the call ended. */
const NOTE_MS = 2_000;

/** Calls the product of a connection until `deadline` (milliseconds UTC). Its answer is the only thing that moves the progress. */
export async function callProduct(host: Host, connection: string, deadline: number): Promise<Called> {
  const [callback, first] = await Promise.all([
    host.callbacks.callback(connection),
    host.callbacks.progress(connection),
  ]);
  if (callback === undefined || first.off !== undefined) return { type: 'taken' };
  if (first.failing !== undefined && first.failing.nextAt > host.clock.now())
    return { type: 'later', at: first.failing.nextAt };
  for (let progress = first; ;) {
    if (host.clock.now() + CALL_MS + NOTE_MS > deadline) return { type: 'later', at: host.clock.now() };
    const batch = await nextBatch(host, connection, progress);
    const last = batch.at(-1);
    if (last === undefined) return { type: 'taken' };
    const answer = await post(host, connection, { callback, batch });
    const failure = failureOf(answer);
    if (failure !== undefined) return await noteFailure(host, connection, { progress, failure });
    const next = { delivered: last.seq, deliveredAt: host.clock.now() };
    // A conflict: an operator set it anew meanwhile. What was just taken may be sent once more, which is harmless.
    if ((await host.callbacks.saveProgress(connection, next, progress.version)) === 'conflict')
      return { type: 'later', at: host.clock.now() };
    host.metrics.count('changes_delivered', batch.length);
    progress = { ...next, version: progress.version + 1 };
  }
}

async function nextBatch(
  host: Host,
  connection: string,
  { delivered }: CallbackProgress,
): Promise<readonly FeedEntry[]> {
  const page = await host.feed.read(connection, delivered, BATCH_MAX);
  if (page.type === 'page') return withinLimit(connection, page.entries);
  if (page.type === 'ahead') return [];
  // Switched off for longer than changes are kept: the product is called with what is left, and the gap is told here.
  host.log.warn('changes_expired_undelivered', { connection, after: delivered, oldest: page.oldest });
  const rest = await host.feed.read(connection, page.oldest - 1, BATCH_MAX);
  return rest.type === 'page' ? withinLimit(connection, rest.entries) : [];
}

function withinLimit(connection: string, entries: readonly FeedEntry[]): readonly FeedEntry[] {
  let bytes = 0;
  const cut = entries.findIndex((entry, index) => {
    bytes += Buffer.byteLength(JSON.stringify(cloudEvent(connection, entry)));
    return index > 0 && bytes > BODY_BYTES_MAX;
  });
  return cut < 0 ? entries : entries.slice(0, cut);
}

async function post(
  host: Host,
  connection: string,
  { callback, batch }: { readonly callback: Callback; readonly batch: readonly FeedEntry[] },
): Promise<CallAnswer> {
  const body = JSON.stringify(batch.map((entry) => cloudEvent(connection, entry)));
  // The same changes again are the same message: a receiver that keeps ids of messages knows it.
  const id = `${connection}_${batch[0]?.seq ?? 0}_${batch.at(-1)?.seq ?? 0}`;
  const signed = signStandardWebhook({ id, at: host.clock.now(), body }, callback.secrets);
  const headers = {
    ...signed,
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    'user-agent': 'Ledgerlane',
  };
  return await host.callOut.post({ url: callback.url, headers, body, timeoutMs: CALL_MS });
}

/** Any 2xx is a yes. A redirect is none: following it would carry the changes to an address that nobody checked. */
function failureOf(answer: CallAnswer): Failure | undefined {
  if ('failed' in answer) return { what: answer.failed };
  const { status, retryAfterMs } = answer;
  return status >= 200 && status < 300
    ? undefined
    : { what: `http_${status}`, isGone: status === 410, retryAfterMs };
}

async function noteFailure(
  host: Host,
  connection: string,
  { progress, failure }: { readonly progress: CallbackProgress; readonly failure: Failure },
): Promise<Called> {
  const now = host.clock.now();
  const next = afterFailure(progress, failure, now);
  const saved = await host.callbacks.saveProgress(connection, next, progress.version);
  const { what } = failure;
  host.log.warn('callback_failed', { connection, what, attempts: next.failing?.attempts });
  host.metrics.count('callback_failures', 1);
  if (saved === 'conflict') return { type: 'later', at: now };
  if (next.off === undefined) return { type: 'later', at: next.failing?.nextAt ?? now };
  host.log.error('callback_switched_off', { connection, why: next.off.why, what });
  host.metrics.count('callbacks_switched_off', 1);
  return { type: 'taken' };
}
