// Messages of a lane: what is written can be read, and what is not ours is not guessed at.
import { describe, expect, test } from 'vitest';
import { LOOKS_PER_MESSAGE_MAX, type Look } from '../../../shared/host/host.ts';
import { decodeLaneMessage, encodeLaneMessage } from '../../../shared/host/lane-message.ts';

const LOOKS: readonly Look[] = [
  { at: 'record', key: { connection: 'con_1', kind: 'customer', id: 'C#1' } },
  { at: 'document', document: { type: 'invoice', id: '12' }, changedAt: 5 },
  { at: 'changes' },
  { at: 'due' },
];

test('what is written can be read', () => {
  expect(decodeLaneMessage(encodeLaneMessage(LOOKS))).toEqual(LOOKS);
  expect(encodeLaneMessage(LOOKS)).toBe(
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
  expect(decodeLaneMessage(encodeLaneMessage([look]))).toEqual([look]);
});

test('a full message is far below the 256 KiB of the queue', () => {
  const key = { connection: 'c'.repeat(100), kind: 'customer' as const, id: 'ü'.repeat(255) };
  const looks: readonly Look[] = Array.from({ length: LOOKS_PER_MESSAGE_MAX }, () => ({ at: 'record', key }));
  expect(Buffer.byteLength(encodeLaneMessage(looks))).toBeLessThan(128 * 1024);
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
  ])('%s', (body) => {
    expect(decodeLaneMessage(body)).toBeUndefined();
  });
});
