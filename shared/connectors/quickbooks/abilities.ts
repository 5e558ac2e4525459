// What QuickBooks Online can do, so that no rule has to know it.
import type { LedgerAbilities } from '../../core/decisions.ts';
import { TEXT_MAX } from './texts.ts';

export const ABILITIES: LedgerAbilities = {
  keyed: true,
  numberLengthMax: 21,
  nameLengthMax: TEXT_MAX.displayName,
  findsByEmail: true,
  // Intuit documents no void for the others; people can void them in QuickBooks itself.
  ends: {
    invoice: ['void', 'delete'],
    credit_note: ['delete'],
    payment: ['void', 'delete'],
    refund_receipt: ['delete'],
    expense: ['delete'],
  },
};
