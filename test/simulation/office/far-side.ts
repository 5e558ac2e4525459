// The far sides of an office: SnelStart's own simulator in process with accidents on the way, and the server of the files.
import type { HttpAnswer, HttpRequest, HttpResponse } from '../../../shared/connectors/http.ts';
import type { FileAnswer } from '../../../shared/host/host.ts';
import type { SnelStart } from '../../../simulators/snelstart/snelstart.ts';
import type { Kernel } from '../kernel.ts';
import { appliedLate, later, slow } from '../late-answers.ts';
import type { Accident, LedgerCall } from '../ledger.ts';
import type { Faults } from '../swarm.ts';

export const OFFICE_API = 'http://127.0.0.1:3';

/** What a request is about: `POST verkoopboekingen`, `GET verkoopfacturen`, `POST token`. */
export function officeCallOf(request: HttpRequest): LedgerCall {
  const path = request.url.slice(OFFICE_API.length).split('?')[0] ?? '';
  const [, , resource = ''] = path.split('/');
  const op = `${request.method} ${resource}`;
  return { request, op, realm: undefined, isWrite: request.method !== 'GET' && resource !== 'token' };
}

/** Sends a request to the simulator, now. */
export function askOffice(
  simulator: SnelStart,
  { method, url, headers, body = '' }: HttpRequest,
): HttpAnswer {
  const { pathname: path, searchParams: query } = new URL(url);
  const reply = simulator.request({ method, path, query, headers: lowered(headers), body });
  if ('dropped' in reply) return { failed: 'broken' };
  const text = typeof reply.body === 'string' ? reply.body : Buffer.from(reply.body).toString('utf8');
  return { status: reply.status, headers: lowered(reply.headers), text };
}

function lowered(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** Lets a call meet its accident. `send` carries it out in the administration. */
export function meetOffice(
  kernel: Kernel,
  accident: Accident,
  { request }: LedgerCall,
  send: () => HttpAnswer,
): Promise<HttpAnswer> {
  const now = (answer: HttpAnswer): Promise<HttpAnswer> => Promise.resolve(answer);
  switch (accident) {
    case 'none':
      return later(kernel, kernel.random() * 300, send());
    case 'unreachable':
      return now({ failed: 'refused' });
    case 'dropBefore':
      return now({ failed: 'broken' });
    case 'commitThenDrop':
      send();
      return now({ failed: 'broken' });
    case 'error500':
      return now(SERVER_FAULT);
    case 'commitThen500':
      send();
      return now(kernel.chance(0.5) ? SERVER_FAULT : page(504, 'Gateway Timeout'));
    case 'throttled':
      return now(kernel.chance(0.5) ? THROTTLED : { ...THROTTLED, headers: { 'retry-after': '12' } });
    case 'tokenRefused':
      return now(json(401, { Message: 'Authorization has been denied for this request.' }));
    case 'html':
      return now(page(kernel.chance(0.5) ? 503 : 200, 'Sorry'));
    case 'appliedLate':
      return appliedLate(kernel, request, send);
    case 'slowLedger':
      return slow(kernel, request, send, 45_000);
  }
}

/** A night without SnelStart: nobody answers, or the gateway does in its place. */
export function awayOffice(kernel: Kernel): HttpAnswer {
  const answers: readonly HttpAnswer[] = [
    { failed: 'refused' },
    { failed: 'broken' },
    page(503, 'Onderhoud'),
  ];
  return kernel.pick(answers) ?? { failed: 'refused' };
}

/** The server of the PDFs: as unreliable as the ledger, and without some of them for good. */
export function fileAnswer(kernel: Kernel, { unreachable, error500 }: Faults, url: string): FileAnswer {
  if (kernel.chance(unreachable)) return { failed: kernel.chance(0.5) ? 'timeout' : 'unreachable' };
  if (kernel.chance(error500)) return { status: 503, bytes: Buffer.from('') };
  if (url.includes('gone')) return { status: 410, bytes: Buffer.from('') };
  return { status: 200, bytes: Buffer.from(`%PDF ${url}`) };
}

function json(status: number, body: unknown): HttpResponse {
  return { status, headers: { 'content-type': 'application/json' }, text: JSON.stringify(body) };
}

function page(status: number, title: string): HttpResponse {
  return { status, headers: { 'content-type': 'text/html' }, text: `<html><h1>${title}</h1></html>` };
}

const SERVER_FAULT = json(500, { message: 'An error has occurred.' });
const THROTTLED = json(429, { statusCode: 429, message: 'Rate limit is exceeded. Try again in 12 seconds.' });
