// Addresses on forms: taken from the customer when left out, numbered, and re-flowed into lines by an update.
import { find, type Company } from './company.ts';
import { has, objectAt, refAt, textAt, without, type JsonObject } from './json.ts';
import type { Preparation } from './preparation.ts';

/** The addresses of a sales form. */
export const addressed = (company: Company, preparation: Preparation): JsonObject => {
  const customerId = refAt(preparation.fields, 'CustomerRef');
  const customer = customerId === undefined ? undefined : find(company, 'Customer', customerId)?.fields;
  return {
    BillAddr: addressOf(company, preparation, 'BillAddr') ?? objectAt(customer, 'BillAddr'),
    ShipAddr: addressOf(company, preparation, 'ShipAddr') ?? objectAt(customer, 'ShipAddr'),
    ShipFromAddr: objectAt(preparation.fields, 'ShipFromAddr') ?? shipFrom(company, preparation.entity),
    BillEmail: objectAt(preparation.fields, 'BillEmail'),
  };
};

// Recorded on invoices and credit memos: the address of the company, flowed into lines.
const shipFrom = (company: Company, entity: string): JsonObject | undefined => {
  if (entity !== 'Invoice' && entity !== 'CreditMemo') return undefined;
  const own = objectAt(find(company, 'CompanyInfo', '1')?.fields, 'CompanyAddr');
  const place = `${textAt(own, 'City') ?? ''}, ${textAt(own, 'CountrySubDivisionCode') ?? ''}`;
  const Line2 = `${place}  ${textAt(own, 'PostalCode') ?? ''}`;
  return withId(company, { Line1: textAt(own, 'Line1'), Line2 });
};

const addressOf = (company: Company, preparation: Preparation, key: string): JsonObject | undefined => {
  const address = objectAt(preparation.fields, key);
  if (address === undefined) return undefined;
  const isSent = has(preparation.sent, key) && preparation.old !== undefined;
  return withId(company, isSent ? reflowed(address) : address);
};

/** Gives an address an id of its own, as the server does. */
export const withId = (company: Company, address: JsonObject): JsonObject => {
  if (has(address, 'Id')) return address;
  const next = (company.sequences.get('address') ?? 0) + 1;
  company.sequences.set('address', next);
  return { Id: String(next), ...address };
};

// After an update city and postal code have moved into the next free line and are gone as members.
const reflowed = (address: JsonObject): JsonObject => {
  const lines = ['Line1', 'Line2', 'Line3', 'Line4', 'Line5'].flatMap((key) => textAt(address, key) ?? []);
  const region = [textAt(address, 'CountrySubDivisionCode'), textAt(address, 'PostalCode')]
    .filter(Boolean)
    .join('  ');
  const place = [textAt(address, 'City'), region].filter(Boolean).join(', ');
  const flowed = [...lines, place, textAt(address, 'Country') ?? '']
    .filter((line) => line !== '')
    .slice(0, 5);
  return {
    ...without(address, ...addressParts),
    ...Object.fromEntries(flowed.map((line, index) => [`Line${index + 1}`, line])),
    Lat: 'INVALID',
    Long: 'INVALID',
  };
};

const addressParts = [
  ...['Line1', 'Line2', 'Line3', 'Line4', 'Line5'],
  ...['City', 'Country', 'CountrySubDivisionCode', 'PostalCode', 'Lat', 'Long'],
];
