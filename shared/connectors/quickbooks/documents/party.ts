// Party: what customers and vendors of QuickBooks have in common, there and back.
import * as z from 'zod';
import type { CustomerDocument, DocumentRef, SupplierDocument } from '../../../core/documents.ts';
import type { Address } from '../../../core/records.ts';
import type { JsonBody } from '../json.ts';
import { DELETED_SUFFIX, freeText, given, nameText, TEXT_MAX } from '../texts.ts';
import { flag, ref, refTo, text, versionOf } from './parts.ts';

type PartyDocument = CustomerDocument | SupplierDocument;

/**
 * The payload. Updates are sparse: a party holds much that people keep there (terms, tax status, second addresses), and a
 * full update would set all of it to null. The currency goes only into a create, it can never change afterwards.
 */
export function partyToQuickBooks(document: PartyDocument, target?: DocumentRef): JsonBody {
  return {
    ...versionOf(target),
    DisplayName: partyName(document),
    CompanyName: freeText(document.companyName, 100),
    PrimaryEmailAddr: document.email === undefined ? undefined : { Address: document.email },
    PrimaryPhone: document.phone === undefined ? undefined : { FreeFormNumber: document.phone.slice(0, 30) },
    BillAddr: addressOf(document.address),
    CurrencyRef: target === undefined ? refTo(document.currency) : undefined,
    // A new party is active by itself.
    Active: target === undefined ? undefined : document.active,
  };
}

/** The name as QuickBooks takes and keeps it: the same for writing and for finding. */
export function partyName(document: PartyDocument): string {
  return nameText(document.name, TEXT_MAX.displayName);
}

/** Makes a party inactive, which is QuickBooks' only way to remove one. */
export function partyEnd(target: DocumentRef): JsonBody {
  return { ...versionOf(target), Active: false };
}

const party = z.object({
  DisplayName: z.string(),
  CompanyName: text,
  PrimaryEmailAddr: z.object({ Address: text }).nullish(),
  PrimaryPhone: z.object({ FreeFormNumber: text }).nullish(),
  BillAddr: z.record(z.string(), z.unknown()).nullish(),
  CurrencyRef: ref,
  Active: flag,
});

export function readParty(object: unknown): Omit<SupplierDocument, 'type'> | undefined {
  const read = party.safeParse(object);
  if (!read.success) return undefined;
  const { DisplayName: shown, BillAddr: address, ...rest } = read.data;
  const active = rest.Active !== false;
  return {
    name: activeName(shown, active),
    companyName: given(rest.CompanyName),
    email: given(rest.PrimaryEmailAddr?.Address),
    phone: given(rest.PrimaryPhone?.FreeFormNumber),
    currency: given(rest.CurrencyRef?.value),
    address: readAddress(address ?? {}),
    active,
  };
}

/** QuickBooks renames what is made inactive; the name itself did not change. */
export function activeName(shown: string, active: boolean): string {
  return !active && shown.endsWith(DELETED_SUFFIX) ? shown.slice(0, -DELETED_SUFFIX.length) : shown;
}

function addressOf(address: Address | undefined): JsonBody | undefined {
  if (address === undefined) return undefined;
  return {
    Line1: address.line1,
    Line2: address.line2,
    City: address.city,
    CountrySubDivisionCode: address.region,
    PostalCode: address.postalCode,
    Country: address.country,
  };
}

const PARTS = [
  'Line1',
  'Line2',
  'Line3',
  'Line4',
  'Line5',
  'City',
  'CountrySubDivisionCode',
  'PostalCode',
  'Country',
];

/**
 * After an update QuickBooks flows the parts of an address into its lines anew, and city and postal code vanish as parts.
 * Its words in their order are what stays, so they are read as one line: nobody edited an address that only flowed.
 */
function readAddress(address: Readonly<Record<string, unknown>>): Address | undefined {
  const words = PARTS.map((part) => address[part])
    .filter((part) => typeof part === 'string')
    .join(' ')
    .replace(/[\s,]+/g, ' ')
    .trim();
  return words === '' ? undefined : { line1: words };
}
