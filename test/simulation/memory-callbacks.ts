// Callbacks in memory. What is in memory needs no seal.
import type { Callback, CallbackProgress, CallbackStore } from '../../shared/storage/ports.ts';
import { createKept, type Kept } from './kept.ts';

export function createMemoryCallbacks(kept: Kept = createKept()): CallbackStore {
  const targets = kept.map<string, Callback>('callbacks');
  const all = kept.map<string, CallbackProgress>('progress');
  const progressOf = (connection: string): CallbackProgress =>
    all.get(connection) ?? { version: 0, delivered: 0 };
  return {
    callback: async (connection) => targets.get(connection),
    saveCallback: async (connection, callback) => void targets.set(connection, callback),
    removeCallback: async (connection) => void targets.delete(connection),
    progress: async (connection) => progressOf(connection),
    saveProgress: async (connection, next, expected) => {
      if (progressOf(connection).version !== expected) return 'conflict';
      all.set(connection, { ...next, version: expected + 1 });
      return 'saved';
    },
  };
}
