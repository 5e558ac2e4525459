// The API as OpenAPI 3.1: made of the table of operations and of the very schemas that check what comes in.
import * as z from 'zod';
import { REQUEST_PROBLEMS, type RequestProblem } from '../../http/problem.ts';
import type { Answer, Operation, Parameter } from './operation.ts';
import { ACCESS } from '../access.ts';
import { OPERATIONS } from './operations.ts';
import { ANSWERED, SENT } from './shape.ts';
import { REQUEST_PROBLEM } from './shapes/service.ts';

/** The whole document. */
export function openApiDocument(): object {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Ledgerlane',
      version: '1',
      description: 'Keeps the books of SaaS products and accounting ledgers alike. In words: docs/api.md.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    paths: paths(),
    components: {
      schemas: { ...schemasOf(ANSWERED, 'output'), ...schemasOf(SENT, 'input') },
      securitySchemes: SECURITY_SCHEMES,
    },
  };
}

const TAGS: Readonly<Record<Operation['tag'], string>> = {
  records: 'Sending records, reading them, deciding about them',
  connections: 'A connection as a whole',
  policy: 'What is done with records',
  exchange: 'What the ledger has for the product',
  proof: 'That nothing is lost, and that the books agree',
  service: 'The service itself',
};

const SECURITY_SCHEMES = {
  apiKey: { type: 'http', scheme: 'bearer', description: 'An API key: llk_<key id>_<secret>' },
  operator: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description:
      'The access token of a person who signed in (GET /v1/sign-in says where); x-least-role is what he needs',
  },
  signature: {
    type: 'apiKey',
    in: 'header',
    name: 'webhook-signature',
    description: 'Standard Webhooks, over {id}.{timestamp}.{body}',
  },
};

function paths(): object {
  const byPath: Record<string, Record<string, object>> = {};
  for (const [route, operation] of Object.entries(OPERATIONS)) {
    const [method = '', path = ''] = route.split(' ');
    byPath[path] = { ...byPath[path], [method.toLowerCase()]: described(route, operation) };
  }
  return byPath;
}

function described(route: string, operation: Operation): object {
  const { name, tag, summary, query = {}, body } = operation;
  return {
    operationId: name,
    tags: [tag],
    summary,
    security: securityOf(route, name),
    'x-least-role': ACCESS[route]?.least,
    parameters: [
      ...[...route.matchAll(/\{(\w+)\}/g)].map(([, place = '']) => ({
        name: place,
        in: 'path',
        required: true,
        schema: { type: 'string' },
        example: operation.example?.path?.[place],
      })),
      ...(isRepeatable(route) ? [IDEMPOTENCY_KEY] : []),
      ...Object.entries(query).map(([parameter, { says, schema }]: [string, Parameter]) => ({
        name: parameter,
        in: 'query',
        description: says,
        schema: inPlace(schema, 'input'),
        example: operation.example?.query?.[parameter],
      })),
    ],
    requestBody: body && {
      required: body.required,
      content: {
        [body.type ?? 'application/json']: {
          schema: inPlace(body.schema, 'input'),
          example: operation.example?.body,
        },
      },
    },
    responses: { ...answersOf(operation), ...refusalsOf(route, operation) },
  };
}

/** What people and keys do; events are told apart by their own ids. */
const isRepeatable = (route: string): boolean => route.startsWith('POST ') && ACCESS[route] !== undefined;

const IDEMPOTENCY_KEY = {
  name: 'idempotency-key',
  in: 'header',
  description:
    'A name of yours for this request, for example a UUID. Sent again under it within 24 hours, it is answered as before and done no second time.',
  schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,255}$' },
};

function answersOf({ answers, example }: Operation): object {
  return Object.fromEntries(
    Object.entries(answers).map(([status, answer]: [string, Answer]) => [
      status,
      {
        description: answer.says,
        content: contentOf(answer, Number(status) === example?.status ? example.answer : undefined),
      },
    ]),
  );
}

function contentOf(answer: Answer, example: unknown): object | undefined {
  if ('type' in answer) return { [answer.type]: { schema: { type: 'string' } } };
  if (!('schema' in answer)) return undefined;
  return { 'application/json': { schema: inPlace(answer.schema, 'output'), example } };
}

/** Of one status all problems together: RFC 9457 tells them apart by `code`. */
function refusalsOf(route: string, { name, problems = [], query = {}, answers }: Operation): object {
  const codes: readonly RequestProblem[] = [
    ...(securityOf(route, name).length > 0 ? (['unauthorised', 'not_found'] as const) : []),
    ...(ACCESS[route] === undefined ? [] : (['forbidden'] as const)),
    ...(Object.keys(query).length > 0 ? (['bad_query'] as const) : []),
    ...(isRepeatable(route) ? (['malformed', 'request_running', 'request_differs'] as const) : []),
    ...problems,
    'internal',
  ];
  const byStatus = Map.groupBy(new Set(codes), (code) => REQUEST_PROBLEMS[code].status);
  const refusals = [...byStatus]
    .filter(([status]) => !(status in answers))
    .map(([status, names]) => {
      const description = names.map((code) => `${code}: ${REQUEST_PROBLEMS[code].title}`).join('; ');
      const schema = inPlace(REQUEST_PROBLEM, 'output');
      return [String(status), { description, content: { 'application/problem+json': { schema } } }] as const;
    });
  return Object.fromEntries(refusals);
}

function securityOf(route: string, name: string): readonly object[] {
  if (name === 'sendEvents') return [{ apiKey: [] }, { signature: [] }];
  const access = ACCESS[route];
  if (access === undefined) return [];
  return access.keys ? [{ apiKey: [] }, { operator: [] }] : [{ operator: [] }];
}

/** A schema with a name is referred to by it. */
function inPlace(schema: z.core.$ZodType, io: 'input' | 'output'): object {
  const named = (io === 'input' ? SENT : ANSWERED).get(schema);
  return named === undefined
    ? withoutDialect(z.toJSONSchema(schema, { io, unrepresentable: 'any' }))
    : ref(named.id);
}

function schemasOf(registry: typeof SENT, io: 'input' | 'output'): Readonly<Record<string, object>> {
  const { schemas } = z.toJSONSchema(registry, { io, unrepresentable: 'any', uri: (id) => ref(id).$ref });
  return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, withoutDialect(schema)]));
}

const ref = (id: string) => ({ $ref: `#/components/schemas/${id}` });

/** The dialect is OpenAPI's own default, and a place in this document needs no address. */
function withoutDialect(schema: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries<unknown>({ ...schema }).filter(
      ([name]) => name !== '$schema' && name !== '$id' && name !== '~standard',
    ),
  );
}
