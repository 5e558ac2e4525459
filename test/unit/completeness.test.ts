// The proof that nothing is lost, told as days: everything adds up, one is missing, one is too many, and time runs out.
import { beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { API_ROUTES } from '../../functions/api/routes.ts';
import { serve } from '../../functions/http/serve.ts';
import { checkCompleteness } from '../../functions/scheduler/check-completeness.ts';
import { WEBHOOK_ROUTES } from '../../functions/webhooks/routes.ts';
import { CLOCK_PMS } from '../../shared/core/presets/clock-pms.ts';
import type { TallyByKind } from '../../shared/core/completeness.ts';
import type { HealthState } from '../../shared/core/links.ts';
import type { RecordKind } from '../../shared/core/records.ts';
import type { Host } from '../../shared/host/host.ts';
import { addTenant, bodyOf, createTestHost, NOW, requestWith, type TestHost } from '../support/http-host.ts';
import { customerEvent, invoiceEvent } from '../support/product-events.ts';

const LANE = 'quickbooks:company-hotel';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let outside: TestHost;
let key = '';
beforeEach(async () => {
  outside = createTestHost();
  ({ key } = await addTenant(outside.host, 'hotel'));
});

const path = { connection: 'hotel' };
const receive = async (events: readonly unknown[], at = NOW): Promise<void> => {
  outside.setNow(at);
  const route = 'POST /v1/connections/{connection}/events';
  const answer = await serve(WEBHOOK_ROUTES, outside.host, requestWith(route, { key, path, body: events }));
  expect(answer.status).toBe(202);
};
const bill = (id: string, total: string, currency = 'EUR') =>
  invoiceEvent({ id, number: id, total, currency }, `e-${id}`);
const become = async (kind: RecordKind, id: string, state: HealthState): Promise<void> => {
  const [link] = await outside.host.links.read([{ connection: 'hotel', kind, id }]);
  if (link !== undefined) await outside.host.links.save(LANE, { ...link, health: { state, since: NOW } });
};
const ask = (query: Record<string, string> = {}, host: Host = outside.host) =>
  serve(API_ROUTES, host, requestWith('GET /v1/connections/{connection}/completeness', { key, path, query }));

const TALLY = z.object({ count: z.number(), money: z.record(z.string(), z.string()) });
const ANSWER = z.object({
  timeZone: z.string(),
  complete: z.boolean(),
  cursor: z.string().optional(),
  adds_up: z.boolean().optional(),
  days: z.array(
    z.object({
      day: z.string(),
      kinds: z.array(
        z.object({
          kind: z.string(),
          received: TALLY,
          states: z.record(z.string(), TALLY),
          lost: z.number().optional(),
          uncounted: z.number().optional(),
          adds_up: z.boolean().optional(),
        }),
      ),
    }),
  ),
});
const answered = async (query?: Record<string, string>, host?: Host) =>
  ANSWER.parse(bodyOf(await ask(query, host)));
const inWords = ({ count, money }: z.infer<typeof TALLY>): string =>
  [count, ...Object.entries(money).flat()].join(' ');
/** `2026-11-21 invoice: received 2 EUR 200.00; synced 1 EUR 120.00, failed 1 EUR 80.00`, one text for each kind. */
const told = async (query?: Record<string, string>): Promise<readonly string[]> => {
  const { days } = await answered(query);
  return days.flatMap(({ day, kinds }) =>
    kinds.map(({ kind, received, states }) => {
      const found = Object.entries(states).filter(([, { count }]) => count > 0);
      const parts = found.map(([state, tally]) => `${state} ${inWords(tally)}`);
      return `${day} ${kind}: received ${inWords(received)}; ${parts.join(', ')}`;
    }),
  );
};
/** Counts what never got into the table. */
const lose = (count: number, minor: bigint, at = NOW) => {
  const byKind: TallyByKind = new Map([['invoice', { count, money: new Map([['EUR', minor]]) }]]);
  return outside.host.connections.countReceived([{ id: 'lost', connection: 'hotel', at, byKind }]);
};

describe('today', () => {
  test('everything received is in exactly one state, by count and by money', async () => {
    await receive([customerEvent(), bill('F-1', '120.00'), bill('F-2', '80.00'), bill('F-3', '5.00', 'USD')]);
    await become('invoice', 'F-1', 'synced');
    await become('invoice', 'F-2', 'failed');
    expect(await told()).toEqual([
      '2026-11-21 customer: received 1; pending 1',
      '2026-11-21 invoice: received 3 EUR 200.00 USD 5.00; pending 1 USD 5.00, synced 1 EUR 120.00, failed 1 EUR 80.00',
    ]);
    expect(await answered()).toMatchObject({ complete: true, adds_up: true, timeZone: 'UTC' });
  });

  test('a record counts for the day on which it came first, with what it was worth then', async () => {
    await receive([bill('F-1', '120.00')], NOW - 2 * DAY);
    const changed = invoiceEvent({ id: 'F-1', number: 'F-1', revision: 2, total: '150.00' }, 'e2');
    await receive([changed], NOW);
    expect(await told({ from: '2026-11-19', to: '2026-11-21' })).toEqual([
      '2026-11-19 invoice: received 1 EUR 120.00; pending 1 EUR 120.00',
    ]);
    expect(await answered({ day: '2026-11-21' })).toMatchObject({ adds_up: true, days: [{ kinds: [] }] });
  });

  test('a record that others only refer to was not received', async () => {
    await outside.host.links.markAwaited({ connection: 'hotel', kind: 'customer', id: 'nobody' }, LANE);
    expect(await told()).toEqual([]);
  });
});

describe('what does not add up', () => {
  test.each<[string, number, bigint, object]>([
    ['one that is not there', 1, 100n, { adds_up: false, lost: 1, uncounted: 0 }],
    ['as many, but other money', 0, 100n, { adds_up: false, lost: 0, uncounted: 0 }],
    ['one more than was counted', -1, 0n, { adds_up: true, lost: 0, uncounted: 1 }],
  ])('%s', async (_, count, minor, expected) => {
    await receive([bill('F-1', '120.00')]);
    await lose(count, minor);
    const { adds_up, days } = await answered();
    expect(days).toMatchObject([{ kinds: [expected] }]);
    expect(expected).toMatchObject({ adds_up });
  });
});

describe('days', () => {
  test.each([
    ['Europe/Amsterdam', '2026-10-25', 25], // the clock goes back
    ['Europe/Amsterdam', '2026-03-29', 23],
    ['Asia/Kathmandu', '2026-11-21', 24], // 5:45 from UTC
  ])('in %s, %s has %i hours', async (timeZone, day, hours) => {
    await outside.host.connections.savePolicy('hotel', { version: 1, policy: { ...CLOCK_PMS, timeZone } });
    const from = Date.parse(`${day}T00:00:00Z`) - DAY;
    for (let quarter = 0; quarter < 3 * 96; quarter += 1)
      await receive([customerEvent({ id: `c${quarter}` }, `e${quarter}`)], from + quarter * (HOUR / 4));
    expect(await told({ day })).toEqual([`${day} customer: received ${hours * 4}; pending ${hours * 4}`]);
    expect(await answered({ day })).toMatchObject({ adds_up: true, timeZone });
  });

  test.each<[Record<string, string>, string]>([
    [{ day: 'today' }, 'day'],
    [{ day: '2026-02-30' }, 'day'],
    [{ day: '2026-11-21', from: '2026-11-20' }, 'day'],
    [{ from: '2026-11-21', to: '2026-11-20' }, 'to'],
    [{ from: '2026-10-01', to: '2026-11-01' }, 'to'],
    [{ kind: 'invoice' }, 'kind'],
    [{ cursor: 'AAAA' }, 'cursor'],
  ])('%j: 400', async (query, pointer) => {
    expect(bodyOf(await ask(query))).toMatchObject({ code: 'bad_query', errors: [{ pointer }] });
  });

  test('a month at once', async () => {
    expect((await answered({ from: '2026-10-01', to: '2026-10-31' })).days).toHaveLength(31);
  });
});

test('when the time is up the parts can be added up, and none of them claims to be the whole', async () => {
  await receive(['1', '2', '3'].map((id) => bill(`F-${id}`, '10.00')));
  let now = NOW;
  const { host } = outside;
  const slow: Host = {
    ...host,
    clock: { ...host.clock, now: () => now },
    links: {
      ...host.links,
      arrivals: (query) => {
        now += 20_000;
        return host.links.arrivals({ ...query, rows: 2 });
      },
    },
  };
  const first = await answered({}, slow);
  expect(first).toMatchObject({ complete: false, days: [{ kinds: [{ received: { count: 3 } }] }] });
  const second = await answered({ cursor: first.cursor ?? '' }, slow);
  expect(second.complete).toBe(true);
  expect(JSON.stringify([first, second])).not.toMatch(/adds_up|lost/);
  const found = [first, second].map(({ days }) => days[0]?.kinds[0]?.states['pending']?.count);
  expect(found).toEqual([2, 1]);
});

describe('every evening', () => {
  const check = (deadline = Infinity, host: Host = outside.host) => checkCompleteness(host, deadline);
  const counts: [string, number][] = [];
  const counting = (): Host => ({
    ...outside.host,
    metrics: { count: (name, value) => void counts.push([name, value]) },
  });
  beforeEach(() => void counts.splice(0));

  test('yesterday of every connected company is checked, and all is quiet where it adds up', async () => {
    await addTenant(outside.host, 'inn');
    await receive([bill('F-1', '120.00')], NOW - DAY);
    await lose(1, 100n, NOW); // today is not over
    outside.setNow(NOW);
    expect(await check(Infinity, counting())).toBe(2);
    expect(counts).toEqual([['completeness_unchecked', 0]]);
  });

  test('what is missing is counted for the alarm, and the log says where', async () => {
    await receive([bill('F-1', '120.00')], NOW - DAY);
    await lose(2, 100n, NOW - DAY);
    outside.setNow(NOW);
    await check(Infinity, counting());
    expect(counts).toContainEqual(['completeness_missing', 2]);
    const fields = { connection: 'hotel', day: '2026-11-20', kind: 'invoice', received: 3, lost: 2 };
    expect(outside.lines).toContainEqual({ event: 'completeness_missing', fields });
  });

  test('who could not be reached in time is said to be unchecked, and others come first on another day', async () => {
    for (const name of ['a', 'b', 'c']) await addTenant(outside.host, name);
    outside.setNow(NOW);
    expect(await check(NOW, counting())).toBe(0);
    expect(counts).toEqual([['completeness_unchecked', 4]]);
  });
});
