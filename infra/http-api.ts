// The HTTP API: routes.ts on AWS, throttled, with an access log that holds no personal data.
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Construct } from 'constructs';
import type { Functions } from './functions.ts';
import { logGroup } from './node-function.ts';
import { ROUTES } from './routes.ts';

// No CORS: products call from their servers, and the console has the same origin.
export const makeHttpApi = (scope: Construct): HttpApi =>
  new HttpApi(scope, 'HttpApi', { apiName: 'Ledgerlane', createDefaultStage: false });

/** The routes to their functions, and the stage that answers them. */
export const serveRoutes = (scope: Construct, api: HttpApi, functions: Functions): HttpStage => {
  const integrations = {
    webhooks: new HttpLambdaIntegration('WebhooksIntegration', functions.webhooks),
    api: new HttpLambdaIntegration('ApiIntegration', functions.api),
  };
  for (const route of ROUTES) {
    api.addRoutes({
      path: route.path,
      methods: [HttpMethod[route.method]],
      integration: integrations[route.function],
    });
  }
  return stage(scope, api);
};

const stage = (scope: Construct, httpApi: HttpApi): HttpStage =>
  new HttpStage(scope, 'HttpStage', {
    httpApi,
    stageName: '$default',
    autoDeploy: true,
    // 100 requests with up to 100 events each is far more than ledgers take; whoever is told 429 sends again.
    // The burst lets a product's nightly export begin at once.
    throttle: { rateLimit: 100, burstLimit: 200 },
    accessLogSettings: {
      destination: new LogGroupLogDestination(logGroup(scope, 'AccessLog')),
      format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG)),
    },
  });

// The route instead of the path, and neither address nor agent: paths name customers' records, the query carries codes.
const ACCESS_LOG = {
  time: '$context.requestTime',
  requestId: '$context.requestId',
  route: '$context.routeKey',
  status: '$context.status',
  milliseconds: '$context.responseLatency',
  lambdaStatus: '$context.integration.integrationStatus',
  lambdaMilliseconds: '$context.integrationLatency',
  bytes: '$context.responseLength',
};
