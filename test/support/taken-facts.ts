// Facts for tests of ledgers that own their customers: the preset, one administration, and a customer that was taken over.
import type { Facts, Reference, ReferenceEntry } from '../../shared/core/decisions.ts';
import type { CustomerDocument, Snapshot } from '../../shared/core/documents.ts';
import type { Link } from '../../shared/core/links.ts';
import type { Policy } from '../../shared/core/policy.ts';
import { QICS_MILESTONES_SNELSTART } from '../../shared/core/presets/qics-milestones-snelstart.ts';
import type { Invoice, InvoiceLine, SourceRecord } from '../../shared/core/records.ts';
import { takenIn } from '../../shared/core/taken-in.ts';
import { afterDeciding, shown } from './decided.ts';
import { ABILITIES, factsAbout, linkOf, NOW, REFERENCE, relating, type Situation } from './facts.ts';

/** The preset, with what the onboarding form asks for filled in. */
export const QICS: Policy = {
  ...QICS_MILESTONES_SNELSTART,
  takenOver: { ...QICS_MILESTONES_SNELSTART.takenOver, company: 'Bureau Zuid' },
};

const account = (number: string, taxCode: string, more: Partial<ReferenceEntry> = {}): ReferenceEntry => ({
  id: `acc_${number}`,
  number,
  name: `Omzet ${number}`,
  active: true,
  taxCodes: [taxCode],
  ...more,
});

export const ADMINISTRATION: Reference = {
  ...REFERENCE,
  multiCurrency: false,
  accounts: [
    account('8000', 'VerkopenHoog'),
    account('8010', 'VerkopenLaag'),
    account('8020', 'VerkopenOverig'),
    account('8030', 'VerkopenVerlegd'),
    account('8090', 'VerkopenHoog', { active: false }),
    account('8100', 'VerkopenHoog', { needsCostCentre: true }),
  ],
  taxCodes: Object.values(QICS.tax.map).map((id) => ({ id, name: id, active: true })),
  costCentres: [
    { id: 'cc_100', number: '100', name: 'Advies', active: true },
    { id: 'cc_900', number: '900', name: 'Oud', active: false },
  ],
};

export const IN_LEDGER: CustomerDocument = {
  type: 'customer',
  name: 'Voorbeeld B.V.',
  number: '1001',
  email: 'info@voorbeeld.example',
  phone: '072-1234567',
  registrationNumber: '12345678',
  taxNumber: 'NL123456789B01',
  invoiceEmail: 'facturen@voorbeeld.example',
  address: {
    contactPerson: 'J. de Vries',
    line1: 'Dorpsstraat 1',
    postalCode: '1234 AB',
    city: 'Alkmaar',
    country: 'NL',
    countryName: 'Nederland',
  },
  postalAddress: {
    contactPerson: 'A. Bakker',
    line1: 'Postbus 12',
    postalCode: '1800 AA',
    city: 'Heiloo',
    country: 'BE',
    countryName: 'België',
  },
  active: true,
};

export const CUSTOMER_SHOWN: Snapshot = shown(IN_LEDGER, 'rel_1');

/** The facts under the preset. `policy` of a situation is not read here: give the whole policy. */
export function takenFacts(record: SourceRecord, situation: Situation = {}, policy: Policy = QICS): Facts {
  const facts = factsAbout(record, situation);
  return {
    ...facts,
    policy: { version: 3, policy },
    reference: { ...ADMINISTRATION, ...situation.reference },
    abilities: { ...ABILITIES, keyed: false, ...situation.abilities },
  };
}

/** The link of a document that was taken in and linked, as the lane does it. */
export function takenLink(snapshot: Snapshot, policy: Policy = QICS): Link {
  const taken = takenIn(snapshot, policy, NOW);
  const record = taken?.source.record;
  if (taken === undefined || record === undefined) throw new Error('It is not taken over');
  const link = linkOf(record, { source: taken.source });
  const others = new Map([[`${snapshot.ref.type}/${snapshot.ref.id}`, snapshot]]);
  return afterDeciding({ ...takenFacts(record, { others }, policy), link });
}

export const HOURS: InvoiceLine = { description: 'Advies', amount: '100.00', account: '8000', tax: '2' };

/** A processed invoice of the customer that was taken over. */
export const PROCESSED: Invoice = {
  kind: 'invoice',
  id: 'inv_q',
  number: '2026-0042',
  customerId: '1001',
  currency: 'EUR',
  date: '2026-11-20',
  dueDate: '2026-12-04',
  status: 'closed',
  lines: [HOURS],
  pricesIncludeTax: false,
  taxes: [{ tax: '2', amount: '21.00' }],
  total: '121.00',
};

/** An invoice of ours about the customer that was taken over; some of it may be different. */
export function aboutInvoice(
  changes: Partial<Invoice> = {},
  situation: Situation = {},
  policy = QICS,
): Facts {
  const related = relating(takenLink(CUSTOMER_SHOWN));
  return takenFacts({ ...PROCESSED, ...changes }, { related, ...situation }, policy);
}
