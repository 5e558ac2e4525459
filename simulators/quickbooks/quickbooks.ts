// The whole QuickBooks Online simulator in one process, without a network: requests in, answers and webhooks out.
import { createBooks } from './core/books.ts';
import type { Books } from './core/contract.ts';
import type { SimAnswer, SimRequest, Surroundings } from './core/types.ts';
import { answerAdmin } from './service/admin.ts';
import { randomUuid } from './service/chance.ts';
import { addRule, faultFor, rulesOf } from './service/faults.ts';
import type { Effect, FaultBook, FaultRule, FaultShorthand } from './service/faults.ts';
import { admit, realmOfPath } from './service/gateway.ts';
import { isConnected } from './service/oauth.ts';
import { answerOauth } from './service/oauth-endpoints.ts';
import { logRequest } from './service/request-log.ts';
import { defaultSettings, patchSettings } from './service/settings.ts';
import type { ServiceSettingsPatch } from './service/settings.ts';
import { gatewayTimeout, refusal, spoilBody } from './service/spoil.ts';
import { createState, dumpState, requestOf, restoreState } from './service/state.ts';
import type { OpenCompany, SimState } from './service/state.ts';
import { announce, inFlight, nextDueAt, settle, takeDue } from './service/webhooks.ts';
import type { DeliveryOutcome, WebhookPost } from './service/webhooks.ts';

/** What became of a request: an answer, perhaps a slow one, or a connection that was closed without one. */
export type SimReply = (SimAnswer & { readonly delayMs?: number }) | { readonly dropped: true };

/** How a simulator begins. Everything can be changed later through `/_sim`. */
export interface QuickBooksSettings extends ServiceSettingsPatch {
  readonly companies?: readonly OpenCompany[];
  /** Fault rules, or the short form with one probability per kind of accident. */
  readonly faults?: FaultShorthand | readonly FaultRule[];
}

/** The simulator. Whoever holds it moves the time, and carries the webhook POSTs to the app. */
export interface QuickBooks {
  readonly request: (req: SimRequest) => SimReply;
  /** Webhook POSTs to make now. Each of them waits for `delivered`, and may hold up all others until then. */
  readonly dueDeliveries: () => readonly WebhookPost[];
  /** When `dueDeliveries` is worth calling again; null when nothing is on its way. */
  readonly nextDeliveryAt: () => number | null;
  readonly delivered: (id: string, outcome: DeliveryOutcome) => void;
  /** The POSTs whose outcome is awaited. After `restore` nobody waits any more: settle them with `delivered`. */
  readonly inFlight: () => readonly string[];
  /** The whole state as text: a simulator it is restored to behaves the same from there on. */
  readonly dump: () => string;
  readonly restore: (dumped: string) => void;
}

/** Starts a simulator. `createBooks` is there for tests that want other books behind the same service. */
export function createQuickBooks(options: {
  readonly surroundings: Surroundings;
  readonly settings?: QuickBooksSettings;
  readonly createBooks?: (from: Surroundings) => Books;
}): QuickBooks {
  const { surroundings, settings = {}, createBooks: otherBooks } = options;
  const { companies = [], faults = [], ...patch } = settings;
  const beginning = {
    settings: patchSettings(defaultSettings, patch),
    faults: firstFaults(faults),
    companies,
  };
  const state = createState(surroundings, beginning, otherBooks ?? createBooks);
  return {
    request: (req) => {
      applyLateWrites(state);
      const reply = req.path.startsWith('/_sim') ? answerAdmin(state, req) : answerClient(state, req);
      announceChanges(state);
      return reply;
    },
    dueDeliveries: () => {
      applyLateWrites(state);
      return takeDue(state.outbox);
    },
    nextDeliveryAt: () => earliest([nextDueAt(state.outbox), ...state.late.map(({ dueAt }) => dueAt)]),
    delivered: (id, outcome) => settle(state.outbox, id, outcome),
    inFlight: () => inFlight(state.outbox),
    dump: () => dumpState(state),
    restore: (dumped) => restoreState(state, dumped),
  };
}

/** A request of an app: it may meet with an accident, it gets Intuit's trace id, and it is logged. */
function answerClient(state: SimState, req: SimRequest): SimReply {
  const effect = faultFor(state.faults, req, state.from);
  const reply = meetAccident(state, req, effect);
  const at = state.from.now();
  const status = 'dropped' in reply ? 'dropped' : reply.status;
  logRequest(state.log, at, req, { status, fault: effect?.text ?? null });
  if ('dropped' in reply) return reply;
  return { ...reply, headers: { intuit_tid: randomUuid(state.from), ...reply.headers } };
}

function meetAccident(state: SimState, req: SimRequest, effect: Effect | null): SimReply {
  switch (effect?.kind) {
    case undefined:
      return carryOut(state, req);
    case 'delay':
      return { ...carryOut(state, req), delayMs: effect.ms };
    case 'apply-late':
      return putOff(state, req, effect.ms);
    case 'drop-before':
      return { dropped: true };
    case 'commit-then-drop':
      carryOut(state, req);
      return { dropped: true };
    case 'commit-then-500':
      carryOut(state, req);
      return refusal('500', state.from.now());
    case '504-after-commit':
      carryOut(state, req);
      return gatewayTimeout();
    case 'truncate-body':
    case 'huge-body':
    case 'wrong-types':
      return spoilBody(effect.kind, carryOut(state, req));
    case '500':
    case '503-html':
    case '429':
    case 'html':
      return refusal(effect.kind, state.from.now());
  }
}

function carryOut(state: SimState, req: SimRequest): SimAnswer {
  const realms = () => state.companies.map(({ realmId }) => realmId);
  const oauth = answerOauth({ book: state.oauth, settings: () => state.settings, realms }, req);
  if (oauth !== null) return oauth;
  if (req.path.startsWith('/_files/')) return state.books.file(req);
  const call = admit(state.oauth, req, (realmId) => isReachable(state, realmId));
  return 'status' in call ? call : state.books.answer(call);
}

/** The keys of the app decide on which side of the house it can see companies. */
function isReachable(state: SimState, realmId: string): boolean {
  const company = state.companies.find((candidate) => candidate.realmId === realmId);
  return company?.environment === state.settings.app.environment;
}

/** The client hears of a time-out while the request still stands in a queue somewhere. */
function putOff(state: SimState, req: SimRequest, ms: number): SimAnswer {
  const call = req.path.startsWith('/v3/') ? admit(state.oauth, req, (id) => isReachable(state, id)) : null;
  if (call !== null && 'status' in call) return call;
  const { method, path, headers, body } = req;
  const dueAt = state.from.now() + ms;
  state.late.push({ dueAt, method, path, headers, body, query: req.query.toString() });
  return gatewayTimeout();
}

/** Carries out what has come due. The gateway let it pass long ago, so an expired token does not stop it now. */
function applyLateWrites(state: SimState): void {
  const now = state.from.now();
  const due = state.late.filter(({ dueAt }) => dueAt <= now).sort((a, b) => a.dueAt - b.dueAt);
  if (due.length === 0) return;
  state.late = state.late.filter(({ dueAt }) => dueAt > now);
  for (const late of due) {
    const request = requestOf(late);
    const realmId = realmOfPath(late.path);
    if (realmId === null) carryOut(state, request);
    else state.books.answer({ realmId, resource: `/${late.path.split('/').slice(4).join('/')}`, request });
  }
  announceChanges(state);
}

/** Intuit tells an app only of companies it is connected to. */
function announceChanges(state: SimState): void {
  for (const change of state.books.takeChanges()) {
    if (isConnected(state.oauth, change.realmId)) announce(state.outbox, change);
  }
}

function firstFaults(faults: FaultShorthand | readonly FaultRule[]): FaultBook {
  const book: FaultBook = { nextId: 1, rules: [] };
  for (const rule of isRuleList(faults) ? faults : rulesOf(faults)) addRule(book, rule);
  return book;
}

function isRuleList(faults: FaultShorthand | readonly FaultRule[]): faults is readonly FaultRule[] {
  return Array.isArray(faults);
}

function earliest(times: readonly (number | null)[]): number | null {
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : Math.min(...known);
}
