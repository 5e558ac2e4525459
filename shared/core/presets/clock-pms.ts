// Preset "clock-pms": a hotel system pushes closed folios and their payments into the ledger; nothing flows back.
import type { Policy } from '../policy.ts';

/**
 * One way (CLK-02), customers created if missing (CLK-43), numbers of the source (CLK-05), payments after their folio
 * (CLK-35). Mappings start empty: preflight and the first failing record say what is missing.
 */
export const CLOCK_PMS: Policy = {
  preset: 'clock-pms',
  timeZone: 'Europe/Sofia',
  connection: { session: { mode: 'persistent' }, requireInitialImport: false },
  // CLK-14 exports every twelve hours; a product that posts its events is served at once. Both are one setting apart.
  schedule: { outbound: { mode: 'event' }, inbound: { mode: 'off' } },
  customers: {
    direction: 'to_ledger',
    onMissing: 'create',
    createIn: 'source',
    matchKey: 'name',
    nameTemplate: '{name}',
    perCurrency: false,
    uniqueAmong: 'none',
    onNameClash: 'fail',
    onUpdate: 'create_only',
    hierarchy: 'flat',
  },
  suppliers: { sync: 'none' },
  parties: { dualRole: 'allow' },
  takenOver: { customer: {}, costCentre: {} },
  items: { onMissing: 'create', createAs: 'service', accountOverride: false, map: {}, accountMap: {} },
  invoices: {
    pushOn: 'closed',
    documentTypes: [],
    filters: [],
    surcharges: { mode: 'refuse' },
    draftsDueAtOnce: false,
    inbound: 'none',
    // The seed says closed folios change by correction folios only; a product that does send a newer revision means it.
    onSourceEdit: 'push_update',
    onRemoteEdit: 'ignore',
    onConflict: 'fail',
    numbering: 'source',
  },
  creditNotes: { mode: 'credit_memo', autoLink: 'when_amount_gte_open_balance', referenceInNote: true },
  payments: {
    direction: 'to_ledger',
    withoutInvoice: 'credit',
    excludeOrigins: [],
    manual: { syncDefault: true, perRecordOverride: false },
    depositAccount: { mode: 'map', map: {} },
    methodMap: {},
    depositTransfers: 'manual_task',
  },
  refunds: { mode: 'expense', expenseAccountByCurrency: {} },
  tax: { mode: 'mapped', map: {} },
  fields: { custom: [], entitled: false },
  attachments: { invoicePdf: 'none' },
  costCentres: { import: false },
  ends: {
    invoice: 'void',
    linkedPayments: 'void',
    payment: 'void',
    creditNote: 'manual_task',
    refund: 'delete',
    unsync: 'detach',
  },
  backfill: { excludePaymentsBeforeExportFrom: true },
  rounding: { mode: 'accept_ledger' },
  preflight: { customNumbers: 'require_on', autoApplyCredit: 'require_off' },
  alerts: { stalledAfterRuns: 0 },
};
