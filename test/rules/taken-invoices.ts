// The rows of the rulebooks of invoices and credit notes about lines that are booked on accounts under the ledger's own tax codes.
import { shown } from '../support/decided.ts';
import { relating } from '../support/facts.ts';
import type { Row } from '../support/rulebook.ts';
import {
  aboutInvoice,
  CUSTOMER_SHOWN,
  HOURS,
  IN_LEDGER,
  QICS,
  takenFacts,
  takenLink,
} from '../support/taken-facts.ts';
import { CREDIT_NOTE } from '../support/facts.ts';

const line = (changes: object) => ({ lines: [{ ...HOURS, ...changes }] });
const gone = { ...takenLink(CUSTOMER_SHOWN), document: { ...shownDocument(), status: 'deleted' as const } };

function shownDocument() {
  return { ...shown(IN_LEDGER, 'rel_1').ref, status: 'live' as const };
}

/** QCS-53: everything that is none of the four. */
const OTHER_CODES = ['0', '5', '12', 'Geen', 'VerkopenHoog', '', 'constructor', undefined] as const;

export const TAKEN_INVOICE_ROWS: readonly Row[] = [
  {
    by: 'wait-folio-open',
    when: 'an invoice that is not processed yet',
    facts: aboutInvoice({ status: 'open' }),
    says: 'wait folio_open',
    proves: 'QCS-08',
  },
  {
    by: 'create-or-update',
    when: 'an invoice that is processed',
    facts: aboutInvoice(),
    says: 'write create',
    proves: 'QCS-03, QCS-08, QCS-42',
    passes: 'fail-tax-mismatch',
  },
  {
    by: 'wait-for-customer',
    when: 'the ledger never had a customer of that number',
    facts: aboutInvoice({ customerId: '4711' }),
    says: 'fail customer_not_in_ledger for customer#4711',
    proves: 'QCS-42, QCS-43',
  },
  {
    by: 'wait-for-customer',
    when: 'the customer was deleted in the ledger',
    facts: aboutInvoice({}, { related: relating(gone) }),
    says: 'fail customer_not_in_ledger for customer#1001',
    proves: 'QCS-43',
  },
  {
    by: 'fail-account-not-in-ledger',
    when: 'the account of a line is not in the ledger',
    facts: aboutInvoice(line({ account: '9999' })),
    says: 'fail account_not_in_ledger',
    proves: 'QCS-42, QCS-44',
    passes: 'fail-customer-currency',
  },
  {
    by: 'fail-account-not-in-ledger',
    when: 'the account of a line is not in use any more',
    facts: aboutInvoice(line({ account: '8090' })),
    says: 'fail account_not_in_ledger',
    proves: 'QCS-44',
  },
  {
    by: 'fail-account-not-in-ledger',
    when: 'a line names no account, and the policy none for such',
    facts: aboutInvoice(line({ account: undefined })),
    says: 'fail account_not_in_ledger',
    proves: 'QCS-44',
  },
  {
    by: 'fail-account-not-in-ledger',
    when: 'the account needs a cost centre',
    facts: aboutInvoice(line({ account: '8100' })),
    says: 'fail cost_centre_not_in_ledger',
  },
  {
    by: 'fail-account-not-in-ledger',
    when: 'the cost centre of a line is not in use any more',
    facts: aboutInvoice(line({ costCentre: '900' })),
    says: 'fail cost_centre_not_in_ledger',
  },
  ...OTHER_CODES.map((tax): Row => ({
    by: 'fail-tax-mismatch',
    when: `the tax code of a line is ${JSON.stringify(tax) ?? 'missing'}`,
    facts: aboutInvoice(line({ tax })),
    says: 'fail tax_code_mismatch',
    proves: 'QCS-45, QCS-48, QCS-53',
    passes: 'fail-account-not-in-ledger',
  })),
  {
    by: 'fail-tax-mismatch',
    when: 'the account of a line takes another tax',
    facts: aboutInvoice(line({ tax: '1' })),
    says: 'fail tax_code_mismatch',
    proves: 'QCS-45',
  },
  {
    by: 'fail-tax-mismatch',
    when: 'the ledger does not have the tax any more',
    facts: aboutInvoice({}, { reference: { taxCodes: [] } }),
    says: 'fail tax_code_mismatch',
    proves: 'QCS-45',
  },
  {
    by: 'skip-ended-before-booked',
    when: 'deleted at the product before it was booked',
    facts: aboutInvoice({}, { link: { source: { ...sourceOf(), presence: 'deleted' } } }),
    says: 'skip ended_before_booked',
    proves: 'QCS-12',
  },
];

function sourceOf() {
  return { revision: 2, presence: 'live', eventId: 'e', receivedAt: 0 } as const;
}

const credited = (changes: object) =>
  takenFacts(
    {
      ...CREDIT_NOTE,
      customerId: '1001',
      creditedInvoiceId: undefined,
      lines: [{ ...HOURS, ...changes }],
    },
    { related: relating(takenLink(CUSTOMER_SHOWN)) },
    QICS,
  );

export const TAKEN_CREDIT_NOTE_ROWS: readonly Row[] = [
  {
    by: 'fail-account-not-in-ledger',
    when: 'the account of a line is not in the ledger',
    facts: credited({ account: '9999' }),
    says: 'fail account_not_in_ledger',
    proves: 'QCS-44',
    passes: 'fail-customer-currency',
  },
  {
    by: 'fail-tax-mismatch',
    when: 'the tax code of a line is not one of the ledger’s',
    facts: credited({ tax: '0' }),
    says: 'fail tax_code_mismatch',
    proves: 'QCS-53',
    passes: 'fail-account-not-in-ledger',
  },
  {
    by: 'create-or-update',
    when: 'its lines are booked on accounts',
    facts: credited({}),
    says: 'write create',
    proves: 'QCS-42',
    passes: 'fail-tax-mismatch',
  },
];
