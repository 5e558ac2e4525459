// Sync, unsync and adopt as a table: every state, every kind, exactly the transitions that the rules allow.
import { describe, expect, test } from 'vitest';
import { adopt, sync, unsync } from '../../shared/core/actions.ts';
import { HEALTH_STATES, type HealthState, type Link } from '../../shared/core/links.ts';
import { RECORD_KINDS } from '../../shared/core/records.ts';
import {
  bookedLink,
  CUSTOMER,
  documentIn,
  INVOICE,
  linkOf,
  NOW,
  PAYMENT,
  policy,
  said,
} from '../support/facts.ts';

const inState = (state: HealthState, changes: Partial<Link> = {}): Link =>
  linkOf(PAYMENT, { health: { state, since: NOW }, ...changes });
const allowed = (from: (state: HealthState) => { readonly type: string }): readonly HealthState[] =>
  HEALTH_STATES.filter((state) => from(state).type === 'done');
const booked = bookedLink(PAYMENT, 'doc_payment');
const DELETES = policy({ ends: { unsync: 'delete' } });

describe('from which states', () => {
  test('a payment may be synced by hand (TXD-12)', () => {
    expect(allowed((state) => sync(inState(state), undefined, NOW))).toEqual([
      'failed',
      'skipped',
      'not_synced',
    ]);
  });

  test('an invoice may be, if its customer is synced and linked (TXD-20)', () => {
    const invoice = (state: HealthState): Link => linkOf(INVOICE, { health: { state, since: NOW } });
    const customer = bookedLink(CUSTOMER, 'doc_customer');
    expect(allowed((state) => sync(invoice(state), customer, NOW))).toEqual([
      'failed',
      'skipped',
      'not_synced',
    ]);
    for (const state of HEALTH_STATES) {
      const other = { ...customer, health: { state, since: NOW } };
      expect(sync(invoice('failed'), other, NOW).type).toBe(state === 'synced' ? 'done' : 'refused');
    }
  });

  test('a payment may be unsynced (TXD-13)', () => {
    expect(allowed((state) => unsync({ ...booked, ...inState(state) }, DELETES, 'why', NOW))).toEqual([
      'synced',
    ]);
  });

  test('nothing but a payment may be (TXD-23)', () => {
    const kinds = RECORD_KINDS.filter(
      (kind) => unsync({ ...booked, key: { ...booked.key, kind } }, DELETES, 'why', NOW).type === 'done',
    );
    expect(kinds).toEqual(['payment']);
  });

  test('a record without a document may be linked by hand', () => {
    expect(allowed((state) => adopt(inState(state), '42', NOW))).not.toContain('pending');
    expect(adopt(booked, '42', NOW).type).toBe('refused');
  });

  test('every refusal has a blocker and what comes next', () => {
    for (const state of HEALTH_STATES)
      for (const acted of [
        sync(inState(state), undefined, NOW),
        unsync({ ...booked, ...inState(state) }, DELETES, 'why', NOW),
        adopt({ ...booked, health: { state, since: NOW } }, '42', NOW),
      ])
        if (acted.type === 'refused') {
          expect(acted.blocker).toMatch(/^.{10,}\.$/);
          expect(acted.next).toMatch(/^[A-Z].{5,}\.$/);
        }
  });
});

describe('what becomes of the record', () => {
  test('synced: let in, whatever kept it out, and booked anew if its document is gone', () => {
    const gone = inState('not_synced', {
      document: documentIn('payment', 'doc_payment', { status: 'deleted' }),
      hold: { state: 'not_synced', reason: 'unsynced' },
      endWish: { by: 'operator', how: 'delete' },
    });
    expect(sync(gone, undefined, NOW)).toMatchObject({
      link: {
        asked: true,
        hold: undefined,
        endWish: undefined,
        order: 'create_anew',
        health: { state: 'pending' },
      },
    });
  });

  test('unsynced: on its way out, and out whatever is sent (TXD-13, TXD-15)', () => {
    expect(unsync(booked, DELETES, 'twice', NOW)).toMatchObject({
      link: {
        endWish: { by: 'operator', how: 'delete' },
        hold: { state: 'not_synced', reason: 'twice' },
        health: { state: 'pending', dueAt: NOW },
      },
    });
  });

  test('unsynced where the policy only parts the two: no document, and nothing to do for the lane', () => {
    expect(unsync(booked, policy({ ends: { unsync: 'detach' } }), 'ours', NOW)).toMatchObject({
      link: { document: undefined, base: undefined, health: { state: 'not_synced', reason: 'ours' } },
    });
  });

  test.each<[string, Partial<Link>]>([
    ['that was never sent', { source: undefined }],
    ['whose source says that it is over', { source: said(PAYMENT, { presence: 'voided' }) }],
  ])('a record %s is not synced', (_, changes) => {
    expect(sync(inState('failed', changes), undefined, NOW).type).toBe('refused');
  });
});
