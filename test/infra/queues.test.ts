// The lanes: order per company, room for retries, and a place for what cannot be worked on.
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { LADDER_MS, SWITCHED_OFF_AFTER_MS } from '../../functions/callbacks/back-off.ts';
import { ledgerlane, plain, templateOf } from './template.ts';

const template = templateOf(ledgerlane());
const lanes = template.named('AWS::SQS::Queue', 'Lanes').Properties;
const callbacks = template.named('AWS::SQS::Queue', 'Calls').Properties;
const callbacksDead = template.named('AWS::SQS::Queue', 'CallsDeadLetters').Properties;
const sources = template.named('AWS::SQS::Queue', 'Sources').Properties;
const sourcesDead = template.named('AWS::SQS::Queue', 'SourcesDeadLetters').Properties;
const deadLetters = template.named('AWS::SQS::Queue', 'LanesDeadLetters').Properties;

describe.each([
  ['lanes', lanes],
  ['dead letters', deadLetters],
  ['callbacks', callbacks],
  ['dead callbacks', callbacksDead],
  ['sources', sources],
  ['dead messages of sources', sourcesDead],
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

test('all workers take batches of ten and report failures one by one', () => {
  const mappings = template.ofType('AWS::Lambda::EventSourceMapping').map(({ Properties }) => Properties);
  const ways = mappings.map(
    (mapping) => `${plain(mapping['EventSourceArn'])} -> ${plain(mapping['FunctionName'])}`,
  );
  expect(ways).toEqual(['Lanes -> Sync', 'Calls -> Callbacks', 'Sources -> Source']);
  for (const mapping of mappings) {
    expect(mapping).toMatchObject({ BatchSize: 10, FunctionResponseTypes: ['ReportBatchItemFailures'] });
    expect(mapping).not.toHaveProperty('MaximumBatchingWindowInSeconds'); // FIFO queues have none
  }
});

test('every queue is encrypted and closed to everything but TLS', () => {
  const queues = template.ofType('AWS::SQS::Queue');
  expect(queues.filter((queue) => queue.Properties['SqsManagedSseEnabled'] !== true)).toEqual([]);
  const closed = template
    .ofType('AWS::SQS::QueuePolicy')
    .filter((policy) => JSON.stringify(policy.Properties).includes('"aws:SecureTransport":"false"'))
    .flatMap((policy) => z.array(z.unknown()).parse(policy.Properties['Queues']).map(plain));
  expect(closed.sort()).toEqual([
    'Calls',
    'CallsDeadLetters',
    'Lanes',
    'LanesDeadLetters',
    'MissedSweeps',
    'Sources',
    'SourcesDeadLetters',
  ]);
});

test('a product is called for days before its message is worn out', () => {
  const { deadLetterTargetArn, maxReceiveCount } = Redrive.parse(callbacks['RedrivePolicy']);
  expect(plain(deadLetterTargetArn)).toBe('CallsDeadLetters');
  const attempts = LADDER_MS.length + Math.ceil(SWITCHED_OFF_AFTER_MS / (LADDER_MS.at(-1) ?? NaN));
  expect(maxReceiveCount).toBeGreaterThan(2 * attempts);
  expect(retention(callbacks) * 1000).toBeGreaterThan(2 * SWITCHED_OFF_AFTER_MS);
  expect(retention(callbacksDead)).toBeGreaterThan(retention(callbacks));
});

const Redrive = z.object({ deadLetterTargetArn: z.unknown(), maxReceiveCount: z.number() });
const retention = (queue: Readonly<Record<string, unknown>>): number =>
  z.number().parse(queue['MessageRetentionPeriod']);
