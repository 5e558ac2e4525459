// Fingerprint: the same content has the same one, whatever its order; another content has another one.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fingerprint } from '../../shared/core/fingerprint.ts';

describe('the same', () => {
  test.each([
    ['order of members', { a: 1, b: 2 }, { b: 2, a: 1 }],
    ['absent and undefined members', { a: 1, b: undefined }, { a: 1 }],
    ['deep down', { a: [{ x: '1', y: undefined }] }, { a: [{ x: '1' }] }],
  ])('%s', (_name, one, other) => {
    expect(fingerprint(one)).toBe(fingerprint(other));
  });

  test('over versions: links in the table hold them', () => {
    expect(fingerprint({ type: 'customer', name: 'Ada', active: true })).toBe('2Hi6WAEbr7LIRmt9');
  });
});

describe('another', () => {
  test.each([
    ['order of elements', ['a', 'b'], ['b', 'a']],
    ['number and text', { a: 1 }, { a: '1' }],
    ['null and absent', { a: null }, {}],
    ['trailing zero', '1.0', '1.00'],
    ['a border that moves', ['ab', 'c'], ['a', 'bc']],
    ['a text that looks like structure', { a: '1","b":"2' }, { a: '1', b: '2' }],
    ['nested and flat', [['a']], ['a']],
    ['empty list and empty object', [], {}],
    ['case', 'a', 'A'],
  ])('%s', (_name, one, other) => {
    expect(fingerprint(one)).not.toBe(fingerprint(other));
  });
});

test('any plain data survives storage with its fingerprint', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const stored: unknown = JSON.parse(JSON.stringify(value));
      expect(fingerprint(stored)).toBe(fingerprint(value));
      expect(fingerprint(value)).toMatch(/^[\w-]{16}$/);
    }),
  );
});
