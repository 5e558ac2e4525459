// Young pointers: what the writes of a lane teach about documents, and how much of it the journal carries before it is stored.
import type { Link } from './links.ts';
import {
  documentName,
  type DocumentId,
  NONE_YOUNG,
  type Pointer,
  type Touch,
  type Young,
} from './pointers.ts';
import { type Intent, isSettled, type JournalEntry } from './writes.ts';

/** As many as the announcement of an invoice of ten lines has room for within its write unit (write-units.test.ts). */
export const YOUNG_POINTERS_MAX = 12;
export const YOUNG_TOUCHES_MAX = 16;

/**
 * Whether what an entry makes may stay young. Told by the entry alone, so that all workers say the same: of an entry that
 * does not carry, everything is in the store before its first link says that it is settled.
 */
export function carries({ young = NONE_YOUNG, intents }: JournalEntry): boolean {
  const made = intents.filter(({ operation }) => operation === 'create').length;
  const touched = intents.reduce((sum, intent) => sum + touchedBy(intent, 0).length, 0);
  return (
    young.pointers.length + made <= YOUNG_POINTERS_MAX && young.touches.length + touched <= YOUNG_TOUCHES_MAX
  );
}

/** A touch explains an echo. One that is later than this costs a read of the ledger, and finds that nothing differs. */
const TOUCH_KEPT_MS = 15 * 60_000;

/** One write of an entry, with its link as it is now. */
export interface AnnouncedWrite {
  readonly intent: Intent;
  readonly link: Link;
}

/** What is young behind the newest entry of a lane, by the links of its intents: of one that does not carry, nothing. */
export function youngBehind(head: JournalEntry, announced: readonly AnnouncedWrite[], now: number): Young {
  const settled = announced.every(({ link }) => isSettled(link, head));
  if (settled && !carries(head)) return NONE_YOUNG;
  const made = announced.flatMap(({ intent, link }) => madeBy(intent, link.document));
  const touched = announced.flatMap(({ intent, link }) => touchedBy(intent, link.document?.updatedAt));
  return grown(head.young ?? NONE_YOUNG, made, touched, now);
}

/** The young ones with more of them. */
export function grown(
  young: Young,
  pointers: readonly Pointer[],
  touches: readonly Touch[],
  now: number,
): Young {
  const fresh = [...young.touches, ...touches].filter(({ at }) => at > now - TOUCH_KEPT_MS);
  return {
    pointers: latest([...young.pointers, ...pointers], ({ touchedAt }) => touchedAt),
    touches: latest(fresh, ({ at }) => at),
  };
}

/** The document that a create made, with the way back to its record. */
export function madeBy({ operation, key }: Intent, made: Made | undefined): readonly Pointer[] {
  if (operation !== 'create' || made === undefined) return [];
  return [{ type: made.type, id: made.id, key, touchedAt: made.updatedAt }];
}

/** The documents that a write changed beside its own, at the time (milliseconds UTC) of its answer. */
export function touchedBy({ document }: Intent, at: number | undefined): readonly Touch[] {
  if (document.type !== 'payment' || at === undefined) return [];
  const { applications, credits = [] } = document;
  return [
    ...applications.map(({ invoice }) => ({ type: 'invoice' as const, id: invoice, at })),
    ...credits.map(({ creditNote }) => ({ type: 'credit_note' as const, id: creditNote, at })),
  ];
}

interface Made extends DocumentId {
  readonly updatedAt: number;
}

function latest<T extends DocumentId>(all: readonly T[], timeOf: (one: T) => number): readonly T[] {
  const byName = new Map<string, T>();
  for (const one of all) {
    const known = byName.get(documentName(one));
    if (known === undefined || timeOf(known) <= timeOf(one)) byName.set(documentName(one), one);
  }
  return [...byName.values()];
}
