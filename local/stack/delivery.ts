// Gives events of the clock and the bus to their targets: asynchronous invocations with Lambda's retries, or queues.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { z } from 'zod';
import type { Deliver } from '../emulators/event-bus.ts';
import type { InvocationResult } from '../lambda/function-definition.ts';
import type { FunctionPool } from '../lambda/function-pool.ts';
import type { Queue } from './queues.ts';
import { type Names, resolveValue } from './resolve.ts';
import type { Template } from './template.ts';

export type Targets = {
  readonly pools: readonly FunctionPool[];
  readonly queues: readonly Queue[];
  readonly retries: readonly RetrySettings[];
  readonly sqs: SQSClient;
  /** Takes what goes to a topic, in place of whoever is subscribed to it. */
  readonly mailbox: (topic: string, text: string) => void;
  readonly onProblem: (line: string) => void;
};

export type RetrySettings = {
  /** Name or ARN. */
  readonly functionName: string;
  readonly attempts: number;
  /** Where an event goes that failed on all attempts: the ARN of a queue. */
  readonly failureArn: string | undefined;
};

/** Reads how often the template wants asynchronous invocations to be tried again, and where lost ones go. */
export const readRetries = (template: Template, names: Names): readonly RetrySettings[] =>
  template.ofType('AWS::Lambda::EventInvokeConfig').map(({ properties }) => {
    const config = configSchema.parse(resolveValue(properties, names));
    const failureArn = config.DestinationConfig?.OnFailure?.Destination;
    return { functionName: config.FunctionName, attempts: 1 + config.MaximumRetryAttempts, failureArn };
  });

export type Delivery = {
  /** Resolves when the target has taken the event or all attempts have failed; never rejects. */
  readonly deliver: Deliver;
  /** One attempt only; rejects when it fails. */
  readonly deliverOnce: Deliver;
  /** Gives up what waits for its next attempt. */
  readonly stop: () => void;
};

// Lambda waits a minute before the second attempt and two before the third.
const RETRY_AFTER_MS = [60_000, 120_000] as const;

export const openDelivery = (targets: Targets): Delivery => {
  const stopping = new AbortController();
  const { signal } = stopping;
  const deliverOnce: Deliver = async (targetArn, input) => {
    const pool = poolOf(targets, targetArn);
    if (pool === undefined) return sendTo(targets, targetArn, input);
    const result = await pool.invoke(input);
    if (!result.ok) throw new Error(`${pool.definition.name}: ${result.reason} ${result.payload}`);
  };
  const deliver: Deliver = async (targetArn, input) => {
    const pool = poolOf(targets, targetArn);
    if (pool === undefined) return sendTo(targets, targetArn, input);
    const settings = targets.retries.find(({ functionName }) => namesOf(pool).includes(functionName));
    // Without settings Lambda tries twice more.
    const attempts = settings?.attempts ?? 1 + RETRY_AFTER_MS.length;
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const result = await pool.invoke(input);
      if (result.ok || signal.aborted) return;
      targets.onProblem(
        `${pool.definition.name}: attempt ${attempt} of ${attempts}: ${result.reason} ${result.payload}`,
      );
      if (attempt === attempts)
        return sendFailure(targets, { pool, input, result, attempt, failureArn: settings?.failureArn });
      await pause(RETRY_AFTER_MS[attempt - 1], undefined, { signal, ref: false });
    }
  };
  return {
    deliver: (targetArn, input) =>
      deliver(targetArn, input).catch((error: unknown) => {
        if (!signal.aborted) targets.onProblem(`could not deliver to ${targetArn}: ${String(error)}`);
      }),
    deliverOnce,
    stop: () => stopping.abort(),
  };
};

const namesOf = ({ definition: { name, arn } }: FunctionPool): readonly string[] => [name, arn];
const poolOf = ({ pools }: Targets, arn: string) => pools.find((pool) => namesOf(pool).includes(arn));

const sendTo = async (
  { queues, sqs, mailbox, onProblem }: Targets,
  arn: string,
  MessageBody: string,
): Promise<void> => {
  if (arn.includes(':sns:')) return mailbox(arn.split(':').at(-1) ?? arn, MessageBody);
  const queue = queues.find((one) => one.arn === arn);
  if (queue === undefined) return onProblem(`nothing here has the ARN ${arn}`);
  const fifo = queue.name.endsWith('.fifo')
    ? { MessageGroupId: 'events', MessageDeduplicationId: randomUUID() }
    : {};
  await sqs.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody, ...fifo }));
};

type LostEvent = {
  readonly pool: FunctionPool;
  readonly input: string;
  readonly result: InvocationResult;
  readonly attempt: number;
  readonly failureArn: string | undefined;
};

/** The record that Lambda sends to the failure destination. */
const sendFailure = async (
  targets: Targets,
  { pool, input, result, attempt, failureArn }: LostEvent,
): Promise<void> => {
  if (failureArn === undefined) return;
  const requestPayload: unknown = JSON.parse(input);
  const responsePayload: unknown = JSON.parse(result.payload);
  const record = {
    version: '1.0',
    timestamp: new Date().toISOString(),
    requestContext: {
      requestId: randomUUID(),
      functionArn: `${pool.definition.arn}:$LATEST`,
      condition: 'RetriesExhausted',
      approximateInvokeCount: attempt,
    },
    requestPayload,
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    responsePayload,
  };
  await sendTo(targets, failureArn, JSON.stringify(record));
};

const configSchema = z.object({
  FunctionName: z.string(),
  MaximumRetryAttempts: z.coerce
    .number()
    .int()
    .min(0)
    .max(RETRY_AFTER_MS.length)
    .default(RETRY_AFTER_MS.length),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }).optional() }).optional(),
});
