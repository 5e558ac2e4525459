// Making an account ready: the property by which our writes find what they wrote, and a place in the journal.
import * as z from 'zod';
import type { Answer } from '../../core/faults.ts';
import { call, type PortalAccess } from './client.ts';
import { HUBSPOT_VERSION } from './endpoints.ts';
import { JOURNAL_VERSION, UNINSTALL } from './journal.ts';
import type { AppParts } from './log.ts';
import { appToken } from './oauth.ts';
import { type HubSpotType, OBJECT_TYPES } from './object-types.ts';
import { DEAL_PROPERTIES, MIRROR_PROPERTY, NUMBER_PROPERTY } from './properties.ts';
import { mayBeWithheld } from './reader.ts';

/** One more whenever something is added to what is made below: accounts that are connected already then get it too. */
export const PREPARATION = 3;

/** Doing it again changes nothing. Without its property an account cannot be written to; without the journal it can. */
export async function prepare(
  parts: AppParts,
  access: PortalAccess & { readonly account: string },
  now: number,
): Promise<Answer<'ready' | 'unlogged'>> {
  for (const [type, properties] of OURS) {
    for (const property of properties) {
      const made = await ensureProperty(parts, access, type, property);
      if (!made.ok && !mayBeWithheld(type, made.fault)) return made;
    }
  }
  const isLogged = await subscribe(parts, access, now);
  return { ok: true, value: isLogged ? 'ready' : 'unlogged' };
}

interface Property {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly hasUniqueValue: boolean;
  /** Absent: text. */
  readonly type?: 'number' | 'date' | 'datetime' | undefined;
}

const MIRROR: Property = {
  name: MIRROR_PROPERTY,
  label: 'Ledgerlane document',
  description: 'Which document of the books this record shows. Written by Ledgerlane; do not change it.',
  hasUniqueValue: true,
};
const NUMBER: Property = {
  name: NUMBER_PROPERTY,
  label: 'Number in the books',
  description: 'The number that the document has in the books.',
  hasUniqueValue: false,
};

const SHOWN = 'Of the invoice that changed last in the books. Written by Ledgerlane; do not change it.';
const shown = (name: string, label: string, type?: Property['type']): Property => ({
  name,
  label,
  description: SHOWN,
  hasUniqueValue: false,
  type,
});
const DEAL: readonly Property[] = [
  shown(DEAL_PROPERTIES.invoice, 'Invoice in the books'),
  shown(DEAL_PROPERTIES.number, 'Invoice number'),
  shown(DEAL_PROPERTIES.status, 'Invoice status'),
  shown(DEAL_PROPERTIES.total, 'Invoice total', 'number'),
  shown(DEAL_PROPERTIES.balance, 'Invoice balance due', 'number'),
  shown(DEAL_PROPERTIES.currency, 'Invoice currency'),
  shown(DEAL_PROPERTIES.date, 'Invoice date', 'date'),
  shown(DEAL_PROPERTIES.dueDate, 'Invoice due date', 'date'),
  shown(DEAL_PROPERTIES.updatedAt, 'Invoice last changed in the books', 'datetime'),
];

/** What each kind gets. */
const OURS: readonly (readonly [HubSpotType, readonly Property[]])[] = [
  ['invoice', [MIRROR, NUMBER]],
  ['commerce_payment', [MIRROR]],
  ['contact', [MIRROR]],
  ['line_item', [MIRROR]],
  ['deal', DEAL],
];

async function ensureProperty(
  { client }: AppParts,
  access: PortalAccess,
  type: HubSpotType,
  property: Property,
): Promise<Answer<'ready'>> {
  const path = `/crm/properties/${HUBSPOT_VERSION}/${OBJECT_TYPES[type].typeId}`;
  const known = await call(client, access, { path: `${path}/${property.name}`, effect: 'read' });
  if (known.ok) return { ok: true, value: 'ready' };
  if (known.fault.fault !== 'not_found') return known;
  const body = {
    ...property,
    groupName: GROUPS[type] ?? '',
    type: property.type ?? 'string',
    fieldType: FIELDS[property.type ?? 'string'],
    formField: false,
  };
  const made = await call(client, access, { path, body, effect: 'write' });
  // Somebody else made it between our two calls.
  return made.ok || made.fault.fault === 'name_taken' ? { ok: true, value: 'ready' } : made;
}

/** How a person edits a property of each type (page on properties). */
const FIELDS = { string: 'text', number: 'number', date: 'date', datetime: 'date' } as const;

/** The groups in which the properties of these kinds stand (page on properties). */
const GROUPS: Readonly<Partial<Record<HubSpotType, string>>> = {
  invoice: 'invoiceinformation',
  commerce_payment: 'commercepaymentinformation',
  contact: 'contactinformation',
  line_item: 'lineiteminformation',
  deal: 'dealinformation',
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
/** What a subscription has depends on its type: one to an end of all accounts names neither account nor kind. */
const member = z.unknown().optional();
const subscriptionsSchema = z.object({
  results: z.array(z.looseObject({ portalId: member, objectTypeId: member, eventTypeId: member })),
});

/**
 * Best effort: the journal only fills gaps, and the sweep finds what it would have told, all but deletions. Every member of a
 * subscription has to be there (spec of the journal). Answers whether the journal has all of them now.
 */
async function subscribe(
  { client, oauth }: AppParts,
  { account, timeoutMs }: PortalAccess & { readonly account: string },
  now: number,
): Promise<boolean> {
  const token = await appToken(oauth, now);
  if (!token.ok) return false;
  const access = { accessToken: token.value.accessToken, timeoutMs };
  const path = `/webhooks-journal/subscriptions/${JOURNAL_VERSION}`;
  const listed = await call(client, access, { path, effect: 'read' });
  const read = subscriptionsSchema.safeParse(listed.ok ? listed.value.json : undefined);
  if (!read.success) return false;
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
      objectIds: [],
    })),
    // Of all accounts at once.
    ...(ends ? [] : [{ subscriptionType: 'APP_LIFECYCLE_EVENT', eventTypeId: UNINSTALL, properties: [] }]),
  ];
  let isWhole = true;
  for (const body of bodies) {
    const made = await call(client, access, { path, body, effect: 'write' });
    isWhole &&= made.ok;
  }
  return isWhole;
}
