// Announce, apply, settle: the write protocol for one batch. Nothing is sent that was not announced; nothing announced is forgotten.
import type { DocumentRef } from '../../shared/core/documents.ts';
import type { Fault } from '../../shared/core/faults.ts';
import { fingerprint } from '../../shared/core/fingerprint.ts';
import type { Link } from '../../shared/core/links.ts';
import { doneBy, doneTogether } from '../../shared/core/outcomes.ts';
import { isNone } from '../../shared/core/pointers.ts';
import { carries, grown, madeBy, touchedBy } from '../../shared/core/young.ts';
import { settleUnknown, settleWrite } from '../../shared/core/settle.ts';
import type { Settled } from '../../shared/core/settled.ts';
import { type Intent, isSettled, type JournalEntry, type Outcome, rootOf } from '../../shared/core/writes.ts';
import type { BatchAnswer } from '../../shared/connectors/ports.ts';
import { callLedger } from './call.ts';
import { storeDone } from './count-outcomes.ts';
import { hasTime, type Lane } from './lane.ts';
import { afterCall, waitBefore } from './pace.ts';
import { storeYoung } from './pointers.ts';
import { saveLink } from './save-link.ts';
import { tellDeals, withDealTold } from './tell-deals.ts';

/** How often one batch is sent in a delivery while its outcome is unknown, and the waits between, in milliseconds. */
const SEND_WAITS_MS = [200, 1_000, 3_000];

/** By when an announced call has mostly reached the ledger, which counts it then and not when we announce it. */
const ARRIVAL_MS = 2_000;

/** The batch did not happen: another worker claimed the lane first. */
export type Announced =
  { readonly type: 'announced'; readonly entry: JournalEntry } | { readonly type: 'lost' };

/** One intent with the link it was made for. */
export interface Planned {
  readonly link: Link;
  readonly intent: Intent;
}

/** Appends the batch to the lane's journal: the claim on the lane, and the memory of what is about to be sent. */
export async function announce(
  lane: Lane,
  intents: readonly Intent[],
  resumed?: JournalEntry,
): Promise<Announced> {
  const { host } = lane;
  const now = host.clock.now();
  await storeDone(lane, now);
  const batch = intents.length > 1;
  const startsAt = now + waitBefore(lane.recent, lane.ledger.limits, batch, now);
  const entry: JournalEntry = {
    lane: lane.name,
    seq: lane.seq + 1,
    requestId: resumed?.requestId ?? host.random.id(),
    resumes: resumed === undefined ? undefined : rootOf(resumed),
    ...timesOf(lane, resumed, now),
    intents,
    owner: lane.owner,
    leaseUntil: now + host.timeouts.laneLeaseMs,
    announcedAt: now,
    // The call that follows is counted already: if this delivery ends with it, the next one must know of it.
    recentCalls: afterCall(lane.recent, batch, startsAt, startsAt + ARRIVAL_MS),
    young: isNone(lane.young) ? undefined : lane.young,
    done: Object.keys(lane.done).length === 0 ? undefined : lane.done,
  };
  if ((await host.writes.append(entry)) === 'taken') return { type: 'lost' };
  lane.seq = entry.seq;
  lane.doneAt = now;
  return { type: 'announced', entry };
}

/**
 * Until when the writes of a resumed entry may have been sent. An entry that only looks,
 * because the ledger may not find yet what it holds, leaves that time as it was; one that may send again moves it on.
 */
function timesOf(
  lane: Lane,
  resumed: JournalEntry | undefined,
  now: number,
): Pick<JournalEntry, 'sentUntil'> {
  const { lookUpLagMs } = lane.ledger.abilities;
  if (resumed === undefined || lookUpLagMs === undefined) return {};
  // The one before sent until its lease ended at the latest; if that was a look, what it looked for was sent before it.
  const sentBefore = resumed.sentUntil ?? resumed.leaseUntil;
  const onlyLooked = resumed.sentUntil !== undefined && resumed.announcedAt < resumed.sentUntil + lookUpLagMs;
  const sentUntil = resumed.sentUntil === undefined || onlyLooked ? sentBefore : resumed.leaseUntil;
  return { sentUntil: Math.min(sentUntil, now) };
}

/**
 * Sends an announced batch until its outcome is known or there is no more time for it. The same request id and the same
 * items every time: a ledger with keys does it once, however often it hears it.
 */
export async function apply(lane: Lane, entry: JournalEntry): Promise<BatchAnswer> {
  const batch = entry.intents.length > 1;
  // What is resumed was sent before, to an end that nobody knows.
  let sentBefore = entry.resumes !== undefined;
  for (let sent = 0; ; sent += 1) {
    const answer = await callLedger(lane, batch, (access) =>
      lane.ledger.write(access, entry.requestId, entry.intents),
    );
    const told = sentBefore ? stillUnknown(answer) : answer;
    const wait = SEND_WAITS_MS[sent];
    if (wait === undefined || !worthRepeating(lane, answer)) return told;
    sentBefore ||= hasUnknown(answer);
    lane.host.log.warn('write_repeated', {
      lane: lane.name,
      seq: entry.seq,
      fault: answer.ok ? 'some_unknown' : answer.fault.fault,
    });
    await lane.host.clock.wait(wait);
    if (!hasTime(lane, batch)) return told;
  }
}

/** "Not now" to a repetition says nothing about the first time: that one may be booked, or be on its way still. */
function stillUnknown(answer: BatchAnswer): BatchAnswer {
  return answer.ok ? answer : { ok: false, fault: { ...answer.fault, fault: 'unknown_outcome' } };
}

/** Whether sending again may tell what we do not know. A ledger without keys is asked in another way (finish.ts). */
function worthRepeating(lane: Lane, answer: BatchAnswer): boolean {
  if (!answer.ok && answer.fault.fault === 'unavailable') return lane.state.paused === undefined;
  return lane.ledger.abilities.keyed && hasUnknown(answer);
}

function hasUnknown(answer: BatchAnswer): boolean {
  if (!answer.ok) return answer.fault.fault === 'unknown_outcome';
  return [...answer.value.values()].some((outcome) => isUnknown(outcome));
}

function isUnknown(outcome: Outcome): boolean {
  return outcome.type === 'fault' && outcome.fault.fault === 'unknown_outcome';
}

/** Writes the outcomes into the links. Answers what has to be looked at again in this delivery. */
export async function settle(
  lane: Lane,
  entry: JournalEntry,
  planned: readonly Planned[],
  answer: BatchAnswer,
): Promise<readonly Settled[]> {
  const returned = planned.map(({ link, intent }) => ({ link, intent, outcome: outcomeOf(answer, intent) }));
  await rememberDocuments(lane, entry, returned);
  const told = await tellDeals(lane, doneIn(entry, returned, lane.host.clock.now()));
  const saves = returned.map(async ({ link, intent, outcome }) => {
    const now = lane.host.clock.now();
    const compute = async (current: Link): Promise<Settled | undefined> => {
      if (current !== link) await pointAtOnce(lane, { link: current, intent, outcome });
      const settledBefore = isSettled(current, entry);
      const known = holds(current, intent) || isSuperseded(current, entry, intent);
      if (settledBefore && (known || !mayBeBooked(outcome))) return undefined;
      if (outcome.type === 'fault' && isUnknown(outcome)) {
        const unknown = settleUnknown(current, intent, outcome.fault, now);
        return { link: settledBefore ? { ...unknown, settledSeq: undefined } : unknown };
      }
      const next = settleWrite(current, { intent, outcome, seq: entry.seq, now });
      return { ...next, link: withDealTold(told, next.link) };
    };
    return await saveLink(lane, link, compute);
  });
  const settled = (await Promise.all(saves)).filter((each) => each !== undefined);
  const links = settled.map(({ link }) => link);
  lane.done = doneTogether(lane.done, doneBy(entry, links));
  return settled;
}

/** The links of what was done, as they will be saved if nobody comes between. */
function doneIn({ seq }: JournalEntry, returned: readonly Returned[], now: number): readonly Link[] {
  return returned.flatMap(({ link, intent, outcome }) =>
    outcome.type === 'done' ? [settleWrite(link, { intent, outcome, seq, now }).link] : [],
  );
}

function outcomeOf(answer: BatchAnswer, intent: Intent): Outcome {
  if (!answer.ok) return { type: 'fault', fault: answer.fault };
  const lost: Fault = { fault: 'unknown_outcome', detail: `the answer holds no item ${intent.bId}` };
  return answer.value.get(intent.bId) ?? { type: 'fault', fault: lost };
}

interface Returned extends Planned {
  readonly outcome: Outcome;
}

/**
 * Before a link says "synced" its document must lead back to it: the ledger's webhook may be here any moment. A payment
 * also touches its invoices; without this note their echo would cost a read. A few such notes are left to the journal.
 * Who is late stores them: others may have gone on in the journal, and would not carry them.
 */
async function rememberDocuments(
  lane: Lane,
  entry: JournalEntry,
  returned: readonly Returned[],
): Promise<void> {
  const now = lane.host.clock.now();
  const pointers = returned.flatMap(({ intent, outcome }) => madeBy(intent, refOf(outcome)));
  const touches = returned.flatMap(({ intent, outcome }) => touchedBy(intent, refOf(outcome)?.updatedAt));
  const young = grown(lane.young, pointers, touches, now);
  if (carries(entry) && now < entry.leaseUntil) lane.young = young;
  else await storeYoung(lane, young);
}

/** Somebody else settled this link while we did. Whatever document he or we brought must be found whoever goes on. */
async function pointAtOnce(lane: Lane, { link, intent, outcome }: Returned): Promise<void> {
  const pointers = [...madeBy(intent, link.document), ...madeBy(intent, refOf(outcome))];
  if (pointers.length > 0) await lane.host.links.point(lane.name, pointers);
}

function refOf(outcome: Outcome): DocumentRef | undefined {
  return outcome.type === 'done' ? outcome.snapshot.ref : undefined;
}

/** Whether the link says that this very write is in the books. */
function holds({ base, document }: Link, intent: Intent): boolean {
  return document !== undefined && base?.ours === fingerprint(intent.document);
}

/**
 * Whether a later entry wrote this revision or a newer one. Who stood still meanwhile brings an answer that was true once;
 * taking it would lose sight of what is in the books now.
 */
function isSuperseded({ settledSeq, base }: Link, entry: JournalEntry, intent: Intent): boolean {
  return settledSeq !== undefined && settledSeq > entry.seq && (base?.revision ?? -1) >= intent.revision;
}

/** A batch is repeated as a whole: what was refused the first time may be booked the second time. */
function mayBeBooked(outcome: Outcome): boolean {
  return outcome.type === 'done' || isUnknown(outcome);
}
