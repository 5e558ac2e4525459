// Fault matrix, rows 24 to 31 and 35: clocks, our own stores and queues, workers beside each other, outages of hours.
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deliver } from '../../functions/sync/deliver.ts';
import type { Intent } from '../../shared/core/writes.ts';
import type { Host } from '../../shared/host/host.ts';
import { number, text } from '../../shared/storage/attributes.ts';
import { bodyOf, linkKey, linkOf } from '../../shared/storage/link-row.ts';
import { emptyLink } from '../../shared/storage/link-rules.ts';
import { pack } from '../../shared/storage/packed.ts';
import { unreachable } from '../support/matrix/accidents.ts';
import { createMatrix, DELIVERY_MS, type Matrix, saidAll, worldWith } from '../support/matrix/matrix.ts';
import { type Mishap, outage, unlucky } from '../support/matrix/mortal.ts';
import { callApi } from '../support/matrix/operator.ts';
import { EVENTS, postWith } from '../support/matrix/product.ts';
import { reconnect } from '../support/matrix/reconnect.ts';
import { costing, FOLIO, folio, GUEST, PAID } from '../support/matrix/records.ts';
import { createTurns, switching } from '../support/matrix/turns.ts';
import { secretOf, signatureHeaders } from '../support/sign.ts';
import { CONNECTION, LANE } from '../simulation/world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const GUEST_BOOKED = 'customer Ada Lovelace';
const FOLIO_BOOKED = 'invoice F-1 120.00 open 120.00';

describe('row 24: the clock jumps', () => {
  /** The worker's clock is its own from here on: so many milliseconds off. */
  const off = (m: Matrix, ms: number): Host => ({
    ...m.host,
    clock: { ...m.host.clock, now: () => m.now() + ms },
  });

  test.each([
    ['an hour ahead', HOUR],
    ['a year ahead', 365 * 24 * HOUR],
    ['not at all', 0],
    ['an hour back', -HOUR],
  ])('row 24: %s, between the announcement and the worker who finishes it', async (_name, ms) => {
    const m = await worldWith([GUEST]);
    await m.say(FOLIO, 1);
    const clean = await worldWith([GUEST]);
    await clean.say(FOLIO, 1);
    const { calls } = await clean.deliver();
    await m.deliver({ dies: { at: calls.indexOf('ledger.write') + 1, when: 'after' } });
    const start = m.now();
    await m.settle(off(m, ms));
    expect(m.books()).toEqual([GUEST_BOOKED, FOLIO_BOOKED]);
    expect(await m.health('invoice', FOLIO.id)).toBe('synced');
    expect(m.now() - start).toBeLessThanOrEqual(Math.max(0, -ms) + 10 * MINUTE);
  });

  test('row 24: frozen: the same millisecond for all that happens', async () => {
    const m = await createMatrix();
    const frozen = m.now();
    const host: Host = { ...m.host, clock: { now: () => frozen, wait: async () => undefined } };
    await saidAll(m, GUEST, FOLIO, PAID);
    await m.settle(host);
    expect(m.books()).toEqual([
      GUEST_BOOKED,
      'invoice F-1 120.00 open 0.00',
      'payment R-1 120.00 pays 120.00',
    ]);
  });

  test('row 24: signatures are judged by our own clock, five minutes to either side', async () => {
    const m = await createMatrix();
    await m.storage.connections.saveSigningSecrets(CONNECTION, [secretOf('hotel')]);
    const body = JSON.stringify(EVENTS);
    const statuses: number[] = [];
    for (const minutes of [-60, -6, -4, 0, 4, 6, 60]) {
      const headers = signatureHeaders(secretOf('hotel'), body, m.now() + minutes * MINUTE);
      statuses.push((await postWith(m, { body, headers })).status);
    }
    expect(statuses).toEqual([401, 401, 202, 202, 202, 401, 401]);
  });

  test('row 24: summer time and leap seconds: days of documents are the product’s own, no clock moves them', async () => {
    const m = await worldWith([GUEST]);
    const days = ['2026-03-29', '2026-10-25', '2026-02-28', '2026-12-31'];
    await saidAll(m, ...days.map((date, n) => folio(n, { date })));
    await m.settle();
    for (const [n, date] of days.entries()) {
      const { document } = await m.link('invoice', `f${n}`);
      expect(m.inspect().objects['Invoice']?.find(({ Id }) => Id === document?.id)).toMatchObject({
        TxnDate: date,
      });
    }
  });
});

describe('row 25: our own tables fail', () => {
  const MISHAPS: readonly Mishap[] = ['fails', 'answer lost', 'asked twice'];

  test.each(MISHAPS)('row 25: any one call %s: delivered again, booked once', async (how) => {
    const clean = await createMatrix();
    await saidAll(clean, GUEST, FOLIO, PAID);
    const count = (await clean.deliver()).calls.filter((name) => !name.startsWith('ledger.')).length;
    expect(count).toBeGreaterThan(15);
    for (let at = 1; at <= count; at += 1) {
      const m = await createMatrix();
      await saidAll(m, GUEST, FOLIO, PAID);
      await m.deliver({ host: unlucky(m.host, at, how) });
      await m.settle();
      expect({ at, books: m.books() }).toEqual({ at, books: clean.books() });
      expect(m.inspect().calls.writes).toBe(3);
      expect(m.writesSince(0)).toBeLessThanOrEqual(4);
      for (const [kind, id] of [
        ['customer', 'g1'],
        ['invoice', 'f1'],
        ['payment', 'p1'],
      ] as const)
        expect([at, await m.health(kind, id)]).toEqual([at, 'synced']);
    }
  });

  test('row 25: an index that lags a second behind: who is not woken is found by the sweep', async () => {
    const m = await createMatrix();
    await m.say(FOLIO, 1);
    await m.settle();
    await m.say(GUEST, 1);
    await m.settle({ ...m.host, links: { ...m.host.links, waitersOf: async () => [] } });
    expect(await m.health('invoice', FOLIO.id)).toBe('waiting customer');
    await m.quarters(1);
    expect(await m.health('invoice', FOLIO.id)).toBe('synced');
  });

  test('row 25: an hour without any table: nothing is lost, no record is blamed', async () => {
    const m = await worldWith([GUEST]);
    await saidAll(m, FOLIO, PAID);
    const down: Host = {
      ...m.host,
      links: { ...m.host.links, read: () => Promise.reject(outage('links.read')) },
    };
    for (let n = 0; n < 10; n += 1) await m.deliver({ host: down });
    expect(m.deadLetters.length).toBeGreaterThan(0);
    m.redrive();
    await m.settle();
    expect(m.books()).toEqual([
      GUEST_BOOKED,
      'invoice F-1 120.00 open 0.00',
      'payment R-1 120.00 pays 120.00',
    ]);
  });

  test('row 25: nothing on the way of a record is a transaction, so none of it can be cancelled', () => {
    const folder = new URL('../../shared/storage/', import.meta.url);
    const ofRecords = readdirSync(folder).filter((name) => /link|writes|lanes|received|batch-get/.test(name));
    expect(ofRecords.length).toBeGreaterThan(8);
    const texts = ofRecords.map((name) => readFileSync(new URL(name, folder), 'utf8'));
    expect(texts.filter((source) => source.includes('TransactWrite'))).toEqual([]);
  });

  test('row 25: the largest event with the longest history stays far below the 400 KB of an item', () => {
    // An event is at most 256 KiB (row 23); random letters, so that packing hardly makes it smaller.
    const memo = randomBytes(96 * 1024).toString('hex');
    const long = 'x'.repeat(2_000);
    const attempt = { at: 1, operation: 'create', outcome: 'fault', detail: long } as const;
    const values = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`value${n}`, long]));
    const trace = { rule: long, decision: long, values, at: 1, policyVersion: 1 };
    const key = { connection: CONNECTION, kind: 'invoice', id: FOLIO.id } as const;
    const body = bodyOf({ ...emptyLink(key), attempts: [attempt, attempt, attempt], trace });
    const bytes = [pack({ ...FOLIO, memo }), pack(body)].map(({ B, S }) => B?.length ?? S?.length ?? 0);
    expect(bytes[0]).toBeGreaterThan(90_000);
    expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThan(300_000);
  });
});

/** A worker that stands still in its write to the ledger, before or after it arrived, until it thaws. */
function freezing(host: Host, when: 'before' | 'after'): { readonly host: Host; readonly thaw: () => void } {
  let thaw: () => void = () => undefined;
  const thawed = new Promise<void>((resolve) => (thaw = resolve));
  const ledger: Host['ledger'] = (name) => {
    const real = host.ledger(name);
    if (real === undefined) return undefined;
    const write: typeof real.write = async (...given) => {
      if (when === 'before') await thawed;
      const answer = await real.write(...given);
      if (when === 'after') await thawed;
      return answer;
    };
    return { ...real, write };
  };
  return { host: { ...host, ledger }, thaw: () => thaw() };
}

const turnOfEvents = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

describe('row 26: the queue hands a message to a second worker while the first still works', () => {
  test.each([
    ['before', 2 * MINUTE],
    ['after', 2 * MINUTE],
    ['before', 3 * HOUR],
    ['after', 3 * HOUR],
  ] as const)(
    'row 26: the first stood still %s its write, for %i ms: its last word is not taken',
    async (when, ms) => {
      const m = await worldWith([GUEST]);
      await m.say(FOLIO, 1);
      const [message] = m.queue;
      const slow = freezing(m.host, when);
      const first = m.deliver({ host: slow.host, beside: true });
      for (let n = 0; n < 50; n += 1) await turnOfEvents();
      m.advance(ms);
      m.queue.push({ ...(message ?? expect.unreachable('no message')) });
      await m.settle();
      await m.say(costing('150.00'), 2);
      await m.settle();
      const settled = await m.link('invoice', FOLIO.id);
      slow.thaw();
      await first;
      await m.settle();
      expect(await m.link('invoice', FOLIO.id)).toEqual(settled);
      expect(m.books()).toEqual([GUEST_BOOKED, 'invoice F-1 150.00 open 150.00']);
    },
  );

  test('row 26: received too often: a dead letter, and a redrive books it', async () => {
    const m = await worldWith([GUEST]);
    await m.say(FOLIO, 1);
    const down: Host = {
      ...m.host,
      writes: { ...m.host.writes, head: () => Promise.reject(outage('writes.head')) },
    };
    for (let n = 0; n < 6; n += 1) await m.deliver({ host: down });
    expect({ queue: m.queue.length, dead: m.deadLetters.length }).toEqual({ queue: 0, dead: 1 });
    expect(await m.health('invoice', FOLIO.id)).toBe('pending');
    m.redrive();
    await m.settle();
    expect(m.books()).toEqual([GUEST_BOOKED, FOLIO_BOOKED]);
  });
});

describe('row 27: two workers on the same record', () => {
  const race = async (choose: (waiting: readonly string[]) => string | undefined): Promise<Matrix> => {
    const m = await worldWith([GUEST]);
    await m.say(FOLIO, 1);
    const [message] = m.queue;
    const turns = createTurns();
    const first = m.deliver({ host: turns.join('first', m.host), beside: true });
    m.queue.push({ ...(message ?? expect.unreachable('no message')) });
    const second = m.deliver({ host: turns.join('second', m.host), beside: true });
    await turns.play(choose);
    await Promise.all([first, second]);
    return m;
  };
  const expectOneWriter = async (m: Matrix): Promise<void> => {
    // Before anything is delivered again: whoever lost has made no call after losing.
    expect(m.calls.filter(({ op }) => op === 'POST invoice')).toHaveLength(1);
    await m.settle();
    expect(m.books()).toEqual([GUEST_BOOKED, FOLIO_BOOKED]);
    expect(await m.health('invoice', FOLIO.id)).toBe('synced');
    expect(m.calls.filter(({ op }) => op === 'POST invoice')).toHaveLength(1);
  };

  test('row 27: every interleaving with two switches: one writer, the loser makes no call', async () => {
    for (let first = 0; first <= 14; first += 1)
      for (let second = 1; second <= 14; second += 1)
        await expectOneWriter(await race(switching(first, second)));
  });

  test('row 27: any interleaving', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }), async (plan) => {
        const rest = plan.values();
        await expectOneWriter(await race(() => (rest.next().value === true ? 'second' : 'first')));
      }),
      { numRuns: 100 },
    );
  });
});

describe('row 28: a process that was frozen between two deliveries', () => {
  test('row 28: nothing it knew is trusted: another worker refreshed the tokens and wrote meanwhile', async () => {
    const m = await worldWith([GUEST, FOLIO]);
    m.advance(2 * HOUR);
    await m.say(costing('150.00'), 2);
    await m.settle({ ...m.host, random: { ...m.host.random } });
    const tokens = m.calls.filter(({ op }) => op === 'POST token').length;
    expect(tokens).toBe(1);
    m.advance(10 * MINUTE);
    await m.say(costing('160.00'), 3);
    await m.settle();
    expect(m.calls.filter(({ op }) => op === 'POST token')).toHaveLength(tokens);
    expect(m.books()).toEqual([GUEST_BOOKED, 'invoice F-1 160.00 open 160.00']);
  });

  test('row 28: a slow ledger: no call begins that could not be answered and noted before the end', async () => {
    const m = await worldWith([GUEST]);
    m.whenever(/POST/, async (send) => {
      m.advance(15_000);
      return await send();
    });
    await saidAll(m, ...Array.from({ length: 100 }, (_, n) => folio(n)));
    while (m.queue.length > 0) {
      const start = m.now();
      const before = m.calls.length;
      await m.deliver();
      for (const { at } of m.calls.slice(before))
        expect(at).toBeLessThanOrEqual(start + DELIVERY_MS - 30_000);
    }
    expect(m.books()).toHaveLength(101);
  });

  // Real processes that are stopped and continued, or killed after their limit: test/kill.
});

describe('row 29: a part of a batch fails', () => {
  test.each([1, 5, 9])('row 29: %i of 10 are refused: only those fail', async (refused) => {
    const m = await worldWith([GUEST]);
    m.knobs({ warnDuplicateDocNumber: true });
    m.act({ act: 'setPreferences', preferences: { SalesFormsPrefs: { CustomTxnNumbers: true } } });
    const taken = Array.from({ length: refused }, (_, n) =>
      folio(n + 1, { id: `taken${n}`, date: '2026-11-15' }),
    );
    await saidAll(m, ...taken);
    await m.settle();
    await saidAll(m, ...Array.from({ length: 10 }, (_, n) => folio(n + 1)));
    await m.settle();
    const healths = await Promise.all(Array.from({ length: 10 }, (_, n) => m.health('invoice', `f${n + 1}`)));
    expect(healths).toEqual(
      Array.from({ length: 10 }, (_, n) => (n < refused ? 'failed number_taken' : 'synced')),
    );
    expect(m.books()).toHaveLength(11);
    expect(m.deadLetters).toEqual([]);
  });

  test('row 29: our own code throws for one of ten: all are delivered again, and in the end only that one failed', async () => {
    const m = await worldWith([GUEST]);
    await saidAll(m, ...Array.from({ length: 10 }, (_, n) => folio(n + 1)));
    const ledger: Host['ledger'] = (name) => {
      const real = m.host.ledger(name);
      const batches = (intent: Intent): boolean => {
        if (intent.key.id === 'f5') throw new Error('a bug of ours');
        return real?.batches(intent) ?? false;
      };
      return real && { ...real, batches };
    };
    const log: Host['log'] = { ...m.host.log, error: () => undefined };
    for (let n = 0; n < 3; n += 1) await m.deliver({ host: { ...m.host, ledger, log } });
    const healths = await Promise.all(Array.from({ length: 10 }, (_, n) => m.health('invoice', `f${n + 1}`)));
    expect(healths.filter((health) => health === 'synced')).toHaveLength(9);
    expect(await m.health('invoice', 'f5')).toBe('failed internal');
    expect(m.inspect().calls.writes).toBe(10);
    expect(m.deadLetters).toEqual([]);
  });
});

describe('row 30: a deployment in the middle', () => {
  test('row 30: a message of code that is not ours yet is given back; what stands beside it is done', async () => {
    const m = await worldWith([GUEST]);
    await m.say(FOLIO, 1);
    const [ours] = m.queue;
    const of = { receiptHandle: 'r', lane: LANE, receiveCount: 1 };
    const messages = [
      { ...of, id: 'new', looks: undefined },
      { ...of, id: 'ours', looks: ours?.looks },
    ];
    const quiet: Host = { ...m.host, log: { ...m.host.log, error: () => undefined } };
    expect(await deliver(quiet, messages, m.now() + DELIVERY_MS)).toEqual(['new']);
    expect(m.books()).toEqual([GUEST_BOOKED, FOLIO_BOOKED]);
  });

  test('row 30: a row that was stored before a field existed is read as if it had its default', () => {
    const key = { connection: CONNECTION, kind: 'invoice', id: FOLIO.id } as const;
    const ref = { type: 'invoice', id: '1', revision: '0', updatedAt: 1 };
    // The attributes of the first release, and no others.
    const row = {
      ...linkKey(key),
      l: text(LANE),
      v: number(3),
      rev: number(1),
      p: text('live'),
      e: text('evt_1'),
      rat: number(1),
      rec: pack(FOLIO),
      h: text('synced'),
      since: number(2),
      b: pack({
        document: { ...ref, status: 'live' },
        base: { revision: 1, ours: 'a', theirs: 'b' },
        attempts: [],
      }),
    };
    expect(linkOf(row)).toMatchObject({
      key,
      version: 3,
      source: { revision: 1, presence: 'live', record: { id: FOLIO.id } },
      document: { id: '1', status: 'live' },
      health: { state: 'synced', since: 2 },
      attempts: [],
    });
  });
});

describe('row 31: secrets change, companies go', () => {
  test('row 31: a signing secret is changed while the product still uses the old one', async () => {
    const m = await createMatrix();
    const body = JSON.stringify(EVENTS);
    const signedBy = async (name: string): Promise<number> =>
      (await postWith(m, { body, headers: signatureHeaders(secretOf(name), body, m.now()) })).status;
    const { saveSigningSecrets } = m.storage.connections;
    await saveSigningSecrets(CONNECTION, [secretOf('old')]);
    expect([await signedBy('old'), await signedBy('new')]).toEqual([202, 401]);
    await saveSigningSecrets(CONNECTION, [secretOf('new'), secretOf('old')]);
    expect([await signedBy('old'), await signedBy('new')]).toEqual([202, 202]);
    await saveSigningSecrets(CONNECTION, [secretOf('new')]);
    expect([await signedBy('old'), await signedBy('new')]).toEqual([401, 202]);
  });

  test('row 31: disconnected while a batch is on its way: it may finish, nothing is called afterwards, nothing is lost', async () => {
    const m = await worldWith([GUEST]);
    await saidAll(m, ...Array.from({ length: 70 }, (_, n) => folio(n)));
    let atDisconnect = 0;
    m.once(/POST batch/, async (send) => {
      const answer = await send();
      expect(await callApi(m, 'POST /v1/connections/{connection}/disconnect')).toBe(200);
      atDisconnect = m.calls.length;
      return answer;
    });
    await m.settle();
    await m.quarters(2);
    const booked = m.books().length - 1;
    expect(booked).toBe(30);
    // The delivery that was at work may find out by one refused call.
    expect(m.calls.length - atDisconnect).toBeLessThanOrEqual(2);

    await reconnect(m);
    await m.look({ at: 'due' });
    await m.quarters(1);
    expect(m.books()).toHaveLength(71);
  });
});

describe('row 35: nothing works for hours', () => {
  test('row 35: four hours without the ledger: few probes, then the backlog drains at the permitted rate', async () => {
    const m = await worldWith([GUEST]);
    const back = m.whenever(/./, unreachable);
    const start = m.calls.length;
    const COUNT = 2_400;
    for (let quarter = 0; quarter < 16; quarter += 1) {
      const said = Array.from({ length: COUNT / 16 }, (_, n) => folio(quarter * (COUNT / 16) + n));
      await saidAll(m, ...said);
      await m.quarters(1);
    }
    const probes = m.calls.length - start;
    expect(m.books()).toEqual([GUEST_BOOKED]);
    expect(m.deadLetters).toEqual([]);
    back();
    m.advance(2 * MINUTE);
    const drained = { calls: m.calls.length, at: m.now() };
    await m.look({ at: 'changes' });
    for (let n = 0; n < 4 && m.books().length <= COUNT; n += 1) await m.quarters(1);
    expect(m.books()).toHaveLength(COUNT + 1);
    const batches = m.calls.slice(drained.calls).filter(({ op }) => op === 'POST batch');
    const took = (batches.at(-1)?.at ?? Infinity) - (batches[0]?.at ?? 0);
    const { batchesPerMinute, batchSize } =
      m.host.ledger('quickbooks')?.limits ?? expect.unreachable('no ledger');
    expect(batches).toHaveLength(COUNT / batchSize);
    const windows = Math.floor((COUNT / batchSize - 1) / batchesPerMinute);
    // Each minute has two seconds of room for calls that are still on their way (write-batch.ts), and deliveries end.
    expect(took).toBeLessThanOrEqual(windows * (MINUTE + 3_000) + 6_000);
    expect(probes).toBeLessThanOrEqual(4 * 60 * 4);
    // 2,400 records of a busy machine: four seconds when it is idle.
  }, 60_000);
});
