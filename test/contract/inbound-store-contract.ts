// What any store of the way back must do. Run against DynamoDB and against its twin in memory.
import { beforeEach, describe, expect, test } from 'vitest';
import type { InboundStore } from '../../shared/storage/ports.ts';
import { CONTRACT_NOW } from './support/examples.ts';

export function inboundStoreContract(open: () => InboundStore): void {
  let store: InboundStore;
  let id = '';
  let opened = 0;
  beforeEach(() => {
    store = open();
    id = `con_${(opened += 1)}`;
  });

  describe('inbound', () => {
    test('is nothing at first', async () => {
      expect(await store.inbound(id)).toEqual({ version: 0 });
    });

    test('keeps what was asked for, and how far an import is', async () => {
      const counts = { customers: 12, locations: 3, suppliers: 0, costCentres: 0, items: 0 };
      const firstImport = {
        state: 'running',
        startedAt: CONTRACT_NOW,
        at: 'customer',
        cursor: 'x',
        counts,
      } as const;
      const next = { askedAt: CONTRACT_NOW, doneAt: CONTRACT_NOW - 1, firstImport };
      expect(await store.saveInbound(id, next, 0)).toBe('saved');
      expect(await store.inbound(id)).toEqual({ ...next, version: 1 });
      expect(await store.inbound(`${id}0`)).toEqual({ version: 0 });
    });

    test('has one writer at a time', async () => {
      const asked = [1, 2, 3].map((askedAt) => store.saveInbound(id, { askedAt }, 0));
      expect((await Promise.all(asked)).filter((result) => result === 'saved')).toHaveLength(1);
      expect(await store.saveInbound(id, { askedAt: 4 }, 0)).toBe('conflict');
      expect(await store.saveInbound(id, { askedAt: 4 }, 1)).toBe('saved');
      expect(await store.inbound(id)).toEqual({ askedAt: 4, version: 2 });
    });
  });
}
