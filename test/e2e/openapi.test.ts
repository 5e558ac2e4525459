// The API's own description, as a tool would use it: fetched from the running system, each request of it sent, each answer held to it.
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { DEMO_CONNECTION } from '../../local/demo-connection.ts';
import { openSystem, type TestSystem } from './support/test-system.ts';

type Schema = z.core.JSONSchema.JSONSchema;
const SCHEMA = z.custom<Schema>((value) => typeof value === 'object' && value !== null);
const CONTENT = z.record(z.string(), z.object({ schema: SCHEMA, example: z.unknown().optional() }));
const OPERATION = z.object({
  operationId: z.string(),
  parameters: z.array(z.object({ name: z.string(), in: z.string(), example: z.string().optional() })),
  requestBody: z.object({ content: CONTENT }).optional(),
  responses: z.record(z.string(), z.object({ content: CONTENT.optional() })),
});
const DOCUMENT = z.object({
  openapi: z.literal('3.1.1'),
  paths: z.record(z.string(), z.record(z.string(), OPERATION)),
  components: z.object({ schemas: z.record(z.string(), SCHEMA) }),
});
type Operation = z.infer<typeof OPERATION>;
interface Described {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

let test: TestSystem;
let described: readonly Described[] = [];
/** A schema of the document, with all that it may refer to. */
let validator: (schema: Schema) => z.ZodType;
beforeAll(async () => {
  test = await openSystem();
  // To anybody: without a key.
  const text = await (await fetch(`${test.system.url}/v1/openapi.json`)).text();
  const { paths, components } = DOCUMENT.parse(
    JSON.parse(text.replaceAll('#/components/schemas/', '#/$defs/')),
  );
  described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
  validator = (schema) => {
    const whole: z.core.JSONSchema.JSONSchema = { ...schema, $defs: components.schemas };
    return z.fromJSONSchema(whole);
  };
});
afterAll(() => test?.close());

/** Values of places that no example names. */
const PLACES: Readonly<Record<string, string>> = {
  connection: DEMO_CONNECTION,
  kind: 'customer',
  id: 'cus_1',
  name: 'clock-pms',
};

function addressOf({ path, operation }: Described): string {
  const given = (where: string) =>
    operation.parameters.flatMap(({ name, in: place, example }) =>
      place === where && example !== undefined ? [[name, example] as const] : [],
    );
  const places = new Map([...Object.entries(PLACES), ...given('path')]);
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => places.get(name) ?? 'none');
  return `${test.system.url}${filled}?${new URLSearchParams(Object.fromEntries(given('query'))).toString()}`;
}

async function send(one: Described): Promise<Response> {
  const body = Object.values(one.operation.requestBody?.content ?? {})[0]?.example;
  return fetch(addressOf(one), {
    method: one.method,
    headers: { authorization: `Bearer ${test.system.apiKey}`, 'content-type': 'application/json' },
    redirect: 'manual',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** What is wrong with an answer by the description; empty if nothing is. */
async function faultsOf({ operation }: Described, response: Response): Promise<readonly string[]> {
  const answer = operation.responses[response.status];
  const where = `${operation.operationId} ${response.status}`;
  if (answer === undefined) return [`${where} is not described`];
  const type = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
  const text = await response.text();
  if (answer.content === undefined) return text === '' ? [] : [`${where} has a body`];
  const content = answer.content[type];
  if (content === undefined) return [`${where} is of type ${type}`];
  if (!type.endsWith('json')) return [];
  const read = validator(content.schema).safeParse(JSON.parse(text));
  return read.success
    ? []
    : read.error.issues.map(({ path, message }) => `${where} /${path.join('/')}: ${message}`);
}

/** The status that has an example; undefined for an operation without one. */
function exampleOf({ responses }: Operation): string | undefined {
  return Object.entries(responses).find(([, { content }]) =>
    Object.values(content ?? {}).some(({ example }) => example !== undefined),
  )?.[0];
}

it('each example is answered with its status, and each answer is as described', async () => {
  const faults: string[] = [];
  const otherwise: Record<string, string> = {};
  let sent = 0;
  for (const one of described) {
    const status = exampleOf(one.operation);
    if (status === undefined && one.method !== 'GET') continue;
    sent += 1;
    const response = await send(one);
    if (one.operation.operationId === 'sendEvents') await test.product.synced('customer', 'cus_1');
    if (status !== undefined && String(response.status) !== status)
      otherwise[one.operation.operationId] = `${response.status} for ${status}`;
    faults.push(...(await faultsOf(one, response)));
  }
  expect(faults).toEqual([]);
  // The examples are of a system that stands still. This one has the company's lists, and booked the customer meanwhile.
  expect(otherwise).toEqual({
    getMappings: '200 for 202',
    retryRecord: '409 for 202',
    skipRecord: '409 for 202',
  });
  expect(sent).toBeGreaterThan(45);
  console.log(`${sent} of ${described.length} operations asked`);
});

it('what is not as described would be found', () => {
  const page = described.find(({ operation }) => operation.operationId === 'listRecords');
  const schema = page?.operation.responses['200']?.content?.['application/json']?.schema ?? {};
  const record = {
    kind: 'customer',
    id: 'c',
    state: 'synced',
    since: '2026-11-22T00:00:00.000Z',
    attempts: [],
  };
  const isGood = (...records: readonly object[]) => validator(schema).safeParse({ records }).success;
  expect(isGood(record)).toBe(true);
  for (const wrong of [{ state: 'lost' }, { since: 7 }, { secret: 'more than is described' }])
    expect(isGood({ ...record, ...wrong })).toBe(false);
});
