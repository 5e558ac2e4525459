// The way back in memory.
import type { Inbound } from '../../shared/core/inbound.ts';
import type { InboundStore } from '../../shared/storage/ports.ts';
import { createKept, type Kept } from './kept.ts';

export function createMemoryInbound(kept: Kept = createKept()): InboundStore {
  const rows = kept.map<string, Inbound>('inbound');
  return {
    inbound: async (connection) => rows.get(connection) ?? { version: 0 },
    saveInbound: async (connection, next, expected) => {
      if ((rows.get(connection)?.version ?? 0) !== expected) return 'conflict';
      rows.set(connection, { ...next, version: expected + 1 });
      return 'saved';
    },
  };
}
