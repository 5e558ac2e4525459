// Decide under generated facts: it always answers, always the same, never twice differently, and money stays what it was.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide, RULEBOOKS } from '../../shared/core/decide.ts';
import { refersTo } from '../../shared/core/related.ts';
import type { Decision, Facts } from '../../shared/core/decisions.ts';
import type { Link } from '../../shared/core/links.ts';
import { sumOf } from '../../shared/core/money.ts';
import { RECORD_KINDS, type SourceRecord } from '../../shared/core/records.ts';
import { isLeaving } from '../../shared/core/wishes.ts';
import { settleDecision } from '../../shared/core/settle.ts';
import { afterDeciding, afterWriting, shown } from '../support/decided.ts';
import { linkOf, NOW } from '../support/facts.ts';
import { factsOf, policies } from '../support/any-facts.ts';

const KINDS: readonly SourceRecord['kind'][] = RECORD_KINDS.filter((kind) => kind !== 'cost_centre');
const facts: fc.Arbitrary<Facts> = fc.oneof(...KINDS.map(factsOf));
/** Facts of the kinds that refer to other records. */
const documents: fc.Arbitrary<Facts> = fc.oneof(
  ...(['invoice', 'credit_note', 'payment', 'refund'] as const).map(factsOf),
);
const RUNS = { numRuns: 1_500 };
/** For properties that speak of few of the generated facts. */
const MORE_RUNS = { numRuns: 4_500 };
/** Rare rules need many facts, and the machine may have other work. */
const SLOW_MS = 240_000;
/** A property that speaks of fewer generated facts than this has not been shown. */
const ENOUGH = 30;

describe('decide', () => {
  test('answers whatever is missing, in the name of a rule of the book', () => {
    fc.assert(
      fc.property(facts, (of) => {
        const names = RULEBOOKS[of.link.key.kind].map(({ name }) => name);
        expect(names).toContain(decide(of).rule);
      }),
      RUNS,
    );
  });

  test('answers the same again, and leaves its facts alone', () => {
    fc.assert(
      fc.property(facts, (of) => {
        const before = structuredClone(of);
        const first = decide(of);
        expect(decide(of)).toEqual(first);
        expect(decide(structuredClone(of))).toEqual(first);
        expect(of).toEqual(before);
      }),
      { numRuns: 500 },
    );
  });

  test('reads no other record than those that the link refers to', () => {
    fc.assert(
      fc.property(facts, (of) => {
        const read = new Set<string>();
        const spied = new Proxy(of.related, {
          get: (map, name) => {
            if (name === 'get') return (key: string) => (read.add(key), map.get(key));
            if (name === 'has') return (key: string) => (read.add(key), map.has(key));
            throw new Error(`decide reads ${String(name)} of the related links`);
          },
        });
        decide({ ...of, related: spied });
        const allowed = refersTo(of.link, of.policy.policy);
        expect([...read].filter((key) => !allowed.includes(key))).toEqual([]);
      }),
      RUNS,
    );
  });

  test('waits only for a record that the link refers to', () => {
    assertOften(
      documents,
      (of) => {
        const { decision } = decide(of);
        const waitsFor = 'waitsFor' in decision ? decision.waitsFor : undefined;
        if (waitsFor === undefined) return false;
        expect(refersTo(of.link, of.policy.policy)).toContain(waitsFor);
        return true;
      },
      MORE_RUNS,
    );
  });

  test(
    'reaches every rule of every book, so that the properties here speak of all of them',
    () => {
      const reached = new Set<string>();
      fc.assert(
        fc.property(facts, (of) => {
          reached.add(`${of.link.key.kind} ${decide(of).rule}`);
        }),
        { numRuns: 100_000, seed: 20261121 },
      );
      const all = KINDS.flatMap((kind) => RULEBOOKS[kind].map(({ name }) => `${kind} ${name}`));
      // Rare by nature: in sync needs the very fingerprint, which the stories below make by writing.
      const isRare = (name: string): boolean => name.endsWith(' in-sync');
      expect(all.filter((name) => !reached.has(name) && !isRare(name))).toEqual([]);
    },
    SLOW_MS,
  );
});

/** The facts of the next look: the link as it was left, and nothing seen of the ledger. */
const next = (of: Facts, link: Link): Facts => ({ ...of, link, snapshot: undefined, found: undefined });
const isWrite = ({ type }: Decision): boolean => type === 'write';

/** Checks a property of the facts it speaks of, and that there were enough of them: seldom ones need more runs. */
function assertOften<T>(of: fc.Arbitrary<T>, check: (facts: T) => boolean, runs = RUNS): void {
  let checked = 0;
  fc.assert(
    fc.property(of, (one) => {
      if (check(one)) checked += 1;
    }),
    runs,
  );
  expect(checked).toBeGreaterThan(ENOUGH);
}

describe('after a decision', () => {
  test('to write that arrived, there is nothing left to do', () => {
    assertOften(facts, (of) => {
      if (!isWrite(decide(of).decision)) return false;
      const link = afterWriting(of);
      // What left at somebody's wish is not synced: its source still has it.
      const left = isLeaving(of.link) && (of.link.source?.presence === 'live' || of.link.hold !== undefined);
      expect(link.health.state).toBe(left ? (of.link.hold?.state ?? 'not_synced') : 'synced');
      expect(decide(next(of, link)).decision.type).toBe(left ? 'skip' : 'in_sync');
      return true;
    });
  });

  test('to write that arrived, the record is left alone until the source speaks again, whatever the policy becomes', () => {
    assertOften(
      facts.chain((of) => policies.map((later) => [of, later] as const)),
      ([of, later]) => {
        const { decision } = decide(of);
        if (decision.type !== 'write' || of.link.source?.presence !== 'live' || isLeaving(of.link))
          return false;
        const then = { ...next(of, afterWriting(of)), policy: later, related: new Map<string, Link>() };
        expect(decide(then).decision).toEqual({ type: 'in_sync' });
        return true;
      },
      MORE_RUNS,
    );
  });

  test('of any kind, the next one does not turn it round', () => {
    assertOften(facts, (seen) => {
      // Unasked, so that both decisions are made from the same knowledge of the ledger.
      const of = next(seen, seen.link);
      const { decision } = decide(of);
      // Telling is a step, after which there is nothing to tell: merge-properties.test.ts.
      if (decision.type === 'look' || decision.type === 'tell') return false;
      const then = next(of, afterDeciding(of));
      const again = decide(then);
      if (isWrite(decision) && !isLeaving(of.link)) expect(again.decision).toEqual({ type: 'in_sync' });
      else if (isWrite(decision)) expect(again.decision.type).toMatch(/^(skip|in_sync)$/);
      else expect(again.decision).toEqual(decision);
      const settled = settleDecision(then.link, again, 7, NOW);
      expect(settled?.health.state ?? then.link.health.state).toBe(then.link.health.state);
      return true;
    });
  });

  test('to adopt, the document is ours and there is nothing left to do', () => {
    assertOften(
      facts,
      (any) => {
        // Most generated links are booked or over; a twin is met by new ones, and by those that are booked anew.
        const record = any.link.source?.record;
        const dead = any.link.order === 'create_anew' && any.link.document?.status !== 'live';
        if (record === undefined) return false;
        const of = next(any, dead ? any.link : linkOf(record, { order: any.link.order }));
        const { decision } = decide(of);
        if (decision.type !== 'write' || decision.operation !== 'create') return false;
        // A stale picture is looked at first. An inactive party or item is nobody's twin; and anew into a closed period is the ledger's to refuse.
        if (of.link.stale === true) return false;
        if (of.link.order === 'create_anew' && of.reference.closedUntil !== undefined) return false;
        if ('active' in decision.document && !decision.document.active) return false;
        // Who is wished away leaves next.
        if (of.link.endWish !== undefined) return false;
        // The account that a line named is set once the item is linked.
        if (of.link.lineAccount !== undefined) return false;
        const adopting: Facts = { ...of, found: { candidates: [shown(decision.document, '90')] } };
        expect(decide(adopting).decision.type).toBe('adopt');
        expect(decide(next(of, afterDeciding(adopting))).decision).toEqual({ type: 'in_sync' });
        return true;
      },
      MORE_RUNS,
    );
  });
});

describe('what policy leaves out is never written', () => {
  const writes = (of: Facts): boolean => isWrite(decide(of).decision);

  test('documents before the export, of other types, of open folios', () => {
    fc.assert(
      fc.property(factsOf('invoice'), (of) => {
        const invoice = of.link.source?.record;
        const { backfill, invoices: setting } = of.policy.policy;
        if (invoice?.kind !== 'invoice' || of.link.document !== undefined) return;
        const early = backfill.exportFrom !== undefined && invoice.date < backfill.exportFrom;
        const other =
          setting.documentTypes.length > 0 && !setting.documentTypes.includes(invoice.documentType ?? '');
        const open = setting.pushOn === 'closed' && invoice.status !== 'closed';
        if (early || other || open) expect(writes(of)).toBe(false);
      }),
      RUNS,
    );
  });

  test('payments that are not synced, or too old', () => {
    fc.assert(
      fc.property(factsOf('payment'), (of) => {
        const payment = of.link.source?.record;
        const { backfill, payments: setting } = of.policy.policy;
        if (payment?.kind !== 'payment' || of.link.source?.presence !== 'live' || isLeaving(of.link)) return;
        if (setting.direction === 'none') expect(writes(of)).toBe(false);
        const { exportFrom, excludePaymentsBeforeExportFrom } = backfill;
        const old = excludePaymentsBeforeExportFrom && exportFrom !== undefined && payment.date < exportFrom;
        if (old && of.link.document === undefined) expect(writes(of)).toBe(false);
      }),
      RUNS,
    );
  });

  test('ends that the policy ignores; an edit by a person, unless somebody said that the source wins', () => {
    fc.assert(
      fc.property(facts, (of) => {
        const { link } = of;
        const { ends, invoices: setting } = of.policy.policy;
        const { kind } = link.key;
        if (isLeaving(link)) return;
        const ended = link.source !== undefined && link.source.presence !== 'live';
        if (ended && (kind === 'invoice' || kind === 'payment') && ends[kind] === 'ignore')
          expect(writes(of)).toBe(false);
        const allowed = link.order !== undefined || setting.onConflict === 'source_wins';
        if (!ended && link.drift?.kind === 'edited' && !allowed) expect(writes(of)).toBe(false);
      }),
      RUNS,
    );
  });

  test('nothing is ever booked into a closed period, except anew on an operator’s word', () => {
    fc.assert(
      fc.property(documents, (of) => {
        const record = of.link.source?.record;
        const { closedUntil } = of.reference;
        if (record === undefined || !('date' in record) || closedUntil === undefined) return;
        if (of.link.source?.presence !== 'live' || of.link.order === 'create_anew') return;
        // What left at somebody's wish comes back as on his word.
        if (of.link.endWish !== undefined) return;
        if (record.date <= closedUntil) expect(writes(of)).toBe(false);
      }),
      RUNS,
    );
  });
});

describe('money', () => {
  test('on an invoice is the record’s, line by line, to the minor unit', () => {
    fc.assert(
      fc.property(factsOf('invoice'), (of) => {
        const { decision } = decide(of);
        const record = of.link.source?.record;
        if (decision.type !== 'write' || decision.document.type !== 'invoice' || record?.kind !== 'invoice')
          return;
        if (decision.operation === 'void' || decision.operation === 'delete') return;
        const { lines, currency } = decision.document;
        expect(currency).toBe(record.currency);
        expect(lines.map(({ amount }) => amount)).toEqual(record.lines.map(({ amount }) => amount));
        const total = (of: readonly { readonly amount: string }[]): string =>
          sumOf(
            of.map(({ amount }) => amount),
            currency,
          );
        expect(total(lines)).toBe(total(record.lines));
      }),
      RUNS,
    );
  });

  test('of a payment is the record’s, and no more of it is applied', () => {
    fc.assert(
      fc.property(factsOf('payment'), (of) => {
        const { decision } = decide(of);
        const record = of.link.source?.record;
        if (decision.type !== 'write' || decision.document.type !== 'payment' || record?.kind !== 'payment')
          return;
        expect(decision.document).toMatchObject({ amount: record.amount, currency: record.currency });
        if (decision.operation === 'void' || decision.operation === 'delete') return;
        const { applications } = decision.document;
        expect(applications.map(({ amount }) => amount)).toEqual(
          record.deposit === true ? [] : record.allocations.map(({ amount }) => amount),
        );
        expect(applications.every(({ invoice }) => invoice !== '')).toBe(true);
      }),
      RUNS,
    );
  });
});
