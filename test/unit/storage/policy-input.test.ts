// A policy that comes in is taken whole or refused with everything that has to be corrected.
import { describe, expect, test } from 'vitest';
import { readPolicy } from '../../../shared/storage/policy-input.ts';
import { policy } from '../../contract/support/examples.ts';

const good = policy();

test('a good policy is taken as it is', () => {
  expect(readPolicy(good)).toEqual({ ok: true, policy: good });
});

describe('refused', () => {
  test.each<[string, unknown, readonly [string, RegExp]]>([
    ['no object', 'x', ['', /expected object/]],
    ['an unknown setting', { ...good, customer: {} }, ['', /Unrecognized key: "customer"/]],
    [
      'an unknown setting inside',
      { ...good, tax: { ...good.tax, modus: 1 } },
      ['tax', /Unrecognized key: "modus"/],
    ],
    ['a missing part', { ...good, ends: undefined }, ['ends', /expected object/]],
    ['another direction', { ...good, direction: 'both' }, ['direction', /"to_ledger"/]],
    [
      'an unknown choice',
      { ...good, ends: { ...good.ends, invoice: 'burn' } },
      ['ends.invoice', /"void"\|"delete"/],
    ],
    ['no zone', { ...good, timeZone: 'Europe/Atlantis' }, ['timeZone', /IANA/]],
    [
      'no day of the calendar',
      { ...good, backfill: { ...good.backfill, exportFrom: '2026-02-30' } },
      ['backfill.exportFrom', /calendar/],
    ],
    [
      'no day at all',
      { ...good, backfill: { ...good.backfill, exportFrom: 'yesterday' } },
      ['backfill.exportFrom', /YYYY-MM-DD/],
    ],
    [
      'a name that names nobody',
      { ...good, customers: { ...good.customers, nameTemplate: 'Guest {currency}' } },
      ['customers.nameTemplate', /\{name\} or \{number\}/],
    ],
    [
      'a place that nothing fills',
      { ...good, customers: { ...good.customers, nameTemplate: '{name} {city}' } },
      ['customers.nameTemplate', /knows only/],
    ],
    [
      'an account that is empty',
      { ...good, payments: { ...good.payments, depositAccount: { mode: 'fixed', account: '' } } },
      ['payments.depositAccount.account', />=1/],
    ],
  ])('%s', (_, input, [path, message]) => {
    const read = readPolicy(input);
    expect(read).toMatchObject({ ok: false, faults: [{ path }] });
    if (!read.ok) expect(read.faults[0]?.message).toMatch(message);
  });

  test('with every fault at once', () => {
    const read = readPolicy({ ...good, direction: 'both', timeZone: '', rounding: {} });
    expect(read.ok ? [] : read.faults.map(({ path }) => path)).toEqual(['timeZone', 'direction', '']);
  });
});
