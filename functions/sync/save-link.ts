// Save link: compute and write a link; if somebody wrote first, compute again from what stands there now.
import { newsOf } from '../../shared/core/news.ts';
import type { Link } from '../../shared/core/links.ts';
import type { Settled } from '../../shared/core/settled.ts';
import { keyText } from '../../shared/core/records.ts';
import { EXPORT } from '../../shared/core/rules/export.ts';
import { hasLeft } from '../../shared/core/wishes.ts';
import { noteOutcome } from './count-outcomes.ts';
import { type Lane, tally } from './lane.ts';

/** Writers of one link: this worker, a frozen one that comes back, an operator. More rounds than those is a bug. */
const ROUNDS_MAX = 5;
/** Waiters woken at once; the rest are found by the sweep. */
const WAKE_MAX = 300;

/**
 * Saves what `compute` makes of the link, and wakes who waited for it. Undefined from `compute` means there is nothing
 * (left) to write.
 */
export async function saveLink(
  lane: Lane,
  read: Link,
  compute: (current: Link) => Settled | undefined | Promise<Settled | undefined>,
): Promise<Settled | undefined> {
  let current = read;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const settled = await compute(current);
    if (settled === undefined) return undefined;
    const arrived = isWaitOver(settled.link) && current.awaited === true;
    const next = arrived ? dueUntilWoken(settled.link, lane.host.clock.now()) : settled.link;
    const saved = await lane.host.links.save(lane.name, next);
    if (saved !== 'conflict') {
      // A mark that was set while we saved shows in the answer.
      const isAwaited = saved.awaited === true && isWaitOver(saved);
      const link = isAwaited ? await wakeAll(lane, saved, settled.link) : saved;
      noteWait(lane, link);
      tellHealth(lane, read, link);
      return { link, again: settled.again };
    }
    const [fresh] = await lane.host.links.read([read.key]);
    if (fresh === undefined) throw new Error(`The store gave no row for ${keyText(read.key)}`);
    current = fresh;
  }
  throw new Error(`The link ${keyText(read.key)} was written by others ${ROUNDS_MAX} times in a row`);
}

/** Some wait until a record is in the books, others until it has left them. */
function isWaitOver(link: Link): boolean {
  return link.health.state === 'synced' || hasLeft(link);
}

/** Whoever finds it after we died between saving and waking has a reason to look at it, and wakes them. */
function dueUntilWoken(link: Link, now: number): Link {
  return { ...link, health: { ...link.health, dueAt: now } };
}

/** Wakes who waits, and only then takes off the mark. If somebody wrote meanwhile it stays: waking twice is harmless. */
async function wakeAll(lane: Lane, saved: Link, meant: Link): Promise<Link> {
  await wake(lane, saved);
  const health = saved.health.state === meant.health.state ? meant.health : saved.health;
  const calm = await lane.host.links.save(lane.name, { ...saved, awaited: false, health });
  return calm === 'conflict' ? saved : calm;
}

/** Records that wait for the ledger itself are looked at again as soon as they are due, not only with the next sweep. */
function noteWait(lane: Lane, { health }: Link): void {
  const { state, dueAt, waitsFor } = health;
  if (state !== 'waiting' || dueAt === undefined || waitsFor !== undefined || health.reason === EXPORT)
    return;
  if (health.reason === 'throttled') lane.restUntil = Math.max(lane.restUntil ?? 0, dueAt);
  if (dueAt > lane.host.clock.now()) lane.wakeAt = Math.min(lane.wakeAt ?? Infinity, dueAt);
}

async function wake(lane: Lane, link: Link): Promise<void> {
  const waiters = await lane.host.links.waitersOf(link.key, WAKE_MAX);
  if (waiters.length > 0)
    await lane.host.lanes.send(
      lane.name,
      waiters.map((key) => ({ at: 'record', key })),
    );
}

const TOLD = {
  synced: 'record.synced',
  failed: 'record.failed',
  uncertain: 'record.uncertain',
  skipped: 'record.skipped',
};

/** Notes it for the outside, told at the end of the delivery: the API is the truth, so a lost event is never a lost record. */
function tellHealth(lane: Lane, before: Link, after: Link): void {
  const state = after.health.state;
  if (before.health.state === state) return;
  tally(lane, 'health', 1, { state });
  noteOutcome(lane, before, after);
  if (state !== 'failed' && state !== 'uncertain' && state !== 'synced' && state !== 'skipped') return;
  const { connection, kind, id } = after.key;
  const { problem } = after.health;
  const detail = { kind, id, state, problem: problem?.code, document: after.document?.id, ...newsOf(after) };
  lane.events.push({ type: TOLD[state], connection, detail });
}
