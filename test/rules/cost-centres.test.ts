// The rulebook of cost centres as a table: they live in the ledger, and a product is told of them if it wants to be.
import { expect, test } from 'vitest';
import { observe } from '../../shared/core/drift.ts';
import { takenIn } from '../../shared/core/taken-in.ts';
import type { CostCentre } from '../../shared/core/records.ts';
import { shown } from '../support/decided.ts';
import { linkOf, NOW, said } from '../support/facts.ts';
import { type Row, testRulebook } from '../support/rulebook.ts';
import { QICS, takenFacts, takenLink } from '../support/taken-facts.ts';

const IMPORTS = { ...QICS, costCentres: { import: true } };
const document = { type: 'cost_centre', number: '100', name: 'Advies', active: true } as const;
const SHOWN = shown(document, 'cc_100');
const RENAMED = shown({ ...document, name: 'Advies en beheer' }, 'cc_100', { revision: '1' });
const CENTRE: CostCentre = { kind: 'cost_centre', id: '100', ledgerId: 'cc_100', ...document };
const taken = takenLink(SHOWN, IMPORTS);

const ROWS: readonly Row[] = [
  {
    by: 'nothing-said',
    when: 'somebody asks for one that was never taken in',
    facts: { ...takenFacts(CENTRE, {}, IMPORTS), link: linkOf(CENTRE, { source: undefined }) },
    says: 'in_sync',
  },
  {
    by: 'stay-out-by-order',
    when: 'a person decided that it stays out',
    facts: takenFacts(CENTRE, { link: { hold: { state: 'skipped', reason: 'not used' } } }, IMPORTS),
    says: 'skip not used',
    passes: 'nothing-said',
  },
  {
    by: 'adopt-named-document',
    when: 'it was just taken in, with what the ledger showed',
    facts: takenFacts(CENTRE, { others: new Map([['cost_centre/cc_100', SHOWN]]) }, IMPORTS),
    says: 'adopt cc_100',
    proves: 'QCS-14, QCS-16',
    passes: 'stay-out-by-order',
  },
  {
    by: 'tell-taken-over',
    when: 'it has another name now',
    facts: {
      ...takenFacts(CENTRE, { snapshot: RENAMED, mayTell: true }, IMPORTS),
      link: observe(taken, RENAMED) ?? taken,
    },
    says: 'tell cost_centre.changed',
    proves: 'QCS-10, QCS-14',
    passes: 'adopt-named-document',
  },
  {
    by: 'in-ledger-only',
    when: 'the policy does not import cost centres any more',
    facts: { ...takenFacts(CENTRE, {}, QICS), link: taken },
    says: 'in_sync',
    proves: 'QCS-14',
    passes: 'tell-taken-over',
  },
];

testRulebook(
  'cost_centre',
  ['nothing-said', 'stay-out-by-order', 'adopt-named-document', 'tell-taken-over', 'in-ledger-only'],
  ROWS,
);

test('QCS-14: none is taken in unless the policy says so', () => {
  expect(takenIn(SHOWN, QICS, NOW)).toBeUndefined();
  expect(takenIn(SHOWN, IMPORTS, NOW)).toMatchObject({
    kind: 'cost_centre',
    id: '100',
    source: { revision: 0 },
  });
  expect(said(CENTRE).record).toEqual(CENTRE);
});
