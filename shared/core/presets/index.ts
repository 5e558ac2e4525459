// Presets: the settings to start a connection from, by name.
import type { Policy } from '../policy.ts';
import { CLOCK_PMS } from './clock-pms.ts';
import { HUBSPOT_QUICKBOOKS } from './hubspot-quickbooks.ts';
import { KLIPBOARD } from './klipboard.ts';
import { QICS_MILESTONES_SNELSTART } from './qics-milestones-snelstart.ts';
import { TAXDOME } from './taxdome.ts';

/** Whom a preset was written for: where records come from (`product`: it pushes), and which ledger they go to. */
export const PRESET_ENDS: Readonly<Record<string, { readonly source: string; readonly ledger: string }>> = {
  [CLOCK_PMS.preset]: { source: 'product', ledger: 'quickbooks' },
  [HUBSPOT_QUICKBOOKS.preset]: { source: 'hubspot', ledger: 'quickbooks' },
  [KLIPBOARD.preset]: { source: 'product', ledger: 'quickbooks' },
  [QICS_MILESTONES_SNELSTART.preset]: { source: 'product', ledger: 'snelstart' },
  [TAXDOME.preset]: { source: 'product', ledger: 'quickbooks' },
};

export const PRESETS: Readonly<Record<string, Policy>> = {
  [CLOCK_PMS.preset]: CLOCK_PMS,
  [HUBSPOT_QUICKBOOKS.preset]: HUBSPOT_QUICKBOOKS,
  [KLIPBOARD.preset]: KLIPBOARD,
  [QICS_MILESTONES_SNELSTART.preset]: QICS_MILESTONES_SNELSTART,
  [TAXDOME.preset]: TAXDOME,
};
