// The gateway's routes against infra/routes.ts, and every open door against its reason.
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { AUTHENTICATION_REASONS, ROUTES } from '../../infra/routes.ts';
import { ledgerlane, plain, templateOf } from './template.ts';

const template = templateOf(ledgerlane());
const Routed = z.object({ RouteKey: z.string(), Target: z.unknown(), AuthorizationType: z.string() });
const Staged = z.object({
  DefaultRouteSettings: z.unknown(),
  AccessLogSettings: z.object({ Format: z.string() }),
});
const routes = template.ofType('AWS::ApiGatewayV2::Route').map(({ Properties }) => Routed.parse(Properties));
const functionBehind = (target: unknown): string => {
  const name = plain(target).replace('integrations/', '');
  return plain(template.named('AWS::ApiGatewayV2::Integration', name).Properties['IntegrationUri']);
};

describe('routes', () => {
  test('are those of routes.ts, each to its function', () => {
    const there = routes.map((route) => `${route.RouteKey} -> ${functionBehind(route.Target).toLowerCase()}`);
    const listed = ROUTES.map((route) => `${route.method} ${route.path} -> ${route.function}`);
    expect(there.sort()).toEqual(listed.sort());
  });

  test('only what is the same for everybody is public; every other caller proves himself inside the function, with a reason why there', () => {
    expect(
      ROUTES.filter(({ authentication }) => authentication === 'public').map(({ path }) => path),
    ).toEqual(['/v1/health', '/v1/openapi.json', '/v1/sign-in']);
    expect(new Set(routes.map((route) => route.AuthorizationType))).toEqual(new Set(['NONE']));
    for (const { authentication } of ROUTES)
      expect(AUTHENTICATION_REASONS[authentication]).toMatch(/^.{40,}\.$/);
  });

  test('only what others push is signed, and only the browser on its way to Intuit and back carries a state', () => {
    const of = (authentication: string) =>
      ROUTES.filter((route) => route.authentication === authentication).map(({ path }) => path);
    expect(of('signature')).toEqual([
      '/v1/connections/{connection}/events',
      '/webhooks/quickbooks',
      '/v1/webhooks/hubspot',
    ]);
    expect(of('oauthState')).toEqual([
      '/oauth/quickbooks/start',
      '/oauth/quickbooks/callback',
      '/oauth/hubspot/start',
      '/oauth/hubspot/callback',
    ]);
  });

  test('there is no catch-all', () => {
    expect(ROUTES.filter(({ path }) => path.includes('+}') || path.includes('$default'))).toEqual([]);
  });
});

describe('the stage', () => {
  const [stage] = template.ofType('AWS::ApiGatewayV2::Stage');
  const { DefaultRouteSettings, AccessLogSettings } = Staged.parse(stage?.Properties);

  test('is throttled', () => {
    expect(DefaultRouteSettings).toEqual({ ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 });
  });

  test('logs no address, agent, path or query: they are personal data or credentials', () => {
    const variables = [...AccessLogSettings.Format.matchAll(/\$context\.([\w.]+)/g)].map((match) => match[1]);
    expect(variables.sort()).toEqual([
      'integration.integrationStatus',
      'integrationLatency',
      'requestId',
      'requestTime',
      'responseLatency',
      'responseLength',
      'routeKey',
      'status',
    ]);
  });
});

test('browsers of other sites are told nothing', () => {
  const [api] = template.ofType('AWS::ApiGatewayV2::Api');
  expect(api?.Properties).not.toHaveProperty('CorsConfiguration');
});
