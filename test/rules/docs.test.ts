// docs/rules.md against the rulebooks: every rule in its book's order, no more and no less.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CHECKS } from '../../shared/core/preflight.ts';
import { RULEBOOKS, SET_OFF_BOOK } from '../../shared/core/decide.ts';

const DOCS = readFileSync(new URL('../../docs/rules.md', import.meta.url), 'utf8');

const sectionOf = (title: string): string => DOCS.split(`\n## ${title}\n`)[1]?.split('\n## ')[0] ?? '';

test.each([
  ['Customers', RULEBOOKS.customer],
  ['Suppliers', RULEBOOKS.supplier],
  ['Cost centres', RULEBOOKS.cost_centre],
  ['Items', RULEBOOKS.item],
  ['Invoices', RULEBOOKS.invoice],
  ['Credit notes', RULEBOOKS.credit_note],
  ['Set-offs', SET_OFF_BOOK],
  ['Payments', RULEBOOKS.payment],
  ['Refunds', RULEBOOKS.refund],
  ['Attachments', RULEBOOKS.attachment],
] as const)('%s', (title, book) => {
  const rows = [...sectionOf(title).matchAll(/^\| *(\d+) *\| `([\w-]+)`/gm)];
  expect(rows.map(([, number, name]) => `${number} ${name}`)).toEqual(
    book.map(({ name }, index) => `${index + 1} ${name}`),
  );
});

test('Before anything is written: the checks of preflight with the rules that ask for them', () => {
  const rows = [
    ...sectionOf('Before anything is written').matchAll(/^\| *(\d+) *\| `(\w+)` .*\| ([^|]+?) *\|$/gm),
  ];
  expect(rows.map(([, number, name, ids]) => `${number} ${name}: ${ids}`)).toEqual(
    CHECKS.map(({ name, rules }, index) => `${index + 1} ${name}: ${rules.join(', ')}`),
  );
});

test('the accounting adviser is named before anything else (CLK-07)', () => {
  expect(DOCS.split('## ')[0]).toContain('ask whoever keeps its books');
});
