// Lanes on SQS FIFO: one message group per lane, of a ledger or of a source.
import {
  ChangeMessageVisibilityBatchCommand,
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { Intake } from '../../core/completeness.ts';
import {
  type LaneQueue,
  LOOKS_PER_MESSAGE_MAX,
  type Random,
  SOURCE_LOOKS_PER_MESSAGE_MAX,
  type SourceQueue,
} from '../host.ts';
import { encodeLaneMessage } from '../lane-message.ts';
import { encodeSourceMessage } from '../source-message.ts';
import { CLIENT_SETTINGS } from './client-settings.ts';

/** Most entries SQS takes in one call. */
const BATCH = 10;
/** SQS may take a part of a batch and refuse the rest; after this many sends the sender has to know. */
const SENDS = 3;
/** The longest SQS can hide a message. */
const DEFER_SECONDS_MAX = 43_200;

export interface LaneQueueParts {
  readonly queueUrl: string;
  readonly random: Pick<Random, 'id'>;
  readonly client?: SQSClient;
}

/** The queue of all ledgers' lanes. */
export function createLaneQueue(parts: LaneQueueParts): LaneQueue {
  return queueOf(parts, {
    encode: (looks, intake) => encodeLaneMessage({ looks, intake }),
    looksMax: LOOKS_PER_MESSAGE_MAX,
  });
}

/** The queue of all sources' lanes. */
export function createSourceQueue(parts: LaneQueueParts): SourceQueue {
  return queueOf(parts, { encode: encodeSourceMessage, looksMax: SOURCE_LOOKS_PER_MESSAGE_MAX });
}

function queueOf<T>(
  { queueUrl, random, client = new SQSClient(CLIENT_SETTINGS) }: LaneQueueParts,
  {
    encode,
    looksMax,
  }: { readonly encode: (looks: readonly T[], intake?: Intake) => string; readonly looksMax: number },
) {
  return {
    send: async (lane: string, looks: readonly T[], intake?: Intake): Promise<void> => {
      const messages = chunksOf(looks, looksMax).map((chunk, i) => ({
        Id: String(i),
        MessageBody: encode(chunk, i === 0 ? intake : undefined),
        MessageGroupId: lane,
        // Fresh each time: looking again at the same record is never a duplicate. The SDK's own retries keep it.
        MessageDeduplicationId: random.id(),
      }));
      // One call after the other, so that the lane keeps the order of the looks.
      for (const batch of chunksOf(messages, BATCH)) await sendAll(client, queueUrl, batch);
    },
    defer: (receiptHandles: readonly string[], ms: number): Promise<void> =>
      deferMessages(client, queueUrl, receiptHandles, ms),
  };
}

async function sendAll(
  client: SQSClient,
  QueueUrl: string,
  messages: readonly SendMessageBatchRequestEntry[],
): Promise<void> {
  let left = messages;
  for (let sent = 0; sent < SENDS; sent++) {
    const { Failed } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries: [...left] }));
    const failed = new Set((Failed ?? []).map(({ Id }) => Id));
    left = left.filter(({ Id }) => failed.has(Id));
    if (left.length === 0) return;
  }
  throw new Error(`The queue refused ${left.length} of ${messages.length} messages`);
}

/** Gives received messages of a queue back for a time, at most as long as SQS can hide them. */
export async function deferMessages(
  client: SQSClient,
  queueUrl: string,
  receiptHandles: readonly string[],
  ms: number,
): Promise<void> {
  const seconds = Math.min(Math.ceil(ms / 1000), DEFER_SECONDS_MAX);
  for (const batch of chunksOf(receiptHandles, BATCH)) await hide(client, queueUrl, batch, seconds);
}

// A message whose handle is not valid any more is back in the queue already: nothing is left to do for it.
async function hide(
  client: SQSClient,
  QueueUrl: string,
  handles: readonly string[],
  VisibilityTimeout: number,
): Promise<void> {
  const Entries = handles.map((ReceiptHandle, i) => ({ Id: String(i), ReceiptHandle, VisibilityTimeout }));
  await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
}

function chunksOf<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
}
