// What any store of the audit must do. Run against DynamoDB and against its twin in memory.
import { beforeEach, describe, expect, test } from 'vitest';
import type { AuditEntry } from '../../shared/core/audit.ts';
import type { AuditStore } from '../../shared/storage/audit-port.ts';
import { CONTRACT_NOW } from './support/examples.ts';

export function auditStoreContract(open: () => AuditStore): void {
  let store: AuditStore;
  let id = '';
  let opened = 0;
  beforeEach(() => {
    store = open();
    id = `audited_${(opened += 1)}`;
  });

  const entry = (after: number): AuditEntry => ({
    id: `entry-${after}`,
    at: CONTRACT_NOW + after,
    by: { kind: 'operator', id: 'anna' },
    what: 'retry',
    record: { kind: 'invoice', id: 'inv_1' },
    before: { state: 'failed' },
    after: { state: 'pending' },
  });

  describe('the audit', () => {
    test('is empty at first, and shows the newest first', async () => {
      expect(await store.list(id, 10)).toEqual([]);
      for (const after of [1, 3, 2]) await store.append(id, entry(after));
      expect(await store.list(id, 10)).toEqual([entry(3), entry(2), entry(1)]);
      expect(await store.list(`${id}0`, 10)).toEqual([]);
    });

    test('is read page by page', async () => {
      for (const after of [1, 2, 3]) await store.append(id, entry(after));
      expect(await store.list(id, 2)).toEqual([entry(3), entry(2)]);
      expect(await store.list(id, 2, entry(2))).toEqual([entry(1)]);
    });

    test('tells of one record what was done about it', async () => {
      const other: AuditEntry = { ...entry(2), record: { kind: 'invoice', id: 'inv_10' } };
      const pause: AuditEntry = { ...entry(4), what: 'pause', record: undefined };
      for (const each of [entry(1), other, entry(3), pause]) await store.append(id, each);
      const record = { kind: 'invoice', id: 'inv_1' } as const;
      expect(await store.listOf(id, record, 10)).toEqual([entry(3), entry(1)]);
      expect(await store.listOf(id, record, 10, entry(3))).toEqual([entry(1)]);
      expect(await store.listOf(id, { kind: 'payment', id: 'inv_1' }, 10)).toEqual([]);
      expect(await store.list(id, 10)).toHaveLength(4);
    });

    test('is never changed: the same entry with another content stays as it was', async () => {
      await store.append(id, entry(1));
      await store.append(id, { ...entry(1), what: 'skip' });
      expect(await store.list(id, 10)).toEqual([entry(1)]);
    });
  });
}
