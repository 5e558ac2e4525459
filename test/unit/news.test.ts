// What people are told by themselves: a sentence of ids, codes and amounts, at once or each morning.
import { beforeEach, describe, expect, test } from 'vitest';
import { sendDigest } from '../../functions/scheduler/send-digest.ts';
import type { Health, Link } from '../../shared/core/links.ts';
import { disconnectedNews, newsOf } from '../../shared/core/news.ts';
import { addTenant, createTestHost, NOW } from '../support/http-host.ts';

const KEY = { connection: 'alpha', kind: 'payment', id: 'p1' } as const;
const link = (health: Omit<Health, 'since'>, amount?: string): Link => ({
  key: KEY,
  version: 1,
  health: { since: NOW, ...health },
  attempts: [],
  source: {
    revision: 1,
    presence: 'live',
    eventId: 'e',
    receivedAt: NOW,
    ...(amount !== undefined && {
      record: {
        ...KEY,
        customerId: 'Ada Lovelace',
        currency: 'EUR',
        date: '2026-11-21',
        amount,
        allocations: [],
        memo: 'for Ada',
      },
    }),
  },
});
const tax = { code: 'name_taken', values: { name: 'Ada Lovelace' } } as const;

test.each<[string, Link, string | undefined, number | undefined]>([
  [
    'a failure with its cure',
    link({ state: 'failed', problem: tax }, '1234.56'),
    'Failed: payment p1 (EUR 1234.56) of connection alpha: name taken. Rename one of the two, or adopt the existing one, then retry.',
    1234,
  ],
  [
    'a write of unknown outcome',
    link({ state: 'uncertain' }, '10.00'),
    'Uncertain: payment p1 (EUR 10.00) of connection alpha. Whether the ledger has booked it is being found out; look at it if that takes more than an hour, and book nothing by hand.',
    10,
  ],
  ['what is not money', link({ state: 'failed' }), 'Failed: payment p1 of connection alpha.', undefined],
  ['what went well: nothing', link({ state: 'synced' }, '1.00'), undefined, undefined],
])('%s', (_, of, says, units) => {
  expect(newsOf(of)?.says).toBe(says);
  expect(newsOf(of)?.units).toBe(units);
  expect(newsOf(of)?.says ?? '').not.toContain('Ada');
});

test('a company that is cut off is named by its connection', () => {
  expect(disconnectedNews('alpha').says).toContain('connection alpha');
});

describe('the digest', () => {
  let outside: ReturnType<typeof createTestHost>;
  beforeEach(() => void (outside = createTestHost()));
  const put = async (id: string, health: Health) => {
    const of = link(health, '10.00');
    const key = { ...KEY, id };
    if (of.source !== undefined) await outside.host.links.storeSource(key, 'l', of.source);
    const [stored] = await outside.host.links.read([key]);
    if (stored !== undefined) await outside.host.links.save('l', { ...stored, health });
  };

  test('says what stands, connection by connection, and leaves out what only waits', async () => {
    await addTenant(outside.host, 'alpha');
    await addTenant(outside.host, 'beta');
    await put('p1', { state: 'failed', since: NOW });
    await put('p2', { state: 'failed', since: NOW });
    await put('p3', { state: 'uncertain', since: NOW });
    await put('p4', { state: 'waiting', since: NOW });
    expect(await sendDigest(outside.host)).toBe(1);
    expect(outside.published).toEqual([
      {
        type: 'digest.daily',
        connection: '',
        detail: { says: 'Today: alpha: 2 failed (EUR 20.00), 1 uncertain (EUR 10.00).' },
      },
    ]);
  });

  test('names the companies that nothing is written for, although their records only wait', async () => {
    for (const [name, reason] of [
      ['alpha', 'disconnected'],
      ['beta', 'operator'],
      ['gamma', 'session_over'],
    ] as const) {
      const { connection } = await addTenant(outside.host, name);
      await outside.host.connections.savePause(
        `quickbooks:${connection.company}`,
        reason === 'operator' ? 'operator' : 'access',
        { reason, since: NOW },
      );
    }
    expect(await sendDigest(outside.host)).toBe(3);
    const says = 'Today: alpha: disconnected. beta: paused. gamma: session over.';
    expect(outside.published).toMatchObject([{ detail: { says } }]);
  });

  test('says that nothing stands, where there are connections at all', async () => {
    expect(await sendDigest(outside.host)).toBe(0);
    expect(outside.published).toEqual([]);
    await addTenant(outside.host, 'alpha');
    await sendDigest(outside.host);
    expect(outside.published).toMatchObject([
      { detail: { says: 'Today: nothing needs anybody. 1 connection.' } },
    ]);
  });
});
