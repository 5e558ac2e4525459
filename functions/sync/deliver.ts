// Deliver: one delivery of the queue. Split by lane, work on each in order, say which messages have to come again.
import type { Intake } from '../../shared/core/completeness.ts';
import { settleInternal } from '../../shared/core/settle.ts';
import { type Host, type Look, LOOKS_PER_MESSAGE_MAX } from '../../shared/host/host.ts';
import { byTime, untilFirst } from './come-back.ts';
import { countIntakes } from './count-intakes.ts';
import { isOutage } from './outage.ts';
import { type Circumstances, workLane } from './work-lane.ts';

/** A message as it came from the queue; `looks` is undefined when it could not be read. */
export interface Message {
  readonly id: string;
  readonly receiptHandle: string;
  readonly lane: string;
  readonly receiveCount: number;
  readonly looks: readonly Look[] | undefined;
  /** What its request brought that was new. */
  readonly intake?: Intake | undefined;
}

/** A full delivery means that more is waiting behind it. Equals the event source's batch size. */
const FULL_DELIVERY = 10;
/** From this receive on the messages of a lane are worked on record by record, to find the one that throws. */
const SUSPICIOUS_RECEIVES = 3;

/** Batches within a minute from which on a lane counts as busy: an eighth of the strictest limit we know. */
const BUSY_BATCHES = 5;

/** Works on a delivery until `deadline` (milliseconds UTC). Answers the ids of messages that must be delivered again. */
export async function deliver(
  host: Host,
  messages: readonly Message[],
  deadline: number,
): Promise<readonly string[]> {
  // Beside each other: the count must not make the records wait. Nor may it end a delivery that is at work: what then went on
  // behind the queue's back would be a second worker.
  const [worked, counted] = await Promise.allSettled([
    workLanes(host, messages, deadline),
    countIntakes(host, messages),
  ]);
  if (worked.status === 'rejected') throw worked.reason;
  if (counted.status === 'rejected') throw counted.reason;
  return worked.value;
}

async function workLanes(
  host: Host,
  messages: readonly Message[],
  deadline: number,
): Promise<readonly string[]> {
  const failed: string[] = [];
  const byLane = Map.groupBy(messages, (message) => message.lane);
  const backlog = messages.length >= FULL_DELIVERY && byLane.size === 1;
  for (const [lane, ofLane] of byLane) {
    const [unreadable, readable] = [
      ofLane.filter(isUnreadable),
      ofLane.filter((each) => !isUnreadable(each)),
    ];
    failed.push(...(await giveBack(host, lane, unreadable)));
    if (readable.length === 0) continue;
    const done = await workMessages(host, lane, readable, { deadline, backlog });
    if (!done) failed.push(...readable.map(({ id }) => id));
  }
  return failed;
}

function isUnreadable({ looks }: Message): boolean {
  return looks === undefined;
}

/**
 * Messages that nobody can read come again at once, so that they are soon with the dead letters: until then they hold up
 * their lane. Those beside them say only where to look and need not wait for them.
 */
async function giveBack(
  host: Host,
  lane: string,
  unreadable: readonly Message[],
): Promise<readonly string[]> {
  if (unreadable.length === 0) return [];
  const ids = unreadable.map(({ id }) => id);
  for (const id of ids) host.log.error('unreadable_message', { lane, id });
  await host.lanes.defer(
    unreadable.map(({ receiptHandle }) => receiptHandle),
    0,
  );
  return ids;
}

/** What is said more than once is looked at once: through a long outage copies would else go back as copies, and become more. */
function distinct(looks: readonly Look[]): readonly Look[] {
  return [...new Map(looks.map((look) => [JSON.stringify(look), look])).values()];
}

/** Whether the lane's messages are done with. */
async function workMessages(
  host: Host,
  lane: string,
  messages: readonly Message[],
  { deadline, backlog }: Circumstances,
): Promise<boolean> {
  const { ripe: looks, early } = byTime(host, distinct(messages.flatMap((message) => message.looks ?? [])));
  const receipts = messages.map(({ receiptHandle }) => receiptHandle);
  if (looks.length === 0 && early.length > 0) {
    await host.lanes.defer(receipts, untilFirst(host, early));
    return false;
  }
  // Beside others there is no waiting: it goes to the lane's end, and comes again.
  if (early.length > 0) await host.lanes.send(lane, early);
  const receives = Math.max(...messages.map(({ receiveCount }) => receiveCount));
  if (receives >= SUSPICIOUS_RECEIVES) return await workOneByOne(host, lane, looks, deadline);
  if (backlog && receives === 1 && isFoldable(looks) && (await isBusy(host, lane))) {
    await host.lanes.send(lane, looks);
    return true;
  }
  const worked = await workLane(host, lane, looks, { deadline, backlog });
  if (worked.type === 'done') return true;
  const wait = Math.max(0, worked.until - host.clock.now());
  await host.lanes.defer(receipts, wait);
  return false;
}

/**
 * A backlog of small messages would make small batches: ten records where the ledger takes thirty. So a full delivery
 * that names few records is folded into one message at the lane's end. A message says only where to look, so moving it
 * loses and changes nothing; each fold leaves fewer messages than before, so folding comes to an end.
 */
function isFoldable(looks: readonly Look[]): boolean {
  return looks.length < LOOKS_PER_MESSAGE_MAX && looks.every(({ at }) => at === 'record');
}

/** A lane that has hardly spent anything of its minute works at once: there batches may be small, and nobody waits. */
async function isBusy(host: Host, lane: string): Promise<boolean> {
  const head = await host.writes.head(lane);
  const minuteAgo = host.clock.now() - 60_000;
  return (head?.recentCalls.batches ?? []).filter((at) => at > minuteAgo).length >= BUSY_BATCHES;
}

/** The third receive: something throws. Each look by itself; a record that throws is failed, and the lane moves on. */
async function workOneByOne(
  host: Host,
  lane: string,
  looks: readonly Look[],
  deadline: number,
): Promise<boolean> {
  for (const [index, look] of looks.entries()) {
    // Each look may cost a call: what there is no more time for comes again, as one message.
    if (index > 0 && host.clock.now() + host.timeouts.ledgerCallMs > deadline) {
      await host.lanes.send(lane, looks.slice(index));
      return true;
    }
    try {
      const worked = await workLane(host, lane, [look], { deadline, backlog: false });
      if (worked.type === 'held') {
        await host.lanes.send(lane, looks.slice(index));
        return true;
      }
    } catch (error) {
      // No record's fault: the messages come again, and nobody is told that a record failed.
      if (isOutage(error)) throw error;
      await failRecord(host, lane, look, error);
    }
  }
  return true;
}

async function failRecord(host: Host, lane: string, look: Look, error: unknown): Promise<void> {
  const detail = error instanceof Error ? error.message : 'unknown';
  host.log.error('record_failed_internally', { lane, at: look.at, detail });
  host.metrics.count('internal_failures', 1);
  if (look.at !== 'record') return;
  const [link] = await host.links.read([look.key]);
  if (link !== undefined) await host.links.save(lane, settleInternal(link, detail, host.clock.now()));
}
