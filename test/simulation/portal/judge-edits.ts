// Judge of edits: what a person changed on either side stands on both, or is shown with both values, or gave way to the policy's word.
import type { Link } from '../../../shared/core/links.ts';
import { isMirror } from '../../../shared/core/mirrors.ts';
import { nameOf } from '../marks.ts';
import type { Edit, Field, Side, Stood } from './evidence.ts';
import type { Pair, PortalWorld } from './world.ts';

const FIELDS: readonly Field[] = ['memo', 'total'];

export function judgeEdits(
  world: PortalWorld,
  { connection, realm }: Pair,
  link: Link,
  refused: ReadonlySet<string>,
): void {
  const { evidence } = world;
  const { key, document, health } = link;
  if (document === undefined) return;
  const there = evidence.shown(connection).invoices.get(key.id);
  const doc = evidence.view.doc(realm, 'Invoice', document.id);
  if (there === undefined || doc?.status !== 'live' || there['hs_invoice_status'] === 'voided') return;
  // Until it is linked with its original, a mirror's words are nobody's: what differs then stays as it is (not promised).
  const linkedAt = isMirror(link) ? (evidence.linkedAt.get(nameOf(key)) ?? Infinity) : 0;
  for (const field of FIELDS) {
    const portal = evidence.stood('portal', connection, key.id, field);
    const books = evidence.stood('books', connection, document.id, field);
    const now = { portal: portal.at(-1)?.value ?? '', books: books.at(-1)?.value ?? '' };
    const last = (side: Side, id: string): Edit | undefined =>
      evidence.edits.findLast(
        (edit) =>
          edit.side === side && edit.connection === connection && edit.id === id && edit.field === field,
      );
    const isEarly = [key.id, document.id].some((id) =>
      evidence.edits.some(
        (edit) =>
          edit.connection === connection && edit.id === id && edit.field === field && edit.at < linkedAt,
      ),
    );
    if (isEarly) continue;
    const mine = { portal: last('portal', key.id), books: last('books', document.id) };
    const what = `${nameOf(key)} ${field}: "${now.portal}" there, "${now.books}" in the books`;
    if (now.portal !== now.books) {
      const isRefused = refused.has(key.id) || refused.has(document.id);
      if (health.state === 'synced' && !isRefused) evidence.blame('notEqual', what);
      else if (health.problem?.code === 'edited_both_sides' && field === 'memo')
        judgeShown(world, link, what, [now.portal, now.books]);
      continue;
    }
    judgeWinner(world, { now: now.books, what, mine, portal, books });
  }
}

/** A conflict is shown with both values. */
function judgeShown({ evidence }: PortalWorld, link: Link, what: string, values: readonly string[]): void {
  const shown = JSON.stringify(link.health.problem?.values ?? {});
  if (!shown.includes('memo')) return;
  for (const value of values)
    if (!shown.includes(value)) evidence.blame('hiddenConflict', `${what}; shown is ${shown}`);
}

interface Judged {
  readonly now: string;
  readonly what: string;
  readonly mine: { readonly portal: Edit | undefined; readonly books: Edit | undefined };
  readonly portal: readonly Stood[];
  readonly books: readonly Stood[];
}

/** Both sides say the same: then it is what somebody said last, and who lost had been heard or gave way to the policy. */
function judgeWinner(world: PortalWorld, { now, what, mine, portal, books }: Judged): void {
  const { evidence, swarm } = world;
  const { onConflict } = swarm.setting;
  const edits = [mine.portal, mine.books].flatMap((edit) => edit ?? []);
  if (edits.length === 0) return;
  const winner = edits.find(({ value }) => value === now);
  if (winner === undefined)
    return evidence.blame('lostEdit', `${what}; people said ${edits.map(said).join(' and ')}`);
  const loser = edits.find((edit) => edit !== winner);
  if (loser === undefined || loser.value === now) return;
  const stoodAtWinner = winner.side === 'portal' ? portal : books;
  const stoodAtLoser = winner.side === 'portal' ? books : portal;
  // Whoever had the last word had seen the other's.
  if (stoodAtWinner.some(({ value, at }) => value === loser.value && at <= winner.at)) return;
  const isConcurrent = !stoodAtLoser.some(({ value, at }) => value === winner.value && at <= loser.at);
  const policy = winner.side === 'portal' ? 'source_wins' : 'ledger_wins';
  if (isConcurrent && onConflict === policy) return;
  evidence.blame('lostEdit', `${what}; lost is ${said(loser)} to ${said(winner)} under ${onConflict}`);
}

const said = ({ value, side, at }: Edit): string => `"${value}" (${side} at ${at})`;
