// The one problem of a whole connection: why its records wait together, and who can cure it.
import type { Hold } from '../../shared/core/decisions.ts';
import { isSessionOver } from '../../shared/core/holds.ts';
import type { Policy } from '../../shared/core/policy.ts';
import { blockers } from '../../shared/core/preflight.ts';
import { problem, type ProblemStatement, stateProblem } from '../../shared/core/problems.ts';
import type { PreflightResult } from '../../shared/storage/policy-ports.ts';
import type { Connection, LaneState } from '../../shared/storage/ports.ts';

export type ConnectionState =
  'not_connected' | 'not_live' | 'connected' | 'paused' | 'disconnected' | 'session_over';

/** All that a connection's state is read from. */
export interface ConnectionFacts {
  readonly connection: Connection;
  readonly lane: LaneState | undefined;
  readonly policy: Policy | undefined;
  readonly preflight: PreflightResult | undefined;
  /** Milliseconds UTC. */
  readonly now: number;
}

/** Whether the connection works, as far as it is known here. */
export function connectionState({ connection, lane, policy, now }: ConnectionFacts): ConnectionState {
  if (connection.company === undefined) return 'not_connected';
  const reason = lane?.paused?.reason;
  if (reason !== undefined && reason !== 'operator') return reason;
  if (policy !== undefined && isSessionOver(policy, connection.sessionEndsAt, now)) return 'session_over';
  if (connection.live === false) return 'not_live';
  return reason === 'operator' ? 'paused' : 'connected';
}

/** What stands in the way of all records; undefined if nothing does. */
export function connectionProblem(facts: ConnectionFacts): ProblemStatement | undefined {
  const state = connectionState(facts);
  if (state === 'not_connected') return undefined;
  if (state === 'disconnected') return stateProblem(problem('disconnected'));
  if (state === 'session_over') return stateProblem(problem('session_over'));
  if (state === 'not_live') return stateProblem(problem('not_live'));
  return heldProblem(facts.preflight?.held?.by, facts.preflight);
}

function heldProblem(
  hold: Hold | undefined,
  preflight: PreflightResult | undefined,
): ProblemStatement | undefined {
  if (hold === 'initial_import') return stateProblem(problem('initial_import'));
  if (hold !== 'preflight') return undefined;
  const [first, ...more] = blockers(preflight?.checks ?? []);
  const reason = `${first?.reason ?? 'Preflight is red.'}${more.length > 0 ? ` And ${more.length} more.` : ''}`;
  return stateProblem(problem('preflight', { reason }));
}
