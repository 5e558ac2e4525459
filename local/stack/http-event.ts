// Turns an HTTP request into the event of payload format 2.0, and a function's answer into an HTTP response.
import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { ACCOUNT } from '../identity.ts';
import type { Match } from './http-routes.ts';

export type HttpRequest = {
  readonly method: string;
  /** Path and query as they came. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly sourceIp: string;
};
export type HttpResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer | string;
};
export type HttpEvent = ReturnType<typeof httpEvent>;

export const httpEvent = (
  request: HttpRequest,
  { route, pathParameters }: Match,
  authorizerContext?: unknown,
) => {
  const { path, query } = splitTarget(request.target);
  const { cookie, ...headers } = flatten(request.headers);
  const now = new Date();
  return {
    version: '2.0',
    routeKey: route.key,
    rawPath: path,
    rawQueryString: query,
    ...(cookie !== undefined && { cookies: cookie.split(/;\s*/) }),
    headers: { ...headers, ...forwarded(request) },
    ...(query !== '' && { queryStringParameters: queryParameters(query) }),
    requestContext: {
      accountId: ACCOUNT,
      apiId: 'local',
      ...(authorizerContext !== undefined && { authorizer: { lambda: authorizerContext } }),
      domainName: headers['host'] ?? '',
      domainPrefix: 'local',
      http: {
        method: request.method,
        path,
        protocol: 'HTTP/1.1',
        sourceIp: request.sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: route.key,
      stage: '$default',
      time: commonLogTime(now),
      timeEpoch: now.getTime(),
    },
    ...(Object.keys(pathParameters).length > 0 && { pathParameters }),
    ...bodyOf(request),
  };
};

export const splitTarget = (target: string): { path: string; query: string } => {
  const mark = target.indexOf('?');
  return mark === -1
    ? { path: target, query: '' }
    : { path: target.slice(0, mark), query: target.slice(mark + 1) };
};

/**
 * Only these types arrive as text. All else is base64, also forms and bodies without a type: measured on AWS by others,
 * whose documentation leaves it open, and worth imitating because signatures are computed over the bytes.
 */
const TEXT_TYPES = /^\s*(text\/[^;]+|application\/(json|xml|javascript))\s*(;|$)/i;

const bodyOf = ({ headers, body }: HttpRequest) => {
  if (body.length === 0) return { isBase64Encoded: false };
  const isText = TEXT_TYPES.test(headers['content-type'] ?? '');
  return { body: body.toString(isText ? 'utf8' : 'base64'), isBase64Encoded: !isText };
};

/** Names in lower case, several values joined by commas. */
const flatten = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(',') : value] as const],
    ),
  );

const forwarded = ({ headers, sourceIp }: HttpRequest): Record<string, string> => ({
  'x-forwarded-for': sourceIp,
  'x-forwarded-port': headers.host?.split(':')[1] ?? '80',
  'x-forwarded-proto': 'http',
});

const queryParameters = (query: string): Record<string, string> => {
  const parameters: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    const before = parameters[name];
    parameters[name] = before === undefined ? value : `${before},${value}`;
  }
  return parameters;
};

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
/** `21/Nov/2026:19:40:14 +0000`. */
const commonLogTime = (at: Date): string => {
  const [date = '', time = ''] = at.toISOString().split('T');
  const [year, month, day] = date.split('-');
  return `${day}/${MONTHS[Number(month) - 1]}/${year}:${time.slice(0, 8)} +0000`;
};

/** The response for a function's answer; `undefined` when it has the shape of a response and yet is none. */
export const httpResponse = (payload: string): HttpResponse | undefined => {
  const answer: unknown = JSON.parse(payload);
  const isResponse = typeof answer === 'object' && answer !== null && 'statusCode' in answer;
  // API Gateway takes any other answer for the body of a 200.
  if (!isResponse) return json(200, typeof answer === 'string' ? answer : payload);
  const parsed = responseSchema.safeParse(answer);
  if (!parsed.success) return undefined;
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  return {
    status: statusCode,
    headers: {
      'content-type': 'text/plain;charset=UTF-8',
      ...withoutConnectionHeaders(headers),
      ...(cookies.length > 0 && { 'set-cookie': cookies }),
    },
    body: isBase64Encoded ? Buffer.from(body, 'base64') : body,
  };
};

export const json = (status: number, body: string): HttpResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body,
});

export const message = (status: number, text: string): HttpResponse =>
  json(status, JSON.stringify({ message: text }));

/** Those that belong to the connection and not to the answer are the gateway's own. */
const withoutConnectionHeaders = (headers: Readonly<Record<string, string>>): Record<string, string> => {
  const own = new Set(['connection', 'content-length', 'keep-alive', 'transfer-encoding', 'upgrade']);
  const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  return Object.fromEntries(lower.filter(([name]) => !own.has(name)));
};

const responseSchema = z.object({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z
    .record(z.string(), z.coerce.string())
    .nullish()
    .transform((headers) => headers ?? {}),
  cookies: z
    .array(z.string())
    .nullish()
    .transform((cookies) => cookies ?? []),
  body: z
    .string()
    .nullish()
    .transform((body) => body ?? ''),
  isBase64Encoded: z
    .boolean()
    .nullish()
    .transform((is) => is ?? false),
});
