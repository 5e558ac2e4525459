// What each side says about one record, as a table: figures of every side, and the difference if there is one.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { judgeAsked, judgeLink, judgeListed, type Scope } from '../../shared/core/compare-sides.ts';
import type { Snapshot } from '../../shared/core/documents.ts';
import type { Link } from '../../shared/core/links.ts';
import type { Policy } from '../../shared/core/policy.ts';
import { CLOCK_PMS } from '../../shared/core/presets/clock-pms.ts';
import {
  addUp,
  DIFFERENCE_TYPES,
  type Figure,
  type Findings,
  found,
  KEPT_OF_TYPE,
  kindsOf,
  placeAfter,
  tellsForeign,
} from '../../shared/core/reconciliation.ts';
import { FOLIO } from '../support/matrix/records.ts';

const scope = (policy: Partial<Policy> = {}): Scope => ({
  kind: 'invoice',
  from: '2026-11-01',
  to: '2026-11-30',
  policy: { ...CLOCK_PMS, ...policy },
});
const source = { revision: 1, presence: 'live', record: FOLIO, eventId: 'e', receivedAt: 1 } as const;
const document = {
  type: 'invoice',
  id: '7',
  revision: '0',
  updatedAt: 1,
  status: 'live',
  total: '120.00',
} as const;

/** A folio of 120.00 of 16 November, booked as invoice 7. */
const link = (changes: Partial<Link> = {}): Link => ({
  key: { connection: 'hotel', kind: 'invoice', id: 'f1' },
  version: 2,
  source,
  document,
  base: { revision: 1, ours: 'a', theirs: 'b' },
  health: { state: 'synced', since: 1 },
  attempts: [],
  ...changes,
});
const snapshot = (
  total: string,
  { date = '2026-11-16', status = 'live' }: { date?: string; status?: Snapshot['status'] } = {},
): Snapshot => ({
  ref: { type: 'invoice', id: '7', revision: '1', updatedAt: 2 },
  status,
  document: {
    type: 'invoice',
    number: 'F-1',
    customer: '1',
    currency: 'EUR',
    date,
    lines: [],
    taxMode: 'none',
  },
  total,
});
const ended = (presence: 'voided' | 'deleted') => link({ source: { ...source, presence } });

/** `ledger 120.00; amount_differs 120.00 / 130.00` */
function inWords({ figures, differences }: Findings): string {
  const sums = figures.map(({ side, month, amount }) => `${side} ${month} ${amount}`);
  const rows = differences.map(({ type, ours, theirs, ourDate, theirDate, why }) =>
    [type, ours ?? ourDate ?? '-', '/', theirs ?? theirDate ?? '-', why]
      .filter((word) => word !== undefined)
      .join(' '),
  );
  return [...sums, ...rows].join('; ');
}

const exact = { rounding: { mode: 'exact_or_fail' } } as const;
const tolerant = { rounding: { mode: 'accept_ledger', tolerance: '0.05' } } as const;
const unseen = (total: string) => link({ document: { ...document, total } });

describe('a document that the ledger lists', () => {
  test.each<[string, readonly [Link | undefined, Snapshot, Partial<Policy>], string]>([
    ['as we know it', [link(), snapshot('120.00'), {}], 'ledger 2026-11 120.00'],
    [
      'with another amount',
      [link(), snapshot('130.00'), {}],
      'ledger 2026-11 130.00; amount_differs 120.00 / 130.00',
    ],
    ['rounded, and accepted', [unseen('120.01'), snapshot('120.01'), {}], 'ledger 2026-11 120.01'],
    [
      'rounded within the tolerance',
      [unseen('120.05'), snapshot('120.05'), tolerant],
      'ledger 2026-11 120.05',
    ],
    [
      'beyond the tolerance',
      [unseen('120.06'), snapshot('120.06'), tolerant],
      'ledger 2026-11 120.06; amount_differs 120.00 / 120.06',
    ],
    [
      'not exact',
      [unseen('120.01'), snapshot('120.01'), exact],
      'ledger 2026-11 120.01; amount_differs 120.00 / 120.01',
    ],
    [
      'not exact, but a newer revision is on its way',
      [{ ...unseen('120.01'), source: { ...source, revision: 2 } }, snapshot('120.01'), exact],
      'ledger 2026-11 120.01',
    ],
    [
      'in another month',
      [link(), snapshot('120.00', { date: '2026-12-01' }), {}],
      'ledger 2026-12 120.00; month_differs 2026-11-16 / 120.00',
    ],
    [
      'on another day of the month',
      [link(), snapshot('120.00', { date: '2026-11-30' }), {}],
      'ledger 2026-11 120.00',
    ],
    [
      'voided there',
      [link(), snapshot('0.00', { status: 'voided' }), {}],
      'ended_in_ledger 120.00 / - voided',
    ],
    ['voided on both sides', [ended('voided'), snapshot('0.00', { status: 'voided' }), {}], ''],
    [
      'voided at the source only',
      [ended('voided'), snapshot('120.00'), {}],
      'ledger 2026-11 120.00; ended_at_source - / 120.00 voided',
    ],
    ['of nobody', [undefined, snapshot('99.00'), {}], 'foreign 2026-11 99.00; not_ours - / 99.00'],
    ['of nobody, voided', [undefined, snapshot('0.00', { status: 'voided' }), {}], ''],
    [
      'of a record that was parted from it',
      [link({ document: undefined }), snapshot('120.00'), {}],
      'foreign 2026-11 120.00; not_ours - / 120.00',
    ],
    [
      'of a record that has another one now',
      [link({ document: { ...document, id: '8' } }), snapshot('120.00'), {}],
      'foreign 2026-11 120.00; not_ours - / 120.00',
    ],
  ])('%s', (_what, [of, seen, policy], expected) => {
    expect(inWords(judgeListed(scope(policy), seen, of))).toBe(expected);
  });
});

describe('a link', () => {
  const waiting = { state: 'waiting', since: 1, reason: 'customer' } as const;
  const failed = { state: 'failed', since: 1, problem: { code: 'tax_unmapped', values: {} } } as const;
  test.each<[string, Link, boolean, string]>([
    ['whose document is listed', link(), true, 'source 2026-11 120.00; link 2026-11 120.00'],
    ['whose document is not', link(), false, 'source 2026-11 120.00; link 2026-11 120.00; asks'],
    [
      'that was never booked',
      link({ document: undefined, health: failed }),
      false,
      'source 2026-11 120.00; not_booked 120.00 / - failed tax_unmapped',
    ],
    [
      'that waits',
      link({ document: undefined, health: waiting }),
      false,
      'source 2026-11 120.00; not_booked 120.00 / - waiting customer',
    ],
    [
      'that is skipped',
      link({ document: undefined, health: { state: 'skipped', since: 1, reason: 'before_export_from' } }),
      false,
      '',
    ],
    [
      'that a person keeps out',
      link({ document: undefined, hold: { state: 'not_synced', reason: 'so' } }),
      false,
      '',
    ],
    [
      'whose document is known to be deleted',
      link({ document: { ...document, status: 'deleted' } }),
      false,
      'source 2026-11 120.00; not_in_ledger 120.00 / -',
    ],
    [
      'whose voided document is listed',
      link({ document: { ...document, status: 'voided' } }),
      true,
      'source 2026-11 120.00',
    ],
    [
      'that ended on both sides',
      { ...ended('deleted'), document: { ...document, status: 'deleted' } },
      false,
      '',
    ],
    ['that ended at the source', ended('voided'), true, 'link 2026-11 120.00'],
    [
      'of another month',
      link({ source: { ...source, record: { ...FOLIO, date: '2026-10-31' } } }),
      false,
      '',
    ],
    [
      'whose source states no total',
      link({
        source: { ...source, record: { ...FOLIO, total: undefined } },
        document: { ...document, total: '145.20' },
      }),
      true,
      'source 2026-11 145.20; link 2026-11 145.20',
    ],
    [
      'of which we only heard the end',
      link({ source: { ...source, record: undefined, presence: 'deleted' } }),
      false,
      '',
    ],
  ])('%s', (_what, of, listed, expected) => {
    const judged = judgeLink(scope(), of, () => listed);
    const words = inWords(judged);
    expect(judged.ask === undefined ? words : `${words}; asks`).toBe(expected);
  });
});

describe('a document of ours that was not listed', () => {
  const gone: Snapshot = { ref: { type: 'invoice', id: '7', revision: '', updatedAt: 3 }, status: 'deleted' };
  test.each<[string, Link, Snapshot, string]>([
    ['is gone', link(), gone, 'not_in_ledger 120.00 / -'],
    ['is gone on both sides', ended('deleted'), gone, ''],
    ['came since', link(), snapshot('120.00'), 'ledger 2026-11 120.00'],
    [
      'stands in another month',
      link(),
      snapshot('120.00', { date: '2027-01-02' }),
      'month_differs 2026-11-16 / 120.00',
    ],
    [
      'was voided and moved',
      link(),
      snapshot('0.00', { date: '2027-01-02', status: 'voided' }),
      'ended_in_ledger 120.00 / - voided',
    ],
  ])('%s', (_what, of, seen, expected) => {
    expect(inWords(judgeAsked(scope(), seen, of))).toBe(expected);
  });
});

describe('parts', () => {
  const figure = (amount: string, changes: Partial<Figure> = {}): Figure => ({
    kind: 'invoice',
    currency: 'EUR',
    month: '2026-11',
    side: 'ledger',
    count: 1,
    amount,
    ...changes,
  });
  const foreign = (id: number) =>
    ({ type: 'not_ours', kind: 'invoice', document: { type: 'invoice', id: String(id) } }) as const;

  test('are added up in minor units, cell by cell', () => {
    const yen = figure('300', { currency: 'JPY' });
    const { figures } = addUp([found([figure('0.10'), yen], []), found([figure('0.20'), yen], [])]);
    expect(figures).toEqual([figure('0.30', { count: 2 }), figure('600', { currency: 'JPY', count: 2 })]);
  });

  test('keep so many differences of a type, and count all of them', () => {
    const many = Array.from({ length: 80 }, (_, id) => foreign(id));
    const lost = { type: 'not_in_ledger', kind: 'invoice', record: 'f1' } as const;
    const sum = addUp([found([], many), found([], many), addUp([found([], many), found([], [lost])])]);
    expect(sum.counts).toEqual({ not_ours: 240, not_in_ledger: 1 });
    expect(sum.differences).toHaveLength(KEPT_OF_TYPE + 1);
    expect(sum.differences[0]).toEqual(lost);
  });

  test('come in the order of ledger and links, kind by kind', () => {
    const kinds = ['invoice', 'payment'] as const;
    const walk: string[] = [];
    let place: ReturnType<typeof placeAfter> = { at: 'ledger', kind: 'invoice' };
    for (const cursor of ['c', undefined, undefined, undefined, undefined]) {
      walk.push(`${place?.at ?? 'end'} ${place?.kind ?? ''} ${place?.cursor ?? ''}`.trim());
      place = place && placeAfter(place, cursor, kinds);
    }
    expect(walk).toEqual([
      'ledger invoice',
      'ledger invoice c',
      'links invoice',
      'ledger payment',
      'links payment',
    ]);
    expect(place).toBeUndefined();
  });
});

test.each(DIFFERENCE_TYPES)('%s is in the runbook and in the API', (type) => {
  const read = (name: string) => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');
  expect(read('runbook.md')).toContain(`### ${type}\n`);
  expect(read('api.md')).toContain(`| \`${type}\` `);
});

test('only kinds that the policy books are compared, and what is nobody’s is told where it means something', () => {
  const { refunds, payments, creditNotes } = CLOCK_PMS;
  const all = { ...CLOCK_PMS, creditNotes: { ...creditNotes, mode: 'credit_memo' as const } };
  const expenses = { ...all, refunds: { ...refunds, mode: 'expense' as const } };
  const inward = { ...all, payments: { ...payments, direction: 'to_source' as const } };
  expect(kindsOf({ ...expenses, creditNotes: { ...creditNotes, mode: 'none' } })).toEqual([
    'invoice',
    'payment',
    'refund',
  ]);
  expect(tellsForeign('refund', expenses)).toBe(false);
  expect(tellsForeign('refund', { ...all, refunds: { ...refunds, mode: 'refund_receipt' } })).toBe(true);
  expect(tellsForeign('payment', inward)).toBe(false);
  expect(tellsForeign('invoice', inward)).toBe(true);
  expect(DIFFERENCE_TYPES).toHaveLength(7);
});
