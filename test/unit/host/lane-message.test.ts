// Messages of a lane: what is written can be read, and what is not ours is not guessed at.
import { describe, expect, test } from 'vitest';
import type { Intake } from '../../../shared/core/completeness.ts';
import { LOOKS_PER_MESSAGE_MAX, type Look } from '../../../shared/host/host.ts';
import { decodeLaneMessage, encodeLaneMessage } from '../../../shared/host/lane-message.ts';

// Sums beyond what a double holds are exact.
const INTAKE: Intake = {
  id: 'id1',
  connection: 'con_1',
  at: 1_763_000_005_000,
  byKind: new Map([
    ['customer', { count: 2, money: new Map() }],
    [
      'invoice',
      {
        count: 1,
        money: new Map([
          ['EUR', -900_000_000_000_000_001n],
          ['JPY', 7n],
        ]),
      },
    ],
  ]),
};
const LOOKS: readonly Look[] = [
  { at: 'record', key: { connection: 'con_1', kind: 'customer', id: 'C#1' } },
  { at: 'document', document: { type: 'invoice', id: '12' }, changedAt: 5 },
  { at: 'changes' },
  { at: 'due' },
];

test('what is written can be read', () => {
  expect(decodeLaneMessage(encodeLaneMessage({ looks: LOOKS }))).toEqual({ looks: LOOKS });
  expect(encodeLaneMessage({ looks: LOOKS })).toBe(
    '{"v":1,"looks":[["r","con_1","customer#C#1"],["d","invoice","12",5],["changes"],["due"]]}',
  );
});

test.each<Look>([
  { at: 'lists' },
  { at: 'held', connection: 'con_1' },
  { at: 'held', connection: 'con_1', cursor: 'abc.def' },
  { at: 'untold', connection: 'con_1', cursor: 'abc.def' },
  { at: 'import', connection: 'con_1' },
  { at: 'due', notBefore: 5 },
])('a look at $at can be read too', (look) => {
  expect(decodeLaneMessage(encodeLaneMessage({ looks: [look] }))).toEqual({ looks: [look] });
});

test('what its request brought that was new goes with it', () => {
  const message = { looks: LOOKS, intake: INTAKE };
  expect(decodeLaneMessage(encodeLaneMessage(message))).toEqual(message);
});

test('a kind that only a later version knows is not counted', () => {
  const body = '{"v":1,"looks":[["due"]],"intake":["id1","con_1",7,[["voucher",2,{}],["item",1,{}]]]}';
  expect(decodeLaneMessage(body)?.intake?.byKind).toEqual(
    new Map([['item', { count: 1, money: new Map() }]]),
  );
});

test('a full message is far below the 256 KiB of the queue', () => {
  const key = { connection: 'c'.repeat(100), kind: 'customer' as const, id: 'ü'.repeat(255) };
  const looks: readonly Look[] = Array.from({ length: LOOKS_PER_MESSAGE_MAX }, () => ({ at: 'record', key }));
  expect(Buffer.byteLength(encodeLaneMessage({ looks, intake: INTAKE }))).toBeLessThan(128 * 1024);
});

describe('not ours', () => {
  test.each([
    '',
    'null',
    '[]',
    '{}',
    '{"v":2,"looks":[]}',
    '{"v":1}',
    '{"v":1,"looks":[["x"]]}',
    '{"v":1,"looks":[["r","con_1","unknown#1"]]}',
    '{"v":1,"looks":[["r","con_1","customer"]]}',
    '{"v":1,"looks":[["r","con_1"]]}',
    '{"v":1,"looks":[["held"]]}',
    '{"v":1,"looks":[["d","invoice","1","soon"]]}',
    '{"v":1,"looks":[["due"],["d","invoice","1"]]}',
    '{"v":1,"looks":[["due"]],"intake":["id1","con_1",7,[["item",1,{"EUR":"1.50"}]]]}',
  ])('%s', (body) => {
    expect(decodeLaneMessage(body)).toBeUndefined();
  });
});
