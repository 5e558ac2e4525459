// Accidents of one request to the ledger: what the far side does with it, and what the caller hears.
import type { HttpAnswer, HttpResponse } from '../../../shared/connectors/http.ts';

/** `send` carries the request out at the ledger, now or later; the answer is what the caller hears. */
export type Accident = (send: () => Promise<HttpAnswer>) => Promise<HttpAnswer>;

const JSON_TYPE = { 'content-type': 'application/json' };

/** The ledger never saw it; the connection broke. */
export const lostOnTheWay: Accident = async () => ({ failed: 'broken' });
/** The ledger never saw it; time ran out. */
export const timeoutUnapplied: Accident = async () => ({ failed: 'timeout' });
/** Nothing was sent at all. */
export const unreachable: Accident = async () => ({ failed: 'refused' });

/** The ledger did it, and the caller hears something else. */
export const applied =
  (heard: HttpAnswer): Accident =>
  async (send) => {
    await send();
    return heard;
  };
export const timeoutApplied: Accident = applied({ failed: 'timeout' });
export const answerLost: Accident = applied({ failed: 'broken' });

/** The ledger did not do it and says something. */
export const answered =
  (answer: HttpResponse): Accident =>
  async () =>
    answer;

/** Keeps the request on its way; `arrive` lets it reach the ledger at last. */
export function late(): {
  readonly accident: Accident;
  readonly arrive: () => Promise<HttpAnswer | undefined>;
} {
  let send: (() => Promise<HttpAnswer>) | undefined;
  return {
    accident: async (given) => {
      send = given;
      return { failed: 'timeout' };
    },
    arrive: async () => await send?.(),
  };
}

/** An answer of Intuit's gateway, whose faults are written without capitals. */
export function gateway(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): HttpResponse {
  const body = { fault: { error: [{ message, detail: message, code }], type: 'SERVICE' } };
  return { status, headers: { ...JSON_TYPE, ...headers }, text: JSON.stringify(body) };
}

/** A fault of the application, under any status. */
export function fault(status: number, code: string, message: string, type = 'ValidationFault'): HttpResponse {
  const body = { Fault: { Error: [{ Message: message, Detail: message, code }], type } };
  return { status, headers: JSON_TYPE, text: JSON.stringify(body) };
}

export const page = (status: number): HttpResponse => ({
  status,
  headers: { 'content-type': 'text/html' },
  text: '<html><body>Sorry</body></html>',
});

export const throttled = (retryAfter?: number): HttpResponse =>
  gateway(
    429,
    '3001',
    'message=ThrottleExceeded; errorCode=003001; statusCode=429',
    retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) },
  );

export const tokenRefused = (): HttpResponse =>
  gateway(401, '3200', 'message=AuthenticationFailed; errorCode=003200; statusCode=401');
