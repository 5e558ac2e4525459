// What a person may order about a record: each order in each situation, with the blocker where it is refused.
import { describe, expect, test } from 'vitest';
import { decide } from '../../shared/core/decide.ts';
import type { Drift, Link } from '../../shared/core/links.ts';
import { order, type OrderName } from '../../shared/core/orders.ts';
import { bookedLink, factsAbout, INVOICE } from '../support/facts.ts';

const NOW = 5_000;
const booked: Link = bookedLink(INVOICE, '77');
const edited: Drift = { kind: 'edited', at: 1, differences: ['total'], theirs: 'seen' };
const voided: Drift = { kind: 'voided', at: 1, differences: ['voided'] };
const dead = booked.document === undefined ? undefined : { ...booked.document, status: 'voided' as const };
const fresh: Link = {
  ...booked,
  document: undefined,
  base: undefined,
  health: { state: 'failed', since: 1 },
};

const ROWS: readonly (readonly [OrderName, string, Link, Partial<Link>])[] = [
  [
    'keep',
    'an edit',
    { ...booked, drift: edited },
    { drift: undefined, health: { state: 'synced', since: NOW } },
  ],
  [
    'keep',
    'a void',
    { ...booked, document: dead, drift: voided },
    { drift: undefined, hold: { state: 'not_synced', reason: 'why' } },
  ],
  [
    'restore',
    'an edit',
    { ...booked, drift: edited },
    { order: 'source_wins', health: { state: 'pending', since: NOW, dueAt: NOW } },
  ],
  ['restore', 'a void', { ...booked, document: dead, drift: voided }, { order: 'create_anew' }],
  [
    'unlink',
    'a booked one',
    booked,
    { document: undefined, base: undefined, hold: { state: 'not_synced', reason: 'why' } },
  ],
  [
    'skip',
    'a failed one',
    fresh,
    { hold: { state: 'skipped', reason: 'why' }, health: { state: 'skipped', since: NOW, reason: 'why' } },
  ],
];

describe('an order is carried out', () => {
  test.each(ROWS)('%s of %s', (name, _, link, expected) => {
    const ordered = order(name, link, 'why', NOW);
    expect(ordered).toMatchObject({ type: 'done', link: expected });
  });

  test('keeping an edit makes it what both agree on', () => {
    const ordered = order('keep', { ...booked, drift: edited }, 'why', NOW);
    expect(ordered).toMatchObject({ link: { base: { theirs: 'seen', ours: booked.base?.ours } } });
  });

  test('keeping an edit holds also against what the source had said meanwhile', () => {
    const { source } = booked;
    if (source === undefined) throw new Error('not sent');
    const newer: Link = {
      ...booked,
      source: { ...source, revision: 9 },
      drift: edited,
      order: 'source_wins',
    };
    const ordered = order('keep', newer, 'why', NOW);
    expect(ordered).toMatchObject({ link: { base: { revision: 9 }, order: undefined } });
    if (ordered.type === 'done')
      expect(decide(factsAbout(INVOICE, { link: ordered.link })).decision).toEqual({ type: 'in_sync' });
  });
});

describe('an order is refused with the blocker and the next action', () => {
  test.each<readonly [OrderName, string, Link]>([
    ['keep', 'nothing differs', booked],
    ['restore', 'nothing differs', booked],
    ['unlink', 'it has no document', fresh],
    ['skip', 'it is in the books', booked],
    ['skip', 'its source never sent it', { ...fresh, source: undefined }],
  ])('%s when %s', (name, _, link) => {
    const ordered = order(name, link, 'why', NOW);
    expect(ordered.type).toBe('refused');
    if (ordered.type === 'refused') expect(ordered.next.length).toBeGreaterThan(10);
  });
});
