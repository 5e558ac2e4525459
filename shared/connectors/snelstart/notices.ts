// Key notices: SnelStart tells once, unsigned, that a coupling key was made, changed or deleted. Believed for nothing but a look.
import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import type { NoticeReader } from '../ports.ts';

export interface KeyNoticeParts {
  /** What reference keys are made with; changing it lets earlier ones count for nothing. */
  readonly hintSecret: () => Promise<string>;
}

/**
 * The reference that an activation link carries and that the notice brings back: which connection is meant, with a proof that
 * it was us who said so. The key in the body is not read: a key counts when it opens its administration, entered by a person.
 */
export function referenceKey(secret: string, connection: string): string {
  return `${connection}.${proofOf(secret, connection)}`;
}

/** 128 bits of an HMAC: not to be guessed, and short enough for SnelStart's 500 characters. */
function proofOf(secret: string, connection: string): string {
  return createHmac('sha256', secret).update(`coupling ${connection}`).digest('hex').slice(0, 32);
}

/** A body of three short texts. */
const BODY_BYTES_MAX = 4_096;
const BODY = z.object({ ActionType: z.string(), ReferenceKey: z.string().max(500) });

export function createKeyNotices({ hintSecret }: KeyNoticeParts): NoticeReader {
  return {
    read: async (_headers, rawBody) => {
      const secret = await hintSecret();
      const body = rawBody.byteLength > BODY_BYTES_MAX ? undefined : bodyIn(rawBody);
      const reference = body?.ReferenceKey ?? '';
      const cut = reference.lastIndexOf('.');
      const connection = reference.slice(0, Math.max(0, cut));
      const [given, wanted] = [reference, referenceKey(secret, connection)].map((each) => Buffer.from(each));
      const isOurs =
        secret !== '' &&
        given !== undefined &&
        wanted !== undefined &&
        given.byteLength === wanted.byteLength &&
        timingSafeEqual(given, wanted);
      return isOurs ? { type: 'hint', connection } : { type: 'refused' };
    },
  };
}

function bodyIn(raw: Uint8Array): z.infer<typeof BODY> | undefined {
  try {
    return BODY.safeParse(JSON.parse(Buffer.from(raw).toString('utf8'))).data;
  } catch {
    return undefined; // no JSON: nobody we know
  }
}
