// Judge of the end: when faults have stopped and one sweep has passed, both sides are equal and nothing is left open (I1, I4, I7, I9).
import type { Link } from '../../shared/core/links.ts';
import { blame, docOf, isDisturbed, isMerged, type Evidence, type Truth } from './evidence.ts';
import { fateOf, isCredited } from './fates.ts';
import { isWrittenOnce, judgeRow } from './judge-health.ts';
import { judgeSetOffs } from './judge-set-offs.ts';
import { judgeTold } from './judge-told.ts';
import type { MemoryStorage } from './memory-storage.ts';
import type { SourceRecordPlan } from './source-plan.ts';

export interface Rest {
  readonly storage: MemoryStorage;
  readonly lanes: readonly string[];
  readonly queued: number;
  readonly dead: number;
  readonly running: number;
}

/** Before the sweep: messages alone must have brought everybody to somebody's attention. */
export async function judgeHealing(evidence: Evidence, { storage, lanes }: Rest): Promise<void> {
  for (const link of await allLinks(evidence, storage))
    if (link.health.state === 'pending' && link.health.dueAt === undefined)
      blame(evidence, 'forgotten', `${nameOf(link)} is pending, and nobody will look at it`);
  await judgeJournal(evidence, storage, lanes, 'openWithoutMessage');
  if (!evidence.hasStaleIndexes && evidence.counts.mishaps === 0)
    judgeWaking(evidence, await allLinks(evidence, storage));
}

/** Whoever waits for a record is woken by it, not by the clock. */
function judgeWaking(evidence: Evidence, links: readonly Link[]): void {
  const byText = new Map(links.map((link) => [nameOf(link), link]));
  for (const link of links) {
    const { state, waitsFor } = link.health;
    const other = byText.get(`${link.key.connection}/${waitsFor ?? ''}`);
    if (state === 'waiting' && other?.health.state === 'synced' && other.document?.status === 'live')
      blame(evidence, 'notWoken', `${nameOf(link)} waits for ${waitsFor ?? ''}, which is synced`);
  }
}

export async function judgeRest(evidence: Evidence, rest: Rest): Promise<void> {
  const { storage, lanes, queued, dead, running } = rest;
  if (queued > 0 || running > 0) blame(evidence, 'noRest', `${queued} messages, ${running} processes`);
  if (dead > 0) blame(evidence, 'deadLetters', `${dead} messages`);
  const links = await allLinks(evidence, storage);
  for (const link of links) judgeLink(evidence, link);
  const seen = new Set(links.map(nameOf));
  for (const [name, { isDerived }] of evidence.plans)
    if (!seen.has(name) && isDerived !== true) blame(evidence, 'lost', `${name} was sent and is nowhere`);
  await judgeJournal(evidence, storage, lanes, 'openEntry');
  await judgeWaysBack(evidence, storage, links, lanes);
  judgeMoney(evidence, links);
  judgeSetOffs(evidence, links);
  judgeTold(evidence, links);
}

/** Every document leads back to its record: by the store, by what the lane's newest entry carries, or by its own intents. */
async function judgeWaysBack(
  evidence: Evidence,
  storage: MemoryStorage,
  links: readonly Link[],
  lanes: readonly string[],
): Promise<void> {
  const found = new Set<string>();
  for (const lane of lanes) {
    const head = await storage.writes.head(lane);
    const documents = links.flatMap(({ document }) => (document === undefined ? [] : [document]));
    const pointers = [...(await storage.links.pointersOf(lane, documents)), ...(head?.young?.pointers ?? [])];
    for (const { type, id, key } of pointers) found.add(`${type}/${id} of ${nameOf({ key })}`);
    for (const { key } of head?.intents ?? []) found.add(`any of ${nameOf({ key })}`);
  }
  for (const link of links) {
    const { type = '', id = '' } = link.document ?? {};
    const isFound = [`${type}/${id} of ${nameOf(link)}`, `any of ${nameOf(link)}`].some((way) =>
      found.has(way),
    );
    if (link.document !== undefined && !isFound)
      blame(evidence, 'noWayBack', `${type}/${id} does not lead back to ${nameOf(link)}`);
  }
}

async function allLinks(evidence: Evidence, storage: MemoryStorage): Promise<readonly Link[]> {
  const keys = [...evidence.plans.values()].map(({ key }) => key);
  const links = await storage.links.read(keys);
  return links.filter((link) => link.source !== undefined);
}

function nameOf({ key }: Pick<Link, 'key'>): string {
  return `${key.connection}/${key.kind}#${key.id}`;
}

async function judgeJournal(
  evidence: Evidence,
  storage: MemoryStorage,
  lanes: readonly string[],
  check: string,
): Promise<void> {
  for (const lane of lanes) {
    const head = await storage.writes.head(lane);
    if (head === undefined) continue;
    const links = await storage.links.read(head.intents.map(({ key }) => key));
    const open = links.filter((link) => (link.settledSeq ?? 0) < (head.resumes ?? head.seq));
    if (open.length > 0) blame(evidence, check, `${lane} entry ${head.seq}: ${open.map(nameOf).join(' ')}`);
  }
}

function judgeLink(evidence: Evidence, link: Link): void {
  const name = nameOf(link);
  const truth = evidence.truths.get(name);
  const plan = evidence.plans.get(name);
  if (truth === undefined || plan === undefined) return;
  const { state, reason } = link.health;
  const told = `${name} ${truth.word} is ${state} ${reason ?? link.health.problem?.code ?? ''}`;
  if (truth.revision !== plan.revisions && plan.isDerived !== true)
    blame(evidence, 'lost', `${name}: r${plan.revisions} was sent, r${truth.revision} is known`);
  judgeRow(evidence, link);
  judgeDrift(evidence, link);
  if (!isEndState(link)) return blame(evidence, 'noEndState', told);
  if (isDisturbed(evidence, name)) return;
  if (plan.end !== undefined) return judgeEnded(evidence, link, told);
  judgeFate(evidence, { plan, truth, link, told });
}

function judgeEnded(evidence: Evidence, link: Link, told: string): void {
  const { state } = link.health;
  const name = nameOf(link);
  // What others still lean on may be held by them: a paid invoice cannot be deleted.
  const isLeantOn = [...evidence.plans.values()].some(({ refs }) => refs.includes(name));
  // A credit note that is void is a person's to take out, where the policy says so.
  const isTask = state === 'action_needed' && link.key.kind === 'credit_note';
  // It was over before it came, and its policy let it wait.
  const { outbound } = evidence.policyOf(link.key.connection).schedule;
  const isWaiting = outbound.mode === 'off' && state === 'waiting';
  if (!isLeantOn && !isTask && !isWaiting && state !== 'synced' && state !== 'skipped')
    blame(evidence, 'notSynced', told);
}

interface Judged {
  readonly plan: SourceRecordPlan;
  readonly truth: Truth;
  readonly link: Link;
  readonly told: string;
}

/** What the policy says of the record has come true. */
function judgeFate(evidence: Evidence, { plan, truth, link, told }: Judged): void {
  const fate = fateOf(evidence, plan);
  const { state } = link.health;
  if (fate === 'books' && state !== 'synced') return blame(evidence, 'notSynced', told);
  if (fate !== 'free' && fate !== 'books' && state === 'synced')
    return blame(evidence, 'wroteOut', `${told}, and was to stay out (${fate})`);
  if (state === 'synced' && plan.isDerived !== true) judgeDocument(evidence, truth, link);
}

/** A person's edit of a document of ours is shown at the latest after a sweep. */
function judgeDrift(evidence: Evidence, link: Link): void {
  const doc = docOf(evidence, link);
  // What is merged is told instead (judge-told.ts). A document that was parted, edited and taken again stands as it is.
  if (doc === undefined || isMerged(evidence, link) || evidence.parted.has(doc)) return;
  if (doc.by !== 'ui' || evidence.kept.get(nameOf(link))?.has(doc.content) === true) return;
  const isLeftAlone = link.key.kind === 'customer' && isWrittenOnce(evidence, link);
  if (link.health.state !== 'synced' || isLeftAlone) return;
  // Born in the ledger and linked as it was: only what was done to it since would be drift.
  if (doc.born === 'ui' && doc.touchedAt <= linkedAt(evidence, link)) return;
  if (link.source?.presence === 'live' && !evidence.blurred.has(nameOf(link)))
    blame(evidence, 'driftUnseen', `${nameOf(link)}: ${doc.entity} ${doc.id} was edited by a person`);
}

function linkedAt(evidence: Evidence, link: Link): number {
  const { type = '', id = '' } = link.document ?? {};
  return evidence.linkedAt.get(`${nameOf(link)} ${type}/${id}`) ?? Infinity;
}

function isEndState({ health }: Link): boolean {
  switch (health.state) {
    case 'synced':
    case 'failed':
    case 'skipped':
    case 'action_needed':
    case 'not_synced':
      return true;
    case 'waiting':
      // It waits for a record that cannot come to the books; a person sees why at that record.
      return ENDLESS.includes(health.reason ?? '') || health.waitsFor !== undefined;
    case 'pending':
    case 'uncertain':
      return false;
  }
}

/** Waits that only the source or the policy can end. */
const ENDLESS: readonly string[] = ['folio_open', 'schedule_off', 'ended_in_ledger'];

function judgeDocument(evidence: Evidence, truth: Truth, link: Link): void {
  const name = nameOf(link);
  const doc = docOf(evidence, link);
  const plan = evidence.plans.get(name);
  if (doc === undefined || plan === undefined) return blame(evidence, 'lost', `${name} has no document`);
  if (doc.born === 'ui') return;
  const isOnce = isWrittenOnce(evidence, link);
  if (!isOnce && doc.mark?.word !== truth.word)
    blame(evidence, 'notEqual', `${name} ${truth.word}: the books say ${doc.mark?.word ?? '?'}`);
  const cents = plan.cents(isOnce ? (doc.mark?.revision ?? 0) : truth.revision);
  if (doc.cents !== cents)
    blame(evidence, 'money', `${name}: ${cents} cents at the source, ${doc.cents} in the books`);
  if (cents > 0 && doc.currency !== plan.currency)
    blame(evidence, 'money', `${name}: ${plan.currency} at the source, ${doc.currency} in the books`);
}

/** In a world that nobody disturbed the sums of both sides are equal, by kind and company; open balances too. */
function judgeMoney(evidence: Evidence, links: readonly Link[]): void {
  if (evidence.tainted.size > 0) return;
  for (const link of links) {
    const { health, key, source } = link;
    const name = nameOf(link);
    if (health.state !== 'synced' || key.kind !== 'invoice' || source?.presence !== 'live') continue;
    if (!isDisturbed(evidence, name)) judgeBalance(evidence, name, link);
  }
}

/** What is open on an invoice is what its payments leave of it, those of them that are in the books. */
function judgeBalance(evidence: Evidence, name: string, link: Link): void {
  const payers = [...evidence.plans.values()].filter((plan) => plan.pays(1).has(name));
  const isClear = payers.every(
    (plan) =>
      evidence.truths.has(plan.name) &&
      plan.end === undefined &&
      !isDisturbed(evidence, plan.name) &&
      fateOf(evidence, plan) !== 'free',
  );
  const doc = docOf(evidence, link);
  const { autoLink } = evidence.policyOf(link.key.connection).creditNotes;
  const mayBeSetOff = autoLink !== 'never' && isCredited(evidence, name);
  if (!isClear || mayBeSetOff || doc === undefined) return;
  const paid = payers
    .filter((plan) => fateOf(evidence, plan) === 'books')
    .reduce((sum, plan) => sum + (plan.pays(plan.revisions).get(name) ?? 0), 0);
  const revision = isWrittenOnce(evidence, link) ? doc.mark?.revision : link.source?.revision;
  const total = evidence.plans.get(name)?.cents(revision ?? 0) ?? 0;
  if (doc.balance !== total - paid)
    blame(
      evidence,
      'money',
      `${name}: ${total - paid} cents open at the source, ${doc.balance} in the books`,
    );
}
