// The lanes' journal in memory.
import type { JournalEntry } from '../../shared/core/writes.ts';
import type { WriteJournal } from '../../shared/storage/ports.ts';
import { createKept, type Kept } from './kept.ts';

export function createMemoryWrites(kept: Kept = createKept()): WriteJournal {
  const lanes = kept.map<string, Map<number, JournalEntry>>('journal');
  const entriesOf = (lane: string): Map<number, JournalEntry> => {
    const entries = lanes.get(lane) ?? new Map<number, JournalEntry>();
    lanes.set(lane, entries);
    return entries;
  };
  return {
    head: async (lane) => {
      const entries = entriesOf(lane);
      return entries.get(Math.max(...entries.keys()));
    },
    append: async (entry) => {
      const entries = entriesOf(entry.lane);
      const there = entries.get(entry.seq);
      if (there === undefined) entries.set(entry.seq, entry);
      // Our own entry a second time is the first call whose answer got lost.
      const ours =
        there === undefined || (there.owner === entry.owner && there.requestId === entry.requestId);
      return ours ? 'appended' : 'taken';
    },
    entry: async (lane, seq) => entriesOf(lane).get(seq),
  };
}
