// Adoption: what a link holds once its record and a document of the ledger were found to be the same.
import type { Decision } from './decisions.ts';
import type { Snapshot } from './documents.ts';
import { type AgreedFields, agreedAfterWrite, agreedOnMirror } from './fields.ts';
import { fingerprint } from './fingerprint.ts';
import type { LinkedDocument, Link } from './links.ts';
import { takenFrom } from './mirrors.ts';

type Adopting = Extract<Decision, { type: 'adopt' }>;

/** The parts of the link that change with it. Nothing was written. */
export function adoption(link: Link, decision: Adopting): Partial<Link> {
  const { snapshot, document } = decision;
  const revision = link.source?.revision ?? 0;
  return {
    document: linked(snapshot),
    // Fields the match does not look at may differ; they stay as the ledger has them until the source changes the record.
    base: {
      revision,
      ours: fingerprint(document),
      theirs: fingerprint(snapshot.document),
      fields: fieldsOf(link, decision),
    },
    drift: undefined,
    stale: undefined,
    order: undefined,
    named: undefined,
  };
}

/** The document as the link keeps it. */
export function linked({ ref, status, total, balance }: Snapshot): LinkedDocument {
  return { ...ref, status, total, balance };
}

/** A source's mirror of an invoice may say less than the original: our writes leave alone what they never agreed on. */
function fieldsOf(link: Link, { snapshot, document, merges, keeps }: Adopting): AgreedFields | undefined {
  const { document: shown, ref } = snapshot;
  if (merges !== true || shown === undefined) return undefined;
  const isMirror = document.type === 'invoice' && takenFrom(link.source?.record) === ref.id;
  return isMirror || keeps === true
    ? agreedOnMirror(document, shown)
    : agreedAfterWrite(undefined, document, shown);
}
