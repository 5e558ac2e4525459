// Drift: what a look at the ledger makes of a link. Echoes and late answers change nothing; edits and ends are named.
import { describe, expect, test } from 'vitest';
import type { InvoiceDocument, Snapshot } from '../../shared/core/documents.ts';
import { observe } from '../../shared/core/drift.ts';
import { fingerprint } from '../../shared/core/fingerprint.ts';
import type { Link } from '../../shared/core/links.ts';
import { documentIn, INVOICE, linkOf, said } from '../support/facts.ts';

const WRITTEN: InvoiceDocument = {
  type: 'invoice',
  number: 'F-1001',
  customer: '7',
  currency: 'EUR',
  date: '2026-11-20',
  dueDate: undefined,
  lines: [{ amount: '120.00' }],
  taxMode: 'excluded',
};
/** Our invoice in its third revision, written at 1000. */
const LINK: Link = linkOf(INVOICE, {
  document: documentIn('invoice', '7', {
    revision: '3',
    updatedAt: 1000,
    total: '120.00',
    balance: '120.00',
  }),
  base: { revision: 1, ours: 'ours', theirs: fingerprint(WRITTEN) },
  health: { state: 'synced', since: 1000 },
});

/** The ledger shows the fourth revision, written at 2000, unless told otherwise. */
const seen = (changes: Partial<Snapshot> = {}, ref: Partial<Snapshot['ref']> = {}): Snapshot => ({
  ref: { type: 'invoice', id: '7', revision: '4', updatedAt: 2000, ...ref },
  status: 'live',
  document: WRITTEN,
  total: '120.00',
  balance: '120.00',
  ...changes,
});

describe('nothing new', () => {
  test.each<[string, Link, Snapshot]>([
    ['the echo of our own write', LINK, seen({}, { revision: '3', updatedAt: 1000 })],
    ['the same revision stamped later', LINK, seen({}, { revision: '3', updatedAt: 5000 })],
    ['an answer older than what we have', LINK, seen({}, { revision: '2', updatedAt: 999 })],
    ['another document', LINK, seen({}, { id: '8' })],
    ['a document of a record that has none', linkOf(INVOICE), seen()],
  ])('%s', (_name, link, snapshot) => {
    expect(observe(link, snapshot)).toBeUndefined();
  });
});

describe('a new revision', () => {
  test('with the same content is no drift: a payment was applied', () => {
    const link = observe(LINK, seen({ balance: '20.00' }));
    expect(link).toMatchObject({
      document: { revision: '4', updatedAt: 2000, total: '120.00', balance: '20.00' },
    });
    expect(link?.drift).toBeUndefined();
  });

  test('that undoes an edit ends the drift', () => {
    const drifted: Link = { ...LINK, drift: { kind: 'edited', at: 1500, differences: ['other fields'] } };
    expect(observe(drifted, seen())?.drift).toBeUndefined();
  });

  test.each<[string, Snapshot, readonly string[]]>([
    [
      'the total',
      seen({ total: '130.00', document: { ...WRITTEN, lines: [{ amount: '130.00' }] } }),
      ['total 120.00 -> 130.00'],
    ],
    ['the number', seen({ document: { ...WRITTEN, number: 'X-1' } }), ['number F-1001 -> X-1']],
    ['the date', seen({ document: { ...WRITTEN, date: '2026-11-19' } }), ['date 2026-11-20 -> 2026-11-19']],
    ['something else', seen({ document: { ...WRITTEN, memo: 'hello' } }), ['other fields']],
    [
      'several things',
      seen({ total: '1.00', document: { ...WRITTEN, number: undefined, date: '2026-01-01' } }),
      ['total 120.00 -> 1.00', 'number F-1001 -> none', 'date 2026-11-20 -> 2026-01-01'],
    ],
  ])('with an edit of %s', (_name, snapshot, differences) => {
    const theirs = fingerprint(snapshot.document);
    expect(observe(LINK, snapshot)?.drift).toEqual({ kind: 'edited', at: 2000, differences, theirs });
  });
});

describe('an end', () => {
  test.each(['voided', 'deleted'] as const)('%s by a person', (status) => {
    const link = observe(LINK, seen({ status, document: undefined, total: undefined, balance: undefined }));
    expect(link?.drift).toEqual({ kind: status, at: 2000, differences: [`${status} in the ledger`] });
    expect(link?.document).toMatchObject({ status, total: '120.00' });
  });

  test('is seen however old its stamp is: a deleted document has no time of its own', () => {
    const link = observe(LINK, seen({ status: 'deleted', document: undefined }, { updatedAt: 0 }));
    expect(link?.document?.status).toBe('deleted');
  });

  test('that we wrote ourselves is no drift', () => {
    const ended: Link = {
      ...LINK,
      source: said(INVOICE, { revision: 2, presence: 'voided' }),
      document: documentIn('invoice', '7', { revision: '3', status: 'voided' }),
    };
    expect(observe(ended, seen({ status: 'voided' }))?.drift).toBeUndefined();
  });
});

test('a look mends a stale picture, even when it shows what we know', () => {
  const stale: Link = { ...LINK, stale: true };
  const link = observe(stale, seen({}, { revision: '3', updatedAt: 1000 }));
  expect(link).toBeDefined();
  expect(link?.stale).toBeUndefined();
  expect(link?.drift).toBeUndefined();
});
