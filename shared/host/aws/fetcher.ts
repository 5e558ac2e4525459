// The network of the AWS host: one request over the runtime's fetch, with limits, and with its failures told apart.
import type { Fetcher, HttpAnswer, HttpFailure, HttpRequest } from '../../connectors/http.ts';

/** A full query page of a ledger (1,000 invoices) is some 4 MB; twice that is a mistake or an attack, not an answer. */
const ANSWER_BYTES_MAX = 8 * 1024 * 1024;

/**
 * Sends a request once. Redirects come back as they are: following one would carry the token to another host. Connections
 * are kept open between calls (the runtime's own pool), so a warm function pays for TLS once.
 */
export const fetchOnce: Fetcher = async (request) => {
  const signal = AbortSignal.timeout(request.timeoutMs);
  try {
    return await answerOf(await send(request, signal), request.binary === true);
  } catch (error) {
    return { failed: signal.aborted ? 'timeout' : failureOf(error) };
  }
};

function send({ method, url, headers, body }: HttpRequest, signal: AbortSignal): Promise<Response> {
  return fetch(url, { method, headers: { ...headers }, body, redirect: 'manual', signal });
}

/** Reads the answer piece by piece, so that an endless one ends at the limit and not in our memory. */
async function answerOf(response: Response, isBinary: boolean): Promise<HttpAnswer> {
  const parts: AsyncIterable<Uint8Array> | undefined = response.body ?? undefined;
  const read: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of parts ?? []) {
    bytes += part.byteLength;
    // Leaving the loop closes the connection.
    if (bytes > ANSWER_BYTES_MAX) return { failed: 'too_large' };
    read.push(part);
  }
  const whole = Buffer.concat(read);
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    text: isBinary ? whole.toString('base64') : new TextDecoder().decode(whole),
  };
}

/** Failures before a connection stood: nothing can have been sent. */
const NEVER_SENT: readonly string[] = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
];

/** Anything we do not know may have happened after sending, so it counts as that. */
function failureOf(error: unknown): HttpFailure {
  const code = codesOf(error).find((each) => NEVER_SENT.includes(each));
  return code === undefined ? 'broken' : 'refused';
}

/** The code stands on the cause; where a name has several addresses, on each of the connects that failed. */
function codesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  const parts = error instanceof AggregateError ? error.errors : [];
  return [...own, ...parts.flatMap(codesOf), ...codesOf(error.cause)];
}
