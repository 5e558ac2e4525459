// The feeds in memory.
import { type FeedEntry, isKept } from '../../shared/core/feed.ts';
import type { Clock } from '../../shared/host/host.ts';
import { feedPage } from '../../shared/storage/feed-page.ts';
import type { FeedStore } from '../../shared/storage/ports.ts';
import { createKept, type Kept } from './kept.ts';

export function createMemoryFeed(clock: Pick<Clock, 'now'>, kept: Kept = createKept()): FeedStore {
  const feeds = kept.map<string, FeedEntry[]>('feeds');
  const of = (connection: string): FeedEntry[] => {
    const entries = feeds.get(connection) ?? [];
    feeds.set(connection, entries);
    return entries;
  };
  return {
    append: async (connection, changes, at) => {
      const entries = of(connection);
      for (const change of changes) entries.push({ ...change, seq: entries.length + 1, at });
      return entries.length;
    },
    head: async (connection) => of(connection).length,
    read: async (connection, after, limit) => {
      const all = of(connection);
      const [head, now] = [all.length, clock.now()];
      const page = feedPage({ entries: all.slice(after, after + limit), head, after, now });
      if (page !== 'gone') return page;
      const oldest = all.find(({ at }) => isKept(at, now))?.seq ?? head + 1;
      return { type: 'gone', oldest, head };
    },
  };
}
