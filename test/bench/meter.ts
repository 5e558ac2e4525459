// A meter before an AWS emulator: passes every request on and counts operations and consumed capacity units.
import { createServer, request as send, Agent, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { z } from 'zod';

export interface Meter {
  readonly endpoint: string;
  /** What was counted since the last call. */
  readonly take: () => MeterReading;
  readonly stop: () => Promise<void>;
}

export interface MeterReading {
  readonly requests: number;
  readonly byOperation: Readonly<Record<string, number>>;
  readonly writeUnits: number;
  readonly readUnits: number;
}

const CAPACITY = z.object({ CapacityUnits: z.number() });
const CONSUMED = z.object({ ConsumedCapacity: z.union([CAPACITY, z.array(CAPACITY)]).optional() });
const WRITES = ['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems'];

/** Starts a meter on a free port of this machine in front of `target`. */
export async function startMeter(target: string): Promise<Meter> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  let counts = { requests: 0, byOperation: new Map<string, number>(), writeUnits: 0, readUnits: 0 };
  const server = createServer((incoming, outgoing) => void pass(incoming, outgoing));
  const pass = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const operation =
      String(incoming.headers['x-amz-target'] ?? 'unknown')
        .split('.')
        .at(-1) ?? 'unknown';
    const asked = withCapacity(await buffer(incoming), String(incoming.headers['x-amz-target'] ?? ''));
    counts.requests += 1;
    counts.byOperation.set(operation, (counts.byOperation.get(operation) ?? 0) + 1);
    const headers = { ...incoming.headers, 'content-length': String(Buffer.byteLength(asked)) };
    const options = { agent, method: incoming.method, headers };
    const onward = send(`${target}${incoming.url ?? '/'}`, options, (answer) => {
      void buffer(answer).then((body) => {
        const units = unitsOf(body);
        if (WRITES.includes(operation)) counts.writeUnits += units;
        else counts.readUnits += units;
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers).end(body);
      });
    });
    onward.on('error', () => outgoing.destroy());
    onward.end(asked);
  };
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    take: () => {
      const { requests, byOperation, writeUnits, readUnits } = counts;
      counts = { requests: 0, byOperation: new Map(), writeUnits: 0, readUnits: 0 };
      return { requests, byOperation: Object.fromEntries(byOperation), writeUnits, readUnits };
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      agent.destroy();
    },
  };
}

/** DynamoDB tells what an operation cost only if it is asked; a batch write of the SDK is signed, but emulators do not check. */
function withCapacity(body: Buffer, target: string): string {
  const text = body.toString('utf8');
  return target.startsWith('DynamoDB') && text.startsWith('{')
    ? `{"ReturnConsumedCapacity":"TOTAL",${text.slice(1)}`
    : text;
}

function unitsOf(body: Buffer): number {
  const text = body.toString('utf8');
  if (!text.includes('ConsumedCapacity')) return 0;
  const consumed = CONSUMED.safeParse(JSON.parse(text)).data?.ConsumedCapacity;
  return [consumed ?? []].flat().reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0);
}
