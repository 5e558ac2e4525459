// Read: documents by id, one query for each type. What the ledger has no more is told by its absence.
import type { DocumentType, Snapshot } from '../../core/documents.ts';
import type { Answer } from '../../core/faults.ts';
import type { DocumentId } from '../../storage/ports.ts';
import type { LedgerAccess } from '../ports.ts';
import type { Client } from './client.ts';
import { DOCUMENT_TYPES, entityOf } from './documents/documents.ts';
import { companyOf } from './documents/parts.ts';
import { ALSO_INACTIVE, ask, literal, ROWS_MAX, type Query } from './queries.ts';
import { snapshotsOf } from './snapshots.ts';

/** Ids in one query: keeps the address of the request far below the 8 KB that servers commonly take. */
const IDS_PER_QUERY = 100;

interface Chunk {
  readonly type: DocumentType;
  readonly ids: readonly string[];
}

/** The documents of these ids as the ledger shows them now; those it does not have come back as deleted. */
export async function read(
  client: Client,
  access: LedgerAccess,
  wanted: readonly DocumentId[],
): Promise<Answer<readonly Snapshot[]>> {
  const chunks = chunksOf(wanted);
  const answer = await ask(client, access, chunks.map(queryOf));
  if (!answer.ok) return answer;
  const { lists, at } = answer.value;
  const context = { at, ...companyOf(access.reference) };
  const snapshots: Snapshot[] = [];
  for (const [index, { type, ids }] of chunks.entries()) {
    const rows = snapshotsOf(type, lists[index] ?? [], context);
    if (!rows.ok) return rows;
    const found = new Map(rows.value.map((row) => [row.ref.id, row]));
    snapshots.push(...ids.map((id) => found.get(id) ?? gone(type, id, at)));
  }
  return { ok: true, value: snapshots };
}

function chunksOf(wanted: readonly DocumentId[]): readonly Chunk[] {
  return DOCUMENT_TYPES.flatMap((type) => {
    const ids = [...new Set(wanted.filter((each) => each.type === type).map(({ id }) => id))];
    const count = Math.ceil(ids.length / IDS_PER_QUERY);
    return Array.from({ length: count }, (_, index) => ({
      type,
      ids: ids.slice(index * IDS_PER_QUERY, (index + 1) * IDS_PER_QUERY),
    }));
  });
}

function queryOf({ type, ids }: Chunk): Query {
  const { name, family } = entityOf(type);
  const also = family === 'name' ? ` AND ${ALSO_INACTIVE}` : '';
  return { entity: name, rest: `WHERE Id IN (${ids.map(literal).join(', ')})${also} MAXRESULTS ${ROWS_MAX}` };
}

function gone(type: DocumentType, id: string, at: number): Snapshot {
  return { ref: { type, id, revision: '', updatedAt: at }, status: 'deleted' };
}
