// Whatever ids, lanes and cursors come in: a call touches no row but those of its own connection or lane.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { NOTHING_FOUND, type Reconciliation } from '../../../shared/core/reconciliation.ts';
import { RECORD_KINDS, type RecordKey } from '../../../shared/core/records.ts';
import { createDynamoConnections } from '../../../shared/storage/dynamo-connections.ts';
import { createDynamoLinks } from '../../../shared/storage/dynamo-links.ts';
import { createDynamoReconciliations } from '../../../shared/storage/dynamo-reconciliations.ts';
import { createDynamoWrites } from '../../../shared/storage/dynamo-writes.ts';
import { emptyLink } from '../../../shared/storage/link-rules.ts';
import type { LinkQuery } from '../../../shared/storage/ports.ts';
import { source } from '../../contract/support/examples.ts';

const client = new DynamoDBClient({ region: 'nowhere' });
let inputs: Input[] = [];
// Answers every call with nothing, so that no server is needed: only what is asked for matters here.
client.middlewareStack.add(
  () => async (args) => {
    inputs.push(INPUT.parse(args.input));
    return { output: { $metadata: {} }, response: {} };
  },
  { step: 'initialize', name: 'answerNothing' },
);
beforeEach(() => void (inputs = []));

const ATTRIBUTE = z.looseObject({ S: z.string().optional() });
const ROW = z.record(z.string(), ATTRIBUTE);
const INPUT = z.looseObject({
  IndexName: z.string().optional(),
  Key: ROW.optional(),
  Item: ROW.optional(),
  ExclusiveStartKey: ROW.optional(),
  RequestItems: z.record(z.string(), z.object({ Keys: z.array(ROW) })).optional(),
  KeyConditionExpression: z.string().optional(),
  ExpressionAttributeValues: ROW.optional(),
});
type Input = z.infer<typeof INPUT>;

/** The partitions that all calls so far touched. */
function partitions(): readonly (string | undefined)[] {
  return inputs.flatMap((input) => [
    ...[input.Key, input.Item, input.ExclusiveStartKey].flatMap((row) => (row ? [row['pk']?.S] : [])),
    ...Object.values(input.RequestItems ?? {}).flatMap(({ Keys }) => Keys.map((row) => row['pk']?.S)),
    ...(input.KeyConditionExpression?.includes('pk = :pk') === true
      ? [input.ExpressionAttributeValues?.[':pk']?.S]
      : []),
  ]);
}

const random = { fraction: () => 0, secret: (bytes: number) => '00'.repeat(bytes) };
const clock = { now: () => 0, wait: async () => {} };
const table = { client, name: 'table', clock, random };
const links = createDynamoLinks(table);

const word = fc.oneof(
  fc.string({ minLength: 1 }),
  fc.constantFrom('a', 'a#invoice', '#', 'c#a', 'a#failed', '../b'),
);
const kind = fc.constantFrom(...RECORD_KINDS);
const key: fc.Arbitrary<RecordKey> = fc.record({ connection: word, kind, id: word });

test('records', async () => {
  await fc.assert(
    fc.asyncProperty(key, word, async (of, lane) => {
      inputs = [];
      await links.storeSource(of, lane, source(1));
      await links.save(lane, {
        ...emptyLink(of),
        health: { state: 'waiting', since: 1, dueAt: 2, waitsFor: 'x' },
      });
      await links.markAwaited(of, lane);
      await links.read([of]);
      await links.read([of, { ...of, id: `${of.id}2` }]);
      await links.waitersOf(of, 10);
      expect(new Set(partitions())).toEqual(new Set([`c#${of.connection}`]));
      expect(inputs).toHaveLength(6);
    }),
  );
});

test('lists, whatever their cursor says', async () => {
  const parts = fc.tuple(word, word, word, fc.nat(), word);
  const forged = fc.oneof(
    fc.string(),
    parts.map((list) => Buffer.from(JSON.stringify(list)).toString('base64url')),
  );
  const query: fc.Arbitrary<LinkQuery> = fc.record({
    connection: word,
    kind: fc.option(kind, { nil: undefined }),
    health: fc.constantFrom(undefined, 'failed', 'synced'),
    cursor: fc.option(forged, { nil: undefined }),
    limit: fc.constant(10),
  });
  await fc.assert(
    fc.asyncProperty(query, word, async (asked, text) => {
      inputs = [];
      const { connection, kind: ofKind = '', health = '' } = asked;
      await links.list(asked);
      // A cursor that does belong to this list: its place may be forged, its partition cannot.
      const own = Buffer.from(JSON.stringify([connection, ofKind, health, 0, text])).toString('base64url');
      await links.list({ ...asked, cursor: own });
      expect(inputs.length).toBeGreaterThan(0);
      for (const { IndexName, ExclusiveStartKey, ExpressionAttributeValues } of inputs) {
        const asksFor = ExpressionAttributeValues?.[IndexName === 'health' ? ':health' : ':pk']?.S;
        expect(asksFor).toBe(IndexName === 'health' ? `${connection}#${health}` : `c#${connection}`);
        if (ExclusiveStartKey !== undefined) expect(ExclusiveStartKey['pk']?.S).toBe(`c#${connection}`);
      }
    }),
  );
});

test('lanes', async () => {
  const writes = createDynamoWrites(table);
  await fc.assert(
    fc.asyncProperty(word, word, async (lane, id) => {
      inputs = [];
      const of: RecordKey = { connection: 'con_1', kind: 'invoice', id };
      await links.point(lane, [{ type: 'invoice', id, key: of, touchedAt: 1 }]);
      await links.pointersOf(lane, [{ type: 'invoice', id }]);
      expect(new Set(partitions())).toEqual(new Set([`d#${lane}`]));
      inputs = [];
      await writes.entry(lane, 1);
      expect(partitions()).toEqual([lane]);
      await links.due(lane, 1, 10);
      await writes.head(lane);
      expect(inputs.slice(1).map((input) => input.ExpressionAttributeValues?.[':lane']?.S)).toEqual([
        lane,
        lane,
      ]);
    }),
  );
});

test('connections', async () => {
  const keyring = async () => ({ current: 'k1', keys: { k1: 'x'.repeat(40) } });
  const store = createDynamoConnections({ ...table, keyring });
  await fc.assert(
    fc.asyncProperty(word, async (id) => {
      inputs = [];
      await store.connection(id);
      await store.policy(id);
      await store.signingSecrets(id);
      await store.saveSigningSecrets(id, ['s']);
      await store.apiKey(id);
      expect(partitions()).toEqual([
        `connection#${id}`,
        `policy#${id}`,
        `signing#${id}`,
        `signing#${id}`,
        `apikey#${id}`,
      ]);
    }),
  );
});

test('reconciliations', async () => {
  const store = createDynamoReconciliations({ ...table, keyring: () => Promise.reject(new Error('unused')) });
  await fc.assert(
    fc.asyncProperty(word, word, async (connection, id) => {
      inputs = [];
      const run = { ...RUN, connection, id };
      await store.start(run);
      await store.find(connection, id);
      await store.ended(connection, 5);
      await store.keepPart(run, 0, { findings: NOTHING_FOUND, listed: [] });
      await store.parts(run);
      await store.move({ ...run, state: 'done' }, 0);
      expect(new Set(partitions())).toEqual(new Set([`state#reconcile#${connection}`]));
    }),
  );
});

const RUN: Reconciliation = {
  id: '',
  connection: '',
  lane: 'quickbooks:1',
  from: '2026-01-01',
  to: '2026-12-31',
  startedAt: 0,
  startedBy: 'key',
  state: 'running',
  step: 0,
  movedAt: 0,
};
