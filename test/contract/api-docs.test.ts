// The examples of docs/api.md: each is run as it stands there, and answers what stands below it.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { API_ROUTES } from '../../functions/api/routes.ts';
import { REQUEST_PROBLEMS } from '../../functions/http/problem.ts';
import { WEBHOOK_ROUTES } from '../../functions/webhooks/routes.ts';
import { ROUTES } from '../../infra/routes.ts';
import { EVENT_TYPES } from '../../shared/connectors/product/events.ts';
import { addTenant, createTestHost } from '../support/http-host.ts';
import { startHttpServer, type TestServer } from '../support/http-server.ts';

const DOCS = readFileSync(new URL('../../docs/api.md', import.meta.url), 'utf8');
const EXAMPLES = [...DOCS.matchAll(/```sh\n(.*?)```\n\n```json\n(.*?)```/gs)].map(
  ([, command = '', expected = '']) => [command.split('\n')[0] ?? '', command, expected] as const,
);

let server: TestServer;
let environment: Record<string, string | undefined>;
beforeAll(async () => {
  const { host } = createTestHost();
  const { key, connection } = await addTenant(host, 'hotel');
  server = await startHttpServer(host);
  environment = { PATH: process.env['PATH'], API: server.url, C: connection.id, KEY: key };
});
afterAll(() => server.stop());

describe('the examples, from top to bottom', () => {
  test.each(EXAMPLES)('%s', async (_, command, expected) => {
    const { stdout } = await promisify(execFile)('bash', ['-euc', command], { env: environment });
    expect(valuesIn(stdout)).toMatchObject(valuesIn(expected).map(withWildcards));
  });

  test('there are as many as there are commands', () => {
    expect(EXAMPLES).toHaveLength(DOCS.split('```sh').length - 1);
    expect(EXAMPLES.length).toBeGreaterThan(8);
  });
});

test.each(Object.entries(REQUEST_PROBLEMS))('the table of errors has %s', (code, { status }) => {
  expect(DOCS).toMatch(new RegExp(`\\| \`${code}\` +\\| ${status} `));
});

test.each(EVENT_TYPES)('the event type %s is named', (type) => {
  expect(DOCS).toContain(`\`${type}\``);
});

test('the functions answer exactly the routes that the stack has', () => {
  const of = (name: string) =>
    ROUTES.filter((route) => route.function === name).map(({ method, path }) => `${method} ${path}`);
  expect(Object.keys(API_ROUTES).sort()).toEqual(of('api').sort());
  expect(Object.keys(WEBHOOK_ROUTES).sort()).toEqual(of('webhooks').sort());
});

/** JSON values one after the other: on a line each, or one over several lines. */
function valuesIn(text: string): readonly unknown[] {
  try {
    return [JSON.parse(text)];
  } catch {
    const parts = text.trim().split(/\n(?=\{)|(?<=\})(?=\{)/);
    return parts.map((part): unknown => JSON.parse(part));
  }
}

/** "..." stands for any text. */
function withWildcards(value: unknown): unknown {
  if (value === '...') return expect.any(String);
  if (Array.isArray(value)) return value.map(withWildcards);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withWildcards(member)]));
}
