// The admin endpoint under /_sim: how tests and people look into the simulator and change it.
import { z } from 'zod';
import { json } from '../../quickbooks/service/answers.ts';
import { actSchema } from '../core/acts.ts';
import { knobsPatch } from '../core/knobs.ts';
import { portalSettings } from '../core/portal.ts';
import type { SimAnswer, SimRequest } from '../core/types.ts';
import { addRule, faultRule, faultShorthand, rulesOf } from './faults.ts';
import type { FaultRule } from './faults.ts';
import { write } from './journal.ts';
import { endGrants, install, isInstalled, issueAccess } from './oauth.ts';
import { findRequests, logQuery } from './request-log.ts';
import { ALL_SCOPES } from './scopes.ts';
import { patchSettings, projectFile, settingsPatch } from './settings.ts';
import { resetState } from './state.ts';
import type { SimState } from './state.ts';

type Handler = (state: SimState, req: SimRequest, part: string) => SimAnswer;

const grantBody = z.strictObject({
  portalId: z.number().int(),
  scopes: z
    .array(z.string())
    .min(1)
    .default([...ALL_SCOPES]),
});
/** The acts of a user in the account, and the one that concerns the app: taking it out. */
const actBody = z.union([z.strictObject({ act: z.literal('uninstall') }), actSchema]);

/** Answers a request under `/_sim`. One part of the path may be variable: `*` in the table below. */
export function answerAdmin(state: SimState, req: SimRequest): SimAnswer {
  const parts = req.path.split('/').slice(2);
  const fixed = routes[`${req.method} ${parts.join('/')}`];
  if (fixed !== undefined) return fixed(state, req, '');
  const part = parts[1] ?? '';
  const pattern = parts.map((text, index) => (index === 1 ? '*' : text)).join('/');
  const variable = routes[`${req.method} ${pattern}`];
  return variable === undefined
    ? json(404, { error: `There is no ${req.method} ${req.path}`, routes: Object.keys(routes) })
    : variable(state, req, part);
}

/** Tells the journal that the app came into an account or left it. There is no push event for either. */
export function tellLifecycle(state: SimState, action: 'install' | 'uninstall', portalId: number): void {
  const origin = { source: 'CRM_UI', sourceId: 'userId:8675309' };
  write(
    state.journal,
    { portalId, at: state.from.now(), action, typeId: '', id: '', origin, changed: {} },
    {},
  );
}

/** Takes the app out of an account, from either side; says how many installations ended. */
export function uninstall(state: SimState, portalId: number): number {
  const ended = endGrants(state.oauth, (grant) => grant.portalId === portalId, 'uninstalled');
  if (ended.length > 0) tellLifecycle(state, 'uninstall', portalId);
  return ended.length;
}

const routes: Readonly<Record<string, Handler>> = {
  'GET ': (state) => json(200, summary(state)),
  'GET settings': (state) => json(200, state.settings),
  'PATCH settings': reading(settingsPatch, (state, patch) => {
    state.settings = patchSettings(state.settings, patch);
    return json(200, state.settings);
  }),
  'GET portals': (state) =>
    json(
      200,
      state.portals.ids().map((id) => describe(state, id)),
    ),
  'POST portals': reading(portalSettings, (state, settings) => {
    if (state.portals.ids().includes(settings.portalId)) {
      return json(409, { error: `Account ${settings.portalId} is open already` });
    }
    state.portals.open(settings);
    return json(201, describe(state, settings.portalId));
  }),
  'GET portals/*': forPortal((state, _req, id) =>
    json(200, { ...describe(state, id), ...state.portals.inspect(id) }),
  ),
  'GET portals/*/settings': forPortal((state, _req, id) => json(200, state.portals.knobs(id))),
  'PATCH portals/*/settings': forPortal((state, req, id) =>
    reading(knobsPatch, (_state, patch) => json(200, state.portals.setKnobs(id, patch)))(state, req, ''),
  ),
  'POST portals/*/acts': forPortal((state, req, id) =>
    reading(actBody, (_state, act) => {
      if (act.act === 'uninstall') return json(200, { result: { ended: uninstall(state, id) } });
      return carryOutAct(() => ({ result: state.portals.act(id, act) ?? null }));
    })(state, req, ''),
  ),
  'GET faults': (state) => json(200, state.faults.rules),
  'POST faults': reading(faultsBody, (state, rules) =>
    json(201, { ids: rules.map((rule) => addRule(state.faults, rule)) }),
  ),
  'DELETE faults': (state) => {
    state.faults.rules = [];
    return json(200, { rules: [] });
  },
  'DELETE faults/*': (state, _req, id) => {
    const before = state.faults.rules.length;
    state.faults.rules = state.faults.rules.filter((rule) => rule.id !== id);
    const gone = state.faults.rules.length < before;
    return gone
      ? json(200, { rules: state.faults.rules })
      : json(404, { error: `There is no fault rule ${id}` });
  },
  'GET requests': (state, req) => {
    const filter = logQuery.safeParse(Object.fromEntries(req.query));
    return filter.success ? json(200, findRequests(state.log, filter.data)) : invalid(filter.error);
  },
  'DELETE requests': (state) => {
    state.log.entries = [];
    return json(200, { next: state.log.nextSeq });
  },
  'GET webhooks': (state) => {
    const { waiting, done, open } = state.outbox;
    return json(200, { settings: state.settings.webhooks, waiting, deliveries: [...done, ...open] });
  },
  'PUT webhooks': reading(projectFile, (state, { config }) => {
    const { crmObjects, legacyCrmObjects, hubEvents } = config.subscriptions;
    const { targetUrl: url, maxConcurrentRequests } = config.settings;
    const subscriptions = [...crmObjects, ...legacyCrmObjects, ...hubEvents];
    state.settings = patchSettings(state.settings, {
      webhooks: { url, maxConcurrentRequests, subscriptions },
    });
    return json(200, state.settings.webhooks);
  }),
  'GET journal': (state) => json(200, state.journal.state),
  'GET oauth/grants': (state) => json(200, [...state.oauth.grants.values()]),
  'POST oauth/grants': reading(grantBody, (state, { portalId, scopes }) => {
    if (!state.portals.ids().includes(portalId))
      return json(404, { error: `There is no account ${portalId}` });
    const grant = install(state.oauth, portalId, scopes);
    tellLifecycle(state, 'install', portalId);
    const access = issueAccess(state.oauth, grant, grant.scopes);
    return json(201, {
      hub_id: portalId,
      access_token: access.token,
      refresh_token: grant.refreshToken,
      token_type: 'bearer',
      expires_in: Math.floor(state.settings.oauth.accessTokenMs / 1000),
      scopes: grant.scopes,
    });
  }),
  'POST reset': (state) => {
    resetState(state);
    return json(200, summary(state));
  },
};

function summary(state: SimState) {
  const { outbox, faults, log, late, portals, settings, journal } = state;
  return {
    now: new Date(state.from.now()).toISOString(),
    clientId: settings.app.clientId,
    appId: settings.app.appId,
    portals: portals.ids().map((id) => describe(state, id)),
    webhooks: {
      url: settings.webhooks.url,
      waiting: outbox.waiting.length,
      unacknowledged: outbox.open.length,
      acknowledged: outbox.done.filter((delivery) => delivery.state === 'acknowledged').length,
      givenUp: outbox.done.filter((delivery) => delivery.state === 'given up').length,
    },
    journal: { subscriptions: journal.state.subscriptions.length, files: journal.state.entries.length },
    faults: faults.rules.length,
    lateWrites: late.length,
    lastRequest: log.nextSeq - 1,
  };
}

function describe(state: SimState, portalId: number) {
  return { portalId, installed: isInstalled(state.oauth, portalId) };
}

function forPortal(handler: (state: SimState, req: SimRequest, portalId: number) => SimAnswer): Handler {
  return (state, req, part) =>
    state.portals.ids().includes(Number(part))
      ? handler(state, req, Number(part))
      : json(404, { error: `There is no account ${part}` });
}

/** Fault rules in any of three forms: a list, a single rule, or the short form. */
function faultsBody(value: unknown): z.ZodType<readonly FaultRule[]> {
  if (Array.isArray(value)) return z.array(faultRule);
  // Chosen by a look at the value and not by a union, whose error could not say which form was meant.
  const isRule = typeof value === 'object' && value !== null && ('effect' in value || 'match' in value);
  return isRule ? faultRule.transform((rule) => [rule]) : faultShorthand.transform(rulesOf);
}

/** Checks the body against a schema before the handler sees it. An absent body counts as an empty object. */
function reading<T>(
  schema: z.ZodType<T> | ((value: unknown) => z.ZodType<T>),
  handler: (state: SimState, body: T, part: string) => SimAnswer,
): Handler {
  return (state, req, part) => {
    const body = parseBody(req.body);
    if (body === undefined) return json(400, { error: 'The body is not JSON' });
    const parsed = (typeof schema === 'function' ? schema(body.value) : schema).safeParse(body.value);
    return parsed.success ? handler(state, parsed.data, part) : invalid(parsed.error);
  };
}

function parseBody(text: string): { readonly value: unknown } | undefined {
  if (text.trim() === '') return { value: {} };
  try {
    return { value: JSON.parse(text) };
  } catch {
    // The caller answers what is to be said about a body that is not JSON.
    return undefined;
  }
}

function invalid(error: z.ZodError): SimAnswer {
  const problems = error.issues.map(({ path, message }) => ({ at: path.join('.'), message }));
  return json(400, { error: z.prettifyError(error), problems });
}

/** An act throws when HubSpot's page would refuse it; that is an answer, not an accident. */
function carryOutAct(act: () => unknown): SimAnswer {
  try {
    return json(200, act());
  } catch (refused) {
    return json(409, { error: refused instanceof Error ? refused.message : String(refused) });
  }
}
