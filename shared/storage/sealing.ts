// Sealing: what must not stand in a table in the clear is encrypted for the one row it belongs to.
import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import * as z from 'zod';

/** Keys by their id. New boxes are sealed with the current one; old boxes open with whichever sealed them. */
export interface Keyring {
  readonly current: string;
  /** Secret texts; the keys are derived from them. */
  readonly keys: Readonly<Record<string, string>>;
}

/** What a box is for: its row. A box that is moved to another row does not open there. */
export interface Seal {
  readonly keyring: Keyring;
  readonly row: string;
}

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
/** The nonce GCM is made for. Random ones may be drawn 2^32 times per key before two alike become likely. */
export const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Names what the derived key is for, so that the same secret text may also serve something else. */
const PURPOSE = 'ledgerlane sealing 1';

/** Seals a text: `key id . nonce . sealed text and tag`. The nonce (hex) must be random and never be used again. */
export function seal({ keyring, row }: Seal, plain: string, nonceHex: string): string {
  const nonce = Buffer.from(nonceHex, 'hex');
  if (nonce.length !== NONCE_BYTES) throw new Error(`A nonce has ${NONCE_BYTES} bytes, not ${nonce.length}`);
  const cipher = createCipheriv(CIPHER, keyOf(keyring, keyring.current), nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(row));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  return [keyring.current, nonce.toString('base64url'), sealed.toString('base64url')].join('.');
}

/** Opens a box. Throws if it was changed, belongs to another row, or its key is not on the ring any more. */
export function open({ keyring, row }: Seal, box: string): string {
  const [keyId = '', nonce = '', body = ''] = box.split('.');
  const sealed = Buffer.from(body, 'base64url');
  if (sealed.length < TAG_BYTES) throw new Error(`The sealed box of ${row} is cut off`);
  const decipher = createDecipheriv(CIPHER, keyOf(keyring, keyId), Buffer.from(nonce, 'base64url'), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(row));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]).toString();
  } catch {
    throw new Error(
      `The sealed box of ${row} does not open: changed, moved, or sealed by another key "${keyId}"`,
    );
  }
}

/** Reads `{"current":"k1","k1":"<secret text>"}`. Throws without repeating any of it. */
export function parseKeyring(secret: string): Keyring {
  const read = KEYRING.safeParse(parsed(secret));
  if (!read.success) throw new Error('The key ring must be {"current":"k1","k1":"<32 characters or more>"}');
  const { current, ...keys } = read.data;
  if (!Object.hasOwn(keys, current))
    throw new Error('The key ring has no key of the id that "current" names');
  return { current, keys };
}

/** Ids are part of the box and stand before its first dot. 32 characters are the least that can hold 128 bits. */
const KEYRING = z.object({ current: z.string().regex(/^\w{1,32}$/) }).catchall(z.string().min(32));

function keyOf({ keys }: Keyring, id: string): Buffer {
  const secret = Object.hasOwn(keys, id) ? keys[id] : undefined;
  if (secret === undefined) throw new Error(`The key ring has no key "${id.slice(0, 32)}"`);
  return Buffer.from(hkdfSync('sha256', secret, '', PURPOSE, KEY_BYTES));
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined; // the parser's message would show a part of the secret
  }
}
