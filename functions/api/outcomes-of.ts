// What became of a connection's records over time: what the store was told, and what the lane's newest journal entry did since.
import { quarterOf } from '../../shared/core/completeness.ts';
import {
  doneBy,
  doneTogether,
  NO_OUTCOMES,
  type OutcomesAt,
  outcomesTogether,
} from '../../shared/core/outcomes.ts';
import type { JournalEntry } from '../../shared/core/writes.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Connection } from '../../shared/storage/ports.ts';

export interface Span {
  /** Milliseconds UTC: from the first of these, before the second. */
  readonly from: number;
  readonly to: number;
}

/** By quarters of an hour; a quarter may come twice. `head` is the newest entry of the lane's journal. */
export async function outcomesOf(
  host: Host,
  { id }: Connection,
  { from, to }: Span,
  head: JournalEntry | undefined,
): Promise<readonly OutcomesAt[]> {
  const [stored, newest] = await Promise.all([
    host.connections.outcomes(id, from, to),
    head === undefined ? undefined : newestOf(host, id, head),
  ]);
  const isInIt = newest !== undefined && newest.at >= quarterOf(from) && newest.at < to;
  return isInIt ? [...stored, newest] : stored;
}

/** What the newest entry did and carries. */
async function newestOf(host: Host, connection: string, head: JournalEntry): Promise<OutcomesAt> {
  const links = await host.links.read(head.intents.map(({ key }) => key));
  const done = doneTogether(head.done ?? {}, doneBy(head, links));
  const heard = links.flatMap(({ key, source }) =>
    key.connection === connection && source !== undefined ? [source.receivedAt] : [],
  );
  return {
    ...NO_OUTCOMES,
    at: quarterOf(head.announcedAt),
    synced: done[connection] ?? 0,
    heardAt: heard.length === 0 ? undefined : Math.max(...heard),
  };
}

/** All of a span of time together. */
export function outcomesIn({ from, to }: Span, outcomes: readonly OutcomesAt[]) {
  const inIt = outcomes.filter(({ at }) => at >= from && at < to);
  const { synced, failed, skipped } = inIt.reduce(outcomesTogether, NO_OUTCOMES);
  return { synced, failed, skipped };
}
