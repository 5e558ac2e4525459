// Look at holds: on the lane's rounds, whether its connections are held back; and those that are not any more go on.
import type { Reference } from '../../shared/core/decisions.ts';
import { HOLDS } from '../../shared/core/holds.ts';
import { EXPORT } from '../../shared/core/rules/export.ts';
import type { Look } from '../../shared/host/host.ts';
import { connectionsOf, holdFor } from './hold.ts';
import { exportsOf } from './export-facts.ts';
import { type Lane, policyOf } from './lane.ts';

/** Why records wait that go on when something of their whole connection has changed. */
const OF_THE_CONNECTION: readonly string[] = [...HOLDS, EXPORT];

/** Records that are let go at once: a page of their list, named to the lane in a few messages. */
const PAGE = 200;

/** Judges the connections that the looks are about; records of those that are free are named to the lane. */
export async function lookAtHolds(lane: Lane, reference: Reference, looks: readonly Look[]): Promise<void> {
  const asked = looks.filter((look) => look.at === 'held');
  const round = looks.some(({ at }) => at === 'changes' || at === 'lists');
  const ids = new Set([
    ...(round ? await connectionsOf(lane) : []),
    ...asked.map(({ connection }) => connection),
  ]);
  for (const id of ids) await holdFor(lane, reference, id);
  for (const { connection, cursor } of asked)
    if ((await holdFor(lane, reference, connection)) === undefined) await letGo(lane, connection, cursor);
  if (!looks.some(({ at }) => at === 'changes')) return;
  for (const id of ids) if ((await holdFor(lane, reference, id)) === undefined) await makeUpExport(lane, id);
}

/**
 * The look that an export by hand puts on the lane says nothing to a lane that rests, and is gone then. So each round asks
 * whether a run left something behind: the oldest page of what waits is enough to know. By the clock records are due by themselves.
 */
async function makeUpExport(lane: Lane, connection: string): Promise<void> {
  const policy = await policyOf(lane, connection);
  if (policy?.policy.schedule.outbound.mode !== 'manual') return;
  const upTo = (await exportsOf(lane, connection, policy.policy))?.upTo;
  if (upTo === undefined) return;
  const page = await lane.host.links.list({ connection, health: 'waiting', limit: PAGE });
  const isLeft =
    page.type === 'page' &&
    page.links.some(
      ({ health, source }) => health.reason === EXPORT && (source?.receivedAt ?? Infinity) <= upTo,
    );
  if (isLeft) await lane.host.lanes.send(lane.name, [{ at: 'held', connection }]);
}

/** Names a page of the records that wait for the connection, and itself for the next page. Nothing is written for it. */
async function letGo(lane: Lane, connection: string, cursor: string | undefined): Promise<void> {
  const page = await lane.host.links.list({ connection, health: 'waiting', limit: PAGE, cursor });
  if (page.type === 'bad_cursor') {
    lane.host.log.error('bad_cursor', { lane: lane.name, connection });
    return;
  }
  const held = page.links.filter(({ health }) =>
    OF_THE_CONNECTION.some((reason) => reason === health.reason),
  );
  const looks: readonly Look[] = held.map(({ key }) => ({ at: 'record', key }));
  const rest: readonly Look[] =
    page.cursor === undefined ? [] : [{ at: 'held', connection, cursor: page.cursor }];
  if (looks.length + rest.length > 0) await lane.host.lanes.send(lane.name, [...looks, ...rest]);
}
