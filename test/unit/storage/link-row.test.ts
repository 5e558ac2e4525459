// Rows we cannot read are named, never guessed at; and reads are patient with a busy table, but not for ever.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Row } from '../../../shared/storage/attributes.ts';
import { batchGet } from '../../../shared/storage/batch-get.ts';
import { linkOf } from '../../../shared/storage/link-row.ts';

const row: Row = { pk: { S: 'c#con_1' }, sk: { S: 'invoice#F-1' }, h: { S: 'synced' }, since: { N: '1' } };

describe('a row that cannot be read is named', () => {
  test.each<[string, Row]>([
    ['an unknown health', { ...row, h: { S: 'fine' } }],
    ['a body that is no JSON', { ...row, b: { S: '{' } }],
    ['a body without attempts', { ...row, b: { S: '{}' } }],
    [
      'a record of an unknown kind',
      { ...row, rev: { N: '1' }, p: { S: 'live' }, rec: { S: '{"kind":"x"}' } },
    ],
    ['a source without presence', { ...row, rev: { N: '1' } }],
  ])('%s', (_, broken) => {
    expect(() => linkOf(broken)).toThrow('Unreadable row c#con_1 / invoice#F-1');
  });

  test.each<[string, Row]>([
    ['another partition', { ...row, pk: { S: 'd#lane' } }],
    ['an unknown kind', { ...row, sk: { S: 'order#1' } }],
  ])('%s is no record', (_, broken) => {
    expect(() => linkOf(broken)).toThrow('not the key of a record');
  });
});

test('members that a newer version of us added are kept', () => {
  const link = linkOf({ ...row, b: { S: '{"attempts":[],"later":1}' } });
  expect(link).toMatchObject({ later: 1, version: 0 });
});

const REQUEST = z.object({
  RequestItems: z.object({
    table: z.object({ Keys: z.array(z.record(z.string(), z.object({ S: z.string() }))) }),
  }),
});

describe('reading from a busy table', () => {
  // Gives one row per call and leaves the others unread; waits are written down.
  const busy = (rowsPerCall: number) => {
    const waits: number[] = [];
    const client = new DynamoDBClient({ region: 'nowhere' });
    client.middlewareStack.add(
      () => async (args) => {
        const { Keys } = REQUEST.parse(args.input).RequestItems.table;
        const output = {
          Responses: { table: Keys.slice(0, rowsPerCall) },
          UnprocessedKeys: Keys.length > rowsPerCall ? { table: { Keys: Keys.slice(rowsPerCall) } } : {},
          $metadata: {},
        };
        return { output, response: {} };
      },
      { step: 'initialize', name: 'busy' },
    );
    const clock = { now: () => 0, wait: async (ms: number) => void waits.push(ms) };
    return {
      waits,
      table: { client, name: 'table', clock, random: { fraction: () => 1, secret: () => '' } },
    };
  };
  const keys = (count: number): Row[] => Array.from({ length: count }, (_, i) => ({ pk: { S: `${i}` } }));

  test('asks again, ever more slowly, until it has everything', async () => {
    const { table, waits } = busy(2);
    expect(await batchGet(table, keys(7))).toEqual(keys(7));
    expect(waits).toEqual([50, 100, 200]);
  });

  test('gives up in the end, and says so', async () => {
    const { table, waits } = busy(0);
    await expect(batchGet(table, keys(7))).rejects.toThrow('7 rows of table stayed unread after 7 tries');
    expect(waits.reduce((sum, each) => sum + each, 0)).toBe(3150);
  });
});
