// Judge of the books: every write that an API client or a person made, at the moment it was made (I2, I3, I8, I10).
import type { Written } from './books-view.ts';
import { mergesFields } from '../../shared/core/fields.ts';
import { blame, noteKept, type Evidence } from './evidence.ts';
import { fateOf } from './fates.ts';
import { isTold } from './judge-told.ts';
import type { BookDoc } from './books-view.ts';

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

function taint(evidence: Evidence, { doc, before, entry }: Written): void {
  // What a person makes himself disturbs nothing of ours.
  if (entry.operation === 'Create') return;
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
  judgeTime(evidence, written, what);
  if (entry.operation === 'Void' || entry.operation === 'Delete') judgeEnd(evidence, doc, what);
  if (entry.operation === 'Create') judgeCreate(evidence, { highest, written, what });
  if (before !== undefined && entry.operation === 'Update') judgeUpdate(evidence, { highest, written, what });
  if (entry.operation === 'Update') evidence.parted.delete(doc);
  const known = highest.get(mark.record) ?? 0;
  if (doc.status === 'live' && mark.revision < known)
    blame(evidence, 'staleWrite', `${what} after r${known}`);
  highest.set(mark.record, Math.max(known, mark.revision));
}

/** C5, C19: nothing goes before its export, and nothing after its session. Writes of before may still be on their way. */
function judgeTime(evidence: Evidence, { doc, entry }: Written, what: string): void {
  const { record = '', revision = 0 } = doc.mark ?? {};
  const plan = evidence.plans.get(record);
  const { connection } = plan?.key ?? {};
  if (plan === undefined || connection === undefined) return;
  const now = evidence.kernel.now();
  const { outbound } = evidence.policyOf(connection).schedule;
  const isOwn = plan.isDerived !== true && !evidence.asked.has(record) && !evidence.unsynced.has(record);
  if (outbound.mode === 'manual' && isOwn && (entry.operation === 'Create' || entry.operation === 'Update')) {
    const storedAt = evidence.storedAt.get(`${record}@${revision}`) ?? 0;
    if (storedAt > (evidence.exportedUpTo.get(connection) ?? 0)) blame(evidence, 'beforeExport', what);
  }
  const waitsForImport = evidence.policyOf(connection).connection.requireInitialImport;
  if (waitsForImport && !evidence.imports.has(connection)) blame(evidence, 'beforeImport', what);
  const isAlone = evidence.connectionsOf(evidence.realmOf(connection)).length === 1;
  if (isAlone && now > (evidence.sessionEnds.get(connection) ?? Infinity) + ON_ITS_WAY_MS)
    blame(evidence, 'afterSession', what);
}

/** A delivery's minute, a call's half, and a write that the ledger applies a minute late. */
const ON_ITS_WAY_MS = 150_000;

/** CLK-33, TXD-16: what leans on a document leaves the books before it, where the policy says so. */
function judgeEnd(evidence: Evidence, { mark, entity, realm }: BookDoc, what: string): void {
  const { record = '' } = mark ?? {};
  const plan = evidence.plans.get(record);
  if (plan === undefined) return;
  const { ends } = evidence.policyOf(plan.key.connection);
  // Its source never ended it: somebody wished that it leaves.
  const isWished = entity === 'Payment' && plan.isDerived !== true && plan.end === undefined;
  const first =
    entity === 'Invoice' && ends.linkedPayments === 'void'
      ? evidence.paidOnly(record)
      : isWished && ends.refund === 'delete'
        ? evidence.refundsOf(record)
        : [];
  for (const other of first)
    if (evidence.view.ofRecord(other).some((doc) => isOursIn(evidence, realm, doc)))
      blame(evidence, 'cascadeSkipped', `${what}: ${other} is still in the books`);
}

function isOursIn({ parted }: Evidence, realm: string, doc: BookDoc): boolean {
  return doc.realm === realm && doc.status === 'live' && !doc.touched && !parted.has(doc);
}

function judgeCreate(evidence: Evidence, { highest, written, what }: Update): void {
  const { doc } = written;
  const record = doc.mark?.record ?? '';
  const plan = evidence.plans.get(record);
  const fate = plan === undefined ? 'free' : fateOf(evidence, plan);
  if (fate === 'out' || fate === 'stuck') blame(evidence, 'wroteOut', `${what} was to stay out (${fate})`);
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
  judgeEdits(evidence, { doc, record, what });
  if (before.by !== 'ui' || kind === 'Customer' || kind === 'Vendor' || kind === 'Item') return;
  if (isMergedDoc(evidence, record)) return;
  // The end of a record takes its document out of the books whoever edited it: that is the policy's word.
  if (
    doc.status === 'live' &&
    !isAdoptedAnew(evidence, record, doc) &&
    !mayOverwrite(evidence, record, before)
  )
    blame(evidence, 'overwroteEdit', what);
}

function isMergedDoc({ plans, policyOf }: Evidence, record: string): boolean {
  const key = plans.get(record)?.key;
  const policy = key === undefined ? undefined : policyOf(key.connection);
  return (
    key !== undefined &&
    policy !== undefined &&
    policy.schedule.inbound.mode !== 'off' &&
    mergesFields(key.kind, policy)
  );
}

/** Parted and taken again by a person: as the books had it then, until the source says something new. */
function isAdoptedAnew({ parted, asked }: Evidence, record: string, doc: BookDoc): boolean {
  return parted.has(doc) && asked.has(record);
}

/** An operator or the policy said that ours counts, or nobody can tell ours from a person's. */
function mayOverwrite(evidence: Evidence, record: string, before: Pick<BookDoc, 'content'>): boolean {
  return (
    evidence.orders.get(record)?.has('source_wins') === true ||
    evidence.kept.get(record)?.has(before.content) === true ||
    evidence.blurred.has(record) ||
    conflictOf(evidence, record) === 'source_wins'
  );
}

function conflictOf({ plans, policyOf }: Evidence, record: string): string | undefined {
  const key = plans.get(record)?.key;
  return key === undefined ? undefined : policyOf(key.connection).invoices.onConflict;
}

interface Edited {
  readonly doc: BookDoc;
  readonly record: string;
  readonly what: string;
}

/** Fields that every revision of a source changes: only there both sides may be at odds. */
function isSaidAnew({ plans, policyOf }: Evidence, record: string, field: string): boolean {
  const key = plans.get(record)?.key;
  // KLP-36: when a draft is due changes with what it is.
  const isDue = field === 'dueDate' && key !== undefined && policyOf(key.connection).invoices.draftsDueAtOnce;
  return field === 'phone' || field === 'memo' || isDue;
}

function linkedSince({ linkedAt }: Evidence, record: string, { id }: BookDoc): number {
  const known = [...linkedAt].find(([name]) => name.startsWith(`${record} `) && name.endsWith(`/${id}`));
  return known?.[1] ?? Infinity;
}

/** Each field that a person edited stands as he left it, unless the source or somebody said otherwise since. */
function judgeEdits(evidence: Evidence, { doc, record, what }: Edited): void {
  if (doc.status !== 'live') return;
  const since = linkedSince(evidence, record, doc);
  for (const [name, { value, at }] of doc.edits) {
    const now = doc.fields[name];
    if (now === value) continue;
    doc.edits.delete(name);
    // What stood there before the two were linked is not an edit of ours.
    if (doc.born === 'ui' && at <= since) continue;
    const isMerged = isMergedDoc(evidence, record);
    const isSaid = evidence.taken.get(record)?.[name] === now;
    const isOrdered =
      evidence.orders.get(record)?.has('source_wins') === true ||
      evidence.kept.has(record) ||
      evidence.blurred.has(record);
    const isAnew = isSaidAnew(evidence, record, name);
    const isKnown = isAnew && isTold(evidence, record, name, value);
    const mayWin = conflictOf(evidence, record) === 'source_wins' && (!isMerged || isAnew);
    if (!isSaid && !isOrdered && !mayWin && !(isMerged && isKnown))
      blame(evidence, 'overwroteEdit', `${what}: ${name} was ${value}, is ${now ?? 'nothing'}`);
  }
}
