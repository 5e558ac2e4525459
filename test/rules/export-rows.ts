// The rows of every rulebook about exports: what waits for the next run, and what a person left out of one.
import type { ExportFacts } from '../../shared/core/exports.ts';
import type { Facts } from '../../shared/core/decisions.ts';
import type { Link } from '../../shared/core/links.ts';
import { MINUTE, NOW, type Situation } from '../support/facts.ts';
import type { Row } from '../support/rulebook.ts';

const interval = { schedule: { outbound: { mode: 'interval', minutes: 720 } } } as const;
const manual = { schedule: { outbound: { mode: 'manual' } } } as const;
const BEFORE: ExportFacts = { upTo: NOW - 60 * MINUTE, skipped: [] };
const SINCE: ExportFacts = { upTo: NOW, skipped: [] };

const asking = (at: number) => ({ what: 'sync', by: 'key', at });

/** Facts about the example record of a book, and its link after it was booked. */
export interface Book {
  readonly facts: (situation: Situation) => Facts;
  readonly booked: Link;
  /** What says that a new one may go. */
  readonly goes: Pick<Row, 'by' | 'says'>;
}

/** What every book says about runs. */
export function exportRows({ facts, booked, goes }: Book): readonly Row[] {
  const newer = { ...booked, source: booked.source && { ...booked.source, revision: 2 } };
  return [
    {
      by: 'wait-for-export',
      when: 'it came since the last run by the clock',
      facts: facts({ exports: { ...BEFORE, nextRunAt: NOW + MINUTE }, policy: interval }),
      says: 'wait export',
      proves: 'CLK-13, CLK-14',
      passes: 'in-sync-both-ended',
    },
    {
      by: 'wait-for-export',
      when: 'it came since the last run that a person started',
      facts: facts({ exports: BEFORE, policy: manual }),
      says: 'wait export',
      proves: 'CLK-13, CLK-24',
    },
    {
      by: 'wait-for-export',
      when: 'there was no run yet',
      facts: facts({ exports: { skipped: [] }, policy: manual }),
      says: 'wait export',
      proves: 'CLK-25',
    },
    {
      by: 'wait-for-export',
      when: 'booked, and changed since the last run',
      facts: facts({ link: newer, exports: BEFORE, policy: manual }),
      says: 'wait export',
      proves: 'CLK-24',
    },
    {
      by: 'wait-for-export',
      when: 'nothing goes to the ledger at all',
      facts: facts({ exports: BEFORE, policy: { schedule: { outbound: { mode: 'off' } } } }),
      says: 'wait schedule_off',
      proves: 'C5',
    },
    {
      ...goes,
      when: 'it had come before the last run',
      facts: facts({ exports: SINCE, policy: manual }),
      proves: 'CLK-24',
      passes: 'wait-for-export',
    },
    {
      ...goes,
      when: 'it came since the last run, and a person asked for it',
      facts: facts({ link: { asked: true, said: asking(NOW) }, exports: BEFORE, policy: manual }),
      proves: 'TXD-02',
    },
    {
      by: 'wait-for-export',
      when: 'a person asked for what it said before, and it has changed since',
      facts: facts({
        link: { asked: true, said: asking(NOW - 60 * MINUTE) },
        exports: BEFORE,
        policy: manual,
      }),
      says: 'wait export',
      proves: 'CLK-24',
    },
  ];
}

/** What the books of documents with a day say about a period that was left out. The example is of 20 November. */
export function periodRows({ facts, goes }: Book): readonly Row[] {
  const left = { ...SINCE, skipped: [{ before: '2026-11-21', arrivedUpTo: NOW }] };
  return [
    {
      by: 'skip-export-period',
      when: 'a person began an export at a later day',
      facts: facts({ exports: left, policy: manual }),
      says: 'skip export_skipped',
      proves: 'CLK-26',
      passes: 'in-sync-nothing-new',
    },
    {
      ...goes,
      when: 'a person began an export at its own day',
      facts: facts({
        exports: { ...SINCE, skipped: [{ before: '2026-11-20', arrivedUpTo: NOW }] },
        policy: manual,
      }),
      proves: 'CLK-26',
      passes: 'skip-export-period',
    },
    {
      ...goes,
      when: 'a person began an export at a later day before it came',
      facts: facts({
        exports: { ...SINCE, skipped: [{ before: '2026-11-21', arrivedUpTo: NOW - 60 * MINUTE }] },
        policy: manual,
      }),
      proves: 'CLK-26',
    },
    {
      ...goes,
      when: 'a person began an export at a later day, and asks for this one all the same',
      facts: facts({ link: { asked: true }, exports: left, policy: manual }),
      proves: 'CLK-26',
    },
  ];
}
