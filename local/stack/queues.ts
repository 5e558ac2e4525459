// Makes the queues of the template with their attributes; those that are there are brought up to date.
import {
  CreateQueueCommand,
  GetQueueUrlCommand,
  SetQueueAttributesCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { z } from 'zod';
import { type Names, type PhysicalName, resolveValue } from './resolve.ts';
import { isNamed } from './tables.ts';
import type { Resource, Template } from './template.ts';

export type Queue = {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly arn: string;
};

export const createQueues = async (
  template: Template,
  names: Names,
  sqs: SQSClient,
): Promise<readonly Queue[]> => {
  const queues: Queue[] = [];
  for (const resource of deadLettersFirst(template.ofType('AWS::SQS::Queue'))) {
    const { id, properties } = resource;
    const { QueueName: name = id, Arn: arn = id } = names.get(id)?.attributes ?? {};
    const url = await createQueue(sqs, name, attributesOf(resolveValue(properties, names)));
    queues.push({ id, name, url, arn });
  }
  return queues;
};

/** The names with the URLs the queues really got, which another SQS than ours may form differently. */
export const withQueueUrls = (names: Names, queues: readonly Queue[]): Names => {
  const known = new Map<string, PhysicalName>(names);
  for (const { id, name, url, arn } of queues)
    known.set(id, { ref: url, attributes: { Arn: arn, QueueName: name } });
  return known;
};

/** A queue can only name a dead letter queue that exists. */
const deadLettersFirst = (queues: readonly Resource[]): readonly Resource[] => {
  const redrives = ({ properties }: Resource) => Number('RedrivePolicy' in properties);
  return queues.toSorted((a, b) => redrives(a) - redrives(b));
};

const createQueue = async (
  sqs: SQSClient,
  QueueName: string,
  Attributes: Record<string, string>,
): Promise<string> => {
  try {
    const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
    return QueueUrl;
  } catch (error) {
    // The data folder remembers the queue with the settings of an earlier version of the template.
    if (!EXISTS.some((name) => isNamed(error, name))) throw error;
    const { QueueUrl = '' } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: changeable(Attributes) }));
    return QueueUrl;
  }
};

/** The emulator takes these when it makes a queue, and ours never change. */
const FIXED: readonly string[] = ['DeduplicationScope', 'FifoQueue', 'FifoThroughputLimit'];

const changeable = (attributes: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(attributes).filter(([name]) => !FIXED.includes(name)));

/** With and without the prefix of the older of SQS's two protocols, which the emulator answers with. */
const EXISTS = ['QueueNameExists', 'AWS.SimpleQueueService.QueueNameExists'] as const;

const ATTRIBUTES = [
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'DelaySeconds',
  'FifoQueue',
  'FifoThroughputLimit',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'VisibilityTimeout',
] as const;

/** CloudFormation has numbers and objects where the SQS API wants texts. */
const attributesOf = (properties: unknown): Record<string, string> => {
  const given = z.record(z.string(), z.unknown()).parse(properties);
  const attributes: Record<string, string> = {};
  for (const name of ATTRIBUTES) {
    if (given[name] !== undefined) attributes[name] = z.coerce.string().parse(given[name]);
  }
  if (given['RedrivePolicy'] !== undefined)
    attributes['RedrivePolicy'] = JSON.stringify(given['RedrivePolicy']);
  return attributes;
};
