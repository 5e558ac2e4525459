// Both ways: edits and payments that people make in the ledger, what the product hears of them, and how both are merged.
import type { Decision, Facts, Rule, Ruling } from '../decisions.ts';
import type { LedgerDocument, Snapshot } from '../documents.ts';
import {
  type AgreedFields,
  differing,
  type FieldHashes,
  listsOf,
  ourHashes,
  theirHashes,
  toldOf,
  withTheirs,
} from '../fields.ts';
import { fingerprint } from '../fingerprint.ts';
import { differenceIn } from '../diff.ts';
import { editOf, endOf, paymentOf } from '../ledger-changes.ts';
import { isMirror } from '../mirrors.ts';
import { type Base, type Link, type Overruled, OVERRULED_MAX } from '../links.ts';
import type { Policy } from '../policy.ts';
import { UNTOLD } from '../settle-telling.ts';
import { fail, hasEnded, isMerged, ruling, wait } from './common.ts';

type Draft = (facts: Facts) => LedgerDocument;

/**
 * KLP-16, 20, 31, 33, 35: the source said nothing new, and the ledger shows an edit, a payment or an end. The product is
 * told when the schedule lets it; until then the record says that it waits for that.
 */
export function tellLedgerChange(draft: Draft): Rule {
  return {
    name: 'tell-ledger-change',
    decide: (facts) => {
      const { link } = facts;
      const { base, drift, source } = link;
      if (!isBothWays(facts) || base === undefined) return undefined;
      if (base.revision !== source?.revision && !isNewsIgnored(facts)) return undefined;
      if (drift !== undefined && drift.kind !== 'edited') return tellEnd(facts, drift.kind);
      const isEdited = isMerged(facts) && (drift !== undefined || base.fields?.untold !== undefined);
      const payment = paymentOf(facts);
      if (!isEdited && payment === undefined) return undefined;
      const later = facts.mayTell === true ? undefined : wait(UNTOLD);
      if (!isEdited)
        return later ?? tell({ changes: payment === undefined ? [] : [payment.change], paid: payment?.paid });
      const shown = shownIn(facts);
      if (shown === undefined) return later ?? lookAtDocument(link);
      const { fields, names: edited } = taken(base, shown.document, () => ourHashes(draft(facts)));
      if (isLinesConflict(facts, edited)) return linesConflict(draft(facts), shown);
      const names = toldOf(fields.untold ?? []);
      // An edit of what no product is told of needs nobody's word.
      if (later !== undefined && (names.length > 0 || payment !== undefined)) return later;
      const edit = names.length === 0 ? [] : [editOf(facts, shown, names)];
      const agreed = agreedOn(base, shown.document, { ...fields, untold: undefined });
      const changes = [...edit, ...(payment === undefined ? [] : [payment.change])];
      return tell({ changes, agreed, paid: payment?.paid }, { fields: names.join(', ') });
    },
  };
}

/**
 * Both sides may have changed. Field by field: what only the ledger changed stands and is told, what only the source changed
 * is written, and where both did the policy speaks. What the source posts because it was told comes to rest here.
 */
export function mergeEdits(draft: Draft): Rule {
  return {
    name: 'merge-edits',
    decide: (facts) => {
      const { link } = facts;
      const { base, drift, source } = link;
      if (!isBothWays(facts) || !isMerged(facts) || base === undefined) return undefined;
      if (base.revision === source?.revision || link.document?.status !== 'live') return undefined;
      if (drift !== undefined) return takeEdit(facts, base, draft(facts));
      const { fields } = base;
      if (fields === undefined) return undefined;
      const ours = ourHashes(draft(facts));
      const mine = differing(fields.ours, ours);
      const applied = mine.filter((name) => ours[name] === fields.theirs[name]);
      const isAll = applied.length === mine.length;
      // What it took over is agreed on first: our write must not take it for an edit that still stands against it.
      if (isAll || applied.length > 0) {
        const revision = isAll ? (source?.revision ?? 0) : base.revision;
        const agreed = { ...base, revision, fields: withoutFields(asSaid(fields, ours, applied), applied) };
        return tell({ changes: [], agreed }, { applied: applied.join(', ') });
      }
      const unheard = unheardOf(facts, fields, mine);
      if (unheard.length > 0) return weigh(facts, base, { draft: draft(facts), both: unheard });
      return needsLook(facts, mine) ? lookAtDocument(link) : undefined;
    },
  };
}

/** The draft with what is kept of the ledger's edits; a person's order that the source wins writes all of ours. */
export function merged(draft: Draft): Draft {
  return (facts) => {
    const ours = draft(facts);
    const shown = shownIn(facts);
    const fields = facts.link.base?.fields;
    if (!isMerged(facts) || facts.link.order !== undefined || shown === undefined || fields === undefined)
      return ours;
    const mine = differing(fields.ours, ourHashes(ours));
    return withTheirs(
      ours,
      shown.document,
      (fields.kept ?? []).filter((name) => !mine.includes(name)),
    );
  };
}

/**
 * What the source says of fields before it took the ledger's edit of them, which it was told: both sides changed them. A
 * source that is only told, and never written to, may know of the edit when it speaks, unless it was not told of it yet.
 */
function unheardOf(
  { isWrittenTo, policy, link }: Facts,
  { kept = [], untold = [] }: AgreedFields,
  mine: readonly string[],
): readonly string[] {
  const { onConflict } = policy.policy.invoices;
  if (onConflict === 'source_wins') return [];
  if (isWrittenTo !== true)
    return toldOf(mine).filter((name) => kept.includes(name) && untold.includes(name));
  // What a mirror shows otherwise since the two were linked is nobody's edit; of words it shows just what it was told.
  const isEdit = (name: string): boolean => !isMirror(link) || name === 'memo';
  return toldOf(mine).filter((name) => kept.includes(name) && isEdit(name));
}

/** Both changed: a person decides, or the ledger's side is told once more; what was not told yet is told with its time. */
function weigh(
  facts: Facts,
  base: Base,
  { draft, both }: { readonly draft: LedgerDocument; readonly both: readonly string[] },
): Ruling {
  const { link, policy } = facts;
  const shown = shownIn(facts);
  if (shown === undefined) return lookAtDocument(link);
  if (policy.policy.invoices.onConflict === 'fail')
    return fail('edited_both_sides', {
      fields: both.join(', '),
      difference: differenceIn(draft, shown, both),
    });
  const { fields } = base;
  if (fields === undefined) return lookAtDocument(link);
  const { kept, untold = [] } = fields;
  const said = asSaid(fields, ourHashes(draft), both);
  const values = { both: both.join(', ') };
  if (facts.mayTell !== true) {
    if (!both.every((name) => untold.includes(name))) return wait(UNTOLD);
    return tell({ changes: [], agreed: { ...base, fields: said } }, values);
  }
  const left = untold.filter((name) => !both.includes(name));
  const agreed = { ...base, fields: { ...said, ...listsOf(kept ?? [], left) } };
  return tell({ changes: [editOf(facts, shown, both)], agreed }, values);
}

/** The edit in the ledger goes into the base, and the product is told of it if the schedule lets it. */
function takeEdit(facts: Facts, base: Base, draft: LedgerDocument): Ruling {
  const { link, policy } = facts;
  const shown = shownIn(facts);
  if (shown === undefined) return lookAtDocument(link);
  const ours = ourHashes(draft);
  const { fields, names } = taken(base, shown.document, () => ours);
  if (isLinesConflict(facts, names)) return linesConflict(draft, shown);
  const isMine = (name: string): boolean =>
    base.fields === undefined ? base.ours !== fingerprint(draft) : base.fields.ours[name] !== ours[name];
  const both = toldOf(names).filter((name) => isMine(name) && ours[name] !== fields.theirs[name]);
  const { onConflict } = policy.policy.invoices;
  if (both.length > 0 && onConflict === 'fail')
    return fail('edited_both_sides', {
      fields: both.join(', '),
      difference: differenceIn(draft, shown, both),
    });
  const same = names.filter((name) => isMine(name) && ours[name] === fields.theirs[name]);
  const news = withoutFields(fields, same);
  const resolved = onConflict === 'source_wins' ? withoutFields(news, both) : asSaid(news, ours, both);
  const told = facts.mayTell === true ? toldOf(resolved.untold ?? []) : [];
  const changes = told.length === 0 ? [] : [editOf(facts, shown, told)];
  const untold = facts.mayTell === true ? undefined : resolved.untold;
  const agreed = agreedOn(base, shown.document, { ...resolved, untold });
  const overruled = both.length === 0 ? undefined : chosen(onConflict, differenceIn(draft, shown, both));
  return tell({ changes, agreed, overruled }, { fields: names.join(', '), both: both.join(', ') });
}

/** Neither edit is lost without a word: what the one that does not count said stays on the record. */
function chosen(onConflict: Policy['invoices']['onConflict'], difference: string): Omit<Overruled, 'at'> {
  const winner = onConflict === 'source_wins' ? 'source' : 'ledger';
  return { winner, difference: difference.slice(0, OVERRULED_MAX) };
}

/** C7: lines that a person changed in the ledger, where the policy leaves them to the source at which the invoice was born. */
function isLinesConflict({ link, policy }: Facts, names: readonly string[]): boolean {
  const { onRemoteEdit } = policy.policy.invoices;
  return onRemoteEdit === 'fail_conflict' && names.includes('lines') && !isMirror(link);
}

function linesConflict(draft: LedgerDocument, shown: Snapshot): Ruling {
  return fail('lines_edited_in_ledger', { difference: differenceIn(draft, shown, ['lines']) });
}

/** The ledger's side of these fields is neither kept nor told. */
function withoutFields(fields: AgreedFields, names: readonly string[]): AgreedFields {
  const without = (list: readonly string[] = []) => list.filter((name) => !names.includes(name));
  return { ...fields, ...listsOf(without(fields.kept), without(fields.untold)) };
}

/** What the source said of these fields is heard, and not written. */
function asSaid(fields: AgreedFields, ours: FieldHashes, names: readonly string[]): AgreedFields {
  const said = names.flatMap((name) => (ours[name] === undefined ? [] : [[name, ours[name]] as const]));
  const rest = Object.entries(fields.ours).filter(([name]) => !names.includes(name));
  return { ...fields, ours: Object.fromEntries([...rest, ...said]) };
}

interface Taken {
  readonly fields: AgreedFields;
  /** What a person changed since. */
  readonly names: readonly string[];
}

/** The agreed fields with what the ledger shows now. Without any, whatever differs from the source's word counts as edited. */
function taken(base: Base, shown: LedgerDocument, ours: () => FieldHashes): Taken {
  const before = base.fields ?? firstAgreed(ours());
  const theirs = theirHashes(shown);
  const names = differing(before.theirs, theirs);
  const kept = [...(before.kept ?? []), ...names].filter((name) => theirs[name] !== before.ours[name]);
  return {
    names,
    fields: { ours: before.ours, theirs, ...listsOf(kept, [...(before.untold ?? []), ...names]) },
  };
}

function firstAgreed(ours: FieldHashes): AgreedFields {
  return { ours, theirs: Object.fromEntries(Object.entries(ours).filter(([name]) => name !== '*')) };
}

function agreedOn(base: Base, shown: LedgerDocument, fields: AgreedFields): Base {
  return { ...base, theirs: fingerprint(shown), fields };
}

/** KLP-33: an invoice that a person voided or deleted is told once; then it is the source's turn. */
function tellEnd(facts: Facts, how: 'voided' | 'deleted'): Ruling | undefined {
  const { link } = facts;
  if (!isMerged(facts) || link.key.kind !== 'invoice') return undefined;
  if (link.drift?.told === true) return wait('ended_in_ledger');
  return facts.mayTell === true ? tell({ changes: [endOf(facts, how)] }) : wait(UNTOLD);
}

/** Our write would leave fields as they are in the ledger: then it has to know how they are. */
function needsLook(facts: Facts, mine: readonly string[]): boolean {
  const kept = (facts.link.base?.fields?.kept ?? []).filter((name) => !mine.includes(name));
  return kept.length > 0 && shownIn(facts) === undefined;
}

/** A live record of ours in the books, under a schedule that tells at all; an operator's order comes before everything. */
function isBothWays({ link, policy }: Facts): boolean {
  const isLive = link.document !== undefined && link.order === undefined && !hasEnded(link);
  return isLive && policy.policy.schedule.inbound.mode !== 'off';
}

/** C7: the policy writes no newer word of the source: what the ledger shows is told as if there were none. */
function isNewsIgnored({ link, policy }: Facts): boolean {
  const isForm = link.key.kind === 'invoice' || link.key.kind === 'credit_note';
  return isForm && policy.policy.invoices.onSourceEdit === 'ignore';
}

/** The document as it was just seen, if that is the version that the link knows. */
export function shownIn({
  link,
  snapshot,
}: Facts): (Snapshot & { readonly document: LedgerDocument }) | undefined {
  const { document, ref } = snapshot ?? {};
  if (snapshot === undefined || document === undefined || ref?.revision !== link.document?.revision)
    return undefined;
  return { ...snapshot, document };
}

export function lookAtDocument({ document }: Link): Ruling {
  return ruling({ type: 'look', at: 'document' }, { document: document?.id ?? '' });
}

/** Tells the product, with what the trace says of it. */
export function tell(
  of: Omit<Extract<Decision, { type: 'tell' }>, 'type'>,
  values: Readonly<Record<string, string>> = {},
): Ruling {
  const said = Object.entries(values).filter(([, value]) => value !== '');
  return ruling({ type: 'tell', ...of }, Object.fromEntries(said));
}
