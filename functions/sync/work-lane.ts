// Work on one lane: what the messages name, what the ledger changed, what is due; the unfinished first.
import type { Reference } from '../../shared/core/decisions.ts';
import type { RecordKey } from '../../shared/core/records.ts';
import type { Host, Look } from '../../shared/host/host.ts';
import { LOOKS_PER_MESSAGE_MAX } from '../../shared/host/host.ts';
import { audit } from './audit.ts';
import { bulkSteps } from './bulk.ts';
import { comeBack } from './come-back.ts';
import { countAside } from './count-outcomes.ts';
import { nameOf, type Seen } from './facts.ts';
import { finishOpen } from './finish.ts';
import { referenceOf, refreshReference } from './fresh-lists.ts';
import { lookAtHolds } from './look-at-holds.ts';
import { type Lane, openLane, restReason, tellAll } from './lane.ts';
import { waitBefore } from './pace.ts';
import { importPages } from './import.ts';
import { bringUpUntold, endsUntold, endUntold, lookAtUntold } from './inbound.ts';
import { keepJournal } from './keep-journal.ts';
import { lookIntoNotices } from './notices.ts';
import { reconcile, rest } from './reconcile.ts';
import { callProducts, callThoseBehind } from './tell-product.ts';
import { countReads, sweepChanges } from './sweep.ts';
import { takeOverNew } from './take-over.ts';

/** Done: the messages may go. Held: another worker has the lane until then (milliseconds UTC); nothing was done. */
export type Worked = { readonly type: 'done' } | { readonly type: 'held'; readonly until: number };

/** A wait for the rate limit up to this long is cheaper than another delivery. */
const WAIT_IN_PLACE_MS = 3_000;

export interface Circumstances {
  /** Milliseconds UTC until which work may be started and ended. */
  readonly deadline: number;
  /** More of the lane is waiting behind this delivery. */
  readonly backlog: boolean;
}

/** Works on a lane until all looks are done or the deadline comes; what is left goes back to the lane's end. */
export async function workLane(
  host: Host,
  name: string,
  looks: readonly Look[],
  { deadline, backlog }: Circumstances,
): Promise<Worked> {
  const opened = await openLane(host, name, deadline);
  if (opened === undefined) {
    host.log.error('unknown_lane', { lane: name });
    return { type: 'done' };
  }
  const { lane, head } = opened;
  const named = recordsIn(looks);
  if (looks.some(({ at }) => at === 'changes')) await keepJournal(lane, head);
  if (lane.state.paused !== undefined) return await restLane(lane, named);
  const { restUntil = 0 } = lane.state;
  // One company's "not before" holds for all its records: asking again for each of them would feed the storm.
  if (restUntil > host.clock.now()) return { type: 'held', until: restUntil };
  const wait = waitBefore(lane.recent, lane.ledger.limits, true, host.clock.now());
  // The minute is spent: the messages rest in the queue rather than a worker in its chair.
  if (wait > WAIT_IN_PLACE_MS) return { type: 'held', until: host.clock.now() + wait };
  const finished = await finishOpen(lane, head);
  if (finished.type === 'held') {
    // What was looked up in vain was asked all the same.
    await countReads(lane);
    return finished;
  }
  const reference = await listsFor(lane, looks);
  const worked =
    reference === undefined
      ? await restLane(lane, named)
      : await workWith(lane, { reference, looks, named: [...finished.again, ...named], backlog });
  if (reference !== undefined && worked.type === 'done') {
    await audit(lane, looks);
    await bulkSteps(lane, looks);
  }
  await countReads(lane);
  await comeBack(lane);
  if (looks.some(({ at }) => at === 'changes')) await callThoseBehind(lane);
  await callProducts(lane);
  await tellAll(lane);
  await countAside(lane);
  return worked;
}

interface LaneWork {
  readonly reference: Reference;
  readonly looks: readonly Look[];
  readonly named: readonly RecordKey[];
  readonly backlog: boolean;
}

async function workWith(lane: Lane, { reference, looks, named, backlog }: LaneWork): Promise<Worked> {
  const { host } = lane;
  await lookAtHolds(lane, reference, looks);
  await lookAtUntold(lane, looks);
  await importPages(lane, looks, reference);
  const swept = looks.some(({ at }) => at === 'changes') ? await sweepChanges(lane) : undefined;
  const pushed = looks.flatMap((look) => (look.at === 'document' ? [look] : []));
  const notices = [...pushed, ...(swept?.touched ?? [])];
  const noticed = notices.length === 0 ? new Map<string, never>() : await lookIntoNotices(lane, notices);
  const born = swept === undefined ? [] : await takeOverNew(lane, swept.snapshots);
  const seen = new Map<string, Seen & { readonly key: RecordKey }>([
    ...(swept?.seen ?? []),
    ...noticed,
    ...born,
  ]);
  const wanted = [...named, ...[...seen.values()].map(({ key }) => key)];
  const due = await dueRecords(lane, looks, wanted.length);
  const { left, stopped } = await reconcile(lane, {
    // The round may have shown that they changed.
    reference: lane.reference ?? reference,
    keys: [...wanted, ...due],
    seen,
    // What is left for a fuller batch would keep the end of a round from being reached, and that end keeps the batch waiting.
    backlog: backlog && !endsUntold(looks),
  });
  if (stopped === 'lost') return { type: 'held', until: host.clock.now() + host.timeouts.laneLeaseMs };
  const leftNames = new Set(left.map(nameOf));
  // A record seen in the sweep but not reached must be seen again: the watermark stays where it is.
  const seenAll = [...seen.keys()].every((record) => !leftNames.has(record));
  if (seenAll) await swept?.advance();
  if (seenAll && swept !== undefined) await bringUpUntold(lane);
  await endUntold(lane, looks, { isAllDone: left.length === 0 && stopped === undefined });
  // Also when some were left for lack of time: they are named again, but nothing names those that are due behind them.
  const more = due.length > 0 && due.length === dueLimit(lane, looks, wanted.length);
  const back: readonly Look[] = left.map((key) => ({ at: 'record', key }));
  if (back.length > 0) await host.lanes.send(lane.name, back);
  // An open entry must not wait for the next sweep: this look comes back when its lease is over, and finishes it.
  // While the ledger does not take anything, one look at a time is enough (come-back.ts).
  const goOn = more && lane.wakeAt === undefined;
  if (goOn || stopped === 'open') await host.lanes.send(lane.name, [{ at: 'due' }]);
  return { type: 'done' };
}

/** The company's lists: as they are kept, or read anew where a look asks for it. */
async function listsFor(lane: Lane, looks: readonly Look[]): Promise<Reference | undefined> {
  if (looks.some(({ at }) => at === 'lists')) return await referenceOf(lane, ASKED_TWICE_MS);
  return looks.some(({ at }) => at === 'changes') ? await refreshReference(lane) : await referenceOf(lane);
}

/** Somebody who asks again within these seconds asks about the same lists. */
const ASKED_TWICE_MS = 5_000;

/** Fills the batch up with records of the lane that are due; a look at what is due takes as many as a message may name. */
async function dueRecords(lane: Lane, looks: readonly Look[], wanted: number): Promise<readonly RecordKey[]> {
  const limit = dueLimit(lane, looks, wanted);
  return limit <= 0 ? [] : await lane.host.links.due(lane.name, lane.host.clock.now(), limit);
}

function dueLimit(lane: Lane, looks: readonly Look[], wanted: number): number {
  const asked = looks.some(({ at }) => at === 'due' || at === 'changes');
  return asked ? LOOKS_PER_MESSAGE_MAX : lane.ledger.limits.batchSize - wanted;
}

async function restLane(lane: Lane, named: readonly RecordKey[]): Promise<Worked> {
  await rest(lane, named, restReason(lane));
  return { type: 'done' };
}

function recordsIn(looks: readonly Look[]): readonly RecordKey[] {
  const keys = looks.flatMap((look) => (look.at === 'record' ? [look.key] : []));
  return [...new Map(keys.map((key) => [nameOf(key), key])).values()];
}
