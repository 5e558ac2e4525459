// Facts of records as they are kept, for deciding without the ledger: no document was looked at, no twin was asked for.
import type { Facts, LedgerAbilities, Reference } from '../../../shared/core/decisions.ts';
import type { Link } from '../../../shared/core/links.ts';
import type { Policy, VersionedPolicy } from '../../../shared/core/policy.ts';
import { keyText, parseKeyText, type RecordKey } from '../../../shared/core/records.ts';
import { refersTo } from '../../../shared/core/related.ts';
import { withDefaultOfItsDay } from '../../../shared/core/rules/payment-policy.ts';
import { dayIn } from '../../../shared/core/zones.ts';
import type { Host } from '../../../shared/host/host.ts';
import { withHolder } from '../../sync/claim-name.ts';

export interface Compared {
  readonly current: VersionedPolicy;
  /** The other policy: it may make a record refer to others. */
  readonly next: Policy;
  readonly lists: Reference;
  readonly abilities: LedgerAbilities;
}

/** The facts of records of one connection under the policy in force. */
export async function keptFactsOf(
  host: Host,
  links: readonly Link[],
  { current, next, lists, abilities }: Compared,
): Promise<readonly Facts[]> {
  const keys = new Map<string, RecordKey>();
  for (const link of links)
    for (const text of [...refersTo(link, current.policy), ...refersTo(link, next)]) {
      const parsed = parseKeyText(text);
      if (parsed !== undefined) keys.set(text, { connection: link.key.connection, ...parsed });
    }
  const read = keys.size === 0 ? [] : await host.links.read([...keys.values()]);
  const related = new Map(read.map((link) => [keyText(link.key), link]));
  const now = host.clock.now();
  const facts = links.map((link) => ({
    link: withDefaultOfItsDay(link, current.policy),
    related,
    policy: current,
    reference: lists,
    abilities,
    today: dayIn(current.policy.timeZone, now),
    now,
  }));
  return await Promise.all(facts.map((each) => withHolder(host, each)));
}
