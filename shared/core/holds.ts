// Holds: why nothing of a whole connection is written at the moment. Its records wait with this one reason.
import type { Hold } from './decisions.ts';
import { blockers, type Checked } from './preflight.ts';
import type { Policy } from './policy.ts';

export const HOLDS: readonly Hold[] = ['session_over', 'initial_import', 'not_live', 'preflight'];

/** What a hold depends on. */
export interface HoldFacts {
  readonly policy: Policy;
  /** Milliseconds UTC at which the session that a person began is over; absent: no such end was set. */
  readonly sessionEndsAt?: number | undefined;
  /** The verdicts of preflight. */
  readonly checks: readonly Checked[];
  /** Milliseconds UTC. */
  readonly now: number;
}

/** Why a connection is held back, the first reason in the order of who has to act; undefined if it is not. */
export function holdOf({ policy, sessionEndsAt, checks, now }: HoldFacts): Hold | undefined {
  if (isSessionOver(policy, sessionEndsAt, now)) return 'session_over';
  const names = blockers(checks).map(({ check }) => check);
  if (names.includes('first_import')) return 'initial_import';
  if (names.includes('live')) return 'not_live';
  return names.length > 0 ? 'preflight' : undefined;
}

/** C19: a session has an end if the policy says so and a person began it; it is set when he connects. */
export function isSessionOver(policy: Policy, sessionEndsAt: number | undefined, now: number): boolean {
  return policy.connection.session.mode === 'ttl' && sessionEndsAt !== undefined && sessionEndsAt <= now;
}

/** When a session that begins now is over, in milliseconds UTC; undefined for one without an end. */
export function sessionEnd(policy: Policy | undefined, now: number): number | undefined {
  const session = policy?.connection.session;
  return session?.mode === 'ttl' ? now + session.minutes * 60_000 : undefined;
}
