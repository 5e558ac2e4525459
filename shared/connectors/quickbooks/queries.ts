// Queries: QuickBooks' query language, several questions in one call, and their rows.
import * as z from 'zod';
import type { Answer } from '../../core/faults.ts';
import type { LedgerAccess } from '../ports.ts';
import { call, type Client, type Reply } from './client.ts';
import { faultOf, unreadable } from './faults.ts';

/** Most rows of one query, and most objects of one batch answer or change feed. */
export const ROWS_MAX = 1000;

/** One question: an entity and what follows it in the statement. */
export interface Query {
  readonly entity: string;
  /** The members to show; all where it is left out. */
  readonly select?: string | undefined;
  /** For example `WHERE Id IN ('1')`. */
  readonly rest: string;
}

/** The rows of each query, in the order of the queries. */
export interface Rows {
  readonly lists: readonly (readonly unknown[])[];
  /** Milliseconds UTC by QuickBooks' clock. */
  readonly at: number;
}

/** A literal of the query language: a quote is escaped by a backslash, and so is the backslash. */
export function literal(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}

/** Names that were made inactive are left out of every query unless it asks for them. */
export const ALSO_INACTIVE = 'Active IN (true, false)';

/** Asks one question by itself, several in one batch: a round trip costs more than a longer answer. */
export async function ask(
  client: Client,
  access: LedgerAccess,
  queries: readonly Query[],
): Promise<Answer<Rows>> {
  const [first] = queries;
  if (first === undefined) return { ok: true, value: { lists: [], at: 0 } };
  return queries.length === 1 ? askOne(client, access, first) : askTogether(client, access, queries);
}

async function askOne(client: Client, access: LedgerAccess, query: Query): Promise<Answer<Rows>> {
  const answer = await call(client, access, {
    path: 'query',
    query: { query: statementOf(query) },
    effect: 'read',
  });
  if (!answer.ok) return answer;
  const list = rowsIn(answer.value.json, query.entity);
  if (list === undefined) return { ok: false, fault: unreadable(answer.value.response, 'read') };
  return { ok: true, value: { lists: [list], at: answer.value.at } };
}

async function askTogether(
  client: Client,
  access: LedgerAccess,
  queries: readonly Query[],
): Promise<Answer<Rows>> {
  const items = queries.map((query, index) => ({ bId: `q${index}`, Query: statementOf(query) }));
  const answer = await call(client, access, {
    path: 'batch',
    body: { BatchItemRequest: items },
    effect: 'read',
  });
  return answer.ok ? rowsOf(queries, answer.value) : answer;
}

const batchAnswer = z.object({
  BatchItemResponse: z.array(z.object({ bId: z.string() }).catchall(z.unknown())),
});

/** All questions or none: half an answer would read as "the ledger has no such document". */
function rowsOf(queries: readonly Query[], reply: Reply): Answer<Rows> {
  const read = batchAnswer.safeParse(reply.json);
  const items = new Map((read.success ? read.data.BatchItemResponse : []).map((item) => [item.bId, item]));
  const lists: (readonly unknown[])[] = [];
  for (const [index, query] of queries.entries()) {
    const item = items.get(`q${index}`);
    const fault = item === undefined ? undefined : faultOf(reply.response, item, 'read');
    if (fault !== undefined) return { ok: false, fault };
    const list = item === undefined ? undefined : rowsIn(item, query.entity);
    if (list === undefined) return { ok: false, fault: unreadable(reply.response, 'read') };
    lists.push(list);
  }
  return { ok: true, value: { lists, at: reply.at } };
}

function statementOf({ entity, select = '*', rest }: Query): string {
  return `SELECT ${select} FROM ${entity} ${rest}`.trim();
}

const queryAnswer = z.object({ QueryResponse: z.record(z.string(), z.unknown()) });

/** The rows of an entity; an answer without its member has none (an empty result is `"QueryResponse": {}`). */
function rowsIn(json: unknown, entity: string): readonly unknown[] | undefined {
  const read = queryAnswer.safeParse(json);
  if (!read.success) return undefined;
  const rows = anyRows.safeParse(read.data.QueryResponse[entity] ?? []);
  return rows.success ? rows.data : undefined;
}

const anyRows = z.array(z.unknown());
