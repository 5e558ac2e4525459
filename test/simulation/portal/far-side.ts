// The account's side: the simulator's own core in process, reached through the real connector, with accidents on the way.
import type { HttpAnswer, HttpRequest } from '../../../shared/connectors/http.ts';
import type { Simulator } from '../../../simulators/quickbooks/service/http-server.ts';
import type { SimAnswer } from '../../../simulators/hubspot/core/types.ts';
import { gatewayTimeout, internalError, refusal } from '../../../simulators/hubspot/service/spoil.ts';
import type { Kernel } from '../kernel.ts';
import { later, slow } from '../late-answers.ts';
import type { Faults } from '../swarm.ts';

export const PORTAL_API = 'http://127.0.0.1:2';
export const WEBHOOK = 'https://api.example.com/v1/webhooks/hubspot';

/** What one request to the account is about: for faults, cells and verdicts. */
export interface PortalCall {
  readonly request: HttpRequest;
  /** `POST 0-53/batch/upsert`, `POST token`, `GET journal`. */
  readonly op: string;
  /** The type id of a CRM call on records: `0-53`. */
  readonly typeId: string | undefined;
  readonly isWrite: boolean;
  readonly isSearch: boolean;
  /** Of the CRM: it counts for the rate window. */
  readonly isCrm: boolean;
}

export function portalCallOf(request: HttpRequest): PortalCall {
  const path = request.url.slice(PORTAL_API.length);
  const { method } = request;
  const isCrm = path.startsWith('/crm/');
  const plain = { request, typeId: undefined, isWrite: false, isSearch: false, isCrm };
  if (path.startsWith('/oauth/')) return { ...plain, op: `${method} token` };
  if (path.startsWith('/webhooks-journal/')) return { ...plain, op: `${method} journal` };
  const [, , kind = '', , typeId = '', ...rest] = path.split('/');
  if (kind === 'properties') return { ...plain, op: `${method} property`, isWrite: method === 'POST' };
  const op = `${method} ${kind === 'associations' ? 'associations' : typeId}/${rest.join('/')}`;
  const isWrite = /batch\/(upsert|update|create|archive|associate)/.test(path);
  return {
    request,
    op: op.replace(/associations\/.*batch/, 'associations/batch'),
    typeId: kind === 'objects' ? typeId : undefined,
    isWrite,
    isSearch: path.endsWith('/search'),
    isCrm,
  };
}

/** Sends a request to the simulator, now. */
export function askPortal(simulator: Simulator, request: HttpRequest): HttpAnswer {
  const url = new URL(request.url);
  // The addresses of the journal's files are made of it.
  const headers = { host: url.host, ...lowerCase(request.headers) };
  const { method, body = '' } = request;
  const reply = simulator.request({ method, path: url.pathname, query: url.searchParams, headers, body });
  return 'dropped' in reply ? { failed: 'broken' } : answerOf(reply);
}

function answerOf({ status, headers, body }: SimAnswer): HttpAnswer {
  const text = typeof body === 'string' ? body : Buffer.from(body).toString('utf8');
  return { status, headers: lowerCase(headers), text };
}

function lowerCase(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

export type PortalAccident =
  | 'none'
  | 'unreachable'
  | 'dropBefore'
  | 'commitThenDrop'
  | 'error500'
  | 'commitThen500'
  | 'commitThen504'
  | 'throttled'
  | 'locked'
  | 'tokenRefused'
  | 'html'
  | 'slow';

export function portalAccidentOf(kernel: Kernel, faults: Faults, call: PortalCall): PortalAccident {
  if (call.op === 'POST token') return kernel.chance(faults.tokenAnswerLost) ? 'commitThenDrop' : 'none';
  const of = (fault: number, ...names: readonly PortalAccident[]): PortalAccident | undefined =>
    kernel.chance(fault) ? kernel.pick(names) : undefined;
  const ofWrites = call.isWrite
    ? (of(faults.commitThenDrop, 'commitThenDrop') ??
      of(faults.commitThen500, 'commitThen500', 'commitThen504'))
    : undefined;
  return (
    ofWrites ??
    of(faults.unreachable, 'unreachable') ??
    of(faults.dropBefore, 'dropBefore') ??
    of(faults.error500, 'error500') ??
    of(faults.throttled, 'throttled', 'locked') ??
    of(faults.tokenRefused, 'tokenRefused') ??
    of(faults.html, 'html') ??
    of(faults.slowLedger, 'slow') ??
    'none'
  );
}

/** Lets a call meet its accident. `send` carries it out at the account. */
export function meetPortal(
  kernel: Kernel,
  accident: PortalAccident,
  { request, op }: PortalCall,
  send: () => HttpAnswer,
): Promise<HttpAnswer> {
  const from = { now: kernel.now, random: kernel.names };
  const now = (answer: HttpAnswer): Promise<HttpAnswer> => Promise.resolve(answer);
  // Token endpoints are slow: time enough for a second worker to ask as well.
  if (accident === 'none' && op === 'POST token') return later(kernel, kernel.random() * 3_000, send());
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
      return now(answerOf(internalError(from)));
    case 'commitThen500':
      send();
      return now(answerOf(internalError(from)));
    case 'commitThen504':
      send();
      return now(answerOf(gatewayTimeout()));
    case 'throttled':
      return now(answerOf(refusal('429', from)));
    case 'locked':
      return now(answerOf(refusal('423', from)));
    case 'tokenRefused':
      return now({
        status: 401,
        headers: {},
        text: '{"status":"error","category":"EXPIRED_AUTHENTICATION"}',
      });
    case 'html':
      return now(answerOf(refusal('html', from)));
    case 'slow':
      return slow(kernel, request, send, 15_000);
  }
}
