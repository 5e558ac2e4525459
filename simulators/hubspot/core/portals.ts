// The core of the simulator: accounts, their API, their users, and a window for tests. Time and chance come from outside.
import { z } from 'zod';
import type { Call } from './api.ts';
import { doAct } from './acts.ts';
import type { UiAct } from './acts.ts';
import { kindOfTypeId } from './catalog.ts';
import { patchKnobs } from './knobs.ts';
import type { Knobs, KnobsPatch } from './knobs.ts';
import { admitCall, limitHeaders } from './limits.ts';
import { dumpPortal, openPortal, portalState, restorePortal } from './portal.ts';
import type { Portal, PortalSettings } from './portal.ts';
import { isRefusal, missingScopes, noSuchPath, refusalBody } from './refusals.ts';
import type { Refusal } from './refusals.ts';
import { routeOf } from './routes.ts';
import type { Change, Origin, SimAnswer, SimRequest, Surroundings } from './types.ts';
import { showAll } from './view.ts';

/** A request whose token was accepted: for which account, with which scopes, and in whose name. */
export interface AcceptedCall {
  readonly portalId: number;
  readonly request: SimRequest;
  readonly scopes: readonly string[];
  readonly origin: Origin;
}

/** The accounts of one simulator. */
export interface Portals {
  readonly open: (settings: PortalSettings) => void;
  readonly ids: () => readonly number[];
  /** Answers one accepted request of an app. */
  readonly answer: (call: AcceptedCall) => SimAnswer;
  /** Does what a user does in HubSpot's pages; gives the record touched, and throws when the page would refuse. */
  readonly act: (portalId: number, act: UiAct) => unknown;
  /** Drains the changes since the last call, in the order in which they came about. */
  readonly takeChanges: () => readonly Change[];
  readonly knobs: (portalId: number) => Knobs;
  readonly setKnobs: (portalId: number, patch: KnobsPatch) => Knobs;
  readonly inspect: (portalId: number) => Inspection;
  /** What the journal shows of a record's values. */
  readonly valuesOf: (portalId: number, typeId: string, id: string) => Readonly<Record<string, string>>;
  readonly dump: () => string;
  readonly restore: (dumped: string) => void;
}

/** What a test may look at without going through the API. */
export interface Inspection {
  readonly settings: PortalSettings;
  /** Live records by the plural name of their kind, with every property they have. */
  readonly records: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
  readonly archived: number;
  readonly calls: Portal['counters'];
}

const dumpSchema = z.object({ version: z.literal(1), portals: z.array(portalState) });

/** A simulator's core without accounts. */
export function createPortals(from: Surroundings): Portals {
  const portals = new Map<number, Portal>();
  const portalOf = (portalId: number): Portal => {
    const portal = portals.get(portalId);
    if (portal === undefined) throw new Error(`There is no account ${portalId}.`);
    return portal;
  };
  return {
    open: (settings) => {
      portals.set(settings.portalId, openPortal(settings, from));
    },
    ids: () => [...portals.keys()],
    answer: (call) => answer(portalOf(call.portalId), call),
    act: (portalId, act) => doAct(portalOf(portalId), act),
    takeChanges: () => [...portals.values()].flatMap(({ changes }) => changes.splice(0)),
    knobs: (portalId) => portalOf(portalId).knobs,
    setKnobs: (portalId, patch) => {
      const portal = portalOf(portalId);
      portal.knobs = patchKnobs(portal.knobs, patch);
      return portal.knobs;
    },
    inspect: (portalId) => inspect(portalOf(portalId)),
    valuesOf: (portalId, typeId, id) => portals.get(portalId)?.records.get(typeId)?.get(id)?.properties ?? {},
    dump: () => JSON.stringify({ version: 1, portals: [...portals.values()].map(dumpPortal) }),
    restore: (dumped) => {
      portals.clear();
      for (const state of dumpSchema.parse(JSON.parse(dumped)).portals) {
        portals.set(state.settings.portalId, restorePortal(state, from));
      }
    },
  };
}

/** The border of an account: path, limits, scopes, and the envelope of whatever came of it. */
function answer(portal: Portal, { request, scopes, origin }: AcceptedCall): SimAnswer {
  const { counters, knobs } = portal;
  counters.requests += 1;
  const route = routeOf(request.method, request.path);
  if (route === undefined) return written(portal, noSuchPath(request.path));
  const over = admitCall(portal, route.what);
  if (route.what === 'search') counters.searches += 1;
  if (route.what === 'write') counters.writes += 1;
  const lacking = knobs.enforceScopes
    ? route.scopes.find((anyOf) => !anyOf.some((scope) => scopes.includes(scope)))
    : undefined;
  const call: Call = { portal, version: route.version, request, origin, scopes };
  const answered = over ?? (lacking === undefined ? route.answer(call) : missingScopes(lacking));
  return written(portal, answered, limitHeaders(portal, route.what));
}

function written(
  portal: Portal,
  answered: { readonly status: number; readonly body?: unknown } | Refusal,
  headers: Readonly<Record<string, string>> = {},
): SimAnswer {
  const refused = isRefusal(answered);
  const status = refused ? answered.refused : answered.status;
  const body = refused ? refusalBody(answered, portal.from) : answered.body;
  portal.counters.byStatus[status] = (portal.counters.byStatus[status] ?? 0) + 1;
  return {
    status,
    headers: {
      'content-type': 'application/json;charset=utf-8',
      ...headers,
      ...(refused ? answered.headers : {}),
    },
    body: body === undefined ? '' : JSON.stringify(body),
  };
}

function inspect(portal: Portal): Inspection {
  const tables = [...portal.records].map(([typeId, table]) => {
    const live = [...table.values()].filter(({ archivedAt }) => archivedAt === null);
    return [kindOfTypeId(typeId).plural, live.map((record) => showAll(portal, record))] as const;
  });
  const all = [...portal.records.values()].flatMap((table) => [...table.values()]);
  return {
    settings: portal.settings,
    records: Object.fromEntries(tables),
    archived: all.filter(({ archivedAt }) => archivedAt !== null).length,
    calls: { ...portal.counters, byStatus: { ...portal.counters.byStatus } },
  };
}
