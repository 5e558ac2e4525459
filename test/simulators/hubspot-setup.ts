// What the tests of the HubSpot simulator share: a simulator on a manual clock, and short words for requests.
import { z } from 'zod';
import { createHubSpot } from '../../simulators/hubspot/hubspot.ts';
import type { HubSpot, HubSpotSettings } from '../../simulators/hubspot/hubspot.ts';
import type { KnobsPatch } from '../../simulators/hubspot/core/knobs.ts';
import type { UiAct } from '../../simulators/hubspot/core/acts.ts';
import { createSeededChance } from '../../simulators/quickbooks/service/seeded.ts';
import { requestOf } from './service-setup.ts';
import type { AskOptions } from './service-setup.ts';

export const portal = 62_515;
export const otherPortal = 891_936_587;
export const start = Date.parse('2026-11-02T09:00:00.000Z');
export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;

const recordSchema = z.object({
  id: z.string(),
  properties: z.record(z.string(), z.string().nullable()),
  archived: z.boolean(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type SimRecord = z.infer<typeof recordSchema>;

export interface Answer {
  readonly status: number | 'dropped';
  readonly headers: Readonly<Record<string, string>>;
  readonly json: unknown;
}

/** A simulator with two accounts, the app installed in the first, and its clock. */
export interface Bench {
  readonly simulator: HubSpot;
  readonly token: string;
  readonly refreshToken: string;
  readonly now: () => number;
  readonly advance: (ms: number) => void;
  /** Any request, without a token unless one is given. */
  readonly ask: (method: string, target: string, options?: AskOptions) => Answer;
  /** A call of the API with the token of the first account. */
  readonly api: (method: string, target: string, body?: unknown) => Answer;
  /** The record in the answer to a call that has to go well. */
  readonly record: (method: string, target: string, body?: unknown) => SimRecord;
  readonly act: (act: z.input<typeof actInput>) => SimRecord;
  readonly knobs: (patch: KnobsPatch) => void;
}
const actInput = z.custom<UiAct | ({ act: string } & Record<string, unknown>)>();

/** Starts the bench. Searches see everything at once and nothing is limited, unless a test wants it otherwise. */
export function bench(settings: HubSpotSettings = {}, knobs: KnobsPatch = {}, seed = 7): Bench {
  let time = start;
  const { random } = createSeededChance(seed);
  const simulator = createHubSpot({
    surroundings: { now: () => time, random },
    settings: { portals: [{ portalId: portal }, { portalId: otherPortal }], ...settings },
  });
  const ask = (method: string, target: string, options?: AskOptions) =>
    read(simulator.request(requestOf(method, target, options)));
  const patch = (body: KnobsPatch) => must(ask('PATCH', `/_sim/portals/${portal}/settings`, { body }), 200);
  patch({ limits: { enforce: false }, searchLagMs: [0, 0], ...knobs });
  const granted = grantAt(ask, portal);
  const api = (method: string, target: string, body?: unknown) =>
    ask(method, target, { body, token: granted.access_token });
  return {
    simulator,
    token: granted.access_token,
    refreshToken: granted.refresh_token,
    now: () => time,
    advance: (ms) => {
      time += ms;
    },
    ask,
    api,
    record: (method, target, body) => recordSchema.parse(must(api(method, target, body), 200, 201)),
    act: (body) => {
      const done = must(ask('POST', `/_sim/portals/${portal}/acts`, { body }), 200);
      return z.object({ result: recordSchema }).parse(done).result;
    },
    knobs: patch,
  };
}

const grantSchema = z.object({ access_token: z.string(), refresh_token: z.string(), expires_in: z.number() });

/** An installation without the browser. */
export function grantAt(
  ask: Bench['ask'],
  portalId: number,
  scopes?: readonly string[],
): z.infer<typeof grantSchema> {
  return grantSchema.parse(must(ask('POST', '/_sim/oauth/grants', { body: { portalId, scopes } }), 201));
}

/** The body of an answer that has to have one of these statuses. */
export function must(answer: Answer, ...statuses: readonly number[]): unknown {
  const { status, json } = answer;
  if (status !== 'dropped' && statuses.includes(status)) return json;
  throw new Error(`${status}: ${JSON.stringify(json)}`);
}

let addresses = 0;

/** An open invoice over 200.00 for Ada, made by a user; gives the ids of its parts. */
export function openInvoice({ act }: Bench, more: Readonly<Record<string, unknown>> = {}) {
  const contact = act({
    act: 'create',
    objectType: 'contact',
    properties: { email: `ada${(addresses += 1)}@example.com` },
  });
  const lines = [{ name: 'Consulting', price: '100', quantity: '2' }];
  const invoice = act({ act: 'createInvoice', contactId: contact.id, lines, finalise: true, ...more });
  return { contactId: contact.id, invoiceId: invoice.id, invoice };
}

const resultsSchema = z.object({ results: z.array(recordSchema) });
/** The records in the answer to a batch, a list or a search. */
export const resultsIn = (answer: Answer): readonly SimRecord[] => resultsSchema.parse(answer.json).results;

const errorSchema = z.object({
  status: z.literal('error'),
  message: z.string(),
  correlationId: z.string(),
  category: z.string().optional(),
  errors: z.array(z.object({ code: z.string().optional() })).optional(),
});
/** Status, category and first code of a refusal: what tables of refusals compare. */
export function refusalOf(answer: Answer): string {
  const body = errorSchema.parse(answer.json);
  const code = body.errors?.[0]?.code;
  return [answer.status, body.category ?? '-', ...(code === undefined ? [] : [code])].join(' ');
}

function read(reply: ReturnType<HubSpot['request']>): Answer {
  if ('dropped' in reply) return { status: 'dropped', headers: {}, json: null };
  const text = typeof reply.body === 'string' ? reply.body : Buffer.from(reply.body).toString('utf8');
  return { status: reply.status, headers: reply.headers, json: parse(text) };
}

function parse(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
