// Feeds queues to functions as Lambda's event source mappings do: batches, a limit on how many at once, partial failures.
import { setTimeout as pause } from 'node:timers/promises';
import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { z } from 'zod';
import { REGION } from '../identity.ts';
import type { FunctionPool } from '../lambda/function-pool.ts';
import { startFailure } from '../start-failure.ts';
import type { Queue } from './queues.ts';
import { type Names, resolveValue } from './resolve.ts';
import type { Template } from './template.ts';

export type Mapping = {
  readonly queue: Queue;
  readonly pool: FunctionPool;
  readonly batchSize: number;
  /** How many batches may be worked on at the same time. */
  readonly maxConcurrency: number;
  readonly reportsItemFailures: boolean;
};

export type RunningMapping = {
  /** Receives nothing more and waits for the batches at work, but not for longer than `waitMs`. */
  readonly stop: (waitMs: number) => Promise<void>;
};

/** Reads the mappings of the template that lead from a queue to a function. */
export const readMappings = (
  template: Template,
  names: Names,
  { queues, pools }: { readonly queues: readonly Queue[]; readonly pools: readonly FunctionPool[] },
): readonly Mapping[] =>
  template.ofType('AWS::Lambda::EventSourceMapping').flatMap(({ id, properties }) => {
    const mapping = mappingSchema.parse(resolveValue(properties, names));
    if (!mapping.Enabled) return [];
    const queue = queues.find(({ arn }) => arn === mapping.EventSourceArn);
    const pool = pools.find(({ definition: { name, arn } }) => [name, arn].includes(mapping.FunctionName));
    if (queue === undefined || pool === undefined || mapping.FilterCriteria !== undefined) {
      throw startFailure(
        'not-emulated',
        `The event source mapping ${id} is not a plain one from a queue to a function.`,
      );
    }
    const { maxConcurrency } = pool.definition;
    return {
      queue,
      pool,
      // SQS hands out ten at most, and Lambda collects more only for standard queues with a window.
      batchSize: Math.min(mapping.BatchSize, 10),
      maxConcurrency: Math.min(mapping.ScalingConfig?.MaximumConcurrency ?? maxConcurrency, maxConcurrency),
      reportsItemFailures: mapping.FunctionResponseTypes.includes('ReportBatchItemFailures'),
    };
  });

// The longest that SQS lets a receive wait.
const LONG_POLL_SECONDS = 20;
// After a fault of SQS itself; long enough not to fill the log, short enough not to be noticed.
const RETRY_MS = 500;

/**
 * Runs a mapping until it is stopped. One receive is open at a time, not one per place as on AWS: a message would wake
 * them all, and all but one would come back empty.
 */
export const runMapping = (
  mapping: Mapping,
  sqs: SQSClient,
  onProblem: (line: string) => void,
): RunningMapping => {
  const stopping = new AbortController();
  const working = new Set<Promise<void>>();
  const turn = async (): Promise<void> => {
    if (working.size >= mapping.maxConcurrency) return void (await Promise.race(working));
    const messages = await receive(mapping, sqs, stopping.signal);
    if (messages.length === 0) return;
    const work = workOn(mapping, messages, sqs, onProblem)
      .catch((error: unknown) => onProblem(`${mapping.queue.name}: ${String(error)}`))
      .finally(() => working.delete(work));
    working.add(work);
  };
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await turn().catch(async (error: unknown) => {
        if (stopping.signal.aborted) return;
        onProblem(`${mapping.queue.name}: ${String(error)}`);
        await pause(RETRY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
      });
    }
  };
  const running = loop();
  return {
    stop: async (waitMs) => {
      stopping.abort();
      // What is not done by then stays in flight, and comes back like after any other end of a worker.
      const finished = Promise.all([running, ...working]);
      await Promise.race([finished, pause(waitMs, undefined, { ref: false })]);
    },
  };
};

const receive = async (
  mapping: Mapping,
  sqs: SQSClient,
  abortSignal: AbortSignal,
): Promise<readonly Message[]> => {
  const command = new ReceiveMessageCommand({
    QueueUrl: mapping.queue.url,
    MaxNumberOfMessages: mapping.batchSize,
    WaitTimeSeconds: LONG_POLL_SECONDS,
    MessageSystemAttributeNames: ['All'],
    MessageAttributeNames: ['All'],
  });
  return (await sqs.send(command, { abortSignal })).Messages ?? [];
};

/**
 * Invokes the function and deletes what it has done. What failed is left alone: it becomes visible again when its
 * visibility ends, and until then a FIFO queue holds back the messages behind it.
 */
const workOn = async (
  mapping: Mapping,
  messages: readonly Message[],
  sqs: SQSClient,
  onProblem: (line: string) => void,
): Promise<void> => {
  const event = { Records: messages.map((received) => recordOf(received, mapping.queue.arn)) };
  const result = await mapping.pool.invoke(JSON.stringify(event));
  if (!result.ok) {
    return onProblem(
      `${mapping.queue.name}: ${messages.length} messages failed: ${result.reason} ${result.payload}`,
    );
  }
  const failed = mapping.reportsItemFailures ? failedItems(result.payload, messages) : new Set<string>();
  const done = messages.filter(({ MessageId }) => MessageId === undefined || !failed.has(MessageId));
  if (done.length === 0) return;
  const Entries = done.map(({ ReceiptHandle }, i) => ({ Id: String(i), ReceiptHandle }));
  const { Failed = [] } = await sqs.send(
    new DeleteMessageBatchCommand({ QueueUrl: mapping.queue.url, Entries }),
  );
  for (const { Message: why } of Failed)
    onProblem(`${mapping.queue.name}: a message could not be deleted: ${why}`);
};

/** The ids of the messages that failed. An answer that cannot be understood means all of them, as on AWS. */
const failedItems = (payload: string, messages: readonly Message[]): ReadonlySet<string> => {
  const ids = new Set(messages.flatMap(({ MessageId }) => MessageId ?? []));
  const answer: unknown = JSON.parse(payload);
  if (answer === null) return new Set();
  const parsed = failuresSchema.safeParse(answer);
  if (!parsed.success) return ids;
  const named = (parsed.data.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier);
  return named.every((id) => ids.has(id)) ? new Set(named) : ids;
};

const recordOf = (received: Message, eventSourceARN: string) => ({
  messageId: received.MessageId,
  receiptHandle: received.ReceiptHandle,
  body: received.Body,
  attributes: received.Attributes ?? {},
  messageAttributes: Object.fromEntries(
    Object.entries(received.MessageAttributes ?? {}).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      {
        dataType: DataType,
        stringValue: StringValue,
        binaryValue: BinaryValue && Buffer.from(BinaryValue).toString('base64'),
        stringListValues: [],
        binaryListValues: [],
      },
    ]),
  ),
  md5OfBody: received.MD5OfBody,
  eventSource: 'aws:sqs',
  eventSourceARN,
  awsRegion: REGION,
});

const failuresSchema = z.object({
  batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish(),
});

const mappingSchema = z.object({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  Enabled: z.boolean().default(true),
  BatchSize: z.coerce.number().default(10),
  ScalingConfig: z.object({ MaximumConcurrency: z.coerce.number().optional() }).optional(),
  FunctionResponseTypes: z.array(z.string()).default([]),
  FilterCriteria: z.unknown().optional(),
});
