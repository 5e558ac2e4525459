// Judge of the health rows: true at every write (I5). Reads only the row that is written and the books.
import type { Link } from '../../shared/core/links.ts';
import { PROBLEMS } from '../../shared/core/problems.ts';
import type { SourceState } from '../../shared/core/records.ts';
import type { MemoryStorage } from './memory-storage.ts';
import { blame, docOf, isDisturbed, isMerged, type Evidence } from './evidence.ts';
import { fateOf } from './fates.ts';
import { judgeFeed } from './judge-told.ts';
import { isListed, nameOf, wordIn } from './marks.ts';

/** The stores, with every row judged as it is written. */
export function judged(evidence: Evidence, storage: MemoryStorage): MemoryStorage {
  const { links, feed, connections } = storage;
  return {
    ...storage,
    feed: {
      ...feed,
      append: async (connection, changes, at) => {
        judgeFeed(evidence, connection, changes);
        return await feed.append(connection, changes, at);
      },
    },
    connections: {
      ...connections,
      saveConnection: async (connection) => {
        if (connection.sessionEndsAt !== undefined)
          evidence.sessionEnds.set(connection.id, connection.sessionEndsAt);
        await connections.saveConnection(connection);
      },
    },
    links: {
      ...links,
      storeSource: async (key, lane, source) => {
        const result = await links.storeSource(key, lane, source);
        const name = nameOf(key);
        const known = evidence.truths.get(name);
        if (result.type === 'stored') noteStored(evidence, name, source);
        if (result.type === 'stored' && known === undefined && source.derivedFrom === undefined)
          evidence.arrived.set(name, centsOf(evidence, name, source));
        if (result.type === 'stored' && (known === undefined || known.revision <= source.revision)) {
          const word = source.record === undefined ? `r${source.revision}` : wordIn(source.record);
          evidence.truths.set(name, { key, revision: source.revision, word, presence: source.presence });
        }
        if (result.type === 'stored' && known !== undefined && known.revision > source.revision)
          blame(evidence, 'olderStored', `${name} r${source.revision} over r${known.revision}`);
        // What is not newer writes nothing: the row is as true as whoever wrote it could know.
        const [row] = result.type === 'stored' ? await links.read([key]) : [];
        if (row !== undefined) judgeRow(evidence, row);
        return result;
      },
      save: async (lane, link) => {
        const [before] = await links.read([link.key]);
        const result = await links.save(lane, link);
        if (result === 'conflict') return result;
        noteLinked(evidence, result);
        judgeRow(evidence, result, before);
        return result;
      },
    },
  };
}

function noteStored({ storedAt, kernel }: Evidence, name: string, { revision }: SourceState): void {
  const word = `${name}@${revision}`;
  if (!storedAt.has(word)) storedAt.set(word, kernel.now());
}

/** An edit that was made before the document was the record's own is nobody's to hear of. */
function noteLinked(evidence: Evidence, { key, document }: Link): void {
  if (document === undefined) return;
  const name = `${nameOf(key)} ${document.type}/${document.id}`;
  if (!evidence.linkedAt.has(name)) evidence.linkedAt.set(name, evidence.kernel.now());
}

/** What a record was worth when it came for the first time; an end says nothing of that. */
function centsOf(evidence: Evidence, name: string, { record, revision }: SourceState): number {
  const plan = record === undefined ? undefined : evidence.plans.get(name);
  return plan === undefined ? 0 : plan.cents(revision) + (plan.traits?.totalOff ?? 0);
}

/** `before` is the row that this one was saved over. */
export function judgeRow(evidence: Evidence, link: Link, before?: Link): void {
  const { state } = link.health;
  if (state === 'synced') judgeSynced(evidence, link);
  if (state === 'synced' || state === 'failed') evidence.inDoubt.delete(nameOf(link.key));
  if (state === 'failed') judgeFailed(evidence, link, before);
}

function judgeSynced(evidence: Evidence, link: Link): void {
  const name = nameOf(link.key);
  const truth = evidence.truths.get(name);
  if (truth === undefined) return;
  const doc = docOf(evidence, link);
  if (doc === undefined) return blame(evidence, 'falseSynced', `${name} ${truth.word}: there is no document`);
  // What a person kept stands as he said, whatever the source says; the end of the seed tells whether it is still that.
  if (doc.by === 'ui' || evidence.kept.has(name)) return;
  // Parted and adopted again: known by its name, and as the books have it until the source says something new.
  if (evidence.parted.has(doc) && (isListed(link.key.kind) || evidence.asked.has(name))) return;
  const standing = `${doc.entity} ${doc.id} is ${doc.status} at ${doc.mark?.word ?? '?'}`;
  if (isWrittenOnce(evidence, link) || (doc.touched && isMerged(evidence, link))) return;
  if (truth.presence !== 'live') {
    if (doc.status === 'live') blame(evidence, 'falseSynced', `${name} ended: ${standing}`);
  } else if (doc.status !== 'live' || doc.mark?.word !== truth.word || doc.mark.record !== name) {
    blame(evidence, 'falseSynced', `${name} ${truth.word}: ${standing}`);
  }
}

/** Policy: what is booked once is left alone afterwards. */
export function isWrittenOnce({ policyOf, plans }: Evidence, { key }: Pick<Link, 'key'>): boolean {
  const { customers, invoices } = policyOf(key.connection);
  const { direction, onUpdate } = customers;
  if (key.kind === 'customer')
    return onUpdate === 'create_only' || direction === 'link_only' || direction === 'to_source';
  if (key.kind === 'invoice' || key.kind === 'credit_note') return invoices.onSourceEdit === 'ignore';
  return plans.get(nameOf(key))?.isDerived === true;
}

/** Who decides beside a writer says nothing of that one's write: what is said of a write is said under its number. */
function saysHowItEnded({ settledSeq }: Link, before: Link | undefined): boolean {
  return before === undefined || before.health.state === 'uncertain' || before.settledSeq !== settledSeq;
}

function judgeFailed(evidence: Evidence, link: Link, before: Link | undefined): void {
  const name = nameOf(link.key);
  const code = link.health.problem?.code;
  if (code === undefined || !Object.hasOwn(PROBLEMS, code))
    blame(evidence, 'unknownProblem', `${name} failed with ${code ?? 'nothing'}`);
  if (code === 'internal') blame(evidence, 'internal', `${name}: ${JSON.stringify(link.health.problem)}`);
  if (evidence.unanswered.has(name) && saysHowItEnded(link, before))
    blame(evidence, 'unknownAsFailed', `${name} failed with ${code ?? '?'}`);
  // Where no person and no end of another record interfered, nothing that we meet is a reason to fail.
  const plan = evidence.plans.get(name);
  const isMeant = plan !== undefined && plan.end === undefined && fateOf(evidence, plan) === 'books';
  if (isMeant && !isDisturbed(evidence, name))
    blame(evidence, 'needlesslyFailed', `${name} failed with ${code ?? '?'}`);
  const truth = evidence.truths.get(name);
  const doc = docOf(evidence, link);
  if (truth === undefined || doc === undefined || doc.touched || !saysMissing(code)) return;
  if (
    truth.presence === 'live' &&
    doc.status === 'live' &&
    doc.mark?.word === truth.word &&
    !evidence.tainted.has(name)
  )
    blame(evidence, 'falseFailed', `${name} ${truth.word} is in the books, but failed with ${code ?? '?'}`);
}

/** What it leans on may be gone, and its total may be another, while its own document stands. */
function saysMissing(code: string | undefined): boolean {
  return code !== 'reference_gone' && code !== 'rounding_difference';
}
