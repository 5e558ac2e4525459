// Keys: an administration is opened by its coupling key, which gives tokens of an hour. There is no refresh token and no code.
import * as z from 'zod';
import type { Answer, Fault } from '../../core/faults.ts';
import type { Fetcher } from '../http.ts';
import type { Tokens } from '../ports.ts';
import type { Client } from './client.ts';
import type { SnelStartEndpoints } from './endpoints.ts';
import { saidIn } from './faults.ts';
import { parseJson } from './json.ts';
import { companyInfo } from './lists.ts';

export interface KeyParts {
  readonly fetcher: Fetcher;
  readonly endpoints: SnelStartEndpoints;
}

/** Token calls take well under a second; a worker that holds a lane must not hang on one. */
const TOKEN_CALL_MS = 10_000;

/** A key has no end: it is good until somebody takes it back, which the token endpoint then says. */
const KEY_ENDS_MS = 100 * 365 * 86_400_000;

/** A coupling key is one line of plain text; longer ones were never given out. */
const KEY = /^[\x21-\x7e]{8,512}$/;

/** A fresh token for a key. Asking twice spends nothing. */
export async function refresh(
  { fetcher, endpoints }: KeyParts,
  key: string,
  now: number,
): Promise<Answer<Tokens>> {
  const answer = await fetcher({
    method: 'POST',
    url: endpoints.token,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    // In the body, never in the address, which stands in logs.
    body: new URLSearchParams({ grant_type: 'clientkey', clientkey: key }).toString(),
    timeoutMs: TOKEN_CALL_MS,
  });
  if ('failed' in answer) return { ok: false, fault: noAnswer(answer.failed) };
  const json = parseJson(answer.text);
  const read = GRANTED.safeParse(json);
  if (answer.status !== 200 || !read.success)
    return { ok: false, fault: refusal(answer.status, saidIn(json, answer.text).text) };
  return {
    ok: true,
    value: {
      accessToken: read.data.access_token,
      accessExpiresAt: now + Number(read.data.expires_in) * 1000,
      refreshToken: key,
      refreshExpiresAt: now + KEY_ENDS_MS,
    },
  };
}

/** Verifies a key that somebody entered: it has to give a token, and the token has to open an administration. */
export async function redeemKey(
  parts: KeyParts,
  client: Client,
  key: string,
  now: number,
): Promise<Answer<Tokens & { readonly company: string }>> {
  if (!KEY.test(key)) return { ok: false, fault: { fault: 'invalid', detail: 'this is no coupling key' } };
  const tokens = await refresh(parts, key, now);
  if (!tokens.ok) {
    const { fault } = tokens;
    return { ok: false, fault: fault.fault === 'disconnected' ? { ...fault, fault: 'invalid' } : fault };
  }
  const { accessToken } = tokens.value;
  const info = await companyInfo(client, { company: '', accessToken, timeoutMs: TOKEN_CALL_MS });
  if (!info.ok) return info;
  return { ok: true, value: { ...tokens.value, company: info.value.administratieIdentifier } };
}

const GRANTED = z.object({ access_token: z.string().min(1), expires_in: z.string().regex(/^\d{1,7}$/) });

/** Only the sentence about the key says that it is gone: nobody enters a key anew because of an outage. */
function refusal(status: number, text: string): Fault {
  const told = { vendorCode: `http ${status}`, detail: `the token endpoint answered ${status}` };
  if (status === 400 && /does not contain a valid value/i.test(text))
    return { ...told, fault: 'disconnected', detail: 'the coupling key is not accepted' };
  if (status === 429) return { fault: 'throttled', retryAfterMs: 60_000, ...told };
  return { fault: 'unavailable', ...told };
}

/** A token that was made and never seen harms nobody: to ask again is always right. */
function noAnswer(reason: string): Fault {
  return { fault: 'unavailable', vendorCode: reason, detail: 'the token endpoint gave no answer' };
}
