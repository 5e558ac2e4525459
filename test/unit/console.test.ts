// The console's own thinking: the filter's line, sums, what a draft changes, and what a support bundle leaves out.
import { describe, expect, test } from 'vitest';
import { changesOf, valueAt, withValue } from '../../console/src/policy/draft.ts';
import { type Json, settingsOf } from '../../console/src/policy/setting.ts';
import { withoutPersons } from '../../console/src/record/support-bundle.ts';
import { asked, matches, parseFilter, writeFilter } from '../../console/src/records/filter.ts';
import { sum } from '../../console/src/records/sums.ts';

describe('the filter as a line', () => {
  test.each([
    'state:failed kind:payment',
    'amount:>100',
    '-owner:source "de Vries"',
    'state:failed problem:tax_unmapped',
    '',
  ])('%s comes back as it was', (line) => {
    expect(writeFilter(parseFilter(line))).toBe(line);
  });

  test.each([
    [
      'state:failed category:mapping amount:>100',
      { health: 'failed', category: 'mapping', amount_min: '100' },
      1,
    ],
    ['state:synced category:mapping', { health: 'synced' }, 1],
    ['kind:invoice -state:synced', { kind: 'invoice' }, 1],
    ['state:failed Jansen', { health: 'failed', q: 'Jansen' }, 0],
    ['unknown:thing', {}, 1],
  ])('%s: the API is asked what it can filter', (line, query, rest) => {
    const given = asked(parseFilter(line));
    const said = Object.entries(given.query).filter(([, value]) => value !== undefined);
    expect(Object.fromEntries(said)).toEqual(query);
    expect(given.rest).toHaveLength(rest);
  });

  const record = {
    kind: 'invoice',
    id: 'F-1',
    number: '2026-7',
    party: 'Anna Jansen',
    amount: '120.00',
    currency: 'EUR',
    state: 'failed',
    since: '2026-11-22T00:00:00.000Z',
    attempts: [],
  } as const;
  test.each([
    ['amount:>100', true],
    ['amount:>120', false],
    ['party:jansen', true],
    ['-party:jansen', false],
    ['state:failed state:waiting', true],
    ['2026-7', true],
    ['nobody', false],
  ])('%s', (line, is) => {
    expect(matches({ ...record, attempts: [] }, parseFilter(line))).toBe(is);
  });
});

test.each([
  [['0.10', '0.20'], '0.30'],
  [['-5.00', '2.5'], '-2.50'],
  [['1200'], '1200'],
  [[], '0'],
  [['9007199254740993.01', '0.01'], '9007199254740993.02'],
])('the sum of %j is %s, to the last digit', (amounts, total) => {
  expect(sum(amounts)).toBe(total);
});

test('a draft is changed member by member, and says what changed', () => {
  const before = { tax: { mode: 'mapped', map: { high: '2' } } };
  const after = withValue(before, ['tax', 'map', 'spa'], '3');
  expect(valueAt(after, ['tax', 'map'])).toEqual({ high: '2', spa: '3' });
  expect(changesOf(before, after)).toEqual([{ setting: 'tax.map.spa', before: '–', after: '3' }]);
  expect(changesOf(after, withValue(after, ['tax', 'map', 'spa'], undefined))).toHaveLength(1);
});

test('every setting of the policy has a field in the editor', async () => {
  const { openApiDocument } = await import('../../functions/api/openapi/document.ts');
  const read: (text: string) => Json = JSON.parse;
  const settings = settingsOf(read(JSON.stringify(openApiDocument())));
  expect(settings.length).toBeGreaterThan(10);
  expect(settings.filter(({ setting }) => setting.kind === 'other').map(({ name }) => name)).toEqual([]);
});

test('a support bundle keeps ids, rules and amounts, and nothing about a person', () => {
  const bundle = withoutPersons({
    record: {
      id: 'F-1',
      name: 'Anna Jansen',
      amount: '120.00',
      address: { line1: 'Kerkstraat 1', country: 'NL' },
    },
    values: { tax: 'spa' },
    attempts: [{ detail: 'Duplicate name Anna Jansen', requestId: 'r-1' }],
  });
  const text = JSON.stringify(bundle);
  for (const kept of ['F-1', '120.00', 'spa', 'r-1']) expect(text).toContain(kept);
  for (const gone of ['Anna', 'Kerkstraat']) expect(text).not.toContain(gone);
});
