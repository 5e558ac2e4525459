// The rulebook of attachments: a file that follows its invoice or credit note into the books. Derived, never sent.
import type { Decided, Derived, Facts, Rule, Ruling } from '../decisions.ts';
import type { AttachmentDocument } from '../documents.ts';
import type { Link } from '../links.ts';
import { derivedId, keyText, type CreditNote, type Invoice } from '../records.ts';
import { hasLeft } from '../wishes.ts';
import {
  adoptTwin,
  createOrUpdate,
  fail,
  failEditedInLedger,
  follow,
  hasEnded,
  inSync,
  inSyncBothEnded,
  inSyncNothingNew,
  lookWhenStale,
  nothingSaid,
  recordOf,
  ruling,
  skip,
  skipEndedBeforeBooked,
  stayOutByOrder,
  wait,
} from './common.ts';

/** C15: the policy wants no files, or the ledger keeps none beside such a document. */
const skipFilesNotKept: Rule = {
  name: 'skip-files-not-kept',
  decide: (facts) => {
    if (facts.link.document !== undefined) return undefined;
    if (facts.policy.policy.attachments.invoicePdf !== 'push') return skip('files_not_synced');
    const owner = ownerOf(facts)?.document?.type;
    const isKept = owner === undefined || facts.abilities.attachmentsOf?.includes(owner) === true;
    return isKept ? undefined : skip('files_not_kept', { document: owner });
  },
};

/** QCS-15: it comes after the document and goes with it. What becomes of the file never changes anything about the document. */
const followOwner: Rule = {
  name: 'follow-owner',
  decide: (facts) => {
    const record = recordOf(facts.link, 'attachment');
    const owner = ownerOf(facts);
    const isOver = hasEnded(facts.link) || (owner !== undefined && (hasEnded(owner) || hasLeft(owner)));
    if (record === undefined || isOver) return afterOwner(facts.link);
    if (owner?.document?.status === 'live') return undefined;
    const isOut = owner?.health.state === 'skipped' || owner?.health.state === 'not_synced';
    return isOut ? follow('owner_not_in_books', record.of) : wait('owner', record.of);
  },
};

/** Ledgers take the files of a document away with it. */
function afterOwner({ document }: Link): Ruling {
  return document === undefined
    ? skip('owner_ended')
    : ruling({ type: 'in_sync' }, { document: document.id });
}

/** It stood beside a document that is no more, or a person took it away: the new one is made beside the document of today. */
const makeAnew: Rule = {
  name: 'make-file-anew',
  decide: (facts) => {
    const { document } = facts.link;
    if (document === undefined || document.status === 'live' || facts.found !== undefined) return undefined;
    return ruling({ type: 'write', operation: 'create', document: attachmentDraft(facts) });
  },
};

export const ATTACHMENT_RULES: readonly Rule[] = [
  nothingSaid,
  stayOutByOrder,
  skipEndedBeforeBooked,
  inSyncBothEnded,
  inSyncNothingNew,
  skipFilesNotKept,
  followOwner,
  inSync(attachmentDraft),
  lookWhenStale,
  failEditedInLedger,
  makeAnew,
  adoptTwin(attachmentDraft, (ours, difference) =>
    fail('number_taken', { number: ours.type === 'attachment' ? ours.name : '', difference }),
  ),
  createOrUpdate(attachmentDraft),
];

function attachmentDraft(facts: Facts): AttachmentDocument {
  const record = recordOf(facts.link, 'attachment');
  const owner = ownerOf(facts)?.document;
  if (record === undefined || owner === undefined) throw new Error(`No file behind ${facts.link.key.id}`);
  const { name, url, content } = record;
  return { type: 'attachment', parent: { type: owner.type, id: owner.id }, name, url, content };
}

function ownerOf({ link, related }: Facts): Link | undefined {
  const record = recordOf(link, 'attachment');
  return record === undefined ? undefined : related.get(record.of);
}

/** The id of the record of a form's file. */
export function pdfId(formId: string): string {
  return derivedId(formId, 'pdf');
}

/** The file of a form that goes into the books, or stays there: stored beforehand, so that no crash can part the two. */
export function pdfOf(
  { link, related, policy }: Facts,
  { decision }: Decided,
  form: Invoice | CreditNote,
): readonly Derived[] {
  const { pdf } = form;
  const { source } = link;
  const isIn = ['write', 'adopt', 'in_sync'].includes(decision.type) && !hasEnded(link);
  if (pdf === undefined || source === undefined || !isIn) return [];
  if (policy.policy.attachments.invoicePdf !== 'push') return [];
  const id = pdfId(form.id);
  const there = related.get(keyText({ kind: 'attachment', id }));
  const isThere = (there?.source?.revision ?? -1) >= source.revision && there?.health.state !== 'pending';
  if (isThere) return [];
  const { revision, eventId, receivedAt } = source;
  const of = keyText(link.key);
  const { url, content, name = `${form.number}.pdf` } = pdf;
  const record = { kind: 'attachment', id, of, name, url, content } as const;
  const state = { revision, eventId, presence: 'live', record, receivedAt, derivedFrom: of } as const;
  return [{ kind: 'attachment', id, source: state }];
}
