// Wishes: a document that shall leave the books without a word of its source, because another record ended or a person said so.
import type { Health, Link } from './links.ts';

/** Whether its document is on its way out of the books. */
export function isLeaving({ endWish, document }: Pick<Link, 'endWish' | 'document'>): boolean {
  return endWish !== undefined && document?.status === 'live';
}

/** Whether its document is in the books no more: those who waited for that may go on. */
export function hasLeft({ document }: Pick<Link, 'document'>): boolean {
  return document !== undefined && document.status !== 'live';
}

/** Why a record is out of the books after such a wish was fulfilled. */
export function reasonOfWish({ by }: NonNullable<Link['endWish']>): string {
  return by === 'operator' ? 'unsynced' : 'ended_with_linked';
}

/** A link with the wish, to be looked at at once; undefined where there is nothing to end, or it is wished already. */
export function withWish(link: Link, endWish: NonNullable<Link['endWish']>, now: number): Link | undefined {
  if (link.document?.status !== 'live' || link.endWish !== undefined) return undefined;
  // Who finds the outcome of a write out goes on with it; the wish is seen with the next look.
  const health: Health =
    link.health.state === 'uncertain' ? link.health : { state: 'pending', since: now, dueAt: now };
  return { ...link, endWish: { ...endWish, revision: link.source?.revision }, health };
}
