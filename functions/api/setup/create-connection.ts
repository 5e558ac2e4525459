// A new connection: made with the policy of a preset, and held until a person lets it go. Nothing is written by it.
import * as z from 'zod';
import { pointerTo, readShape } from '../../../shared/connectors/product/shape.ts';
import type { Policy } from '../../../shared/core/policy.ts';
import { PRESETS } from '../../../shared/core/presets/index.ts';
import type { Host, Operator } from '../../../shared/host/host.ts';
import { readPolicy } from '../../../shared/storage/policy-input.ts';
import type { Connection } from '../../../shared/storage/ports.ts';
import { unauthorised } from '../../http/authorise.ts';
import { type HttpAnswer, type HttpRequest, json } from '../../http/http.ts';
import { type FieldError, refuse } from '../../http/problem.ts';
import { readJson } from '../../http/read-json.ts';
import { summaryOfConnection } from '../get-connection.ts';
import { ledgersOf, PUSHED, sourcesOf } from './connectors.ts';

/** `POST /v1/connections`: for people. Its company, its source and its keys come after. */
export async function createConnection(
  host: Host,
  request: HttpRequest,
  operator: Operator | undefined,
): Promise<HttpAnswer> {
  if (operator === undefined) return unauthorised(request);
  const body = readJson(request.body);
  if (!body.ok) return refuse(request, 'malformed', body.detail);
  const said = readShape(NEW_CONNECTION, body.value, '');
  if (!said.ok) return refuse(request, 'invalid', NOTHING_DONE, said.mistakes);
  const { name, preset, ledger, source = PUSHED, timeZone } = said.value;
  const policy = policyFrom(preset, timeZone);
  const errors = [...unknownEnds(host, { ledger, source }), ...policy.errors];
  if (errors.length > 0 || policy.policy === undefined)
    return refuse(request, 'invalid', NOTHING_DONE, errors);
  const id = await claimId(host, { name: name.trim(), policy: policy.policy, by: operator.name });
  if (id === undefined) return refuse(request, 'unavailable', 'No id was free; send it again.');
  const createdAt = host.clock.now();
  const connection: Connection = { id, name: name.trim(), source, ledger, createdAt, live: false };
  await host.connections.saveConnection(connection);
  await host.audit.append(id, {
    id: request.id,
    at: createdAt,
    by: { kind: 'operator', id: operator.name },
    what: 'create_connection',
    after: { preset, ledger, source },
  });
  host.log.info('connection_created', { connection: id, ledger, source });
  return json(201, await summaryOfConnection(host, connection));
}

const NOTHING_DONE = 'Correct the body; nothing was done.';

/** A name for people: as long as a line on a page. */
const NAME_MAX = 80;

export const NEW_CONNECTION = z.strictObject({
  name: z.string().check(z.regex(/\S/, 'says whose connection it is'), z.maxLength(NAME_MAX)),
  preset: z.string(),
  ledger: z.string(),
  source: z.optional(z.string()),
  timeZone: z.optional(z.string()),
});

interface FromPreset {
  readonly policy?: Policy | undefined;
  readonly errors: readonly FieldError[];
}

function policyFrom(name: string, timeZone: string | undefined): FromPreset {
  const preset = Object.entries(PRESETS).find(([known]) => known === name)?.[1];
  if (preset === undefined)
    return { errors: [{ pointer: '/preset', detail: `is none of: ${Object.keys(PRESETS).join(', ')}` }] };
  const reading = readPolicy({ ...preset, timeZone: timeZone ?? preset.timeZone });
  if (reading.ok) return { policy: reading.policy, errors: [] };
  return {
    errors: reading.faults.map(({ path, message }) => ({ pointer: pointerTo('', ...path), detail: message })),
  };
}

function unknownEnds(
  host: Host,
  { ledger, source }: Pick<Connection, 'ledger' | 'source'>,
): readonly FieldError[] {
  const [ledgers, sources] = [ledgersOf(host), sourcesOf(host)].map((all) => all.map(({ name }) => name));
  return [
    ...(ledgers?.includes(ledger) === true ? [] : [noneOf('/ledger', ledgers)]),
    ...(sources?.includes(source) === true ? [] : [noneOf('/source', sources)]),
  ];
}

const noneOf = (pointer: string, known: readonly string[] = []): FieldError => ({
  pointer,
  detail: `is none of: ${known.join(', ')}`,
});

interface Wanted {
  readonly name: string;
  readonly policy: Policy;
  readonly by: string;
}

/** The name itself, then the name with a random end: three takers of one name at the same moment are none. */
const TRIES_MAX = 4;
/** Enough to tell connections of one name apart. */
const END_BYTES = 3;

/** Takes an id by saving the policy under it: the first version is stored once, so nobody else has the id then. */
async function claimId(host: Host, { name, policy, by }: Wanted): Promise<string | undefined> {
  const saved = { at: host.clock.now(), by };
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const slug = slugOf(name);
    const isPlain = tries === 0 && slug !== '';
    const id = isPlain ? slug : `${slug === '' ? 'c' : slug}-${host.random.secret(END_BYTES)}`;
    const isFree = (await host.connections.connection(id)) === undefined;
    if (isFree && (await host.connections.savePolicy(id, { version: 1, policy, saved })) === 'saved')
      return id;
  }
  return undefined;
}

/** It stands in addresses, keys of rows and logs: nothing that would have to be encoded there, and short. */
const SLUG_MAX = 40;

function slugOf(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, SLUG_MAX)
    .replace(/^-|-$/g, '');
}
