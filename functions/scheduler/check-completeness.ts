// The daily proof that nothing is lost: yesterday of every connection, what the door counted against what is there.
import { addDays } from '../../shared/core/dates.ts';
import { dayIn } from '../../shared/core/zones.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Connection } from '../../shared/storage/ports.ts';
import { countDays } from '../completeness/count-days.ts';

/** Connections at once: counting waits for the table, and one of a million records must not hold up all the others. */
const AT_ONCE = 5;
const DAY_MS = 86_400_000;

/** Checks until `deadline` (milliseconds UTC); answers how many connections it got through. Who comes first changes daily. */
export async function checkCompleteness(host: Host, deadline: number): Promise<number> {
  const connections = await host.connections.connections();
  const waiting = rotated(
    connections.filter(({ company }) => company !== undefined),
    Math.floor(host.clock.now() / DAY_MS),
  );
  const all = waiting.length;
  let checked = 0;
  const work = async (): Promise<void> => {
    for (
      let next = waiting.shift();
      next !== undefined && host.clock.now() < deadline;
      next = waiting.shift()
    )
      if (await check(host, next, deadline)) checked += 1;
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  host.log.info('completeness_checked', { connections: all, checked });
  host.metrics.count('completeness_unchecked', all - checked);
  return checked;
}

function rotated(connections: readonly Connection[], by: number): Connection[] {
  const first = connections.length === 0 ? 0 : by % connections.length;
  return [...connections.slice(first), ...connections.slice(0, first)];
}

/** Whether the connection was counted to its end. */
async function check(host: Host, { id }: Connection, until: number): Promise<boolean> {
  const policy = await host.connections.policy(id);
  const zone = policy?.policy.timeZone ?? 'UTC';
  const day = addDays(dayIn(zone, host.clock.now()), -1);
  const question = { connection: id, zone, from: day, to: day, until };
  const counted = await countDays(host, { ...question, stateOf: ({ health }) => health.state });
  if (counted.type === 'bad_cursor' || counted.cursor !== undefined) return false;
  for (const { kinds } of counted.days)
    for (const [kind, { received, lost, addsUp }] of kinds) {
      if (addsUp) continue;
      host.log.error('completeness_missing', { connection: id, day, kind, received: received.count, lost });
      // As many as were counted but other money is not a record, and no less wrong.
      host.metrics.count('completeness_missing', Math.max(lost, 1));
    }
  return true;
}
