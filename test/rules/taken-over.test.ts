// What a source takes over from the ledger and what it is told of it: the table of fields, what is never taken, and the tax codes.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { decide } from '../../shared/core/decide.ts';
import type { LedgerDocument } from '../../shared/core/documents.ts';
import { observe } from '../../shared/core/drift.ts';
import type { Change } from '../../shared/core/feed.ts';
import { importedOf } from '../../shared/core/ledger-imports.ts';
import { blockers, preflight } from '../../shared/core/preflight.ts';
import { QICS_MILESTONES_SNELSTART } from '../../shared/core/presets/qics-milestones-snelstart.ts';
import { type ProblemCode, stateProblem } from '../../shared/core/problems.ts';
import type { Customer } from '../../shared/core/records.ts';
import { takenIn } from '../../shared/core/taken-in.ts';
import { readPolicy } from '../../shared/storage/policy-input.ts';
import { draftOf, shown } from '../support/decided.ts';
import { NOW } from '../support/facts.ts';
import {
  aboutInvoice,
  ADMINISTRATION,
  CUSTOMER_SHOWN,
  HOURS,
  IN_LEDGER,
  QICS,
  takenFacts,
  takenLink,
} from '../support/taken-facts.ts';

const IMPORTS = { ...QICS, costCentres: { import: true } };
const CENTRE = shown({ type: 'cost_centre', number: '100', name: 'Advies', active: true }, 'cc_100');
const fieldsOf = (change: Change | undefined): unknown => change?.data['fields'];

const FIELDS: readonly (readonly [id: string, field: string, value: unknown, member: string])[] = [
  ['QCS-17', 'IsActive', true, 'active'],
  ['QCS-18', 'Name', 'Voorbeeld B.V.', 'name'],
  ['QCS-19', 'CustomerCode', '1001', 'number'],
  ['QCS-20', 'CompanyId', 'Bureau Zuid', ''],
  ['QCS-21', 'ContactPersonName', 'J. de Vries', 'address'],
  ['QCS-22', 'Identification', '12345678', 'registrationNumber'],
  ['QCS-23', 'VisitAddressContactPerson', 'J. de Vries', 'address'],
  ['QCS-24', 'VisitAddressAddress1', 'Dorpsstraat 1', 'address'],
  ['QCS-25', 'VisitAddressZipCode', '1234 AB', 'address'],
  ['QCS-26', 'VisitAddressCity', 'Alkmaar', 'address'],
  ['QCS-27', 'VisitAddressCountry', 'Nederland', 'address'],
  ['QCS-28', 'VisitAddressCountryCode', 'NL', 'address'],
  ['QCS-29', 'VisitAddressEmailAddress', 'info@voorbeeld.example', 'email'],
  ['QCS-30', 'VisitAddressPhoneNumber', '072-1234567', 'phone'],
  ['QCS-31', 'InvoiceAddressContactPerson', 'A. Bakker', 'postalAddress'],
  ['QCS-32', 'InvoiceAddressAddress1', 'Postbus 12', 'postalAddress'],
  ['QCS-33', 'InvoiceAddressZipCode', '1800 AA', 'postalAddress'],
  ['QCS-34', 'InvoiceAddressCity', 'Heiloo', 'postalAddress'],
  ['QCS-35', 'InvoiceAddressCountry', 'België', 'postalAddress'],
  ['QCS-36', 'InvoiceAddressCountryCode', 'BE', 'postalAddress'],
  ['QCS-37', 'VatNumber', 'NL123456789B01', 'taxNumber'],
  ['QCS-38', 'SendInvoiceTo', 'facturen@voorbeeld.example', 'invoiceEmail'],
];

describe('the fields of a customer', () => {
  const imported = importedOf(CUSTOMER_SHOWN, QICS)?.change;

  test.each(FIELDS)('%s: %s', (_, field, value, member) => {
    expect(fieldsOf(imported)).toMatchObject({ [field]: value });
    // And once it changes, where it can.
    if (member !== '') expect(fieldsOf(changeOf({ [member]: undefined }))).toMatchObject({ [field]: null });
  });

  test('are these and no others (QCS-13)', () => {
    expect(Object.keys(QICS.takenOver.customer)).toEqual(FIELDS.map(([, field]) => field));
  });

  test('what is empty in the ledger is said to be empty (QCS-11)', () => {
    const bare = shown({ type: 'customer', name: 'Kaal', number: '7', active: true }, 'rel_7');
    expect(fieldsOf(importedOf(bare, QICS)?.change)).toMatchObject({
      VatNumber: null,
      InvoiceAddressCity: null,
    });
  });

  test('a change tells of what changed, under both names, and of nothing else (QCS-10, QCS-13)', () => {
    const change = changeOf({ phone: '06-1', email: IN_LEDGER.email });
    expect(change).toMatchObject({
      type: 'customer.changed',
      data: { id: '1001', changed: { phone: '06-1' } },
    });
    expect(fieldsOf(change)).toEqual({ CompanyId: 'Bureau Zuid', VisitAddressPhoneNumber: '06-1' });
  });
});

/** What is told when the customer that was taken over looks like this in the ledger. */
function changeOf(changes: object): Change | undefined {
  const taken = takenLink(CUSTOMER_SHOWN);
  const document: LedgerDocument = { ...IN_LEDGER, ...changes };
  const snapshot = shown(document, 'rel_1', { revision: '1' });
  const sent: Customer = { kind: 'customer', id: '1001', name: 'Voorbeeld B.V.', active: true };
  const facts = takenFacts(sent, { snapshot, mayTell: true });
  const { decision } = decide({ ...facts, link: observe(taken, snapshot) ?? taken });
  return decision.type === 'tell' ? decision.changes[0] : undefined;
}

test('QCS-39, QCS-40, QCS-41: the fields of a cost centre', () => {
  const change = importedOf(CENTRE, IMPORTS)?.change;
  expect(change).toMatchObject({ type: 'cost_centre.imported', data: { id: '100' } });
  expect(fieldsOf(change)).toEqual({ Code: '100', Name: 'Advies', CompanyId: 'Bureau Zuid' });
});

test.each([
  ['a customer (QCS-06, QCS-16)', CUSTOMER_SHOWN, 'customer 1001'],
  ['a cost centre, where the policy imports them (QCS-14, QCS-16)', CENTRE, 'cost_centre 100'],
  [
    'no supplier: only as the customer that it also is (QCS-55)',
    shown({ type: 'supplier', name: 'Leverancier', number: '2001', active: true }, 'rel_2'),
    undefined,
  ],
  [
    'no item (QCS-16)',
    shown({ type: 'item', name: 'Uur', itemType: 'service', active: true }, 'art_1'),
    undefined,
  ],
  ['nobody who is gone (QCS-12)', { ...CUSTOMER_SHOWN, status: 'deleted' } as const, undefined],
  [
    'nobody without a number (QCS-19)',
    shown({ type: 'customer', name: 'Onbekend', active: true }, 'rel_3'),
    undefined,
  ],
])('taken over: %s', (_, snapshot, expected) => {
  const taken = takenIn(snapshot, IMPORTS, NOW);
  expect(taken && `${taken.kind} ${taken.id}`).toBe(expected);
});

test('under a policy of another direction nothing is taken over (C1)', () => {
  const other = { ...QICS, customers: { ...QICS.customers, direction: 'both' as const } };
  expect(takenIn(CUSTOMER_SHOWN, other, NOW)).toBeUndefined();
  expect(importedOf(CUSTOMER_SHOWN, other)?.change.data).toMatchObject({ ledgerId: 'rel_1', id: undefined });
});

describe('the tax codes', () => {
  test.each([
    ['QCS-49', '1', 'VerkopenLaag', '8010'],
    ['QCS-50', '2', 'VerkopenHoog', '8000'],
    ['QCS-51', '3', 'VerkopenOverig', '8020'],
    ['QCS-52', '4', 'VerkopenVerlegd', '8030'],
  ])('%s: code %s is %s', (_, tax, taxCode, account) => {
    const lines = [{ ...HOURS, tax, account }];
    const draft = draftOf(aboutInvoice({ lines, taxes: [{ tax, amount: '0.00' }] }));
    expect(draft).toMatchObject({
      type: 'invoice',
      lines: [{ taxCode, account: `acc_${account}`, amount: '100.00' }],
      taxes: [{ taxCode, amount: '0.00' }],
    });
  });

  test('there are four of them and no default (QCS-48, QCS-53)', () => {
    expect(Object.keys(QICS.tax.map)).toEqual(['1', '2', '3', '4']);
    expect(readPolicy(QICS).ok).toBe(true);
    const guessing = readPolicy({ ...QICS, tax: { ...QICS.tax, default: 'VerkopenHoog' } });
    expect(guessing.ok ? [] : guessing.faults.map(({ path }) => path.join('.'))).toEqual(['tax.default']);
  });
});

test('the whole booking: its number, lines on accounts and cost centres, the tax as it was computed (QCS-03, QCS-42)', () => {
  const draft = draftOf(aboutInvoice({ lines: [{ ...HOURS, costCentre: '100' }] }));
  expect(draft).toMatchObject({
    number: '2026-0042',
    customer: 'rel_1',
    date: '2026-11-20',
    dueDate: '2026-12-04',
    lines: [{ account: 'acc_8000', costCentre: 'cc_100', taxCode: 'VerkopenHoog', amount: '100.00' }],
    taxes: [{ taxCode: 'VerkopenHoog', amount: '21.00' }],
  });
  expect(draft).not.toHaveProperty('lines.0.item', expect.anything());
});

test('an account code that the policy maps is booked on the account it is mapped to (QCS-44)', () => {
  const mapped = { ...QICS, items: { ...QICS.items, accountMap: { uren: 'acc_8000' } } };
  const draft = draftOf(aboutInvoice({ lines: [{ ...HOURS, account: 'uren' }] }, {}, mapped));
  expect(draft).toMatchObject({ lines: [{ account: 'acc_8000' }] });
});

test('QCS-12: whatever ends at the source, nothing in the ledger does', () => {
  expect(new Set(Object.values(QICS.ends))).toEqual(new Set(['ignore', 'detach']));
});

test('QCS-46, QCS-56: with what the form asks for filled in, nothing more is required', () => {
  const facts = { reference: ADMINISTRATION, firstImport: 'done', others: [] } as const;
  expect(preflight({ ...facts, policy: QICS }).filter(({ status }) => status === 'red')).toEqual([]);
  const bare = preflight({ ...facts, firstImport: 'none', policy: QICS_MILESTONES_SNELSTART });
  expect(bare.filter(({ status }) => status === 'red').map(({ check }) => check)).toEqual([
    'first_import',
    'source_company',
  ]);
  expect(blockers(bare).map(({ check }) => check)).toEqual(['first_import']);
});

describe('what can go wrong with a booking', () => {
  const runbook = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8');
  const codes: readonly ProblemCode[] = [
    'customer_not_in_ledger',
    'account_not_in_ledger',
    'cost_centre_not_in_ledger',
    'tax_code_mismatch',
    'number_taken',
    'number_too_long',
    'closed_period',
    'subscription',
    'disconnected',
    'outage',
    'refused',
  ];
  test.each(codes)('%s has an owner, a cure and a place to read on (QCS-04, QCS-57)', (code) => {
    const stated = stateProblem({ code, values: {} });
    expect(stated.remedy).not.toBe('');
    expect(runbook).toContain(`\n## ${code}\n`);
    expect(stated.runbook).toBe(`docs/runbook.md#${code}`);
  });
});

test('QCS-59: the documentation names the preset, the tax codes and how fields are named', () => {
  const rules = readFileSync(new URL('../../docs/rules.md', import.meta.url), 'utf8');
  for (const word of [QICS_MILESTONES_SNELSTART.preset, 'takenOver', 'tax.mode: mirrored', 'QCS-47'])
    expect(rules).toContain(word);
});
