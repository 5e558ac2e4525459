// Making an account ready: the property by which our writes find what they wrote, and a place in the journal.
import * as z from 'zod';
import type { Answer } from '../../core/faults.ts';
import { call, type PortalAccess } from './client.ts';
import { HUBSPOT_VERSION } from './endpoints.ts';
import { JOURNAL_VERSION, UNINSTALL } from './journal.ts';
import type { AppParts } from './log.ts';
import { appToken } from './oauth.ts';
import { type HubSpotType, OBJECT_TYPES } from './object-types.ts';
import { MIRROR_PROPERTY } from './properties.ts';
import { mayBeWithheld } from './reader.ts';

/** Doing it again changes nothing. Without its property an account cannot be written to; without the journal it can. */
export async function prepare(
  parts: AppParts,
  access: PortalAccess & { readonly account: string },
  now: number,
): Promise<Answer<'ready'>> {
  for (const type of MIRRORED) {
    const made = await ensureProperty(parts, access, type);
    if (!made.ok && !mayBeWithheld(type, made.fault)) return made;
  }
  await subscribe(parts, access, now);
  return { ok: true, value: 'ready' };
}

const MIRRORED: readonly HubSpotType[] = ['invoice', 'commerce_payment'];

async function ensureProperty(
  { client }: AppParts,
  access: PortalAccess,
  type: HubSpotType,
): Promise<Answer<'ready'>> {
  const path = `/crm/properties/${HUBSPOT_VERSION}/${OBJECT_TYPES[type].typeId}`;
  const known = await call(client, access, { path: `${path}/${MIRROR_PROPERTY}`, effect: 'read' });
  if (known.ok) return { ok: true, value: 'ready' };
  if (known.fault.fault !== 'not_found') return known;
  const body = {
    name: MIRROR_PROPERTY,
    label: 'Ledgerlane document',
    description: 'Which document of the books this record shows. Written by Ledgerlane; do not change it.',
    groupName: GROUPS[type] ?? '',
    type: 'string',
    fieldType: 'text',
    hasUniqueValue: true,
    formField: false,
  };
  const made = await call(client, access, { path, body, effect: 'write' });
  // Somebody else made it between our two calls.
  return made.ok || made.fault.fault === 'name_taken' ? { ok: true, value: 'ready' } : made;
}

/** The groups in which the properties of these kinds stand (page on properties). */
const GROUPS: Readonly<Partial<Record<HubSpotType, string>>> = {
  invoice: 'invoiceinformation',
  commerce_payment: 'commercepaymentinformation',
};

const ACTIONS = ['CREATE', 'UPDATE', 'DELETE', 'MERGE', 'RESTORE'];
const SUBSCRIBED: readonly HubSpotType[] = [
  'invoice',
  'commerce_payment',
  'line_item',
  'contact',
  'company',
  'product',
];
const subscriptionsSchema = z.object({
  results: z.array(
    z.looseObject({ portalId: z.unknown(), objectTypeId: z.unknown(), eventTypeId: z.unknown() }),
  ),
});

/** Best effort: the journal only fills gaps, and the sweep finds what it would have told. */
async function subscribe(
  { client, oauth }: AppParts,
  { account, timeoutMs }: PortalAccess & { readonly account: string },
  now: number,
): Promise<void> {
  const token = await appToken(oauth, now);
  if (!token.ok) return;
  const access = { accessToken: token.value.accessToken, timeoutMs };
  const path = `/webhooks-journal/subscriptions/${JOURNAL_VERSION}`;
  const listed = await call(client, access, { path, effect: 'read' });
  const read = subscriptionsSchema.safeParse(listed.ok ? listed.value.json : undefined);
  if (!read.success) return;
  const known = read.data.results;
  const ends = known.some(({ eventTypeId }) => eventTypeId === UNINSTALL);
  const wanted = SUBSCRIBED.map((type) => OBJECT_TYPES[type].typeId).filter(
    (typeId) => !known.some((each) => String(each.portalId) === account && each.objectTypeId === typeId),
  );
  const bodies = [
    ...wanted.map((objectTypeId) => ({
      subscriptionType: 'OBJECT',
      objectTypeId,
      portalId: Number(account),
      actions: ACTIONS,
      properties: [],
    })),
    // Of all accounts at once.
    ...(ends ? [] : [{ subscriptionType: 'APP_LIFECYCLE_EVENT', eventTypeId: UNINSTALL, properties: [] }]),
  ];
  for (const body of bodies) await call(client, access, { path, body, effect: 'write' });
}
