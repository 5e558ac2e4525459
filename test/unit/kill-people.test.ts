// What people touch under the kill load: told from the ledger's own log, and able to fail.
import { describe, expect, it, test } from 'vitest';
import type { Books } from '../kill/books.ts';
import type { Promised, Told } from '../kill/history.ts';
import type { Shown } from '../kill/observe.ts';
import { driftUnseen, isExplained, peopleIn } from '../kill/people.ts';

const told = (kind: Told['kind'], record: string, more: Partial<Told> = {}): Told => ({
  ...{ id: `${kind}-${record}`, kind, record, revision: 1, presence: 'live', cents: 0 },
  ...more,
});
const promised: readonly Promised[] = [
  { company: 0, newest: told('invoice', 'I'), revisions: 1 },
  { company: 0, newest: told('payment', 'P', { pays: 'I' }), revisions: 1 },
  { company: 0, newest: told('invoice', 'J'), revisions: 1 },
];
const ACT = { company: 0, entity: 'Invoice', id: '2', record: 'I' } as const;

type Log = readonly (readonly [by: string, operation: string])[];

const peopleAfter = (...log: Log) => peopleIn([ACT], promised, [booksWith(...log)]);

function booksWith(...log: Log): Books {
  const writeLog = log.map(([by, operation]) => ({ entity: 'Invoice', id: '2', operation, by }));
  return {
    realm: '1',
    objects: { Customer: [], Item: [], Invoice: [], Payment: [] },
    writeLog,
    calls: { writes: 0, reads: 0, replays: 0, requests: 0 },
  };
}

describe('what a person did with a document of ours', () => {
  test.each([
    ['nothing came of it', [['api', 'Create']], { drift: false, over: 0 }],
    [
      'an edit',
      [
        ['api', 'Create'],
        ['ui', 'Update'],
      ],
      { drift: true, over: 0 },
    ],
    [
      'an edit, and a payment booked on it',
      [
        ['ui', 'Update'],
        ['books', 'Update'],
      ],
      { drift: true, over: 0 },
    ],
    [
      'an edit that we went over',
      [
        ['ui', 'Update'],
        ['api', 'Update'],
      ],
      { drift: false, over: 1 },
    ],
    [
      'an edit of what its source ended',
      [
        ['ui', 'Update'],
        ['api', 'Void'],
      ],
      { drift: false, over: 0 },
    ],
    [
      'an edit after our own',
      [
        ['api', 'Update'],
        ['ui', 'Delete'],
      ],
      { drift: true, over: 0 },
    ],
  ] as const)('%s', (_what, log, { drift, over }) => {
    const people = peopleAfter(...log);
    expect(people.isDrift(0, 'invoice', 'I')).toBe(drift);
    expect(people.overwritten).toHaveLength(over);
  });

  it('disturbs what pays it, and nothing else', () => {
    const { isDisturbed } = peopleAfter(['ui', 'Void']);
    const all = promised.map(({ company, newest }) => isDisturbed(company, newest.kind, newest.record));
    expect(all).toEqual([true, true, false]);
  });
});

describe('the row of what a person changed', () => {
  const row = (more: Partial<Shown>): Shown => ({
    company: 0,
    kind: 'invoice',
    id: 'I',
    state: 'synced',
    ...more,
  });
  const edited = peopleAfter(['api', 'Create'], ['ui', 'Update']);

  it('may not call both sides the same', () => {
    expect(driftUnseen(edited, [row({})])).toEqual(['0 invoice I']);
    const shown = row({ state: 'action_needed', reason: 'edited_in_ledger' });
    expect(driftUnseen(edited, [shown])).toEqual([]);
  });

  it('may do so once its source has ended it', () => {
    const ended = promised.map((one) => ({ ...one, newest: { ...one.newest, presence: 'voided' as const } }));
    const editedAfterIt = peopleIn([ACT], ended, [
      booksWith(['api', 'Create'], ['api', 'Void'], ['ui', 'Update']),
    ]);
    expect(editedAfterIt.isDrift(0, 'invoice', 'I')).toBe(false);
    expect(driftUnseen(editedAfterIt, [row({})])).toEqual([]);
  });

  test.each([
    [{ state: 'pending' }, false],
    [{ state: 'uncertain' }, false],
    [{ state: 'failed' }, false],
    [{ state: 'failed', problem: { code: 'edited_both_sides', sentence: '...' } }, true],
    [{ state: 'waiting' }, false],
    [{ state: 'waiting', reason: 'invoice' }, true],
    [{ state: 'action_needed', reason: 'edited_in_ledger' }, true],
    [{ state: 'synced' }, true],
  ])('%o explains itself: %s', (shown, expected) => {
    expect(isExplained(row(shown))).toBe(expected);
  });
});
