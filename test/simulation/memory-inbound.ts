// The way back in memory.
import type { Inbound } from '../../shared/core/inbound.ts';
import type { InboundStore } from '../../shared/storage/ports.ts';

export function createMemoryInbound(): InboundStore {
  const rows = new Map<string, Inbound>();
  return {
    inbound: async (connection) => rows.get(connection) ?? { version: 0 },
    saveInbound: async (connection, next, expected) => {
      if ((rows.get(connection)?.version ?? 0) !== expected) return 'conflict';
      rows.set(connection, { ...next, version: expected + 1 });
      return 'saved';
    },
  };
}
