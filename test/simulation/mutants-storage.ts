// Mutants of what is kept: claims, versions, revisions, tokens, pointers, pauses.
import { arrivalOf } from '../../shared/core/completeness.ts';
import type { Link } from '../../shared/core/links.ts';
import type { RecordKey } from '../../shared/core/records.ts';
import type { Credentials, LaneState } from '../../shared/storage/ports.ts';
import type { JournalEntry } from '../../shared/core/writes.ts';
import { nameOf } from './marks.ts';
import type { MemoryStorage } from './memory-storage.ts';
import type { Mutant } from './mutants.ts';

type Spoil = (storage: MemoryStorage) => MemoryStorage;

const mutant = (name: string, says: string, storage: Spoil): Mutant => ({
  name,
  says,
  defect: () => ({ storage }),
});

const withLinks =
  (spoilt: (links: MemoryStorage['links']) => Partial<MemoryStorage['links']>): Spoil =>
  (storage) => ({ ...storage, links: { ...storage.links, ...spoilt(storage.links) } });

const withWrites =
  (spoilt: (writes: MemoryStorage['writes']) => Partial<MemoryStorage['writes']>): Spoil =>
  (storage) => ({ ...storage, writes: { ...storage.writes, ...spoilt(storage.writes) } });

const withConnections =
  (spoilt: (connections: MemoryStorage['connections']) => Partial<MemoryStorage['connections']>): Spoil =>
  (storage) => ({ ...storage, connections: { ...storage.connections, ...spoilt(storage.connections) } });

/** The row as it stands, with what a writer said put over it whatever its version. */
const forced = async (
  links: MemoryStorage['links'],
  lane: string,
  link: Link,
): Promise<Link | 'conflict'> => {
  const [standing] = await links.read([link.key]);
  return await links.save(lane, { ...link, version: standing?.version ?? 0 });
};

/** Entries under their number, the last one wins. */
const journalWithoutClaim = (): Partial<MemoryStorage['writes']> => {
  const entries = new Map<string, JournalEntry>();
  const newest = new Map<string, JournalEntry>();
  return {
    append: async (entry) => {
      entries.set(`${entry.lane} ${entry.seq}`, entry);
      newest.set(entry.lane, entry);
      return 'appended';
    },
    head: async (lane) => newest.get(lane),
    entry: async (lane, seq) => entries.get(`${lane} ${seq}`),
  };
};

const withoutYoung: Spoil = withWrites((writes) => ({
  append: (entry) => writes.append({ ...entry, young: undefined }),
}));

/** Reads that lag one write behind, as a replica may. */
const laggingReads = (links: MemoryStorage['links']): Partial<MemoryStorage['links']> => {
  const before = new Map<string, Link>();
  const now = new Map<string, Link>();
  let reads = 0;
  const note = async (key: RecordKey): Promise<void> => {
    const [row] = await links.read([key]);
    const known = now.get(nameOf(key));
    if (known !== undefined) before.set(nameOf(key), known);
    if (row !== undefined) now.set(nameOf(key), row);
  };
  return {
    storeSource: async (key, lane, source) => {
      const result = await links.storeSource(key, lane, source);
      await note(key);
      return result;
    },
    save: async (lane, link) => {
      const result = await links.save(lane, link);
      await note(link.key);
      return result;
    },
    read: async (keys) => {
      const rows = await links.read(keys);
      return (reads += 1) % 4 === 0 ? rows.map((row) => before.get(nameOf(row.key)) ?? row) : rows;
    },
  };
};

export const STORAGE_MUTANTS: readonly Mutant[] = [
  mutant('no-claim', 'appending to the journal never loses', withWrites(journalWithoutClaim)),
  mutant(
    'lease-endless',
    'a lease never runs out',
    withWrites((writes) => ({
      append: (entry) => writes.append({ ...entry, leaseUntil: Number.MAX_SAFE_INTEGER }),
    })),
  ),
  mutant(
    'no-lease',
    'a lease has run out when it begins',
    withWrites((writes) => ({
      append: (entry) => writes.append({ ...entry, leaseUntil: 0 }),
    })),
  ),
  mutant(
    'no-finish',
    'open entries are not seen',
    withWrites((writes) => ({
      head: async (lane) => {
        const head = await writes.head(lane);
        return head === undefined ? undefined : { ...head, intents: [] };
      },
    })),
  ),
  mutant(
    'resume-under-a-new-id',
    'an entry that is taken over gets a new request id',
    withWrites((writes) => {
      let count = 0;
      return {
        append: (entry) =>
          writes.append(
            entry.resumes === undefined ? entry : { ...entry, requestId: `again${(count += 1)}` },
          ),
      };
    }),
  ),
  mutant(
    'journal-forgets-intents',
    'only the first write of a batch is announced',
    withWrites((writes) => ({
      append: (entry) => writes.append({ ...entry, intents: entry.intents.slice(0, 1) }),
    })),
  ),
  mutant(
    'no-fencing',
    'a link is written whatever its version',
    withLinks((links) => ({
      save: (lane, link) => forced(links, lane, link),
    })),
  ),
  mutant(
    'no-settled-seq',
    'links do not remember which entry they were settled for',
    withLinks((links) => ({
      save: (lane, link) => links.save(lane, { ...link, settledSeq: undefined }),
    })),
  ),
  mutant(
    'settled-too-far',
    'settling one link settles all later entries',
    withLinks((links) => ({
      save: (lane, link) =>
        links.save(lane, link.settledSeq === undefined ? link : { ...link, settledSeq: link.settledSeq + 3 }),
    })),
  ),
  mutant(
    'no-revision-gate',
    'an older revision of the source is stored over a newer one',
    withLinks((links) => ({
      storeSource: async (key, lane, source) => {
        const result = await links.storeSource(key, lane, source);
        if (result.type === 'stored' || result.revision === source.revision) return result;
        return await links.storeSource(key, lane, { ...source, revision: result.revision + 0.001 });
      },
    })),
  ),
  mutant(
    'equal-revision-wins',
    'the same revision with other content is stored',
    withLinks((links) => ({
      storeSource: async (key, lane, source) => {
        const result = await links.storeSource(key, lane, source);
        if (result.type === 'stored' || result.sameContent || result.revision !== source.revision)
          return result;
        return await links.storeSource(key, lane, { ...source, revision: result.revision + 0.001 });
      },
    })),
  ),
  mutant(
    'newer-not-pending',
    'a save hides that a newer revision came meanwhile',
    withLinks((links) => ({
      save: async (lane, link) => {
        const [standing] = await links.read([link.key]);
        return await links.save(lane, { ...link, source: standing?.source });
      },
    })),
  ),
  mutant(
    'stored-not-pending',
    'a stored revision leaves the health as it was',
    withLinks((links) => ({
      storeSource: async (key, lane, source) => {
        const [before] = await links.read([key]);
        const result = await links.storeSource(key, lane, source);
        const [row] = await links.read([key]);
        if (result.type === 'stored' && before?.health.state === 'synced' && row !== undefined)
          await links.save(lane, { ...row, health: before.health });
        return result;
      },
    })),
  ),
  mutant('reads-lag', 'links are read from a replica that lags', withLinks(laggingReads)),
  mutant('no-pointers', 'documents do not lead back to their records', (storage) =>
    withLinks(() => ({ point: async () => undefined }))(withoutYoung(storage)),
  ),
  mutant('young-pointers-dropped', 'an entry does not carry the pointers of the one before it', withoutYoung),
  mutant(
    'pointers-stored-late',
    'pointers that have become many are not stored',
    withLinks(() => ({ point: async () => undefined })),
  ),
  mutant('audit-without-links', 'a reconciliation ends when the ledger is listed', (storage) => ({
    ...storage,
    reconciliations: {
      ...storage.reconciliations,
      keepPart: (run, step, part) =>
        storage.reconciliations.keepPart(run, step, {
          ...part,
          next: part.next?.at === 'links' ? undefined : part.next,
        }),
    },
  })),
  mutant(
    'nothing-due',
    'what is due is never found',
    withLinks(() => ({ due: async () => [] })),
  ),
  mutant(
    'nobody-woken',
    'waiters are never found',
    withLinks(() => ({ waitersOf: async () => [] })),
  ),
  mutant(
    'not-marked',
    'a record does not note that somebody waits for it',
    withLinks((links) => ({
      markAwaited: async (key) => {
        const [row] = await links.read([key]);
        if (row === undefined) throw new Error('no row');
        return row;
      },
    })),
  ),
  mutant(
    'base-lost',
    'what both sides last agreed on is not kept',
    withLinks((links) => ({
      save: (lane, link) => links.save(lane, { ...link, base: undefined }),
    })),
  ),
  mutant(
    'order-stays',
    'the order of an operator is never used up',
    withLinks((links) => ({
      save: async (lane, link) => {
        const [standing] = await links.read([link.key]);
        return await links.save(lane, { ...link, order: link.order ?? standing?.order });
      },
    })),
  ),
  mutant(
    'refresh-without-swap',
    'tokens are stored without compare and swap',
    withConnections((connections) => ({
      credentials: async (lane) => {
        const stored = await connections.credentials(lane);
        return stored === undefined ? undefined : { ...stored, refreshingUntil: undefined };
      },
      saveCredentials: async (lane: string, next: Credentials) => {
        const stored = await connections.credentials(lane);
        return await connections.saveCredentials(lane, next, stored?.version ?? 0);
      },
    })),
  ),
  mutant(
    'tokens-not-kept',
    'refreshed tokens are used but not stored',
    withConnections((connections) => ({
      saveCredentials: async (lane, next, expected) => {
        const stored = await connections.credentials(lane);
        if (
          stored === undefined ||
          stored.accessToken === next.accessToken ||
          next.refreshingUntil !== undefined
        )
          return await connections.saveCredentials(lane, next, expected);
        const kept = { ...stored, refreshingUntil: undefined };
        return await connections.saveCredentials(lane, kept, expected);
      },
    })),
  ),
  mutant(
    'one-token-for-all',
    'every company is called with the tokens of the first',
    withConnections((connections) => {
      let first: string | undefined;
      return {
        credentials: (lane) => connections.credentials((first ??= lane)),
        saveCredentials: (lane, next, expected) => connections.saveCredentials(first ?? lane, next, expected),
      };
    }),
  ),
  mutant(
    'not-counted',
    'what comes in is not counted',
    withConnections(() => ({ countReceived: async () => undefined })),
  ),
  mutant(
    'counted-on-every-receive',
    'what comes in is counted on every receive of its message',
    withConnections((connections) => {
      let told = 0;
      return {
        countReceived: (intakes) =>
          connections.countReceived(intakes.map((intake) => ({ ...intake, id: `told${(told += 1)}` }))),
      };
    }),
  ),
  mutant(
    'one-intake-counted',
    'of the messages of a delivery only one is counted',
    withConnections((connections) => ({
      countReceived: (intakes) => connections.countReceived(intakes.slice(0, 1)),
    })),
  ),
  mutant(
    'arrival-moved',
    'each revision of a record arrives anew',
    withLinks((links) => ({
      arrivals: async (query) => {
        const page = await links.arrivals(query);
        if (page.type === 'bad_cursor') return page;
        const anew = (link: Link): Link =>
          link.source === undefined ? link : { ...link, arrival: arrivalOf(link.source) };
        return { ...page, links: page.links.map(anew) };
      },
    })),
  ),
  mutant(
    'pause-lost',
    'a pause is answered but not stored',
    withConnections((connections) => ({
      savePause: (lane, by, paused) =>
        by === 'operator' && paused !== undefined
          ? Promise.resolve()
          : connections.savePause(lane, by, paused),
    })),
  ),
  mutant(
    'pause-overwritten',
    'the worker saves the lane with the pause it read long ago',
    withConnections((connections) => ({
      saveLaneState: async (state: LaneState) => {
        await connections.saveLaneState(state);
        await connections.savePause(state.lane, 'operator', undefined);
      },
    })),
  ),
];
