// What any store of outcomes must do. Run against DynamoDB and against its twin in memory.
import { beforeEach, describe, expect, test } from 'vitest';
import { NO_OUTCOMES } from '../../shared/core/outcomes.ts';
import type { ConnectionStore } from '../../shared/storage/ports.ts';
import type { Answers } from './storage-contract.ts';

export function outcomesContract(open: () => ConnectionStore, answers: Answers): void {
  let store: ConnectionStore;
  let id = '';
  let opened = 0;
  beforeEach(() => {
    store = open();
    id = `became_${(opened += 1)}`;
  });

  const QUARTER = 15 * 60_000;
  const noon = Date.UTC(2026, 10, 21, 12);
  const synced = (at: number, count: number) => ({ ...NO_OUTCOMES, at, synced: count });

  describe('outcomes', () => {
    // What is counted without the number of an entry may count twice where an answer got lost: it is for a chart.
    test.skipIf(answers === 'lost')(
      'are added up by quarters of an hour, with the time of the last word',
      async () => {
        await store.countOutcomes(id, { ...NO_OUTCOMES, at: noon + 5, failed: 2, heardAt: noon + 1 });
        await store.countOutcomes(id, { ...NO_OUTCOMES, at: noon + 9, skipped: 1, heardAt: noon + 8 });
        await store.countOutcomes(id, synced(noon + 7, 3));
        await store.countOutcomes(id, synced(noon + QUARTER, 1));
        await store.countOutcomes(`${id}0`, synced(noon, 9));
        const first = { at: noon, synced: 3, failed: 2, skipped: 1, heardAt: noon + 8 };
        const second = { ...synced(noon + QUARTER, 1), heardAt: undefined };
        expect(await store.outcomes(id, noon, noon + 2 * QUARTER)).toEqual([first, second]);
        expect(await store.outcomes(id, noon + 60_000, noon + QUARTER)).toEqual([first]);
        expect(await store.outcomes(id, noon - QUARTER, noon)).toEqual([]);
      },
    );

    test('of the same journal entries count once', async () => {
      for (const upTo of [7, 7, 6]) await store.countOutcomes(id, synced(noon, 4), upTo);
      await store.countOutcomes(id, synced(noon, 2), 9);
      const [quarter] = await store.outcomes(id, noon, noon + 1);
      expect(quarter).toMatchObject({ synced: 6 });
    });
  });
}
