// Highest number: where the administration's invoice numbers end, for a product that wants to go on from there.
import type { Answer } from '../../core/faults.ts';
import type { LedgerAccess } from '../ports.ts';
import type { Client } from './client.ts';
import { INVOICE } from './invoices.ts';
import { all } from './odata.ts';

/** The highest number of digits only. Numbers are texts here, and the list has no order: all of them are looked at. */
export async function highestNumber(
  client: Client,
  access: LedgerAccess,
): Promise<Answer<number | undefined>> {
  const rows = await all(client, access, { path: '/verkoopfacturen', row: INVOICE, fits: () => true });
  if (!rows.ok) return rows;
  const numbers = rows.value.rows.flatMap(({ factuurnummer }) =>
    /^\d{1,15}$/.test(factuurnummer ?? '') ? [Number(factuurnummer)] : [],
  );
  return { ok: true, value: numbers.length === 0 ? undefined : Math.max(...numbers) };
}
