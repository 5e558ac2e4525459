// One origin for the page and what it asks, as CloudFront makes it: the console at /, the API at /api, the issuer at /issuer.
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { ASKED_ANEW, contentPolicy, IMMUTABLE } from '../../infra/console-headers.ts';
import { ISSUER_PATH, notHere, openIssuer } from '../sign-in/issuer.ts';
import { CLIENT_ID } from '../sign-in/users.ts';
import { type HttpRequest, type HttpResponse, splitTarget } from '../stack/http-event.ts';
import { ROOT } from '../synth.ts';

export type ToApi = (request: HttpRequest) => Promise<HttpResponse>;

/** Stands before the gateway. */
export type Front = {
  /** What the functions have to know of it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly answer: (request: HttpRequest, toApi: ToApi) => Promise<HttpResponse>;
};

export const CONSOLE_DIST = join(ROOT, 'console/dist');

export async function openFront(url: string, dist = CONSOLE_DIST): Promise<Front> {
  const issuer = await openIssuer(url);
  return {
    environment: { OIDC_ISSUER: `${url}${ISSUER_PATH}`, OIDC_CLIENT_ID: CLIENT_ID, CONSOLE_URL: url },
    answer: async (request, toApi) => {
      const { path } = splitTarget(request.target);
      if (path.startsWith(`${ISSUER_PATH}/`)) return (await issuer(request)) ?? notHere();
      if (path === '/config.json') return toApi({ ...request, target: '/v1/sign-in' });
      if (path.startsWith('/api/')) return toApi({ ...request, target: request.target.slice('/api'.length) });
      if (/^\/(v1|oauth|webhooks)\//.test(path) || request.method !== 'GET') return toApi(request);
      return (await file(dist, path)) ?? page(dist);
    },
  };
}

/** A file of the build; undefined for what is none, also for a way out of its folder. */
async function file(dist: string, path: string): Promise<HttpResponse | undefined> {
  const type = TYPES[extname(path)];
  const place = normalize(join(dist, path));
  if (type === undefined || !place.startsWith(`${dist}${sep}`)) return undefined;
  const body = await readFile(place).catch(() => undefined);
  const kept = path.startsWith('/assets/') ? IMMUTABLE : ASKED_ANEW;
  return body && { status: 200, headers: { ...SAFE, 'content-type': type, 'cache-control': kept }, body };
}

/** Every other address is a page of the console, which finds out by itself which. */
async function page(dist: string): Promise<HttpResponse> {
  const body = await readFile(join(dist, 'index.html')).catch(() => undefined);
  const headers = { ...SAFE, 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' };
  if (body !== undefined) return { status: 200, headers, body };
  return { status: 503, headers: { ...headers, 'retry-after': '3' }, body: NOT_BUILT };
}

const NOT_BUILT =
  '<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="3"><title>Ledgerlane</title>' +
  '<h1>The console is being built</h1><p>This page comes back by itself. Without npm start: npm run build:console.</p></html>';

const SAFE = {
  'content-security-policy': contentPolicy([]),
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
};
