// Cost centre: a kostenplaats in our words. It tells no time of its change, so what it says is its revision.
import * as z from 'zod';
import type { CostCentreDocument, Snapshot } from '../../../core/documents.ts';
import { fingerprint } from '../../../core/fingerprint.ts';
import { flag, refOf, text } from './parts.ts';

export const COST_CENTRE = z.object({
  id: z.string(),
  nummer: z.string(),
  omschrijving: text,
  nonactief: flag,
});

export function fromCostCentre(row: z.infer<typeof COST_CENTRE>, at: number): Snapshot {
  const document: CostCentreDocument = {
    type: 'cost_centre',
    number: row.nummer,
    name: row.omschrijving ?? '',
    active: row.nonactief !== true,
  };
  return {
    ref: refOf('cost_centre', row, { at, revision: fingerprint(document) }),
    status: 'live',
    document,
  };
}
