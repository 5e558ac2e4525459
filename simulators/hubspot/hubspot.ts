// The whole HubSpot simulator in one process, without a network: requests in, answers and webhooks out.
import { json } from '../quickbooks/service/answers.ts';
import { randomUuid } from '../quickbooks/service/chance.ts';
import type { Simulator } from '../quickbooks/service/http-server.ts';
import { portalSettings } from './core/portal.ts';
import type { PortalSettings } from './core/portal.ts';
import type { SimAnswer, SimRequest, Surroundings } from './core/types.ts';
import { answerAdmin, tellLifecycle, uninstall } from './service/admin.ts';
import { addRule, faultFor, rulesOf } from './service/faults.ts';
import type { Effect, FaultBook, FaultRule, FaultShorthand } from './service/faults.ts';
import { admit, tokenOf } from './service/gateway.ts';
import { write } from './service/journal.ts';
import { answerJournal } from './service/journal-endpoints.ts';
import { checkAccess, isInstalled } from './service/oauth.ts';
import { answerOauth } from './service/oauth-endpoints.ts';
import { logRequest } from './service/request-log.ts';
import { defaultSettings, patchSettings } from './service/settings.ts';
import type { ServiceSettingsPatch } from './service/settings.ts';
import { gatewayTimeout, internalError, refusal, spoilBody } from './service/spoil.ts';
import { createState, dumpState, requestOf, restoreState } from './service/state.ts';
import type { SimState } from './service/state.ts';
import { announce, inFlight, nextDueAt, settle, takeDue } from './service/webhooks.ts';

/** The simulator. Whoever holds it moves the time, and carries the webhook POSTs to the app. */
export type HubSpot = Simulator;

/** What became of a request: an answer, perhaps a slow one, or a connection that was closed without one. */
export type SimReply = ReturnType<HubSpot['request']>;

/** How a simulator begins. Everything can be changed later through `/_sim`. */
export interface HubSpotSettings extends ServiceSettingsPatch {
  readonly portals?: readonly (Pick<PortalSettings, 'portalId'> & Partial<PortalSettings>)[];
  /** Fault rules, or the short form with one probability per kind of accident. */
  readonly faults?: FaultShorthand | readonly FaultRule[];
}

/** Starts a simulator. */
export function createHubSpot(options: {
  readonly surroundings: Surroundings;
  readonly settings?: HubSpotSettings;
}): HubSpot {
  const { surroundings, settings = {} } = options;
  const { portals = [], faults = [], ...patch } = settings;
  const state = createState(surroundings, {
    settings: patchSettings(defaultSettings, patch),
    faults: firstFaults(faults),
    portals: portals.map((each) => portalSettings.parse(each)),
  });
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

/** A request of an app: it may meet with an accident, it gets an id, and it is logged. */
function answerClient(state: SimState, req: SimRequest): SimReply {
  const verdict = checkAccess(state.oauth, tokenOf(req));
  const portal = verdict.kind === 'portal' ? verdict.grant.portalId : null;
  const effect = faultFor(state.faults, { req, portal }, state.from);
  const reply = meetAccident(state, req, effect);
  const status = 'dropped' in reply ? 'dropped' : reply.status;
  logRequest(state.log, req, { at: state.from.now(), portal, status, fault: effect?.text ?? null });
  if ('dropped' in reply) return reply;
  // Otherwise the server would tell the real time beside a clock that stands.
  const date = new Date(state.from.now()).toUTCString();
  return {
    ...reply,
    headers: { date, 'x-hubspot-correlation-id': randomUuid(state.from), ...reply.headers },
  };
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
      return internalError(state.from);
    case '504-after-commit':
      carryOut(state, req);
      return gatewayTimeout();
    case 'truncate-body':
    case 'huge-body':
    case 'wrong-types':
      return spoilBody(effect.kind, carryOut(state, req));
    case '423':
    case '429':
    case '429-daily':
    case '477':
    case '500':
    case '502':
    case '503-html':
    case 'html':
      return refusal(effect.kind, state.from);
  }
}

const UNINSTALL = /^\/appinstalls\/(v3|2026-03|2026-09)\/external-install$/;

function carryOut(state: SimState, req: SimRequest): SimAnswer {
  const { oauth: book, journal, settings, portals } = state;
  const oauth = answerOauth(
    {
      book,
      settings: () => state.settings,
      portals: portals.ids,
      hubDomain: (id) => portals.inspect(id).settings.hubDomain,
      tell: (action, id) => tellLifecycle(state, action, id),
    },
    req,
  );
  const answered = oauth ?? answerJournal({ book, journal, secret: settings.app.clientSecret }, req);
  if (answered !== null) return answered;
  const accepted = admit(book, req);
  if ('status' in accepted) return accepted;
  if (accepted.kind === 'app') {
    return json(403, {
      status: 'error',
      message: 'This token does not act for any account.',
      category: 'MISSING_SCOPES',
    });
  }
  const { portalId } = accepted.grant;
  if (req.method === 'DELETE' && UNINSTALL.test(req.path)) {
    uninstall(state, portalId);
    return { status: 204, headers: {}, body: '' };
  }
  return portals.answer({ portalId, request: req, scopes: accepted.access.scopes, origin: originOf(state) });
}

/** What an app writes is marked with its id, by which it can know its own echo. */
function originOf({ settings }: SimState) {
  return { source: 'INTEGRATION', sourceId: String(settings.app.appId) };
}

/** The client hears of a time-out while the request still stands in a queue somewhere. */
function putOff(state: SimState, req: SimRequest, ms: number): SimAnswer {
  const accepted = admit(state.oauth, req);
  if ('status' in accepted) return accepted;
  if (accepted.kind === 'app') return gatewayTimeout();
  const { method, path, headers, body } = req;
  state.late.push({
    dueAt: state.from.now() + ms,
    portalId: accepted.grant.portalId,
    scopes: accepted.access.scopes,
    origin: originOf(state),
    method,
    path,
    headers,
    body,
    query: req.query.toString(),
  });
  return gatewayTimeout();
}

/** Carries out what has come due. The gateway let it pass long ago, so an expired token does not stop it now. */
function applyLateWrites(state: SimState): void {
  const now = state.from.now();
  const due = state.late.filter(({ dueAt }) => dueAt <= now).sort((a, b) => a.dueAt - b.dueAt);
  if (due.length === 0) return;
  state.late = state.late.filter(({ dueAt }) => dueAt > now);
  for (const late of due) {
    const { portalId, scopes, origin } = late;
    state.portals.answer({ portalId, request: requestOf(late), scopes, origin });
  }
  announceChanges(state);
}

/** HubSpot tells an app only of accounts it is installed in; the journal goes by its subscriptions. */
function announceChanges(state: SimState): void {
  for (const change of state.portals.takeChanges()) {
    if (isInstalled(state.oauth, change.portalId)) announce(state.outbox, change);
    write(state.journal, change, state.portals.valuesOf(change.portalId, change.typeId, change.id));
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
