// Judge of the set-offs: what settles an invoice with its credit note is made where the policy says so, and nowhere else (CLK-31).
import type { Link } from '../../shared/core/links.ts';
import { blame, docOf, isDisturbed, type Evidence } from './evidence.ts';
import { fateOf } from './fates.ts';
import { nameOf } from './marks.ts';
import type { SourceRecordPlan } from './source-plan.ts';

export function judgeSetOffs(evidence: Evidence, links: readonly Link[]): void {
  const byName = new Map(links.map((link) => [nameOf(link.key), link]));
  for (const plan of evidence.plans.values()) {
    if (plan.isDerived !== true || plan.key.kind !== 'payment') continue;
    const { mode, autoLink } = evidence.policyOf(plan.key.connection).creditNotes;
    if (mode === 'none' || autoLink === 'never') continue;
    const [creditNote = '', invoice = ''] = plan.refs;
    const credit = byName.get(creditNote);
    if (!isSound(evidence, creditNote, credit)) continue;
    const setOff = byName.get(plan.name);
    if (setOff === undefined)
      blame(evidence, 'notBroughtForth', `${creditNote} is in the books, and nothing settles ${invoice}`);
    else if (isSound(evidence, invoice, byName.get(invoice))) judgeSetOff(evidence, plan, setOff, autoLink);
  }
}

/** In the books as its policy says, and nobody interfered. */
function isSound(evidence: Evidence, name: string, link: Link | undefined): boolean {
  const plan = evidence.plans.get(name);
  const isBooked = link?.health.state === 'synced' && docOf(evidence, link)?.status === 'live';
  return (
    plan !== undefined &&
    isBooked &&
    plan.end === undefined &&
    !isDisturbed(evidence, name) &&
    fateOf(evidence, plan) === 'books'
  );
}

function judgeSetOff(evidence: Evidence, plan: SourceRecordPlan, { health }: Link, autoLink: string): void {
  if (evidence.tainted.has(plan.name) || health.state === 'synced') return;
  const [, invoice = ''] = plan.refs;
  const told = `${plan.name} is ${health.state} ${health.reason ?? health.problem?.code ?? ''}`;
  // Two credit notes may have settled all of an invoice before the second came to it.
  const rivals = [...evidence.plans.values()].filter(({ traits }) => traits?.credited === invoice).length;
  const isTooSmall = health.reason === 'credit_below_open_balance' && autoLink !== 'always';
  const isSettled = health.reason === 'nothing_open' && rivals > 1;
  if (health.state !== 'skipped' || (!isTooSmall && !isSettled)) blame(evidence, 'notSetOff', told);
}
