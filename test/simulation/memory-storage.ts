// The storage ports in memory: the twin of the DynamoDB stores, held to the same behaviour by the contract suite.
import type { Clock } from '../../shared/host/host.ts';
import type {
  CallbackStore,
  ConnectionStore,
  FeedStore,
  InboundStore,
  LinkStore,
  WriteJournal,
} from '../../shared/storage/ports.ts';
import type { BulkStore } from '../../shared/storage/bulk-port.ts';
import type { RequestStore } from '../../shared/storage/request-port.ts';
import type { AuditStore } from '../../shared/storage/audit-port.ts';
import type { ReconciliationStore } from '../../shared/storage/reconciliation-port.ts';
import { createMemoryAudit } from './memory-audit.ts';
import { createMemoryBulks } from './memory-bulks.ts';
import { createMemoryCallbacks } from './memory-callbacks.ts';
import { createMemoryConnections } from './memory-connections.ts';
import { createMemoryFeed } from './memory-feed.ts';
import { createMemoryInbound } from './memory-inbound.ts';
import { createMemoryLinks } from './memory-links.ts';
import { createMemoryReconciliations } from './memory-reconciliations.ts';
import { createMemoryRequests } from './memory-requests.ts';
import { createMemoryWrites } from './memory-writes.ts';
import { createKept, type Kept } from './kept.ts';

export interface MemoryStorage {
  readonly links: LinkStore;
  readonly writes: WriteJournal;
  readonly connections: ConnectionStore;
  readonly feed: FeedStore;
  readonly callbacks: CallbackStore;
  readonly inbound: InboundStore;
  readonly reconciliations: ReconciliationStore;
  readonly audit: AuditStore;
  readonly bulks: BulkStore;
  readonly requests: RequestStore;
}

/** Stores that live as long as the value, and all that stands in them. The clock is only asked whether something has expired. */
export function createMemoryStorage(
  clock: Pick<Clock, 'now'>,
): MemoryStorage & { readonly text: Kept['text'] } {
  const kept = createKept();
  return {
    links: createMemoryLinks(kept),
    writes: createMemoryWrites(kept),
    connections: createMemoryConnections(clock, kept),
    feed: createMemoryFeed(clock, kept),
    callbacks: createMemoryCallbacks(kept),
    inbound: createMemoryInbound(kept),
    reconciliations: createMemoryReconciliations(kept),
    audit: createMemoryAudit(kept),
    bulks: createMemoryBulks(kept),
    requests: createMemoryRequests(kept),
    text: kept.text,
  };
}
