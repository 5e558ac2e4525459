// Preset "klipboard": a field service product owns invoices, the ledger owns payments, parties are edited on both sides.
import type { Policy } from '../policy.ts';

/**
 * Customers, locations and suppliers come from the ledger once (KLP-12) and are created at the source from then on
 * (KLP-17, 19, 21); invoices go out as they are made, drafts included (KLP-29, 36); edits and payments made in the ledger
 * come back when a person asks for them (KLP-33, 35); a session lasts an hour (KLP-04).
 */
export const KLIPBOARD: Policy = {
  preset: 'klipboard',
  timeZone: 'Europe/Amsterdam',
  connection: { session: { mode: 'ttl', minutes: 60 }, requireInitialImport: true },
  schedule: { outbound: { mode: 'event' }, inbound: { mode: 'manual' } },
  customers: {
    direction: 'both',
    onMissing: 'create',
    createIn: 'source',
    matchKey: 'name',
    nameTemplate: '{name}',
    perCurrency: false,
    uniqueAmong: 'customers_and_suppliers',
    onNameClash: 'fail',
    onUpdate: 'merge',
    hierarchy: 'parent_sub',
  },
  suppliers: { sync: 'both' },
  parties: { dualRole: 'forbid' },
  takenOver: { customer: {}, costCentre: {} },
  items: { onMissing: 'create', createAs: 'non_inventory', accountOverride: true, map: {}, accountMap: {} },
  invoices: {
    pushOn: 'created',
    documentTypes: [],
    filters: [],
    surcharges: { mode: 'refuse' },
    draftsDueAtOnce: true,
    inbound: 'edits_of_owned',
    onSourceEdit: 'push_update',
    onRemoteEdit: 'pull_back',
    onConflict: 'fail',
    numbering: 'source',
  },
  creditNotes: { mode: 'none', autoLink: 'never', referenceInNote: false },
  payments: {
    direction: 'to_source',
    withoutInvoice: 'credit',
    excludeOrigins: [],
    manual: { syncDefault: true, perRecordOverride: false },
    depositAccount: { mode: 'undeposited' },
    methodMap: {},
    depositTransfers: 'ignore',
  },
  refunds: { mode: 'none', expenseAccountByCurrency: {} },
  // Its tax rates are the ledger's own, imported at connect: every one of them is mapped, none is made up.
  tax: { mode: 'mapped', map: {} },
  fields: { custom: [], entitled: false },
  attachments: { invoicePdf: 'none' },
  costCentres: { import: false },
  ends: {
    invoice: 'void',
    linkedPayments: 'ignore',
    payment: 'ignore',
    creditNote: 'ignore',
    refund: 'ignore',
    unsync: 'detach',
  },
  backfill: { excludePaymentsBeforeExportFrom: false },
  rounding: { mode: 'accept_ledger' },
  preflight: { customNumbers: 'any', autoApplyCredit: 'any' },
  alerts: { stalledAfterRuns: 0 },
};
