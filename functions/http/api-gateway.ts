// API Gateway's payload (version 2) to a request of ours and back: all that this code knows of the gateway.
import { Buffer } from 'node:buffer';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { HttpAnswer, HttpRequest } from './http.ts';

/** The request in an event. The body is decoded exactly once, so that signatures see the bytes that were sent. */
export function requestOf(event: APIGatewayProxyEventV2): HttpRequest {
  const { requestContext, headers } = event;
  return {
    id: requestContext.requestId,
    route: event.routeKey,
    origin: `${schemeOf(headers)}://${requestContext.domainName}`,
    path: event.pathParameters ?? {},
    query: event.queryStringParameters ?? {},
    rawQuery: event.rawQueryString,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    cookies: event.cookies ?? [],
    body: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
  };
}

/** The gateway's form of an answer. */
export function resultOf(answer: HttpAnswer): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode: answer.status,
    headers: { ...answer.headers },
    ...(answer.cookies === undefined ? {} : { cookies: [...answer.cookies] }),
    body: answer.body,
    isBase64Encoded: answer.binary === true,
  };
}

/** The gateway speaks only https and says so; the gateway on a developer's machine says http. */
function schemeOf(headers: APIGatewayProxyEventV2['headers']): 'http' | 'https' {
  return headers['x-forwarded-proto'] === 'http' ? 'http' : 'https';
}
