// Customers of the ledger in HubSpot: a contact for each that was born there, and their edits.
import type { Answer } from '../../core/faults.ts';
import type { Change } from '../../core/feed.ts';
import type { Applied, SourceView } from '../source-port.ts';
import { partyNamed } from './parties.ts';
import { MIRROR_PROPERTY } from './properties.ts';
import { mirrorKey, NOT_UNDERSTOOD, TOLD_CHANGE, TOLD_EDIT, TOLD_PARTY, type ToldEdit } from './told.ts';
import { findBy, type Portal, update, upsert, type Values } from './writes.ts';

/** A contact for a customer that was born in the ledger. Whoever is there already with that address is taken for him. */
export async function mirrorCustomer(
  portal: Portal,
  { data }: Change,
  view: SourceView,
): Promise<Answer<Applied>> {
  const read = TOLD_PARTY.safeParse(data);
  if (!read.success) return { ok: false, fault: NOT_UNDERSTOOD };
  const { ledgerId, email } = read.data;
  const key = mirrorKey(view, ledgerId);
  const known = await findBy(portal, 'contact', MIRROR_PROPERTY, key);
  if (!known.ok) return known;
  if (known.value !== undefined) return applied(known.value.id);
  const same =
    email === null || email === undefined ? undefined : await findBy(portal, 'contact', 'email', email);
  if (same !== undefined && !same.ok) return same;
  if (same?.value !== undefined) {
    // The address is HubSpot's name of a person. Who is another company's customer already stays that as well.
    const { id, properties } = same.value;
    const isFree = (properties[MIRROR_PROPERTY] ?? '') === '';
    const done = isFree ? await update(portal, 'contact', id, { [MIRROR_PROPERTY]: key }) : undefined;
    return done?.ok === false ? done : applied(id);
  }
  const made = await upsert(portal, 'contact', key, contactValues(read.data));
  return made.ok ? applied(made.value) : made;
}

/** Edits of a customer that HubSpot has. */
export async function changeParty(portal: Portal, { data }: Change): Promise<Answer<Applied>> {
  const read = TOLD_CHANGE.safeParse(data);
  const edit = TOLD_EDIT.safeParse(read.data?.changed);
  const party = partyNamed(read.data?.id ?? '');
  if (!edit.success || party === undefined) return { ok: false, fault: NOT_UNDERSTOOD };
  const values = party.type === 'contact' ? contactValues(edit.data) : companyValues(edit.data);
  const done = await update(portal, party.type, party.id, values);
  return done.ok ? { ok: true, value: { type: 'applied', object: party } } : done;
}

function applied(id: string): Answer<Applied> {
  return { ok: true, value: { type: 'applied', object: { type: 'contact', id } } };
}

function contactValues(edit: ToldEdit): Values {
  const { name, email } = edit;
  const [first = '', ...rest] = (name ?? '').split(' ');
  return {
    ...(name === undefined || name === null ? {} : { firstname: first, lastname: rest.join(' ') }),
    ...(email === undefined ? {} : { email: email ?? '' }),
    ...reachedAt(edit),
  };
}

function companyValues(edit: ToldEdit): Values {
  const { name } = edit;
  return { ...(name === undefined || name === null ? {} : { name }), ...reachedAt(edit) };
}

/** An empty text clears a property. */
function reachedAt({ phone, address }: ToldEdit): Values {
  return {
    ...(phone === undefined ? {} : { phone: phone ?? '' }),
    ...(address === undefined
      ? {}
      : {
          address: address?.line1 ?? '',
          address2: address?.line2 ?? '',
          city: address?.city ?? '',
          state: address?.region ?? '',
          zip: address?.postalCode ?? '',
          country: address?.country ?? '',
        }),
  };
}
