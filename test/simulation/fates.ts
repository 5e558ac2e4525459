// Fates: what a policy says shall become of a record, said a second time and apart from the engine.
import type { Policy } from '../../shared/core/policy.ts';
import type { Evidence } from './evidence.ts';
import { HOME } from './marks.ts';
import type { SourceRecordPlan } from './source-plan.ts';
import { linksCustomers } from './source-traits.ts';

/**
 * books: it comes there, if nobody interferes; out: the policy keeps it out, whatever happens; stuck: something that it leans
 * on keeps it out; free: both may be.
 */
export type Fate = 'books' | 'out' | 'stuck' | 'free';

export function fateOf(evidence: Evidence, plan: SourceRecordPlan): Fate {
  const policy = evidence.policyOf(plan.key.connection);
  const own = ownFate(policy, plan);
  // A person's word counts more than the schedule and more than what waits for a person's word.
  const isAsked = evidence.asked.has(plan.name);
  if (own === 'out') return 'out';
  if (isAsked) return 'free';
  if (policy.schedule.outbound.mode === 'off') return plan.isDerived === true ? 'free' : 'out';
  if (waitsForWord(policy, plan)) return 'out';
  if (evidence.periodsSkipped.has(plan.key.connection) && plan.traits?.date !== undefined) return 'free';
  // Who is linked by his name leans on nobody.
  if (plan.key.kind === 'customer' && plan.isDerived !== true && linksCustomers(policy)) return own;
  const leant = leansOn(evidence, policy, plan);
  return leant === 'books' ? own : leant;
}

function ownFate(policy: Policy, plan: SourceRecordPlan): Fate {
  const { key, traits = {}, currency } = plan;
  if (plan.isDerived === true) return key.kind === 'customer' ? twinFate(policy) : setOffFate(policy);
  const { exportFrom, excludePaymentsBeforeExportFrom } = policy.backfill;
  const isOld = exportFrom !== undefined && traits.date !== undefined && traits.date < exportFrom;
  const isForeign = currency !== HOME;
  const hasTwin = policy.customers.perCurrency;
  switch (key.kind) {
    case 'customer':
      if (!linksCustomers(policy) || traits.born === 'import') return 'books';
      // Who is a location to the source alone is another one to a ledger that is written to.
      return traits.born === undefined ? 'stuck' : plan.refs.length > 0 ? 'free' : 'books';
    case 'supplier':
      return policy.suppliers.sync === 'none' ? 'out' : 'books';
    case 'item':
      return policy.items.onMissing === 'mapped' ? 'out' : 'books';
    case 'invoice':
    case 'credit_note': {
      const { documentTypes } = policy.invoices;
      if (key.kind === 'credit_note' && policy.creditNotes.mode === 'none') return 'out';
      if (documentTypes.length > 0 && !documentTypes.includes(traits.documentType ?? '')) return 'out';
      if (isOld) return 'out';
      if (isForeign && !hasTwin) return 'stuck';
      return traits.totalOff === undefined ? 'books' : roundedFate(policy);
    }
    case 'payment':
      if (policy.payments.direction !== 'to_ledger' || traits.transferOf !== undefined) return 'out';
      if (isOld && excludePaymentsBeforeExportFrom) return 'out';
      return isForeign && !hasTwin ? 'stuck' : 'books';
    case 'refund':
      if (policy.refunds.mode === 'none' || policy.refunds.mode === 'manual_task') return 'out';
      if (isOld && excludePaymentsBeforeExportFrom) return 'out';
      return isForeign && (!hasTwin || policy.refunds.mode === 'expense') ? 'stuck' : 'books';
    // Of other ledgers, or made of what has a fate of its own.
    case 'attachment':
    case 'cost_centre':
      return 'free';
  }
}

/** Its total differs by a cent from what the ledger makes of its lines: booked, and maybe for a person to look at. */
function roundedFate({ rounding: { mode, tolerance } }: Policy): Fate {
  return mode === 'exact_or_fail' || tolerance === '0.00' ? 'free' : 'books';
}

function twinFate(policy: Policy): Fate {
  return linksCustomers(policy) ? 'stuck' : 'books';
}

function setOffFate({ creditNotes: { mode, autoLink } }: Policy): Fate {
  return mode === 'none' || autoLink === 'never' ? 'out' : 'free';
}

/** C4, C9: what stays out until a person says otherwise. */
function waitsForWord(
  { invoices, payments }: Policy,
  { key, traits = {}, isDerived }: SourceRecordPlan,
): boolean {
  if (isDerived === true) return false;
  if (key.kind === 'invoice' || key.kind === 'credit_note') return invoices.pushOn === 'manual';
  if (key.kind !== 'payment') return false;
  const { syncDefault, perRecordOverride } = payments.manual;
  if (perRecordOverride && traits.sync !== undefined) return !traits.sync;
  return traits.manual === true && !syncDefault;
}

/** Of all that a record leans on, the worst. */
function leansOn(evidence: Evidence, policy: Policy, plan: SourceRecordPlan): Fate {
  const fates = needed(policy, plan).flatMap((name) => {
    const other = evidence.plans.get(name);
    return other === undefined ? [] : [fateOf(evidence, other)];
  });
  if (fates.some((fate) => fate === 'out' || fate === 'stuck')) return 'stuck';
  if (fates.includes('free') || isContended(evidence, policy, plan)) return 'free';
  return 'books';
}

function needed(
  policy: Policy,
  { key, refs, currency, traits, isDerived }: SourceRecordPlan,
): readonly string[] {
  const { customers, items } = policy;
  const usesItem = items.onMissing === 'create' && !isMappedByGroup(policy, traits?.revenueGroup);
  if (key.kind === 'customer') return isDerived === true || customers.hierarchy === 'parent_sub' ? refs : [];
  if (key.kind !== 'invoice' && key.kind !== 'credit_note') return refs;
  const [customer, item] = refs;
  const twin = currency === HOME ? [] : [`${customer ?? ''}~${currency}`];
  return [customer ?? '', ...twin, ...(usesItem && item !== undefined ? [item] : [])];
}

function isMappedByGroup({ items }: Policy, group: string | undefined): boolean {
  return group !== undefined && Object.hasOwn(items.map, group);
}

/** An invoice that a credit note settles has less left to pay than its payments bring: which of them is first nobody says. */
function isContended({ plans }: Evidence, policy: Policy, plan: SourceRecordPlan): boolean {
  if (plan.key.kind !== 'payment' || policy.creditNotes.autoLink === 'never') return false;
  const paid = plan.pays(1);
  return [...plans.values()].some(
    ({ traits }) => traits?.credited !== undefined && paid.has(traits.credited),
  );
}

/** Whether an invoice is also paid by what no plan says: the ledger's own credits, credit notes that are set off. */
export function isCredited({ plans }: Evidence, name: string): boolean {
  return [...plans.values()].some(({ traits }) => traits?.credited === name);
}
