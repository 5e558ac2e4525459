// What the tests of the SnelStart simulator share: a simulator on a manual clock, and short words for requests.
import {
  createSnelStart,
  type SnelStart,
  type SnelStartSettings,
} from '../../simulators/snelstart/snelstart.ts';
import { isList, isObject, type JsonObject, textAt } from '../../simulators/quickbooks/core/json.ts';
import { createSeededChance } from '../../simulators/quickbooks/service/seeded.ts';

export const ADMINISTRATION = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa';
export const OTHER = 'bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb';
export const SUBSCRIPTION = 'snelstart-subscription-primary';
/** Ten in the morning in the Netherlands. */
export const START = Date.parse('2026-11-20T09:00:00.000Z');

export interface Answer {
  readonly status: number | 'dropped';
  readonly headers: Readonly<Record<string, string>>;
  readonly json: unknown;
}

export interface Bench {
  readonly simulator: SnelStart;
  readonly advance: (ms: number) => void;
  /** A call of the API with good keys, unless other headers are given. */
  readonly call: (
    method: string,
    target: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Answer;
  readonly admin: (method: string, target: string, body?: unknown) => Answer;
  readonly token: (key?: string) => string;
}

export function bench(settings: SnelStartSettings = {}): Bench {
  let time = START;
  const { random } = createSeededChance(7);
  const simulator = createSnelStart({
    surroundings: { now: () => time, random },
    settings: { administrations: [ADMINISTRATION, OTHER].map((id) => ({ id, name: 'Test' })), ...settings },
  });
  const ask = (
    method: string,
    target: string,
    body: string,
    headers: Readonly<Record<string, string>>,
  ): Answer => {
    const [path = '', query = ''] = target.split('?');
    const reply = simulator.request({ method, path, query: new URLSearchParams(query), headers, body });
    if ('dropped' in reply) return { status: 'dropped', headers: {}, json: undefined };
    const text = typeof reply.body === 'string' ? reply.body : '';
    const isJson = (reply.headers['content-type'] ?? '').includes('json');
    return { status: reply.status, headers: reply.headers, json: isJson ? parsed(text) : text };
  };
  const token = (key = `koppelsleutel-${ADMINISTRATION}`): string =>
    textIn(ask('POST', '/b2b/token', `grant_type=clientkey&clientkey=${key}`, {}), 'access_token');
  let held: string | undefined;
  return {
    simulator,
    token,
    advance: (ms) => {
      time += ms;
    },
    call: (method, target, body, headers) => {
      held ??= token();
      const keys = headers ?? { 'ocp-apim-subscription-key': SUBSCRIPTION, authorization: `Bearer ${held}` };
      return ask(method, `/v2${target}`, body === undefined ? '' : JSON.stringify(body), keys);
    },
    admin: (method, target, body) =>
      ask(method, `/_sim/${target}`, body === undefined ? '' : JSON.stringify(body), {}),
  };
}

/** The rows of a list. */
export function rowsOf({ json }: Answer): readonly JsonObject[] {
  return isList(json) ? json.filter(isObject) : [];
}

/** The code of the first business fault. */
export function codeOf(answer: Answer): string | undefined {
  return textAt(rowsOf(answer)[0], 'errorCode');
}

export function textIn({ json }: Answer, name: string): string {
  return (isObject(json) ? textAt(json, name) : undefined) ?? '';
}

export const idOf = (answer: Answer): string => textIn(answer, 'id');

function parsed(text: string): unknown {
  return JSON.parse(text);
}

export const ledger = (number: number): { id: string } => ({
  id: `33333333-3333-4333-8333-${String(number).padStart(12, '0')}`,
});

/** A customer to book on; gives its id. */
export function customer({ call }: Bench, fields: object = {}): string {
  return idOf(call('POST', '/relaties', { naam: 'Voorbeeld B.V.', relatiesoort: ['Klant'], ...fields }));
}

/** A booking of 1,000 with the high rate. */
export function booking(klant: string, changes: object = {}): object {
  return {
    factuurnummer: '2026-0042',
    factuurdatum: '2026-11-20T00:00:00',
    klant: { id: klant },
    betalingstermijn: 14,
    factuurbedrag: '1210.00',
    boekingsregels: [
      { omschrijving: 'Advies', grootboek: ledger(8200), bedrag: '1000.00', btwSoort: 'Hoog' },
    ],
    btw: [{ btwSoort: 'VerkopenHoog', btwBedrag: '210.00' }],
    ...changes,
  };
}
