// Highest number: where the company's invoice numbers end, for a product that wants to go on from there.
import * as z from 'zod';
import type { Answer } from '../../core/faults.ts';
import type { LedgerAccess } from '../ports.ts';
import type { Client } from './client.ts';
import { text } from './documents/parts.ts';
import { ask, ROWS_MAX } from './queries.ts';

/** The newest 5,000 invoices: numbers rise with time, and each page is a metered read. */
const PAGES_MAX = 5;

/** The highest number of digits only. QuickBooks sorts numbers as text, so it cannot be asked for the highest one. */
export async function highestNumber(
  client: Client,
  access: LedgerAccess,
): Promise<Answer<number | undefined>> {
  let highest: number | undefined;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const place = `STARTPOSITION ${page * ROWS_MAX + 1} MAXRESULTS ${ROWS_MAX}`;
    const rest = `ORDERBY MetaData.CreateTime DESC ${place}`;
    const answer = await ask(client, access, [{ entity: 'Invoice', select: 'DocNumber', rest }]);
    if (!answer.ok) return answer;
    const rows = answer.value.lists[0] ?? [];
    for (const row of rows) highest = larger(highest, numberIn(row));
    if (rows.length < ROWS_MAX) break;
  }
  return { ok: true, value: highest };
}

const numbered = z.object({ DocNumber: text });

function numberIn(row: unknown): number | undefined {
  const number = numbered.safeParse(row).data?.DocNumber?.trim() ?? '';
  // Longer ones are no sequence that anybody counts on, and would not be exact.
  return /^\d{1,15}$/.test(number) ? Number(number) : undefined;
}

function larger(one: number | undefined, other: number | undefined): number | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return Math.max(one, other);
}
