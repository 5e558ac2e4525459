// Read: documents by id, one call each. What the ledger has no more comes back as deleted.
import type { DocumentType, Snapshot } from '../../core/documents.ts';
import type { Answer } from '../../core/faults.ts';
import type { DocumentId } from '../../storage/ports.ts';
import type { LedgerAccess } from '../ports.ts';
import { call, type Client } from './client.ts';
import { COST_CENTRE, fromCostCentre } from './documents/cost-centre.ts';
import { FILE, fromFile } from './documents/file.ts';
import { fromBooking } from './documents/booking.ts';
import { fromParty, PARTY } from './documents/party.ts';
import { unreadable } from './faults.ts';
import { countries, type Country } from './lists.ts';

interface Context {
  readonly at: number;
  readonly countries: ReadonlyMap<string, Country>;
}

/** Where a type is read by id; undefined for what SnelStart does not keep. */
const PLACES: Readonly<Partial<Record<DocumentType, string>>> = {
  customer: '/relaties',
  cost_centre: '/kostenplaatsen',
  invoice: '/verkoopboekingen',
  credit_note: '/verkoopboekingen',
  attachment: '/documenten',
};

export async function read(
  client: Client,
  access: LedgerAccess,
  wanted: readonly DocumentId[],
  at: number,
): Promise<Answer<readonly Snapshot[]>> {
  const distinct = [...new Map(wanted.map((each) => [`${each.type}/${each.id}`, each])).values()];
  const needsCountries = distinct.some(({ type }) => type === 'customer');
  const lands = needsCountries ? await countries(client, access) : NO_COUNTRIES;
  if (!lands.ok) return lands;
  const snapshots: Snapshot[] = [];
  for (const document of distinct) {
    const one = await readOne(client, access, document, { at, countries: lands.value });
    if (!one.ok) return one;
    snapshots.push(one.value);
  }
  return { ok: true, value: snapshots };
}

const NO_COUNTRIES = { ok: true, value: new Map<string, Country>() } as const;

async function readOne(
  client: Client,
  access: LedgerAccess,
  document: DocumentId,
  context: Context,
): Promise<Answer<Snapshot>> {
  const { type, id } = document;
  const place = PLACES[type];
  const gone: Snapshot = { ref: { type, id, revision: '', updatedAt: context.at }, status: 'deleted' };
  // Ids are UUIDs: any other was never given out, and must not become a part of an address.
  if (place === undefined || !/^[\w-]{1,64}$/.test(id)) return { ok: true, value: gone };
  const answer = await call(client, access, { method: 'GET', path: `${place}/${id}`, effect: 'read' });
  if (!answer.ok) return answer.fault.fault === 'not_found' ? { ok: true, value: gone } : answer;
  const snapshot = snapshotOf(document, answer.value.json, context);
  return snapshot === undefined
    ? { ok: false, fault: unreadable(answer.value.response.status, 'read') }
    : { ok: true, value: snapshot };
}

function snapshotOf(
  { type }: DocumentId,
  json: unknown,
  { at, countries: lands }: Context,
): Snapshot | undefined {
  switch (type) {
    case 'invoice':
    case 'credit_note':
      return fromBooking(json, type, { at });
    case 'customer': {
      const party = PARTY.safeParse(json);
      return party.success ? fromParty(party.data, lands, at) : undefined;
    }
    case 'cost_centre': {
      const centre = COST_CENTRE.safeParse(json);
      return centre.success ? fromCostCentre(centre.data, at) : undefined;
    }
    case 'attachment': {
      const file = FILE.safeParse(json);
      if (!file.success) return undefined;
      return fromFile(file.data, { at, parent: { type: 'invoice', id: file.data.verkoopBoekingId ?? '' } });
    }
    case 'supplier':
    case 'item':
    case 'payment':
    case 'refund_receipt':
    case 'expense':
      return undefined;
  }
}
