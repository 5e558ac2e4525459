// Changes: what changed since a time. Customers are shown, cost centres and accounts come whole, bookings are only named.
import type { Answer } from '../../core/faults.ts';
import type { Changes, LedgerAccess } from '../ports.ts';
import type { Client } from './client.ts';
import { COST_CENTRE, fromCostCentre } from './documents/cost-centre.ts';
import { fromParty, isCustomer, PARTY } from './documents/party.ts';
import { INVOICE, typeOf } from './invoices.ts';
import { accounts, costCentreEntry, countries, whole } from './lists.ts';
import { all, timeLiteral } from './odata.ts';
import { instantOf, wallClock } from './wall-clock.ts';

/**
 * Timestamps have no zone and jump by an hour twice a year; paging has no order and rows move while it goes on. Two hours
 * cover both. What comes twice is recognised by its fingerprint and costs nothing.
 */
const OVERLAP_MS = 2 * 3_600_000;

/** Everything since a time (milliseconds UTC). Deleted bookings are in no list: they come to light when they are looked at. */
export async function changes(
  client: Client,
  access: LedgerAccess,
  since: number,
  now: number,
): Promise<Answer<Changes>> {
  const from = wallClock(Math.max(0, since - OVERLAP_MS));
  const filter = `ModifiedOn gt ${timeLiteral(from)}`;
  // Both are texts of one form, so they compare as texts. A row without a time may have changed.
  const fits = ({ modifiedOn }: { modifiedOn?: string | null | undefined }): boolean =>
    (modifiedOn ?? '~') > from;
  const parties = await all(client, access, { path: '/relaties', filter, row: PARTY, fits });
  if (!parties.ok) return parties;
  const customers = parties.value.rows.filter(isCustomer);
  const lands = customers.length === 0 ? NONE : await countries(client, access);
  if (!lands.ok) return lands;
  const centres = await whole(client, access, '/kostenplaatsen', COST_CENTRE);
  if (!centres.ok) return centres;
  // Nothing promises that a new account changes a time; they are a page.
  const ledgers = await accounts(client, access);
  if (!ledgers.ok) return ledgers;
  const invoices = await all(client, access, { path: '/verkoopfacturen', filter, row: INVOICE, fits });
  if (!invoices.ok) return invoices;
  return {
    ok: true,
    value: {
      snapshots: [
        ...customers.map((party) => fromParty(party, lands.value, now)),
        ...centres.value.map((row) => fromCostCentre(row, now)),
      ],
      touched: invoices.value.rows.map((row) => ({
        document: { type: typeOf(row), id: row.verkoopBoeking.id },
        changedAt: instantOf(row.modifiedOn) ?? now,
      })),
      lists: { accounts: ledgers.value.entries, costCentres: centres.value.map(costCentreEntry) },
      upTo: now,
      reads:
        parties.value.reads +
        invoices.value.reads +
        ledgers.value.reads +
        1 +
        (customers.length === 0 ? 0 : 1),
    },
  };
}

const NONE = { ok: true, value: new Map<string, never>() } as const;
