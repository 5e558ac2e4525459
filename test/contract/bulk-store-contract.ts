// What any store of bulk actions must do. Run against DynamoDB and against its twin in memory.
import { beforeEach, describe, expect, test } from 'vitest';
import type { Bulk } from '../../shared/core/bulk.ts';
import type { BulkStore } from '../../shared/storage/bulk-port.ts';
import { CONTRACT_NOW } from './support/examples.ts';

export function bulkStoreContract(open: () => BulkStore): void {
  let store: BulkStore;
  let connection = '';
  let opened = 0;
  beforeEach(() => {
    store = open();
    connection = `bulk_${(opened += 1)}`;
  });

  const bulk = (id: string): Bulk => ({
    id,
    connection,
    version: 0,
    action: 'retry',
    filter: { code: 'tax_unmapped', kind: 'invoice', min: '10.00', after: CONTRACT_NOW },
    by: 'anna',
    createdAt: CONTRACT_NOW,
    state: 'planned',
    plan: {
      count: 3,
      more: false,
      money: { EUR: '30.00' },
      expected: { looked: 3, pass: 2, wait: 0, fail: { tax_unmapped: 1 } },
    },
    done: 0,
    refused: {},
  });

  describe('bulk actions', () => {
    test('are found by their id, and listed newest first', async () => {
      expect(await store.find(connection, 'id1')).toBeUndefined();
      for (const id of ['id1', 'id3', 'id2']) expect(await store.save(bulk(id))).toBe('saved');
      expect(await store.find(connection, 'id1')).toEqual({ ...bulk('id1'), version: 1 });
      expect((await store.newest(connection, 2)).map(({ id }) => id)).toEqual(['id3', 'id2']);
      expect(await store.newest(`${connection}0`, 2)).toEqual([]);
    });

    test('have one writer at a time', async () => {
      await store.save(bulk('id1'));
      const next: Bulk = {
        ...bulk('id1'),
        version: 1,
        state: 'running',
        place: { state: 'waiting', cursor: 'x' },
        done: 7,
        refused: { in_progress: 1 },
      };
      expect(await store.save(next)).toBe('saved');
      expect(await store.save({ ...next, state: 'cancelled' })).toBe('conflict');
      expect(await store.find(connection, 'id1')).toEqual({ ...next, version: 2 });
    });
  });
}
