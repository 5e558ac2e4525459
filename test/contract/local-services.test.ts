// The services we wrote ourselves answer the SDK as AWS does: secrets, events, schedule times, and 501 for the rest.
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventBridgeClient, ListRulesCommand, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { matchesPattern } from '../../local/emulators/event-pattern.ts';
import { nextRun } from '../../local/emulators/schedule-time.ts';
import { type Services, startServices } from '../../local/emulators/services.ts';
import { localClient } from '../../local/identity.ts';
import { runSchedules } from '../../local/stack/schedules.ts';

let dataDir: string;
let services: Services;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'ledgerlane-test-'));
  services = await startServices({ dataDir });
  return async () => {
    await services.stop();
    await rm(dataDir, { recursive: true });
  };
});

const without = { maxAttempts: 1 };
const secretsAt = ({ endpoint }: Services) =>
  new SecretsManagerClient({ ...localClient(endpoint), ...without });
const eventsAt = ({ endpoint }: Services) => new EventBridgeClient({ ...localClient(endpoint), ...without });

describe('secrets', () => {
  const first = { Name: 'app', SecretString: 'one', ClientRequestToken: 'version-one-0123456789-0123456789' };
  const second = {
    SecretId: 'app',
    SecretString: 'two',
    ClientRequestToken: 'version-two-0123456789-0123456789',
  };
  const valueOf = async (stage?: string, from = services) =>
    (await secretsAt(from).send(new GetSecretValueCommand({ SecretId: 'app', VersionStage: stage })))
      .SecretString;

  test('a new value becomes current and the one before previous', async () => {
    const client = secretsAt(services);
    const { ARN } = await client.send(new CreateSecretCommand(first));
    await client.send(new PutSecretValueCommand(second));
    expect(await valueOf()).toBe('two');
    expect(await valueOf('AWSPREVIOUS')).toBe('one');
    const described = await client.send(new DescribeSecretCommand({ SecretId: ARN }));
    expect(described).toMatchObject({
      Name: 'app',
      VersionIdsToStages: {
        [first.ClientRequestToken]: ['AWSPREVIOUS'],
        [second.ClientRequestToken]: ['AWSCURRENT'],
      },
    });
  });

  test('a value can be put aside and made current later', async () => {
    const client = secretsAt(services);
    await client.send(new CreateSecretCommand(first));
    await client.send(new PutSecretValueCommand({ ...second, VersionStages: ['AWSPENDING'] }));
    expect(await valueOf()).toBe('one');
    expect(await valueOf('AWSPENDING')).toBe('two');
    await client.send(
      new UpdateSecretVersionStageCommand({
        SecretId: 'app',
        VersionStage: 'AWSCURRENT',
        MoveToVersionId: second.ClientRequestToken,
        RemoveFromVersionId: first.ClientRequestToken,
      }),
    );
    expect(await valueOf()).toBe('two');
    expect(await valueOf('AWSPREVIOUS')).toBe('one');
  });

  test('the same token with the same value is a retry, with another one a mistake', async () => {
    const client = secretsAt(services);
    await client.send(new CreateSecretCommand(first));
    await client.send(new PutSecretValueCommand(second));
    await client.send(new PutSecretValueCommand(second));
    expect(await valueOf('AWSPREVIOUS')).toBe('one');
    const other = client.send(new PutSecretValueCommand({ ...second, SecretString: 'three' }));
    await expect(other).rejects.toMatchObject({ name: 'ResourceExistsException' });
  });

  test('what is not there, there already, or deleted is told by name', async () => {
    const client = secretsAt(services);
    await expect(valueOf()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await client.send(new CreateSecretCommand(first));
    await expect(client.send(new CreateSecretCommand(first))).rejects.toMatchObject({
      name: 'ResourceExistsException',
    });
    await client.send(new DeleteSecretCommand({ SecretId: 'app' }));
    await expect(valueOf()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('are kept over a restart, in a file that only the owner can read', async () => {
    await secretsAt(services).send(new CreateSecretCommand(first));
    expect((await stat(join(dataDir, 'secrets.json'))).mode & 0o777).toBe(0o600);
    await services.stop();
    const again = await startServices({ dataDir });
    onTestFinished(again.stop);
    expect(await valueOf(undefined, again)).toBe('one');
  });
});

describe('events', () => {
  test('go to the targets of the rules of their bus, and into the file when nobody wants them', async () => {
    const delivered: string[] = [];
    const deliver = (target: string, input: string) => {
      delivered.push(`${target} ${input.includes('"detail":{"id":1}') ? 'one' : input}`);
      return Promise.resolve();
    };
    const targets = [{ arn: 'whole' }, { arn: 'fixed', input: 'said' }];
    services.setRules([{ busName: 'small', pattern: { detail: { id: [1] } }, targets }], deliver);
    const event = { Source: 's', DetailType: 't', Detail: '{"id":1}' };
    const Entries = [{ ...event, EventBusName: 'small' }, event, { ...event, Detail: 'no json' }];
    const { FailedEntryCount, Entries: answers = [] } = await eventsAt(services).send(
      new PutEventsCommand({ Entries }),
    );
    expect(delivered).toEqual(['whole one', 'fixed said']);
    expect(FailedEntryCount).toBe(1);
    expect(answers[2]).toMatchObject({ ErrorCode: 'MalformedDetail' });
    const kept = (await readFile(join(dataDir, 'events.ndjson'), 'utf8')).trim().split('\n');
    expect(kept).toHaveLength(1);
    expect(JSON.parse(kept[0] ?? '')).toMatchObject({
      bus: 'default',
      'detail-type': 't',
      detail: { id: 1 },
    });
  });

  const event = { source: 'ledger', detail: { amount: 5, tags: ['a', 'b'], state: 'Failed' } };
  test.each([
    ['a value', { source: ['ledger', 'other'] }, true],
    ['another value', { source: ['other'] }, false],
    ['one of several values', { detail: { tags: ['b'] } }, true],
    ['a missing field', { detail: { none: ['x'] } }, false],
    ['a field that must be missing', { detail: { none: [{ exists: false }] } }, true],
    ['a prefix', { detail: { state: [{ prefix: 'Fa' }] } }, true],
    ['a suffix', { detail: { state: [{ suffix: 'x' }] } }, false],
    ['letters of any case', { detail: { state: [{ 'equals-ignore-case': 'FAILED' }] } }, true],
    ['anything but', { detail: { state: [{ 'anything-but': ['Failed'] }] } }, false],
    ['anything but a prefix', { detail: { state: [{ 'anything-but': { prefix: 'Sy' } }] } }, true],
    ['numbers', { detail: { amount: [{ numeric: ['>', 0, '<=', 5] }] } }, true],
    ['numbers outside', { detail: { amount: [{ numeric: ['<', 5] }] } }, false],
    ['one of two branches', { $or: [{ source: ['other'] }, { detail: { amount: [5] } }] }, true],
  ])('a pattern with %s', (_what, pattern, expected) => {
    expect(matchesPattern(pattern, event)).toBe(expected);
  });

  test('a matcher that is not known is refused, not ignored', () => {
    expect(() => matchesPattern({ source: [{ wildcard: 'l*' }] }, event)).toThrow(
      'does not know the matcher',
    );
  });
});

test('what is not emulated answers 501', async () => {
  const asked = eventsAt(services).send(new ListRulesCommand({}));
  await expect(asked).rejects.toMatchObject({
    name: 'UnknownOperationException',
    $metadata: { httpStatusCode: 501 },
  });
  expect((await fetch(`${services.endpoint}/schedules/one`)).status).toBe(501);
});

describe('schedule times', () => {
  // 2026-03-29 is the night in which summer time begins in Amsterdam, 2026-10-25 the one in which it ends.
  test.each([
    ['cron(0/15 7-19 * * ? *)', 'Europe/Amsterdam', '2026-01-15T18:45:00Z', '2026-01-16T06:00:00Z'],
    ['cron(0/15 7-19 * * ? *)', 'Europe/Amsterdam', '2026-07-15T10:01:00Z', '2026-07-15T10:15:00Z'],
    ['cron(0 20 * * ? *)', 'Europe/Amsterdam', '2026-03-28T19:00:00Z', '2026-03-29T18:00:00Z'],
    ['cron(0 20 * * ? *)', 'Europe/Amsterdam', '2026-10-24T18:00:00Z', '2026-10-25T19:00:00Z'],
    ['cron(0 9 ? * 2-6 *)', 'UTC', '2026-11-20T10:00:00Z', '2026-11-23T09:00:00Z'],
    ['cron(0 9 ? * MON#1 *)', 'UTC', '2026-11-20T10:00:00Z', '2026-12-07T09:00:00Z'],
    ['cron(0 0 L * ? *)', 'UTC', '2026-02-01T00:00:00Z', '2026-02-28T00:00:00Z'],
    ['rate(15 minutes)', 'UTC', '2026-01-15T10:07:00Z', '2026-01-15T10:15:00Z'],
    ['rate(1 day)', 'UTC', '2026-01-15T00:00:00Z', '2026-01-16T00:00:00Z'],
    ['at(2026-12-24T18:00:00)', 'Europe/Amsterdam', '2026-01-15T00:00:00Z', '2026-12-24T17:00:00Z'],
    ['at(2025-12-24T18:00:00)', 'UTC', '2026-01-15T00:00:00Z', undefined],
  ])('%s in %s after %s', (expression, zone, after, expected) => {
    expect(nextRun(expression, zone, new Date(after))?.toISOString()).toBe(expected?.replace('Z', '.000Z'));
  });

  test.each(['every(5 minutes)', 'rate(0 minutes)', 'rate(5 fortnights)'])('%s is refused', (expression) => {
    expect(() => nextRun(expression, 'UTC', new Date(0))).toThrow('no schedule expression');
  });
});

test('the clock runs each schedule at its times with the time in its input, and a disabled one only by hand', async () => {
  vi.useFakeTimers({ now: new Date('2026-01-15T10:07:00Z') });
  onTestFinished(() => void vi.useRealTimers());
  const delivered: string[] = [];
  const deliver = (target: string, input: string) =>
    Promise.resolve(void delivered.push(`${target} ${input}`));
  const common = { timeZone: 'UTC', targetArn: 'sweep', input: '<aws.scheduler.scheduled-time>' };
  const clock = runSchedules(
    [
      { ...common, name: 'On', expression: 'cron(0/15 7-19 * * ? *)', enabled: true },
      { ...common, name: 'Off', expression: 'rate(1 minute)', enabled: false, input: 'now' },
    ],
    { deliver, deliverOnce: deliver },
  );
  await vi.advanceTimersByTimeAsync(30 * 60_000);
  await clock.fire('Off');
  clock.stop();
  await vi.advanceTimersByTimeAsync(60 * 60_000);
  expect(delivered).toEqual(['sweep 2026-01-15T10:15:00Z', 'sweep 2026-01-15T10:30:00Z', 'sweep now']);
  expect(() => clock.next('None')).toThrow('There is no schedule None, only On, Off');
});
