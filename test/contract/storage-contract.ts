// The contract of the storage ports: whoever implements them passes all of this.
import type { MemoryStorage } from '../simulation/memory-storage.ts';
import { auditStoreContract } from './audit-store-contract.ts';
import { bulkStoreContract } from './bulk-store-contract.ts';
import { callbackStoreContract } from './callback-store-contract.ts';
import { connectionStoreContract } from './connection-store-contract.ts';
import { feedStoreContract } from './feed-store-contract.ts';
import { inboundStoreContract } from './inbound-store-contract.ts';
import { linkStoreContract } from './link-store-contract.ts';
import { marksContract } from './marks-contract.ts';
import { outcomesContract } from './outcomes-contract.ts';
import { reconciliationStoreContract } from './reconciliation-store-contract.ts';
import { requestStoreContract } from './request-store-contract.ts';
import { writeJournalContract } from './write-journal-contract.ts';

/** Whether each write is answered, or arrives twice because the first answer got lost. */
export type Answers = 'heard' | 'lost';

/** Registers the tests; `open` gives the stores, and may give the same ones every time. */
export function storageContract(open: () => MemoryStorage, answers: Answers = 'heard'): void {
  linkStoreContract(() => open().links, answers);
  marksContract(() => open().links);
  writeJournalContract(() => open().writes);
  connectionStoreContract(() => open().connections);
  outcomesContract(() => open().connections, answers);
  feedStoreContract(() => open().feed);
  callbackStoreContract(() => open().callbacks);
  inboundStoreContract(() => open().inbound);
  reconciliationStoreContract(() => open().reconciliations);
  auditStoreContract(() => open().audit);
  bulkStoreContract(() => open().bulks);
  requestStoreContract(() => open().requests);
}
