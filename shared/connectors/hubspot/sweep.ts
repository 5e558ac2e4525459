// What changed in an account, over all kinds that a record is made from.
import type { Answer } from '../../core/faults.ts';
import type { Changed, SourceChanges } from '../source-port.ts';
import { changedSince } from './changes.ts';
import type { HubSpotClient, PortalAccess } from './client.ts';
import type { HubSpotType } from './object-types.ts';
import { mayBeWithheld } from './reader.ts';

/**
 * Whatever changes a line, a discount, a fee or a tax changes the totals of its invoice, and so the invoice. Only the words
 * of a line do not: webhooks and the journal tell of those.
 */
const SWEPT: readonly HubSpotType[] = ['contact', 'company', 'product', 'invoice', 'commerce_payment'];

/** Everything that changed since a watermark; the next one is as far as the slowest kind got. */
export async function sweep(
  client: HubSpotClient,
  access: PortalAccess,
  since: number,
  now: number,
): Promise<Answer<SourceChanges>> {
  const changed: Changed[] = [];
  let upTo = Infinity;
  for (const type of SWEPT) {
    const answer = await changedSince(client, access, type, { since, now });
    if (!answer.ok && mayBeWithheld(type, answer.fault)) continue;
    if (!answer.ok) return answer;
    changed.push(...answer.value.changed.map(({ id, at }) => ({ object: { type, id }, at })));
    upTo = Math.min(upTo, answer.value.upTo);
  }
  return { ok: true, value: { changed, upTo } };
}
