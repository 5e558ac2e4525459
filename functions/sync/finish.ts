// Finish: whoever finds an unsettled announcement finishes that one first, as it was written.
import type { LedgerDocument, Snapshot } from '../../shared/core/documents.ts';
import type { Link } from '../../shared/core/links.ts';
import { doneBy, doneTogether } from '../../shared/core/outcomes.ts';
import { youngBehind } from '../../shared/core/young.ts';
import { type Intent, isSettled, type JournalEntry, type Outcome } from '../../shared/core/writes.ts';
import { differenceOf, stands } from '../../shared/core/twins.ts';
import type { BatchAnswer } from '../../shared/connectors/ports.ts';
import type { RecordKey } from '../../shared/core/records.ts';
import { callLedger } from './call.ts';
import { hasTime, type Lane } from './lane.ts';
import { unclaimed } from './unclaimed.ts';
import { announce, apply, type Planned, settle } from './write-batch.ts';

/**
 * How long the ledger is trusted to remember a request id, in milliseconds. Its documents name no time, so we lean on
 * it only for the span of an outage that nobody notices; after that the document is looked for before it is sent again.
 */
const KEY_TRUSTED_MS = 6 * 60 * 60 * 1000;

/** Whether the lane is free for new writes, or who holds it until when (milliseconds UTC). */
export type Finished =
  | { readonly type: 'free'; readonly again: readonly RecordKey[] }
  | { readonly type: 'held'; readonly until: number };

/** Settles what the lane's newest entry left open. `again` are records that need another look after it. */
export async function finishOpen(lane: Lane, head: JournalEntry | undefined): Promise<Finished> {
  const announcedWrites = head === undefined ? [] : await withLinks(lane, head);
  const open = announcedWrites.filter(({ link }) => head !== undefined && !isSettled(link, head));
  if (head !== undefined) {
    lane.young = youngBehind(head, announcedWrites, lane.host.clock.now());
    const links = announcedWrites.map(({ link }) => link);
    lane.done = doneTogether(lane.done, doneBy(head, links));
  }
  if (head === undefined || open.length === 0) return { type: 'free', again: [] };
  const { host } = lane;
  const now = host.clock.now();
  if (head.owner !== lane.owner && head.leaseUntil > now) return { type: 'held', until: head.leaseUntil };
  host.log.warn('open_writes_found', {
    lane: lane.name,
    seq: head.seq,
    open: open.length,
    ageMs: now - head.announcedAt,
  });
  host.metrics.count('open_writes_finished', open.length);
  const byKey = lane.ledger.abilities.keyed && now - head.announcedAt < KEY_TRUSTED_MS;
  // With keys the very same request is repeated: a part of it would be another request to a ledger that remembers batches.
  // So writes that were refused at first, and settled so, may be done now with the others: all of them are settled again.
  const repeated = byKey ? announcedWrites : open;
  const announced = await announce(
    lane,
    repeated.map(({ intent }) => intent),
    head,
  );
  if (announced.type === 'lost') return { type: 'held', until: now + host.timeouts.laneLeaseMs };
  const answer = byKey
    ? await apply(lane, announced.entry)
    : await lookThenSend(lane, announced.entry, repeated);
  const settled = await settle(lane, announced.entry, repeated, answer);
  const stillOpen = settled.some(({ link }) => !isSettled(link, announced.entry));
  if (stillOpen) return { type: 'held', until: announced.entry.leaseUntil };
  return { type: 'free', again: repeated.map(({ intent }) => intent.key) };
}

async function withLinks(lane: Lane, head: JournalEntry): Promise<readonly Planned[]> {
  const links = await lane.host.links.read(head.intents.map((intent) => intent.key));
  return head.intents.flatMap((intent, index) => {
    const link = links[index];
    return link === undefined ? [] : [{ link, intent }];
  });
}

/**
 * Without a key to rely on, the ledger is asked whether the write arrived before it is sent again. Each by itself: one
 * that cannot be told stays unknown and does not hold up the others.
 */
async function lookThenSend(lane: Lane, entry: JournalEntry, open: readonly Planned[]): Promise<BatchAnswer> {
  const outcomes = new Map<string, Outcome>();
  for (const planned of open) outcomes.set(planned.intent.bId, await lookOrSend(lane, entry, planned));
  return { ok: true, value: outcomes };
}

async function lookOrSend(lane: Lane, entry: JournalEntry, { link, intent }: Planned): Promise<Outcome> {
  if (!hasTime(lane, false)) return unknown('no time left in this delivery');
  const seen = await arrived(lane, intent);
  if (seen !== undefined) return seen;
  // What was made a moment ago may not be found yet: not found is a proof only when the ledger's lag is over.
  const rounds = hiddenRounds(link);
  if (mayHide(lane, entry, intent))
    return unknown(rounds > 0 ? hidden(rounds) : 'what was just made is not found at once');
  const answer = await callLedger(lane, false, (access) =>
    lane.ledger.write(access, entry.requestId, [intent]),
  );
  if (!answer.ok) return { type: 'fault', fault: answer.fault };
  const outcome = answer.value.get(intent.bId) ?? unknown('the answer holds no such item');
  return isStillHidden(lane, rounds, outcome) ? unknown(hidden(rounds + 1)) : outcome;
}

/** Whether the document of a write may be there without being found: creates are looked for by their number. */
function mayHide(lane: Lane, { sentUntil = 0, announcedAt }: JournalEntry, { target }: Intent): boolean {
  const { lookUpLagMs } = lane.ledger.abilities;
  return target === undefined && lookUpLagMs !== undefined && announcedAt < sentUntil + lookUpLagMs;
}

/** One round for ours that came late, one more for a look that came too early; then it is what nobody can find. */
const HIDDEN_ROUNDS_MAX = 2;
const hidden = (round: number): string => `its number is taken by what is not found yet (round ${round})`;

/** How often it was sent again and its number was taken. Only a few attempts are kept: each says it for those before. */
function hiddenRounds({ attempts: [newest] }: Link): number {
  const round = /not found yet \(round (\d)\)/.exec(newest?.detail ?? '')?.[1];
  return Number(round ?? 0);
}

/**
 * Sent again and refused because its number is there: that is ours, come late, until it is found or proved another one's. A
 * ledger that finds at once has been asked already.
 */
function isStillHidden(lane: Lane, rounds: number, outcome: Outcome): boolean {
  const isTaken = outcome.type === 'fault' && outcome.fault.fault === 'number_taken';
  return lane.ledger.abilities.lookUpLagMs !== undefined && isTaken && rounds < HIDDEN_ROUNDS_MAX;
}

/** What the ledger shows of a write that may have arrived; undefined when it certainly did not. */
async function arrived(lane: Lane, intent: Intent): Promise<Outcome | undefined> {
  const { target } = intent;
  const look =
    target === undefined
      ? await callLedger(lane, false, (access) => lane.ledger.find(access, intent.document))
      : await callLedger(lane, false, (access) =>
          lane.ledger.read(access, [{ type: target.type, id: target.id }]),
        );
  lane.uncountedReads += 1;
  if (!look.ok) return unknown(look.fault.detail);
  if (target !== undefined) {
    const [snapshot] = look.value;
    if (snapshot === undefined || snapshot.ref.revision === target.revision) return undefined;
    if (stands(intent, snapshot)) return { type: 'done', snapshot };
    // Somebody wrote since: us or a person. Stale is true in both cases and leads to a fresh look.
    return { type: 'fault', fault: { fault: 'stale', detail: 'changed while the outcome was unknown' } };
  }
  const candidates = await unclaimed(lane, look.value, intent.key);
  const twin = candidates.find((found) => differenceOf(intent.document, found) === undefined);
  if (twin !== undefined) return { type: 'done', snapshot: twin };
  const [other] = candidates;
  return other === undefined ? undefined : taken(intent.document, other);
}

/**
 * What carries our own name or number may be ours, edited by a person before we looked. Booking it once more would be
 * worse than asking. A document without a number is known by its money alone: what differs there is another one.
 */
function taken(document: LedgerDocument, found: Snapshot): Outcome | undefined {
  if (isUnnamed(document)) return undefined;
  const detail = differenceOf(document, found) ?? 'it is ours';
  return { type: 'fault', fault: { fault: 'differs', detail } };
}

function isUnnamed(document: LedgerDocument): boolean {
  switch (document.type) {
    case 'customer':
    case 'supplier':
    case 'item':
    case 'cost_centre':
    case 'attachment':
      return false;
    case 'invoice':
    case 'credit_note':
      return document.number === undefined;
    case 'payment':
    case 'expense':
      return document.reference === undefined;
    case 'refund_receipt':
      return document.number === undefined && document.reference === undefined;
  }
}

function unknown(detail: string): Outcome {
  return { type: 'fault', fault: { fault: 'unknown_outcome', detail } };
}
