// Secrets and events through the host's own clients: remembered, shared, told in batches, and never in the way.
import {
  CreateSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Services, startServices } from '../../local/emulators/services.ts';
import { localClient } from '../../local/identity.ts';
import { createEventPublisher } from '../../shared/host/aws/events.ts';
import { createSecretReader } from '../../shared/host/aws/secrets.ts';
import type { DomainEvent, LogFields } from '../../shared/host/host.ts';

let services: Services;
beforeAll(async () => {
  services = await startServices();
});
afterAll(() => services.stop());

describe('secrets', () => {
  test('are remembered for five minutes, then read anew', async () => {
    const client = new SecretsManagerClient({ ...localClient(services.endpoint), maxAttempts: 1 });
    await client.send(new CreateSecretCommand({ Name: 'ring', SecretString: 'one' }));
    let now = 0;
    let calls = 0;
    client.middlewareStack.add(
      (next) => (args) => {
        calls += 1;
        return next(args);
      },
      { step: 'initialize', name: 'count' },
    );
    const read = createSecretReader({ now: () => now }, client);
    expect(await Promise.all([read('ring'), read('ring')])).toEqual(['one', 'one']);
    await client.send(new PutSecretValueCommand({ SecretId: 'ring', SecretString: 'two' }));
    now = 299_999;
    expect(await read('ring')).toBe('one');
    expect(calls).toBe(2); // one read, and the change
    now = 300_000;
    expect(await read('ring')).toBe('two');
  });

  test('a failure is not remembered', async () => {
    const client = new SecretsManagerClient({ ...localClient(services.endpoint), maxAttempts: 1 });
    const read = createSecretReader({ now: () => 0 }, client);
    await expect(read('later')).rejects.toThrow();
    await client.send(new CreateSecretCommand({ Name: 'later', SecretString: 'here' }));
    expect(await read('later')).toBe('here');
  });
});

describe('events', () => {
  const event = (i: number): DomainEvent => ({
    type: 'record.synced',
    connection: 'con_1',
    detail: { id: `F-${i}` },
  });
  const logged: (LogFields | undefined)[] = [];
  const log = { error: (_: string, fields?: LogFields) => void logged.push(fields) };

  test('reach the bus, however many there are, with their connection', async () => {
    const told: string[] = [];
    services.setRules(
      [{ busName: 'bus', pattern: { source: ['ledgerlane'] }, targets: [{ arn: 'target' }] }],
      async (_, input) => void told.push(input),
    );
    const client = new EventBridgeClient({ ...localClient(services.endpoint), maxAttempts: 1 });
    await createEventPublisher({ busName: 'bus', log, client })(
      Array.from({ length: 23 }, (_, i) => event(i)),
    );
    expect(told).toHaveLength(23);
    expect(JSON.parse(told[22] ?? '')).toMatchObject({
      source: 'ledgerlane',
      'detail-type': 'record.synced',
      detail: { id: 'F-22', connection: 'con_1' },
    });
    expect(logged).toEqual([]);
  });

  test('a bus that does not answer stops nobody, and is noted without any detail', async () => {
    const client = new EventBridgeClient({ ...localClient('http://127.0.0.1:9'), maxAttempts: 1 });
    await createEventPublisher({ busName: 'bus', log, client })([event(1), event(2)]);
    expect(logged).toEqual([{ count: 2, types: 'record.synced' }]);
  });
});
