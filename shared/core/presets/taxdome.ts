// Preset "taxdome": a practice product pushes invoices and payments for clients that are linked with ledger customers.
import type { Policy } from '../policy.ts';

/**
 * Client accounts are linked, not written (TXD-20, 21); payments entered by hand stay out unless they say otherwise
 * (TXD-03..09); unsync takes a payment and its refunds out of the books (TXD-13..16); money lands on the account for
 * undeposited funds or one chosen account (TXD-17, 18).
 */
export const TAXDOME: Policy = {
  preset: 'taxdome',
  timeZone: 'America/New_York',
  connection: { session: { mode: 'persistent' }, requireInitialImport: false },
  schedule: { outbound: { mode: 'event' }, inbound: { mode: 'off' } },
  customers: {
    direction: 'link_only',
    onMissing: 'require_linked',
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
    pushOn: 'created',
    documentTypes: [],
    filters: [],
    surcharges: { mode: 'refuse' },
    draftsDueAtOnce: false,
    inbound: 'none',
    onSourceEdit: 'push_update',
    onRemoteEdit: 'ignore',
    onConflict: 'fail',
    numbering: 'source',
  },
  creditNotes: { mode: 'credit_memo', autoLink: 'never', referenceInNote: false },
  payments: {
    direction: 'to_ledger',
    withoutInvoice: 'credit',
    excludeOrigins: [],
    // The documentation does not say how the switch is set at first; off is the side that books nothing by surprise.
    manual: { syncDefault: false, perRecordOverride: true },
    depositAccount: { mode: 'undeposited' },
    methodMap: {},
    depositTransfers: 'ignore',
  },
  refunds: { mode: 'refund_receipt', expenseAccountByCurrency: {} },
  tax: { mode: 'none', map: {} },
  fields: { custom: [], entitled: false },
  attachments: { invoicePdf: 'none' },
  costCentres: { import: false },
  ends: {
    invoice: 'void',
    linkedPayments: 'ignore',
    payment: 'delete',
    creditNote: 'manual_task',
    refund: 'delete',
    unsync: 'delete',
  },
  backfill: { excludePaymentsBeforeExportFrom: false },
  rounding: { mode: 'accept_ledger' },
  preflight: { customNumbers: 'any', autoApplyCredit: 'any' },
  alerts: { stalledAfterRuns: 0 },
};
