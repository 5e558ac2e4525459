// Everything one simulator holds, in one place, and its form in the state file.
import { z } from 'zod';
import { portalSettings } from '../core/portal.ts';
import { createPortals } from '../core/portals.ts';
import type { Portals } from '../core/portals.ts';
import { originSchema } from '../core/types.ts';
import type { SimRequest, Surroundings } from '../core/types.ts';
import { faultState } from './faults.ts';
import type { FaultBook } from './faults.ts';
import { emptyJournal, journalState } from './journal.ts';
import type { Journal } from './journal.ts';
import { createOauth, dumpOauth, oauthState, restoreOauth } from './oauth.ts';
import type { OauthBook } from './oauth.ts';
import { requestLogState } from './request-log.ts';
import type { RequestLog } from './request-log.ts';
import { storedSettings } from './settings.ts';
import type { ServiceSettings } from './settings.ts';
import { createOutbox, dumpOutbox, emptyOutbox, restoreOutbox, webhookState } from './webhooks.ts';
import type { Outbox } from './webhooks.ts';

const FORMAT = 'hubspot-simulator-1';

const lateWrite = z.object({
  dueAt: z.number(),
  portalId: z.number(),
  scopes: z.array(z.string()),
  origin: originSchema,
  method: z.string(),
  path: z.string(),
  query: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});

/** A request the client was told had failed, and which is yet to be carried out. */
export type LateWrite = z.infer<typeof lateWrite>;

const beginningSchema = z.object({
  settings: storedSettings,
  faults: faultState,
  portals: z.array(portalSettings),
});

/** How a simulator begins, and what a reset goes back to. */
export type Beginning = z.infer<typeof beginningSchema>;

const dumped = z.object({
  format: z.literal(FORMAT),
  settings: storedSettings,
  oauth: oauthState,
  webhooks: webhookState,
  journal: journalState,
  faults: faultState,
  log: requestLogState,
  late: z.array(lateWrite),
  beginning: beginningSchema,
});

/** The parts of a running simulator. Only the members that are replaced as a whole can be assigned. */
export interface SimState {
  readonly from: Surroundings;
  settings: ServiceSettings;
  readonly portals: Portals;
  faults: FaultBook;
  log: RequestLog;
  late: LateWrite[];
  readonly oauth: OauthBook;
  readonly outbox: Outbox;
  readonly journal: Journal;
  beginning: Beginning;
}

/** A simulator at its beginning. */
export function createState(from: Surroundings, beginning: Beginning): SimState {
  const state: SimState = {
    from,
    beginning,
    settings: beginning.settings,
    portals: createPortals(from),
    faults: structuredClone(beginning.faults),
    log: { nextSeq: 1, entries: [] },
    late: [],
    oauth: createOauth(from, () => state.settings),
    outbox: createOutbox(from, () => state.settings),
    journal: {
      from,
      settings: () => state.settings.journal,
      appId: () => state.settings.app.appId,
      state: emptyJournal(),
    },
  };
  for (const settings of beginning.portals) state.portals.open(settings);
  return state;
}

/** Back to the settings and accounts of the beginning, and nothing else. */
export function resetState(state: SimState): void {
  const { beginning } = state;
  state.settings = beginning.settings;
  state.portals.restore(createPortals(state.from).dump());
  state.faults = structuredClone(beginning.faults);
  state.log = { nextSeq: 1, entries: [] };
  state.late = [];
  state.journal.state = emptyJournal();
  restoreOauth(state.oauth, { codes: [], grants: [], access: [] });
  emptyOutbox(state.outbox);
  for (const settings of beginning.portals) state.portals.open(settings);
}

/** A late write as the request it was. */
export function requestOf({ method, path, query, headers, body }: LateWrite): SimRequest {
  return { method, path, headers, body, query: new URLSearchParams(query) };
}

/** The whole simulator as text: a line of JSON for the service, and behind it what the accounts wrote. */
export function dumpState(state: SimState): string {
  const { settings, faults, log, late, beginning, journal } = state;
  const plain: z.infer<typeof dumped> = {
    format: FORMAT,
    settings,
    oauth: dumpOauth(state.oauth),
    webhooks: dumpOutbox(state.outbox),
    journal: journal.state,
    faults,
    log,
    late,
    beginning,
  };
  return `${JSON.stringify(plain)}\n${state.portals.dump()}`;
}

/** Replaces the whole simulator; throws when the text is not a dump of this version. */
export function restoreState(state: SimState, text: string): void {
  const end = text.indexOf('\n');
  const from = dumped.parse(JSON.parse(text.slice(0, end)));
  state.beginning = from.beginning;
  state.settings = from.settings;
  state.faults = from.faults;
  state.log = from.log;
  state.late = from.late;
  state.journal.state = from.journal;
  restoreOauth(state.oauth, from.oauth);
  restoreOutbox(state.outbox, from.webhooks);
  state.portals.restore(text.slice(end + 1));
}
