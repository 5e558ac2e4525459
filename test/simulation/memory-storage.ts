// The storage ports in memory: the twin of the DynamoDB stores, held to the same behaviour by the contract suite.
import type { Clock } from '../../shared/host/host.ts';
import type { ConnectionStore, LinkStore, WriteJournal } from '../../shared/storage/ports.ts';
import { createMemoryConnections } from './memory-connections.ts';
import { createMemoryLinks } from './memory-links.ts';
import { createMemoryWrites } from './memory-writes.ts';

export interface MemoryStorage {
  readonly links: LinkStore;
  readonly writes: WriteJournal;
  readonly connections: ConnectionStore;
}

/** Stores that live as long as the value. The clock is only asked whether something has expired. */
export function createMemoryStorage(clock: Pick<Clock, 'now'>): MemoryStorage {
  return {
    links: createMemoryLinks(),
    writes: createMemoryWrites(),
    connections: createMemoryConnections(clock),
  };
}
