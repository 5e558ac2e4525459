// Packed bodies come back as they were, also those that were packed before the newest dictionary.
import { deflateRawSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pack, unpack } from '../../../shared/storage/packed.ts';
import { DICTIONARIES } from '../../../shared/storage/packed-dictionary.ts';
import { fingerprint } from '../../../shared/core/fingerprint.ts';

describe('a packed body', () => {
  test('comes back as it was, whatever it is', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        const value: unknown = JSON.parse(json);
        expect(JSON.stringify(unpack(pack(value)))).toBe(JSON.stringify(value));
      }),
    );
  });

  test('is readable in the table while it is short, and deflated when it is not', () => {
    expect(pack({ a: 1 })).toEqual({ S: '{"a":1}' });
    expect(pack({ a: 'x'.repeat(500) }).B?.length).toBeLessThan(50);
  });

  test('of a dictionary we do not have is refused', () => {
    expect(() => unpack({ B: Buffer.from([99, 1, 2]) })).toThrow(/unknown dictionary/);
    expect(() => unpack({ B: Buffer.alloc(0) })).toThrow(/unknown dictionary/);
  });

  test('absent is undefined', () => {
    expect(unpack(undefined)).toBeUndefined();
  });
});

describe('dictionaries', () => {
  // Bodies in production were packed with these very bytes. If this fails, add a dictionary instead of changing one.
  test.each([[1, 'f3JlrHLrDNCgCznf']])('number %i has not changed', (number, known) => {
    expect(fingerprint(DICTIONARIES[number]?.toString())).toBe(known);
  });

  test('every one can still be read', () => {
    for (const [number, dictionary] of Object.entries(DICTIONARIES)) {
      const body = deflateRawSync('{"kind":"invoice"}', { dictionary });
      expect(unpack({ B: Buffer.concat([Buffer.of(Number(number)), body]) })).toEqual({ kind: 'invoice' });
    }
  });
});
