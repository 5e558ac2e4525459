// Policy settings: every setting C1 to C28 that a seed may draw, with its values, and how each is read back from a policy.
import type { Policy } from '../../shared/core/policy.ts';

/** One setting: what it is called, what it may be, and what it is in a policy. Names are as a policy has them. */
export interface Choice {
  /** `C8 payments.direction` */
  readonly name: string;
  readonly options: readonly Option[];
  readonly wordIn: (policy: Policy) => string;
}

export interface Option {
  readonly word: string;
  readonly apply: (policy: Policy) => Policy;
}

/** Accounts, items and codes that every simulated company has. */
const CHECKING = '35';
const SAVINGS = '36';
const UNDEPOSITED = '4';
const RECEIVABLES = '84';
const SERVICES = '1';
const PRODUCTS = '79';
const TAX_HIGH = '2';
const TAX_ZERO = '4';

/** A setting that is one member of one section. What is likelier stands in the list more than once. */
function setting<S extends keyof Policy, K extends keyof Policy[S] & string>(
  rule: string,
  section: S,
  member: K,
  values: readonly Policy[S][K][],
): Choice {
  return {
    name: `${rule} ${section}.${member}`,
    options: values.map((value) => ({
      word: wordOf(value),
      apply: (policy) => ({ ...policy, [section]: Object.assign({}, policy[section], { [member]: value }) }),
    })),
    wordIn: (policy) => wordOf(policy[section][member]),
  };
}

/** The word under which a value is counted: of a list its entries, of an object its mode, and whatever else tells it apart. */
export function wordOf(value: unknown): string {
  if (value === undefined) return 'none';
  if (Array.isArray(value)) return value.length === 0 ? 'all' : value.map(String).join('+');
  if (typeof value !== 'object' || value === null) return JSON.stringify(value).replaceAll('"', '');
  const { mode, minutes } = { mode: undefined, minutes: undefined, ...value };
  return minutes === undefined ? wordOf(mode) : `${wordOf(mode)} ${wordOf(minutes)}`;
}

const MANUAL: Choice = {
  name: 'C9 payments.manual',
  options: [true, false].flatMap((syncDefault) =>
    [true, false].map((perRecordOverride) => ({
      word: manualWord({ syncDefault, perRecordOverride }),
      apply: (policy: Policy) => ({
        ...policy,
        payments: { ...policy.payments, manual: { syncDefault, perRecordOverride } },
      }),
    })),
  ),
  wordIn: ({ payments }) => manualWord(payments.manual),
};

function manualWord({ syncDefault, perRecordOverride }: Policy['payments']['manual']): string {
  return `${syncDefault ? 'synced' : 'not synced'}${perRecordOverride ? ', own word counts' : ''}`;
}

const TAX: Choice = {
  name: 'C13 tax.mode',
  options: [
    { word: 'none', apply: (policy) => ({ ...policy, tax: { mode: 'none', map: {} } }) },
    {
      word: 'mapped',
      apply: (policy) => ({ ...policy, tax: { mode: 'mapped', map: { high: TAX_HIGH }, default: TAX_ZERO } }),
    },
  ],
  wordIn: ({ tax }) => tax.mode,
};

const ROUNDING: Choice = {
  name: 'C28 rounding',
  options: [
    { word: 'accept_ledger', apply: (policy) => ({ ...policy, rounding: { mode: 'accept_ledger' } }) },
    {
      word: 'accept_ledger within 0.00',
      apply: (policy) => ({ ...policy, rounding: { mode: 'accept_ledger', tolerance: '0.00' } }),
    },
    {
      word: 'accept_ledger within 0.05',
      apply: (policy) => ({ ...policy, rounding: { mode: 'accept_ledger', tolerance: '0.05' } }),
    },
    { word: 'exact_or_fail', apply: (policy) => ({ ...policy, rounding: { mode: 'exact_or_fail' } }) },
  ],
  wordIn: ({ rounding: { mode, tolerance } }) =>
    tolerance === undefined ? mode : `${mode} within ${tolerance}`,
};

const CURRENCIES: Choice = {
  name: 'C3 customers.perCurrency',
  options: [
    {
      word: 'true',
      apply: (policy) => ({
        ...policy,
        customers: { ...policy.customers, perCurrency: true, nameTemplate: '{name} {currency}' },
      }),
    },
    {
      word: 'false',
      apply: (policy) => ({
        ...policy,
        customers: { ...policy.customers, perCurrency: false, nameTemplate: '{name}' },
      }),
    },
  ],
  wordIn: ({ customers }) => String(customers.perCurrency),
};

const METHODS: Choice = {
  name: 'C18 payments.methodMap',
  options: [
    { word: 'mapped', apply: withMethods({ cash: '1', card: '3' }) },
    { word: 'empty', apply: withMethods({}) },
  ],
  wordIn: ({ payments }) => (Object.keys(payments.methodMap).length > 0 ? 'mapped' : 'empty'),
};

function withMethods(methodMap: Policy['payments']['methodMap']): Option['apply'] {
  return (policy) => ({ ...policy, payments: { ...policy.payments, methodMap } });
}

const ROOMS: Choice = {
  name: 'C14 items.map',
  options: [
    { word: 'mapped', apply: (policy) => ({ ...policy, items: { ...policy.items, map: { rooms: '3' } } }) },
    { word: 'empty', apply: (policy) => ({ ...policy, items: { ...policy.items, map: {} } }) },
  ],
  wordIn: ({ items }) => (Object.keys(items.map).length > 0 ? 'mapped' : 'empty'),
};

/** In the order in which they are shown. What a seed draws is valid as a whole, or is left as it was (policies.ts). */
export const CHOICES: readonly Choice[] = [
  setting('C1', 'customers', 'direction', ['to_ledger', 'both', 'both', 'link_only', 'to_source']),
  setting('C2', 'customers', 'onMissing', ['create', 'create', 'require_linked']),
  setting('C2', 'customers', 'createIn', ['source', 'source', 'ledger']),
  CURRENCIES,
  setting('C3', 'customers', 'uniqueAmong', ['none', 'customers', 'customers_and_suppliers']),
  setting('C4', 'invoices', 'pushOn', ['created', 'created', 'closed', 'manual']),
  setting('C4', 'invoices', 'documentTypes', [[], [], ['invoice']]),
  setting('C5', 'schedule', 'outbound', [
    { mode: 'event' },
    { mode: 'event' },
    { mode: 'event' },
    { mode: 'manual' },
    { mode: 'interval', minutes: 15 },
    { mode: 'off' },
  ]),
  setting('C5', 'schedule', 'inbound', [
    { mode: 'off' },
    { mode: 'event' },
    { mode: 'manual' },
    { mode: 'interval', minutes: 15 },
  ]),
  setting('C6', 'invoices', 'inbound', ['none', 'edits_of_owned']),
  setting('C7', 'invoices', 'onSourceEdit', ['push_update', 'push_update', 'ignore']),
  setting('C7', 'invoices', 'onRemoteEdit', ['ignore', 'pull_back']),
  setting('C7', 'invoices', 'onConflict', ['fail', 'source_wins', 'ledger_wins']),
  setting('C8, C24', 'payments', 'direction', ['to_ledger', 'to_ledger', 'to_source', 'none']),
  MANUAL,
  setting('C10', 'refunds', 'mode', ['expense', 'refund_receipt', 'manual_task', 'none']),
  setting('C11', 'ends', 'invoice', ['void', 'delete', 'ignore']),
  setting('C11', 'ends', 'linkedPayments', ['void', 'ignore']),
  setting('C11', 'ends', 'payment', ['void', 'delete', 'ignore']),
  setting('C11', 'ends', 'creditNote', ['manual_task', 'delete', 'ignore']),
  setting('C11', 'ends', 'refund', ['delete', 'delete', 'ignore']),
  setting('C11', 'ends', 'unsync', ['delete', 'detach']),
  setting('C12', 'invoices', 'numbering', ['source', 'source', 'ledger']),
  setting('C12', 'invoices', 'startNumber', [undefined, 1000]),
  setting('C12', 'invoices', 'draftsDueAtOnce', [false, true]),
  setting('C12', 'preflight', 'customNumbers', ['any', 'require_on', 'require_off']),
  setting('CLK-04', 'preflight', 'autoApplyCredit', ['any', 'require_off']),
  TAX,
  setting('C14', 'items', 'onMissing', ['create', 'mapped']),
  setting('C14', 'items', 'createAs', ['service', 'non_inventory']),
  setting('C14', 'items', 'accountOverride', [false, true]),
  ROOMS,
  setting('C16', 'backfill', 'exportFrom', [undefined, undefined, '2026-11-01']),
  setting('C16', 'backfill', 'excludePaymentsBeforeExportFrom', [true, false]),
  setting('C17', 'creditNotes', 'mode', ['credit_memo', 'credit_memo', 'none']),
  setting('C17', 'creditNotes', 'autoLink', ['never', 'when_amount_gte_open_balance', 'always']),
  setting('C17', 'creditNotes', 'referenceInNote', [true, false]),
  setting('C18', 'payments', 'depositAccount', [
    { mode: 'undeposited' },
    { mode: 'fixed', account: CHECKING },
    { mode: 'map', map: { cash: UNDEPOSITED, 'card/EUR': SAVINGS }, default: CHECKING },
  ]),
  setting('C18', 'payments', 'depositTransfers', ['manual_task', 'ignore']),
  METHODS,
  setting('C19', 'connection', 'session', [{ mode: 'persistent' }, { mode: 'ttl', minutes: 10 }]),
  setting('C1', 'connection', 'requireInitialImport', [false, true]),
  setting('C20', 'customers', 'onUpdate', ['overwrite', 'create_only', 'merge']),
  setting('C21', 'customers', 'hierarchy', ['flat', 'parent_sub']),
  setting('C22', 'parties', 'dualRole', ['allow', 'forbid']),
  setting('C23', 'suppliers', 'sync', ['none', 'both', 'both']),
  ROUNDING,
];

/** A preset with whatever its company has to name: presets come without mappings, and book nothing until they have some. */
export function bookable(preset: Policy): Policy {
  const { depositAccount } = preset.payments;
  const { session } = preset.connection;
  return {
    ...preset,
    // An hour is longer than a seed is busy: ten minutes are the same to the engine, and do end.
    connection: {
      ...preset.connection,
      session: session.mode === 'ttl' ? { mode: 'ttl', minutes: 10 } : session,
    },
    items: {
      ...preset.items,
      defaultItem: SERVICES,
      defaultIncomeAccount: SERVICES,
      accountMap: { rooms: SERVICES, food: PRODUCTS },
    },
    payments: {
      ...preset.payments,
      depositAccount:
        depositAccount.mode === 'map'
          ? { mode: 'map', map: { cash: UNDEPOSITED, 'card/EUR': SAVINGS }, default: CHECKING }
          : depositAccount,
    },
    refunds: { ...preset.refunds, expenseAccountByCurrency: { EUR: RECEIVABLES } },
    tax:
      preset.tax.mode === 'mapped'
        ? { mode: 'mapped', map: { high: TAX_HIGH }, default: TAX_ZERO }
        : preset.tax,
  };
}
