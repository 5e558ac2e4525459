// Tell deals: what a sale shows of its invoice is told before any link says so, in one go for a wave.
import { dealNews, dealOf } from '../../shared/core/deals.ts';
import type { Change } from '../../shared/core/feed.ts';
import type { Link } from '../../shared/core/links.ts';
import { nameOf } from './facts.ts';
import { type Lane, policyOf } from './lane.ts';
import { appendChanges } from './tell-product.ts';

/** The marks of what was told, by record name. */
export type DealsTold = ReadonlyMap<string, string>;

/** Tells what is new of the sales of links as they are about to be saved. A crash after it tells it again under the same id. */
export async function tellDeals(lane: Lane, links: readonly Link[]): Promise<DealsTold> {
  const told = new Map<string, string>();
  const changes = new Map<string, Change[]>();
  for (const link of links) {
    const { connection } = link.key;
    const policy = dealOf(link) === undefined ? undefined : await policyOf(lane, connection);
    const news = policy === undefined ? undefined : dealNews(link, policy.policy);
    if (news === undefined) continue;
    told.set(nameOf(link.key), news.mark);
    changes.set(connection, [...(changes.get(connection) ?? []), news.change]);
  }
  for (const [connection, of] of changes) await appendChanges(lane, connection, of);
  return told;
}

/** The link with the mark of what was told of it. If it is another one by now, its own news is told by the next look. */
export function withDealTold(told: DealsTold, link: Link): Link {
  const mark = told.get(nameOf(link.key));
  return mark === undefined ? link : { ...link, dealTold: mark };
}
