// Settle: what each decision, each fault and each outcome makes of a link. The health row is computed nowhere else.
import { describe, expect, test } from 'vitest';
import type { Decision } from '../../shared/core/decisions.ts';
import type { FaultClass } from '../../shared/core/faults.ts';
import { ATTEMPTS_KEPT, type Link, type WriteOperation } from '../../shared/core/links.ts';
import {
  settleDecision,
  settleInternal,
  settleUnknown,
  settleWaiting,
  settleWrite,
} from '../../shared/core/settle.ts';
import { BACKOFF_MS, FAILED_RECHECK_MS, RECHECK_MS } from '../../shared/core/settled.ts';
import type { Intent, Outcome } from '../../shared/core/writes.ts';
import { draftOf, shown } from '../support/decided.ts';
import { CUSTOMER, documentIn, factsAbout, INVOICE, linkOf, NOW, PAYMENT, said } from '../support/facts.ts';

const DOCUMENT = draftOf(factsAbout(INVOICE));
const NEW: Link = linkOf(INVOICE);
const BOOKED: Link = linkOf(INVOICE, {
  document: documentIn('invoice', '900'),
  base: { revision: 1, ours: 'ours', theirs: 'theirs' },
});

const intentOf = (operation: WriteOperation, changes: Partial<Intent> = {}): Intent => ({
  bId: '0',
  key: NEW.key,
  operation,
  document: DOCUMENT,
  target: operation === 'create' ? undefined : documentIn('invoice', '900'),
  revision: 1,
  rule: 'create-or-update',
  values: {},
  policyVersion: 3,
  ...changes,
});
const linkFor = (operation: WriteOperation): Link => (operation === 'create' ? NEW : BOOKED);
const faulty = (fault: FaultClass, retryAfterMs?: number): Outcome => ({
  type: 'fault',
  fault: { fault, vendorCode: '4711', detail: 'so it says', retryAfterMs },
});
const settle = (link: Link, operation: WriteOperation, outcome: Outcome, changes: Partial<Intent> = {}) =>
  settleWrite(link, { intent: intentOf(operation, changes), outcome, seq: 12, now: NOW });

/** Fault, what it makes of a create, and of an update, void or delete: `health reason-or-problem [again]`. */
const REACTIONS: readonly (readonly [FaultClass, string, string])[] = [
  ['stale', 'pending - document', 'pending - document'],
  ['not_found', 'failed reference_gone', 'pending - document'],
  ['reference_gone', 'failed reference_gone', 'failed reference_gone'],
  ['name_taken', 'pending - twin', 'failed name_taken'],
  ['number_taken', 'pending - twin', 'failed number_taken'],
  ['differs', 'failed number_taken', 'failed number_taken'],
  ['invalid', 'failed refused', 'failed refused'],
  ['unexpected', 'failed refused', 'failed refused'],
  ['locked', 'failed locked', 'failed locked'],
  ['closed_period', 'failed closed_period', 'failed closed_period'],
  ['suspended', 'waiting ledger_suspended/subscription', 'waiting ledger_suspended/subscription'],
  ['throttled', 'waiting throttled', 'waiting throttled'],
  ['unavailable', 'waiting ledger_unavailable/outage', 'waiting ledger_unavailable/outage'],
  ['unauthorised', 'waiting disconnected', 'waiting disconnected'],
  ['disconnected', 'waiting disconnected', 'waiting disconnected'],
  ['unknown_outcome', 'uncertain outcome_unknown', 'uncertain outcome_unknown'],
];
const OPERATIONS: readonly WriteOperation[] = ['create', 'update', 'void', 'delete'];
const TABLE = REACTIONS.flatMap(([fault, create, other]) =>
  OPERATIONS.map((operation) => ({ fault, operation, becomes: operation === 'create' ? create : other })),
);

describe('a fault', () => {
  test.each(TABLE)('$fault of a $operation -> $becomes', ({ fault, operation, becomes }) => {
    const before = linkFor(operation);
    const { link, again } = settle(before, operation, faulty(fault));
    const { state, reason, problem } = link.health;
    const why = [reason, problem?.code].filter((word) => word !== undefined).join('/') || '-';
    expect([state, why, again].filter((word) => word !== undefined).join(' ')).toBe(becomes);
    // Whatever happened, the link still names the document and the base it had.
    expect({ document: link.document, base: link.base }).toEqual({
      document: before.document,
      base: before.base,
    });
    expect(link.attempts[0]).toMatchObject({ at: NOW, operation, detail: '4711: so it says' });
  });

  test.each(REACTIONS.filter(([, create]) => create.startsWith('waiting')))(
    '%s: the lane comes back to it by itself',
    (fault) => {
      const { dueAt } = settle(NEW, 'create', faulty(fault)).link.health;
      expect(dueAt).toBeGreaterThanOrEqual(NOW);
    },
  );

  test.each([
    ['the vendor’s', 7_000, NOW + 7_000],
    ['ours', undefined, NOW + BACKOFF_MS],
  ])('throttled: due after %s time', (_name, retryAfterMs, dueAt) => {
    expect(settle(NEW, 'create', faulty('throttled', retryAfterMs)).link.health.dueAt).toBe(dueAt);
  });

  test('a stale picture is marked, so that the next write looks first', () => {
    expect(settle(BOOKED, 'update', faulty('stale')).link.stale).toBe(true);
  });

  test('every one but the unknown closes the entry of the journal', () => {
    for (const [fault] of REACTIONS) {
      const closed = settle(NEW, 'create', faulty(fault)).link.settledSeq;
      expect([fault, closed]).toEqual([fault, fault === 'unknown_outcome' ? undefined : 12]);
    }
  });
});

describe('an unknown outcome', () => {
  const fault = { fault: 'unknown_outcome', detail: 'no answer in time' } as const;
  const before: readonly Link['health']['state'][] = ['pending', 'waiting', 'synced', 'failed', 'uncertain'];

  test.each(before)('after %s is uncertain, never failed, and due', (state) => {
    const link = settleUnknown({ ...NEW, health: { state, since: 1 } }, intentOf('create'), fault, NOW);
    expect(link.health).toMatchObject({ state: 'uncertain', dueAt: NOW + BACKOFF_MS });
    expect(link.health.problem).toBeUndefined();
    expect(link.health.since).toBe(state === 'uncertain' ? 1 : NOW);
    expect(link.attempts).toEqual([
      { at: NOW, operation: 'create', outcome: 'unknown', detail: 'no answer in time' },
    ]);
    expect(link.settledSeq).toBeUndefined();
  });
});

describe('a write that arrived', () => {
  const done: Outcome = {
    type: 'done',
    snapshot: shown(DOCUMENT, '900', { total: '144.00', balance: '144.00' }),
  };

  test('is synced, with its document, its base and its explanation', () => {
    const { link, again } = settle(NEW, 'create', done);
    expect(again).toBeUndefined();
    expect(link).toMatchObject({
      health: { state: 'synced', since: NOW },
      document: { type: 'invoice', id: '900', status: 'live', total: '144.00', balance: '144.00' },
      base: { revision: 1 },
      trace: { rule: 'create-or-update', decision: 'create', policyVersion: 3, at: NOW },
      settledSeq: 12,
    });
  });

  test('clears what was to be done with it', () => {
    const drifted: Link = {
      ...BOOKED,
      stale: true,
      order: 'source_wins',
      drift: { kind: 'edited', at: 1, differences: [] },
    };
    const { link } = settle(drifted, 'update', done);
    expect({ stale: link.stale, order: link.order, drift: link.drift }).toEqual({});
  });

  test('is in the books also if a person kept the record out while it was under way', () => {
    const hold = { state: 'skipped', reason: 'a test entry' } as const;
    const kept: Link = { ...NEW, hold, health: { state: 'skipped', since: NOW, reason: hold.reason } };
    const { link } = settle(kept, 'create', done);
    expect([link.health.state, link.hold]).toEqual(['synced', undefined]);
  });

  test.each([
    ['void', 'voided'],
    ['delete', 'deleted'],
  ] as const)('by a %s leaves a document that is %s, whatever the answer shows', (operation, status) => {
    expect(settle(BOOKED, operation, done).link.document?.status).toBe(status);
  });

  test('for a revision that is not the newest any more stays pending', () => {
    const newer: Link = { ...NEW, source: said(INVOICE, { revision: 2 }) };
    const { link } = settle(newer, 'create', done);
    expect(link.health.state).toBe('pending');
    expect(link.base?.revision).toBe(1);
    expect(link.document?.id).toBe('900');
  });

  test('only the last attempts are kept, newest first', () => {
    let link = NEW;
    for (const fault of ['unavailable', 'throttled', 'invalid', 'locked'] as const) {
      ({ link } = settle(link, 'create', faulty(fault)));
    }
    ({ link } = settle(link, 'create', done));
    expect(link.attempts).toHaveLength(ATTEMPTS_KEPT);
    expect(link.attempts.map(({ outcome }) => outcome)).toEqual(['done', 'fault', 'fault']);
  });
});

const DECISIONS: readonly (readonly [string, Decision, Partial<Link['health']> | undefined])[] = [
  ['in sync', { type: 'in_sync' }, { state: 'synced' }],
  ['skip', { type: 'skip', reason: 'document_type' }, { state: 'skipped', reason: 'document_type' }],
  ['wait for the source', { type: 'wait', reason: 'folio_open' }, { state: 'waiting', reason: 'folio_open' }],
  [
    'wait for another record',
    { type: 'wait', reason: 'customer', waitsFor: 'customer#1' },
    { state: 'waiting', reason: 'customer', waitsFor: 'customer#1', dueAt: NOW + RECHECK_MS },
  ],
  [
    'fail',
    { type: 'fail', problem: { code: 'locked', values: {} } },
    { state: 'failed', problem: { code: 'locked', values: {} } },
  ],
  [
    'fail for want of another record',
    { type: 'fail', problem: { code: 'customer_unknown', values: {} }, waitsFor: 'customer#1' },
    {
      ...{ state: 'failed', problem: { code: 'customer_unknown', values: {} } },
      ...{ waitsFor: 'customer#1', dueAt: NOW + FAILED_RECHECK_MS },
    },
  ],
  ['ask', { type: 'ask', task: 'by_hand' }, { state: 'action_needed', reason: 'by_hand' }],
  ['look', { type: 'look', at: 'document' }, undefined],
  ['write', { type: 'write', operation: 'create', document: DOCUMENT }, undefined],
];
const decided = (decision: Decision) => ({ rule: 'some-rule', decision, values: { a: 'b' } });

describe('a decision', () => {
  test.each(DECISIONS)('%s', (_name, decision, health) => {
    const link = settleDecision(NEW, decided(decision), 3, NOW);
    if (health === undefined) {
      expect(link).toBeUndefined();
      return;
    }
    expect(link?.health).toEqual({ since: NOW, ...health });
    expect(link?.trace).toMatchObject({ rule: 'some-rule', values: { a: 'b' }, policyVersion: 3, at: NOW });
  });

  test('taken twice changes nothing, but a wait is renewed', () => {
    for (const [name, decision, health] of DECISIONS) {
      const once = settleDecision(NEW, decided(decision), 3, NOW);
      if (once === undefined) continue;
      const twice = settleDecision(once, decided(decision), 3, NOW + 5);
      if (health?.dueAt === undefined) expect([name, twice]).toEqual([name, undefined]);
      else expect(twice?.health).toMatchObject({ since: NOW, dueAt: health.dueAt + 5 });
    }
  });

  test('leaves a stale picture stale', () => {
    const stale: Link = { ...BOOKED, stale: true };
    const link = settleDecision(stale, decided({ type: 'wait', reason: 'customer', waitsFor: 'x' }), 3, NOW);
    expect(link?.stale).toBe(true);
  });

  test('makes nothing of a row that only says that somebody waits', () => {
    const waitedFor: Link = {
      ...NEW,
      source: undefined,
      awaited: true,
      health: { state: 'not_synced', since: 0 },
    };
    expect(settleDecision(waitedFor, decided({ type: 'in_sync' }), 3, NOW)).toBeUndefined();
  });

  test('to adopt takes the document over as ours', () => {
    const snapshot = shown(DOCUMENT, '55', { total: '144.00' });
    const stale: Link = { ...NEW, stale: true };
    const link = settleDecision(stale, decided({ type: 'adopt', snapshot, document: DOCUMENT }), 3, NOW);
    expect(link).toMatchObject({
      health: { state: 'synced' },
      document: { id: '55', status: 'live', total: '144.00' },
      base: { revision: 1 },
    });
    expect(link?.stale).toBeUndefined();
  });
});

describe('since', () => {
  const failed: Link = { ...NEW, health: { state: 'failed', since: 1 } };
  test('is when the state began, not when it was last found', () => {
    expect(settle(failed, 'create', faulty('locked')).link.health.since).toBe(1);
    expect(settleWaiting({ ...NEW, health: { state: 'waiting', since: 2 } }, 'r', 9, NOW).health.since).toBe(
      2,
    );
  });
  test('begins anew with another state', () => {
    expect(settle(failed, 'create', faulty('throttled')).link.health.since).toBe(NOW);
    expect(settleWaiting(failed, 'paused', 9, NOW).health).toEqual({
      state: 'waiting',
      since: NOW,
      reason: 'paused',
      dueAt: 9,
    });
  });
});

test('our own fault is a failure that names itself', () => {
  expect(settleInternal(NEW, 'it threw', NOW).health).toEqual({
    state: 'failed',
    since: NOW,
    problem: { code: 'internal', values: { detail: 'it threw' } },
  });
});

test.each([
  ['customer', draftOf(factsAbout(CUSTOMER)), 'name_taken', { name: CUSTOMER.name }],
  ['invoice', DOCUMENT, 'number_taken', { number: 'F-1001', difference: 'so it says' }],
  ['payment', draftOf(factsAbout(PAYMENT)), 'number_taken', { number: 'R-1', difference: 'so it says' }],
  ['invoice', DOCUMENT, 'closed_period', { date: '2026-11-20' }],
  ['customer', draftOf(factsAbout(CUSTOMER)), 'closed_period', { date: 'unknown' }],
] as const)('a %s tells of itself in the problem', (_kind, document, fault, values) => {
  expect(settle(BOOKED, 'update', faulty(fault), { document }).link.health.problem?.values).toEqual(values);
});
