// Stalled: whether invoices that should be in the books stand still, run after run, and none got through (QCS-58).
import type { Link } from './links.ts';
import type { Policy, Schedule } from './policy.ts';
import { runsAround } from './runs.ts';

export interface FlowFacts {
  readonly policy: Policy;
  /** Invoices that are failed, uncertain or waiting. */
  readonly standing: readonly Link[];
  /** Milliseconds UTC at which the last write to the ledger was done, as the last round saw it. */
  readonly lastDoneAt?: number | undefined;
  /** Milliseconds UTC. */
  readonly now: number;
}

/** What a record waits for that is not for the flow to bring: its source's word, or a person's. */
const NOT_OURS: readonly string[] = ['folio_open', 'schedule_off', 'until_asked'];

/** One or two that fail are matters of their own; so many, and none that got through after them, are not. */
const FAILED_TOGETHER = 3;

/** Whether something has stood still for as many runs as the policy says, and nothing got through since. */
export function isStalled(facts: FlowFacts): boolean {
  const { policy } = facts;
  const since = stalledSince(facts);
  if (policy.alerts.stalledAfterRuns === 0 || since === undefined) return false;
  return since <= runsBack(facts, policy.alerts.stalledAfterRuns);
}

/** Since when the oldest stands still behind which nothing got through, in milliseconds UTC; undefined if the flow is well. */
export function stalledSince({ standing, lastDoneAt = -Infinity }: FlowFacts): number | undefined {
  const behind = standing.filter(
    ({ health }) => health.since > lastDoneAt && !NOT_OURS.includes(health.reason ?? ''),
  );
  const failed = behind.filter(({ health }) => health.state === 'failed');
  const counted = failed.length < FAILED_TOGETHER ? behind.filter((one) => !failed.includes(one)) : behind;
  return counted.length === 0 ? undefined : Math.min(...counted.map(({ health }) => health.since));
}

/** Where nothing runs by the clock, as often as the rounds do. */
const ROUND_MS = 15 * 60_000;

/** The run that lies so many before the latest one: nights and whatever else lies outside the window do not count. */
function runsBack({ policy: { schedule, timeZone }, now }: FlowFacts, count: number): number {
  const clock: Schedule = schedule.outbound;
  if (clock.mode !== 'interval') return now - count * ROUND_MS;
  let { latest } = runsAround(clock, timeZone, now);
  for (let back = 0; back < count; back += 1) latest = runsAround(clock, timeZone, latest - 1).latest;
  return latest;
}
