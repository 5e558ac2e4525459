// People: which records somebody touched in the ledger, by its own log; what of it was written over, and what nobody shows.
import type { Act } from './bookkeepers.ts';
import type { Books } from './books.ts';
import type { Promised, Told } from './history.ts';
import type { Shown } from './observe.ts';

export interface People {
  /** How many documents somebody touched. */
  readonly touched: number;
  /** Whether a person touched the record's document, or one that it pays or is paid by: the sides need not be equal. */
  readonly isDisturbed: (company: number, kind: string, record: string) => boolean;
  /** Whether a record that lives at its source stands in the books as a person left it, and not as its source says. */
  readonly isDrift: (company: number, kind: string, record: string) => boolean;
  /** Edits, voids and deletions that a later write of ours went over. */
  readonly overwritten: readonly string[];
}

type Name = Pick<Told, 'kind' | 'record'>;

const nameOf = (
  company: number,
  { kind, record }: { readonly kind: string; readonly record: string },
): string => `${company} ${kind} ${record}`;

export function peopleIn(
  acts: readonly Act[],
  promised: readonly Promised[],
  books: readonly Books[],
): People {
  const live = new Set(
    promised
      .filter(({ newest, maybe }) => newest.presence === 'live' && (maybe?.presence ?? 'live') === 'live')
      .map(({ company, newest }) => nameOf(company, newest)),
  );
  const disturbed = new Set<string>();
  const drifted = new Set<string>();
  const overwritten: string[] = [];
  for (const act of acts) {
    const log = (books[act.company]?.writeLog ?? []).filter(
      ({ entity, id, by }) => entity === act.entity && id === act.id && by !== 'books',
    );
    const name: Name = { kind: act.entity === 'Invoice' ? 'invoice' : 'payment', record: act.record };
    // A payment that somebody received is a document of his own; the invoice that it pays is disturbed all the same.
    disturbed.add(nameOf(act.company, name));
    // What is written on a document that the source has ended is no matter between the two sides any more.
    if (log.at(-1)?.by === 'ui' && live.has(nameOf(act.company, name)))
      drifted.add(nameOf(act.company, name));
    const first = log.findIndex(({ by }) => by === 'ui');
    // The end of a record takes its document out of the books whoever edited it: that is the policy's word.
    const over =
      first === -1
        ? []
        : log.slice(first).filter(({ by, operation }) => by === 'api' && operation === 'Update');
    if (over.length > 0)
      overwritten.push(
        `${nameOf(act.company, name)}: ${log.map(({ by, operation }) => `${operation} by ${by}`).join(', ')}`,
      );
  }
  for (const { company, newest, maybe } of promised) {
    const pays = newest.pays ?? maybe?.pays;
    if (pays === undefined) continue;
    const both = [nameOf(company, newest), nameOf(company, { kind: 'invoice', record: pays })];
    if (both.some((one) => disturbed.has(one))) both.forEach((one) => disturbed.add(one));
  }
  const isIn = (set: ReadonlySet<string>) => (company: number, kind: string, record: string) =>
    set.has(nameOf(company, { kind, record }));
  const touched = new Set(acts.map(({ company, entity, id }) => `${company} ${entity} ${id}`)).size;
  return {
    touched,
    isDisturbed: isIn(disturbed),
    isDrift: isIn(drifted),
    overwritten: [...new Set(overwritten)],
  };
}

/** Where a disturbed record may stay: in the books, or with a person, who is told why. */
export function isExplained({ state, reason, problem }: Shown): boolean {
  switch (state) {
    case 'synced':
    case 'skipped':
    case 'not_synced':
      return true;
    case 'action_needed':
    case 'waiting':
      return reason !== undefined;
    case 'failed':
      return problem !== undefined;
    default:
      return false;
  }
}

/** Documents that stand as a person left them, and whose records say that both sides are the same. */
export function driftUnseen(people: People, shown: readonly Shown[]): readonly string[] {
  return shown
    .filter(({ company, kind, id, state }) => state === 'synced' && people.isDrift(company, kind, id))
    .map(({ company, kind, id }) => nameOf(company, { kind, record: id }));
}
