// What the tests of the simulator's service share: a simulator on a manual clock, and short words for requests.
import { z } from 'zod';
import type { SimRequest } from '../../simulators/quickbooks/core/types.ts';
import { createQuickBooks } from '../../simulators/quickbooks/quickbooks.ts';
import type { QuickBooks, QuickBooksSettings } from '../../simulators/quickbooks/quickbooks.ts';
import { createSeededChance } from '../../simulators/quickbooks/service/seeded.ts';
import { defaultSettings } from '../../simulators/quickbooks/service/settings.ts';

export const realm = '9130350000000001';
export const otherRealm = '9130350000000002';
export const start = Date.parse('2026-11-02T09:00:00.000Z');
export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;
export const redirectUri = 'https://app.example/callback';

const { clientId, clientSecret } = defaultSettings.app;
export const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;

/** A simulator, its clock, and the same request function for all tests. */
export interface Bench {
  readonly simulator: QuickBooks;
  readonly advance: (ms: number) => void;
  readonly now: () => number;
  readonly ask: (method: string, target: string, options?: AskOptions) => Answer;
}
export interface AskOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Objects go as JSON, texts as they are. */
  readonly body?: unknown;
  readonly token?: string;
}
export interface Answer {
  readonly status: number | 'dropped';
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly json: unknown;
}

export function bench(settings: QuickBooksSettings = {}, seed = 7): Bench {
  let time = start;
  const { random } = createSeededChance(seed);
  const companies = [realm, otherRealm].map((realmId) => ({ realmId, name: `Company ${realmId}` }));
  const simulator = createQuickBooks({
    surroundings: { now: () => time, random },
    settings: { companies, ...settings },
  });
  return {
    simulator,
    now: () => time,
    advance: (ms) => {
      time += ms;
    },
    ask: (method, target, options) => read(simulator.request(requestOf(method, target, options))),
  };
}

export function requestOf(
  method: string,
  target: string,
  { headers, body, token }: AskOptions = {},
): SimRequest {
  const url = new URL(target, 'http://simulator');
  return {
    method,
    path: url.pathname,
    query: url.searchParams,
    headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers },
    body: typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body),
  };
}

function read(reply: ReturnType<QuickBooks['request']>): Answer {
  if ('dropped' in reply) return { status: 'dropped', headers: {}, text: '', json: null };
  const text = typeof reply.body === 'string' ? reply.body : Buffer.from(reply.body).toString('utf8');
  const isJson = (reply.headers['content-type'] ?? '').includes('json') && !/^\s*$/.test(text);
  return { status: reply.status, headers: reply.headers, text, json: isJson ? tryJson(text) : null };
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return 'not JSON';
  }
}

const pairSchema = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  expires_in: z.number(),
  x_refresh_token_expires_in: z.number(),
  x_refresh_token_hard_expires_in: z.number().optional(),
});
export type Pair = z.infer<typeof pairSchema>;
export const pairOf = (answer: Answer): Pair => pairSchema.parse(answer.json);

/** Tokens for a company without the browser. */
export function grant({ ask }: Bench, realmId = realm): Pair {
  return pairOf(ask('POST', '/_sim/oauth/grants', { body: { realmId } }));
}

/** One call of the token endpoint. */
export function tokenCall(
  { ask }: Bench,
  form: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const body = new URLSearchParams(form).toString();
  return ask('POST', '/oauth2/v1/tokens/bearer', { body, headers: { authorization: basic, ...headers } });
}

export const refreshCall = (
  at: Bench,
  refresh_token: string,
  headers?: Readonly<Record<string, string>>,
): Answer => tokenCall(at, { grant_type: 'refresh_token', refresh_token }, headers);

/** A call that reads and changes nothing. */
export const readCompany = ({ ask }: Bench, token: string, realmId = realm): Answer =>
  ask('GET', `/v3/company/${realmId}/companyinfo/${realmId}`, { token });

/** The simplest write there is. */
export const createCustomer = ({ ask }: Bench, token: string, name: string, query = ''): Answer =>
  ask('POST', `/v3/company/${realm}/customer${query}`, { token, body: { DisplayName: name } });

/** How many customers with this name are in the books. */
export function customersNamed({ ask }: Pick<Bench, 'ask'>, name: string): number {
  const inspection = z
    .object({ objects: z.object({ Customer: z.array(z.object({ DisplayName: z.string() })).default([]) }) })
    .parse(ask('GET', `/_sim/companies/${realm}`).json);
  return inspection.objects.Customer.filter(({ DisplayName }) => DisplayName === name).length;
}
