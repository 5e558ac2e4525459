// What SnelStart can do, so that no rule has to know it.
import type { LedgerAbilities } from '../../core/decisions.ts';

export const ABILITIES: LedgerAbilities = {
  keyed: false,
  // BOE-0058 above it.
  numberLengthMax: 25,
  nameLengthMax: 50,
  // There is no void; a booking that is in a VAT return or has payments refuses to go.
  ends: { invoice: ['delete'], credit_note: ['delete'] },
  attachmentsOf: ['invoice', 'credit_note'],
  // Invoices, by which a booking is found, are made from bookings a moment later; nothing promises how long a moment is.
  lookUpLagMs: 60_000,
};
