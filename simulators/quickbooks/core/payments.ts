// Payments: what a request may apply, what it applies in truth, and the links that follow from it.
import { amountAt, amountOf, sum, smaller, written, zero, type Amount } from './amounts.ts';
import { checkDepositAccount, undepositedFunds } from './accounts.ts';
import { find, tableOf, type Company, type Row } from './company.ts';
import { faults, type Fault } from './faults.ts';
import { has, objectAt, objectsAt, refAt, textAt, without, type JsonObject } from './json.ts';
import { customerOf, isLinkable, linksOf, openAmount, receivable, type Link } from './links.ts';
import type { Preparation, Prepared } from './preparation.ts';

/** Completes a payment: its links capped to what is open, or a refusal. */
export const preparePayment = (company: Company, preparation: Preparation): Prepared => {
  const { fields } = preparation;
  const fault = checkPayment(company, preparation);
  if (fault !== undefined) return { fault };
  const links = acceptedLinks(company, preparation);
  if (links.some((link) => find(company, link.entity, link.id) === undefined))
    return { fault: faults.notFound() };
  const total = amountOf(fields, 'TotalAmt');
  const applied = withoutIdleCredits(company, applicable(company, preparation, links));
  if (netApplied(company, applied).gt(total)) {
    return { fault: faults.business('The amount applied is greater than the amount of the payment.') };
  }
  return {
    fields: {
      ...without(fields, 'UnappliedAmt', 'HomeTotalAmt', 'LinkedTxn'),
      TotalAmt: written(total),
      DepositToAccountRef: depositAccount(company, fields, total),
      ProcessPayment: false,
      Line: applied.map(asLine),
    },
  };
};

/** The stored form of a link: one line with its amount. */
export const asLine = (link: Pick<Link, 'id' | 'type' | 'amount'>): JsonObject => ({
  Amount: written(link.amount),
  LinkedTxn: [{ TxnId: link.id, TxnType: link.type }],
});

// A payment of nothing only links credits to charges and needs no account.
const depositAccount = (company: Company, fields: JsonObject, total: Amount): JsonObject | undefined =>
  objectAt(fields, 'DepositToAccountRef') ?? (total.eq(0) ? undefined : undepositedFunds(company));

const checkPayment = (company: Company, preparation: Preparation): Fault | undefined => {
  const { fields, sent, old } = preparation;
  if (refAt(fields, 'CustomerRef') === undefined) return faults.required('CustomerRef');
  const total = amountAt(fields, 'TotalAmt');
  if (total === undefined) return faults.required('TotalAmt');
  if (total.lt(0)) return faults.business('Transaction amount must be 0 or greater.');
  // The lines are sent all or none, and a new total without them is not understood.
  const changesTotal = old !== undefined && has(sent, 'TotalAmt') && sent.TotalAmt !== old.fields.TotalAmt;
  if (changesTotal && !has(sent, 'Line') && linksOf(old.fields).length > 0) return faults.required('Line');
  return checkLines(fields) ?? checkDepositAccount(company, fields);
};

const checkLines = (fields: JsonObject): Fault | undefined => {
  for (const line of objectsAt(fields, 'Line')) {
    const amount = amountAt(line, 'Amount');
    if (amount === undefined) return faults.required('Line.Amount');
    if (amount.lt(0)) return faults.negativeAmount();
    const type = textAt(objectsAt(line, 'LinkedTxn')[0], 'TxnType');
    if (type !== undefined && !isLinkable(type))
      return faults.cannotLink(`${type} cannot be linked to a payment.`);
  }
  return undefined;
};

// A link to another customer's transaction is dropped without a word: the money stays unapplied.
const acceptedLinks = (company: Company, preparation: Preparation): readonly Link[] => {
  const customer = refAt(preparation.fields, 'CustomerRef');
  return linksOf(preparation.fields).filter((link) => {
    const target = find(company, link.entity, link.id);
    return target === undefined || customerOf(target.fields) === customer;
  });
};

// More than what is open cannot be applied; the rest stays unapplied as well.
const applicable = (company: Company, preparation: Preparation, links: readonly Link[]): readonly Link[] =>
  links.flatMap((link) => {
    const target = find(company, link.entity, link.id);
    if (target === undefined) return [];
    const amount = smaller(link.amount, openAmount(company, target, preparation.old?.id));
    return amount.gt(0) ? [{ ...link, amount }] : [];
  });

const netApplied = (company: Company, links: readonly Link[]): Amount =>
  sum(links.map((link) => (isCredit(company, link) ? link.amount.neg() : link.amount)));

const isCredit = (company: Company, link: Link): boolean => {
  const target = find(company, link.entity, link.id);
  return target !== undefined && receivable(company, target).lt(0);
};

// A credit is used up only as far as there are charges to settle with it.
const withoutIdleCredits = (company: Company, links: readonly Link[]): readonly Link[] => {
  const charges = links.filter((link) => !isCredit(company, link));
  const credits = links.filter((link) => isCredit(company, link));
  return [...charges, ...capped(credits, sum(charges.map((link) => link.amount)))];
};

/** The links of a payment after one was taken away: neither charges nor credits exceed what the other side offers. */
export const balanced = (company: Company, links: readonly Link[], total: Amount): readonly Link[] => {
  const credits = sum(links.map((link) => (isCredit(company, link) ? link.amount : zero)));
  const charges = capped(
    links.filter((link) => !isCredit(company, link)),
    total.plus(credits),
  );
  return withoutIdleCredits(company, [...charges, ...links.filter((link) => isCredit(company, link))]);
};

const capped = (links: readonly Link[], limit: Amount): readonly Link[] => {
  let rest = limit;
  return links.flatMap((link) => {
    const amount = smaller(link.amount, rest);
    rest = rest.minus(amount);
    return amount.gt(0) ? [{ ...link, amount }] : [];
  });
};

/** The transactions whose share of a payment differs between two versions of it. */
export const changedTargets = (old: Row | undefined, row: Row | undefined): readonly Link[] => {
  const before = amountsOf(old);
  const after = amountsOf(row);
  return [...new Map([...before, ...after]).values()].filter((link) => {
    const one = before.get(link.key)?.amount ?? zero;
    return !one.eq(after.get(link.key)?.amount ?? zero);
  });
};

const amountsOf = (row: Row | undefined): ReadonlyMap<string, Link> =>
  new Map(row === undefined || row.voided ? [] : linksOf(row.fields).map((link) => [link.key, link]));

/** Whether a deposit holds the payment or sales receipt. */
export const isDeposited = (company: Company, row: Row): boolean =>
  company.indexes.deposited.has(`${row.entity}:${row.id}`);

/** The payments that apply something to a transaction, the latest first. */
export const paymentsOn = (company: Company, key: string): readonly Row[] =>
  [...(company.indexes.applied.get(key)?.keys() ?? [])]
    .reverse()
    .flatMap((id) => tableOf(company.rows, payingEntity(key)).get(id) ?? []);

const payingEntity = (key: string): string => (key.startsWith('Bill:') ? 'BillPayment' : 'Payment');
