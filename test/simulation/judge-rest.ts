// Judge of the end: when faults have stopped and one sweep has passed, both sides are equal and nothing is left open (I1, I4, I7, I9).
import type { Link } from '../../shared/core/links.ts';
import { blame, isDisturbed, type Evidence, type Truth } from './evidence.ts';
import { isWrittenOnce, judgeRow } from './judge-health.ts';
import type { MemoryStorage } from './memory-storage.ts';
import { ENTITY_OF_KIND } from './marks.ts';

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
  for (const name of evidence.plans.keys())
    if (!seen.has(name)) blame(evidence, 'lost', `${name} was sent and is nowhere`);
  await judgeJournal(evidence, storage, lanes, 'openEntry');
  await judgeWaysBack(evidence, storage, links, lanes);
  judgeMoney(evidence, links);
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
  if (truth.revision !== plan.revisions)
    blame(evidence, 'lost', `${name}: r${plan.revisions} was sent, r${truth.revision} is known`);
  judgeRow(evidence, link);
  judgeDrift(evidence, link);
  if (!isEndState(link)) return blame(evidence, 'noEndState', told);
  if (isDisturbed(evidence, name)) return;
  if (plan.end !== undefined) {
    // What others still lean on may be held by them: a paid invoice cannot be deleted.
    const isLeantOn = [...evidence.plans.values()].some(({ refs }) => refs.includes(name));
    // A credit note that is void is a person's to take out, where the policy says so.
    const isTask = state === 'action_needed' && link.key.kind === 'credit_note';
    if (!isLeantOn && !isTask && state !== 'synced' && state !== 'skipped')
      blame(evidence, 'notSynced', told);
    return;
  }
  if (state === 'skipped' && link.key.kind === 'item' && evidence.setting.itemsMapped) return;
  if (state !== 'synced') return blame(evidence, 'notSynced', told);
  judgeDocument(evidence, truth, link);
}

/** A person's edit of a document of ours is shown at the latest after a sweep. */
function judgeDrift(evidence: Evidence, link: Link): void {
  const { connection, kind } = link.key;
  const doc = evidence.view.doc(evidence.realmOf(connection), ENTITY_OF_KIND[kind], link.document?.id ?? '');
  // Suppliers are merged: what a person changed is told to the product, and agreed. So is a document that was parted, edited
  // and taken again as it stands.
  if (doc === undefined || kind === 'supplier' || evidence.parted.has(doc)) return;
  if (doc.by !== 'ui' || evidence.kept.get(nameOf(link))?.has(doc.content) === true) return;
  if (link.health.state !== 'synced' || isWrittenOnce(evidence, link)) return;
  if (link.source?.presence === 'live' && !evidence.blurred.has(nameOf(link)))
    blame(evidence, 'driftUnseen', `${nameOf(link)}: ${doc.entity} ${doc.id} was edited by a person`);
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
      return health.reason === 'folio_open' || health.waitsFor !== undefined;
    case 'pending':
    case 'uncertain':
      return false;
  }
}

function judgeDocument(evidence: Evidence, truth: Truth, link: Link): void {
  const { connection, kind } = truth.key;
  const name = nameOf(link);
  const doc = evidence.view.doc(evidence.realmOf(connection), ENTITY_OF_KIND[kind], link.document?.id ?? '');
  const plan = evidence.plans.get(name);
  if (doc === undefined || plan === undefined) return blame(evidence, 'lost', `${name} has no document`);
  if (isWrittenOnce(evidence, link)) return;
  if (doc.mark?.word !== truth.word)
    blame(evidence, 'notEqual', `${name} ${truth.word}: the books say ${doc.mark?.word ?? '?'}`);
  const cents = plan.cents(truth.revision);
  if (doc.cents !== cents)
    blame(evidence, 'money', `${name}: ${cents} cents at the source, ${doc.cents} in the books`);
}

/** In a world that nobody disturbed the sums of both sides are equal, by kind and company; open balances too. */
function judgeMoney(evidence: Evidence, links: readonly Link[]): void {
  const synced = links.filter(({ health }) => health.state === 'synced');
  if (evidence.tainted.size > 0) return;
  const live = synced.filter(
    (link) => link.source?.presence === 'live' && !isDisturbed(evidence, nameOf(link)),
  );
  for (const link of live) {
    if (link.key.kind !== 'invoice') continue;
    const name = nameOf(link);
    const payers = [...evidence.plans.values()].filter((plan) => plan.pays(1).has(name));
    const settled = payers.every(
      (plan) => evidence.truths.has(plan.name) && plan.end === undefined && !isDisturbed(evidence, plan.name),
    );
    if (!settled) continue;
    const paid = payers.reduce((sum, plan) => sum + (plan.pays(plan.revisions).get(name) ?? 0), 0);
    const total = evidence.plans.get(name)?.cents(link.source?.revision ?? 0) ?? 0;
    const doc = evidence.view.doc(evidence.realmOf(link.key.connection), 'Invoice', link.document?.id ?? '');
    if (doc !== undefined && doc.balance !== total - paid)
      blame(
        evidence,
        'money',
        `${name}: ${total - paid} cents open at the source, ${doc.balance} in the books`,
      );
  }
}
