// The rows of the invoices' rulebook about what an invoice refers to: its customer, items, tax codes and number.
import type { Facts } from '../../shared/core/decisions.ts';
import type { Invoice } from '../../shared/core/records.ts';
import { afterWriting } from '../support/decided.ts';
import {
  bookedLink,
  CUSTOMER,
  documentIn,
  factsAbout,
  INVOICE,
  ITEM,
  LINE,
  linkOf,
  MINUTE,
  NOW,
  relating,
  said,
  type Situation,
} from '../support/facts.ts';
import type { Row } from '../support/rulebook.ts';

/** The facts about the example invoice. */
export const facts = (situation: Situation = {}): Facts => factsAbout(INVOICE, situation);
/** The facts about an invoice that differs from the example. */
export const about = (invoice: Partial<Invoice>, situation: Situation = {}): Facts =>
  factsAbout({ ...INVOICE, ...invoice }, situation);
/** Booked by us, in its first revision. */
export const link = afterWriting(facts());
/** Booked by us, and the source sent a second revision with another due date. */
export const changed = { ...link, source: said({ ...INVOICE, dueDate: '2026-12-20' }, { revision: 2 }) };
export const onlyItem = relating(bookedLink(ITEM, 'doc_item'));
const onlyCustomer = relating(bookedLink(CUSTOMER, 'doc_customer'));
export const customerIs = (changes: Parameters<typeof linkOf>[1]): Situation => ({
  related: new Map([...onlyItem, ...relating(linkOf(CUSTOMER, changes))]),
});
const LONG_AGO = said(INVOICE, { receivedAt: NOW - 60 * MINUTE });

export const MAPPING_ROWS: readonly Row[] = [
  {
    by: 'wait-for-customer',
    when: 'its customer was never sent',
    facts: facts({ related: onlyItem }),
    says: 'wait customer for customer#cus_1',
    proves: 'CLK-42',
    passes: 'ignore-source-edit',
  },
  {
    by: 'wait-for-customer',
    when: 'its customer was not sent within the hour',
    facts: facts({ related: onlyItem, link: { source: LONG_AGO } }),
    says: 'fail customer_unknown for customer#cus_1',
  },
  {
    by: 'wait-for-customer',
    when: 'its customer is not booked yet',
    facts: facts(customerIs({})),
    says: 'wait customer for customer#cus_1',
    proves: 'CLK-42',
  },
  {
    by: 'wait-for-customer',
    when: 'its customer failed',
    facts: facts(customerIs({ health: { state: 'failed', since: 0 } })),
    says: 'wait customer_failed for customer#cus_1',
  },
  {
    by: 'wait-for-customer',
    when: 'its customer waits while the ledger is down',
    facts: facts(customerIs({ health: { state: 'waiting', since: 0, reason: 'ledger_unavailable' } })),
    says: 'wait ledger_unavailable for customer#cus_1',
  },
  {
    by: 'wait-for-customer',
    when: 'its customer is left out',
    facts: facts(customerIs({ health: { state: 'skipped', since: 0 } })),
    says: 'fail customer_not_linked for customer#cus_1',
  },
  {
    by: 'wait-for-customer',
    when: 'its customer is gone from the ledger',
    facts: facts(customerIs({ document: documentIn('customer', 'c', { status: 'deleted' }) })),
    says: 'fail reference_gone',
  },
  {
    by: 'fail-customer-currency',
    when: 'its customer is kept in another currency',
    facts: about({ currency: 'USD' }),
    says: 'fail customer_currency_mismatch',
    proves: 'CLK-41',
    passes: 'wait-for-customer',
  },
  {
    by: 'fail-customer-currency',
    when: 'its customer names no currency, so it is kept in the company’s',
    facts: about(
      { currency: 'USD' },
      {
        related: new Map([...onlyItem, ...relating(bookedLink({ ...CUSTOMER, currency: undefined }, 'c'))]),
      },
    ),
    says: 'fail customer_currency_mismatch',
    proves: 'CLK-41',
  },
  {
    by: 'fail-customer-currency',
    when: 'the company keeps one currency and the invoice is in another',
    facts: about({ currency: 'USD' }, { reference: { multiCurrency: false } }),
    says: 'fail customer_currency_mismatch',
    proves: 'CLK-41',
  },
  {
    by: 'map-items',
    when: 'the item of a line was never sent',
    facts: facts({ related: onlyCustomer }),
    says: 'wait item for item#itm_1',
    passes: 'fail-customer-currency',
  },
  {
    by: 'map-items',
    when: 'the item of a line was not sent within the hour',
    facts: facts({ related: onlyCustomer, link: { source: LONG_AGO } }),
    says: 'fail item_unmapped for item#itm_1',
  },
  {
    by: 'map-items',
    when: 'a line has neither item nor group, and there is no default',
    facts: about({ lines: [{ amount: '5.00', tax: 'high' }] }),
    says: 'fail item_unmapped',
    proves: 'CLK-22',
  },
  {
    by: 'map-items',
    when: 'its revenue group is not mapped',
    facts: about({ lines: [{ ...LINE, itemId: undefined, revenueGroup: 'rooms' }] }),
    says: 'fail item_unmapped',
    proves: 'CLK-22',
  },
  {
    by: 'map-items',
    when: 'its revenue group is a word that every object knows',
    facts: about({ lines: [{ ...LINE, itemId: undefined, revenueGroup: 'constructor' }] }),
    says: 'fail item_unmapped',
  },
  {
    by: 'map-items',
    when: 'only mapped items may be used, and this one is sent but not mapped',
    facts: facts({ policy: { items: { onMissing: 'mapped' } } }),
    says: 'fail item_unmapped',
    proves: 'CLK-22',
  },
  {
    by: 'fail-unmapped-tax',
    when: 'its tax is not mapped and there is no default',
    facts: about({ lines: [{ ...LINE, tax: 'zero' }] }),
    says: 'fail tax_unmapped',
    proves: 'CLK-18 CLK-19',
    passes: 'map-items',
  },
  {
    by: 'fail-unmapped-tax',
    when: 'the second line has no tax and there is no default',
    facts: about({ lines: [LINE, { ...LINE, tax: undefined }] }),
    says: 'fail tax_unmapped',
    proves: 'CLK-19',
  },
  {
    by: 'fail-unmapped-tax',
    when: 'changed after it was booked, and its tax is not mapped any more',
    facts: facts({ link: changed, policy: { tax: { map: {} } } }),
    says: 'fail tax_unmapped',
    passes: 'in-sync-nothing-new',
  },
  {
    by: 'fail-number-too-long',
    when: 'its number has one character more than the ledger takes',
    facts: about({ number: 'F'.repeat(22) }),
    says: 'fail number_too_long',
    proves: 'CLK-05',
    passes: 'fail-unmapped-tax',
  },
];
