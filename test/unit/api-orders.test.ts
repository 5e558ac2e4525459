// What a person decides about a record over the API: carried out, noted, told, and refused with the blocker.
import { beforeEach, describe, expect, test } from 'vitest';
import { API_ROUTES } from '../../functions/api/routes.ts';
import { serve } from '../../functions/http/serve.ts';
import type { Drift, Health, Link } from '../../shared/core/links.ts';
import type { OrderName } from '../../shared/core/orders.ts';
import { addTenant, bodyOf, createTestHost, NOW, requestWith } from '../support/http-host.ts';

const RECORD = '/v1/connections/{connection}/records/{kind}/{id}';
const LANE = 'quickbooks:company-alpha';
const KEY = { connection: 'alpha', kind: 'customer', id: 'cus_1' } as const;
const WHY = 'booked by hand in May';

let outside: ReturnType<typeof createTestHost>;
let key = '';
beforeEach(async () => {
  outside = createTestHost();
  ({ key } = await addTenant(outside.host, 'alpha'));
});

const call = (action: string, body?: unknown, method = 'POST') =>
  serve(API_ROUTES, outside.host, requestWith(`${method} ${RECORD}${action}`, { key, path: KEY, body }));
const send = (name: OrderName | 'retry', body?: unknown) => call(`/${name}`, body);
const get = async () => bodyOf(await call('', undefined, 'GET'));

const DOCUMENT = { type: 'customer', id: '42', revision: '0', updatedAt: NOW, status: 'live' } as const;
const BASE = { revision: 3, ours: 'ours', theirs: 'theirs' };
const edited: Drift = { kind: 'edited', at: NOW, differences: ['name Ada -> Eve'], theirs: 'seen' };
const voided: Drift = { kind: 'voided', at: NOW, differences: ['voided in the ledger'] };
const booked: Partial<Link> = { document: DOCUMENT, base: BASE };
const gone: Partial<Link> = { ...booked, document: { ...DOCUMENT, status: 'voided' }, drift: voided };

async function put(state: Health['state'], rest: Partial<Link> = {}): Promise<Link> {
  const record = { kind: 'customer', id: KEY.id, name: 'Ada', active: true } as const;
  const source = { revision: 3, presence: 'live', record, eventId: 'evt_1', receivedAt: NOW - 1000 } as const;
  await outside.host.links.storeSource(KEY, LANE, source);
  const [link] = await outside.host.links.read([KEY]);
  if (link === undefined) throw new Error('no link');
  const saved = await outside.host.links.save(LANE, { ...link, health: { state, since: NOW - 1 }, ...rest });
  if (saved === 'conflict') throw new Error('conflict');
  return saved;
}

/** What the API then shows, and what the outside hears. */
type Outcome = readonly [shown: object, event?: string];

describe('carried out', () => {
  const hold = (state: string) => ({ state, hold: { state, reason: WHY }, reason: WHY });
  test.each<[OrderName, string, Partial<Link> & { readonly from: Health['state'] }, Outcome]>([
    [
      'keep',
      'an edit',
      { from: 'action_needed', ...booked, drift: edited },
      [{ state: 'synced' }, 'record.synced'],
    ],
    ['keep', 'a void', { from: 'action_needed', ...gone }, [hold('not_synced'), 'record.unsynced']],
    ['restore', 'an edit', { from: 'synced', ...booked, drift: edited }, [{ order: 'source_wins' }]],
    ['restore', 'a void', { from: 'failed', ...gone }, [{ state: 'pending', order: 'create_anew' }]],
    ['unlink', 'a booked one', { from: 'synced', ...booked }, [hold('not_synced'), 'record.unsynced']],
    ['skip', 'a failed one', { from: 'failed' }, [hold('skipped'), 'record.skipped']],
  ])('%s of %s', async (name, _, { from, ...rest }, [shown, event]) => {
    await put(from, rest);
    const answer = await send(name, { reason: WHY });
    expect(answer.status).toBe(202);
    expect(bodyOf(answer)).toMatchObject(shown);
    expect(await get()).toMatchObject(shown);
    expect(outside.published.map(({ type }) => type)).toEqual(event === undefined ? [] : [event]);
    const look = [{ lane: LANE, looks: [{ at: 'record', key: KEY }] }];
    expect(outside.sent).toEqual(name === 'restore' ? look : []);
  });

  test('is noted with the key that asked, and without the words of a person', async () => {
    await put('failed');
    await send('skip', { reason: WHY });
    expect(outside.lines).toContainEqual({
      event: 'record_ordered',
      fields: { request: 'request-1', key: 'alpha', action: 'skip', ...KEY, from: 'failed', to: 'skipped' },
    });
    expect(JSON.stringify(outside.lines)).not.toContain(WHY);
  });

  test('drift is shown without the fingerprints we keep for ourselves', async () => {
    await put('action_needed', { ...booked, drift: edited });
    expect(await get()).toMatchObject({ drift: { kind: 'edited', differences: ['name Ada -> Eve'] } });
    expect(JSON.stringify(await get())).not.toContain('seen');
  });

  test('a record that is kept out is let in again by a retry', async () => {
    await put('failed');
    await send('skip', { reason: WHY });
    expect(await get()).toMatchObject({ hold: { state: 'skipped' } });
    expect(bodyOf(await send('retry'))).toMatchObject({ state: 'pending' });
    expect(await get()).not.toHaveProperty('hold');
    expect(outside.sent).toHaveLength(1);
  });

  test('against a lane that writes at the same moment it is decided anew', async () => {
    const { host } = outside;
    await put('failed');
    let meanwhile = 0;
    const save: typeof host.links.save = async (lane, link) => {
      if ((meanwhile += 1) === 1) await host.links.save(lane, { ...link, ...booked, hold: undefined });
      return host.links.save(lane, link);
    };
    const request = requestWith(`POST ${RECORD}/skip`, { key, path: KEY, body: { reason: WHY } });
    const answer = await serve(API_ROUTES, { ...host, links: { ...host.links, save } }, request);
    expect(bodyOf(answer)).toMatchObject({ code: 'order_refused' }); // it is in the books now
    expect(await get()).not.toHaveProperty('hold');
  });
});

describe('refused', () => {
  test.each<[OrderName, string, Partial<Link>, RegExp]>([
    ['keep', 'nothing differs', booked, /nothing to keep/],
    ['restore', 'nothing differs', booked, /nothing to restore/],
    ['unlink', 'there is no document', {}, /Skip it/],
    ['skip', 'it is in the books', booked, /Unlink it, or void it/],
  ])('%s when %s: 409 with the blocker and what to do instead', async (name, _, rest, detail) => {
    await put('synced', rest);
    const before = await get();
    const answer = bodyOf(await send(name, { reason: WHY }));
    expect(answer).toMatchObject({ status: 409, code: 'order_refused', owner: 'operator' });
    expect(answer).toHaveProperty('detail', expect.stringMatching(detail));
    expect(await get()).toEqual(before);
    expect(outside.published).toEqual([]);
  });

  test.each<[OrderName, Partial<Link>, unknown, number]>([
    ['skip', {}, undefined, 422],
    ['skip', {}, {}, 422],
    ['skip', {}, { reason: '' }, 422],
    ['skip', {}, { reason: 'x'.repeat(201) }, 422],
    ['skip', {}, { reason: WHY, force: true }, 422],
    ['skip', {}, '{', 400],
    ['unlink', booked, {}, 422],
    ['keep', gone, {}, 422],
    ['keep', { ...booked, drift: edited }, undefined, 202],
    ['restore', gone, undefined, 202],
  ])('%s of %j with body %j: %i', async (name, rest, body, status) => {
    await put('failed', rest);
    expect((await send(name, body)).status).toBe(status);
    if (status !== 202) expect(await get()).toMatchObject({ state: 'failed' });
  });

  test.each<[string, Health['state']]>([
    ['whose outcome is unknown', 'uncertain'],
    ['whose write is open', 'failed'],
  ])('a record %s: 409', async (_, state) => {
    await put(state, gone);
    const intent = {
      bId: '0',
      key: KEY,
      operation: 'create',
      document: { type: 'customer', name: 'Ada', active: true },
      revision: 3,
      rule: 'create-or-update',
      values: {},
      policyVersion: 2,
    } as const;
    if (state === 'failed')
      await outside.host.writes.append({
        lane: LANE,
        seq: 1,
        requestId: 'req',
        owner: 'worker',
        leaseUntil: NOW + 1000,
        announcedAt: NOW,
        recentCalls: { batches: [], singles: [] },
        intents: [intent],
      });
    for (const name of ['keep', 'restore', 'unlink', 'skip'] as const)
      expect(bodyOf(await send(name, { reason: WHY }))).toMatchObject({ status: 409, code: 'in_progress' });
  });

  test('a record nobody sent: 404; a connection without a company: 409', async () => {
    expect((await send('skip', { reason: WHY })).status).toBe(404);
    await outside.host.connections.saveConnection({
      id: 'alpha',
      name: 'Hotel',
      source: 'product',
      ledger: 'quickbooks',
      createdAt: NOW,
    });
    expect(bodyOf(await send('skip', { reason: WHY }))).toMatchObject({ code: 'not_connected' });
  });
});
