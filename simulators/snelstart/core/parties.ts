// Parties: customers and suppliers in one table; what is not active any more counts as gone.
import { isList, type JsonObject, objectAt, textAt } from '../../quickbooks/core/json.ts';
import type { Surroundings } from '../../quickbooks/core/types.ts';
import { type Administration, logWrite, newId, type Replacement } from './administration.ts';
import { notFound, refuse, type FaultCode, type Refusal } from './faults.ts';
import { wallClock } from './wall-clock.ts';

/** The properties of a party, as filters may name them. */
export const PARTY_FIELDS = [
  'relatiesoort',
  'modifiedOn',
  'relatiecode',
  'naam',
  'vestigingsAdres',
  'correspondentieAdres',
  'telefoon',
  'mobieleTelefoon',
  'email',
  'btwNummer',
  'factuurkorting',
  'krediettermijn',
  'bankieren',
  'nonactief',
  'kredietLimiet',
  'memo',
  'kvkNummer',
  'oin',
  'websiteUrl',
  'aanmaningsoort',
  'factuurEmailVersturen',
  'iban',
  'bic',
  'incassoSoort',
  'factuurRelatie',
  'id',
  'uri',
] as const;

const DEFAULTS: JsonObject = {
  vestigingsAdres: null,
  correspondentieAdres: null,
  telefoon: null,
  mobieleTelefoon: null,
  email: null,
  btwNummer: null,
  factuurkorting: 0,
  krediettermijn: 0,
  bankieren: false,
  nonactief: false,
  kredietLimiet: 0,
  memo: null,
  kvkNummer: null,
  oin: null,
  websiteUrl: null,
  aanmaningsoort: 'Nee',
  factuurEmailVersturen: { shouldSend: false, email: null, ccEmail: null },
  iban: null,
  bic: null,
  incassoSoort: 'Geen',
  factuurRelatie: null,
  documents: [],
  extraVeldenKlant: [],
};

export function createParty(
  books: Administration,
  from: Surroundings,
  sent: JsonObject,
  by: 'api' | 'ui',
): JsonObject | Refusal {
  if (textAt(sent, 'id') !== undefined) return refuse('ALG-0100');
  const codes = faultsOf(books, sent, undefined);
  if (codes.length > 0) return refuse(...codes);
  const id = newId(books);
  const party = shown(books, from, id, { ...DEFAULTS, ...known(sent), relatiecode: codeOf(books, sent) });
  books.parties.push(party);
  logWrite(books, from, { resource: 'relaties', id, operation: 'create', by });
  return party;
}

/** A PUT replaces the whole party: what is left out falls back to its default. */
export function replaceParty(
  books: Administration,
  from: Surroundings,
  { id, sent, by }: Replacement,
): JsonObject | Refusal {
  const before = findParty(books, id);
  if (before === undefined) return notFound('REL-0005');
  if ((textAt(sent, 'id') ?? id) !== id) return refuse('ALG-0101');
  const codes = faultsOf(books, sent, id);
  if (codes.length > 0) return refuse(...codes);
  const relatiecode = sent['relatiecode'] ?? before['relatiecode'] ?? 0;
  const party = shown(books, from, id, { ...DEFAULTS, ...known(sent), relatiecode });
  books.parties = books.parties.map((one) => (textAt(one, 'id') === id ? party : one));
  logWrite(books, from, { resource: 'relaties', id, operation: 'update', by });
  return party;
}

/** Deleting only switches a party off; one with open invoices stays. */
export function deleteParty(
  books: Administration,
  from: Surroundings,
  id: string,
  by: 'api' | 'ui',
): 'deleted' | Refusal {
  const party = findParty(books, id);
  if (party === undefined) return notFound('REL-0005');
  if (books.bookings.some(({ body }) => textAt(objectAt(body, 'klant'), 'id') === id))
    return refuse('REL-0049');
  const off = { ...party, nonactief: true, modifiedOn: wallClock(from.now()) };
  books.parties = books.parties.map((one) => (textAt(one, 'id') === id ? off : one));
  logWrite(books, from, { resource: 'relaties', id, operation: 'delete', by });
  return 'deleted';
}

export function findParty(books: Administration, id: string): JsonObject | undefined {
  const party = books.parties.find((one) => textAt(one, 'id') === id);
  return party?.['nonactief'] === true && !books.knobs.readsInactive ? undefined : party;
}

function shown(books: Administration, from: Surroundings, id: string, body: JsonObject): JsonObject {
  const uri = `/relaties/${id}`;
  return {
    ...body,
    modifiedOn: wallClock(from.now()),
    vestigingsAdres: addressOf(books, objectAt(body, 'vestigingsAdres')),
    correspondentieAdres: addressOf(books, objectAt(body, 'correspondentieAdres')),
    inkoopBoekingenUri: `${uri}/inkoopboekingen`,
    verkoopBoekingenUri: `${uri}/verkoopboekingen`,
    id,
    uri,
  };
}

function addressOf(books: Administration, address: JsonObject | undefined): JsonObject | null {
  if (address === undefined) return null;
  const land = textAt(objectAt(address, 'land'), 'id') ?? textAt(books.countries[0], 'id') ?? '';
  const text = (name: string): string | null => textAt(address, name) ?? null;
  return {
    contactpersoon: text('contactpersoon'),
    straat: text('straat'),
    postcode: text('postcode'),
    plaats: text('plaats'),
    land: { id: land, uri: `/landen/${land}` },
  };
}

/** Unknown members of a body are ignored. */
function known(sent: JsonObject): JsonObject {
  const fields: readonly string[] = PARTY_FIELDS;
  return Object.fromEntries(Object.entries(sent).filter(([name]) => fields.includes(name)));
}

function codeOf(books: Administration, sent: JsonObject): number {
  if (typeof sent['relatiecode'] === 'number') return sent['relatiecode'];
  const code = books.nextPartyCode;
  books.nextPartyCode += 1;
  return code;
}

const VAT_NUMBER = /^[A-Z]{2}[0-9A-Z]{2,48}$/;
const EMAIL = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;

function faultsOf(books: Administration, sent: JsonObject, id: string | undefined): readonly FaultCode[] {
  const kinds = isList(sent['relatiesoort']) ? sent['relatiesoort'] : [];
  const visit = objectAt(sent, 'vestigingsAdres');
  const long = (from: JsonObject | undefined, name: string, most: number): boolean =>
    (textAt(from, name) ?? '').length > most;
  const email = textAt(sent, 'email') ?? '';
  const vat = textAt(sent, 'btwNummer') ?? '';
  const sameCode = books.parties.some(
    (one) => textAt(one, 'id') !== id && one['relatiecode'] === sent['relatiecode'],
  );
  const checks: readonly (readonly [boolean, FaultCode])[] = [
    [(textAt(sent, 'naam') ?? '').trim() === '', 'REL-0007'],
    [kinds.includes('Eigen'), 'REL-0048'],
    [books.knobs.refusesDualRole && kinds.includes('Klant') && kinds.includes('Leverancier'), 'REL-0065'],
    [sent['relatiecode'] !== undefined && sameCode, 'REL-0008'],
    [long(sent, 'telefoon', 25), 'REL-0013'],
    [long(visit, 'straat', 50), 'REL-0020'],
    [long(visit, 'postcode', 25), 'REL-0021'],
    [long(visit, 'plaats', 50), 'REL-0022'],
    [isPartial(visit), 'REL-0060'],
    [isForeignCountry(books, visit), 'REL-0056'],
    [isForeignCountry(books, objectAt(sent, 'correspondentieAdres')), 'REL-0055'],
    [email.length > 250, 'REL-0085'],
    [email !== '' && !EMAIL.test(email), 'REL-0061'],
    [vat !== '' && !VAT_NUMBER.test(vat), 'REL-0088'],
  ];
  return checks.flatMap(([wrong, code]) => (wrong ? [code] : []));
}

/** The visiting address has all of its fields or none, the contact person excepted. */
function isPartial(address: JsonObject | undefined): boolean {
  const given = ['straat', 'postcode', 'plaats'].map((name) => (textAt(address, name) ?? '') !== '');
  return given.includes(true) && given.includes(false);
}

function isForeignCountry(books: Administration, address: JsonObject | undefined): boolean {
  const id = textAt(objectAt(address, 'land'), 'id');
  return id !== undefined && !books.countries.some((country) => textAt(country, 'id') === id);
}
