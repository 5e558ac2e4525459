// Stories of documents that a bookkeeper changed: the outside hears once, and a person's decision is carried out in the books.
import { expect, test } from 'vitest';
import { API_ROUTES } from '../../functions/api/routes.ts';
import { serve } from '../../functions/http/serve.ts';
import { requestWith, tenantKey } from '../support/http-host.ts';
import { costing, FOLIO, GUEST } from '../support/matrix/records.ts';
import { createMatrix, type Matrix, saidAll } from '../support/matrix/matrix.ts';
import { CONNECTION } from '../simulation/world.ts';

async function booked(): Promise<Matrix> {
  const m = await createMatrix();
  await saidAll(m, GUEST, FOLIO);
  await m.settle();
  return m;
}

const documentId = async (m: Matrix): Promise<string> =>
  (await m.link('invoice', FOLIO.id)).document?.id ?? expect.unreachable('not booked');
const edit = async (m: Matrix, memo: string) => {
  m.act({ act: 'edit', entity: 'Invoice', id: await documentId(m), fields: { PrivateNote: memo } });
  await m.quarters(1);
};
const told = (m: Matrix): readonly unknown[] =>
  m.events.filter(({ type }) => type === 'record.drifted').map(({ detail }) => detail['drift']);
const health = (m: Matrix) => m.health('invoice', FOLIO.id);
const order = async (m: Matrix, action: string): Promise<number> => {
  const key = await tenantKey(m.host, CONNECTION);
  const path = { connection: CONNECTION, kind: 'invoice', id: FOLIO.id };
  const route = `POST /v1/connections/{connection}/records/{kind}/{id}/${action}`;
  const answer = await serve(API_ROUTES, m.host, requestWith(route, { key, path, body: { reason: 'so' } }));
  await m.quarters(1);
  return answer.status;
};

test('an edit is told once, however often it is seen; a void after it is told again', async () => {
  const m = await booked();
  expect(told(m)).toEqual([]);
  await edit(m, 'paid in cash');
  await edit(m, 'paid in cash, really');
  await m.quarters(4);
  expect(told(m)).toEqual(['edited']);
  m.act({ act: 'void', entity: 'Invoice', id: await documentId(m) });
  await m.quarters(1);
  expect(told(m)).toEqual(['edited', 'voided']);
});

test.each([
  ['keep', 'synced', 'synced'],
  ['restore', 'synced', 'synced'],
  ['unlink', 'not_synced so', 'not_synced so'],
])('%s of an edit: %s, and %s after the next revision', async (action, now, later) => {
  const m = await booked();
  await edit(m, 'mine');
  expect(await health(m)).toBe('action_needed edited_in_ledger');
  expect(await order(m, action)).toBe(202);
  expect(await health(m)).toBe(now);
  await m.say(costing('150.00'), 2);
  await m.settle();
  expect(await health(m)).toBe(later);
  expect(m.books()).toContain(
    `invoice F-1 ${action === 'unlink' ? '120.00 open 120.00' : '150.00 open 150.00'}`,
  );
});

test('what is kept against a newer revision is not written over by any later look', async () => {
  const m = await booked();
  await edit(m, 'mine');
  await m.say(costing('150.00'), 2);
  await m.settle();
  expect(await health(m)).toBe('failed edited_in_ledger');
  expect(await order(m, 'keep')).toBe(202);
  await m.say(costing('150.00'), 2);
  await m.quarters(4);
  expect(await health(m)).toBe('synced');
  expect(m.books()).toContain('invoice F-1 120.00 open 120.00');
});

test.each([
  ['keep', 'not_synced so', 0],
  ['restore', 'synced', 1],
])('%s of a deleted document: %s', async (action, state, documents) => {
  const m = await booked();
  m.act({ act: 'delete', entity: 'Invoice', id: await documentId(m) });
  await m.quarters(1);
  expect(await order(m, action)).toBe(202);
  expect(await health(m)).toBe(state);
  expect(m.books().filter((line) => line.startsWith('invoice'))).toHaveLength(documents);
});
