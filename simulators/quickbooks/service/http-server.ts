// A simulator as an HTTP server on this machine: the only file in which real time, sockets and the disk are touched.
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SimRequest, Surroundings } from '../core/types.ts';
import type { QuickBooks, SimReply } from '../quickbooks.ts';
import { json } from './answers.ts';
import { createClock } from './clock.ts';
import { answerClock } from './clock-admin.ts';
import { createCourier } from './courier.ts';
import { openDurable } from './durable.ts';
import type { DeliveryOutcome, WebhookPost } from './webhooks.ts';

/** Attachments may have 100 MB; a body beyond that is a mistake. */
const LARGEST_BODY = 110 * 1024 * 1024;
/** Longer than the clients' pools keep a connection, so that closing an idle one is never mistaken for a fault. */
const KEEP_ALIVE_MS = 120_000;

/** A simulator that a server can be put before; that of QuickBooks was the first, others have the same outside. */
export type Simulator = QuickBooks;

/** How to start a server. */
export interface HttpServerOptions {
  /** 0, the default: any free port. */
  readonly port?: number;
  /** Loopback by default; the admin endpoint answers callers on this machine only, wherever the server listens. */
  readonly host?: string;
  /** Where the state is kept; without it everything is forgotten at the end. A state found there wins over what `create` makes. */
  readonly dataFile?: string;
  /** `real`, or the moment in milliseconds at which the clock stands until it is moved by `/_sim/clock`. */
  readonly clock?: 'real' | number;
  readonly seed?: number;
}

/** A running server. */
export interface SimulatorServer {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly url: string;
  /** The simulator behind the server, for tests in the same process. */
  readonly simulator: Pick<Simulator, 'request' | 'nextDeliveryAt'>;
  readonly close: () => Promise<void>;
}

/** Starts a simulator as a server. */
export async function serveSimulator(
  create: (surroundings: Surroundings) => Simulator,
  options: HttpServerOptions = {},
): Promise<SimulatorServer> {
  const { port = 0, host = '127.0.0.1', dataFile, clock: clockOption = 'real', seed = 1 } = options;
  const clock = createClock(() => Date.now(), clockOption === 'real' ? undefined : clockOption);
  const simulator = openDurable({ dataFile, seed, clock, create, report: (error) => console.error(error) });
  const courier = createCourier({ simulator, send, now: clock.read, isRunning: clock.isRunning, wakeAfter });
  const request: Simulator['request'] = (req) => {
    const reply = simulator.request(req);
    courier.look();
    return reply;
  };
  const answer = async (req: SimRequest): Promise<SimReply> => {
    if (req.path === '/_sim/clock') return answerClock({ clock, simulator, courier }, req);
    return request(req);
  };
  const server = createServer((message, response) => {
    serve(message, response, answer).catch((error: unknown) => {
      // A client that hangs up in the middle of its own request has nobody to be told about it.
      if (!message.destroyed) console.error(error);
      message.socket.destroy();
    });
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  await new Promise<void>((listening, failed) => {
    server.once('error', failed).listen(port, host, listening);
  });
  courier.look();
  return {
    url: `http://${host}:${portOf(server.address())}`,
    simulator: { request, nextDeliveryAt: simulator.nextDeliveryAt },
    close: async () => {
      courier.stop();
      await new Promise((closed) => {
        server.close(closed);
        server.closeAllConnections();
      });
      simulator.close();
    },
  };
}

async function serve(
  message: IncomingMessage,
  response: ServerResponse,
  answer: (req: SimRequest) => Promise<SimReply>,
): Promise<void> {
  const req = await readRequest(message);
  if (req === null) return write(response, json(413, { error: 'The body is larger than 110 MB' }));
  const isAdmin = req.path.startsWith('/_sim');
  if (isAdmin && !isLocal(message)) return write(response, json(403, { error: 'Only from this machine' }));
  const reply = await answer(req);
  if ('dropped' in reply) {
    message.socket.destroy();
    return;
  }
  if (reply.delayMs === undefined) return write(response, reply);
  // Delays are real ones even when the clock stands: what they try is the patience of the client.
  const callOff = wakeAfter(reply.delayMs, () => write(response, reply));
  response.once('close', callOff);
}

async function readRequest(message: IncomingMessage): Promise<SimRequest | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    // Read to the end all the same: leaving the loop would close the connection before the refusal is sent.
    if (size <= LARGEST_BODY) chunks.push(chunk);
  }
  if (size > LARGEST_BODY) return null;
  const target = message.url ?? '/';
  const cut = target.indexOf('?');
  return {
    method: message.method ?? 'GET',
    path: cut === -1 ? target : target.slice(0, cut),
    query: new URLSearchParams(cut === -1 ? '' : target.slice(cut + 1)),
    headers: plainHeaders(message),
    body: Buffer.concat(chunks).toString(isMultipart(message) ? 'latin1' : 'utf8'),
  };
}

/** Parts may be any bytes, so each one becomes a character. */
function isMultipart({ headers }: IncomingMessage): boolean {
  return headers['content-type']?.toLowerCase().startsWith('multipart/') ?? false;
}

function plainHeaders(message: IncomingMessage): Record<string, string> {
  const pairs = Object.entries(message.headers).map(([name, value]) => {
    return [name, Array.isArray(value) ? value.join(', ') : (value ?? '')] as const;
  });
  return Object.fromEntries(pairs);
}

function write(response: ServerResponse, reply: SimReply): void {
  if ('dropped' in reply || response.destroyed) return;
  const body = typeof reply.body === 'string' ? Buffer.from(reply.body, 'utf8') : reply.body;
  response.writeHead(reply.status, { ...reply.headers, 'content-length': body.byteLength });
  response.end(body);
}

/** A page in somebody's browser is on this machine too, so foreign names in `Origin` and `Host` are refused. */
function isLocal({ socket, headers }: IncomingMessage): boolean {
  const { origin, host } = headers;
  const fromHere = /^(::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? '');
  return (
    fromHere && isLocalName(origin ?? 'http://localhost') && isLocalName(`http://${host ?? 'localhost'}`)
  );
}

function isLocalName(address: string): boolean {
  return URL.canParse(address) && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(address).hostname);
}

async function send({ url, headers, body, timeoutMs }: WebhookPost): Promise<DeliveryOutcome> {
  const startedAt = Date.now();
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const answer = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
    await answer.body?.cancel();
    return { status: answer.status, elapsedMs: Date.now() - startedAt };
  } catch (error) {
    // No connection, or no answer in time: to the ladder both are simply a failed attempt.
    return { error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
}

function wakeAfter(ms: number, wake: () => void): () => void {
  const timer = setTimeout(wake, ms);
  return () => clearTimeout(timer);
}

function portOf(address: AddressInfo | string | null): number {
  if (typeof address === 'object' && address !== null) return address.port;
  throw new Error('The server does not listen on a port');
}
