// The routes of the template's HTTP API, and which of them a request takes.
import { z } from 'zod';
import { startFailure } from '../start-failure.ts';
import { type Names, resolveValue } from './resolve.ts';
import type { Template } from './template.ts';

export type Route = {
  /** As in the template: `GET /records/{id}` or `$default`. */
  readonly key: string;
  readonly method: string;
  readonly segments: readonly string[];
  readonly functionArn: string;
  readonly timeoutMs: number;
  /** The Lambda function that is asked first; none for a route open to everybody. */
  readonly authorizer: Authorizer | undefined;
};

export type Authorizer = {
  readonly functionArn: string;
  /** Header names that must be there, or the request is refused without asking. */
  readonly requiredHeaders: readonly string[];
};

export type Match = { readonly route: Route; readonly pathParameters: Readonly<Record<string, string>> };

/** Reads the routes, those that API Gateway prefers first. */
export const readRoutes = (template: Template, names: Names): readonly Route[] => {
  const integrations = readById(template, 'AWS::ApiGatewayV2::Integration', names, integrationSchema);
  const authorizers = readById(template, 'AWS::ApiGatewayV2::Authorizer', names, authorizerSchema);
  const routes = template.ofType('AWS::ApiGatewayV2::Route').map(({ id, properties }) => {
    const route = routeSchema.parse(resolveValue(properties, names));
    const integration = integrations.get(route.Target.replace('integrations/', ''));
    if (integration === undefined)
      throw startFailure('not-emulated', `The route ${route.RouteKey} (${id}) leads to no Lambda function.`);
    const [method = '', path = ''] = route.RouteKey.split(' ');
    return {
      key: route.RouteKey,
      method,
      segments: segmentsOf(path),
      functionArn: integration.IntegrationUri,
      timeoutMs: integration.TimeoutInMillis,
      authorizer: authorizerOf(route, authorizers),
    };
  });
  return routes.toSorted(bySpecificity);
};

/** The first route that fits; `undefined` means 404. */
export const matchRoute = (routes: readonly Route[], method: string, path: string): Match | undefined => {
  const asked = segmentsOf(path);
  for (const route of routes) {
    if (route.key === '$default') return { route, pathParameters: {} };
    if (route.method !== 'ANY' && route.method !== method) continue;
    const pathParameters = matchSegments(route.segments, asked);
    if (pathParameters !== undefined) return { route, pathParameters };
  }
  return undefined;
};

const segmentsOf = (path: string): readonly string[] => path.split('/').slice(1);

const matchSegments = (
  pattern: readonly string[],
  asked: readonly string[],
): Record<string, string> | undefined => {
  const parameters: Record<string, string> = {};
  for (const [i, segment] of pattern.entries()) {
    const value = asked[i];
    if (value === undefined) return undefined;
    const name = parameterName(segment);
    if (name === undefined) {
      if (decode(value) !== segment) return undefined;
    } else if (name.endsWith('+')) {
      const rest = asked.slice(i).join('/');
      return rest === '' ? undefined : { ...parameters, [name.slice(0, -1)]: decode(rest) };
    } else {
      if (value === '') return undefined;
      parameters[name] = decode(value);
    }
  }
  return pattern.length === asked.length ? parameters : undefined;
};

/** A parameter that is no valid encoding is passed on as it came; what to make of it is the function's business. */
const decode = (value: string): string => {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
};

const parameterName = (segment: string): string | undefined => /^\{(.+)\}$/.exec(segment)?.[1];

/** Literal before parameter before greedy before $default; a method of its own before ANY. */
const bySpecificity = (a: Route, b: Route): number => {
  if (a.key === '$default' || b.key === '$default')
    return Number(a.key === '$default') - Number(b.key === '$default');
  for (let i = 0; i < Math.max(a.segments.length, b.segments.length); i++) {
    const difference = rank(b.segments[i]) - rank(a.segments[i]);
    if (difference !== 0) return difference;
  }
  return Number(a.method === 'ANY') - Number(b.method === 'ANY');
};
const rank = (segment: string | undefined): number => {
  if (segment === undefined) return 0;
  const name = parameterName(segment);
  if (name === undefined) return 3;
  return name.endsWith('+') ? 1 : 2;
};

const authorizerOf = (
  { RouteKey, AuthorizationType, AuthorizerId }: z.infer<typeof routeSchema>,
  authorizers: ReadonlyMap<string, z.infer<typeof authorizerSchema>>,
): Authorizer | undefined => {
  if (AuthorizationType === 'NONE') return undefined;
  const authorizer = AuthorizerId === undefined ? undefined : authorizers.get(AuthorizerId);
  const functionArn =
    authorizer?.AuthorizerUri === undefined
      ? undefined
      : /functions\/(.+)\/invocations/.exec(authorizer.AuthorizerUri)?.[1];
  if (
    AuthorizationType !== 'CUSTOM' ||
    authorizer === undefined ||
    functionArn === undefined ||
    !authorizer.EnableSimpleResponses
  ) {
    throw startFailure(
      'not-emulated',
      `The route ${RouteKey} is authorised by ${AuthorizationType}; the local runner knows Lambda authorisers with simple responses.`,
    );
  }
  const headers = authorizer.IdentitySource.flatMap(
    (source) => /^\$request\.header\.(.+)$/.exec(source)?.[1] ?? [],
  );
  return { functionArn, requiredHeaders: headers.map((name) => name.toLowerCase()) };
};

const readById = <T>(
  template: Template,
  type: string,
  names: Names,
  schema: z.ZodType<T>,
): ReadonlyMap<string, T> =>
  new Map(
    template.ofType(type).map(({ id, properties }) => [id, schema.parse(resolveValue(properties, names))]),
  );

const routeSchema = z.object({
  RouteKey: z.string(),
  Target: z.string().default(''),
  AuthorizationType: z.string().default('NONE'),
  AuthorizerId: z.string().optional(),
});
const integrationSchema = z.object({
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
  // API Gateway's own limit for HTTP APIs, and what it takes when the template says nothing.
  TimeoutInMillis: z.coerce.number().default(30_000),
});
const authorizerSchema = z.object({
  AuthorizerUri: z.string().optional(),
  EnableSimpleResponses: z.boolean().default(false),
  IdentitySource: z.array(z.string()).default([]),
});
