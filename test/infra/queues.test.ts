// The lanes: order per company, room for retries, and a place for what cannot be worked on.
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ledgerlane, plain, templateOf } from './template.ts';

const template = templateOf(ledgerlane());
const lanes = template.named('AWS::SQS::Queue', 'Lanes').Properties;
const deadLetters = template.named('AWS::SQS::Queue', 'LanesDeadLetters').Properties;

describe.each([
  ['lanes', lanes],
  ['dead letters', deadLetters],
])('%s', (_, queue) => {
  test('are FIFO in high throughput mode, and the sender says what is the same', () => {
    expect(queue).toMatchObject({
      FifoQueue: true,
      DeduplicationScope: 'messageGroup',
      FifoThroughputLimit: 'perMessageGroupId',
      ContentBasedDeduplication: false,
    });
  });
});

test('a message is tried five times, then kept longer than it could ever have waited', () => {
  const { deadLetterTargetArn, maxReceiveCount } = Redrive.parse(lanes['RedrivePolicy']);
  expect([plain(deadLetterTargetArn), maxReceiveCount]).toEqual(['LanesDeadLetters', 5]);
  expect(retention(deadLetters)).toBeGreaterThan(retention(lanes));
  expect(retention(deadLetters)).toBe(14 * 86_400); // the most SQS offers
});

test('the worker takes batches of ten and reports failures one by one', () => {
  const [mapping, ...others] = template.ofType('AWS::Lambda::EventSourceMapping');
  expect(others).toEqual([]);
  expect(mapping?.Properties).toMatchObject({
    BatchSize: 10,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
  });
  expect(plain(mapping?.Properties['EventSourceArn'])).toBe('Lanes');
  expect(plain(mapping?.Properties['FunctionName'])).toBe('Sync');
  expect(mapping?.Properties).not.toHaveProperty('MaximumBatchingWindowInSeconds'); // FIFO queues have none
});

test('every queue is encrypted and closed to everything but TLS', () => {
  const queues = template.ofType('AWS::SQS::Queue');
  expect(queues.filter((queue) => queue.Properties['SqsManagedSseEnabled'] !== true)).toEqual([]);
  const closed = template
    .ofType('AWS::SQS::QueuePolicy')
    .filter((policy) => JSON.stringify(policy.Properties).includes('"aws:SecureTransport":"false"'))
    .flatMap((policy) => z.array(z.unknown()).parse(policy.Properties['Queues']).map(plain));
  expect(closed.sort()).toEqual(['Lanes', 'LanesDeadLetters', 'MissedSweeps']);
});

const Redrive = z.object({ deadLetterTargetArn: z.unknown(), maxReceiveCount: z.number() });
const retention = (queue: Readonly<Record<string, unknown>>): number =>
  z.number().parse(queue['MessageRetentionPeriod']);
