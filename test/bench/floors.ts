// Floors: what one record costs in ledger calls, metered reads, write units and requests, by counting in one run.
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { z } from 'zod';
import { createClient } from '../../local/demo/client.ts';
import { DEMO_REALM } from '../../local/demo-connection.ts';
import { localClient } from '../../local/identity.ts';
import { waitUntil } from '../../local/processes/wait-until.ts';
import type { RunningSystem } from '../../local/system.ts';
import { invoiceEvent, postSingly, settledTimes } from './load.ts';
import type { Meter } from './meter.ts';

const CALLS = z.object({
  calls: z.object({
    requests: z.number(),
    batches: z.number(),
    batchItems: z.number(),
    writes: z.number(),
    reads: z.number(),
    throttled: z.number(),
  }),
});
const WEBHOOKS = z.object({ waiting: z.array(z.unknown()) });

export interface Cost {
  readonly what: string;
  readonly records: number;
  readonly calls: z.infer<typeof CALLS>['calls'];
  readonly writeUnits: number;
  readonly dynamoRequests: number;
  readonly sqsRequests: number;
}

interface Meters {
  readonly dynamoDb: Meter;
  readonly sqs: Meter;
}

/**
 * Creates, changes and pays `count` invoices in arrays of 100, webhooks on, and as many that come one by one, faster than they
 * are worked on; each stage ends when its echoes are worked off.
 */
export async function measureFloors(
  system: RunningSystem,
  meters: Meters,
  count: number,
): Promise<readonly Cost[]> {
  const name = 'floor';
  const ids = Array.from({ length: count }, (_, index) => `${name}-${index + 1}`);
  const created = await stage('created', async () => {
    await postAll(
      system,
      ids.map((id) => invoiceEvent(id)),
    );
    await settledTimes(system, name, count);
  });
  const changed = await stage('changed', async () => {
    await postAll(
      system,
      ids.map((id) => invoiceEvent(id, 2)),
    );
    await settledTimes(system, name, count, 2);
  });
  const paid = await stage('paid', async () => {
    await postAll(
      system,
      ids.map((id) => paymentEvent(id)),
    );
    await settledTimes(system, `pay-${name}`, count);
  });
  const doubled = await stage('sent again', async () => {
    await postAll(
      system,
      ids.map((id) => invoiceEvent(id, 2)),
    );
  });
  const singly = await stage('one by one', async () => {
    await postSingly(system, 'singly', { clients: 16, count });
  });
  const alone = await stage('alone', () => oneByOne(system, 'alone', ALONE), ALONE);
  return [created, changed, paid, doubled, singly, alone];

  async function stage(what: string, work: () => Promise<void>, records = count): Promise<Cost> {
    const before = await callsOf(system);
    take(meters);
    await work();
    await quiet(system);
    const after = await callsOf(system);
    const { dynamo, sqs } = take(meters);
    const difference = (name: keyof typeof after): number => after[name] - before[name];
    const calls = {
      requests: difference('requests'),
      batches: difference('batches'),
      batchItems: difference('batchItems'),
      writes: difference('writes'),
      reads: difference('reads'),
      throttled: difference('throttled'),
    };
    // Long polls of idle pollers and our own questions are not the record's cost; a receive comes with each delete.
    const ours = (sqs.byOperation['SendMessage'] ?? 0) + (sqs.byOperation['SendMessageBatch'] ?? 0);
    const deletes = (sqs.byOperation['DeleteMessageBatch'] ?? 0) + (sqs.byOperation['DeleteMessage'] ?? 0);
    return {
      what,
      records,
      calls,
      writeUnits: dynamo.writeUnits,
      dynamoRequests: dynamo.requests,
      sqsRequests: ours + 2 * deletes,
    };
  }
}

/** Twice a dozen and more, so that pointers are stored more than once: their share is part of the cost. */
const ALONE = 40;

/** Each invoice when the one before it is settled: no batch, and nothing to share. */
async function oneByOne(system: RunningSystem, name: string, count: number): Promise<void> {
  const client = createClient(system);
  for (let n = 1; n <= count; n += 1) {
    const id = `${name}-${n}`;
    await client.post([invoiceEvent(id)]);
    const settled = async (): Promise<boolean> => (await client.record('invoice', id)).state === 'synced';
    if (!(await waitUntil(settled, { timeoutMs: 60_000, pollMs: 50 })))
      throw new Error(`${id} is not settled`);
  }
}

function take(meters: Meters) {
  return { dynamo: meters.dynamoDb.take(), sqs: meters.sqs.take() };
}

async function postAll(
  system: RunningSystem,
  events: readonly ReturnType<typeof invoiceEvent>[] | readonly ReturnType<typeof paymentEvent>[],
): Promise<void> {
  const client = createClient(system);
  for (let start = 0; start < events.length; start += 100)
    await client.post(events.slice(start, start + 100));
}

export function paymentEvent(invoiceId: string) {
  const data = {
    id: `pay-${invoiceId}`,
    revision: 1,
    customerId: 'G-1',
    currency: 'EUR',
    date: '2026-11-21',
    amount: '100.00',
    method: 'cash',
    allocations: [{ invoiceId, amount: '100.00' }],
  };
  return {
    specversion: '1.0' as const,
    id: `pay-${invoiceId}/1`,
    source: 'bench',
    type: 'payment.upserted',
    data,
  };
}

export async function callsOf({ simulator }: RunningSystem): Promise<z.infer<typeof CALLS>['calls']> {
  return CALLS.parse(await simulator.admin('GET', `companies/${DEMO_REALM}`)).calls;
}

/** Messages that are waiting or being worked on. */
async function queueDepth({ stack }: RunningSystem): Promise<number> {
  const client = new SQSClient(localClient(stack.endpoints['AWS_ENDPOINT_URL_SQS'] ?? ''));
  const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
  const { Attributes = {} } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: stack.queues['Lanes']?.url, AttributeNames: [...names] }),
  );
  client.destroy();
  return names.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
}

/** Waits until no webhook is on its way and the queue is empty: the echoes are part of the cost. */
async function quiet(system: RunningSystem): Promise<void> {
  let calm = 0;
  await waitUntil(
    async () => {
      const waiting = WEBHOOKS.parse(await system.simulator.admin('GET', 'webhooks')).waiting.length;
      const depth = await queueDepth(system);
      calm = waiting === 0 && depth === 0 ? calm + 1 : 0;
      return calm >= 5;
    },
    { timeoutMs: 60_000, pollMs: 200 },
  );
}
