// What a store of links must do, said once: the DynamoDB store and its memory twin both follow these rules.
import { fingerprint } from '../core/fingerprint.ts';
import type { Health, Link } from '../core/links.ts';
import type { RecordKey, SourceState } from '../core/records.ts';

/** The link of a record that nobody ever heard of. */
export function emptyLink(key: RecordKey): Link {
  return { key, version: 0, health: NEVER_HEARD_OF, attempts: [] };
}

/** A record that others wait for may have a row before its source ever spoke: then it is not in the books. */
export const NEVER_HEARD_OF: Health = { state: 'not_synced', since: 0 };

/** Nobody sends again what was made of another record: where whoever stored it died before he named it, this is when it is due. */
const DERIVED_DUE_MS = 15 * 60_000;

/** A newer revision makes a record pending in the very write that stores it, so health is never a false "synced". */
export function healthAfter({ receivedAt, derivedFrom, revision }: SourceState): Health {
  const health = { state: 'pending', since: receivedAt } as const;
  // What was taken over from the ledger (revision 0) comes up again with the next round, which also tells it anew.
  return derivedFrom === undefined || revision === 0
    ? health
    : { ...health, dueAt: receivedAt + DERIVED_DUE_MS };
}

/** What is kept of two states of a source: the newer one, and the content where the newer one only tells the end. */
export function newerSource(stored: SourceState | undefined, newer: SourceState): SourceState {
  return { ...newer, record: newer.record ?? stored?.record };
}

/** Whether it is the very call that stored this, sent again because its answer got lost: then it did store. */
export function sameCall(stored: SourceState, said: SourceState): boolean {
  const same = stored.revision === said.revision && stored.eventId === said.eventId;
  return same && stored.receivedAt === said.receivedAt && sameContent(stored, said);
}

/** Whether what a source says again is what we know, so that a revision sent twice is told from a broken counter. */
export function sameContent(stored: SourceState, said: SourceState): boolean {
  if (stored.presence !== said.presence) return false;
  return said.record === undefined || fingerprint(stored.record) === fingerprint(said.record);
}

/**
 * The row after a save over what stands there. A revision that the saver has not seen makes it pending whatever the
 * saver found out, and a mark that somebody waits is only taken off by an explicit `false` of who has seen that revision:
 * somebody may have begun to wait for it.
 */
export function saved(standing: Link, link: Link): Link {
  const newer = standing.source?.revision !== link.source?.revision ? standing.source : undefined;
  return {
    ...link,
    version: link.version + 1,
    source: standing.source,
    arrival: standing.arrival,
    health: newer === undefined ? link.health : healthAfter(newer),
    awaited: awaitedAfter(standing.awaited, newer === undefined ? link.awaited : undefined),
  };
}

function awaitedAfter(standing: boolean | undefined, said: boolean | undefined): true | undefined {
  return said === false ? undefined : (standing ?? said) === true ? true : undefined;
}
