// The HTTP functions behind a real port, with the routes of the stack: for tests that speak HTTP with a tool of their own.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { API_ROUTES } from '../../functions/api/routes.ts';
import type { HttpAnswer, HttpRequest } from '../../functions/http/http.ts';
import { serve } from '../../functions/http/serve.ts';
import { WEBHOOK_ROUTES } from '../../functions/webhooks/routes.ts';
import { ROUTES } from '../../infra/routes.ts';
import { answerFaults } from './answer-faults.ts';
import type { Host } from '../../shared/host/host.ts';

export interface TestServer {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

export async function startHttpServer(host: Host): Promise<TestServer> {
  const server = createServer((incoming, outgoing) => {
    void answer(host, incoming).then(({ status, headers, body }) =>
      outgoing.writeHead(status, headers).end(body),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function answer(host: Host, incoming: IncomingMessage): Promise<HttpAnswer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of incoming) if (chunk instanceof Uint8Array) chunks.push(chunk);
  const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
  const match = matchOf(incoming.method ?? '', url.pathname);
  const request: HttpRequest = {
    id: 'request-1',
    route: match.route,
    origin: url.origin,
    path: match.path,
    query: Object.fromEntries(url.searchParams),
    rawQuery: url.search.slice(1),
    headers: Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
    ),
    cookies: [],
    body: Buffer.concat(chunks),
  };
  const answered = await serve({ ...API_ROUTES, ...WEBHOOK_ROUTES }, host, request);
  const { status, headers, body } = answered;
  const faults = answerFaults(match.route, { status, type: headers['content-type'] ?? '', body });
  // Whoever tests with this server tests that the API is as it describes itself.
  return faults.length === 0 ? answered : { status: 599, headers: {}, body: JSON.stringify(faults) };
}

function matchOf(method: string, pathname: string) {
  for (const route of ROUTES) {
    const pattern = new RegExp(`^${route.path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
    const groups = route.method === method ? pattern.exec(pathname) : null;
    if (groups === null) continue;
    const path: Record<string, string> = {};
    for (const [name, text] of Object.entries(groups.groups ?? {})) path[name] = decodeURIComponent(text);
    return { route: `${route.method} ${route.path}`, path };
  }
  return { route: `${method} ${pathname}`, path: {} };
}

const portOf = (address: AddressInfo | string | null): number =>
  typeof address === 'object' && address !== null ? address.port : 0;
