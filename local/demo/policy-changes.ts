// What the demo's hotel sets otherwise than its preset, saved as an admin saves it: through the API, as the next version.
import { z } from 'zod';
import type { RunningSystem } from '../system.ts';
import type { Client } from './client.ts';
import { idOf } from './company-lists.ts';

const SECTION = z.looseObject({});
const SAVED = z.object({
  version: z.number(),
  policy: z.looseObject({ refunds: SECTION, ends: SECTION, backfill: SECTION }),
});

/** Refunds have an account, an unsynced payment leaves the books, and the books begin with a day. */
export async function saveDemoPolicy(system: RunningSystem, client: Client, from: string): Promise<void> {
  const { version, policy } = SAVED.parse(await client.ask('/policy'));
  const account = await idOf(system.simulator, 'Account', 'Accounts Receivable (A/R)');
  const next = {
    ...policy,
    refunds: { ...policy.refunds, expenseAccountByCurrency: { EUR: account } },
    ends: { ...policy.ends, unsync: 'delete' },
    backfill: { ...policy.backfill, exportFrom: from },
  };
  const body = JSON.stringify({ policy: next, expectedVersion: version });
  await client.ask('/policy', { method: 'PUT', body });
}
