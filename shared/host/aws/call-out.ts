// Calling out: one POST, or one GET of a file, to an address that somebody typed in, to nobody but the public internet, and never further.
import { lookup } from 'node:dns/promises';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { isLoopback, isPublicAddress, readCallbackUrl } from '../../connectors/product/callback-address.ts';
import type { CallAnswer, CallOut, FileAnswer, FileCall, ProductCall } from '../host.ts';

export interface CallOutParts {
  /** Only `npm start` and tests: a receiver on this very machine may be called, also without TLS. */
  readonly local: boolean;
  /** The addresses of a host name; the system's name server unless told otherwise. */
  readonly resolve?: (host: string) => Promise<readonly string[]>;
}

/** What is read of an answer: nobody looks at it, but a connection ends politely only after its end. */
const ANSWER_BYTES_MAX = 64 * 1024;

/** Addresses of files are signed by machines, and signatures are long. As in the schema of files (product/fields.ts). */
const FILE_URL_LENGTH_MAX = 2_000;

export function createCallOut({ local, resolve = resolved }: CallOutParts): CallOut {
  const mayCall = (address: string): boolean => isPublicAddress(address) || (local && isLoopback(address));
  const addressesOf = async (host: string): Promise<readonly string[]> => {
    const addresses = await resolve(host);
    // One address inside is enough: which of them is taken is not ours to know.
    return addresses.length > 0 && addresses.every(mayCall) ? addresses : [];
  };
  return {
    refusal: async (text) => {
      const read = readCallbackUrl(text, local);
      if (!read.ok) return read.detail;
      const addresses = await addressesOf(hostOf(read.url)).catch(() => undefined);
      if (addresses === undefined) return 'must be a host that can be found';
      return addresses.length === 0 ? 'must be a host on the public internet' : undefined;
    },
    post: async (call) => {
      const read = readCallbackUrl(call.url, local);
      return read.ok ? await send(read.url, call, guarded(addressesOf)) : { failed: 'address_refused' };
    },
    get: async (call) => {
      const read = readCallbackUrl(call.url, local, FILE_URL_LENGTH_MAX);
      return read.ok ? await fetchFile(read.url, call, guarded(addressesOf)) : { failed: 'address_refused' };
    },
  };
}

async function resolved(host: string): Promise<readonly string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address);
}

/** The name without the brackets of an IPv6 address. */
const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

const REFUSED = 'ADDRESS_REFUSED';

/**
 * The connection is made to the very addresses that were checked: a name that leads elsewhere a moment later leads nowhere.
 * TLS still asks for the certificate of the name.
 */
function guarded(addressesOf: (host: string) => Promise<readonly string[]>): LookupFunction {
  return (host, { all }, answer) => {
    addressesOf(host).then(
      (addresses) => {
        const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
        const [first] = found;
        if (first === undefined) answer(Object.assign(new Error(REFUSED), { code: REFUSED }), '', 0);
        else if (all === true) answer(null, found);
        else answer(null, first.address, first.family);
      },
      (error: unknown) => answer(error instanceof Error ? error : new Error('not found'), '', 0),
    );
  };
}

/** One request over a connection of its own; what answers with a redirect has answered. */
function send(
  url: URL,
  { headers, body, timeoutMs }: ProductCall,
  lookUp: LookupFunction,
): Promise<CallAnswer> {
  const begin = url.protocol === 'http:' ? requestHttp : requestHttps;
  // Addresses in numbers, which only a developer's machine may call, are not looked up.
  return new Promise((answer) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const request = begin(
      url,
      { method: 'POST', headers, agent: false, lookup: lookUp, signal },
      (response) => drain(response, () => answer(answerOf(response))),
    );
    request.on('error', (error: NodeJS.ErrnoException) =>
      answer({ failed: failureOf(error, signal.aborted) }),
    );
    request.end(body);
  });
}

/** One file over a connection of its own. A redirect is an answer: following it would leave the guard behind. */
function fetchFile(url: URL, { timeoutMs, bytesMax }: FileCall, lookUp: LookupFunction): Promise<FileAnswer> {
  const begin = url.protocol === 'http:' ? requestHttp : requestHttps;
  return new Promise((answer) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const failed = (error: NodeJS.ErrnoException): void =>
      answer({ failed: failureOf(error, signal.aborted) });
    const request = begin(url, { method: 'GET', agent: false, lookup: lookUp, signal }, (response) => {
      const parts: Uint8Array[] = [];
      let bytes = 0;
      response.on('data', (part: Uint8Array) => {
        bytes += part.byteLength;
        parts.push(part);
        if (bytes <= bytesMax) return;
        answer({ failed: 'too_large' });
        response.destroy();
      });
      response.on('error', failed);
      response.on('end', () => answer({ status: response.statusCode ?? 0, bytes: Buffer.concat(parts) }));
    });
    request.on('error', failed);
    request.end();
  });
}

/** Reads to the end or to the limit. The status says all; a body that breaks off does not take it back. */
function drain(response: IncomingMessage, done: () => void): void {
  let bytes = 0;
  response.on('data', (part: Uint8Array) => {
    bytes += part.byteLength;
    if (bytes > ANSWER_BYTES_MAX) response.destroy();
  });
  response.on('error', done);
  response.on('close', done);
}

function answerOf({ statusCode = 0, headers }: IncomingMessage): CallAnswer {
  const seconds = Number(headers['retry-after'] ?? NaN);
  return { status: statusCode, retryAfterMs: seconds > 0 ? seconds * 1000 : undefined };
}

function failureOf({ code }: NodeJS.ErrnoException, timedOut: boolean) {
  if (code === REFUSED) return 'address_refused';
  return timedOut ? 'timeout' : 'unreachable';
}
