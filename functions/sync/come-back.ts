// Come back: a lane that had to let records wait for the ledger looks again by itself, also at night, when no sweep runs.
import type { Host, Look } from '../../shared/host/host.ts';
import type { Lane } from './lane.ts';

/** Sends one look for the time at which the first of them is due, unless one is on its way. */
export async function comeBack(lane: Lane): Promise<void> {
  const { host, wakeAt } = lane;
  if (wakeAt === undefined || lane.state.paused !== undefined) return;
  const state = await host.connections.laneState(lane.name);
  const onItsWay = state.wakeAt !== undefined && state.wakeAt > host.clock.now();
  if (onItsWay && lane.restUntil === undefined) return;
  if (!onItsWay) await host.lanes.send(lane.name, [{ at: 'due', notBefore: wakeAt }]);
  await host.connections.saveLaneState({
    ...state,
    wakeAt: onItsWay ? state.wakeAt : wakeAt,
    restUntil: lane.restUntil,
  });
}

/** The looks whose time has come, and those whose time has not. */
export function byTime(
  host: Host,
  looks: readonly Look[],
): { readonly ripe: readonly Look[]; readonly early: readonly Look[] } {
  const isEarly = (look: Look): boolean => look.at === 'due' && (look.notBefore ?? 0) > host.clock.now();
  return { ripe: looks.filter((look) => !isEarly(look)), early: looks.filter(isEarly) };
}

/** Milliseconds until the first of these looks may be worked on. */
export function untilFirst(host: Host, early: readonly Look[]): number {
  const times = early.flatMap((look) =>
    look.at === 'due' && look.notBefore !== undefined ? [look.notBefore] : [],
  );
  return Math.max(0, Math.min(...times) - host.clock.now());
}
