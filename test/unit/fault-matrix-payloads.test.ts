// Fault matrix, rows 22 and 23: poisoned and huge payloads. What is good among them is booked, nothing is cut.
import { describe, expect, test } from 'vitest';
import { bodyOf } from '../support/http-host.ts';
import { createMatrix, worldWith } from '../support/matrix/matrix.ts';
import { folioEvent, guestEvent, post, rowsOf } from '../support/matrix/product.ts';
import { GUEST } from '../support/matrix/records.ts';
import { CONNECTION } from '../simulation/world.ts';

const GUEST_BOOKED = 'customer Ada Lovelace';

describe('row 22: poisoned payloads', () => {
  const good = (n: number) => guestEvent({ id: `c${n}`, name: `Good ${n}` }, `evt_${n}`);
  const data = (change: object) => guestEvent({ id: 'bad', ...change }, 'evt_bad');
  const invoice = (change: object) => folioEvent({ id: 'bad', ...change }, 'evt_bad');

  test.each<[string, unknown]>([
    ['a missing field', data({ name: undefined })],
    ['a number where a text belongs', data({ name: 5 })],
    ['an unknown field', data({ surprise: true })],
    ['an unknown currency', invoice({ currency: 'XYZ' })],
    ['not a number', invoice({ total: 'NaN' })],
    ['infinity', invoice({ total: '1e999' })],
    ['10^18 and more', invoice({ total: '1000000000000000000000.00' })],
    ['a day that is none', invoice({ date: '2026-02-30' })],
    ['NUL in a text', data({ name: 'Ada\u0000' })],
    ['half a character', data({ name: 'Ada\ud800' })],
    ['a revision below one', data({ revision: 0 })],
    ['no event at all', 42],
    ['null', null],
  ])('row 22: %s: refused with its place, the other nine are booked', async (_name, bad) => {
    const m = await createMatrix();
    const nine = Array.from({ length: 9 }, (_, n) => good(n));
    const answer = await post(m, [...nine.slice(0, 4), bad, ...nine.slice(4)]);
    expect(answer.status).toBe(202);
    const states = nine.map(() => ({ status: 'accepted' }));
    expect(bodyOf(answer)).toMatchObject({
      results: [...states.slice(0, 4), { status: 'invalid' }, ...states.slice(4)],
    });
    await m.settle();
    expect(m.books()).toEqual(nine.map((_, n) => `customer Good ${n}`));
  });

  test.each([
    ['emoji', 'Ada 👩‍🚀🇳🇱'],
    ['right to left', 'עדה לאבלייס'],
    ['four bytes', '𠮷野家'],
    ['signs of a template', '$& {name} %s'],
    ['quotes of a query', "O'Brien \\' OR 1=1"],
  ])('row 22: %s in a name is a name: booked as it is', async (_name, name) => {
    const m = await createMatrix();
    const answer = await post(m, [data({ name })]);
    expect(bodyOf(answer)).toMatchObject({ results: [{ status: 'accepted' }] });
    await m.settle();
    expect(m.books()).toEqual([`customer ${name}`]);
    await m.look({ at: 'record', key: { connection: CONNECTION, kind: 'customer', id: 'bad' } });
    expect(m.inspect().calls.writes).toBe(1);
  });

  test('row 22: negative zero is zero, and books as such', async () => {
    const m = await worldWith([GUEST]);
    const nothing = {
      number: 'F-1',
      customerId: GUEST.id,
      lines: [{ amount: '-0' }],
      taxTotal: '-0.00',
      total: '-0',
    };
    expect(bodyOf(await post(m, [invoice(nothing)]))).toMatchObject({ results: [{ status: 'accepted' }] });
    await m.settle();
    expect(m.books()).toEqual([GUEST_BOOKED, 'invoice F-1 0.00 open 0.00']);
  });

  test('row 22: bad JSON: refused whole, nothing stored, and the sender is told that sending again does not help', async () => {
    const m = await createMatrix();
    const answer = await post(m, Buffer.from(`[${JSON.stringify(guestEvent())}, {"a":]`));
    expect(bodyOf(answer)).toMatchObject({ status: 400, code: 'malformed', retryable: false });
    expect(await rowsOf(m)).toEqual([]);
  });
});

describe('row 23: huge payloads', () => {
  const lines = (count: number) => Array.from({ length: count }, () => ({ amount: '0.01' }));
  const total = (count: number): string => (count / 100).toFixed(2);
  const withLines = (count: number) => folioEvent({ lines: lines(count), total: total(count) });

  test('row 23: an invoice with as many lines as an event may have is booked with every one of them', async () => {
    const m = await worldWith([GUEST]);
    const answer = await post(m, [withLines(500)]);
    expect(bodyOf(answer)).toMatchObject({ results: [{ status: 'accepted' }] });
    await m.settle();
    expect(m.books()).toEqual([GUEST_BOOKED, 'invoice F-1 5.00 open 5.00']);
  });

  test.each([
    ['10,000 lines', () => [withLines(10_000)], 202],
    ['256 KiB and a byte in one event', () => [sized(256 * 1024 + 1)], 413],
    ['1 MiB in one event', () => [sized(1024 * 1024)], 413],
    ['a byte more than 4 MB', () => Buffer.alloc(4 * 1024 * 1024 + 1, ' '), 413],
    ['10 MB', () => Buffer.alloc(10 * 1024 * 1024, ' '), 413],
  ])('row 23: %s: refused, nothing stored and nothing cut', async (_name, body, status) => {
    const m = await createMatrix();
    const answer = await post(m, body());
    expect(answer.status).toBe(status);
    if (status === 202) expect(bodyOf(answer)).toMatchObject({ results: [{ status: 'invalid' }] });
    expect(await rowsOf(m)).toEqual([]);
    expect(m.queue).toEqual([]);
  });
});

/** An event of so many bytes. */
function sized(bytes: number): unknown {
  const room = bytes - Buffer.byteLength(JSON.stringify(guestEvent({ name: '' })));
  return guestEvent({ name: 'x'.repeat(room) });
}
