// What changed in an account, over all kinds that a record is made from.
import type { Answer } from '../../core/faults.ts';
import type { Changed, SourceChanges } from '../source-port.ts';
import { changedSince, type ObjectChanges } from './changes.ts';
import type { HubSpotClient, PortalAccess } from './client.ts';
import { INVOICE_PARTS, type HubSpotType } from './object-types.ts';
import { readAssociations } from './objects.ts';
import { mayBeWithheld } from './reader.ts';

/** One search each, and a page more for each 200 that changed. */
const SWEPT: readonly HubSpotType[] = [
  'contact',
  'company',
  'product',
  'invoice',
  'commerce_payment',
  ...INVOICE_PARTS,
];

/** Everything that changed since a watermark; the next one is as far as the slowest kind got. */
export async function sweep(
  client: HubSpotClient,
  access: PortalAccess,
  since: number,
  now: number,
): Promise<Answer<SourceChanges>> {
  const latest = new Map<string, Changed>();
  let upTo = Infinity;
  for (const type of SWEPT) {
    const answer = await changedSince(client, access, type, { since, now });
    if (!answer.ok && mayBeWithheld(type, answer.fault)) continue;
    if (!answer.ok) return answer;
    const changed = await asRecords(client, access, type, answer.value.changed);
    if (!changed.ok) return changed;
    for (const each of changed.value) {
      const name = `${each.object.type}/${each.object.id}`;
      if ((latest.get(name)?.at ?? -Infinity) < each.at) latest.set(name, each);
    }
    upTo = Math.min(upTo, answer.value.upTo);
  }
  return { ok: true, value: { changed: [...latest.values()], upTo } };
}

/**
 * The words of a line change without its invoice: the change is the invoice's, with the time of the part, which is what the
 * revision of an invoice counts. So whoever has heard of it by webhook is not asked for again. Parts of deals and quotes
 * have no invoice and are dropped.
 */
async function asRecords(
  client: HubSpotClient,
  access: PortalAccess,
  type: HubSpotType,
  changed: ObjectChanges['changed'],
): Promise<Answer<readonly Changed[]>> {
  if (!INVOICE_PARTS.includes(type))
    return { ok: true, value: changed.map(({ id, at }) => ({ object: { type, id }, at })) };
  const ids = changed.map(({ id }) => id);
  const parents = await readAssociations(client, access, { from: type, to: 'invoice' }, ids);
  if (!parents.ok) return parents;
  const value = changed.flatMap(({ id, at }) =>
    (parents.value.get(id) ?? []).map((invoice) => ({ object: { type: 'invoice', id: invoice.id }, at })),
  );
  return { ok: true, value };
}
