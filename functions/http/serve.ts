// Serving: the route's handler, safe headers on whatever it answers, and one plain answer to everything unforeseen.
import type { Host } from '../../shared/host/host.ts';
import type { HttpAnswer, HttpRequest } from './http.ts';
import { refuse } from './problem.ts';

export type HttpHandler = (host: Host, request: HttpRequest) => Promise<HttpAnswer>;

/** Handlers by route, as the gateway names it. */
export type RouteTable = Readonly<Record<string, HttpHandler>>;

/** Answers a request; never throws. */
export async function serve(routes: RouteTable, host: Host, request: HttpRequest): Promise<HttpAnswer> {
  const handler = Object.hasOwn(routes, request.route) ? routes[request.route] : undefined;
  if (handler === undefined) return withSafeHeaders(refuse(request, 'not_found', 'There is no such route.'));
  try {
    return withSafeHeaders(await handler(host, request));
  } catch (error) {
    // An exception is a bug or a dependency that is down: the caller gets an id, the log gets the place.
    host.log.error('request_crashed', { request: request.id, route: request.route, ...whereOf(error) });
    host.metrics.count('request_crashed', 1, { route: request.route });
    const detail =
      'Something unforeseen happened. Send the request again; report the request id if it stays.';
    return withSafeHeaders(refuse(request, 'internal', detail));
  }
}

/** Answers hold business data: no cache keeps them, no browser guesses what they are or frames them. */
const SAFE_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=63072000; includeSubDomains', // two years, what preload lists ask for
  'x-content-type-options': 'nosniff',
} as const;

function withSafeHeaders(answer: HttpAnswer): HttpAnswer {
  return { ...answer, headers: { ...SAFE_HEADERS, ...answer.headers } };
}

/** The innermost frames are enough to find the line; the message stays out, because it may quote a customer's data. */
const FRAMES_LOGGED = 5;

function whereOf(error: unknown): { readonly error: string; readonly frames?: string } {
  if (!(error instanceof Error)) return { error: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^ +at /.test(line));
  return {
    error: error.name,
    frames: frames
      .slice(0, FRAMES_LOGGED)
      .map((frame) => frame.trim())
      .join(' < '),
  };
}
