// The local runner does what AWS does with the same template, from the webhook to the table, and through its own death.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { localClient } from '../../local/identity.ts';
import { isAlive } from '../../local/processes/is-alive.ts';
import { waitUntil } from '../../local/processes/wait-until.ts';
import { type RunningStack, startStack, type StackOptions } from '../../local/stack/run-stack.ts';
import { dynamoDbAt, sqsAt } from './support/local-clients.ts';
import { writeFixture } from './support/local-fixture.ts';

const start = async (
  fixture: { cdkOut: string; dataDir: string },
  more: Partial<StackOptions> = {},
): Promise<RunningStack> => {
  const stack = await startStack({ ...fixture, stackName: 'Small', httpPort: 0, ...more });
  onTestFinished(stack.stop);
  return stack;
};

const post = (stack: RunningStack, message: Record<string, unknown>, headers: Record<string, string> = {}) =>
  fetch(`${stack.url}/hooks/hubspot?x=1`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(message),
  });

/** How often the worker has counted this id. */
const counted = async (stack: RunningStack, id: string): Promise<number> => {
  const client = dynamoDbAt(stack.endpoints['AWS_ENDPOINT_URL_DYNAMODB'] ?? '');
  const { Item } = await client.send(
    new GetItemCommand({ TableName: stack.tables['Table'], Key: { pk: { S: id } }, ConsistentRead: true }),
  );
  return Number(Item?.['n']?.N ?? 0);
};
const becomes = (condition: () => Promise<boolean>) =>
  expect(waitUntil(condition, { timeoutMs: 20_000, pollMs: 25 })).resolves.toBe(true);

/** Waits for a message of this queue and returns its body. */
const firstIn = async (stack: RunningStack, queue: string) => {
  const client = sqsAt(stack.endpoints['AWS_ENDPOINT_URL_SQS'] ?? '');
  const { Messages } = await client.send(
    new ReceiveMessageCommand({ QueueUrl: stack.queues[queue]?.url, WaitTimeSeconds: 20 }),
  );
  return Messages?.[0]?.Body;
};

describe('requests', () => {
  test('a webhook goes through the queue and the worker into the table', async () => {
    const stack = await start(await writeFixture());
    const response = await post(stack, { id: 'a1' });
    expect(response.status).toBe(202);
    expect(response.headers.get('x-source')).toBe('hubspot');
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(await response.json()).toEqual({ taken: true });
    await becomes(async () => (await counted(stack, 'a1')) === 1);
  });

  test('functions get the environment of the template, the endpoints and nothing of ours', async () => {
    const stack = await start(await writeFixture(), { environmentOverrides: { EXTRA: 'yes' } });
    const environment: unknown = await (await fetch(`${stack.url}/environment`)).json();
    expect(environment).toMatchObject({
      ...stack.endpoints,
      LANES_URL: stack.queues['Lanes']?.url,
      TEXT: 'in us-east-1 as Small-Table',
      API_URL: `${stack.url}/`,
      EXTRA: 'yes',
      AWS_REGION: 'us-east-1',
      AWS_LAMBDA_FUNCTION_NAME: 'Small-Door',
    });
    expect(environment).not.toHaveProperty('HOME');
    expect(environment).not.toHaveProperty('VITEST');
  });

  test('events have the shape of payload format 2.0', async () => {
    const stack = await start(await writeFixture());
    const response = await fetch(`${stack.url}/files/a%20b?q=1&q=2&r=%C3%A9`, {
      headers: { cookie: 'c=1; d=2', 'X-Thing': 'One' },
    });
    expect(await response.json()).toMatchObject({
      version: '2.0',
      routeKey: 'GET /files/{name}',
      rawPath: '/files/a%20b',
      rawQueryString: 'q=1&q=2&r=%C3%A9',
      cookies: ['c=1', 'd=2'],
      headers: { 'x-thing': 'One' },
      queryStringParameters: { q: '1,2', r: 'é' },
      pathParameters: { name: 'a b' },
      requestContext: {
        http: { method: 'GET', path: '/files/a%20b', sourceIp: '127.0.0.1' },
        stage: '$default',
      },
      isBase64Encoded: false,
    });
  });

  test.each([
    ['application/json; charset=utf-8', '{"é":1}', false],
    ['text/csv', 'a;b', false],
    ['application/x-www-form-urlencoded', 'a=b', true],
    ['application/octet-stream', '\u0000\u0001', true],
  ])('a body of type %s', async (type, body, isBase64Encoded) => {
    const stack = await start(await writeFixture());
    const response = await fetch(`${stack.url}/files/x/y`, {
      method: 'PUT',
      headers: { 'content-type': type },
      body,
    });
    const expected = isBase64Encoded ? Buffer.from(body).toString('base64') : body;
    expect(await response.json()).toMatchObject({
      routeKey: 'ANY /files/{path+}',
      pathParameters: { path: 'x/y' },
      body: expected,
      isBase64Encoded,
    });
  });

  test('answers with bytes, and refuses what API Gateway refuses', async () => {
    const stack = await start(await writeFixture());
    const binary = await fetch(`${stack.url}/binary`);
    expect([...new Uint8Array(await binary.arrayBuffer())]).toEqual([0, 1, 2, 3]);
    expect(binary.headers.get('content-type')).toBe('image/png');
    const statusOf = async (path: string, init?: RequestInit) => (await fetch(stack.url + path, init)).status;
    expect(await statusOf('/nowhere')).toBe(404);
    expect(await statusOf('/hooks/hubspot')).toBe(404);
    expect(await statusOf('/nonsense')).toBe(500);
    expect(await statusOfLongBody(`${stack.url}/files/x/y`)).toBe(413);
  });

  test('asks the authoriser where the template has one', async () => {
    const stack = await start(await writeFixture());
    const ask = (headers: Record<string, string>) => fetch(`${stack.url}/secret`, { headers });
    expect((await ask({})).status).toBe(401);
    expect((await ask({ authorization: 'open wheat' })).status).toBe(403);
    const allowed: unknown = await (await ask({ authorization: 'open sesame' })).json();
    expect(allowed).toMatchObject({ requestContext: { authorizer: { lambda: { who: 'Ali' } } } });
  });
});

/** With node:http, because fetch gives up when the answer comes before the body has gone. */
const statusOfLongBody = async (url: string): Promise<number | undefined> => {
  const outgoing = request(url, { method: 'PUT' });
  // The rest of the body has nowhere to go once the server has answered.
  outgoing.on('error', () => undefined);
  outgoing.end(Buffer.alloc(10 * 1024 * 1024 + 1));
  const [response] = z
    .tuple([z.looseObject({ statusCode: z.number() })])
    .parse(await once(outgoing, 'response'));
  outgoing.destroy();
  return response.statusCode;
};

describe('functions', () => {
  test('one that takes too long is killed, one that ends is reported, and the next event finds a new process', async () => {
    const lines: string[] = [];
    const stack = await start(await writeFixture(), {
      onLog: (source, line) => lines.push(`${source}: ${line}`),
    });
    expect((await fetch(`${stack.url}/binary`)).status).toBe(200);
    const before = stack.functions['Door']?.pids() ?? [];
    expect((await fetch(`${stack.url}/hang`)).status).toBe(500);
    expect(lines.join('\n')).toContain('Task timed out after 1.00 seconds');
    await becomes(async () => !before.some(isAlive));
    expect((await fetch(`${stack.url}/exit`)).status).toBe(500);
    expect((await fetch(`${stack.url}/throw`)).status).toBe(500);
    expect(lines.join('\n')).toContain('not like this');
    expect((await fetch(`${stack.url}/binary`)).status).toBe(200);
    expect(stack.functions['Door']?.coldStarts()).toBe(3);
  });

  test('an idle process that dies is replaced without anybody noticing', async () => {
    const stack = await start(await writeFixture());
    await fetch(`${stack.url}/binary`);
    for (const pid of stack.functions['Door']?.pids() ?? []) process.kill(pid, 'SIGKILL');
    await becomes(() => Promise.resolve(stack.functions['Door']?.pids().length === 0));
    expect((await fetch(`${stack.url}/binary`)).status).toBe(200);
    expect(stack.functions['Door']?.coldStarts()).toBe(2);
  });

  test('what they print is in a file of the data folder', async () => {
    const fixture = await writeFixture();
    const stack = await start(fixture);
    await fetch(`${stack.url}/binary`);
    await becomes(async () =>
      (await readFile(join(fixture.dataDir, 'logs', 'Door.log'), 'utf8')).includes('asked GET /binary\n'),
    );
  });

  test('the same process is used again, and as many as needed at once', async () => {
    const stack = await start(await writeFixture(), { maxProcesses: 2 });
    for (let i = 0; i < 5; i++) await fetch(`${stack.url}/binary`);
    expect(stack.functions['Door']?.coldStarts()).toBe(1);
    const statuses = await Promise.all(
      Array.from({ length: 8 }, async () => (await fetch(`${stack.url}/binary`)).status),
    );
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(stack.functions['Door']?.coldStarts()).toBe(2);
  });
});

describe('lanes', () => {
  test('a poisoned message ends among the dead letters, and what waited behind it is processed', async () => {
    const stack = await start(await writeFixture());
    await post(stack, { id: 'bad', what: 'poison' });
    await post(stack, { id: 'behind' });
    await post(stack, { id: 'elsewhere', group: 'B' });
    await becomes(async () => (await counted(stack, 'elsewhere')) === 1);
    expect(
      z.object({ id: z.string() }).parse(JSON.parse((await firstIn(stack, 'DeadLetters')) ?? '{}')).id,
    ).toBe('bad');
    await becomes(async () => (await counted(stack, 'behind')) === 1);
    expect(await counted(stack, 'tried bad')).toBe(2);
  });

  test('when the function fails as a whole, the batch comes again', async () => {
    const stack = await start(await writeFixture());
    await post(stack, { id: 'c1', what: 'crash once' });
    await becomes(async () => (await counted(stack, 'c1')) === 1);
    expect(await counted(stack, 'tried c1')).toBe(2);
  });
});

describe('clock, events and secrets', () => {
  test('a schedule can be fired and knows its next time', async () => {
    const stack = await start(await writeFixture());
    expect(stack.schedules.names()).toEqual(['Tick']);
    expect(stack.schedules.next('Tick')?.getUTCMinutes()).toBeOneOf([0, 15, 30, 45]);
    await stack.schedules.fire('Tick');
    expect(await counted(stack, `tick ${new Date().getUTCFullYear()}`)).toBe(1);
  });

  test('an event reaches the target of the rule that catches it; others are kept in a file', async () => {
    const fixture = await writeFixture();
    const stack = await start(fixture);
    const client = new EventBridgeClient(localClient(stack.endpoints['AWS_ENDPOINT_URL_EVENTBRIDGE'] ?? ''));
    const entry = (Source: string, id: string) => ({
      EventBusName: 'small',
      Source,
      DetailType: 'test',
      Detail: JSON.stringify({ id }),
    });
    await client.send(new PutEventsCommand({ Entries: [entry('small', 'e1'), entry('large', 'e2')] }));
    await becomes(async () => (await counted(stack, 'event e1')) === 1);
    const kept = await readFile(join(fixture.dataDir, 'services', 'events.ndjson'), 'utf8');
    expect(kept).toContain('"id":"e2"');
    expect(kept).not.toContain('"id":"e1"');
  });

  test('an event that its function cannot take goes where the template sends lost ones', async () => {
    const stack = await start(await writeFixture());
    const client = new EventBridgeClient(localClient(stack.endpoints['AWS_ENDPOINT_URL_EVENTBRIDGE'] ?? ''));
    const Detail = JSON.stringify({ id: 'broken' });
    const entry = { EventBusName: 'small', Source: 'small', DetailType: 'test', Detail };
    await client.send(new PutEventsCommand({ Entries: [entry] }));
    const lost: unknown = JSON.parse((await firstIn(stack, 'Lost')) ?? '{}');
    expect(lost).toMatchObject({
      requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 1 },
      requestPayload: { detail: { id: 'broken' } },
      responsePayload: { errorMessage: 'cannot' },
    });
  });

  test('a generated secret is there under the name the function was given, and stays the same', async () => {
    const fixture = await writeFixture();
    const valueIn = async (stack: RunningStack) => {
      const { KEY } = z
        .object({ KEY: z.string() })
        .parse(await (await fetch(`${stack.url}/environment`)).json());
      const client = new SecretsManagerClient(
        localClient(stack.endpoints['AWS_ENDPOINT_URL_SECRETS_MANAGER'] ?? ''),
      );
      return (await client.send(new GetSecretValueCommand({ SecretId: KEY }))).SecretString;
    };
    const first = await start(fixture);
    const value = await valueIn(first);
    expect(z.object({ current: z.literal('k1'), k1: z.string() }).parse(JSON.parse(value ?? '')).k1).toMatch(
      /^[A-Za-z0-9]{43}$/,
    );
    await first.stop();
    expect(await valueIn(await start(fixture))).toBe(value);
  });
});

describe('start and end', () => {
  test('stopping leaves no process behind', async () => {
    const stack = await start(await writeFixture());
    await post(stack, { id: 'a1' });
    await becomes(async () => (await counted(stack, 'a1')) === 1);
    const pids = stack.pids();
    expect(pids.length).toBeGreaterThanOrEqual(4);
    await stack.stop();
    expect(pids.filter(isAlive)).toEqual([]);
  });

  test('a template that is missing and a port that is taken are told with their cure', async () => {
    const { cdkOut, dataDir } = await writeFixture();
    const options = { cdkOut, dataDir, stackName: 'Small', httpPort: 0 };
    await expect(startStack({ ...options, stackName: 'Other' })).rejects.toThrow('Run "npm run synth" first');
    const taken = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void taken.close());
    await once(taken, 'listening');
    const { port } = z.object({ port: z.number() }).parse(taken.address());
    await expect(startStack({ ...options, httpPort: port })).rejects.toThrow(`Port ${port} is taken`);
  });

  test('kill -9 in the middle of a message: the next start on the same data goes on at once', async () => {
    const fixture = await writeFixture({ visibilitySeconds: 43_200 });
    const killed = await startInAnotherProcess(fixture);
    await post(killed.stack, { id: 'h1', what: 'hang once' });
    await becomes(async () => (await counted(killed.stack, 'tried h1')) === 1);
    await killed.kill();
    const stack = await start(fixture);
    await becomes(async () => (await counted(stack, 'h1')) === 1);
    expect(await counted(stack, 'tried h1')).toBe(2);
  });
});

/** Runs a stack in a process of its own. `kill` takes that process away and waits until its children have noticed. */
const startInAnotherProcess = async (fixture: { cdkOut: string; dataDir: string }) => {
  const options = { ...fixture, stackName: 'Small', httpPort: 0 };
  const program = `
    const { startStack } = await import(${JSON.stringify(import.meta.resolve('../../local/stack/run-stack.ts'))});
    const stack = await startStack(${JSON.stringify(options)});
    await fetch(stack.url + '/binary');
    console.log(JSON.stringify({ ...stack, pids: stack.pids() }));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const seen = z
    .object({
      url: z.string(),
      endpoints: z.record(z.string(), z.string()),
      tables: z.record(z.string(), z.string()),
      pids: z.array(z.number()),
    })
    .parse(JSON.parse(String(await once(child.stdout, 'data', { signal: AbortSignal.timeout(20_000) }))));
  const stack: RunningStack = {
    ...seen,
    queues: {},
    functions: {},
    schedules: {
      names: () => [],
      next: () => undefined,
      fire: () => Promise.resolve(),
      stop: () => undefined,
    },
    stop: () => Promise.resolve(),
    pids: () => seen.pids,
  };
  const kill = async () => {
    child.kill('SIGKILL');
    expect(await waitUntil(() => !seen.pids.some(isAlive), { timeoutMs: 10_000 })).toBe(true);
  };
  return { stack, kill };
};
