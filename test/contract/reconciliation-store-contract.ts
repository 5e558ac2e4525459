// What any store of reconciliations must do. Run against DynamoDB and against its twin in memory.
import { beforeEach, describe, expect, test } from 'vitest';
import { found, type Reconciliation, type ReconciliationPart } from '../../shared/core/reconciliation.ts';
import type { ReconciliationStore } from '../../shared/storage/reconciliation-port.ts';
import { CONTRACT_NOW } from './support/examples.ts';

export function reconciliationStoreContract(open: () => ReconciliationStore): void {
  let store: ReconciliationStore;
  let connection = '';
  let opened = 0;
  beforeEach(() => {
    store = open();
    connection = `con_${(opened += 1)}`;
  });
  const run = (id: string, changes: Partial<Reconciliation> = {}): Reconciliation => ({
    id,
    connection,
    lane: 'quickbooks:1',
    from: '2026-01-01',
    to: '2026-12-31',
    startedAt: CONTRACT_NOW,
    startedBy: 'key1',
    state: 'running',
    step: 0,
    place: { at: 'ledger', kind: 'invoice' },
    movedAt: CONTRACT_NOW,
    ...changes,
  });
  const part = (listed: readonly string[]): ReconciliationPart => ({
    findings: found(
      [{ kind: 'invoice', currency: 'EUR', month: '2026-11', side: 'ledger', count: 1, amount: '100.00' }],
      [{ type: 'not_ours', kind: 'invoice', document: { type: 'invoice', id: '7' }, theirs: '1.00' }],
    ),
    listed,
    next: { at: 'ledger', kind: 'invoice', cursor: '5/1' },
  });

  describe('reconciliations', () => {
    test('there are none at first', async () => {
      expect(await store.newest(connection)).toBeUndefined();
      expect(await store.find(connection, 'a')).toBeUndefined();
      expect(await store.ended(connection, 5)).toEqual([]);
      expect(await store.parts(run('a'))).toEqual([]);
    });

    test('one runs at a time, and the next when it has ended', async () => {
      expect(await store.start(run('a'))).toBe('started');
      expect(await store.start(run('b'))).toBe('running');
      expect(await store.newest(connection)).toEqual(run('a'));
      expect(await store.move(run('a', { state: 'done', step: 1 }), 0)).toBe('moved');
      expect(await store.start(run('b'))).toBe('started');
      expect((await store.find(connection, 'a'))?.state).toBe('done');
      expect((await store.find(connection, 'b'))?.state).toBe('running');
    });

    test('of two that start at once one does', async () => {
      const answers = await Promise.all(['a', 'b', 'c'].map((id) => store.start(run(id))));
      expect(answers.filter((answer) => answer === 'started')).toHaveLength(1);
    });

    test('it moves from the step it is at, and only while it runs', async () => {
      await store.start(run('a'));
      const first = run('a', { step: 1, place: { at: 'links', kind: 'invoice', cursor: 'x' } });
      expect(await store.move(first, 0)).toBe('moved');
      expect(await store.newest(connection)).toEqual(first);
      expect(await store.move(run('a', { step: 2 }), 0)).toBe('conflict');
      expect(await store.move(run('b', { step: 2 }), 1)).toBe('conflict');
      const failed = run('a', { step: 1, state: 'failed', fault: 'gone', endedAt: CONTRACT_NOW });
      expect(await store.move({ ...first, tries: 1 }, 1)).toBe('moved');
      expect(await store.move(failed, 1)).toBe('moved');
      expect(await store.move(run('a', { step: 2 }), 1)).toBe('conflict');
      expect(await store.find(connection, 'a')).toEqual(failed);
    });

    test('a step counts once, however often it is done', async () => {
      await store.start(run('a'));
      expect(await store.keepPart(run('a'), 0, part(['1', '2']))).toEqual(part(['1', '2']));
      expect(await store.keepPart(run('a'), 0, part(['3']))).toEqual(part(['1', '2']));
      expect(await store.parts(run('a'))).toEqual([part(['1', '2'])]);
    });

    test('parts come in the order of their steps, and each has its own', async () => {
      for (const step of [0, 2, 10, 1]) await store.keepPart(run('a'), step, part([String(step)]));
      await store.keepPart(run('ab'), 0, part(['x']));
      expect((await store.parts(run('a'))).map(({ listed }) => listed)).toEqual([
        ['0'],
        ['1'],
        ['2'],
        ['10'],
      ]);
    });

    test('those that have ended come newest first', async () => {
      for (const id of ['01', '02', '03']) {
        await store.start(run(id));
        await store.move(run(id, { state: 'done', step: 1, findings: part([]).findings }), 0);
      }
      expect((await store.ended(connection, 2)).map(({ id }) => id)).toEqual(['03', '02']);
      expect((await store.ended(`${connection}0`, 2)).length).toBe(0);
      expect(await store.find(connection, '01')).toEqual(
        run('01', { state: 'done', step: 1, findings: part([]).findings }),
      );
    });
  });
}
