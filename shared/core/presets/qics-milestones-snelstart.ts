// Preset "qics-milestones-snelstart": hours become invoices that are booked on accounts; customers live in the ledger.
import type { Interval, Policy } from '../policy.ts';

/** QCS-09: 53 runs a day, there and back. The seed names no zone; the product is Dutch. */
const DAYTIME: Interval = { mode: 'interval', minutes: 15, window: { from: '07:00', to: '20:00' } };

/**
 * Customers and, if wanted, cost centres come from the ledger and are never written there (QCS-02, QCS-06, QCS-14, QCS-43);
 * processed invoices go out as bookings with their PDF (QCS-03, QCS-08); deletions stay where they are made (QCS-12).
 */
export const QICS_MILESTONES_SNELSTART: Policy = {
  preset: 'qics-milestones-snelstart',
  timeZone: 'Europe/Amsterdam',
  // QCS-54: the customers are imported first, or every invoice would fail for want of one.
  connection: { session: { mode: 'persistent' }, requireInitialImport: true },
  schedule: { outbound: DAYTIME, inbound: DAYTIME },
  customers: {
    direction: 'to_source',
    onMissing: 'require_linked',
    createIn: 'ledger',
    matchKey: 'number',
    nameTemplate: '{name}',
    perCurrency: false,
    uniqueAmong: 'none',
    onNameClash: 'fail',
    onUpdate: 'overwrite',
    hierarchy: 'flat',
  },
  suppliers: { sync: 'if_customer' },
  parties: { dualRole: 'allow' },
  takenOver: {
    customer: {
      // The seed leaves this cell empty, as those of country and company; QCS-17: whoever is not inactive is active.
      IsActive: 'active',
      Name: 'name',
      CustomerCode: 'number',
      CompanyId: 'company',
      ContactPersonName: 'address.contactPerson',
      Identification: 'registrationNumber',
      VisitAddressContactPerson: 'address.contactPerson',
      VisitAddressAddress1: 'address.line1',
      VisitAddressZipCode: 'address.postalCode',
      VisitAddressCity: 'address.city',
      VisitAddressCountry: 'address.countryName',
      VisitAddressCountryCode: 'address.country',
      VisitAddressEmailAddress: 'email',
      VisitAddressPhoneNumber: 'phone',
      InvoiceAddressContactPerson: 'postalAddress.contactPerson',
      InvoiceAddressAddress1: 'postalAddress.line1',
      InvoiceAddressZipCode: 'postalAddress.postalCode',
      InvoiceAddressCity: 'postalAddress.city',
      InvoiceAddressCountry: 'postalAddress.countryName',
      InvoiceAddressCountryCode: 'postalAddress.country',
      VatNumber: 'taxNumber',
      SendInvoiceTo: 'invoiceEmail',
    },
    costCentre: { Code: 'number', Name: 'name', CompanyId: 'company' },
  },
  items: { onMissing: 'accounts', createAs: 'service', accountOverride: false, map: {}, accountMap: {} },
  invoices: {
    // QCS-08: the product's word is "verwerkt" (processed).
    pushOn: 'closed',
    filters: [],
    surcharges: { mode: 'refuse' },
    documentTypes: [],
    draftsDueAtOnce: false,
    inbound: 'none',
    // The seed is silent; a product that sends a processed invoice once more means it.
    onSourceEdit: 'push_update',
    onRemoteEdit: 'ignore',
    onConflict: 'fail',
    numbering: 'source',
  },
  // The seed has no word for credit notes: they are bookings with the sign turned, and nobody asked to settle them.
  creditNotes: { mode: 'credit_memo', autoLink: 'never', referenceInNote: false },
  payments: {
    direction: 'none',
    withoutInvoice: 'credit',
    excludeOrigins: [],
    manual: { syncDefault: false, perRecordOverride: false },
    depositAccount: { mode: 'undeposited' },
    methodMap: {},
    depositTransfers: 'ignore',
  },
  refunds: { mode: 'none', expenseAccountByCurrency: {} },
  costCentres: { import: false },
  // QCS-48 to QCS-53: these four and no other, so what is exempt or zero-rated cannot be exported.
  tax: {
    mode: 'mirrored',
    map: { 1: 'VerkopenLaag', 2: 'VerkopenHoog', 3: 'VerkopenOverig', 4: 'VerkopenVerlegd' },
  },
  fields: { custom: [], entitled: false },
  attachments: { invoicePdf: 'push' },
  ends: {
    invoice: 'ignore',
    linkedPayments: 'ignore',
    payment: 'ignore',
    creditNote: 'ignore',
    refund: 'ignore',
    unsync: 'detach',
  },
  backfill: { excludePaymentsBeforeExportFrom: false },
  // The ledger refuses a booking whose sum is not exact.
  rounding: { mode: 'exact_or_fail' },
  preflight: { customNumbers: 'any', autoApplyCredit: 'any', packages: ['inOrde', 'Accountant'] },
  // QCS-58: an hour of the working day.
  alerts: { stalledAfterRuns: 4 },
};
