// Drift: what a look at the ledger makes of a link. Shown as it is; what to do about it is the policy's word, in the rules.
import type { LedgerDocument, Snapshot } from './documents.ts';
import { fingerprint } from './fingerprint.ts';
import type { Drift, Link } from './links.ts';
import type { SourceRecord } from './records.ts';

/**
 * The link after its document was seen. Undefined when the ledger shows nothing new: the echo of our own write, or an
 * older answer than the one we already have.
 */
export function observe(link: Link, snapshot: Snapshot): Link | undefined {
  const known = link.document;
  if (known === undefined || snapshot.ref.id !== known.id) return undefined;
  const older = snapshot.ref.updatedAt < known.updatedAt && snapshot.status === 'live';
  const same = snapshot.ref.revision === known.revision && snapshot.status === known.status;
  if (older || (same && link.stale !== true)) return undefined;
  const document = {
    ...known,
    ...snapshot.ref,
    status: snapshot.status,
    total: snapshot.total ?? known.total,
    balance: snapshot.status === 'live' ? (snapshot.balance ?? known.balance) : snapshot.balance,
  };
  return { ...link, document, drift: driftOf(link, snapshot), stale: undefined };
}

function driftOf(link: Link, snapshot: Snapshot): Drift | undefined {
  const { ref, status, document } = snapshot;
  // Both sides wanted it out of the books: whoever did it, there is nothing to ask about.
  const wanted = (link.source !== undefined && link.source.presence !== 'live') || link.endWish !== undefined;
  if (wanted && status !== 'live') return undefined;
  if (status !== 'live') return { kind: status, at: ref.updatedAt, differences: [`${status} in the ledger`] };
  const edited =
    link.base !== undefined && document !== undefined && fingerprint(document) !== link.base.theirs;
  if (!edited) return undefined;
  const theirs = fingerprint(document);
  return { kind: 'edited', at: ref.updatedAt, differences: differences(link, snapshot), theirs };
}

/** What a person needs to recognise the edit. The base keeps only a fingerprint, so the figures of the link must do. */
function differences(link: Link, snapshot: Snapshot): readonly string[] {
  const found: string[] = [];
  const { document } = snapshot;
  if (snapshot.total !== undefined && snapshot.total !== link.document?.total) {
    found.push(`total ${link.document?.total ?? '?'} -> ${snapshot.total}`);
  }
  const record = link.source?.record;
  if (record !== undefined && document !== undefined) found.push(...wordsThatDiffer(record, document));
  return found.length > 0 ? found : ['other fields'];
}

/** Members that a document takes over from its record as they are. */
const WORDS: readonly (readonly [string, string])[] = [
  ['number', 'number'],
  ['date', 'date'],
  ['dueDate', 'due date'],
];

function wordsThatDiffer(record: SourceRecord, document: LedgerDocument): readonly string[] {
  if (!('date' in record) || !('date' in document)) return [];
  const [ours, theirs] = [new Map(Object.entries(record)), new Map(Object.entries(document))];
  return WORDS.flatMap(([member, name]) => {
    const said: unknown = ours.get(member);
    const shown: unknown = theirs.get(member);
    return typeof said !== 'string' || said === shown
      ? []
      : [`${name} ${said} -> ${typeof shown === 'string' ? shown : 'none'}`];
  });
}
