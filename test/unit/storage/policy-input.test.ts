// A policy that comes in is taken whole or refused with everything that has to be corrected; one that is stored stays readable.
import { describe, expect, test } from 'vitest';
import type { Policy } from '../../../shared/core/policy.ts';
import { CLOCK_PMS } from '../../../shared/core/presets/clock-pms.ts';
import { PRESETS } from '../../../shared/core/presets/index.ts';
import { STORED_POLICY } from '../../../shared/storage/connection-schema.ts';
import { pathText, readPolicy } from '../../../shared/storage/policy-input.ts';
import { policy } from '../../contract/support/examples.ts';

const good = policy();

/** `path message` of every fault. */
const faultsOf = (input: unknown): readonly string[] => {
  const read = readPolicy(input);
  return read.ok ? [] : read.faults.map(({ path, message }) => `${pathText(path)} ${message}`);
};

test('a good policy is taken as it is', () => {
  expect(readPolicy(good)).toEqual({ ok: true, policy: good });
});

test.each(Object.entries(PRESETS))('the preset %s is a good policy', (_, preset) => {
  expect(readPolicy(preset)).toEqual({ ok: true, policy: preset });
});

describe('refused', () => {
  test.each<[string, unknown, string]>([
    ['no object', 'x', ' must be an object of settings'],
    ['an unknown setting', { ...good, customer: {} }, 'customer is not a setting we know'],
    ['an unknown setting inside', set('tax', { modus: 1 }), 'tax.modus is not a setting we know'],
    ['a missing part', { ...good, ends: undefined }, 'ends is required'],
    ['a missing setting', set('ends', { invoice: undefined }), 'ends.invoice is required'],
    ['an early word', { ...good, direction: 'to_ledger' }, 'direction is not a setting we know'],
    [
      'an unknown choice',
      set('ends', { invoice: 'burn' }),
      'ends.invoice must be one of void, delete, ignore',
    ],
    ['the only choice', set('customers', { onNameClash: 'suffix' }), 'customers.onNameClash must be fail'],
    ['another type', set('customers', { perCurrency: 'yes' }), 'customers.perCurrency must be true or false'],
    ['another type in a map', set('tax', { map: { high: 4 } }), 'tax.map.high must be a text'],
    [
      'a part of a number',
      set('invoices', { startNumber: 1.5 }),
      'invoices.startNumber must be a whole number',
    ],
    [
      'no zone',
      { ...good, timeZone: 'Europe/Atlantis' },
      'timeZone is no IANA time zone, e.g. Europe/Amsterdam',
    ],
    [
      'no day of the calendar',
      set('backfill', { exportFrom: '2026-02-30' }),
      'backfill.exportFrom is no day of the calendar',
    ],
    [
      'no day at all',
      set('backfill', { exportFrom: 'yesterday' }),
      'backfill.exportFrom must be a day, YYYY-MM-DD',
    ],
    [
      'a name that names nobody',
      set('customers', { nameTemplate: 'Guest {currency}' }),
      'customers.nameTemplate must contain {name} or {number}',
    ],
    [
      'a place that nothing fills',
      set('customers', { nameTemplate: '{name} {city}' }),
      'customers.nameTemplate knows only {name}, {number} and {currency}',
    ],
    [
      'an account that is empty',
      set('payments', { depositAccount: { mode: 'fixed', account: '' } }),
      'payments.depositAccount.account must be at least 1 characters long',
    ],
    [
      'a session shorter than any work',
      set('connection', { session: { mode: 'ttl', minutes: 1 } }),
      'connection.session.minutes must be at least 5',
    ],
    [
      'a currency that does not exist (CLK-16)',
      set('refunds', { expenseAccountByCurrency: { euro: '84' } }),
      'refunds.expenseAccountByCurrency.euro is no currency code of ISO 4217, in capitals',
    ],
  ])('%s', (_, input, fault) => {
    expect(faultsOf(input)).toEqual([fault]);
  });

  test('with every fault at once', () => {
    const faults = faultsOf({ ...good, direction: 'both', timeZone: '', rounding: { mode: 'x' } });
    expect(faults.map((fault) => fault.split(' ')[0]).sort()).toEqual([
      'direction',
      'rounding.mode',
      'timeZone',
    ]);
  });

  test('names of a stranger’s length are cut', () => {
    expect(faultsOf({ ...good, ['x'.repeat(5000)]: 1 })[0]?.length).toBeLessThan(100);
  });
});

describe('contradictions', () => {
  test.each<[string, Policy, string]>([
    [
      'nothing is written, and yet created (TXD-20)',
      set('customers', { direction: 'link_only', onMissing: 'create' }),
      'customers.onMissing is create',
    ],
    [
      'only the source hears of customers, and yet they are created',
      set('customers', { direction: 'to_source', onMissing: 'create' }, { inbound: 'event' }),
      'customers.onMissing is create',
    ],
    [
      'customers are born in the ledger, and yet created for the source (KLP-17)',
      set('customers', { createIn: 'ledger' }),
      'customers.createIn is ledger',
    ],
    [
      'one side cannot be merged (KLP-16)',
      set('customers', { onUpdate: 'merge' }),
      'customers.onUpdate is merge',
    ],
    [
      'a customer per currency under one name (CLK-42)',
      set('customers', { perCurrency: true }),
      'customers.nameTemplate must contain {currency}',
    ],
    [
      'edits are pulled and not pulled (KLP-31)',
      set('invoices', { onRemoteEdit: 'pull_back' }),
      'invoices.onRemoteEdit brings edits back',
    ],
    [
      'invoices of the ledger come in at once, and on request only (HUB-12)',
      set('invoices', { inbound: 'all' }, { inbound: 'manual' }),
      'schedule.inbound must be event',
    ],
    [
      'a filter that compares with nothing (HUB-04)',
      set('invoices', { filters: [{ field: 'currency', is: 'one_of', values: [] }] }),
      'invoices.filters has a filter without what it compares with',
    ],
    [
      'a paid invoice of nothing (HUB-42)',
      set('payments', { withoutInvoice: 'paid_invoice', excludeOrigins: ['invoice'] }),
      'payments.withoutInvoice is paid_invoice',
    ],
    [
      'what pays an invoice is invoiced again (HUB-43)',
      set('payments', { withoutInvoice: 'paid_invoice' }, { defaultItem: '1' }),
      'payments.excludeOrigins must contain invoice',
    ],
    [
      'fields are mapped without the subscription for it (HUB-35)',
      set('fields', { custom: [{ source: 'po_number', ledger: '1', direction: 'both' }] }),
      'fields.custom maps fields, which the subscription',
    ],
    [
      'two fields in one (HUB-36)',
      set('fields', {
        entitled: true,
        custom: [
          { source: 'po_number', ledger: '1', direction: 'both' },
          { source: 'tracking', ledger: '1', direction: 'both' },
        ],
      }),
      'fields.custom maps a field twice',
    ],
    [
      'a start number where the ledger counts (KLP-03)',
      set('invoices', { startNumber: 7, numbering: 'ledger' }, { customNumbers: 'any' }),
      'invoices.startNumber is a number of the source',
    ],
    [
      'numbers of ours with the switch off (C12)',
      set('preflight', { customNumbers: 'require_off' }),
      'preflight.customNumbers is require_off',
    ],
    [
      'numbers of the ledger with the switch on (C12)',
      set('invoices', { numbering: 'ledger' }),
      'preflight.customNumbers is require_on',
    ],
    [
      'credit notes are applied and not written (CLK-31)',
      set('creditNotes', { mode: 'none' }),
      'creditNotes.autoLink applies credit notes',
    ],
    [
      'the payments of an invoice that stays are voided (CLK-33)',
      set('ends', { invoice: 'ignore' }),
      'ends.linkedPayments is void',
    ],
    [
      'payments come back, and nothing comes back (KLP-35)',
      set('payments', { direction: 'to_source' }),
      'schedule.inbound is off',
    ],
  ])('%s', (_, contradictory, fault) => {
    expect(faultsOf(contradictory)).toEqual([expect.stringContaining(fault)]);
  });

  test('are no matter of what is stored: a policy stays readable whatever we find out about it', () => {
    const odd = set('customers', { onUpdate: 'merge' });
    expect(STORED_POLICY.parse({ version: 3, policy: odd }).policy).toEqual(odd);
  });
});

test('a policy that was stored by the first version reads as one that does what it did', () => {
  const { policy: read } = STORED_POLICY.parse({ version: 1, policy: FIRST_CLOCK_PMS });
  expect(read).toMatchObject({
    connection: { session: { mode: 'persistent' }, requireInitialImport: false },
    schedule: { outbound: { mode: 'event' }, inbound: { mode: 'off' } },
    customers: { direction: 'to_ledger', createIn: 'source', perCurrency: false, hierarchy: 'flat' },
    suppliers: { sync: 'none' },
    creditNotes: { mode: 'none' },
    refunds: { mode: 'none' },
    ends: { invoice: 'void', linkedPayments: 'ignore', payment: 'void', unsync: 'detach' },
    rounding: { mode: 'accept_ledger' },
    preflight: { customNumbers: 'any', autoApplyCredit: 'any' },
  });
  // What is new has a default; what was said is as it was said.
  const { direction: _, ...said } = FIRST_CLOCK_PMS;
  expect(read).toMatchObject(said);
});

/** The preset as the first version stored it: git show 749655f:shared/core/presets/clock-pms.ts. */
const FIRST_CLOCK_PMS = {
  preset: 'clock-pms',
  timeZone: 'Europe/Sofia',
  direction: 'to_ledger',
  customers: { onMissing: 'create', nameTemplate: '{name}', onNameClash: 'fail', onUpdate: 'create_only' },
  items: { onMissing: 'create', map: {}, accountMap: {} },
  invoices: {
    pushOn: 'closed',
    documentTypes: [],
    onSourceEdit: 'push_update',
    onRemoteEdit: 'ignore',
    onConflict: 'fail',
    numbering: 'source',
  },
  payments: { direction: 'to_ledger', depositAccount: { mode: 'map', map: {} }, methodMap: {} },
  tax: { mode: 'mapped', map: {} },
  ends: { invoice: 'void', payment: 'void' },
  backfill: { excludePaymentsBeforeExportFrom: true },
};

/** The preset of the hotel with something of one part said otherwise, right or wrong. */
function set(
  part: keyof Policy,
  changes: Readonly<Record<string, unknown>>,
  also: {
    readonly inbound?: 'event' | 'manual';
    readonly customNumbers?: 'any';
    readonly defaultItem?: string;
  } = {},
): Policy {
  const base: Policy = {
    ...CLOCK_PMS,
    schedule: { ...CLOCK_PMS.schedule, inbound: { mode: also.inbound ?? 'off' } },
    preflight: { ...CLOCK_PMS.preflight, customNumbers: also.customNumbers ?? 'require_on' },
    items: { ...CLOCK_PMS.items, defaultItem: also.defaultItem },
  };
  const old = base[part];
  return { ...base, [part]: typeof old === 'object' ? { ...old, ...changes } : changes };
}
