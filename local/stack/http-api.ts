// The HTTP API on this machine: takes a request, finds its route, asks the authoriser, invokes the function, answers.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { InvocationResult } from '../lambda/function-definition.ts';
import { startFailure } from '../start-failure.ts';
import {
  type HttpRequest,
  type HttpResponse,
  httpEvent,
  httpResponse,
  message,
  splitTarget,
} from './http-event.ts';
import { type Authorizer, type Match, matchRoute, type Route } from './http-routes.ts';

export type HttpApi = {
  readonly url: string;
  /** Opens the routes; until then every request is told to come again. */
  readonly serve: (routes: readonly Route[], invoke: Invoke, front?: Front) => void;
  /** Takes no new connection and waits for open requests, but not for longer than `waitMs`. */
  readonly stop: (waitMs: number) => Promise<void>;
};
/** Stands before the routes: answers by itself, or passes a request on. */
export type Front = (
  request: HttpRequest,
  toApi: (request: HttpRequest) => Promise<HttpResponse>,
) => Promise<HttpResponse>;
export type Invoke = (functionArn: string, event: unknown) => Promise<InvocationResult>;

/** Listens on 127.0.0.1; `port` 0 takes a free one. */
export const openHttpApi = async (port: number, onProblem: (line: string) => void): Promise<HttpApi> => {
  let answer = (_request: HttpRequest): Promise<HttpResponse> =>
    Promise.resolve(message(503, 'Service Unavailable'));
  const server = createServer((request, response) => {
    void respond(request, response, answer).catch((error: unknown) => {
      onProblem(`request failed: ${String(error)}`);
      response.destroy();
    });
  });
  const url = `http://127.0.0.1:${await listen(server, port)}`;
  return {
    url,
    serve: (routes, invoke, front = (request, toApi) => toApi(request)) => {
      answer = (request) => front(request, (asked) => dispatch(asked, { routes, invoke, onProblem }));
    },
    stop: async (waitMs) => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      await Promise.race([closed, pause(waitMs, undefined, { ref: false })]);
      server.closeAllConnections();
      await closed;
    },
  };
};

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') return reject(error);
      reject(
        startFailure(
          'port-in-use',
          `Port ${port} is taken, maybe by a Ledgerlane that still runs. Stop it or choose another port.`,
        ),
      );
    });
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(address !== null && typeof address === 'object' ? address.port : port);
    });
  });

// API Gateway's limit for HTTP APIs.
const MAX_BODY_BYTES = 10 * 1024 * 1024;

const respond = async (
  request: IncomingMessage,
  response: ServerResponse,
  answer: (request: HttpRequest) => Promise<HttpResponse>,
): Promise<void> => {
  const body = await readBody(request);
  const { method = 'GET', url: target = '/', headers } = request;
  const sourceIp = request.socket.remoteAddress ?? '127.0.0.1';
  const {
    status,
    headers: answered,
    body: content,
  } = body === undefined
    ? message(413, 'Request Entity Too Large')
    : await answer({ method, target, headers, body, sourceIp });
  // The rest of a body that is too long is not worth reading.
  if (body === undefined) response.setHeader('connection', 'close');
  for (const [name, value] of Object.entries(answered)) response.setHeader(name, value);
  response.writeHead(status, { 'content-length': Buffer.byteLength(content) });
  response.end(method === 'HEAD' ? undefined : content);
};

/** The whole body, or `undefined` when it is longer than allowed. */
const readBody = async (request: IncomingMessage): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving the loop must not close the connection: the refusal still has to get through.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const bytes = z.instanceof(Buffer).parse(chunk);
    size += bytes.length;
    if (size > MAX_BODY_BYTES) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
};

type Serving = {
  readonly routes: readonly Route[];
  readonly invoke: Invoke;
  readonly onProblem: (line: string) => void;
};

const dispatch = async (request: HttpRequest, serving: Serving): Promise<HttpResponse> => {
  const match = matchRoute(serving.routes, request.method, splitTarget(request.target).path);
  if (match === undefined) return message(404, 'Not Found');
  const { authorizer } = match.route;
  const permission: Permission =
    authorizer === undefined
      ? { allowed: true }
      : await authorize(request, match, { ...serving, authorizer });
  if (!permission.allowed) return permission.refusal;
  const event = httpEvent(request, match, permission.context);
  const late = new AbortController();
  const result = await Promise.race([
    serving.invoke(match.route.functionArn, event),
    pause(match.route.timeoutMs, 'late' as const, { ref: false, signal: late.signal }),
  ]);
  late.abort();
  if (result === 'late') return message(503, 'Service Unavailable');
  return answerOf(result, (text) => serving.onProblem(`${match.route.key}: ${text}`));
};

const answerOf = (result: InvocationResult, onProblem: (line: string) => void): HttpResponse => {
  if (!result.ok) {
    onProblem(`${result.reason} ${result.payload}`);
    if (result.reason === 'too-large') return message(413, 'Request Too Long');
    if (result.reason === 'throttled' || result.reason === 'stopped')
      return message(503, 'Service Unavailable');
    return message(500, 'Internal Server Error');
  }
  const response = httpResponse(result.payload);
  if (response !== undefined) return response;
  onProblem(`the function's answer is no HTTP response: ${result.payload.slice(0, 200)}`);
  return message(500, 'Internal Server Error');
};

type Permission =
  | { readonly allowed: true; readonly context?: unknown }
  | { readonly allowed: false; readonly refusal: HttpResponse };

/** Asks the Lambda authoriser, every time: API Gateway may remember the answer, which changes nothing but the speed. */
const authorize = async (
  request: HttpRequest,
  match: Match,
  { authorizer, invoke, onProblem }: Serving & { readonly authorizer: Authorizer },
): Promise<Permission> => {
  const isThere = (name: string) => request.headers[name] !== undefined;
  if (!authorizer.requiredHeaders.every(isThere))
    return { allowed: false, refusal: message(401, 'Unauthorized') };
  const { body: _body, isBase64Encoded: _flag, ...event } = httpEvent(request, match);
  const identitySource = authorizer.requiredHeaders.map((name) => event.headers[name]);
  const result = await invoke(authorizer.functionArn, { ...event, type: 'REQUEST', identitySource });
  const verdict = result.ok ? verdictSchema.safeParse(JSON.parse(result.payload)) : undefined;
  if (verdict?.success !== true) {
    onProblem(`the authoriser gave no verdict: ${result.payload.slice(0, 200)}`);
    return { allowed: false, refusal: message(500, 'Internal Server Error') };
  }
  const { isAuthorized, context } = verdict.data;
  return isAuthorized ? { allowed: true, context } : { allowed: false, refusal: message(403, 'Forbidden') };
};

const verdictSchema = z.object({ isAuthorized: z.boolean(), context: z.unknown().optional() });
