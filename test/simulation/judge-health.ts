// Judge of the health rows: true at every write (I5). Reads only the row that is written and the books.
import type { Link } from '../../shared/core/links.ts';
import { PROBLEMS } from '../../shared/core/problems.ts';
import type { SourceState } from '../../shared/core/records.ts';
import type { MemoryStorage } from './memory-storage.ts';
import { blame, isDisturbed, type Evidence } from './evidence.ts';
import { ENTITY_OF_KIND, isListed, nameOf, wordIn } from './marks.ts';

/** The stores, with every row judged as it is written. */
export function judged(evidence: Evidence, storage: MemoryStorage): MemoryStorage {
  const { links } = storage;
  return {
    ...storage,
    links: {
      ...links,
      storeSource: async (key, lane, source) => {
        const result = await links.storeSource(key, lane, source);
        const name = nameOf(key);
        const known = evidence.truths.get(name);
        if (result.type === 'stored' && known === undefined)
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
        const result = await links.save(lane, link);
        if (result !== 'conflict') judgeRow(evidence, result);
        return result;
      },
    },
  };
}

/** What a record was worth when it came for the first time; an end says nothing of that. */
function centsOf(evidence: Evidence, name: string, { record, revision }: SourceState): number {
  return record === undefined ? 0 : (evidence.plans.get(name)?.cents(revision) ?? 0);
}

export function judgeRow(evidence: Evidence, link: Link): void {
  const { state } = link.health;
  if (state === 'synced') judgeSynced(evidence, link);
  if (state === 'synced' || state === 'failed') evidence.inDoubt.delete(nameOf(link.key));
  if (state === 'failed') judgeFailed(evidence, link);
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
  if (evidence.parted.has(doc) && isListed(link.key.kind)) return;
  const standing = `${doc.entity} ${doc.id} is ${doc.status} at ${doc.mark?.word ?? '?'}`;
  if (isWrittenOnce(evidence, link)) return;
  if (truth.presence !== 'live') {
    if (doc.status === 'live') blame(evidence, 'falseSynced', `${name} ended: ${standing}`);
  } else if (doc.status !== 'live' || doc.mark?.word !== truth.word || doc.mark.record !== name) {
    blame(evidence, 'falseSynced', `${name} ${truth.word}: ${standing}`);
  }
}

/** Policy: customers are created, and left alone afterwards. */
export function isWrittenOnce({ setting }: Evidence, { key }: Pick<Link, 'key'>): boolean {
  return key.kind === 'customer' && setting.createOnly;
}

function judgeFailed(evidence: Evidence, link: Link): void {
  const name = nameOf(link.key);
  const code = link.health.problem?.code;
  if (code === undefined || !Object.hasOwn(PROBLEMS, code))
    blame(evidence, 'unknownProblem', `${name} failed with ${code ?? 'nothing'}`);
  if (code === 'internal') blame(evidence, 'internal', `${name}: ${JSON.stringify(link.health.problem)}`);
  if (evidence.unanswered.has(name)) blame(evidence, 'unknownAsFailed', `${name} failed with ${code ?? '?'}`);
  // Where no person and no end of another record interfered, nothing that we meet is a reason to fail.
  const isEnded = evidence.plans.get(name)?.end !== undefined;
  if (!isEnded && !isDisturbed(evidence, name))
    blame(evidence, 'needlesslyFailed', `${name} failed with ${code ?? '?'}`);
  const truth = evidence.truths.get(name);
  const doc = docOf(evidence, link);
  // What it leans on may be gone while its own document stands.
  if (truth === undefined || doc === undefined || doc.touched || code === 'reference_gone') return;
  if (
    truth.presence === 'live' &&
    doc.status === 'live' &&
    doc.mark?.word === truth.word &&
    !evidence.tainted.has(name)
  )
    blame(evidence, 'falseFailed', `${name} ${truth.word} is in the books, but failed with ${code ?? '?'}`);
}

function docOf(evidence: Evidence, link: Link) {
  const { connection, kind } = link.key;
  const { document } = link;
  const realm = evidence.realmOf(connection);
  return document === undefined ? undefined : evidence.view.doc(realm, ENTITY_OF_KIND[kind], document.id);
}
