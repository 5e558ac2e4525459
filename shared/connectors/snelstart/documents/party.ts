// Party: a customer of ours as a relation (relatie) of SnelStart and back. One table holds customers, suppliers and the company itself.
import * as z from 'zod';
import type { CustomerDocument, Snapshot } from '../../../core/documents.ts';
import { fingerprint } from '../../../core/fingerprint.ts';
import type { Address } from '../../../core/records.ts';
import type { Country } from '../lists.ts';
import { flag, given, ref, refOf, text } from './parts.ts';

const ADDRESS = z
  .object({ contactpersoon: text, straat: text, postcode: text, plaats: text, land: ref })
  .nullish();

export const PARTY = z.looseObject({
  id: z.string(),
  modifiedOn: text,
  relatiesoort: z.array(z.string()).nullish(),
  relatiecode: text,
  naam: text,
  vestigingsAdres: ADDRESS,
  correspondentieAdres: ADDRESS,
  telefoon: text,
  email: text,
  btwNummer: text,
  kvkNummer: text,
  nonactief: flag,
  factuurEmailVersturen: z.object({ email: text }).nullish(),
});

export type Party = z.infer<typeof PARTY>;

/** Whether a relation is a customer: not the company itself, nor one of the two that stand for "unknown" (codes 0 and below). */
export function isCustomer({ relatiesoort, relatiecode }: Party): boolean {
  return (relatiesoort ?? []).includes('Klant') && Number(relatiecode ?? '0') > 0;
}

/**
 * A relation in our words. Its revision is the fingerprint of these words and not the time of its change: whatever else of
 * it changes is no change to us, and costs nobody a look.
 */
export function fromParty(party: Party, countries: ReadonlyMap<string, Country>, at: number): Snapshot {
  const document: CustomerDocument = {
    type: 'customer',
    name: party.naam ?? '',
    number: given(party.relatiecode),
    email: given(party.email),
    phone: given(party.telefoon),
    address: readAddress(party.vestigingsAdres, countries),
    postalAddress: readAddress(party.correspondentieAdres, countries),
    registrationNumber: given(party.kvkNummer),
    taxNumber: given(party.btwNummer),
    invoiceEmail: given(party.factuurEmailVersturen?.email),
    active: party.nonactief !== true,
  };
  return { ref: refOf('customer', party, { at, revision: fingerprint(document) }), status: 'live', document };
}

function readAddress(
  address: z.infer<typeof ADDRESS>,
  countries: ReadonlyMap<string, Country>,
): Address | undefined {
  const country = countries.get(address?.land?.id ?? '');
  const read: Address = {
    contactPerson: given(address?.contactpersoon),
    line1: given(address?.straat),
    postalCode: given(address?.postcode),
    city: given(address?.plaats),
  };
  // A country alone is what SnelStart fills in by itself.
  if (Object.values(read).every((value) => value === undefined)) return undefined;
  return { ...read, country: country?.code, countryName: country?.name };
}

/**
 * The body of a POST, or of a PUT, which replaces the whole relation: what people keep there beside our fields is read before
 * and sent along. A visiting address has all of its parts or none (REL-0060).
 */
export function toParty(
  document: CustomerDocument,
  countries: ReadonlyMap<string, Country>,
  before?: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const { line1, line2, postalCode, city, country } = document.address ?? {};
  const land = [...countries.values()].find(({ code }) => code === country)?.id;
  const isWhole = line1 !== undefined && postalCode !== undefined && city !== undefined;
  const street = [line1, line2].filter((part) => part !== undefined).join(' ');
  const address = {
    straat: street,
    postcode: postalCode,
    plaats: city,
    contactpersoon: document.address?.contactPerson,
    land: land === undefined ? undefined : { id: land },
  };
  return {
    ...before,
    naam: document.name,
    relatiesoort: before === undefined ? ['Klant'] : before['relatiesoort'],
    ...(isWhole ? { vestigingsAdres: address } : {}),
    ...(document.email === undefined ? {} : { email: document.email }),
    ...(document.phone === undefined ? {} : { telefoon: document.phone }),
    nonactief: !document.active,
  };
}
