// Keep journal: the newest entry of a lane must outlive its time to live, or the lane would begin to count at 1 again.
import type { JournalEntry } from '../../shared/core/writes.ts';
import type { Lane } from './lane.ts';
import { announce } from './write-batch.ts';

/** Entries are kept for 400 days; a quarter of that is left for a lane whose sweeps fail or rest for a while. */
const RENEW_AFTER_MS = 300 * 24 * 60 * 60 * 1000;

/**
 * Appends the newest entry once more when it has become old. It takes over what that one announced, so whatever is open
 * stays open and whatever is settled stays settled. Losing the append means that somebody else just wrote: all is well.
 */
export async function keepJournal(lane: Lane, head: JournalEntry | undefined): Promise<void> {
  if (head === undefined || lane.host.clock.now() - head.announcedAt < RENEW_AFTER_MS) return;
  await announce(lane, head.intents, head);
  lane.host.log.info('journal_renewed', { lane: lane.name, seq: lane.seq });
}
