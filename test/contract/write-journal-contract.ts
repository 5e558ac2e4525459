// What any journal of writes must do. Run against DynamoDB and against its twin in memory.
import { beforeEach, describe, expect, test } from 'vitest';
import type { JournalEntry } from '../../shared/core/writes.ts';
import type { WriteJournal } from '../../shared/storage/ports.ts';
import { DOCUMENTS } from './support/every-kind.ts';
import { entry, invoiceKey } from './support/examples.ts';

export function writeJournalContract(open: () => WriteJournal): void {
  let writes: WriteJournal;
  let lane = '';
  let opened = 0;
  beforeEach(() => {
    writes = open();
    lane = `quickbooks:${(opened += 1)}`;
  });
  const made = (seq: number, changes: Partial<JournalEntry> = {}): JournalEntry =>
    entry(seq, [invoiceKey('con_1', `F-${seq}`)], { lane, ...changes });

  describe('journal', () => {
    test('is empty at first', async () => {
      expect(await writes.head(lane)).toBeUndefined();
      expect(await writes.entry(lane, 1)).toBeUndefined();
    });

    test('gives back what was appended, the newest as its head', async () => {
      for (const seq of [1, 2, 9, 10, 11]) expect(await writes.append(made(seq))).toBe('appended');
      expect(await writes.head(lane)).toEqual(made(11));
      expect(await writes.entry(lane, 9)).toEqual(made(9));
      expect(await writes.entry(lane, 3)).toBeUndefined();
    });

    test('gives every number once', async () => {
      const owners = ['a', 'b', 'c', 'd'];
      const results = await Promise.all(owners.map((owner) => writes.append(made(1, { owner }))));
      expect(results.filter((result) => result === 'appended')).toHaveLength(1);
      expect((await writes.head(lane))?.owner).toBe(owners[results.indexOf('appended')]);
    });

    test('the very entry sent again after a lost answer was appended', async () => {
      await writes.append(made(1));
      expect(await writes.append(made(1))).toBe('appended');
      expect(await writes.append(made(1, { owner: 'another' }))).toBe('taken');
      expect(await writes.append(made(1, { requestId: 'another' }))).toBe('taken');
    });

    test('keeps lanes apart', async () => {
      await writes.append(made(1));
      expect(await writes.head(`${lane}0`)).toBeUndefined();
    });

    test.each(DOCUMENTS.map((document) => [document.type, document] as const))(
      'gives back the write of a %s as it was announced',
      async (_, document) => {
        const [intent] = made(1).intents;
        if (intent === undefined) throw new Error('no intent');
        const target = { type: document.type, id: '57', revision: '3', updatedAt: 5 };
        const entryOf = made(1, { intents: [{ ...intent, document, target, operation: 'update' }] });
        await writes.append(entryOf);
        expect(await writes.head(lane)).toEqual(entryOf);
      },
    );

    test('holds a whole batch, and one that resumes another or announces nothing', async () => {
      const batch = entry(
        1,
        Array.from({ length: 30 }, (_, i) => invoiceKey('con_1', `F-${i}`)),
        { lane },
      );
      const resuming = made(2, { resumes: 1, recentCalls: { batches: [], singles: [1, 2] } });
      const empty = made(3, { intents: [] });
      for (const each of [batch, resuming, empty]) {
        await writes.append(each);
        expect(await writes.head(lane)).toEqual(each);
      }
    });
  });
}
