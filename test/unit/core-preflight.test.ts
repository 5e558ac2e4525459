// Preflight as tables: for each check the settings and the company that make it green, red or unknown, and what it blocks.
import { describe, expect, test } from 'vitest';
import type { Reference } from '../../shared/core/decisions.ts';
import type { Policy } from '../../shared/core/policy.ts';
import { blockers, CHECKS, preflight } from '../../shared/core/preflight.ts';
import type { PreflightFacts } from '../../shared/core/preflight/check.ts';
import { CLOCK_PMS } from '../../shared/core/presets/clock-pms.ts';
import { PRESETS } from '../../shared/core/presets/index.ts';
import { HUBSPOT_QUICKBOOKS } from '../../shared/core/presets/hubspot-quickbooks.ts';
import { KLIPBOARD } from '../../shared/core/presets/klipboard.ts';
import { QICS_MILESTONES_SNELSTART } from '../../shared/core/presets/qics-milestones-snelstart.ts';
import { TAXDOME } from '../../shared/core/presets/taxdome.ts';
import { QICS } from '../support/taken-facts.ts';

/** Of the type and currency that stand behind the name: `Bank EUR`. */
const entry = (id: string, name: string, kind = '', active = true) => {
  const [, type, currency] = /^(.+?)(?: ([A-Z]{3}))?$/.exec(kind) ?? [];
  return { id, name, type, currency, active };
};

const COMPANY: Reference = {
  readAt: 1,
  homeCurrency: 'EUR',
  multiCurrency: true,
  accounts: [
    entry('35', 'Checking', 'Bank EUR'),
    entry('36', 'Dollars', 'Bank USD'),
    entry('37', 'Old bank', 'Bank EUR', false),
    entry('4', 'Undeposited Funds', 'Other Current Asset EUR'),
    entry('84', 'Debtors', 'Accounts Receivable EUR'),
    entry('85', 'Debtors USD', 'Accounts Receivable USD'),
    entry('1', 'Services', 'Income EUR'),
    entry('8', 'Bank Charges', 'Expense EUR'),
  ],
  items: [entry('1', 'Services', 'Service'), entry('9', 'All rooms', 'Category')],
  taxCodes: [entry('2', '21% H'), { id: '3', name: '6% L', active: false }],
  paymentMethods: [entry('1', 'Cash')],
  switches: { custom_numbers: 'on', auto_apply_credit: 'off' },
};

/** The hotel with everything mapped and switched as it should be. */
const READY: Policy = {
  ...CLOCK_PMS,
  items: { ...CLOCK_PMS.items, map: { rooms: '1' } },
  tax: { mode: 'mapped', map: { high: '2' }, default: '2' },
  payments: {
    ...CLOCK_PMS.payments,
    depositAccount: { mode: 'map', map: { 'cash/EUR': '35', card: '4' }, default: '4' },
    methodMap: { cash: '1' },
  },
  refunds: { mode: 'expense', expenseAccountByCurrency: { EUR: '84' } },
};

type Part = 'customers' | 'items' | 'invoices' | 'payments' | 'refunds' | 'tax' | 'preflight';

interface Situation {
  readonly policy?: { readonly [S in Part]?: Partial<Policy[S]> };
  readonly base?: Policy;
  readonly company?: Partial<Reference> | undefined;
  readonly facts?: Partial<PreflightFacts>;
}

function factsOf({ policy = {}, base = READY, company = {}, facts = {} }: Situation): PreflightFacts {
  return {
    policy: {
      ...base,
      customers: { ...base.customers, ...policy.customers },
      items: { ...base.items, ...policy.items },
      invoices: { ...base.invoices, ...policy.invoices },
      payments: { ...base.payments, ...policy.payments },
      refunds: { ...base.refunds, ...policy.refunds },
      tax: { ...base.tax, ...policy.tax },
      preflight: { ...base.preflight, ...policy.preflight },
    },
    reference: { ...COMPANY, ...company },
    firstImport: 'none',
    others: [],
    ...facts,
  };
}

const verdict = (check: string, situation: Situation) =>
  preflight(factsOf(situation)).find((checked) => checked.check === check);

const deposit = (depositAccount: Policy['payments']['depositAccount']): Situation => ({
  policy: { payments: { depositAccount } },
});
/** A company of a package that the ledger tells. */
const soldAs = (sold: string): Situation => ({
  base: QICS,
  company: { switches: { package: sold } },
});
const unread: Situation = { facts: { reference: undefined } };

/** The check, what it is about, the situation, its status, whether it blocks, and words of its reason. */
/** Tax and fees on whole invoices become lines. */
const AS_LINES: Situation = {
  policy: { invoices: { surcharges: { mode: 'lines', taxItem: '1', feeItem: '1' } } },
};

type Row = readonly [string, string, Situation, 'green' | 'red' | 'unknown' | 'no check', boolean, RegExp];

const ROWS: readonly Row[] = [
  ['KLP-01', 'first_import', { base: KLIPBOARD }, 'red', true, /not imported yet/],
  [
    'KLP-01',
    'first_import',
    { base: KLIPBOARD, facts: { firstImport: 'running' } },
    'red',
    true,
    /is running/,
  ],
  [
    'KLP-01 KLP-12',
    'first_import',
    { base: KLIPBOARD, facts: { firstImport: 'done' } },
    'green',
    false,
    /imported/,
  ],
  ['KLP-01', 'first_import', {}, 'no check', false, /./],

  ['KLP-01', 'live', { facts: { live: false } }, 'red', true, /not live yet/],
  ['KLP-01', 'live', { facts: { live: true } }, 'green', false, /is live/],
  ['KLP-01', 'live', {}, 'no check', false, /./],

  ['KLP-03', 'start_number', {}, 'no check', false, /./],
  ['KLP-03', 'start_number', numbering(1001), 'unknown', true, /not asked/],
  [
    'KLP-03',
    'start_number',
    numbering(1001, { startNumber: 900, highest: 800 }),
    'unknown',
    true,
    /not asked/,
  ],
  ['KLP-03', 'start_number', numbering(1001, { startNumber: 1001 }), 'green', false, /No document/],
  [
    'KLP-03',
    'start_number',
    numbering(1001, { startNumber: 1001, highest: 1000 }),
    'green',
    false,
    /was 1000/,
  ],
  [
    'KLP-03',
    'start_number',
    numbering(1001, { startNumber: 1001, highest: 1001 }),
    'red',
    true,
    /number 1001/,
  ],
  [
    'KLP-03',
    'start_number',
    numbering(1001, { startNumber: 1001, highest: 2500 }),
    'red',
    true,
    /number 2500/,
  ],

  ['CLK-05', 'custom_numbers', {}, 'green', false, /are on/],
  ['CLK-05', 'custom_numbers', switched({ custom_numbers: 'off' }), 'red', true, /are off/],
  ['CLK-05', 'custom_numbers', switched({}), 'unknown', false, /does not tell/],
  ['CLK-05', 'custom_numbers', unread, 'unknown', false, /not read yet/],
  ['CLK-05', 'custom_numbers', { base: TAXDOME }, 'no check', false, /./],
  [
    'C12',
    'custom_numbers',
    { policy: { preflight: { customNumbers: 'require_off' } } },
    'red',
    true,
    /are on/,
  ],

  ['C12', 'custom_numbers_agree', others('require_on', 'any'), 'green', false, /No other/],
  ['C12', 'custom_numbers_agree', others('require_on', 'require_off'), 'red', false, /contradict.*con_1\./],
  ['C12', 'custom_numbers_agree', {}, 'no check', false, /./],

  ['CLK-04', 'auto_apply_credit', {}, 'green', false, /no credits/],
  ['CLK-04', 'auto_apply_credit', switched({ auto_apply_credit: 'on' }), 'red', true, /by itself/],
  ['CLK-04', 'auto_apply_credit', switched({}), 'unknown', false, /does not tell/],
  ['CLK-04', 'auto_apply_credit', { base: KLIPBOARD }, 'no check', false, /./],

  ['CLK-41', 'multi_currency', {}, 'no check', false, /./],
  [
    'CLK-41 CLK-42',
    'multi_currency',
    { policy: { customers: { perCurrency: true } } },
    'green',
    false,
    /several/,
  ],
  [
    'CLK-41 CLK-42',
    'multi_currency',
    { policy: { customers: { perCurrency: true } }, company: { multiCurrency: false } },
    'red',
    false,
    /EUR only/,
  ],

  ['QCS-47', 'package', {}, 'no check', false, /./],
  ...(['inOrde', 'Accountant'] as const).map((sold): Row => [
    'QCS-47',
    'package',
    soldAs(sold),
    'green',
    false,
    new RegExp(`${sold} can be connected`),
  ]),
  ['QCS-47', 'package', soldAs('inKas'), 'red', true, /inKas cannot be connected/],
  ['QCS-47', 'package', { base: QICS_MILESTONES_SNELSTART }, 'unknown', false, /inOrde or Accountant/],

  ['QCS-41', 'source_company', {}, 'no check', false, /./],
  [
    'QCS-20 QCS-41 QCS-46',
    'source_company',
    { base: QICS_MILESTONES_SNELSTART },
    'red',
    false,
    /Nobody said/,
  ],
  ['QCS-20 QCS-41', 'source_company', { base: QICS }, 'green', false, /Bureau Zuid/],

  ['CLK-03 CLK-20', 'deposit_accounts', {}, 'green', false, /and fit/],
  ['TXD-17', 'deposit_accounts', deposit({ mode: 'undeposited' }), 'no check', false, /./],
  ['TXD-18', 'deposit_accounts', deposit({ mode: 'fixed', account: '35' }), 'green', false, /and fit/],
  ['TXD-18', 'deposit_accounts', deposit({ mode: 'fixed', account: '4' }), 'green', false, /and fit/],
  [
    'TXD-18',
    'deposit_accounts',
    deposit({ mode: 'fixed', account: '8' }),
    'red',
    true,
    /depositAccount\.account names the account "Bank Charges" of type Expense; the type must be Bank or Other Current Asset\.$/,
  ],
  [
    'CLK-03',
    'deposit_accounts',
    deposit({ mode: 'fixed', account: '99' }),
    'red',
    true,
    /99, which the company/,
  ],
  ['CLK-03', 'deposit_accounts', deposit({ mode: 'map', map: { cash: '37' } }), 'red', false, /inactive/],
  ['CLK-20', 'deposit_accounts', deposit({ mode: 'map', map: { 'cash/USD': '36' } }), 'green', false, /fit/],
  ['CLK-20', 'deposit_accounts', deposit({ mode: 'map', map: { 'cash/USD': '35' } }), 'green', false, /fit/],
  [
    'CLK-20',
    'deposit_accounts',
    deposit({ mode: 'map', map: { 'cash/GBP': '36' } }),
    'red',
    false,
    /in USD; .* in GBP/,
  ],
  [
    'CLK-20',
    'deposit_accounts',
    deposit({ mode: 'map', map: { cash: 'undeposited' } }),
    'no check',
    false,
    /./,
  ],
  ['CLK-03', 'deposit_accounts', unread, 'unknown', false, /not read yet/],

  ['CLK-21', 'default_payment', {}, 'green', false, /default/],
  ['CLK-21', 'default_payment', deposit({ mode: 'map', map: { cash: '35' } }), 'red', false, /no default/],
  ['CLK-21', 'default_payment', deposit({ mode: 'map', map: {} }), 'red', true, /no payment can/],
  ['CLK-21', 'default_payment', deposit({ mode: 'fixed', account: '35' }), 'no check', false, /./],

  ['CLK-20', 'payment_methods', {}, 'green', false, /fit/],
  [
    'CLK-20',
    'payment_methods',
    { policy: { payments: { methodMap: { cash: '7' } } } },
    'red',
    false,
    /method 7/,
  ],

  ['CLK-16 CLK-17', 'expense_accounts', {}, 'green', false, /fit/],
  [
    'CLK-17',
    'expense_accounts',
    expenses({ EUR: '8' }),
    'red',
    false,
    /of type Expense; .*Accounts Receivable/,
  ],
  ['CLK-17', 'expense_accounts', expenses({ EUR: '85' }), 'red', false, /in USD; .* in EUR/],
  ['CLK-17', 'expense_accounts', expenses({ USD: '84' }), 'red', false, /in EUR; .* in USD/],
  ['CLK-17', 'expense_accounts', expenses({ EUR: '84', USD: '85' }), 'green', false, /fit/],
  ['CLK-16', 'expense_accounts', { policy: { refunds: { mode: 'refund_receipt' } } }, 'no check', false, /./],

  ['CLK-16', 'expense_currencies', {}, 'green', false, /in EUR/],
  ['CLK-16', 'expense_currencies', expenses({}), 'red', false, /no account for refunds in EUR/],
  [
    'CLK-16',
    'expense_currencies',
    { policy: { payments: { depositAccount: { mode: 'map', map: { 'cash/USD': '36' }, default: '4' } } } },
    'red',
    false,
    /in USD:/,
  ],
  ['CLK-16', 'expense_currencies', { base: TAXDOME }, 'no check', false, /./],

  ['TXD-16', 'refund_item', { base: TAXDOME }, 'red', false, /refunds fail/],
  [
    'TXD-16',
    'refund_item',
    { base: TAXDOME, policy: { items: { defaultItem: '1' } } },
    'green',
    false,
    /default item/,
  ],
  ['TXD-16', 'refund_item', {}, 'no check', false, /./],

  ['CLK-18', 'tax_codes', {}, 'green', false, /fit/],
  [
    'CLK-18',
    'tax_codes',
    { policy: { tax: { map: { low: '3' } } } },
    'red',
    false,
    /"6% L", which is inactive/,
  ],
  ['CLK-18', 'tax_codes', { policy: { tax: { default: '3' } } }, 'red', true, /tax\.default names/],
  ['CLK-18', 'tax_codes', { base: TAXDOME }, 'no check', false, /./],

  ['CLK-19', 'default_tax', {}, 'green', false, /default/],
  ['CLK-19', 'default_tax', { policy: { tax: { default: undefined } } }, 'red', false, /no default tax/],
  [
    'CLK-19',
    'default_tax',
    { policy: { tax: { default: undefined, map: {} } } },
    'red',
    true,
    /no invoice can/,
  ],
  ['CLK-19', 'default_tax', { base: TAXDOME }, 'no check', false, /./],

  ['CLK-22', 'items', {}, 'green', false, /fit/],
  [
    'CLK-22',
    'items',
    { policy: { items: { map: { rooms: '9' } } } },
    'red',
    false,
    /of type Category, on which no line/,
  ],
  ['CLK-22', 'items', { policy: { items: { defaultItem: '77' } } }, 'red', true, /item 77/],

  [
    'CLK-03 KLP-42',
    'income_accounts',
    { policy: { items: { accountMap: { '8000': '1' } } } },
    'green',
    false,
    /fit/,
  ],
  [
    'KLP-42',
    'income_accounts',
    { policy: { items: { accountMap: { '8000': '35' } } } },
    'red',
    false,
    /type Bank/,
  ],
  ['KLP-42', 'income_accounts', { policy: { items: { defaultIncomeAccount: '8' } } }, 'red', true, /Expense/],

  ['CLK-22', 'items_for_lines', {}, 'green', false, /mapped items/],
  [
    'CLK-22',
    'items_for_lines',
    { policy: { items: { onMissing: 'mapped', map: {} } } },
    'red',
    true,
    /No item/,
  ],
  ['KLP-41 KLP-42', 'items_for_lines', { base: KLIPBOARD }, 'red', true, /no account code is mapped/],
  [
    'KLP-41 KLP-42',
    'items_for_lines',
    { base: KLIPBOARD, policy: { items: { defaultIncomeAccount: '1' } } },
    'green',
    false,
    /created/,
  ],

  ['HUB-38', 'tax_lines', { base: HUBSPOT_QUICKBOOKS }, 'no check', false, /./],
  ['HUB-39 HUB-40', 'tax_lines', { base: HUBSPOT_QUICKBOOKS, ...AS_LINES }, 'green', false, /tax report/],
  ['HUB-39 HUB-40', 'tax_lines', AS_LINES, 'red', false, /without a tax code/],
];

describe.each(CHECKS)('$name', ({ name }) => {
  const rows = ROWS.filter(([, check]) => check === name);

  test('has a row for green and one for red', () => {
    const seen = rows.map(([, , , status]) => status);
    expect(seen).toEqual(expect.arrayContaining(['green', 'red']));
  });

  const titled = rows.map((row) => {
    const [rules, , , status, blocks, reason] = row;
    return [`${rules}: ${status}${blocks ? ', blocks' : ''}: ${reason.source}`, row] as const;
  });

  test.each(titled)('%s', (_title, [, check, situation, status, blocks, reason]) => {
    const checked = verdict(check, situation);
    expect(checked?.status ?? 'no check').toBe(status);
    if (checked === undefined) return;
    expect(checked.blocking).toBe(blocks);
    expect(checked.reason).toMatch(reason);
    expect(checked.reason).toMatch(/^[A-Za-z].*\.$/);
    if (status === 'red') expect(checked.cure).toMatch(/^[A-Z].*\.$/);
  });
});

test('a connection with everything mapped and switched has nothing red', () => {
  const checked = preflight(factsOf({}));
  expect(checked.filter(({ status }) => status !== 'green')).toEqual([]);
  expect(blockers(checked)).toEqual([]);
});

test.each([
  ['clock-pms', ['default_payment', 'default_tax', 'items_for_lines']],
  ['klipboard', ['first_import', 'default_tax', 'items_for_lines']],
  ['taxdome', ['items_for_lines']],
  ['hubspot-quickbooks', ['custom_numbers', 'items_for_lines']],
])('the preset %s says from the start what has to be set', (name, blocked) => {
  const base = PRESETS[name] ?? READY;
  expect(blockers(preflight(factsOf({ base }))).map(({ check }) => check)).toEqual(blocked);
});

test('many faults of one kind are counted, not listed', () => {
  const map = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`t${at}`, `x${at}`]));
  const checked = verdict('tax_codes', { policy: { tax: { map } } });
  expect(checked?.reason).toMatch(/; and 35 more\.$/);
});

function numbering(start: number, numbers?: PreflightFacts['numbers']): Situation {
  return { policy: { invoices: { startNumber: start } }, facts: { numbers } };
}

function switched(switches: Reference['switches']): Situation {
  return { company: { switches } };
}

function expenses(expenseAccountByCurrency: Readonly<Record<string, string>>): Situation {
  return { policy: { refunds: { expenseAccountByCurrency } } };
}

function others(...wanted: readonly Policy['preflight']['customNumbers'][]): Situation {
  return {
    facts: { others: wanted.map((customNumbers, at) => ({ connection: `con_${at}`, customNumbers })) },
  };
}
