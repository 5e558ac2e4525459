// Reconcile: bring records of a lane and the ledger together, wave by wave: observe, decide, announce, apply, settle.
import { decide } from '../../shared/core/decide.ts';
import type { Decided, Decision, Facts, Reference } from '../../shared/core/decisions.ts';
import { mergesFields } from '../../shared/core/fields.ts';
import type { Link } from '../../shared/core/links.ts';
import { withoutRivals } from '../../shared/core/one-set-off.ts';
import { parseKeyText, RECORD_KINDS, type RecordKey } from '../../shared/core/records.ts';
import { settleDecision, settleWaiting } from '../../shared/core/settle.ts';
import { BACKOFF_MS } from '../../shared/core/settled.ts';
import type { Intent } from '../../shared/core/writes.ts';
import type { Pointer } from '../../shared/storage/ports.ts';
import { askOther } from './ask-other.ts';
import { tellAdopted } from './births.ts';
import { bringForth } from './bring-forth.ts';
import { letLeave } from './cascade.ts';
import { factsOf, nameOf, type Seen } from './facts.ts';
import { type Lane, restReason } from './lane.ts';
import { type Look, lookAtLedger } from './look.ts';
import { saveLink } from './save-link.ts';
import { type DealsTold, tellDeals, withDealTold } from './tell-deals.ts';
import { tellProducts } from './tell-product.ts';
import type { Planned } from './write-batch.ts';
import { type Reconciled, writePlanned } from './write-planned.ts';

/**
 * A record may need one look at its document (stale), one for a twin, and a write after each; a person who keeps editing
 * while we write can make one more. After that it rests until the next delivery.
 */
const ROUNDS_MAX = 4;

/** Records observed at once: what one batch read of the store holds, with room for what they refer to. */
const GROUP_MAX = 90;

/** What is worked on in one delivery. */
export interface Workload {
  readonly reference: Reference;
  readonly keys: readonly RecordKey[];
  /** Documents that were just read from the ledger, by record name. */
  readonly seen: ReadonlyMap<string, Seen>;
  /** More is waiting behind this delivery: a last batch that is not full may go back to be filled up. */
  readonly backlog: boolean;
}

/** Works on records of one lane, kind by kind, so that each kind can lean on what the ones before it settled. */
export async function reconcile(lane: Lane, work: Workload): Promise<Reconciled> {
  const distinct = [...new Map(work.keys.map((key) => [nameOf(key), key])).values()];
  const kinds = RECORD_KINDS.map((kind) => distinct.filter((key) => key.kind === kind)).filter(isNotEmpty);
  const left: RecordKey[] = [];
  for (const [index, keys] of kinds.entries()) {
    // Only the last kind may wait for a fuller batch: what comes before it is leant on by what follows.
    const backlog = work.backlog && index === kinds.length - 1;
    const done = await reconcileKind(lane, { ...work, keys, backlog });
    left.push(...done.left);
    if (done.stopped !== undefined) return { left: distinct, stopped: done.stopped };
  }
  return { left };
}

/**
 * The records of one kind, as many at a time as one batch read of the store holds. What would make a batch that is not
 * full is taken along to the next ones: mostly few of many records need a write, because events come more than once.
 */
async function reconcileKind(lane: Lane, work: Workload): Promise<Reconciled> {
  const left: RecordKey[] = [];
  let waiting = work.keys;
  while (waiting.length > 0) {
    const keys = waiting.slice(0, GROUP_MAX);
    const behind = waiting.slice(GROUP_MAX);
    const done = await reconcileGroup(lane, { ...work, keys }, work.backlog || behind.length > 0);
    if (done.stopped !== undefined) return done;
    // More than a batch was left for lack of time: no use in taking it along.
    const taken = behind.length > 0 && done.left.length < lane.ledger.limits.batchSize ? done.left : [];
    left.push(...(taken.length > 0 ? [] : done.left));
    waiting = [...taken, ...behind];
  }
  return { left };
}

function isNotEmpty(keys: readonly RecordKey[]): boolean {
  return keys.length > 0;
}

async function reconcileGroup(
  lane: Lane,
  { reference, keys: group, seen: known }: Workload,
  onlyFull: boolean,
): Promise<Reconciled> {
  const seen = new Map(known);
  const left: RecordKey[] = [];
  let keys = group;
  for (let round = 0; round < ROUNDS_MAX && keys.length > 0; round += 1) {
    const facts = await factsOf(lane, reference, keys, seen);
    if (facts === undefined) return { left, stopped: 'lost' };
    const decided = facts.map((of) => ({ facts: of, decided: decideSafely(of) }));
    await bringForth(lane, decided);
    await tellProducts(lane, decided);
    const again = await keepAll(lane, decided);
    const looks = decided.flatMap(({ facts: of, decided: by }) => lookOf(of.link, by.decision));
    const planned = decided.flatMap((one, index) => plan(one.facts, one.decided, index));
    const { now, later } = withoutRivals(planned);
    const wrote = await writePlanned(lane, now, onlyFull && round === 0);
    if (wrote.stopped !== undefined) return wrote;
    left.push(...wrote.left, ...later.map(({ link }) => link.key));
    const more = wrote.settled.flatMap(({ link, again: at }) =>
      at === undefined || at === 'decide' ? [] : [toLook(link, at, planned)],
    );
    const anew = wrote.settled.flatMap(({ link, again: at }) => (at === 'decide' ? [link.key] : []));
    // Our write made another version of the document: what was seen of it before would pass for a person's edit.
    for (const key of anew) seen.set(nameOf(key), { ...seen.get(nameOf(key)), snapshot: undefined });
    const wanted = [...looks, ...more];
    const brought = await lookAtLedger(lane, wanted);
    for (const [name, look] of brought) seen.set(name, besides(seen.get(name), look));
    await restUnseen(
      lane,
      wanted.filter(({ key }) => !brought.has(nameOf(key))).map(({ key }) => key),
    );
    keys = [...again, ...anew, ...wanted.map(({ key }) => key).filter((key) => brought.has(nameOf(key)))];
  }
  await restUnseen(lane, keys);
  return { left };
}

/** Others are looked at beside what was seen before; the record's own document or twin is seen anew. */
function besides(before: Seen | undefined, look: Seen): Seen {
  const isBeside = look.others !== undefined || look.sameEmail !== undefined;
  const { found, others = before?.others, sameEmail = before?.sameEmail } = look;
  return isBeside ? { found: before?.found, others, sameEmail } : { ...look, found, others, sameEmail };
}

/** Nobody sends another message for a record that could not be looked at: it must be due by itself. */
async function restUnseen(lane: Lane, keys: readonly RecordKey[]): Promise<void> {
  if (keys.length > 0) await rest(lane, keys, restReason(lane));
}

/** A rule that throws is our bug in one record; the others must not suffer from it. */
function decideSafely(facts: Facts): Decided {
  try {
    return decide(facts);
  } catch (error) {
    const detail = error instanceof Error ? error.message : 'unknown';
    const decision: Decision = { type: 'fail', problem: { code: 'internal', values: { detail } } };
    return { rule: 'internal', decision, values: {} };
  }
}

/** Saves decisions that write nothing to the ledger. Answers records to decide again: what they waited for is there now. */
async function keepAll(
  lane: Lane,
  all: readonly { readonly facts: Facts; readonly decided: Decided }[],
): Promise<readonly RecordKey[]> {
  const resting = all.filter(({ decided: { decision } }) => !goesOn(decision));
  const told = await tellDeals(
    lane,
    resting.map(({ facts, decided }) => nextOf(facts, decided) ?? facts.link),
  );
  const kept = await Promise.all(resting.map(({ facts, decided }) => keep(lane, { facts, decided, told })));
  return kept.filter((key) => key !== undefined);
}

/** Whether a decision is not the last one of this wave: the ledger is looked at, or written to. */
function goesOn({ type }: Decision): boolean {
  return type === 'look' || type === 'write';
}

/** The link after a decision that writes nothing; undefined if it stays as it is. */
function nextOf(facts: Facts, decided: Decided): Link | undefined {
  const { link, policy, now } = facts;
  const next = settleDecision(link, decided, policy.version, now);
  return next ?? (observed(facts) ? { ...link } : undefined);
}

async function keep(
  lane: Lane,
  { facts, decided, told }: { readonly facts: Facts; readonly decided: Decided; readonly told: DealsTold },
): Promise<RecordKey | undefined> {
  const { decision } = decided;
  const { link } = facts;
  // A failure for want of another record waits for it too, only not in the eyes of an operator.
  const waitsFor = 'waitsFor' in decision ? decision.waitsFor : undefined;
  const arrived = waitsFor !== undefined && (await arrivedMeanwhile(lane, link, waitsFor));
  const asked = await askOther(lane, link, decision);
  if (arrived && !asked) return link.key;
  if (decision.type === 'cascade' && (await letLeave(lane, link, decision))) return link.key;
  if (decision.type === 'adopt') await tellAdopted(lane, link, decision.snapshot);
  if (decision.type === 'adopt') await lane.host.links.point(lane.name, [adoptedPointer(link, decision)]);
  const saved = await saveLink(lane, link, (current) => {
    // Another writer was first: what we decided was about a row that is no more. It is looked at again in its own time.
    if (current !== link) return undefined;
    const next = nextOf(facts, decided) ?? (told.has(nameOf(link.key)) ? link : undefined);
    return next === undefined ? undefined : { link: withDealTold(told, next) };
  });
  // What was told may leave something to be written, or to be asked.
  return decision.type === 'tell' && saved?.link.health.state === 'pending' ? link.key : undefined;
}

/** What the ledger showed is worth keeping even where the decision changes nothing; what it shows once more is not. */
function observed({ link, snapshot, isSeenAgain }: Facts): boolean {
  return isSeenAgain !== true && snapshot !== undefined && link.document?.revision === snapshot.ref.revision;
}

function adoptedPointer(link: Link, decision: Extract<Decision, { type: 'adopt' }>): Pointer {
  const { type, id, updatedAt } = decision.snapshot.ref;
  return { type, id, key: link.key, touchedAt: updatedAt };
}

/** Notes on the other record that somebody waits for it. If it has arrived just now there is no need to wait. */
async function arrivedMeanwhile(lane: Lane, link: Link, waitsFor: string): Promise<boolean> {
  const parsed = parseKeyText(waitsFor);
  if (parsed === undefined) return false;
  const other = await lane.host.links.markAwaited({ connection: link.key.connection, ...parsed }, lane.name);
  return other.document?.status === 'live' && other.health.state === 'synced';
}

function lookOf(link: Link, decision: Decision): readonly Look[] {
  if (decision.type !== 'look') return [];
  if (decision.at === 'twin') return [{ key: link.key, at: 'twin', document: decision.document }];
  if (decision.at === 'email') return [{ key: link.key, at: 'email', email: decision.email }];
  if (decision.at === 'others') return [{ key: link.key, at: 'others', ids: decision.documents }];
  const { document } = link;
  return document === undefined ? [] : [{ key: link.key, at: 'document', id: document }];
}

function toLook(link: Link, at: 'document' | 'twin', planned: readonly Planned[]): Look {
  const { key } = link;
  const document = planned.find(({ intent }) => intent.key === key || nameOf(intent.key) === nameOf(key))
    ?.intent.document;
  if (at === 'twin' && document !== undefined) return { key, at: 'twin', document };
  if (link.document === undefined) throw new Error(`No document to look at behind ${nameOf(key)}`);
  return { key, at: 'document', id: link.document };
}

/** `index` names the write inside its batch. */
function plan(
  { link, policy }: Facts,
  { decision, rule, values }: Decided,
  index: number,
): readonly Planned[] {
  if (decision.type !== 'write') return [];
  const { operation, document } = decision;
  const intent: Intent = {
    bId: String(index),
    key: link.key,
    operation,
    document,
    target: operation === 'create' ? undefined : link.document,
    revision: link.source?.revision ?? 0,
    lineAccount: link.lineAccount?.code,
    merges: mergesFields(link.key.kind, policy.policy) ? true : undefined,
    rule,
    values,
    policyVersion: policy.version,
    previous: link.settledSeq,
  };
  return [{ link, intent }];
}

/** Lets records wait because the lane rests. They are due at once when it goes on. */
export async function rest(lane: Lane, keys: readonly RecordKey[], reason: string): Promise<void> {
  const links = await lane.host.links.read(keys);
  const now = lane.host.clock.now();
  const dueAt = reason === 'ledger_unavailable' ? now + BACKOFF_MS : now;
  // One that was woken and then could not look would be woken by nobody again.
  const open = links.filter(
    ({ source, health }) =>
      source !== undefined && (health.state === 'pending' || health.waitsFor !== undefined),
  );
  await Promise.all(
    open.map((link) =>
      saveLink(lane, link, (current) => ({ link: settleWaiting(current, reason, dueAt, now) })),
    ),
  );
}
