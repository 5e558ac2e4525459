// Sealed boxes open only with the right key, for the right row, and unchanged.
import { describe, expect, test } from 'vitest';
import { NONCE_BYTES, open, parseKeyring, seal } from '../../../shared/storage/sealing.ts';

const K1 = 'first-secret-text-with-enough-characters-1234';
const K2 = 'other-secret-text-with-enough-characters-5678';
const first = { current: 'k1', keys: { k1: K1 } };
const rotated = { current: 'k2', keys: { k1: K1, k2: K2 } };
const row = 'credentials#quickbooks:1';
const nonce = '00112233445566778899aabb';
const box = seal({ keyring: first, row }, 'refresh-token ü', nonce);

describe('a box', () => {
  test('opens for its row, and shows nothing of what is inside', () => {
    expect(open({ keyring: first, row }, box)).toBe('refresh-token ü');
    expect(box).not.toContain('refresh');
    expect(box.split('.').map((part) => part.length)).toEqual([2, 16, 43]);
  });

  test('an empty text can be sealed', () => {
    expect(open({ keyring: first, row }, seal({ keyring: first, row }, '', nonce))).toBe('');
  });

  test('does not open in another row', () => {
    expect(() => open({ keyring: first, row: 'credentials#quickbooks:2' }, box)).toThrow(/does not open/);
  });

  test('opens after a rotation, while new ones are sealed with the new key', () => {
    expect(open({ keyring: rotated, row }, box)).toBe('refresh-token ü');
    const next = seal({ keyring: rotated, row }, 'next', nonce);
    expect(next.startsWith('k2.')).toBe(true);
    expect(open({ keyring: rotated, row }, next)).toBe('next');
    expect(() => open({ keyring: first, row }, next)).toThrow('The key ring has no key "k2"');
  });

  test('does not open under another key of the same id', () => {
    expect(() => open({ keyring: { current: 'k1', keys: { k1: K2 } }, row }, box)).toThrow(/does not open/);
  });

  test.each(Array.from(box, (_, i) => i))('does not open with its character %i changed', (i) => {
    const changed = box.slice(0, i) + (box[i] === 'A' ? 'B' : 'A') + box.slice(i + 1);
    // The last character of a part carries bits that decode to nothing: the bytes are the same then.
    const same = bytesOf(changed) === bytesOf(box);
    if (same) expect(open({ keyring: first, row }, changed)).toBe('refresh-token ü');
    else expect(() => open({ keyring: first, row }, changed)).toThrow();
  });

  test.each(['', 'k1', 'k1..', 'k1.AAAA.AAAA', box.slice(0, -4), `${box}AAAA`, '__proto__.AAAA.AAAA'])(
    'is refused when it is %s',
    (broken) => {
      expect(() => open({ keyring: first, row }, broken)).toThrow();
    },
  );

  test('takes only a nonce of the right length', () => {
    expect(() => seal({ keyring: first, row }, 'x', '0011')).toThrow(`A nonce has ${NONCE_BYTES} bytes`);
  });
});

describe('a key ring', () => {
  test('is read from its secret', () => {
    expect(parseKeyring(JSON.stringify({ current: 'k2', k1: K1, k2: K2 }))).toEqual(rotated);
  });

  test.each([
    ['no JSON', `${K1}`],
    ['no current key', JSON.stringify({ k1: K1 })],
    ['an unknown current key', JSON.stringify({ current: 'k9', k1: K1 })],
    ['a key too short to be one', JSON.stringify({ current: 'k1', k1: 'short' })],
    ['a key that is no text', JSON.stringify({ current: 'k1', k1: 42 })],
    ['an id that would break the box', JSON.stringify({ current: 'k.1', 'k.1': K1 })],
  ])('with %s is refused, and the message repeats nothing of it', (_, secret) => {
    expect(() => parseKeyring(secret)).toThrow(/key ring/);
    expect(() => parseKeyring(secret)).not.toThrow(K1);
  });
});

const bytesOf = (text: string): string =>
  text
    .split('.')
    .map((part, i) => (i === 0 ? part : Buffer.from(part, 'base64url').toString('hex')))
    .join('.');
