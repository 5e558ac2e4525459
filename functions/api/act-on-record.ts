// Sync, unsync, adopt: a person's word on whether a record belongs in the books, and as which document.
import type { Actor } from '../../shared/core/audit.ts';
import * as z from 'zod';
import { type ActionName, type Acted, adopt, sync, unsync } from '../../shared/core/actions.ts';
import type { Link } from '../../shared/core/links.ts';
import { code, reason as reasonText } from '../../shared/connectors/product/fields.ts';
import { laneOf } from '../../shared/core/lanes.ts';
import { type DocumentType, documentTypeOf } from '../../shared/core/documents.ts';
import { keyText } from '../../shared/core/records.ts';
import { readShape } from '../../shared/connectors/product/shape.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Connection } from '../../shared/storage/ports.ts';
import type { HttpAnswer, HttpRequest } from '../http/http.ts';
import { refuse } from '../http/problem.ts';
import { readJson } from '../http/read-json.ts';
import { ownerAmong } from '../sync/owner-of.ts';
import { pointersAt } from '../sync/pointers.ts';
import { type Change, changeRecord } from './change-record.ts';

/** Answers `POST .../records/{kind}/{id}/{name}`; see docs/api.md for the states it is allowed from. */
export function actOnRecord(name: ActionName) {
  return async (host: Host, request: HttpRequest, connection: Connection, { id: keyId }: Actor) => {
    const said = readBody(request, name);
    if (!said.ok) return said.answer;
    const asked = { request, connection, keyId, action: name };
    return changeRecord(host, asked, async ({ link }) => {
      const acted = await ACTIONS[name]({ host, connection, link, ...said.value });
      return changeOf(request, acted);
    });
  };
}

interface Acting {
  readonly host: Host;
  readonly connection: Connection;
  readonly link: Link;
  readonly reason?: string | undefined;
  /** The ledger's id of a document. */
  readonly document?: string | undefined;
}

const ACTIONS: Readonly<Record<ActionName, (acting: Acting) => Promise<Acted>>> = {
  sync: async ({ host, link }) => sync(link, await customerOf(host, link), host.clock.now()),
  unsync: async ({ host, connection, link, reason }) => {
    const policy = await host.connections.policy(connection.id);
    if (policy === undefined)
      return { type: 'refused', blocker: 'The connection has no policy.', next: 'Give it one first.' };
    return unsync(link, policy.policy, reason ?? 'unsynced', host.clock.now());
  },
  adopt: async (acting) =>
    (await ownerOf(acting)) ?? adopt(acting.link, acting.document ?? '', acting.host.clock.now()),
};

/** TXD-20: whoever is billed has to be in the books before his invoice. Payments follow their invoices anyway. */
async function customerOf(host: Host, { key, source }: Link): Promise<Link | undefined> {
  const record = source?.record;
  if (record?.kind !== 'invoice' && record?.kind !== 'credit_note') return undefined;
  const [customer] = await host.links.read([
    { connection: key.connection, kind: 'customer', id: record.customerId },
  ]);
  return customer;
}

/** Two records never share a document. */
async function ownerOf({ host, connection, link, document: id = '' }: Acting): Promise<Acted | undefined> {
  const type = await typeOf(host, connection, link);
  if (type === undefined) return undefined;
  const document = { type, id };
  const lane = laneOf(connection.ledger, connection.company ?? '');
  const known = (await pointersAt(host, lane, [document])).map(({ key }) => key);
  const owner = await ownerAmong(host.links, known, { key: link.key, document });
  if (owner === undefined) return undefined;
  return {
    type: 'refused',
    blocker: `The document ${id} belongs to ${keyText(owner)}.`,
    next: 'Unlink that one first, or name another document.',
  };
}

async function typeOf(host: Host, { id }: Connection, { key }: Link): Promise<DocumentType | undefined> {
  const policy = await host.connections.policy(id);
  return policy && documentTypeOf(key.kind, policy.policy);
}

function changeOf(request: HttpRequest, acted: Acted): Change {
  if (acted.type === 'done') return { type: 'save', link: acted.link, look: true };
  const { blocker, next, first } = acted;
  const nextAction = first && { action: first.action, kind: first.record.kind, id: first.record.id };
  const code = first?.record.kind === 'customer' ? 'customer_not_linked' : 'order_refused';
  return {
    type: 'refuse',
    answer: refuse(request, code, `${blocker} ${next}`, { blocker, next, nextAction }),
  };
}

/** What each action may be told. */
export const ACT_BODIES = {
  sync: z.strictObject({}),
  unsync: z.strictObject({ reason: z.optional(reasonText()) }),
  adopt: z.strictObject({ document: code() }),
} as const;

type Body =
  | { readonly ok: true; readonly value: Pick<Acting, 'reason' | 'document'> }
  | { readonly ok: false; readonly answer: HttpAnswer };

function readBody(request: HttpRequest, name: ActionName): Body {
  const body = request.body.length === 0 ? { ok: true as const, value: {} } : readJson(request.body);
  if (!body.ok) return { ok: false, answer: refuse(request, 'malformed', body.detail) };
  const schema: z.ZodType<Pick<Acting, 'reason' | 'document'>> = ACT_BODIES[name];
  const said = readShape(schema, body.value, '');
  return said.ok
    ? { ok: true, value: said.value }
    : { ok: false, answer: refuse(request, 'invalid', 'Correct the body; nothing was done.', said.mistakes) };
}
