// Events sent with ?mode=plan: the decision, its rule, the very request, and nothing done.
import { describe, expect, test } from 'vitest';
import { at, listAt, textAt } from '../simulation/json.ts';
import { CONNECTION } from '../simulation/world.ts';
import { bodyOf } from '../support/http-host.ts';
import { createMatrix, type Matrix } from '../support/matrix/matrix.ts';
import { folioEvent, guestEvent, post, postWith, rowsOf } from '../support/matrix/product.ts';
import { addTenant } from '../support/http-host.ts';
import { GUEST } from '../support/matrix/records.ts';
import { REALM } from '../simulation/world.ts';

async function plan(m: Matrix, body: unknown): Promise<readonly unknown[]> {
  const { key } = await addTenant(m.host, CONNECTION, REALM);
  const answer = await postWith(m, { key, body, query: { mode: 'plan' } });
  expect(answer.status).toBe(200);
  return listAt(bodyOf(answer), 'results');
}

/** A world in which the lists of the company were read and a guest is booked. */
async function known(): Promise<Matrix> {
  const m = await createMatrix();
  await m.say(GUEST, 1);
  await m.settle();
  return m;
}

test('the plan of an event is what then happens, digit by digit, and nothing is done for it', async () => {
  const m = await known();
  const before = [await rowsOf(m), m.calls.length, m.queue.length];
  const [planned] = await plan(m, [folioEvent()]);
  expect(planned).toMatchObject({
    status: 'accepted',
    record: { kind: 'invoice', id: 'f1', revision: 1 },
    plan: { decision: 'write', rule: 'create-or-update', write: { operation: 'create' } },
  });
  expect([await rowsOf(m), m.calls.length, m.queue.length]).toEqual(before);

  const sent: string[] = [];
  const real = m.network.fetcher;
  m.network.fetcher = async (asked) => (sent.push(`${asked.url} ${asked.body ?? ''}`), await real(asked));
  await post(m, folioEvent());
  await m.settle();
  const request = at(planned, 'plan', 'write', 'request');
  const path = textAt(request, 'path');
  expect(sent.some((one) => one.includes(path) && one.endsWith(textAt(request, 'body')))).toBe(true);
});

test('what an event refers to in the same request is taken as sent with it', async () => {
  const m = await known();
  const [, planned] = await plan(m, [
    guestEvent({ id: 'g2', name: 'Grace Hopper', email: 'grace@example.com' }, 'evt_1'),
    folioEvent({ customerId: 'g2' }, 'evt_2'),
  ]);
  expect(planned).toMatchObject({
    plan: { decision: 'wait', reason: 'customer', waitsFor: { kind: 'customer', id: 'g2' } },
  });
});

describe('an event that would change nothing says so', () => {
  test.each([
    ['stale', { revision: 1 }],
    ['conflict', { revision: 2, name: 'Somebody else' }],
    ['duplicate', { revision: 2, name: 'Ada King' }],
  ])('%s', async (status, change) => {
    const m = await createMatrix();
    await post(m, guestEvent({ revision: 2, name: 'Ada King' }));
    await m.settle();
    const [planned] = await plan(m, [guestEvent(change)]);
    expect(planned).toMatchObject({ status });
    expect(planned).not.toHaveProperty('plan');
  });
});

test('one that is not valid is told as always', async () => {
  const m = await known();
  const [planned] = await plan(m, [folioEvent({ date: '2026-02-30' })]);
  expect(planned).toMatchObject({ status: 'invalid', errors: [{ pointer: '/data/date' }] });
});
