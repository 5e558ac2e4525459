// A wire between the functions and something they call: passes everything on, and can spring a trap at the n-th call.
import { Agent, createServer, type IncomingMessage, request as send, type ServerResponse } from 'node:http';
import { z } from 'zod';

/** `before`: the call has not arrived anywhere; `after`: it has had its effect, and nobody has heard of it. */
export type Side = 'before' | 'after';

export interface Trap {
  /** Counted from 1, among the calls that `concerns` says yes to. */
  readonly nth: number;
  readonly side: Side;
  /** Tells by the caller's port whether a call counts. */
  readonly concerns: (port: number, path: string) => boolean;
  /** Kills or freezes. What it resolves to says what becomes of the call (before) or of its answer (after). */
  readonly spring: (port: number) => Promise<'pass' | 'drop'>;
}

export interface Wire {
  readonly url: string;
  /** Sets the trap in the place of any other; undefined takes it away. */
  readonly arm: (trap: Trap | undefined) => void;
  readonly stop: () => Promise<void>;
}

/** Starts a wire on a free port of this machine in front of `target`, which may come and go. */
export async function openWire(target: string): Promise<Wire> {
  // Idle connections to somebody who gets killed would make the next call fail for our reasons and not for his.
  const agent = new Agent({ keepAlive: false });
  let armed: { readonly trap: Trap; seen: number } | undefined;

  const sprung = async (
    trap: Trap | undefined,
    side: Side,
    incoming: IncomingMessage,
  ): Promise<'pass' | 'drop'> =>
    trap?.side === side ? await trap.spring(incoming.socket.remotePort ?? 0) : 'pass';
  const trapFor = (incoming: IncomingMessage): Trap | undefined => {
    if (armed === undefined) return undefined;
    const { trap } = armed;
    if (!trap.concerns(incoming.socket.remotePort ?? 0, incoming.url ?? '/')) return undefined;
    armed.seen += 1;
    if (armed.seen < trap.nth) return undefined;
    armed = undefined;
    return trap;
  };
  const pass = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const body = await bodyOf(incoming);
    const trap = trapFor(incoming);
    if ((await sprung(trap, 'before', incoming)) === 'drop') return void outgoing.destroy();
    const answer = await forward(target, agent, incoming, body);
    if ((await sprung(trap, 'after', incoming)) === 'drop') return void outgoing.destroy();
    outgoing.writeHead(answer.status, answer.headers).end(answer.body);
  };
  const server = createServer((incoming, outgoing) => {
    outgoing.on('error', () => outgoing.destroy());
    // Either end may be killed in the middle: to the other that is a broken connection.
    pass(incoming, outgoing).catch(() => outgoing.destroy());
  });
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    arm: (trap) => {
      armed = trap === undefined ? undefined : { trap, seen: 0 };
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      agent.destroy();
    },
  };
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

function forward(target: string, agent: Agent, incoming: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { connection: _connection, ...headers } = incoming.headers;
    const onward = send(
      `${target}${incoming.url ?? '/'}`,
      { agent, method: incoming.method, headers },
      (answer) => {
        bodyOf(answer).then((read) => {
          const { connection: _hop, 'transfer-encoding': _coding, ...kept } = answer.headers;
          const length = { 'content-length': String(read.length) };
          resolve({ status: answer.statusCode ?? 500, headers: { ...kept, ...length }, body: read });
        }, reject);
      },
    );
    onward.on('error', reject);
    onward.end(body);
  });
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(z.instanceof(Buffer).parse(chunk));
  return Buffer.concat(chunks);
}
