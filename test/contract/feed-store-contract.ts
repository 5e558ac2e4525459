// What any store of feeds must do. Run against DynamoDB and against its twin in memory.
import { beforeEach, describe, expect, test } from 'vitest';
import type { Change } from '../../shared/core/feed.ts';
import type { FeedStore } from '../../shared/storage/ports.ts';
import { CONTRACT_NOW } from './support/examples.ts';

const DAY = 86_400_000;

export function feedStoreContract(open: () => FeedStore): void {
  let feed: FeedStore;
  let id = '';
  let opened = 0;
  beforeEach(() => {
    feed = open();
    id = `con_${(opened += 1)}`;
  });
  const changes = (from: number, count: number): readonly Change[] =>
    Array.from({ length: count }, (_, i) => ({
      id: `invoice#F-${from + i}:1`,
      type: 'invoice.changed',
      data: { id: `F-${from + i}`, changed: { memo: 'x'.repeat(200) } },
    }));
  const append = (from: number, count: number, at = CONTRACT_NOW) =>
    feed.append(id, changes(from, count), at);
  const numbers = async (after: number, limit: number): Promise<readonly number[]> => {
    const page = await feed.read(id, after, limit);
    return page.type === 'page' ? page.entries.map(({ seq }) => seq) : [];
  };

  describe('feed', () => {
    test('is empty at first', async () => {
      expect(await feed.head(id)).toBe(0);
      expect(await feed.read(id, 0, 10)).toEqual({ type: 'page', entries: [], head: 0 });
    });

    test('gives back what was appended, numbered from 1 and in its order', async () => {
      expect(await append(1, 2)).toBe(2);
      expect(await append(3, 1, CONTRACT_NOW + 5)).toBe(3);
      const [first, second, third] = changes(1, 3);
      expect(await feed.read(id, 0, 10)).toEqual({
        type: 'page',
        head: 3,
        entries: [
          { ...first, seq: 1, at: CONTRACT_NOW },
          { ...second, seq: 2, at: CONTRACT_NOW },
          { ...third, seq: 3, at: CONTRACT_NOW + 5 },
        ],
      });
      expect(await feed.head(id)).toBe(3);
    });

    test('appends more than one transaction takes, without a gap', async () => {
      expect(await append(1, 230)).toBe(230);
      expect(await numbers(0, 1000)).toEqual(Array.from({ length: 230 }, (_, i) => i + 1));
      expect(await append(231, 0)).toBe(230);
    });

    test('is read page by page, each from where the one before ended', async () => {
      await append(1, 12);
      expect(await numbers(0, 5)).toEqual([1, 2, 3, 4, 5]);
      expect(await numbers(5, 5)).toEqual([6, 7, 8, 9, 10]);
      expect(await numbers(10, 5)).toEqual([11, 12]);
      expect(await numbers(12, 5)).toEqual([]);
    });

    test('gives every number once, however many append at a time', async () => {
      await Promise.all([append(1, 3), append(11, 3), append(21, 3)]);
      expect(await numbers(0, 100)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
      const page = await feed.read(id, 0, 100);
      const ids = page.type === 'page' ? page.entries.map((entry) => entry.id) : [];
      expect(new Set(ids).size).toBe(9);
      // What one call brought stays together and in its order.
      const first = ids.indexOf('invoice#F-11:1');
      expect(ids.slice(first, first + 3)).toEqual(changes(11, 3).map((change) => change.id));
    });

    test('tells a cursor that is ahead of everything', async () => {
      await append(1, 2);
      expect(await feed.read(id, 3, 10)).toEqual({ type: 'ahead', head: 2 });
    });

    test('tells a cursor whose next entry was kept its 90 days from one that has missed nothing', async () => {
      await append(1, 3, CONTRACT_NOW - 91 * DAY);
      await append(4, 2, CONTRACT_NOW - 89 * DAY);
      expect(await feed.read(id, 0, 10)).toEqual({ type: 'gone', oldest: 4, head: 5 });
      expect(await feed.read(id, 2, 1)).toEqual({ type: 'gone', oldest: 4, head: 5 });
      expect(await numbers(3, 10)).toEqual([4, 5]);
    });

    test('counts on when everything has gone, so that no number comes twice', async () => {
      await append(1, 3, CONTRACT_NOW - 91 * DAY);
      expect(await feed.read(id, 1, 10)).toEqual({ type: 'gone', oldest: 4, head: 3 });
      expect(await feed.read(id, 3, 10)).toEqual({ type: 'page', entries: [], head: 3 });
      expect(await append(4, 1)).toBe(4);
      expect(await numbers(3, 10)).toEqual([4]);
    });

    test('keeps connections apart', async () => {
      await append(1, 1);
      expect(await feed.head(`${id}0`)).toBe(0);
    });
  });
}
