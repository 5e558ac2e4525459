// A product's receiver: a real HTTP server that checks every signature, keeps what it was told, and can be made to fail.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { verifyStandardWebhook } from '../../../shared/connectors/product/signature.ts';

const CHANGES = z.array(
  z.object({
    id: z.string(),
    type: z.string(),
    sequence: z.string(),
    data: z.record(z.string(), z.unknown()),
  }),
);
export type HeardChange = z.infer<typeof CHANGES>[number];

export interface Receiver {
  readonly url: string;
  /** What was told, each id once, as a careful product keeps it. */
  readonly heard: () => readonly HeardChange[];
  /** Requests whose signature was not right. */
  readonly forged: () => number;
  readonly calls: () => number;
  /** The secret that the product was shown, once. */
  readonly trust: (secret: string) => void;
  /** What it answers from now on. */
  readonly answer: (status: number) => void;
  readonly stop: () => Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const heard = new Map<string, HeardChange>();
  let [status, forged, calls] = [204, 0, 0];
  let secret = '';
  const take = async (request: IncomingMessage): Promise<number> => {
    calls += 1;
    const parts: Uint8Array[] = [];
    for await (const part of request) if (part instanceof Uint8Array) parts.push(part);
    const body = Buffer.concat(parts);
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    if (!verifyStandardWebhook(headers, body, [secret], Date.now()).signed) {
      forged += 1;
      return 401;
    }
    if (status >= 300) return status;
    for (const change of CHANGES.parse(JSON.parse(body.toString())))
      if (!heard.has(change.id)) heard.set(change.id, change);
    return status;
  };
  const server = createServer((request, response) => {
    void take(request).then((code) => response.writeHead(code).end());
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address: AddressInfo | string | null = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  return {
    url: `http://127.0.0.1:${port}/ledger`,
    heard: () => [...heard.values()],
    forged: () => forged,
    calls: () => calls,
    trust: (shown) => void (secret = shown),
    answer: (code) => void (status = code),
    stop: () => new Promise((closed) => server.close(() => closed())),
  };
}
