// The addresses of the Webhooks Journal: subscriptions, the files by their offsets, and the files themselves.
import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { json } from '../../quickbooks/service/answers.ts';
import { readBody } from '../core/api.ts';
import { invalid, isRefusal, missingScopes, notFound, refusalBody } from '../core/refusals.ts';
import type { Refusal } from '../core/refusals.ts';
import type { SimAnswer, SimRequest } from '../core/types.ts';
import { admit } from './gateway.ts';
import { entriesOf, fileOf, subscribe, subscriptionInput } from './journal.ts';
import type { Journal, JournalEntry, JournalSubscription } from './journal.ts';
import type { OauthBook } from './oauth.ts';

/** What the addresses of the journal need. */
export interface JournalContext {
  readonly book: OauthBook;
  readonly journal: Journal;
  /** Signs the addresses of files. */
  readonly secret: string;
}

const PATH = /^\/webhooks-journal\/(journal|journal-local|subscriptions)\/(2026-03|2026-09|v4)(?:\/(.*))?$/;
const FILE = /^\/webhooks-journal-files\/([0-9a-f-]{36})\.json$/;
const READ = 'developer.webhooks_journal.read';
const BATCH_MAX = 100;

/** Answers an address of the journal; null when the path is not one of them. */
export function answerJournal(context: JournalContext, req: SimRequest): SimAnswer | null {
  const [, offset] = FILE.exec(req.path) ?? [];
  if (offset !== undefined && req.method === 'GET') return download(context, req, offset);
  const [, area, , rest = ''] = PATH.exec(req.path) ?? [];
  if (area === undefined) return null;
  const accepted = admit(context.book, req);
  if ('status' in accepted) return accepted;
  const lacks = (scope: string) =>
    accepted.kind !== 'app' || !accepted.access.scopes.includes(scope)
      ? written(context, missingScopes([scope]))
      : null;
  if (area === 'subscriptions') return subscriptions(context, req, { rest, lacks });
  return lacks(READ) ?? files(context, req, { rest, local: area === 'journal-local' });
}

function files(
  context: JournalContext,
  req: SimRequest,
  { rest, local }: { readonly rest: string; readonly local: boolean },
): SimAnswer {
  const portal = req.query.get('installPortalId');
  const portalId = local && portal !== null ? Number(portal) : null;
  const entries = entriesOf(context.journal, portalId);
  const show = (entry: JournalEntry) => shown(context, req, entry, portalId);
  const one = (entry: JournalEntry | undefined) =>
    entry === undefined ? { status: 204, headers: {}, body: '' } : json(200, show(entry));
  const many = (list: readonly JournalEntry[]) => batch(context, list.map(show));
  const after = (offset: string) => {
    const index = entries.findIndex((entry) => entry.offset === offset);
    return index === -1 ? undefined : entries.slice(index + 1);
  };
  const [word = '', second = '', third = '', fourth = ''] = rest.split('/');
  switch (`${req.method} ${rest.replace(/[0-9a-f]{8}-[0-9a-f-]+/, '*').replace(/\d+$/, 'n')}`) {
    case 'GET earliest':
      return one(entries[0]);
    case 'GET latest':
      return one(entries.at(-1));
    case 'GET offset/*/next': {
      const next = after(second);
      return next === undefined ? written(context, notFound()) : one(next[0]);
    }
    case 'GET batch/earliest/n':
      return many(entries.slice(0, countOf(third)));
    case 'GET batch/latest/n':
      return many(entries.slice(-countOf(third)));
    case 'GET batch/*/next/n': {
      const next = after(second);
      return next === undefined ? written(context, notFound()) : many(next.slice(0, countOf(fourth)));
    }
    case 'POST batch/read':
      return readMany(
        context,
        req,
        entries.map((entry) => ({ entry, show })),
      );
    default:
      return written(context, invalid(`There is no ${req.method} ${word} in the journal`));
  }
}

const inputsSchema = z.object({
  inputs: z.array(z.object({ id: z.string() }).or(z.string())).max(BATCH_MAX),
});

function readMany(
  context: JournalContext,
  req: SimRequest,
  entries: readonly { readonly entry: JournalEntry; readonly show: (entry: JournalEntry) => unknown }[],
): SimAnswer {
  const body = readBody(inputsSchema, req);
  if (isRefusal(body)) return written(context, body);
  const ids = body.value.inputs.map((input) => (typeof input === 'string' ? input : input.id));
  return batch(
    context,
    entries.filter(({ entry }) => ids.includes(entry.offset)).map(({ entry, show }) => show(entry)),
  );
}

function countOf(text: string): number {
  return Math.min(BATCH_MAX, Math.max(1, Number(text) || 1));
}

function batch({ book }: JournalContext, results: readonly unknown[]): SimAnswer {
  const at = new Date(book.from.now()).toISOString();
  return json(200, { status: 'COMPLETE', results, startedAt: at, completedAt: at });
}

function shown(
  { journal, book, secret }: JournalContext,
  req: SimRequest,
  { offset }: JournalEntry,
  portalId: number | null,
): { readonly currentOffset: string; readonly expiresAt: string; readonly url: string } {
  const expires = book.from.now() + journal.settings().urlLifetimeMs;
  const query = new URLSearchParams({ portal: String(portalId ?? ''), expires: String(expires) });
  query.set('signature', sign(secret, offset, query));
  const host = req.headers.host ?? '127.0.0.1';
  return {
    currentOffset: offset,
    expiresAt: new Date(expires).toISOString(),
    url: `http://${host}/webhooks-journal-files/${offset}.json?${query.toString()}`,
  };
}

/** A file store knows its own signatures only: a bearer token beside them is refused. */
function download({ journal, book, secret }: JournalContext, req: SimRequest, offset: string): SimAnswer {
  if (req.headers.authorization !== undefined)
    return json(400, { error: 'Only one way to authorise is allowed' });
  const given = req.query.get('signature') ?? '';
  const query = new URLSearchParams(req.query);
  query.delete('signature');
  const late = book.from.now() >= Number(req.query.get('expires') ?? 0);
  if (given !== sign(secret, offset, query) || late)
    return json(403, { error: 'The address is not, or no longer, good' });
  const portal = req.query.get('portal') ?? '';
  const entry = entriesOf(journal, portal === '' ? null : Number(portal)).find(
    (each) => each.offset === offset,
  );
  if (entry === undefined) return json(404, { error: 'The file is gone' });
  return { status: 200, headers: { 'content-type': 'application/json' }, body: fileOf(entry) };
}

function sign(secret: string, offset: string, query: URLSearchParams): string {
  return createHmac('sha256', secret).update(`${offset}?${query.toString()}`).digest('hex');
}

function subscriptions(
  context: JournalContext,
  req: SimRequest,
  { rest, lacks }: { readonly rest: string; readonly lacks: (scope: string) => SimAnswer | null },
): SimAnswer {
  const { journal } = context;
  const refused = lacks(
    `developer.webhooks_journal.subscriptions.${req.method === 'GET' ? 'read' : 'write'}`,
  );
  if (refused !== null) return refused;
  const { state } = journal;
  const drop = (which: (each: JournalSubscription) => boolean) => {
    state.subscriptions = state.subscriptions.filter((each) => !which(each));
    return { status: 204, headers: {}, body: '' };
  };
  const [word = '', portal] = rest.split('/');
  const known = state.subscriptions.find(({ id }) => String(id) === word);
  if (req.method === 'POST' && rest === '') {
    const body = readBody(subscriptionInput, req);
    if (isRefusal(body)) return written(context, body);
    return json(201, describe(journal, subscribe(journal, body.value)));
  }
  if (req.method === 'GET' && rest === '') {
    return json(200, { results: state.subscriptions.map((each) => describe(journal, each)) });
  }
  if (req.method === 'DELETE' && word === 'portals') {
    return drop(({ input }) => 'portalId' in input && String(input.portalId) === portal);
  }
  if (known === undefined) return written(context, notFound());
  return req.method === 'DELETE' ? drop(({ id }) => id === known.id) : json(200, describe(journal, known));
}

function describe(journal: Journal, { id, createdAt, input }: JournalSubscription): unknown {
  const at = new Date(createdAt).toISOString();
  return { id, appId: journal.appId(), ...input, createdAt: at, updatedAt: at };
}

function written({ book }: JournalContext, refusal: Refusal): SimAnswer {
  return json(refusal.refused, refusalBody(refusal, book.from));
}
