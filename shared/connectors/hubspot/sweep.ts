// What changed in an account, over all kinds that a record is made from.
import type { Answer } from '../../core/faults.ts';
import type { SourceChanges, SourceObject } from '../source-port.ts';
import { changedSince } from './changes.ts';
import type { HubSpotClient, PortalAccess } from './client.ts';
import type { HubSpotType } from './object-types.ts';
import { mayBeWithheld } from './reader.ts';

/**
 * Whatever changes a discount, a fee or a tax changes the totals of its invoice, and so the invoice; the words of a line do
 * not. Deals are asked for nothing but their ids.
 */
const SWEPT: readonly HubSpotType[] = [
  'contact',
  'company',
  'product',
  'line_item',
  'invoice',
  'commerce_payment',
];

/** Everything that changed since a watermark; the next one is as far as the slowest kind got. */
export async function sweep(
  client: HubSpotClient,
  access: PortalAccess,
  since: number,
  now: number,
): Promise<Answer<SourceChanges>> {
  const objects: SourceObject[] = [];
  let upTo = Infinity;
  for (const type of SWEPT) {
    const answer = await changedSince(client, access, type, { since, now });
    if (!answer.ok && mayBeWithheld(type, answer.fault)) continue;
    if (!answer.ok) return answer;
    objects.push(...answer.value.changed.map(({ id }) => ({ type, id })));
    upTo = Math.min(upTo, answer.value.upTo);
  }
  return { ok: true, value: { objects, upTo } };
}
