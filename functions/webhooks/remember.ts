// Remember: who may send what, for a few seconds, so that a busy product does not cost two reads for every event.
import type { Clock } from '../../shared/host/host.ts';
import type { ConnectionStore } from '../../shared/storage/ports.ts';

/**
 * How long a key, a connection or a signing secret is taken for what it was, in milliseconds. A key that was revoked still
 * passes for this long in a warm process; longer would save little more.
 */
export const REMEMBERED_MS = 5_000;
/** Entries per question; a product has one key and one connection, so more than these are strangers guessing. */
const ENTRIES_MAX = 500;

/** The store with short-lived memory for the reads of the ingest path. Nothing unknown is remembered. */
export function rememberBriefly(store: ConnectionStore, clock: Pick<Clock, 'now'>): ConnectionStore {
  return {
    ...store,
    apiKey: remembering(clock, store.apiKey),
    // Only one that is connected: a company that has just been connected must be known at once.
    connection: remembering(clock, store.connection, (found) => found?.company !== undefined),
    signingSecrets: remembering(clock, store.signingSecrets),
  };
}

function remembering<T>(
  clock: Pick<Clock, 'now'>,
  ask: (id: string) => Promise<T>,
  lasts: (answer: T) => boolean = (answer) => answer !== undefined,
): (id: string) => Promise<T> {
  const known = new Map<string, { readonly until: number; readonly answer: T }>();
  return async (id) => {
    const entry = known.get(id);
    if (entry !== undefined && clock.now() < entry.until) return entry.answer;
    const answer = await ask(id);
    if (known.size >= ENTRIES_MAX) known.clear();
    if (lasts(answer)) known.set(id, { until: clock.now() + REMEMBERED_MS, answer });
    else known.delete(id);
    return answer;
  };
}
