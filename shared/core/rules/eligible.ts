// Eligible: which invoices of a source are meant for the books at all (HUB-03..05, HUB-38). None of them is a failure but one.
import type { Facts, Rule } from '../decisions.ts';
import type { DocumentLine } from '../documents.ts';
import type { Link } from '../links.ts';
import { compareDecimals, toMinor } from '../money.ts';
import type { Filter } from '../policy.ts';
import type { Invoice, Surcharges } from '../records.ts';
import { fail, recordOf, skip } from './common.ts';

/** HUB-03: a draft is nothing yet. Once it is finalised its source sends it again. */
export const skipDraft: Rule = {
  name: 'skip-draft',
  decide: ({ link, policy }) => {
    const isDraft = recordOf(link, 'invoice')?.status === 'draft' && link.document === undefined;
    return policy.policy.invoices.pushOn === 'finalized' && isDraft ? skip('draft') : undefined;
  },
};

/** HUB-04, HUB-05: the policy's filters choose among new invoices; what is booked is followed, whatever becomes of it. */
export const skipFiltered: Rule = {
  name: 'skip-filtered',
  decide: ({ link, policy }) => {
    const invoice = recordOf(link, 'invoice');
    if (invoice === undefined || link.document !== undefined || isOurs(link)) return undefined;
    const against = policy.policy.invoices.filters.find((filter) => !matches(invoice, filter));
    if (against === undefined) return undefined;
    const values = against.values.join(', ');
    return skip('filter', { field: against.field, is: against.is, ...(values !== '' && { values }) });
  },
};

/** An invoice that was made from a payment is as eligible as the payment was. */
const isOurs = ({ source }: Link): boolean => source?.derivedFrom !== undefined;

/** HUB-38: a ledger has lines and their taxes, and no place for a tax or a fee on the whole. Nothing is booked without it. */
export const failSurcharges: Rule = {
  name: 'fail-surcharges',
  decide: ({ link, policy }) => {
    const invoice = recordOf(link, 'invoice');
    if (invoice === undefined || policy.policy.invoices.surcharges.mode !== 'refuse') return undefined;
    const found = surchargesOf(invoice).map(({ what, amount }) => `${what} ${amount} ${invoice.currency}`);
    return found.length === 0 ? undefined : fail('invoice_level_charge', { charges: found.join(', ') });
  },
};

/** HUB-39, HUB-41: tax and fees as lines of their own, on the items that the policy names. They have no tax code (HUB-40). */
export function surchargeLines({ policy }: Pick<Facts, 'policy'>, invoice: Invoice): readonly DocumentLine[] {
  const { surcharges } = policy.policy.invoices;
  if (surcharges.mode !== 'lines') return [];
  return surchargesOf(invoice).map(({ what, amount }) => ({
    item: what === 'tax' ? surcharges.taxItem : surcharges.feeItem,
    description: what === 'tax' ? 'Tax' : 'Fees',
    quantity: '1',
    unitPrice: amount,
    amount,
  }));
}

/** What stands below the lines of an invoice, zeros left out. */
function surchargesOf({ surcharges = {}, currency }: Pick<Invoice, 'surcharges' | 'currency'>): readonly {
  readonly what: keyof Surcharges;
  readonly amount: string;
}[] {
  const all = [
    { what: 'tax', amount: surcharges.tax ?? '0' },
    { what: 'fees', amount: surcharges.fees ?? '0' },
  ] as const;
  return all.filter(({ amount }) => (toMinor(amount, currency) ?? 0n) !== 0n);
}

function matches(invoice: Invoice, { field, is, values }: Filter): boolean {
  const said = valueOf(invoice, field);
  if (is === 'given') return said !== undefined;
  if (is === 'missing') return said === undefined;
  if (is === 'none_of') return said === undefined || !values.includes(said);
  if (said === undefined) return false;
  if (is === 'one_of') return values.includes(said);
  const order = compare(said, values[0] ?? '');
  return is === 'at_least' ? order >= 0 : order <= 0;
}

function valueOf(invoice: Invoice, field: string): string | undefined {
  const custom = /^custom\.(.+)$/.exec(field)?.[1];
  const fields: ReadonlyMap<string, unknown> = new Map(
    Object.entries(custom === undefined ? invoice : (invoice.custom ?? {})),
  );
  const value = fields.get(custom ?? field);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Numbers as numbers, everything else (days above all) as text. */
function compare(one: string, other: string): number {
  return compareDecimals(one, other) ?? (one === other ? 0 : one < other ? -1 : 1);
}
