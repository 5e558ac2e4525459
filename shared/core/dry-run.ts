// Dry run: what a changed policy would make of a record, beside what the policy in force makes of it. Pure: nothing is asked.
import { decide } from './decide.ts';
import type { Decided, Facts } from './decisions.ts';
import { fingerprint } from './fingerprint.ts';
import type { Link } from './links.ts';
import type { Policy } from './policy.ts';

/** A decision as it is told to a person. */
export interface Told {
  readonly rule: string;
  readonly decision: string;
  /** What would be written: create, update, void, delete. */
  readonly operation?: string | undefined;
  /** Why it would wait or stay out, or the task for a person. */
  readonly reason?: string | undefined;
  /** The code of the problem. */
  readonly problem?: string | undefined;
}

export interface Altered {
  /** It shows at the record's next look; otherwise only if the record came today for the first time. */
  readonly now: boolean;
  readonly before: Told;
  readonly after: Told;
  /** Where both would write: the parts of the document that differ. */
  readonly fields?: readonly string[] | undefined;
}

/**
 * What another policy would change about a record as it stands, or else about the same record if it came now for the
 * first time: what is booked stays as it is booked, and yet shows what becomes of the next ones. Undefined: nothing.
 */
export function alteredBy(facts: Facts, policy: Policy): Altered | undefined {
  const asItStands = compare(facts, policy);
  if (asItStands !== undefined) return { now: true, ...asItStands };
  const { link } = facts;
  if (link.source?.presence !== 'live' || link.document === undefined) return undefined;
  const asNew = compare({ ...facts, link: unbooked(link) }, policy);
  return asNew === undefined ? undefined : { now: false, ...asNew };
}

/** The record as if its first word had just come in. */
function unbooked({ key, version, source, arrival, hold }: Link): Link {
  const since = source?.receivedAt ?? 0;
  return { key, version, source, arrival, hold, health: { state: 'pending', since }, attempts: [] };
}

function compare(facts: Facts, policy: Policy): Omit<Altered, 'now'> | undefined {
  const [was, is] = [safely(facts), safely({ ...facts, policy: { ...facts.policy, policy } })];
  if (fingerprint(visible(was)) === fingerprint(visible(is))) return undefined;
  return { before: tell(was), after: tell(is), fields: differing(was, is) };
}

/** A rule that throws is a bug that the dry run shows like any other outcome. */
function safely(facts: Facts): Decided {
  try {
    return decide(facts);
  } catch {
    const decision = { type: 'fail', problem: { code: 'internal', values: {} } } as const;
    return { rule: 'internal', decision, values: {} };
  }
}

/** The values are left out: they explain a decision, and may name settings that changed nothing. */
const visible = ({ rule, decision }: Decided): unknown => ({ rule, decision });

function tell({ rule, decision }: Decided): Told {
  return {
    rule,
    decision: decision.type,
    operation: 'operation' in decision ? decision.operation : undefined,
    reason: 'reason' in decision ? decision.reason : 'task' in decision ? decision.task : undefined,
    problem: 'problem' in decision ? decision.problem.code : undefined,
  };
}

function differing({ decision: was }: Decided, { decision: is }: Decided): readonly string[] | undefined {
  if (was.type !== 'write' || is.type !== 'write') return undefined;
  const [old, next] = [new Map(Object.entries(was.document)), new Map(Object.entries(is.document))];
  return [...new Set([...old.keys(), ...next.keys()])]
    .filter((name) => fingerprint(old.get(name)) !== fingerprint(next.get(name)))
    .sort();
}
