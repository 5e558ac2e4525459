// An API key: shown once in the clear, stored as its hash (functions/http/authorise.ts reads it).
import { createHash } from 'node:crypto';
import type { Random } from '../../../shared/host/host.ts';
import type { ApiKeyRecord } from '../../../shared/storage/ports.ts';

/** 48 bits tell the keys of an installation apart, 256 cannot be guessed. */
const ID_BYTES = 6;
const SECRET_BYTES = 32;

export function makeApiKey(
  random: Pick<Random, 'secret'>,
  rest: Omit<ApiKeyRecord, 'keyId' | 'hash'>,
): { readonly key: string; readonly record: ApiKeyRecord } {
  const keyId = random.secret(ID_BYTES);
  const key = `llk_${keyId}_${random.secret(SECRET_BYTES)}`;
  return { key, record: { keyId, hash: createHash('sha256').update(key).digest('hex'), ...rest } };
}

/** The one in use and the one that the product changes over to. */
export const LIVE_KEYS_MAX = 2;

export const isLiveKey = ({ expiresAt }: ApiKeyRecord, now: number): boolean =>
  expiresAt === undefined || expiresAt > now;
