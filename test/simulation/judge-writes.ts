// Judge of the books: every write that an API client or a person made, at the moment it was made (I2, I3, I8, I10).
import type { Written } from './books-view.ts';
import { blame, noteKept, type Evidence } from './evidence.ts';

export interface WriteJudge {
  /** Looks at what was written since the last call. */
  readonly look: () => void;
}

export function createWriteJudge(evidence: Evidence): WriteJudge {
  /** The highest revision an API client ever wrote of a record. */
  const highest = new Map<string, number>();
  return {
    look: () => {
      for (const written of evidence.view.follow()) {
        if (written.entry.by === 'api') judgeWrite(evidence, highest, written);
        else if (written.entry.by === 'ui') taint(evidence, written);
      }
    },
  };
}

function taint(evidence: Evidence, { doc, before }: Written): void {
  const record = doc.mark?.record ?? before?.mark?.record;
  if (record === undefined) return;
  evidence.tainted.add(record);
  if ((evidence.keeping.get(record) ?? 0) > evidence.kernel.now()) noteKept(evidence, record, doc);
  // Without keys nobody can tell our own lost write from what a person made of it before we looked.
  if (evidence.setting.keyless && evidence.inDoubt.has(record)) evidence.blurred.add(record);
}

function judgeWrite(evidence: Evidence, highest: Map<string, number>, written: Written): void {
  const { entry, doc, before, realm } = written;
  const { mark } = doc;
  const what = `${entry.operation} ${entry.entity} ${entry.id} ${mark?.record ?? '?'} ${mark?.word ?? '?'}`;
  if (mark === undefined) return blame(evidence, 'foreignWrite', `${what}: a document that is none of ours`);
  if (evidence.realmOf(mark.record.split('/')[0] ?? '') !== realm)
    blame(evidence, 'isolation', `${what} in ${realm}`);
  if (entry.operation === 'Update') evidence.parted.delete(doc);
  if (entry.operation === 'Create') judgeCreate(evidence, { highest, written, what });
  if (before !== undefined && entry.operation === 'Update') judgeUpdate(evidence, { highest, written, what });
  const known = highest.get(mark.record) ?? 0;
  if (doc.status === 'live' && mark.revision < known)
    blame(evidence, 'staleWrite', `${what} after r${known}`);
  highest.set(mark.record, Math.max(known, mark.revision));
}

function judgeCreate(evidence: Evidence, { highest, written, what }: Update): void {
  const { doc } = written;
  const record = doc.mark?.record ?? '';
  const others = evidence.view
    .ofRecord(record)
    .filter((other) => other !== doc && !evidence.parted.has(other));
  if (others.length === 0) return;
  if (others.some(({ status }) => status === 'live')) return blame(evidence, 'duplicate', what);
  // What left the books for another record's sake comes back with the next word of its source.
  const isSaidAnew =
    others.every(({ by }) => by === 'api') && (doc.mark?.revision ?? 0) > (highest.get(record) ?? 0);
  const ordered = evidence.orders.get(record)?.has('create_anew') === true;
  if (!ordered && !isSaidAnew && !evidence.setting.keyless)
    blame(evidence, 'duplicate', `${what}: booked again without an order`);
}

interface Update {
  readonly highest: ReadonlyMap<string, number>;
  readonly written: Written;
  readonly what: string;
}

function judgeUpdate(evidence: Evidence, { written, what }: Update): void {
  const { doc, before, entry } = written;
  if (before === undefined || doc.mark === undefined) return;
  const { record } = doc.mark;
  const kind = entry.entity;
  if (before.by === 'api' && before.content === doc.content && before.status === doc.status)
    blame(evidence, 'redundantWrite', what);
  if (before.by !== 'ui' || kind === 'Customer' || kind === 'Vendor' || kind === 'Item') return;
  const ordered = evidence.orders.get(record)?.has('source_wins') === true;
  // The end of a record takes its document out of the books whoever edited it: that is the policy's word.
  if (
    doc.status === 'live' &&
    !ordered &&
    evidence.kept.get(record)?.has(before.content) !== true &&
    !evidence.blurred.has(record) &&
    evidence.setting.onConflict === 'fail'
  )
    blame(evidence, 'overwroteEdit', what);
}
