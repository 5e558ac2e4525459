// The three-way merge as properties: whatever both sides edit, in whatever order, nothing is lost and both come to rest.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decide } from '../../shared/core/decide.ts';
import type { Facts } from '../../shared/core/decisions.ts';
import type { LedgerDocument } from '../../shared/core/documents.ts';
import { observe } from '../../shared/core/drift.ts';
import type { Change } from '../../shared/core/feed.ts';
import type { Link } from '../../shared/core/links.ts';
import { settleDecision, settleWrite } from '../../shared/core/settle.ts';
import { shown } from '../support/decided.ts';
import { CUSTOMER, factsAbout, linkOf, type PolicyChanges, said } from '../support/facts.ts';

const FIELDS = ['name', 'email', 'phone'] as const;
type Field = (typeof FIELDS)[number];
type Words = Readonly<Record<Field, string>>;

const BOTH = (mode: 'event' | 'manual', onConflict: 'source_wins' | 'ledger_wins'): PolicyChanges => ({
  schedule: { inbound: { mode } },
  customers: { onUpdate: 'merge', nameTemplate: '{name}', onMissing: 'create' },
  invoices: { onConflict },
});

/** A source and a ledger in their own words, and the link between them. */
interface Sides {
  source: Words;
  ledger: LedgerDocument | undefined;
  ledgerRevision: number;
  link: Link;
  readonly told: Change[];
  writes: number;
}

const START: Words = { name: 'a', email: 'a@x', phone: 'a' };

function begin(policy: PolicyChanges): Sides {
  const link = linkOf({ ...CUSTOMER, ...START });
  const sides: Sides = { source: START, ledger: undefined, ledgerRevision: 0, link, told: [], writes: 0 };
  settle(sides, policy, false);
  return sides;
}

/** Decides and carries out until nothing more is to be done. */
function settle(sides: Sides, policy: PolicyChanges, mayTell: boolean): void {
  let looks = sides.ledger !== undefined;
  for (let round = 0; ; round += 1) {
    if (round > 8) throw new Error('It does not come to rest');
    const snapshot =
      sides.ledger === undefined || !looks
        ? undefined
        : shown(sides.ledger, '7', { revision: String(sides.ledgerRevision) });
    if (snapshot !== undefined) sides.link = observe(sides.link, snapshot) ?? sides.link;
    const facts: Facts = { ...factsAbout(CUSTOMER, { policy, mayTell, snapshot }), link: sides.link };
    const decided = decide(facts);
    const { decision } = decided;
    if (decision.type === 'write') {
      write(sides, facts, decided.rule, decision);
      continue;
    }
    if (decision.type === 'look') looks = true;
    if (decision.type === 'tell') sides.told.push(...decision.changes);
    const next = settleDecision(sides.link, decided, 1, facts.now);
    const isMore = decision.type === 'look' || next?.health.state === 'pending';
    sides.link = next ?? sides.link;
    if (!isMore) return;
  }
}

function write(
  sides: Sides,
  { link, now }: Facts,
  rule: string,
  {
    operation,
    document,
  }: { readonly operation: 'create' | 'update' | 'void' | 'delete'; readonly document: LedgerDocument },
): void {
  sides.ledger = document;
  sides.ledgerRevision += 1;
  sides.writes += 1;
  const intent = {
    ...{ bId: '0', key: link.key, operation, document, rule, values: {}, policyVersion: 1, merges: true },
    target: operation === 'create' ? undefined : link.document,
    revision: link.source?.revision ?? 0,
  };
  const snapshot = shown(document, '7', { revision: String(sides.ledgerRevision) });
  sides.link = settleWrite(link, {
    intent,
    outcome: { type: 'done', snapshot },
    seq: sides.writes,
    now,
  }).link;
}

function say(sides: Sides, words: Words): void {
  sides.source = words;
  const revision = (sides.link.source?.revision ?? 0) + 1;
  const source = said({ ...CUSTOMER, ...words }, { revision });
  sides.link = { ...sides.link, source, health: { state: 'pending', since: 0 } };
}

function edit(sides: Sides, field: Field, word: string): void {
  if (sides.ledger?.type !== 'customer') throw new Error('not booked');
  sides.ledger = { ...sides.ledger, [field]: word };
  sides.ledgerRevision += 1;
}

const inLedger = ({ ledger }: Sides): Words => {
  if (ledger?.type !== 'customer') throw new Error('not booked');
  return { name: ledger.name, email: ledger.email ?? '', phone: ledger.phone ?? '' };
};

const fields = fc.constantFrom(...FIELDS);
const words = fc.constantFrom('a', 'b', 'c');
const mail = (field: Field, word: string): string => (field === 'email' ? `${word}@x` : word);
const steps = fc.array(
  fc.record({
    by: fc.constantFrom('source', 'ledger'),
    field: fields,
    word: words,
    looks: fc.boolean(),
    mayTell: fc.boolean(),
  }),
  { minLength: 1, maxLength: 8 },
);
const winners = fc.constantFrom('source_wins' as const, 'ledger_wins' as const);

test('whatever was edited where, it comes to rest, and another look changes nothing', () => {
  fc.assert(
    fc.property(steps, winners, (all, onConflict) => {
      const policy = BOTH('manual', onConflict);
      const sides = begin(policy);
      for (const { by, field, word, looks, mayTell } of all) {
        if (by === 'source') say(sides, { ...sides.source, [field]: mail(field, word) });
        else edit(sides, field, mail(field, word));
        if (looks) settle(sides, policy, mayTell);
      }
      settle(sides, policy, true);
      expect(sides.link.health.state).toBe('synced');
      const before = [sides.writes, sides.told.length, inLedger(sides)];
      settle(sides, policy, true);
      say(sides, sides.source);
      settle(sides, policy, true);
      expect([sides.writes, sides.told.length, inLedger(sides)]).toEqual(before);
    }),
    { numRuns: 1_000 },
  );
});

test('edits of different fields both survive, whoever is looked at first', () => {
  fc.assert(
    fc.property(
      fc.shuffledSubarray([...FIELDS], { minLength: 2 }),
      fc.boolean(),
      winners,
      ([mine, theirs], first, on) => {
        if (mine === undefined || theirs === undefined) return;
        const policy = BOTH('event', on);
        const sides = begin(policy);
        edit(sides, theirs, mail(theirs, 'b'));
        if (first) settle(sides, policy, true);
        say(sides, { ...START, [mine]: mail(mine, 'c') });
        settle(sides, policy, true);
        expect(inLedger(sides)).toEqual({ ...START, [mine]: mail(mine, 'c'), [theirs]: mail(theirs, 'b') });
        expect(sides.told).toHaveLength(1);
      },
    ),
  );
});

test('a product that applies whatever it is told ends with what the ledger has, without a write for it', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fields, words), { minLength: 1, maxLength: 6 }), winners, (edits, on) => {
      const policy = BOTH('event', on);
      const sides = begin(policy);
      for (const [field, word] of edits) {
        edit(sides, field, mail(field, word));
        settle(sides, policy, true);
        const changed = sides.told.at(-1)?.data['changed'];
        say(sides, { ...sides.source, ...(typeof changed === 'object' ? changed : {}) });
        settle(sides, policy, true);
      }
      expect([inLedger(sides), sides.writes]).toEqual([sides.source, 1]);
    }),
  );
});

test('a product that never applies anything does not undo it, whatever else it changes', () => {
  fc.assert(
    fc.property(fc.array(words, { minLength: 1, maxLength: 6 }), winners, (phones, on) => {
      const policy = BOTH('event', on);
      const sides = begin(policy);
      edit(sides, 'email', 'b@x');
      settle(sides, policy, true);
      for (const phone of phones) {
        say(sides, { ...sides.source, phone });
        settle(sides, policy, true);
        expect(inLedger(sides)).toEqual({ ...START, phone, email: 'b@x' });
      }
      expect(sides.told).toHaveLength(1);
    }),
  );
});
