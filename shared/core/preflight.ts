// Preflight: what has to be true of a policy and its company before anything is written. Pure: the same facts, the same verdicts.
import type { Check, PreflightFacts, Verdict } from './preflight/check.ts';
import { COMPANY_CHECKS } from './preflight/company-checks.ts';
import { MAPPING_CHECKS } from './preflight/mapping-checks.ts';

/** All checks, in the order in which they are shown and stand in docs/rules.md. */
export const CHECKS: readonly Check[] = [...COMPANY_CHECKS, ...MAPPING_CHECKS];

/** A check with its verdict. */
export interface Checked extends Verdict {
  readonly check: string;
  readonly rules: readonly string[];
}

/** The verdicts of all checks that the policy gives a reason for. */
export function preflight(facts: PreflightFacts): readonly Checked[] {
  return CHECKS.flatMap(({ name, rules, judge }) => {
    const verdict = judge(facts);
    return verdict === undefined ? [] : [{ check: name, rules, ...verdict }];
  });
}

/** The verdicts that hold the connection back. */
export function blockers(checked: readonly Checked[]): readonly Checked[] {
  return checked.filter(({ status, blocking }) => blocking && status !== 'green');
}
