// What any link store must say in marks. Run against DynamoDB and against its twin in memory.
import { beforeEach, describe, expect, test } from 'vitest';
import type { Health, Link } from '../../shared/core/links.ts';
import type { LinkStore } from '../../shared/storage/ports.ts';
import { CONTRACT_NOW, invoice, invoiceKey, LANE, source } from './support/examples.ts';

export function marksContract(open: () => LinkStore): void {
  let links: LinkStore;
  let connection = '';
  let opened = 0;
  beforeEach(() => {
    links = open();
    connection = `marked_${(opened += 1)}`;
  });

  const failed = (since: number): Health => ({
    state: 'failed',
    since,
    problem: { code: 'tax_unmapped', values: { tax: 'high' } },
  });
  const store = async (id: string, health: Health, sent = true): Promise<Link> => {
    const key = invoiceKey(connection, id);
    if (sent) await links.storeSource(key, LANE, source(1, { record: invoice(id, 1) }));
    const [link] = await links.read([key]);
    const saved = link && (await links.save(LANE, { ...link, health }));
    if (saved === undefined || saved === 'conflict') throw new Error('not stored');
    return saved;
  };
  const marks = async (health: Health['state'], limit = 100, cursor?: string) => {
    const page = await links.marks({ connection, health, limit, cursor });
    if (page.type === 'bad_cursor') throw new Error('our own cursor is bad');
    return page;
  };

  describe('marks', () => {
    test('say of a record since when it stands there, why, and what it is worth', async () => {
      await store('F-1', failed(CONTRACT_NOW + 2));
      await store('F-2', failed(CONTRACT_NOW + 1), false);
      await store('F-3', { state: 'synced', since: CONTRACT_NOW });
      await store('F-4', { state: 'waiting', since: CONTRACT_NOW, reason: 'customer' });
      expect((await marks('failed')).marks).toEqual([
        {
          key: invoiceKey(connection, 'F-2'),
          ...failed(CONTRACT_NOW + 1),
          money: undefined,
          reason: undefined,
        },
        {
          key: invoiceKey(connection, 'F-1'),
          ...failed(CONTRACT_NOW + 2),
          money: { currency: 'EUR', amount: '987.12' },
          reason: undefined,
        },
      ]);
      expect((await marks('waiting')).marks).toMatchObject([{ reason: 'customer', state: 'waiting' }]);
      expect((await marks('uncertain')).marks).toEqual([]);
    });

    test('go when the record leaves the state', async () => {
      const link = await store('F-1', failed(CONTRACT_NOW));
      await links.save(LANE, { ...link, health: { state: 'synced', since: CONTRACT_NOW } });
      expect((await marks('failed')).marks).toEqual([]);
    });

    test('are read page by page, by the cursors of the list as well', async () => {
      for (const n of [1, 2, 3]) await store(`F-${n}`, failed(CONTRACT_NOW + n));
      const first = await marks('failed', 2);
      expect(first.marks.map(({ key }) => key.id)).toEqual(['F-1', 'F-2']);
      expect((await marks('failed', 2, first.cursor)).marks.map(({ key }) => key.id)).toEqual(['F-3']);
      const listed = await links.list({ connection, health: 'failed', limit: 2 });
      if (listed.type === 'bad_cursor') throw new Error('our own cursor is bad');
      expect((await marks('failed', 2, listed.cursor)).marks.map(({ key }) => key.id)).toEqual(['F-3']);
      expect(await links.marks({ connection, health: 'waiting', limit: 2, cursor: first.cursor })).toEqual({
        type: 'bad_cursor',
      });
    });
  });
}
