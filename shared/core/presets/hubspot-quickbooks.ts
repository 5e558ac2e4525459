// Preset "hubspot-quickbooks": a CRM that makes invoices and takes money, and a ledger that does both as well.
import type { Policy } from '../policy.ts';

/**
 * Finalised invoices go out (HUB-03), those born in the ledger come in as mirrors (HUB-12, HUB-16); money is told both ways
 * (HUB-17, HUB-19); refunds and deletions are a person's (HUB-24 to HUB-27); tax and fees are lines or nothing (HUB-38).
 * The specification leaves open what becomes of parties: they are merged, and made on whichever side needs them.
 */
export const HUBSPOT_QUICKBOOKS: Policy = {
  preset: 'hubspot-quickbooks',
  timeZone: 'America/New_York',
  connection: { session: { mode: 'persistent' }, requireInitialImport: false },
  schedule: { outbound: { mode: 'event' }, inbound: { mode: 'event' } },
  customers: {
    direction: 'both',
    onMissing: 'create',
    createIn: 'both',
    // As HubSpot's own sync does. Companies have no address: they are known by their name.
    matchKey: 'email',
    nameTemplate: '{name}',
    perCurrency: false,
    uniqueAmong: 'customers',
    onNameClash: 'fail',
    onUpdate: 'merge',
    hierarchy: 'flat',
  },
  suppliers: { sync: 'none' },
  parties: { dualRole: 'allow' },
  takenOver: { customer: {}, costCentre: {} },
  items: { onMissing: 'create', createAs: 'service', accountOverride: false, map: {}, accountMap: {} },
  invoices: {
    pushOn: 'finalized',
    filters: [],
    surcharges: { mode: 'refuse' },
    documentTypes: [],
    draftsDueAtOnce: false,
    inbound: 'all',
    onSourceEdit: 'push_update',
    onRemoteEdit: 'fail_conflict',
    onConflict: 'fail',
    // The ledger's switch for custom numbers is best off (its own numbers would follow ours), so the ledger counts.
    numbering: 'ledger',
  },
  creditNotes: { mode: 'none', autoLink: 'never', referenceInNote: false },
  payments: {
    direction: 'both',
    withoutInvoice: 'credit',
    excludeOrigins: ['invoice'],
    manual: { syncDefault: true, perRecordOverride: false },
    depositAccount: { mode: 'undeposited' },
    methodMap: {},
    depositTransfers: 'ignore',
  },
  refunds: { mode: 'manual_task', expenseAccountByCurrency: {} },
  // HUB-40: a tax that is a line of its own has no code, and does not reach the ledger's tax report.
  tax: { mode: 'none', map: {} },
  fields: { custom: [], entitled: false },
  attachments: { invoicePdf: 'on_demand' },
  costCentres: { import: false },
  ends: {
    invoice: 'void',
    linkedPayments: 'ignore',
    payment: 'manual_task',
    creditNote: 'ignore',
    refund: 'ignore',
    unsync: 'detach',
  },
  backfill: { excludePaymentsBeforeExportFrom: false },
  rounding: { mode: 'accept_ledger' },
  preflight: { customNumbers: 'require_off', autoApplyCredit: 'any' },
  alerts: { stalledAfterRuns: 0 },
};
