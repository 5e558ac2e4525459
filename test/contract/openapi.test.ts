// The description of the API: complete, true of every answer, its examples run as they stand, its types those of the console.
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { openApiDocument } from '../../functions/api/openapi/document.ts';
import type { Example } from '../../functions/api/openapi/operation.ts';
import { OPERATIONS } from '../../functions/api/openapi/operations.ts';
import { ROUTES } from '../../infra/routes.ts';
import { consoleTypes, TYPES_FILE } from '../../local/console-types.ts';
import { addTenant, createTestHost } from '../support/http-host.ts';
import { startHttpServer, type TestServer } from '../support/http-server.ts';

test('it describes every route of the stack, and no other', () => {
  expect(Object.keys(OPERATIONS).sort()).toEqual(
    ROUTES.map(({ method, path }) => `${method} ${path}`).sort(),
  );
});

test('names of operations and of shapes are used once', () => {
  const names = Object.values(OPERATIONS).map(({ name }) => name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test('every reference leads somewhere', () => {
  const text = JSON.stringify(openApiDocument());
  const { components } = z
    .object({ components: z.object({ schemas: z.looseObject({}) }) })
    .parse(JSON.parse(text));
  const asked = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name = '']) => name);
  expect([...new Set(asked)].filter((name) => !(name in components.schemas))).toEqual([]);
  expect(text).not.toContain('__shared');
});

test('the console’s types are made of it: npm run types:console', async () => {
  expect(await readFile(TYPES_FILE, 'utf8')).toBe(await consoleTypes());
});

describe('its examples, from top to bottom', () => {
  let server: TestServer;
  let key = '';
  beforeAll(async () => {
    const { host } = createTestHost();
    ({ key } = await addTenant(host, 'hotel'));
    server = await startHttpServer(host);
  });
  afterAll(() => server.stop());

  const examples = Object.entries(OPERATIONS).flatMap(([route, { example }]) =>
    example === undefined ? [] : [[route, example] as const],
  );

  test.each(examples)('%s', async (route, example) => {
    const [method = '', path = ''] = route.split(' ');
    const answer = await fetch(`${server.url}${addressOf(path, example)}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(example.body === undefined ? {} : { body: JSON.stringify(example.body) }),
    });
    const said: unknown = await answer.json();
    expect(said).toMatchObject(withWildcards(example.answer ?? {}));
    expect(answer.status).toBe(example.status);
  });

  test('there are examples of a third of the operations at least', () => {
    expect(examples.length * 3).toBeGreaterThan(Object.keys(OPERATIONS).length);
  });
});

function addressOf(path: string, { path: places = {}, query = {} }: Example): string {
  const values: Readonly<Record<string, string>> = { connection: 'hotel', ...places };
  const filled = path.replace(/\{(\w+)\}/g, (_whole, name: string) => values[name] ?? 'missing');
  return `${filled}?${new URLSearchParams(query).toString()}`;
}

/** "..." stands for any text. */
function withWildcards(value: unknown): object {
  const replaced: unknown = JSON.parse(JSON.stringify(value), (_name, member: unknown): unknown =>
    member === '...' ? expect.any(String) : member,
  );
  return typeof replaced === 'object' && replaced !== null ? replaced : {};
}
