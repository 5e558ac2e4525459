// Calling a product: in order, at least once, with patience, and never for ever.
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { LADDER_MS, SWITCHED_OFF_AFTER_MS } from '../../functions/callbacks/back-off.ts';
import { callProduct } from '../../functions/callbacks/call-product.ts';
import { deliverCallbacks } from '../../functions/callbacks/deliver.ts';
import { verifyStandardWebhook } from '../../shared/connectors/product/signature.ts';
import type { CallAnswer, ProductCall } from '../../shared/host/host.ts';
import { createTestHost, NOW } from '../support/http-host.ts';
import { secretOf } from '../support/sign.ts';

const BODY = z.array(z.object({ sequence: z.string(), id: z.string(), data: z.unknown() }));
const sequences = ({ body }: ProductCall) => BODY.parse(JSON.parse(body)).map(({ sequence }) => sequence);
const SECOND = 1_000;
const DAY = 86_400_000;

async function shop(answers: CallAnswer[] = []) {
  const calls: ProductCall[] = [];
  let now = NOW;
  const test = createTestHost({
    callOut: {
      post: async (call) => {
        calls.push(call);
        return answers.shift() ?? { status: 204 };
      },
    },
  });
  const { host } = test;
  const move = (ms: number): void => test.setNow((now += ms));
  const secrets = [secretOf('new'), secretOf('old')];
  await host.callbacks.saveCallback('shop', { url: 'https://shop.example.com/x', secrets, createdAt: NOW });
  let told = 0;
  const tell = (count: number, text = '') =>
    host.feed.append(
      'shop',
      Array.from({ length: count }, () => {
        told += 1;
        return { id: `invoice#F-${told}:1`, type: 'invoice.paid' as const, data: { id: `F-${told}`, text } };
      }),
      now,
    );
  const call = () => callProduct(host, 'shop', now + 29_000);
  return { ...test, calls, answers, move, tell, call, now: () => now, secrets };
}

describe('a product that answers', () => {
  test('takes its changes in their order, a hundred at a time, and only once', async () => {
    const { host, tell, call, calls } = await shop();
    await tell(230);
    expect(await call()).toEqual({ type: 'taken' });
    expect(calls.map((each) => sequences(each).length)).toEqual([100, 100, 30]);
    expect(calls.flatMap(sequences)).toEqual(Array.from({ length: 230 }, (_, i) => String(i + 1)));
    expect(await host.callbacks.progress('shop')).toMatchObject({ delivered: 230, deliveredAt: NOW });
    await call();
    expect(calls).toHaveLength(3);
    await tell(1);
    await call();
    expect(calls.slice(3).flatMap(sequences)).toEqual(['231']);
  });

  test('can check every call by each of its two secrets', async () => {
    const { tell, call, calls, secrets } = await shop();
    await tell(1);
    await call();
    const [{ headers, body } = { headers: {}, body: '' }] = calls;
    const bytes = Buffer.from(body);
    for (const secret of secrets)
      expect(verifyStandardWebhook(headers, bytes, [secret], NOW)).toEqual({ signed: true, id: 'shop_1_1' });
    expect(verifyStandardWebhook(headers, bytes, [secretOf('other')], NOW)).toEqual({ signed: false });
    expect(verifyStandardWebhook(headers, Buffer.from(`${body} `), secrets, NOW)).toEqual({ signed: false });
  });

  test('is never sent more than 256 KiB at once, unless one change alone is larger', async () => {
    const { tell, call, calls } = await shop();
    await tell(5, 'x'.repeat(100_000));
    await tell(1, 'x'.repeat(300_000));
    await call();
    expect(calls.map(sequences)).toEqual([['1', '2'], ['3', '4'], ['5'], ['6']]);
  });

  test('that is slow is called on in a fresh message when the time of the function is over', async () => {
    const { host, tell, called, answers } = await shop();
    await tell(300);
    const post = host.callOut.post;
    let now = NOW;
    const slow = {
      ...host,
      clock: { ...host.clock, now: () => now },
      callOut: {
        ...host.callOut,
        post: async (call: ProductCall) => {
          now += 9_000;
          return await post(call);
        },
      },
    };
    answers.push({ status: 200 }, { status: 200 });
    expect(
      await deliverCallbacks(slow, [{ id: 'm', receiptHandle: 'r', connection: 'shop' }], NOW + 29_000),
    ).toEqual([]);
    expect([(await host.callbacks.progress('shop')).delivered, called]).toEqual([200, ['shop']]);
  });
});

describe('a product that does not answer', () => {
  test('is called again by the ladder, to the second, with the same changes under the same id', async () => {
    const { tell, call, calls, answers, move, now } = await shop();
    await tell(2);
    const waits: number[] = [];
    for (const _ of [...LADDER_MS, 'and', 'on']) {
      answers.push({ status: 500 });
      const called = await call();
      if (called.type !== 'later') throw new Error('it was taken');
      waits.push(called.at - now());
      // A moment before its time it is left in peace.
      move(called.at - now() - 1);
      expect(await call()).toEqual(called);
      move(1);
    }
    expect(waits.map((ms) => ms / SECOND)).toEqual([
      5, 30, 120, 600, 1800, 3600, 7200, 14_400, 28_800, 28_800, 28_800,
    ]);
    expect(new Set(calls.map(({ headers }) => headers['webhook-id']))).toEqual(new Set(['shop_1_2']));
    expect(await call()).toEqual({ type: 'taken' });
    expect(sequences(calls.at(-1) ?? { url: '', headers: {}, body: '[]', timeoutMs: 0 })).toEqual(['1', '2']);
  });

  test('keeps its message in the queue, hidden until then, and nobody else’s', async () => {
    const { host, tell, answers } = await shop([{ failed: 'timeout' }]);
    await tell(1);
    const deferred: (readonly [readonly string[], number])[] = [];
    const watched = {
      ...host,
      callbackQueue: {
        ...host.callbackQueue,
        defer: async (handles: readonly string[], ms: number) => void deferred.push([handles, ms]),
      },
    };
    const message = (id: string, connection: string) => ({ id, receiptHandle: `r-${id}`, connection });
    const messages = [message('1', 'shop'), message('2', 'shop'), message('3', 'nobody')];
    expect(await deliverCallbacks(watched, messages, NOW + 29_000)).toEqual(['1', '2']);
    expect(deferred).toEqual([[['r-1', 'r-2'], 5_000]]);
    expect(answers).toEqual([]);
    expect((await host.callbacks.progress('shop')).failing).toEqual({
      since: NOW,
      attempts: 1,
      nextAt: NOW + 5_000,
      what: 'timeout',
    });
  });

  test.each([
    ['a redirect', { status: 302 }, 'http_302'],
    ['an error', { status: 503 }, 'http_503'],
    ['an address that leads inside now', { failed: 'address_refused' }, 'address_refused'],
    ['no connection', { failed: 'unreachable' }, 'unreachable'],
  ] as const)('%s is a failure, and moves nothing', async (_, answer, what) => {
    const { host, tell, call } = await shop([answer]);
    await tell(1);
    await call();
    expect(await host.callbacks.progress('shop')).toMatchObject({ delivered: 0, failing: { what } });
  });

  test('says itself when to come again, within eight hours', async () => {
    const { tell, call } = await shop([
      { status: 429, retryAfterMs: 60 * SECOND },
      { status: 429, retryAfterMs: 9 * DAY },
    ]);
    await tell(1);
    expect(await call()).toEqual({ type: 'later', at: NOW + 60 * SECOND });
  });

  test('what it took before stays taken', async () => {
    const { host, tell, call, calls } = await shop([{ status: 204 }, { status: 500 }]);
    await tell(150);
    await call();
    expect(await host.callbacks.progress('shop')).toMatchObject({ delivered: 100, failing: { attempts: 1 } });
    expect(calls.map((each) => sequences(each).length)).toEqual([100, 50]);
  });

  test('is switched off after five days, with an alarm; the feed still has everything', async () => {
    const { host, tell, call, calls, answers, move, lines, now } = await shop();
    await tell(3);
    const begun = now();
    for (let called = await failing(); called.type === 'later'; called = await failing())
      move(called.at - now());
    async function failing() {
      answers.push({ failed: 'unreachable' });
      return await call();
    }
    expect(now() - begun).toBeGreaterThanOrEqual(SWITCHED_OFF_AFTER_MS);
    expect(now() - begun).toBeLessThan(SWITCHED_OFF_AFTER_MS + DAY / 3 + 1);
    expect((await host.callbacks.progress('shop')).off).toEqual({ since: now(), why: 'failing' });
    expect(lines.map(({ event }) => event)).toContain('callback_switched_off');
    const made = calls.length;
    await tell(1);
    move(DAY);
    expect(await call()).toEqual({ type: 'taken' });
    expect(calls).toHaveLength(made);
    expect(await host.feed.read('shop', 0, 10)).toMatchObject({ type: 'page', head: 4 });
  });

  test('that says 410 is switched off at once', async () => {
    const { host, tell, call } = await shop([{ status: 410 }]);
    await tell(1);
    expect(await call()).toEqual({ type: 'taken' });
    expect((await host.callbacks.progress('shop')).off?.why).toBe('gone');
  });

  test('and comes back after 90 days gets what is left, and the gap is told', async () => {
    const { host, tell, call, calls, move, lines } = await shop();
    await tell(2);
    move(60 * DAY);
    await tell(2);
    move(40 * DAY);
    await call();
    expect(calls.flatMap(sequences)).toEqual(['3', '4']);
    expect(lines.map(({ event }) => event)).toContain('changes_expired_undelivered');
    expect((await host.callbacks.progress('shop')).delivered).toBe(4);
  });
});

test('a product without a callback is not called', async () => {
  const { host, tell, calls } = await shop();
  await tell(1);
  await host.callbacks.removeCallback('shop');
  expect(await callProduct(host, 'shop', NOW + 29_000)).toEqual({ type: 'taken' });
  expect(calls).toEqual([]);
});
