// Stories of one record: all writes that were announced for it, and what differs between its source, our last write and the ledger.
import { expect, test } from 'vitest';
import { z } from 'zod';
import { API_ROUTES } from '../../functions/api/routes.ts';
import { serve } from '../../functions/http/serve.ts';
import { diffOf } from '../../shared/core/diff.ts';
import { CONNECTION } from '../simulation/world.ts';
import { requestWith, tenantKey } from '../support/http-host.ts';
import { answered, page } from '../support/matrix/accidents.ts';
import { createMatrix, type Matrix, saidAll } from '../support/matrix/matrix.ts';
import { costing, FOLIO, GUEST } from '../support/matrix/records.ts';

const ATTEMPTS = z.object({
  more: z.boolean(),
  attempts: z.array(
    z.object({
      entry: z.number(),
      state: z.string(),
      operation: z.string(),
      revision: z.number(),
      outcomes: z.array(z.object({ outcome: z.string(), detail: z.string().optional() })),
      document: z.looseObject({ type: z.string() }),
    }),
  ),
});
const DIFF = z.object({
  ledger: z
    .looseObject({ read: z.boolean(), edited: z.boolean().optional(), fault: z.string().optional() })
    .optional(),
  fields: z.array(z.looseObject({ field: z.string() })),
  differing: z.array(z.string()),
});

async function ask<T>(m: Matrix, what: 'attempts' | 'diff', schema: z.ZodType<T>, query = {}): Promise<T> {
  const key = await tenantKey(m.host, CONNECTION);
  const route = `GET /v1/connections/{connection}/records/{kind}/{id}/${what}`;
  const path = { connection: CONNECTION, kind: 'invoice', id: FOLIO.id };
  const { status, body } = await serve(API_ROUTES, m.host, requestWith(route, { key, path, query }));
  expect(status).toBe(200);
  return schema.parse(JSON.parse(body));
}

async function booked(): Promise<Matrix> {
  const m = await createMatrix();
  await saidAll(m, GUEST, FOLIO);
  await m.settle();
  return m;
}

test('every write of a record is found in the journal, newest first, with how it ended', async () => {
  const m = await booked();
  m.advance(60_000);
  m.once(/^POST (?:invoice|batch)/, answered(page(400)));
  for (const [revision, amount] of [
    [2, '130.00'],
    [3, '140.00'],
  ] as const) {
    await m.say(costing(amount), revision);
    await m.settle();
    m.advance(60_000);
  }
  const { attempts, more } = await ask(m, 'attempts', ATTEMPTS);
  expect(more).toBe(false);
  expect(
    attempts.map(({ operation, revision, outcomes }) => [
      operation,
      revision,
      ...outcomes.map(({ outcome }) => outcome),
    ]),
  ).toEqual([
    ['update', 3, 'done'],
    ['update', 2, 'fault'],
    ['create', 1, 'done'],
  ]);
  expect(attempts.map(({ entry }) => entry)).toEqual(
    [...attempts.map(({ entry }) => entry)].sort((a, b) => b - a),
  );
});

test('a record that was never written has no attempts, and nothing to compare with', async () => {
  const m = await createMatrix();
  await m.say(FOLIO, 1);
  expect((await ask(m, 'attempts', ATTEMPTS)).attempts).toEqual([]);
  const { ledger, differing } = await ask(m, 'diff', DIFF, { fresh: 'true' });
  expect([ledger, differing]).toEqual([undefined, []]);
});

test('without a word the ledger is not asked; with it an edit shows, field by field', async () => {
  const m = await booked();
  const calls = m.calls.length;
  const before = await ask(m, 'diff', DIFF);
  expect([before.ledger?.read, before.differing, m.calls.length]).toEqual([false, [], calls]);
  const same = await ask(m, 'diff', DIFF, { fresh: 'true' });
  expect(same.ledger).toMatchObject({ read: true, status: 'live', edited: false });
  expect(m.calls.slice(calls).map(({ op }) => op)).toEqual(['GET query']);
  const id = (await m.link('invoice', FOLIO.id)).document?.id ?? '';
  m.act({ act: 'edit', entity: 'Invoice', id, fields: { TxnDate: '2026-11-15', DueDate: '2026-12-24' } });
  const edited = await ask(m, 'diff', DIFF, { fresh: 'true' });
  expect(edited.ledger).toMatchObject({ read: true, edited: true });
  expect(edited.differing).toEqual(expect.arrayContaining(['date', 'dueDate']));
  expect(edited.fields).toContainEqual({
    field: 'date',
    source: '2026-11-16',
    written: '2026-11-16',
    ledger: '2026-11-15',
    differs: ['ledger'],
  });
});

test('when the tokens have run out, the lane is not disturbed: it says so', async () => {
  const m = await booked();
  m.advance(2 * 3_600_000);
  const { ledger } = await ask(m, 'diff', DIFF, { fresh: 'true' });
  expect(ledger).toMatchObject({ read: false, fault: 'unavailable' });
});

test('the source and the ledger are both held against what was written', () => {
  const written = {
    type: 'item',
    name: 'Bed',
    description: 'soft',
    itemType: 'service',
    active: true,
  } as const;
  const record = { kind: 'item', id: 'i', name: 'Bed', unitPrice: '9.00', active: false } as const;
  const ledger = {
    ref: { type: 'item', id: '7', revision: '1', updatedAt: 1 },
    status: 'live',
    document: { ...written, description: 'hard' },
    total: '1.00',
  } as const;
  const rows = diffOf({ record, written, ledger }).filter(({ differs }) => differs.length > 0);
  expect(rows.map(({ field, differs }) => `${field}: ${differs.join(', ')}`)).toEqual([
    'active: source',
    'description: ledger',
    'unitPrice: source',
  ]);
});
