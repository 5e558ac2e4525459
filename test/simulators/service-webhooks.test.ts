// Webhooks of the simulator: what they look like, when they are sent, and what happens when nobody takes them.
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { QuickBooksSettings } from '../../simulators/quickbooks/quickbooks.ts';
import { signature } from '../../simulators/quickbooks/service/webhook-body.ts';
import type { DeliveryOutcome, WebhookPost } from '../../simulators/quickbooks/service/webhooks.ts';
import {
  bench,
  createCustomer,
  grant,
  hour,
  minute,
  otherRealm,
  realm,
  second,
  start,
} from './service-setup.ts';
import type { Bench } from './service-setup.ts';

const url = 'https://app.example/hooks';
const eventsSchema = z.array(
  z.object({
    id: z.string(),
    type: z.string(),
    time: z.string(),
    intuitentityid: z.string(),
    intuitaccountid: z.string(),
    data: z.record(z.string(), z.string()),
  }),
);
const eventsOf = (post: WebhookPost | undefined) => eventsSchema.parse(JSON.parse(post?.body ?? '[]'));

const hooked = (webhooks: QuickBooksSettings['webhooks'] = {}, seed?: number): Bench & { token: string } => {
  const at = bench({ webhooks: { url, ...webhooks } }, seed);
  const token = grant(at).access_token;
  return { ...at, token };
};
const write = (at: Bench & { token: string }, name: string) => {
  expect(createCustomer(at, at.token, name).status).toBe(200);
};
const deliver = (at: Bench, outcome: DeliveryOutcome): readonly WebhookPost[] => {
  const posts = at.simulator.dueDeliveries();
  for (const { id } of posts) at.simulator.delivered(id, outcome);
  return posts;
};
/** Takes every POST as it comes due, for at most so long; gives the events in the order of arrival. */
const drain = (at: Bench, forMs: number) => {
  const end = at.now() + forMs;
  const arrived = deliver(at, { status: 200 }).flatMap((post) => eventsOf(post));
  for (
    let next = at.simulator.nextDeliveryAt();
    next !== null && next <= end;
    next = at.simulator.nextDeliveryAt()
  ) {
    at.advance(Math.max(0, next - at.now()));
    arrived.push(...deliver(at, { status: 200 }).flatMap((post) => eventsOf(post)));
  }
  return arrived;
};

describe('the form of a webhook', () => {
  it('signs the raw bytes of the body', () => {
    // The values are those of Intuit's own .NET test project, so they were not computed by the code under test.
    const entities =
      '{"name":"Vendor","id":"40","operation":"Update","lastUpdated":"2016-10-05T03:09:04.000Z"},' +
      '{"name":"Customer","id":"43","operation":"Create","lastUpdated":"2016-10-05T03:07:04.000Z"}';
    const body = `{"eventNotifications":[{"realmId":"1269959970","dataChangeEvent":{"entities":[${entities}]}}]}`;
    expect(signature(body, '00faeec4-08d0-4996-bb37-698ae19f0149')).toBe(
      '6q+xGyMirJupwKTh2/WBl2NcdxzxqdIbk3sneKTxLWM=',
    );
  });

  it('sends CloudEvents with the documented headers', () => {
    const at = hooked({ verifierToken: 'a secret' });
    write(at, 'Ada');
    const [post] = at.simulator.dueDeliveries();
    expect(post).toMatchObject({ url, timeoutMs: 3000 });
    expect(post?.headers).toMatchObject({
      'content-type': 'application/cloudevents+json',
      'intuit-signature': createHmac('sha256', 'a secret')
        .update(post?.body ?? '')
        .digest('base64'),
      'intuit-created-time': new Date(start).toISOString(),
      'intuit-notification-schema-version': '0.1',
      'user-agent': 'intuit_notification_server/0.1',
    });
    const [event] = eventsOf(post);
    expect(event?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(event?.time).toBe('2026-11-02T09:00:00.000000000Z');
    expect(event).toMatchObject({ type: 'qbo.customer.created.v1', intuitaccountid: realm, data: {} });
  });

  it('sends the legacy form when told so', () => {
    const at = hooked({ format: 'legacy' });
    write(at, 'Ada');
    const [post] = at.simulator.dueDeliveries();
    expect(post?.headers['content-type']).toBe('application/json');
    expect(post?.body).toMatch(
      /^\{"eventNotifications":\[\{"realmId":"\d+","dataChangeEvent":\{"entities":\[\{.*\}\]\}\}\]\}$/,
    );
    expect(post?.body).toMatch(
      /\{"name":"Customer","id":"\d+","operation":"Create","lastUpdated":"2026-11-02T09:00:00\.000Z"\}/,
    );
  });

  it('bundles companies and at most as many events as the switch says', () => {
    const at = hooked({ maxEventsPerPost: 2, delayMs: [second, second] });
    grant(at, otherRealm);
    for (const [realmId, name] of [
      [realm, 'A'],
      [otherRealm, 'B'],
      [realm, 'C'],
    ]) {
      const act = { act: 'create', entity: 'Customer', object: { DisplayName: name } };
      expect(at.ask('POST', `/_sim/companies/${realmId}/acts`, { body: act }).status).toBe(200);
    }
    at.advance(second);
    const bundles = [
      deliver(at, { status: 200 }),
      deliver(at, { status: 200 }),
      deliver(at, { status: 200 }),
    ];
    expect(bundles.map(([post]) => eventsOf(post).map((event) => event.intuitaccountid))).toEqual([
      [realm, otherRealm],
      [realm],
      [],
    ]);
  });
});

describe('who is told', () => {
  it.each([
    ['nobody subscribed', { url: null }, false],
    ['the event got lost', { drop: 1 }, false],
    ['the company removed the app', {}, true],
  ])('nobody, if %s', (_case, webhooks, disconnect) => {
    const at = hooked(webhooks);
    if (disconnect) at.ask('POST', `/_sim/companies/${realm}/acts`, { body: { act: 'disconnect' } });
    const act = { act: 'create', entity: 'Customer', object: { DisplayName: 'Ada' } };
    expect(at.ask('POST', `/_sim/companies/${realm}/acts`, { body: act }).status).toBe(200);
    expect(at.simulator.dueDeliveries()).toEqual([]);
    expect(at.simulator.nextDeliveryAt()).toBeNull();
  });
});

describe('delivery', () => {
  it('tries again at once, then ever more slowly, for ever, with the same bytes', () => {
    const at = hooked();
    write(at, 'Ada');
    const waits: number[] = [];
    const bodies = new Set<string>();
    for (let attempt = 0; attempt < 12; attempt += 1) {
      const before = at.now();
      at.advance((at.simulator.nextDeliveryAt() ?? NaN) - before);
      waits.push(at.now() - before);
      for (const { body } of deliver(at, { status: 500 })) bodies.add(body);
    }
    const ladder = [0, 10 * second, 20 * second, 30 * second, 5 * minute, 20 * minute, 2 * hour, 4 * hour];
    expect(waits).toEqual([0, ...ladder, 6 * hour, 6 * hour, 6 * hour]);
    expect(bodies.size).toBe(1);
  });

  it.each<[string, DeliveryOutcome, boolean]>([
    ['200', { status: 200 }, true],
    ['204 in time', { status: 204, elapsedMs: 3000 }, true],
    ['200 too late', { status: 200, elapsedMs: 3001 }, false],
    ['a redirect', { status: 302 }, false],
    ['400', { status: 400 }, false],
    ['no connection', { error: 'ECONNREFUSED' }, false],
  ])('%s counts as acknowledged or not', (_case, outcome, acknowledged) => {
    const at = hooked();
    write(at, 'Ada');
    expect(deliver(at, outcome)).toHaveLength(1);
    expect(deliver(at, { status: 200 })).toHaveLength(acknowledged ? 0 : 1);
  });

  it('holds back everything behind a delivery that is not acknowledged', () => {
    const at = hooked();
    write(at, 'First');
    const [stuck] = deliver(at, { status: 503 });
    write(at, 'Second');
    const [again] = deliver(at, { status: 503 });
    expect(again?.id).toBe(stuck?.id);
    at.advance(9 * second);
    expect(at.simulator.dueDeliveries()).toEqual([]);
    at.advance(second);
    expect(deliver(at, { status: 200 })[0]?.body).toBe(stuck?.body);
    const [next] = deliver(at, { status: 200 });
    expect(next?.id).not.toBe(stuck?.id);
    expect(eventsOf(next)).toHaveLength(1);
  });

  it('sends nothing more while an answer is awaited', () => {
    const at = hooked();
    write(at, 'First');
    const [post] = at.simulator.dueDeliveries();
    write(at, 'Second');
    expect(at.simulator.dueDeliveries()).toEqual([]);
    expect(at.simulator.nextDeliveryAt()).toBeNull();
    expect(at.simulator.inFlight()).toEqual([post?.id]);
    at.simulator.delivered(post?.id ?? '', { status: 200 });
    expect(at.simulator.dueDeliveries()).toHaveLength(1);
  });

  it('lets later ones pass when head-of-line blocking is switched off', () => {
    const at = hooked({ headOfLine: false });
    write(at, 'First');
    deliver(at, { status: 503 });
    write(at, 'Second');
    expect(at.simulator.dueDeliveries()).toHaveLength(2);
  });

  it('waits as long as the switch says', () => {
    const at = hooked({ delayMs: [minute, 2 * minute] });
    write(at, 'Ada');
    const due = at.simulator.nextDeliveryAt() ?? 0;
    expect(due).toBeGreaterThanOrEqual(start + minute);
    expect(due).toBeLessThanOrEqual(start + 2 * minute);
    expect(at.simulator.dueDeliveries()).toEqual([]);
    at.advance(due - at.now());
    expect(at.simulator.dueDeliveries()).toHaveLength(1);
  });

  it('sends doubles with the same id, in a POST of their own', () => {
    const at = hooked({ duplicate: 1 });
    write(at, 'Ada');
    const arrived = drain(at, hour);
    expect(arrived).toHaveLength(2);
    expect(new Set(arrived.map(({ id }) => id)).size).toBe(1);
  });

  it.each([1, 2, 3])('mixes the order but loses nothing (seed %i)', (seed) => {
    const at = hooked({ reorder: 0.5, delayMs: [second, second] }, seed);
    for (let i = 0; i < 20; i += 1) {
      write(at, `Customer ${i}`);
      at.advance(second);
    }
    const ids = drain(at, hour).map(({ intuitentityid }) => Number(intuitentityid));
    const sorted = ids.toSorted((a, b) => a - b);
    expect(new Set(ids).size).toBe(20);
    expect(ids).not.toEqual(sorted);
  });

  it('loses about the share it was told to lose', () => {
    const at = hooked({ drop: 0.5 });
    for (let i = 0; i < 100; i += 1) {
      write(at, `Customer ${i}`);
      at.advance(second);
    }
    const arrived = drain(at, hour).length;
    expect(arrived).toBeGreaterThan(30);
    expect(arrived).toBeLessThan(70);
  });
});

describe('a restored simulator', () => {
  it('goes on with the same bytes on the same rung of the ladder', () => {
    const at = hooked();
    write(at, 'Ada');
    const [first] = deliver(at, { status: 500 });
    const [inFlight] = at.simulator.dueDeliveries();
    const other = bench();
    other.simulator.restore(at.simulator.dump());
    expect(other.simulator.inFlight()).toEqual([inFlight?.id]);
    other.simulator.delivered(inFlight?.id ?? '', { error: 'restarted' });
    expect(other.simulator.nextDeliveryAt()).toBe(start + 10 * second);
    other.advance(10 * second);
    expect(other.simulator.dueDeliveries()[0]?.body).toBe(first?.body);
  });
});
