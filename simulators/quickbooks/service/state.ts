// Everything one simulator holds, in one place, and its form in the state file.
import { z } from 'zod';
import type { Books, CompanySettings } from '../core/contract.ts';
import type { SimRequest, Surroundings } from '../core/types.ts';
import { companyBody } from './admin-schemas.ts';
import { faultState } from './faults.ts';
import type { FaultBook } from './faults.ts';
import { createOauth, dumpOauth, oauthState, restoreOauth } from './oauth.ts';
import type { OauthBook } from './oauth.ts';
import { requestLogState } from './request-log.ts';
import type { RequestLog } from './request-log.ts';
import { storedSettings } from './settings.ts';
import type { ServiceSettings } from './settings.ts';
import { createOutbox, dumpOutbox, restoreOutbox, webhookState } from './webhooks.ts';
import type { Outbox } from './webhooks.ts';

const FORMAT = 'quickbooks-simulator-1';

const companySchema = z.object({ realmId: z.string(), environment: z.enum(['sandbox', 'production']) });

/** A company as the service sees it; what is in its books is not its business. */
export type Company = z.infer<typeof companySchema>;

/** How a company is opened: what the books want to know, and which kind of company it is. */
export type OpenCompany = CompanySettings & { readonly environment?: Company['environment'] };

const lateWrite = z.object({
  dueAt: z.number(),
  method: z.string(),
  path: z.string(),
  query: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});

/** A request the client was told had failed, and which is yet to be carried out. */
export type LateWrite = z.infer<typeof lateWrite>;

const startSchema = z.object({
  settings: storedSettings,
  faults: faultState,
  companies: z.array(companyBody.extend({ realmId: z.string() })),
});

const dumped = z.object({
  format: z.literal(FORMAT),
  settings: storedSettings,
  companies: z.array(companySchema),
  oauth: oauthState,
  webhooks: webhookState,
  faults: faultState,
  log: requestLogState,
  late: z.array(lateWrite),
  beginning: startSchema,
});

/** The parts of a running simulator. Only the members that are replaced as a whole can be assigned. */
export interface SimState {
  readonly from: Surroundings;
  settings: ServiceSettings;
  books: Books;
  companies: Company[];
  faults: FaultBook;
  log: RequestLog;
  late: LateWrite[];
  readonly oauth: OauthBook;
  readonly outbox: Outbox;
  /** What a reset goes back to; a restored simulator goes back to where the dumped one began. */
  beginning: Beginning;
  readonly createBooks: (from: Surroundings) => Books;
}

/** How a simulator begins. */
export interface Beginning {
  readonly settings: ServiceSettings;
  readonly faults: FaultBook;
  readonly companies: readonly OpenCompany[];
}

/** A simulator at its beginning. */
export function createState(
  from: Surroundings,
  beginning: Beginning,
  createBooks: SimState['createBooks'],
): SimState {
  const state: SimState = {
    from,
    beginning,
    createBooks,
    settings: beginning.settings,
    books: createBooks(from),
    companies: [],
    faults: structuredClone(beginning.faults),
    log: { nextSeq: 1, entries: [] },
    late: [],
    oauth: createOauth(from, () => state.settings.oauth),
    outbox: createOutbox(from, () => state.settings),
  };
  for (const company of beginning.companies) openCompany(state, company);
  return state;
}

/** Back to the settings and companies of the beginning, and nothing else. */
export function resetState(state: SimState): void {
  const { beginning } = state;
  state.settings = beginning.settings;
  state.books = state.createBooks(state.from);
  state.companies = [];
  state.faults = structuredClone(beginning.faults);
  state.log = { nextSeq: 1, entries: [] };
  state.late = [];
  restoreOauth(state.oauth, { codes: [], grants: [], access: [] });
  restoreOutbox(state.outbox, { waiting: [], deliveries: [] });
  for (const company of beginning.companies) openCompany(state, company);
}

/** Opens a company that can then be connected. */
export function openCompany(state: SimState, { environment = 'sandbox', ...settings }: OpenCompany): void {
  state.books.openCompany(settings);
  state.companies.push({ realmId: settings.realmId, environment });
  // What a company starts with was there before anybody could subscribe to its changes.
  state.books.takeChanges();
}

/** A late write as the request it was. */
export function requestOf(late: LateWrite): SimRequest {
  const { method, path, headers, body } = late;
  return { method, path, headers, body, query: new URLSearchParams(late.query) };
}

/** The whole simulator as text: a line of JSON for the service, and behind it what the books wrote. */
export function dumpState(state: SimState): string {
  const { settings, companies, faults, log, late, beginning } = state;
  const plain: Omit<z.infer<typeof dumped>, 'beginning'> = {
    format: FORMAT,
    settings,
    companies,
    oauth: dumpOauth(state.oauth),
    webhooks: dumpOutbox(state.outbox),
    faults,
    log,
    late,
  };
  return `${JSON.stringify({ ...plain, beginning })}\n${state.books.dump()}`;
}

/** Replaces the whole simulator; throws when the text is not a dump of this version. */
export function restoreState(state: SimState, text: string): void {
  const end = text.indexOf('\n');
  const from = dumped.parse(JSON.parse(text.slice(0, end)));
  state.beginning = from.beginning;
  state.settings = from.settings;
  state.companies = from.companies;
  state.faults = from.faults;
  state.log = from.log;
  state.late = from.late;
  restoreOauth(state.oauth, from.oauth);
  restoreOutbox(state.outbox, from.webhooks);
  state.books.restore(text.slice(end + 1));
}
