// The ledger of a simulated world: the simulator's own core in process, reached through the real connector, with accidents.
import type { Fetcher, HttpAnswer, HttpRequest, HttpResponse } from '../../shared/connectors/http.ts';
import type { LedgerConnector } from '../../shared/connectors/ports.ts';
import { createLedgers } from '../../shared/connectors/registry.ts';
import type { QuickBooks } from '../../simulators/quickbooks/quickbooks.ts';
import { at, parse, textAt } from './json.ts';
import type { Kernel } from './kernel.ts';
import { appliedLate, later, slow } from './late-answers.ts';
import type { Faults } from './swarm.ts';

const BASE = 'http://127.0.0.1:1';

/** What one request to the ledger is about: for faults, cells and verdicts. */
export interface LedgerCall {
  readonly request: HttpRequest;
  /** `POST batch`, `GET query`, `POST token`. */
  readonly op: string;
  readonly realm: string | undefined;
  readonly isWrite: boolean;
}

export function callOf(request: HttpRequest): LedgerCall {
  const [, version, , realm, resource = ''] = pathOf(request.url).split('/');
  if (version !== 'v3') return { request, op: `${request.method} token`, realm: undefined, isWrite: false };
  const isQuery = resource === 'query' || (resource === 'batch' && !/"operation"/.test(request.body ?? ''));
  const isWrite = request.method === 'POST' && !isQuery;
  const entity = resource === 'batch' && !isWrite ? 'batchquery' : resource;
  return { request, op: `${request.method} ${entity}`, realm, isWrite };
}

/** The part of an address behind the host and before the query; taking it apart as a whole costs ten times as much. */
function pathOf(url: string): string {
  const end = url.indexOf('?');
  return url.slice(BASE.length, end === -1 ? undefined : end);
}

/** Sends a request to the simulator, now. */
export function askSimulator(simulator: QuickBooks, { method, url, headers, body }: HttpRequest): HttpAnswer {
  const path = pathOf(url);
  const query = new URLSearchParams(url.slice(BASE.length + path.length));
  const lower = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const reply = simulator.request({
    method,
    path,
    query,
    headers: lower,
    body: body ?? '',
  });
  if ('dropped' in reply) return { failed: 'broken' };
  const text = typeof reply.body === 'string' ? reply.body : Buffer.from(reply.body).toString('latin1');
  const names = Object.entries(reply.headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  return { status: reply.status, headers: Object.fromEntries(names), text };
}

export const ACCIDENTS = [
  'unreachable',
  'dropBefore',
  'commitThenDrop',
  'error500',
  'commitThen500',
  'throttled',
  'tokenRefused',
  'html',
  'appliedLate',
  'slowLedger',
] as const;

export type Accident = 'none' | (typeof ACCIDENTS)[number];

export function accidentOf(kernel: Kernel, faults: Faults, { op, isWrite }: LedgerCall): Accident {
  if (op === 'POST token') return kernel.chance(faults.tokenAnswerLost) ? 'commitThenDrop' : 'none';
  const common = [
    'unreachable',
    'dropBefore',
    'error500',
    'throttled',
    'tokenRefused',
    'html',
    'slowLedger',
  ] as const;
  const ofWrites = ['commitThenDrop', 'commitThen500', 'appliedLate'] as const;
  for (const accident of isWrite ? [...ofWrites, ...common] : common)
    if (kernel.chance(faults[accident])) return accident;
  return 'none';
}

/** Lets a call meet its accident. `send` carries it out at the ledger. */
export function meet(
  kernel: Kernel,
  accident: Accident,
  { request, op }: LedgerCall,
  send: () => HttpAnswer,
): Promise<HttpAnswer> {
  // Token endpoints are slow: time enough for a second worker to ask as well.
  if (accident === 'none' && op === 'POST token') return later(kernel, kernel.random() * 3_000, send());
  const now = (answer: HttpAnswer): Promise<HttpAnswer> => Promise.resolve(answer);
  switch (accident) {
    case 'none':
      return now(send());
    case 'unreachable':
      return now({ failed: 'refused' });
    case 'dropBefore':
      return now({ failed: 'broken' });
    case 'commitThenDrop':
      send();
      return now({ failed: 'broken' });
    case 'error500':
      return now(error500());
    case 'commitThen500':
      send();
      return now(error500());
    case 'throttled':
      return now(throttled(kernel.chance(0.5)));
    case 'tokenRefused':
      return now(tokenRefused());
    case 'html':
      return now({ status: 200, headers: { 'content-type': 'text/html' }, text: '<html>Sorry</html>' });
    case 'appliedLate':
      return appliedLate(kernel, request, send);
    case 'slowLedger':
      return slow(kernel, request, send, 45_000);
  }
}

function gateway(
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
): HttpResponse {
  const body = { fault: { error: [{ message, detail: message, code }], type: 'SERVICE' } };
  return { status, headers: { 'content-type': 'application/json', ...headers }, text: JSON.stringify(body) };
}

function error500(): HttpResponse {
  const body = {
    Fault: { Error: [{ Message: 'An application error has occurred', code: '10000' }], type: 'SystemFault' },
  };
  return { status: 500, headers: { 'content-type': 'application/json' }, text: JSON.stringify(body) };
}

function throttled(told: boolean): HttpResponse {
  return gateway(
    429,
    '3001',
    'message=ThrottleExceeded; errorCode=003001; statusCode=429',
    told ? { 'retry-after': '20' } : {},
  );
}

function tokenRefused(): HttpResponse {
  return gateway(401, '3200', 'message=AuthenticationFailed; errorCode=003200; statusCode=401');
}

/** The app as the simulator knows it. */
const APP = {
  clientId: 'ABSimulatedQuickBooksClientId0000000000000000001',
  clientSecret: 'simulated-quickbooks-client-secret-00001',
};

/** The real connector; only the token calls skip Intuit's own client, which reads the real clock. */
export function createConnector(
  fetcher: Fetcher,
  now: () => number,
  keyless: boolean,
): LedgerConnector | undefined {
  const endpoints = {
    api: BASE,
    authorise: `${BASE}/a`,
    token: `${BASE}/oauth2/v1/tokens/bearer`,
    revoke: `${BASE}/r`,
  };
  const real = createLedgers({ quickbooks: { fetcher, endpoints, app: async () => APP, now } })('quickbooks');
  if (real === undefined) return undefined;
  const abilities = keyless ? { ...real.abilities, keyed: false } : real.abilities;
  return { ...real, abilities, refresh: (token, at_) => refresh(fetcher, token, at_) };
}

const refresh = async (
  fetcher: Fetcher,
  token: string,
  now: number,
): ReturnType<LedgerConnector['refresh']> => {
  const secret = Buffer.from(`${APP.clientId}:${APP.clientSecret}`).toString('base64');
  const answer = await fetcher({
    method: 'POST',
    url: `${BASE}/oauth2/v1/tokens/bearer`,
    headers: {
      authorization: `Basic ${secret}`,
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
    },
    body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: token }).toString(),
    timeoutMs: 10_000,
  });
  if ('failed' in answer) return { ok: false, fault: { fault: 'unknown_outcome', detail: answer.failed } };
  const json = parse(answer.text);
  if (answer.status !== 200) {
    const gone = textAt(json, 'error') === 'invalid_grant';
    return {
      ok: false,
      fault: { fault: gone ? 'disconnected' : 'unavailable', detail: textAt(json, 'error') },
    };
  }
  return { ok: true, value: tokensIn(json, now) };
};

/** Tokens from the answer of the token endpoint, or of a grant made by the admin endpoint. */
export function tokensIn(json: unknown, now: number) {
  return {
    accessToken: textAt(json, 'access_token'),
    accessExpiresAt: now + Number(at(json, 'expires_in')) * 1_000,
    refreshToken: textAt(json, 'refresh_token'),
    refreshExpiresAt: now + Number(at(json, 'x_refresh_token_expires_in')) * 1_000,
  };
}
