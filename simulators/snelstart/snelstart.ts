// The whole SnelStart simulator in one process, without a network: requests in, answers and the key webhook out.
import type { SimAnswer, SimRequest, Surroundings } from '../quickbooks/core/types.ts';
import type { QuickBooks, SimReply } from '../quickbooks/quickbooks.ts';
import { addRule, type Effect, faultFor, type FaultRule } from '../quickbooks/service/faults.ts';
import { logRequest } from '../quickbooks/service/request-log.ts';
import { spoilBody } from '../quickbooks/service/spoil.ts';
import type { AdministrationSettings } from './core/administration.ts';
import { jsonAnswer } from './core/faults.ts';
import { admitCall } from './core/limits.ts';
import { answerApi } from './core/routes.ts';
import { admit, answerToken, isAnswer } from './service/access.ts';
import { answerAdmin } from './service/admin.ts';
import { settle, takeDue } from './service/keys.ts';
import {
  createState,
  DEFAULT_SETTINGS,
  dumpState,
  restoreState,
  type Settings,
  type State,
} from './service/state.ts';

/** How a simulator begins. Everything can be changed later through `/_sim`. */
export interface SnelStartSettings extends Partial<Settings> {
  readonly administrations?: readonly AdministrationSettings[];
  readonly faults?: readonly FaultRule[];
}

/** The same outside as the simulator of QuickBooks, so that the same server stands before both. */
export type SnelStart = QuickBooks;

export function createSnelStart(options: {
  readonly surroundings: Surroundings;
  readonly settings?: SnelStartSettings;
}): SnelStart {
  const { administrations = [], faults = [], ...patch } = options.settings ?? {};
  const book = { nextId: 1, rules: [] };
  for (const rule of faults) addRule(book, rule);
  const settings = { ...DEFAULT_SETTINGS, ...patch };
  const state = createState(options.surroundings, { settings, faults: book, administrations });
  const waiting = (): boolean =>
    state.settings.webhookUrl !== null && state.events.some((event) => event.state === 'waiting');
  return {
    request: (req) => {
      applyLateWrites(state);
      return req.path.startsWith('/_sim') ? answerAdmin(state, req) : answerClient(state, req);
    },
    dueDeliveries: () => {
      applyLateWrites(state);
      return takeDue(state);
    },
    nextDeliveryAt: () => {
      const times = [...(waiting() ? [state.from.now()] : []), ...state.late.map(({ dueAt }) => dueAt)];
      return times.length === 0 ? null : Math.min(...times);
    },
    delivered: (id, outcome) => settle(state, id, outcome),
    inFlight: () => state.events.filter((event) => event.state === 'in flight').map(({ id }) => id),
    dump: () => dumpState(state),
    restore: (dumped) => restoreState(state, dumped),
  };
}

function answerClient(state: State, req: SimRequest): SimReply {
  const effect = faultFor(state.faults, req, state.from);
  const reply = meetAccident(state, req, effect);
  const status = 'dropped' in reply ? 'dropped' : reply.status;
  logRequest(state.log, state.from.now(), req, { status, fault: effect?.text ?? null });
  return reply;
}

function meetAccident(state: State, req: SimRequest, effect: Effect | null): SimReply {
  switch (effect?.kind) {
    case undefined:
      return carryOut(state, req, 0);
    case 'delay':
      return { ...carryOut(state, req, effect.ms), delayMs: effect.ms };
    case 'drop-before':
      return { dropped: true };
    case 'commit-then-drop':
      carryOut(state, req, 0);
      return { dropped: true };
    case 'commit-then-500':
      carryOut(state, req, 0);
      return serverFault();
    case 'apply-late':
      return putOff(state, req, effect.ms);
    case '504-after-commit':
      carryOut(state, req, 0);
      return page(504, 'Gateway Timeout');
    case 'truncate-body':
    case 'huge-body':
    case 'wrong-types':
      return spoilBody(effect.kind, carryOut(state, req, 0));
    case '500':
      return serverFault();
    case '503-html':
      return page(503, 'Service Unavailable');
    case '429':
      return jsonAnswer(
        429,
        { statusCode: 429, message: 'Rate limit is exceeded. Try again in 12 seconds.' },
        { 'retry-after': '12' },
      );
    case 'html':
      return page(200, 'We are sorry, something went wrong');
  }
}

function carryOut(state: State, req: SimRequest, busyMs: number): SimAnswer {
  if (req.path === '/b2b/token') return answerToken(state, req);
  if (!req.path.startsWith('/v2/'))
    return jsonAnswer(404, { statusCode: 404, message: 'Resource not found' });
  const books = admit(state, req);
  if (isAnswer(books)) return books;
  const tooMany = admitCall(books, state.from.now(), busyMs);
  return tooMany ?? answerApi(books, state.from, req, req.path.slice('/v2'.length));
}

/** The client hears of a time-out while the request still stands in a queue somewhere. */
function putOff(state: State, req: SimRequest, ms: number): SimAnswer {
  const books = req.path.startsWith('/v2/') ? admit(state, req) : undefined;
  if (books !== undefined && isAnswer(books)) return books;
  const { method, path, body } = req;
  if (books !== undefined)
    state.late = [
      ...state.late,
      { dueAt: state.from.now() + ms, administration: books.id, method, path, body },
    ];
  return page(504, 'Gateway Timeout');
}

function applyLateWrites(state: State): void {
  const due = state.late.filter(({ dueAt }) => dueAt <= state.from.now());
  if (due.length === 0) return;
  state.late = state.late.filter((late) => !due.includes(late));
  for (const { administration, method, path, body } of due) {
    const books = state.administrations.find(({ id }) => id === administration);
    const req = { method, path, body, query: new URLSearchParams(), headers: {} };
    if (books !== undefined) answerApi(books, state.from, req, path.slice('/v2'.length));
  }
}

const serverFault = (): SimAnswer => jsonAnswer(500, { message: 'An error has occurred.' });

function page(status: number, text: string): SimAnswer {
  const body = `<!DOCTYPE html><html><head><title>${text}</title></head><body><h1>${text}</h1></body></html>`;
  return { status, headers: { 'content-type': 'text/html' }, body };
}
