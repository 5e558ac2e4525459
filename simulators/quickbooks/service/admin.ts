// The admin endpoint under /_sim: how tests and people look into the simulator and change it.
import { z } from 'zod';
import type { SimAnswer, SimRequest } from '../core/types.ts';
import { actBody, companyBody, faultsBody, grantBody, knobsBody, logQuery } from './admin-schemas.ts';
import { json } from './answers.ts';
import { addRule } from './faults.ts';
import { connect, endGrants, isConnected } from './oauth.ts';
import { findRequests } from './request-log.ts';
import { patchSettings, settingsPatch } from './settings.ts';
import { openCompany, resetState } from './state.ts';
import type { SimState } from './state.ts';

type Handler = (state: SimState, req: SimRequest, part: string) => SimAnswer;

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

const routes: Readonly<Record<string, Handler>> = {
  'GET ': (state) => json(200, summary(state)),
  'GET settings': (state) => json(200, state.settings),
  'PATCH settings': reading(settingsPatch, (state, patch) => {
    state.settings = patchSettings(state.settings, patch);
    return json(200, state.settings);
  }),
  'GET companies': (state) =>
    json(
      200,
      state.companies.map((company) => describe(state, company.realmId)),
    ),
  'POST companies': reading(companyBody, (state, company) => {
    if (isOpen(state, company.realmId))
      return json(409, { error: `Company ${company.realmId} is open already` });
    return carryOutAct(201, () => {
      openCompany(state, company);
      return describe(state, company.realmId);
    });
  }),
  'GET companies/*': forCompany((state, _req, realmId) =>
    json(200, { ...describe(state, realmId), ...state.books.inspect(realmId) }),
  ),
  'GET companies/*/settings': forCompany((state, _req, realmId) => json(200, state.books.settings(realmId))),
  'PATCH companies/*/settings': forCompany(
    reading(knobsBody, (state, { throttle, ...rest }, realmId) => {
      const knobs = state.books.settings(realmId);
      Object.assign(knobs, rest);
      Object.assign(knobs.throttle, throttle);
      return json(200, knobs);
    }),
  ),
  'POST companies/*/acts': forCompany(
    reading(actBody, (state, act, realmId) => {
      if (act.act !== 'disconnect')
        return carryOutAct(200, () => ({ result: state.books.act(realmId, act) }));
      const ended = endGrants(state.oauth, (grant) => grant.realmId === realmId, 'disconnected');
      return json(200, { result: { ended } });
    }),
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
  'GET webhooks': (state) =>
    json(200, {
      settings: state.settings.webhooks,
      waiting: state.outbox.waiting,
      deliveries: [...state.outbox.done, ...state.outbox.open],
    }),
  'GET oauth/grants': (state) => json(200, [...state.oauth.grants.values()]),
  'POST oauth/grants': reading(grantBody, (state, { realmId, scope }) => {
    if (!isOpen(state, realmId)) return json(404, { error: `There is no company ${realmId}` });
    const pair = connect(state.oauth, realmId, scope);
    return json(201, {
      realmId,
      grantId: pair.grant.id,
      access_token: pair.accessToken,
      refresh_token: pair.grant.refreshToken,
      token_type: 'bearer',
      expires_in: pair.expiresInMs / 1000,
      x_refresh_token_expires_in: Math.floor(pair.refreshExpiresInMs / 1000),
    });
  }),
  'POST reset': (state) => {
    resetState(state);
    return json(200, summary(state));
  },
};

function summary(state: SimState) {
  const { outbox, faults, log, late, companies, settings } = state;
  return {
    now: new Date(state.from.now()).toISOString(),
    clientId: settings.app.clientId,
    companies: companies.map(({ realmId }) => describe(state, realmId)),
    webhooks: {
      url: settings.webhooks.url,
      waiting: outbox.waiting.length,
      unacknowledged: outbox.open.length,
      acknowledged: outbox.done.length,
    },
    faults: faults.rules.length,
    lateWrites: late.length,
    lastRequest: log.nextSeq - 1,
  };
}

function describe(state: SimState, realmId: string) {
  const environment = state.companies.find((company) => company.realmId === realmId)?.environment;
  return { realmId, environment, connected: isConnected(state.oauth, realmId) };
}

function isOpen(state: SimState, realmId: string): boolean {
  return state.companies.some((company) => company.realmId === realmId);
}

function forCompany(handler: Handler): Handler {
  return (state, req, realmId) =>
    isOpen(state, realmId)
      ? handler(state, req, realmId)
      : json(404, { error: `There is no company ${realmId}` });
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

/** The books throw when the screen of QuickBooks would refuse an act; that is an answer, not an accident. */
function carryOutAct(status: number, act: () => unknown): SimAnswer {
  try {
    return json(status, act());
  } catch (refused) {
    return json(409, { error: refused instanceof Error ? refused.message : String(refused) });
  }
}
