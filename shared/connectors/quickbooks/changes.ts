// Changes: what changed in a company since a time, whole. The change feed cuts off silently at 1,000 objects.
import * as z from 'zod';
import type { DocumentType, Snapshot } from '../../core/documents.ts';
import type { Answer } from '../../core/faults.ts';
import type { Changes, LedgerAccess } from '../ports.ts';
import { call, type Client } from './client.ts';
import { DOCUMENT_TYPES, entityOf } from './documents/documents.ts';
import { companyOf, type ReadContext } from './documents/parts.ts';
import { unreadable } from './faults.ts';
import { pagesSince } from './pages.ts';
import { ROWS_MAX } from './queries.ts';
import { snapshotsOf } from './snapshots.ts';

/** The feed reaches back 30 days (change data capture page); an hour less, so that clocks may differ. */
const FEED_REACH_MS = 30 * 24 * 3_600_000 - 3_600_000;

/**
 * Asked again below the watermark: times of objects are rounded to seconds, and the time of an answer may be a second
 * ahead of objects that are committed at that moment. What comes twice is recognised by its fingerprint and costs nothing.
 */
const OVERLAP_MS = 60_000;

/** Everything that changed since a time; `now` (milliseconds UTC) only decides whether the feed still reaches back. */
export async function changes(
  client: Client,
  access: LedgerAccess,
  since: number,
  now: number,
): Promise<Answer<Changes>> {
  const from = Math.max(0, since - OVERLAP_MS);
  if (now - from > FEED_REACH_MS) return pagesSince(client, access, DOCUMENT_TYPES, from);
  const all = await feed(client, access, from, DOCUMENT_TYPES);
  if (!all.ok) return all;
  const { cut, ...whole } = all.value;
  return cut ? narrowed(client, access, from, whole) : { ok: true, value: whole };
}

/** The feed for each type by itself, and pages of a query where even that is cut off. */
async function narrowed(
  client: Client,
  access: LedgerAccess,
  from: number,
  all: Changes,
): Promise<Answer<Changes>> {
  const parts: Changes[] = [all];
  const cut: DocumentType[] = [];
  for (const type of DOCUMENT_TYPES) {
    const one = await feed(client, access, from, [type]);
    if (!one.ok) return one;
    parts.push(one.value);
    if (one.value.cut) cut.push(type);
  }
  const pages = await pagesSince(client, access, cut, from);
  return pages.ok ? { ok: true, value: joined([...parts, pages.value]) } : pages;
}

/** The newest view of each document, and the earliest of the watermarks. */
function joined(parts: readonly Changes[]): Changes {
  const newest = new Map<string, Snapshot>();
  for (const snapshot of parts.flatMap((part) => part.snapshots)) {
    const key = `${snapshot.ref.type}:${snapshot.ref.id}`;
    const known = newest.get(key);
    if (known === undefined || known.ref.updatedAt <= snapshot.ref.updatedAt) newest.set(key, snapshot);
  }
  return {
    snapshots: [...newest.values()],
    upTo: Math.min(...parts.map((part) => part.upTo)),
    reads: parts.reduce((sum, part) => sum + part.reads, 0),
  };
}

/** One answer of the feed, and whether it was cut off. */
type Fed = Changes & { readonly cut: boolean };

async function feed(
  client: Client,
  access: LedgerAccess,
  from: number,
  types: readonly DocumentType[],
): Promise<Answer<Fed>> {
  const entities = types.map((type) => entityOf(type).name).join(',');
  const query = { entities, changedSince: new Date(from).toISOString() };
  const answer = await call(client, access, { path: 'cdc', query, effect: 'read' });
  if (!answer.ok) return answer;
  const { json, at, response } = answer.value;
  const blocks = feedAnswer.safeParse(json);
  if (!blocks.success || at === 0) return { ok: false, fault: unreadable(response, 'read') };
  const snapshots = fedSnapshots(blocks.data, types, { at, ...companyOf(access.reference) });
  if (!snapshots.ok) return snapshots;
  return {
    ok: true,
    value: { snapshots: snapshots.value, upTo: at, reads: 1, cut: snapshots.value.length >= ROWS_MAX },
  };
}

const feedAnswer = z.object({
  CDCResponse: z.array(z.object({ QueryResponse: z.array(z.record(z.string(), z.unknown())) })),
});

const anyRows = z.array(z.unknown());

/** Blocks are found by their entity's name: their order is not fixed and empty ones are left out. */
function fedSnapshots(
  { CDCResponse: responses }: z.infer<typeof feedAnswer>,
  types: readonly DocumentType[],
  context: ReadContext,
): Answer<readonly Snapshot[]> {
  const blocks = responses.flatMap((response) => response.QueryResponse);
  const snapshots: Snapshot[] = [];
  for (const type of types) {
    const rows = blocks.flatMap((block) => anyRows.safeParse(block[entityOf(type).name]).data ?? []);
    const read = snapshotsOf(type, rows, context);
    if (!read.ok) return read;
    snapshots.push(...read.value);
  }
  return { ok: true, value: snapshots };
}
