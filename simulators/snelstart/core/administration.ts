// Administration: one set of books with its parties, ledgers, cost centres, bookings and documents, and its knobs.
import type { JsonObject } from '../../quickbooks/core/json.ts';
import type { Surroundings } from '../../quickbooks/core/types.ts';
import { startingCountries, startingLedgers, startingParties } from './chart.ts';

/** How an administration starts. */
export interface AdministrationSettings {
  readonly id: string;
  readonly name: string;
  /** The package the customer pays for; some leave the couplings out. */
  readonly package?: string;
}

/** What nobody has settled, or what a test wants to change. */
export interface Knobs {
  limits: { enforce: boolean; perMinute: number; perHour: number; concurrent: number };
  /** Whether a list without a filter shows inactive parties: not found in any text. */
  listsInactive: boolean;
  /** Whether a single inactive party can still be read. */
  readsInactive: boolean;
  /** REL-0065 exists while the field is a list; when it is given is unknown. */
  refusesDualRole: boolean;
  /** Whether a payment counts the invoice as modified. */
  paymentTouchesInvoice: boolean;
  /** A booking becomes visible in the list of invoices so many milliseconds after it was made. */
  invoiceLagMs: number;
  /** 200 says the description, 201 the live service. */
  documentStatus: 200 | 201;
  /** The order of lists, which is promised nowhere: as made, or newest first. */
  order: 'made' | 'newest';
  /** No booking on days up to and including this one. */
  lockedUntil: string | null;
  /** The days up to this one are in a VAT return: bookings there neither change nor go. */
  returnedUntil: string | null;
}

export const DEFAULT_KNOBS: Knobs = {
  limits: { enforce: true, perMinute: 500, perHour: 5_000, concurrent: 50 },
  listsInactive: true,
  readsInactive: false,
  refusesDualRole: false,
  paymentTouchesInvoice: false,
  invoiceLagMs: 0,
  documentStatus: 201,
  order: 'made',
  lockedUntil: null,
  returnedUntil: null,
};

/** A booking as the API shows it, with what it does not show. */
export interface Booking {
  readonly id: string;
  readonly body: JsonObject;
  /** Milliseconds UTC at which it was made; lists may show it later. */
  readonly madeAt: number;
}

/** The invoice that a booking produces. */
export interface SalesInvoice {
  readonly id: string;
  readonly bookingId: string;
  /** Ten-thousandths of a euro that were paid. Kept as text, so that the state can be written down. */
  readonly paid: string;
  readonly modifiedOn: string;
}

export interface StoredDocument {
  readonly id: string;
  readonly parentType: string;
  readonly parentId: string;
  readonly fileName: string;
  readonly readOnly: boolean;
  /** Base64, as it was sent. */
  readonly content: string;
}

/** One line of the log of writes: what a test asserts on. */
export interface WriteRecord {
  readonly at: number;
  readonly resource: string;
  readonly id: string;
  readonly operation: 'create' | 'update' | 'delete' | 'pay';
  readonly by: 'api' | 'ui';
}

/** A PUT, or what a user does in the program itself: the whole record anew. */
export interface Replacement {
  readonly id: string;
  readonly sent: JsonObject;
  readonly by: WriteRecord['by'];
}

export interface Administration {
  readonly id: string;
  readonly name: string;
  readonly package: string;
  knobs: Knobs;
  parties: JsonObject[];
  ledgers: JsonObject[];
  costCentres: JsonObject[];
  readonly countries: readonly JsonObject[];
  bookings: Booking[];
  invoices: SalesInvoice[];
  documents: StoredDocument[];
  writeLog: WriteRecord[];
  /** Times of the calls of the last hour, and until when slow ones are still being answered. */
  calls: { readonly at: number; readonly until: number }[];
  nextPartyCode: number;
  nextId: number;
}

export function openAdministration(settings: AdministrationSettings): Administration {
  const administration: Administration = {
    id: settings.id,
    name: settings.name,
    package: settings.package ?? 'inControle',
    knobs: structuredClone(DEFAULT_KNOBS),
    parties: [],
    ledgers: [],
    costCentres: [],
    countries: startingCountries(),
    bookings: [],
    invoices: [],
    documents: [],
    writeLog: [],
    calls: [],
    nextPartyCode: 1001,
    nextId: 1,
  };
  administration.ledgers = startingLedgers();
  administration.parties = startingParties(() => newId(administration));
  return administration;
}

/** Ids are in the form of a UUID and count up: the same story gives the same ids. */
export function newId(administration: Administration): string {
  const number = administration.nextId;
  administration.nextId += 1;
  const tail = number.toString(16).padStart(12, '0');
  return `${administration.id.slice(0, 8)}-0000-4000-8000-${tail}`;
}

export function logWrite(
  administration: Administration,
  from: Surroundings,
  write: Omit<WriteRecord, 'at'>,
): void {
  administration.writeLog.push({ at: from.now(), ...write });
}
