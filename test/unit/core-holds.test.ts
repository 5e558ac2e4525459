// Holds as tables: why a connection is held back, and what that makes of a decision about one of its records.
import { describe, expect, test } from 'vitest';
import { decide } from '../../shared/core/decide.ts';
import type { Decision } from '../../shared/core/decisions.ts';
import { heldBack } from '../../shared/core/held-back.ts';
import { holdOf, HOLDS, sessionEnd } from '../../shared/core/holds.ts';
import type { Policy } from '../../shared/core/policy.ts';
import { blocking, green, red, unknown, type Verdict } from '../../shared/core/preflight/check.ts';
import { CLOCK_PMS } from '../../shared/core/presets/clock-pms.ts';
import { KLIPBOARD } from '../../shared/core/presets/klipboard.ts';
import { bookedLink, CUSTOMER, factsAbout, INVOICE, NOW } from '../support/facts.ts';

const checked = (check: string, verdict: Verdict) => ({ check, rules: [], ...verdict });
const RED = blocking('It is off.', 'Switch it on.');

describe('why a connection is held back', () => {
  const found = (...checks: readonly ReturnType<typeof checked>[]) => ({ checks });
  const until = (sessionEndsAt: number, ...checks: readonly ReturnType<typeof checked>[]) => ({
    checks,
    sessionEndsAt,
  });
  test.each<[string, Policy, ReturnType<typeof found | typeof until>, string | undefined]>([
    ['all is well', CLOCK_PMS, found(checked('custom_numbers', green('On.'))), undefined],
    ['CLK-05: a check that blocks is red', CLOCK_PMS, found(checked('custom_numbers', RED)), 'preflight'],
    ['a red check that does not block', CLOCK_PMS, found(checked('x', red('Odd.', 'Look.'))), undefined],
    [
      'KLP-03: what blocks is not known yet',
      CLOCK_PMS,
      found(checked('start_number', unknown('?', true))),
      'preflight',
    ],
    ['what is not known does not block by itself', CLOCK_PMS, found(checked('x', unknown('?'))), undefined],
    [
      'KLP-01: the first import is not done',
      KLIPBOARD,
      found(checked('first_import', RED)),
      'initial_import',
    ],
    ['KLP-01: a person has not let it go yet', CLOCK_PMS, found(checked('live', RED)), 'not_live'],
    [
      'KLP-01: neither imported nor let go: the import is not held by that',
      KLIPBOARD,
      found(checked('first_import', RED), checked('live', RED)),
      'initial_import',
    ],
    ['KLP-04: the session is over', KLIPBOARD, until(NOW), 'session_over'],
    ['KLP-04: it is not over yet', KLIPBOARD, until(NOW + 1), undefined],
    ['KLP-05: it is over, and a check is red', KLIPBOARD, until(NOW, checked('x', RED)), 'session_over'],
    ['a session that never began has no end', KLIPBOARD, found(), undefined],
    ['the policy knows no sessions any more', CLOCK_PMS, until(NOW), undefined],
  ])('%s', (_, policy, facts, hold) => {
    expect(holdOf({ policy, now: NOW, ...facts })).toBe(hold);
  });

  test('KLP-04: a session lasts as long as the policy says, from when somebody connects', () => {
    expect(sessionEnd(KLIPBOARD, NOW)).toBe(NOW + 60 * 60_000);
    expect(sessionEnd(CLOCK_PMS, NOW)).toBeUndefined();
    expect(sessionEnd(undefined, NOW)).toBeUndefined();
  });
});

describe('a decision about a record of a connection that is held back', () => {
  const waits: readonly Decision[] = [
    {
      type: 'write',
      operation: 'create',
      document: { type: 'item', name: 'x', itemType: 'service', active: true },
    },
    { type: 'look', at: 'document' },
    { type: 'fail', problem: { code: 'tax_unmapped', values: {} } },
    { type: 'wait', reason: 'customer', waitsFor: 'customer#1' },
    { type: 'cascade', keys: ['payment#1'], how: 'void' },
  ];
  test.each(waits.map((decision) => [decision.type, decision] as const))('%s: it waits', (_, decision) => {
    for (const hold of HOLDS)
      expect(heldBack(hold, { rule: 'some-rule', decision, values: { a: 'b' } })).toEqual({
        rule: 'hold-connection',
        decision: { type: 'wait', reason: hold },
        values: { rule: 'some-rule' },
      });
  });

  const stays: readonly Decision[] = [
    { type: 'in_sync' },
    { type: 'skip', reason: 'document_type' },
    { type: 'ask', task: 'edited_in_ledger' },
  ];
  test.each(stays.map((decision) => [decision.type, decision] as const))('%s: it stays', (_, decision) => {
    const decided = { rule: 'some-rule', decision, values: {} };
    for (const hold of HOLDS) expect(heldBack(hold, decided)).toBe(decided);
  });

  test('KLP-12: what the first import brought is linked while everything else waits for it', () => {
    const look: Decision = { type: 'look', at: 'others', documents: [{ type: 'customer', id: '7' }] };
    const decided = { rule: 'adopt-named-document', decision: look, values: {} };
    expect(heldBack('initial_import', decided)).toBe(decided);
    expect(heldBack('preflight', decided).decision).toEqual({ type: 'wait', reason: 'preflight' });
  });

  test('the rulebooks are asked all the same: what is booked is in sync, what is new waits', () => {
    expect(decide(factsAbout(INVOICE, { hold: 'preflight' }))).toMatchObject({
      rule: 'hold-connection',
      decision: { type: 'wait', reason: 'preflight' },
      values: { rule: 'create-or-update' },
    });
    const booked = bookedLink(CUSTOMER, 'd1');
    expect(decide(factsAbout(CUSTOMER, { link: booked, hold: 'preflight' })).decision.type).toBe('in_sync');
  });
});
