// Bulk: the lane does what a person decided about many records, a page of them with each message.
import { type Bulk, BULK_STATES, bulkPlaceAfter, bulkStep } from '../../shared/core/bulk.ts';
import type { Mark } from '../../shared/core/marks.ts';
import { passes } from '../../shared/core/record-filter.ts';
import type { RecordKey } from '../../shared/core/records.ts';
import type { Look } from '../../shared/host/host.ts';
import { connectionsOf } from './hold.ts';
import type { Lane } from './lane.ts';

/** A batch read of the store, and a message of looks. */
const PAGE = 90;
/** Longer than a message is hidden from others: by then nobody is at work on a step any more. */
const STALLED_MS = 10 * 60_000;
/** Links saved beside each other. */
const AT_ONCE = 10;
/** A connection has one that runs; what was planned since stands before it in the list. */
const LOOKED_AT = 10;

/**
 * One step of the bulk action of each connection that a look names; a round of the lane also takes up those that stand still.
 * A step that is done twice finds the records it acted on elsewhere, so it acts on none of them twice.
 */
export async function bulkSteps(lane: Lane, looks: readonly Look[]): Promise<void> {
  const named = new Set(looks.flatMap((look) => (look.at === 'bulk' ? [look.connection] : [])));
  const round = looks.some(({ at }) => at === 'changes') ? await connectionsOf(lane) : [];
  for (const connection of new Set([...named, ...round])) {
    const bulks = await lane.host.bulks.newest(connection, LOOKED_AT);
    const bulk = bulks.find(({ state }) => state === 'running');
    if (bulk === undefined) continue;
    const isStalled = lane.host.clock.now() - (bulk.movedAt ?? 0) >= STALLED_MS;
    if (named.has(connection) || isStalled) await step(lane, bulk);
  }
}

async function step(lane: Lane, bulk: Bulk): Promise<void> {
  const { host, name } = lane;
  const { connection, filter } = bulk;
  const place = bulk.place ?? { state: BULK_STATES[0] };
  const isAsked = filter.health === undefined || filter.health === place.state;
  const page = isAsked
    ? await host.links.marks({ connection, health: place.state, limit: PAGE, cursor: place.cursor })
    : { type: 'page' as const, marks: [], cursor: undefined };
  if (page.type === 'bad_cursor') throw new Error('The store refused its own cursor');
  // Oldest first: the first that is younger than the plan ends the list.
  const young = page.marks.findIndex(({ since }) => since > bulk.createdAt);
  const marks = young < 0 ? page.marks : page.marks.slice(0, young);
  const { keys, refused } = await act(
    lane,
    bulk,
    marks.filter((mark) => passes(mark, filter)),
  );
  const next = bulkPlaceAfter(place, young < 0 ? page.cursor : undefined);
  const now = host.clock.now();
  const moved: Bulk = {
    ...bulk,
    place: next,
    movedAt: now,
    done: bulk.done + keys.length,
    refused: sumOf(bulk.refused, refused),
    ...(next === undefined && { state: 'done', endedAt: now }),
  };
  // Named before it is noted: named twice is harmless, and noted without being named would wait for the next round.
  const acted: readonly Look[] = keys.map((key) => ({ at: 'record', key }));
  if (acted.length > 0) await host.lanes.send(name, acted);
  // Whoever cancelled it meanwhile has the last word.
  if ((await host.bulks.save(moved)) === 'saved' && next !== undefined)
    await host.lanes.send(name, [{ at: 'bulk', connection }]);
}

interface Acted {
  readonly keys: readonly RecordKey[];
  readonly refused: Readonly<Record<string, number>>;
}

async function act({ host, name }: Lane, bulk: Bulk, marks: readonly Mark[]): Promise<Acted> {
  const now = host.clock.now();
  const links = marks.length === 0 ? [] : await host.links.read(marks.map(({ key }) => key));
  // The index lags a moment behind: what left the state meanwhile is left alone.
  const standing = links.filter(({ health }) => marks.some(({ state }) => state === health.state));
  const keys: RecordKey[] = [];
  const refused: Record<string, number> = {};
  for (let at = 0; at < standing.length; at += AT_ONCE) {
    const results = standing.slice(at, at + AT_ONCE).map(async (link) => {
      const acted = bulkStep(bulk, link, now);
      if ('refused' in acted) return acted.refused;
      const said = { what: bulk.action, by: bulk.by, at: now };
      const saved = await host.links.save(name, { ...acted.link, said });
      if (saved === 'conflict') return 'in_progress';
      keys.push(link.key);
      return undefined;
    });
    for (const word of await Promise.all(results))
      if (word !== undefined) refused[word] = (refused[word] ?? 0) + 1;
  }
  return { keys, refused };
}

function sumOf(
  one: Readonly<Record<string, number>>,
  other: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const sum: Record<string, number> = { ...one };
  for (const [word, count] of Object.entries(other)) sum[word] = (sum[word] ?? 0) + count;
  return sum;
}
