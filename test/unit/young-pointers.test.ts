// Stories of documents' ways back: a lone record pays no write for its own, and is found by its document all the same.
import { describe, expect, test } from 'vitest';
import { type DocumentId, NONE_YOUNG } from '../../shared/core/pointers.ts';
import { carries, grown, YOUNG_POINTERS_MAX } from '../../shared/core/young.ts';
import { entry, invoiceKey } from '../contract/support/examples.ts';
import { LANE } from '../simulation/world.ts';
import { FOLIO, folio, GUEST, PAID } from '../support/matrix/records.ts';
import { createMatrix, type Matrix, saidAll } from '../support/matrix/matrix.ts';

/** Books one record in a delivery of its own; answers the writes to our own tables that it took. */
async function alone(m: Matrix, record: typeof FOLIO | typeof PAID): Promise<readonly string[]> {
  await m.say(record, 1);
  const { calls } = await m.deliver();
  return calls.filter((name) => ['links.save', 'links.point', 'writes.append'].includes(name));
}

async function withGuest(): Promise<Matrix> {
  const m = await createMatrix();
  await saidAll(m, GUEST);
  await m.settle();
  return m;
}

const documentOf = async (m: Matrix, n: number): Promise<DocumentId> => {
  const { document } = await m.link('invoice', `f${n}`);
  return { type: 'invoice', id: document?.id ?? expect.unreachable(`f${n} is not booked`) };
};
const notice = async (m: Matrix, n: number, secondsLater: number): Promise<void> => {
  const { document } = await m.link('invoice', `f${n}`);
  const changedAt = (document?.updatedAt ?? 0) + secondsLater * 1_000;
  await m.look({ at: 'document', document: await documentOf(m, n), changedAt });
  await m.settle();
};

test('a lone record is announced and settled, and nothing else is written for it', async () => {
  const m = await withGuest();
  expect(await alone(m, FOLIO)).toEqual(['writes.append', 'links.save']);
  expect(await alone(m, PAID)).toEqual(['writes.append', 'links.save']);
});

test('the store hears of a dozen at once', async () => {
  const m = await withGuest();
  const all: string[] = [];
  for (let n = 1; n <= 40; n += 1) all.push(...(await alone(m, folio(n))));
  expect(all.filter((name) => name === 'links.point')).toHaveLength(3);
  const documents = await Promise.all(Array.from({ length: 40 }, (_, at) => documentOf(m, at + 1)));
  const stored = await m.storage.links.pointersOf(LANE, documents);
  const head = await m.storage.writes.head(LANE);
  expect(stored.length + (head?.young?.pointers.length ?? 0) + 1).toBe(40);
});

test('echoes of lone writes cost no ledger call, the one of the newest entry as little as older ones', async () => {
  const m = await withGuest();
  for (const record of [folio(1), folio(2), PAID]) await alone(m, record);
  const calls = m.calls.length;
  for (const n of [1, 2]) await notice(m, n, 1);
  expect(m.calls.length).toBe(calls);
});

test.each([0, 1, 11, 12, 13, 30])(
  'an edit is seen by its webhook after %i more lone records',
  async (more) => {
    const m = await withGuest();
    for (let n = 1; n <= more + 1; n += 1) await alone(m, folio(n));
    m.advance(10_000);
    const { id } = await documentOf(m, 1);
    m.act({ act: 'edit', entity: 'Invoice', id, fields: { TxnDate: '2026-11-15' } });
    await notice(m, 1, 10);
    expect(await m.health('invoice', 'f1')).toBe('action_needed edited_in_ledger');
  },
);

test('an edit is seen by the sweep, too', async () => {
  const m = await withGuest();
  for (const n of [1, 2]) await alone(m, folio(n));
  m.act({
    act: 'edit',
    entity: 'Invoice',
    id: (await documentOf(m, 2)).id,
    fields: { TxnDate: '2026-11-15' },
  });
  await m.quarters(1);
  expect(await m.health('invoice', 'f2')).toBe('action_needed edited_in_ledger');
});

describe('what stays young', () => {
  const key = (n: number) => invoiceKey('con_1', `F-${n}`);
  const pointers = (count: number) =>
    Array.from({ length: count }, (_, n) => ({
      type: 'invoice' as const,
      id: String(n),
      key: key(n),
      touchedAt: n,
    }));

  test.each([
    ['a lone create', 1, 0, true],
    ['a lone create behind eleven', 1, YOUNG_POINTERS_MAX - 1, true],
    ['a lone create behind twelve', 1, YOUNG_POINTERS_MAX, false],
    ['a handful', 5, 7, true],
    ['a batch', 30, 0, false],
  ])('%s', (_what, made, before, expected) => {
    const keys = Array.from({ length: made }, (_, n) => key(n));
    const young = { pointers: pointers(before), touches: [] };
    expect(carries(entry(1, keys, { young }))).toBe(expected);
  });

  test('a document once, at its latest time; an old touch not at all', () => {
    const minute = 60_000;
    const touch = (id: string, at: number) => ({ type: 'invoice' as const, id, at });
    const one = grown(NONE_YOUNG, pointers(2), [touch('7', 0), touch('8', 10 * minute)], 10 * minute);
    const two = grown(
      one,
      pointers(1).map((one) => ({ ...one, touchedAt: 99 })),
      [touch('8', 20 * minute)],
      20 * minute,
    );
    expect(two.pointers.map(({ id, touchedAt }) => [id, touchedAt])).toEqual([
      ['0', 99],
      ['1', 1],
    ]);
    expect(two.touches).toEqual([touch('8', 20 * minute)]);
  });
});
