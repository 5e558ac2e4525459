// What any store of links must do. Run against DynamoDB and against its twin in memory.
import { beforeEach, describe, expect, test } from 'vitest';
import type { Health, Link } from '../../shared/core/links.ts';
import type { RecordKey, RecordKind } from '../../shared/core/records.ts';
import type { LinkQuery, LinkStore, Pointer } from '../../shared/storage/ports.ts';
import type { Answers } from './storage-contract.ts';
import { RECORDS } from './support/every-kind.ts';
import { invoice, invoiceKey, LANE, settled, source } from './support/examples.ts';

export function linkStoreContract(open: () => LinkStore, answers: Answers): void {
  // A call whose answer got lost cannot tell whether it was the first.
  const first = { type: 'stored', isNew: answers === 'heard' };
  let links: LinkStore;
  let connection = '';
  let opened = 0;
  beforeEach(() => {
    links = open();
    connection = `con_${(opened += 1)}`; // every test has a connection to itself
  });
  const key = (id = 'F-1', kind: RecordKind = 'invoice'): RecordKey => ({ connection, kind, id });
  const one = async (of: RecordKey): Promise<Link> => {
    const [link] = await links.read([of]);
    if (link === undefined) throw new Error('read answered less than it was asked');
    return link;
  };
  const saveAs = async (of: RecordKey, change: Partial<Link>, lane = LANE): Promise<Link> => {
    const saved = await links.save(lane, { ...(await one(of)), ...change });
    if (saved === 'conflict') throw new Error('unexpected conflict');
    return saved;
  };

  describe('what a source says', () => {
    test('a record nobody heard of is an empty link', async () => {
      expect(await one(key())).toEqual({
        key: key(),
        version: 0,
        health: { state: 'not_synced', since: 0 },
        attempts: [],
      });
    });

    test('a first revision is stored and makes the record pending', async () => {
      expect(await links.storeSource(key(), LANE, source(1))).toEqual(first);
      expect(await one(key())).toMatchObject({
        version: 0,
        source: source(1),
        health: { state: 'pending', since: source(1).receivedAt },
      });
    });

    test('what was made of another record is due by itself: whoever stored it may have died before he named it', async () => {
      const made = source(1, { derivedFrom: 'credit_note#C-1' });
      await links.storeSource(key(), LANE, made);
      expect((await one(key())).health).toEqual({
        state: 'pending',
        since: made.receivedAt,
        dueAt: made.receivedAt + 900_000,
      });
      expect(await links.due(LANE, made.receivedAt + 900_000, 10)).toContainEqual(key());
    });

    test.each([
      ['the same again', source(5, { receivedAt: 9 }), true],
      [
        'the same revision with another content',
        source(5, { receivedAt: 9, record: invoice('F-1', 3) }),
        false,
      ],
      ['an older one', source(4), true],
      [
        'an end under the same revision',
        source(5, { receivedAt: 9, presence: 'voided', record: undefined }),
        false,
      ],
    ])('%s is not newer and changes nothing', async (_, again, sameContent) => {
      await links.storeSource(key(), LANE, source(5));
      const answer = await links.storeSource(key(), LANE, again);
      expect(answer).toEqual({ type: 'not_newer', revision: 5, sameContent });
      expect((await one(key())).source).toEqual(source(5));
    });

    test('the very call sent again after a lost answer has stored', async () => {
      await links.storeSource(key(), LANE, source(5));
      expect(await links.storeSource(key(), LANE, source(5))).toEqual({ type: 'stored', isNew: false });
    });

    test('only the first revision is new, also of a record that others waited for', async () => {
      await links.markAwaited(key(), LANE);
      expect(await links.storeSource(key(), LANE, source(1))).toEqual(first);
      expect(await links.storeSource(key(), LANE, source(2))).toEqual({ type: 'stored', isNew: false });
    });

    test('when it arrived and what it was worth then stays, whatever is said and saved later', async () => {
      const record = invoice('F-1', 2);
      const arrival = { at: source(1).receivedAt, money: { currency: 'EUR', amount: '987.12' } };
      await links.storeSource(key(), LANE, source(1, { record }));
      expect((await one(key())).arrival).toEqual(arrival);
      await links.storeSource(key(), LANE, source(2, { record: { ...record, total: '5.00' } }));
      await saveAs(key(), { health: { state: 'synced', since: 5 } });
      expect((await one(key())).arrival).toEqual(arrival);
    });

    test('the worth of a record whose end was the first we heard is not made up later', async () => {
      await links.storeSource(key(), LANE, source(1, { presence: 'voided', record: undefined }));
      await links.storeSource(key(), LANE, source(2));
      expect((await one(key())).arrival).toEqual({ at: source(1).receivedAt, money: undefined });
    });

    test('a record that was made from another one did not arrive, and counts as nobody’s first', async () => {
      const derived = source(1, { derivedFrom: 'credit_note#CN-1' });
      expect(await links.storeSource(key(), LANE, derived)).toEqual({ type: 'stored', isNew: false });
      const link = await one(key());
      expect([link.source, link.arrival]).toEqual([derived, undefined]);
      expect(await links.arrivals({ connection, from: 0, to: Infinity, rows: 10 })).toMatchObject({
        links: [],
      });
      expect(await links.storeSource(key(), LANE, derived)).toEqual({ type: 'stored', isNew: false });
    });

    test.each(Object.values(RECORDS).map((record) => [record.kind, record] as const))(
      'a %s comes back as it was',
      async (kind, record) => {
        const of = key(record.id, kind);
        await links.storeSource(of, LANE, source(1, { record }));
        expect((await one(of)).source?.record).toEqual(record);
      },
    );

    test('the end of a record keeps its content', async () => {
      await links.storeSource(key(), LANE, source(1));
      await links.storeSource(key(), LANE, source(2, { presence: 'deleted', record: undefined }));
      expect((await one(key())).source).toEqual(source(2, { presence: 'deleted' }));
    });

    test('an end can be the first we hear', async () => {
      await links.storeSource(key(), LANE, source(2, { presence: 'voided', record: undefined }));
      expect((await one(key())).source).toEqual(source(2, { presence: 'voided', record: undefined }));
    });

    test('a newer revision takes a failed, due and waiting record out of every list', async () => {
      await links.storeSource(key(), LANE, source(1));
      const health: Health = {
        state: 'waiting',
        since: 7,
        reason: 'customer',
        problem: { code: 'customer_unknown', values: { customer: 'C-1' } },
        dueAt: 100,
        waitsFor: 'customer#C-1',
      };
      expect((await saveAs(key(), { health })).health).toEqual(health);
      expect((await one(key())).health).toEqual(health);
      await links.storeSource(key(), LANE, source(2));
      expect((await one(key())).health).toEqual({ state: 'pending', since: source(2).receivedAt });
      expect(await links.due(LANE, 100, 10)).not.toContainEqual(key());
      expect(await links.waitersOf(key('C-1', 'customer'), 10)).toEqual([]);
      expect(await links.list({ connection, health: 'waiting', limit: 10 })).toMatchObject({ links: [] });
    });

    test.each([1, 10, 200])('an invoice of %i lines comes back as it was', async (lines) => {
      const record = invoice('F-1', lines);
      await links.storeSource(key(), LANE, source(1, { record }));
      expect((await one(key())).source?.record).toEqual(record);
    });
  });

  describe('save', () => {
    test('counts the version up and keeps everything', async () => {
      await links.storeSource(key(), LANE, source(1));
      const saved = await saveAs(key(), settled(await one(key())));
      expect(saved).toEqual({ ...settled(saved), version: 1 });
      expect(await one(key())).toEqual(saved);
      const whole: Partial<Link> = {
        drift: { kind: 'edited', at: 5, differences: ['total 1.00 -> 2.00'] },
        stale: true,
        order: 'source_wins',
        endWish: { by: 'invoice#F-1', how: 'void' },
        dependents: ['refund#R-1', 'customer#C-1~USD'],
      };
      expect(await saveAs(key(), whole)).toEqual({ ...saved, ...whole, version: 2 });
      expect(await one(key())).toEqual({ ...saved, ...whole, version: 2 });
    });

    test('drops what the link has no more', async () => {
      await saveAs(key(), { ...settled(await one(key())), stale: true, order: 'create_anew' });
      const saved = await saveAs(key(), { stale: undefined, order: undefined, document: undefined });
      expect(await one(key())).toEqual(saved);
      expect(saved.stale ?? saved.order ?? saved.document).toBeUndefined();
    });

    test('a record without a source can be saved', async () => {
      expect(await saveAs(key(), { stale: true })).toMatchObject({ version: 1, stale: true });
    });

    test('an older version is a conflict and changes nothing', async () => {
      await links.storeSource(key(), LANE, source(1));
      const before = await one(key());
      const saved = await saveAs(key(), settled(before));
      expect(await links.save(LANE, { ...before, stale: true })).toBe('conflict');
      expect(await links.save(LANE, { ...before, version: 2, stale: true })).toBe('conflict');
      expect(await one(key())).toEqual(saved);
    });

    test('of two that save the same version one wins', async () => {
      await links.storeSource(key(), LANE, source(1));
      const before = await one(key());
      const results = await Promise.all([
        links.save(LANE, { ...before, settledSeq: 1 }),
        links.save(LANE, { ...before, settledSeq: 2 }),
      ]);
      expect(results.filter((result) => result === 'conflict')).toHaveLength(1);
      expect((await one(key())).version).toBe(1);
    });

    test.each<[string, Health]>([
      ['synced', { state: 'synced', since: 5 }],
      ['waiting', { state: 'waiting', since: 5, dueAt: 1, waitsFor: 'customer#C-1' }],
      ['failed', { state: 'failed', since: 5, problem: { code: 'internal', values: {} } }],
    ])(
      'a revision that came meanwhile makes what was %s pending, and the rest is kept',
      async (_, health) => {
        await links.storeSource(key(), LANE, source(1));
        const before = await one(key());
        await links.storeSource(key(), LANE, source(2));
        const saved = await links.save(LANE, { ...settled(before), health });
        expect(saved).toEqual({
          ...settled(before),
          version: 1,
          source: source(2),
          health: { state: 'pending', since: source(2).receivedAt },
        });
        expect(await one(key())).toEqual(saved);
        expect(await links.due(LANE, 10, 10)).not.toContainEqual(key());
      },
    );

    test('a source that speaks first meanwhile counts as newer', async () => {
      const before = await one(key());
      await links.storeSource(key(), LANE, source(1));
      expect(await links.save(LANE, settled(before))).toMatchObject({
        source: source(1),
        health: { state: 'pending' },
      });
    });

    test('never leaves a false synced, whoever comes first', async () => {
      const keys = Array.from({ length: 30 }, (_, i) => key(`F-${i}`));
      for (const of of keys) await links.storeSource(of, LANE, source(1));
      const before = await links.read(keys);
      await Promise.all([
        ...before.map((link) => links.save(LANE, settled(link))),
        ...keys.map((of) => links.storeSource(of, LANE, source(2))),
      ]);
      const states = (await links.read(keys)).map((link) => [link.health.state, link.source?.revision]);
      expect(states).toEqual(keys.map(() => ['pending', 2]));
    });
  });

  describe('reading many', () => {
    test('answers in the order asked, unknown ones empty, doubled ones twice', async () => {
      const keys = Array.from({ length: 250 }, (_, i) => key(`F-${i}`));
      await Promise.all(
        keys.filter((_, i) => i % 2 === 0).map((of) => links.storeSource(of, LANE, source(1))),
      );
      const asked = [...keys].reverse().concat(key('F-0'));
      const found = await links.read(asked);
      expect(found.map((link) => link.key)).toEqual(asked);
      expect(found.filter((link) => link.source !== undefined)).toHaveLength(126);
    });

    test('nothing asked, nothing answered', async () => {
      expect(await links.read([])).toEqual([]);
    });
  });

  describe('waiting', () => {
    test('a mark makes a row, is kept by saves and by sources, and only false takes it off', async () => {
      expect(await links.markAwaited(key(), LANE)).toMatchObject({ version: 0, awaited: true });
      await links.storeSource(key(), LANE, source(1));
      expect(await one(key())).toMatchObject({ awaited: true, health: { state: 'pending' } });
      expect(await saveAs(key(), { awaited: undefined })).toMatchObject({ awaited: true });
      expect((await saveAs(key(), { awaited: false })).awaited).toBeUndefined();
      expect((await one(key())).awaited).toBeUndefined();
    });

    test('whoever saves meanwhile sees that somebody waits', async () => {
      await links.storeSource(key(), LANE, source(1));
      const before = await one(key());
      expect(await links.markAwaited(key(), LANE)).toEqual({ ...before, awaited: true });
      const saved = await links.save(LANE, settled(before));
      expect(saved).toEqual({ ...settled(before), version: 1, awaited: true });
      expect(await one(key())).toEqual(saved);
    });

    test('the waiters of a record are those of its own connection', async () => {
      const wait = (id: string, of = key(id)) =>
        saveAs(of, { health: { state: 'waiting', since: 1, waitsFor: 'customer#C#1' } });
      await wait('F-1');
      await wait('F-2');
      await saveAs(key('F-3'), { health: { state: 'waiting', since: 1, waitsFor: 'customer#C#2' } });
      await wait('F-1', { ...key('F-1'), connection: `${connection}x` });
      const found = await links.waitersOf(key('C#1', 'customer'), 10);
      expect(found.map(({ id }) => id).sort()).toEqual(['F-1', 'F-2']);
      expect(await links.waitersOf(key('C#1', 'customer'), 1)).toHaveLength(1);
    });

    test('a connection whose id looks like part of a key cannot see another one', async () => {
      await saveAs(key('F-1'), { health: { state: 'waiting', since: 1, waitsFor: 'customer#C#customer#1' } });
      const twin = { connection: `${connection}#customer#C`, kind: 'customer' as const, id: '1' };
      expect(await links.waitersOf(twin, 10)).toEqual([]);
    });
  });

  describe('due', () => {
    test('lists what is due in a lane, oldest first, across its connections', async () => {
      const lane = `quickbooks:${connection}`;
      const other = { ...key('F-4'), connection: `${connection}x` };
      const due = (of: RecordKey, dueAt: number, inLane = lane) =>
        saveAs(of, { health: { state: 'waiting', since: 1, dueAt } }, inLane);
      await due(key('F-1'), 300);
      await due(key('F-2'), 100);
      await due(key('F-3'), 400);
      await due(other, 200);
      await due(key('F-5'), 50, `${lane}9`);
      expect(await links.due(lane, 300, 10)).toEqual([key('F-2'), other, key('F-1')]);
      expect(await links.due(lane, 300, 2)).toEqual([key('F-2'), other]);
      await saveAs(key('F-2'), { health: { state: 'synced', since: 2 } }, lane);
      expect(await links.due(lane, 300, 10)).toEqual([other, key('F-1')]);
    });
  });

  describe('arrivals', () => {
    const arrive = (id: string, at: number, kind: RecordKind = 'invoice') =>
      links.storeSource(key(id, kind), LANE, source(1, { receivedAt: at }));
    const T = 1_763_000_000_000;
    const arrived = async (from: number, to: number, rows: number): Promise<readonly string[]> => {
      const found: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await links.arrivals({ connection, from, to, rows, cursor });
        if (page.type === 'bad_cursor') throw new Error('our own cursor is bad');
        found.push(...page.links.map((link) => link.key.id));
        cursor = page.cursor;
      } while (cursor !== undefined);
      return found;
    };

    test('are the records that came in a span: its first moment is in it, its end is not', async () => {
      await arrive('C-1', T + 5, 'customer');
      for (const [index, at] of [T - 1, T, T + 9, T + 10].entries()) await arrive(`F-${index}`, at);
      await links.markAwaited(key('F-9'), LANE);
      await links.storeSource(key('F-1'), LANE, source(2, { receivedAt: T + 500 }));
      for (const rows of [1, 2, 100]) expect(await arrived(T, T + 10, rows)).toEqual(['C-1', 'F-1', 'F-2']);
      expect(await arrived(T + 11, T + 1000, 100)).toEqual([]);
    });

    test('a cursor of another connection is none of ours', async () => {
      for (const id of ['F-1', 'F-2', 'F-3']) await arrive(id, T);
      const page = await links.arrivals({ connection, from: T, to: T + 1, rows: 1 });
      if (page.type === 'bad_cursor') throw new Error('our own cursor is bad');
      const other = { connection: `${connection}x`, from: T, to: T + 1, rows: 1, cursor: page.cursor };
      expect(page.cursor).toBeDefined();
      expect(await links.arrivals(other)).toEqual({ type: 'bad_cursor' });
    });
  });

  describe('lists', () => {
    const pages = async (query: LinkQuery): Promise<string[][]> => {
      const found: string[][] = [];
      let cursor: string | undefined;
      do {
        const page = await links.list({ ...query, cursor });
        if (page.type === 'bad_cursor') throw new Error('our own cursor is bad');
        found.push(page.links.map((link) => `${link.key.kind}#${link.key.id}`));
        cursor = page.cursor;
      } while (cursor !== undefined);
      return found;
    };
    const store = (id: string, kind: RecordKind, health: Health) =>
      saveAs(key(id, kind), { ...settledAs(health) });
    const settledAs = (health: Health): Partial<Link> => ({ health });

    test('go by kind and id, byte by byte, page by page, and end', async () => {
      for (const id of ['2', '10', 'a', 'Z', 'é', '😀', '\uFFFD']) await store(id, 'invoice', SYNCED);
      await store('1', 'customer', SYNCED);
      await store('1', 'payment', SYNCED);
      const everything = ['10', '2', 'Z', 'a', 'é', '\uFFFD', '😀'].map((id) => `invoice#${id}`);
      expect((await pages({ connection, limit: 100 })).flat()).toEqual([
        'customer#1',
        ...everything,
        'payment#1',
      ]);
      expect(await pages({ connection, kind: 'invoice', limit: 100 })).toEqual([everything]);
      const threes = await pages({ connection, limit: 3 });
      expect(threes.map((page) => page.length)).toEqual([3, 3, 3]);
      expect(threes.flat()).toEqual(['customer#1', ...everything, 'payment#1']);
    });

    test.each(['failed', 'waiting', 'uncertain', 'action_needed'] as const)(
      '%s: oldest first',
      async (state) => {
        await store('1', 'invoice', { state, since: 30 });
        await store('2', 'customer', { state, since: 20 });
        await store('3', 'invoice', { state, since: 10 });
        await store('4', 'invoice', SYNCED);
        expect(await pages({ connection, health: state, limit: 2 })).toEqual([
          ['invoice#3', 'customer#2'],
          ['invoice#1'],
        ]);
        const invoices = await pages({ connection, health: state, kind: 'invoice', limit: 1 });
        expect(invoices).toEqual([['invoice#3'], ['invoice#1']]);
      },
    );

    test.each(['synced', 'pending', 'skipped', 'not_synced'] as const)('%s: by key', async (state) => {
      await store('1', 'invoice', { state, since: 30 });
      await store('2', 'invoice', { state: 'failed', since: 5 });
      await store('3', 'invoice', { state, since: 10 });
      await store('1', 'customer', { state, since: 20 });
      const found = await pages({ connection, health: state, limit: 2 });
      expect(found).toEqual([['customer#1', 'invoice#1'], ['invoice#3']]);
      expect(await pages({ connection, health: state, kind: 'invoice', limit: 5 })).toEqual([
        ['invoice#1', 'invoice#3'],
      ]);
    });

    test('an awaited record that never came is listed as not synced', async () => {
      await links.markAwaited(key('C-1', 'customer'), LANE);
      expect(await pages({ connection, health: 'not_synced', limit: 5 })).toEqual([['customer#C-1']]);
    });

    test('hold only their own connection', async () => {
      await store('1', 'invoice', { state: 'failed', since: 1 });
      for (const health of [undefined, 'failed', 'synced'] as const) {
        const foreign = { connection: `${connection}x`, health, limit: 10 };
        expect(await links.list(foreign)).toEqual({ type: 'page', links: [], cursor: undefined });
      }
    });

    test('refuse a cursor that is not of this list', async () => {
      await store('1', 'invoice', SYNCED);
      await store('2', 'invoice', SYNCED);
      const page = await links.list({ connection, limit: 1 });
      const cursor = page.type === 'page' ? page.cursor : undefined;
      expect(cursor).toBeDefined();
      const bad = [
        { connection, cursor: 'nonsense', limit: 1 },
        { connection, cursor: '', limit: 1 },
        { connection, cursor: Buffer.from('{"pk":"c#other"}').toString('base64url'), limit: 1 },
        { connection: `${connection}x`, cursor, limit: 1 },
        { connection, kind: 'invoice', cursor, limit: 1 },
        { connection, health: 'failed', cursor, limit: 1 },
      ] as const;
      for (const query of bad) expect(await links.list(query)).toEqual({ type: 'bad_cursor' });
    });
  });

  describe('pointers', () => {
    const pointer = (id: string, touchedAt: number, type: Pointer['type'] = 'invoice'): Pointer => ({
      type,
      id,
      key: invoiceKey(connection, `F-${id}`),
      touchedAt,
    });

    test('lead from documents to records, unknown ones left out, the last word counting', async () => {
      const lane = `quickbooks:${connection}`;
      const many = Array.from({ length: 70 }, (_, i) => pointer(String(1000 + i), i));
      const odd = [pointer('x/1', 1), pointer('007', 2), pointer('7', 3), pointer('7', 4, 'payment')];
      const long = pointer('9'.repeat(300), 5);
      await links.point(lane, [...many, ...odd, long]);
      await links.point(lane, [pointer('1001', 99)]);
      const asked = [...many, ...odd, long, pointer('1', 0), pointer('1069', 0, 'customer')];
      const found = await links.pointersOf(lane, asked);
      const expected = [...many, ...odd, long].map((each) =>
        each.id === '1001' ? pointer('1001', 99) : each,
      );
      expect(byName(found)).toEqual(byName(expected));
    });

    test('are known only in their own lane', async () => {
      await links.point(`quickbooks:${connection}`, [pointer('1', 1)]);
      expect(await links.pointersOf(`quickbooks:${connection}9`, [pointer('1', 0)])).toEqual([]);
    });

    test('nothing said, nothing asked', async () => {
      await links.point(LANE, []);
      expect(await links.pointersOf(LANE, [])).toEqual([]);
    });

    const byName = (of: readonly Pointer[]): readonly Pointer[] =>
      [...of].sort((a, b) => (`${a.type} ${a.id}` < `${b.type} ${b.id}` ? -1 : 1));
  });

  describe('records that stay out of the books', () => {
    const put = async (id: string, state: 'skipped' | 'synced'): Promise<Link> => {
      const key = invoiceKey(connection, id);
      await links.storeSource(key, LANE, source(1, { record: invoice(`F-${id}`, 1) }));
      const [link] = await links.read([key]);
      const saved = link && (await links.save(LANE, { ...link, health: { state, since: 5 } }));
      return saved === undefined || saved === 'conflict' ? expect.unreachable() : saved;
    };

    test('are found by how their number begins, whatever its case, also when they moved on', async () => {
      const one = await put('i1', 'skipped');
      await put('i2', 'synced');
      const three = await put('i3', 'skipped');
      const found = (word: string, limit = 5) => links.foundBy(connection, word, limit);
      expect(await found('2026-f-I1')).toEqual([one.key]);
      expect(new Set(await found('2026-F'))).toEqual(new Set([one.key, three.key]));
      expect(await found('2026-F', 1)).toHaveLength(1);
      expect(await found('F-i1')).toEqual([]);
      expect(await links.foundBy(`${connection}0`, '2026-F', 5)).toEqual([]);
      await links.save(LANE, { ...one, health: { state: 'synced', since: 6 } });
      expect(await found('2026-F-i1')).toEqual([one.key]);
    });
  });

  describe('names', () => {
    const ada = (): RecordKey => key('C-1', 'customer');
    const shop = (): RecordKey => key('S-1', 'supplier');

    test('a name belongs to who claims it first, however often he does', async () => {
      expect(await links.holderOfName(connection, 'ada')).toBeUndefined();
      expect(await links.claimName(ada(), 'ada')).toBeUndefined();
      expect(await links.claimName(ada(), 'ada')).toBeUndefined();
      expect(await links.claimName(shop(), 'ada')).toEqual(ada());
      expect(await links.claimName(shop(), 'shop')).toBeUndefined();
      expect(await links.holderOfName(connection, 'ada')).toEqual(ada());
    });

    test('a holder is replaced by who names him, and by nobody else', async () => {
      await links.claimName(ada(), 'ada');
      expect(await links.claimName(shop(), 'ada', key('C-2', 'customer'))).toEqual(ada());
      expect(await links.claimName(shop(), 'ada', ada())).toBeUndefined();
      expect(await links.holderOfName(connection, 'ada')).toEqual(shop());
    });

    test('each connection has its own names', async () => {
      await links.claimName(ada(), 'ada');
      expect(await links.claimName({ ...ada(), connection: `${connection}-2` }, 'ada')).toBeUndefined();
    });
  });
}

const SYNCED: Health = { state: 'synced', since: 1 };
