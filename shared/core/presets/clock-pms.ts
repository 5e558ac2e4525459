// Preset "clock-pms": a hotel system pushes closed folios and their payments into the ledger; nothing flows back.
import type { Policy } from '../policy.ts';

/**
 * One way (CLK-02), customers created if missing (CLK-43), numbers of the source (CLK-05), payments after their folio
 * (CLK-35). Mappings start empty: preflight and the first failing record say what is missing.
 */
export const CLOCK_PMS: Policy = {
  preset: 'clock-pms',
  timeZone: 'Europe/Sofia',
  direction: 'to_ledger',
  customers: { onMissing: 'create', nameTemplate: '{name}', onNameClash: 'fail', onUpdate: 'create_only' },
  items: { onMissing: 'create', map: {}, accountMap: {} },
  invoices: {
    pushOn: 'closed',
    documentTypes: [],
    // The seed says closed folios change by correction folios only; a product that does send a newer revision means it.
    onSourceEdit: 'push_update',
    onRemoteEdit: 'ignore',
    onConflict: 'fail',
    numbering: 'source',
  },
  payments: { direction: 'to_ledger', depositAccount: { mode: 'map', map: {} }, methodMap: {} },
  tax: { mode: 'mapped', map: {} },
  ends: { invoice: 'void', payment: 'void' },
  backfill: { excludePaymentsBeforeExportFrom: true },
};
