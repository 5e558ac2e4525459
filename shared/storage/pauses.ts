// The pauses of a lane: an operator's word and a want of access are kept apart, so that neither undoes the other.
import type { LaneState } from './ports.ts';

/** The state with its pauses: what a person has to cure first is told first. */
export function withPauses(
  state: Omit<LaneState, 'paused' | 'operatorSince'>,
  paused: LaneState['paused'],
  operatorSince: number | undefined,
): LaneState {
  if (operatorSince === undefined) return paused === undefined ? state : { ...state, paused };
  return { ...state, paused: paused ?? { reason: 'operator', since: operatorSince }, operatorSince };
}

/** Whether an operator let it rest, also where it rests for want of access besides. */
export function isPausedByOperator({ paused, operatorSince }: LaneState): boolean {
  return operatorSince !== undefined || paused?.reason === 'operator';
}
