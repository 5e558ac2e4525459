// Contacts, companies and products as records: who is billed, and what is sold.
import type { Address, Customer, Item } from '../../core/records.ts';
import type { SourceView } from '../source-port.ts';
import { copyOf } from './copies.ts';
import type { HubSpotObject } from './objects.ts';
import { decimalOf, numberIn, type Properties, textIn } from './values.ts';

/** Ids are unique within a kind only, and both kinds can be billed. */
export const customerId = (type: 'contact' | 'company', id: string): string => `${type}-${id}`;

/** The kind and id behind a customer's id. */
export function partyNamed(
  id: string,
): { readonly type: 'contact' | 'company'; readonly id: string } | undefined {
  const match = /^(contact|company)-(\d{1,20})$/.exec(id);
  return match?.[2] === undefined
    ? undefined
    : { type: match[1] === 'company' ? 'company' : 'contact', id: match[2] };
}

/** A person: by name, or by what else is known of them. */
export function contactOf({ id, properties }: HubSpotObject, view: SourceView): Customer {
  const names = [textIn(properties, 'firstname', 240), textIn(properties, 'lastname', 240)];
  const company = textIn(properties, 'company', 500);
  const email = emailIn(properties);
  const name = names.filter((part) => part !== undefined).join(' ');
  return {
    kind: 'customer',
    id: customerId('contact', id),
    name: name === '' ? (company ?? email ?? `Contact ${id}`) : name,
    company,
    email,
    ledgerId: copyOf(properties, view).ledgerId,
    ...reachedAt(properties),
  };
}

export function companyOf({ id, properties }: HubSpotObject): Customer {
  const name = textIn(properties, 'name', 500) ?? textIn(properties, 'domain', 500) ?? `Company ${id}`;
  return { kind: 'customer', id: customerId('company', id), name, ...reachedAt(properties) };
}

export function productOf({ id, properties }: HubSpotObject): Item {
  return {
    kind: 'item',
    id,
    name: textIn(properties, 'name', 500) ?? `Product ${id}`,
    description: textIn(properties, 'description', 4000),
    unitPrice: decimalOf(numberIn(properties, 'price')),
    active: true,
  };
}

function emailIn(properties: Properties): string | undefined {
  const email = textIn(properties, 'email', 254);
  return email !== undefined && /^[^@\s]+@[^@\s]+$/.test(email) ? email : undefined;
}

function reachedAt(properties: Properties) {
  const address: Address = {
    line1: textIn(properties, 'address', 500),
    line2: textIn(properties, 'address2', 500),
    city: textIn(properties, 'city', 100),
    region: textIn(properties, 'state', 100),
    postalCode: textIn(properties, 'zip', 50),
    country: countryIn(properties),
  };
  const isKnown = Object.values(address).some((part) => part !== undefined);
  return { phone: textIn(properties, 'phone', 50), address: isKnown ? address : undefined, active: true };
}

/** A free text there: only what is a code already is taken for one. */
function countryIn(properties: Properties): string | undefined {
  const code = (properties['country'] ?? '').trim().toUpperCase();
  return /^[A-Z]{2}$/.test(code) ? code : undefined;
}
