// An event of API Gateway's payload format 2.0.
import type { APIGatewayProxyEventV2 } from 'aws-lambda';

export interface GatewayParts {
  readonly path?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly headers?: Record<string, string>;
  readonly cookies?: string[];
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}

export function gatewayEvent(routeKey: string, parts: GatewayParts = {}): APIGatewayProxyEventV2 {
  const [method = '', rawPath = ''] = routeKey.split(' ');
  return {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString: new URLSearchParams(parts.query).toString(),
    ...(parts.cookies === undefined ? {} : { cookies: parts.cookies }),
    headers: parts.headers ?? {},
    ...(parts.query === undefined ? {} : { queryStringParameters: parts.query }),
    requestContext: {
      accountId: '123456789012',
      apiId: 'api',
      domainName: 'api.example.com',
      domainPrefix: 'api',
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'test' },
      requestId: 'request-1',
      routeKey,
      stage: '$default',
      time: '21/Nov/2026:12:00:00 +0000',
      timeEpoch: 0,
    },
    ...(parts.path === undefined ? {} : { pathParameters: parts.path }),
    ...(parts.body === undefined ? {} : { body: parts.body }),
    isBase64Encoded: parts.isBase64Encoded ?? false,
  };
}
