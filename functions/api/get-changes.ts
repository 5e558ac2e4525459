// The feed as an answer: what changed in the ledger for the product, from where it last read.
import { FEED_KEPT_DAYS } from '../../shared/core/feed.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Connection, FeedPage } from '../../shared/storage/ports.ts';
import { cloudEvent } from '../callbacks/cloud-event.ts';
import { type HttpAnswer, type HttpRequest, json } from '../http/http.ts';
import { type FieldError, refuse } from '../http/problem.ts';

/** `GET .../changes?after=&limit=`: without `after` from the oldest that is kept. */
export async function getChanges(
  host: Host,
  request: HttpRequest,
  connection: Connection,
): Promise<HttpAnswer> {
  const asked = queryOf(request);
  if (!asked.ok) return refuse(request, 'bad_query', 'Correct the query parameter.', asked.errors);
  const { after, limit } = asked;
  const page = await readFrom(host, connection.id, after, limit);
  switch (page.type) {
    case 'page': {
      const next = page.entries.at(-1)?.seq ?? after ?? page.head;
      const changes = page.entries.map((entry) => cloudEvent(connection.id, entry));
      return json(200, { changes, next: String(next), head: String(page.head) });
    }
    case 'ahead':
      return refuse(request, 'bad_query', `The newest change has number ${page.head}.`, [
        { pointer: 'after', detail: 'is ahead of everything we told' },
      ]);
    case 'gone':
      return refuse(
        request,
        'changes_gone',
        `Changes are kept for ${FEED_KEPT_DAYS} days. Read on with after=${page.oldest - 1}, and compare your records with GET records for what you missed.`,
      );
  }
}

/** A page stays below the 6 MB of an answer also if each change is an invoice of 100 lines. */
const LIMIT_MAX = 200;
const LIMIT_DEFAULT = 100;

async function readFrom(
  host: Host,
  connection: string,
  after: number | undefined,
  limit: number,
): Promise<FeedPage> {
  const page = await host.feed.read(connection, after ?? 0, limit);
  // Who names no place has missed nothing.
  return page.type === 'gone' && after === undefined
    ? host.feed.read(connection, page.oldest - 1, limit)
    : page;
}

type Asked =
  | { readonly ok: true; readonly after: number | undefined; readonly limit: number }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

const PARAMETERS = ['after', 'limit'];

function queryOf({ query }: HttpRequest): Asked {
  const after = query['after'] === undefined ? undefined : wholeNumber(query['after']);
  const limit = wholeNumber(query['limit'] ?? String(LIMIT_DEFAULT)) ?? 0;
  const errors = [
    ...Object.keys(query)
      .filter((name) => !PARAMETERS.includes(name))
      .map((name) => ({ pointer: name.slice(0, 60), detail: 'is not a parameter we know' })),
    ...(query['after'] !== undefined && after === undefined
      ? [{ pointer: 'after', detail: 'must be the number of a change, or 0' }]
      : []),
    ...(limit < 1 || limit > LIMIT_MAX
      ? [{ pointer: 'limit', detail: `must be a whole number from 1 to ${LIMIT_MAX}` }]
      : []),
  ];
  return errors.length > 0 ? { ok: false, errors } : { ok: true, after, limit };
}

/** Twelve digits are more changes than there will be. */
function wholeNumber(text: string): number | undefined {
  return /^\d{1,12}$/.test(text) ? Number(text) : undefined;
}
