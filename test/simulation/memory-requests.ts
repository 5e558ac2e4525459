// Requests under a key, in memory.
import type { KeptRequest, RequestStore } from '../../shared/storage/request-port.ts';
import { createKept, type Kept } from './kept.ts';

export function createMemoryRequests(kept: Kept = createKept()): RequestStore {
  const rows = kept.map<string, KeptRequest>('requests');
  return {
    find: async (key) => rows.get(key),
    save: async (request) => {
      if ((rows.get(request.key)?.version ?? 0) !== request.version) return 'conflict';
      rows.set(request.key, { ...request, version: request.version + 1 });
      return 'saved';
    },
  };
}
