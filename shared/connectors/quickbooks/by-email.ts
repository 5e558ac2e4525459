// By e-mail: the customers that have one of some addresses, in one question.
import type { Snapshot } from '../../core/documents.ts';
import type { Answer } from '../../core/faults.ts';
import type { LedgerAccess } from '../ports.ts';
import type { Client } from './client.ts';
import { companyOf } from './documents/parts.ts';
import { ask, literal, ROWS_MAX } from './queries.ts';
import { snapshotsOf } from './snapshots.ts';

/** Active ones only. QuickBooks keeps several addresses in one field, by commas: only who has a single one is found. */
export async function customersByEmail(
  client: Client,
  access: LedgerAccess,
  emails: readonly string[],
): Promise<Answer<readonly Snapshot[]>> {
  const condition = `PrimaryEmailAddr IN (${emails.map(literal).join(', ')})`;
  const answer = await ask(client, access, [
    { entity: 'Customer', rest: `WHERE ${condition} MAXRESULTS ${ROWS_MAX}` },
  ]);
  if (!answer.ok) return answer;
  const { lists, at } = answer.value;
  return snapshotsOf('customer', lists[0] ?? [], { at, ...companyOf(access.reference) });
}
