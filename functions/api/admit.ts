// Letting callers in: a key of a product or a person who signed in, held to the table of access; what they did is audited.
import type { Actor } from '../../shared/core/audit.ts';
import { isEnough } from '../../shared/core/roles.ts';
import { RECORD_KINDS } from '../../shared/core/records.ts';
import type { Host, Operator } from '../../shared/host/host.ts';
import type { Connection } from '../../shared/storage/ports.ts';
import { authorise, keyOf, unauthorised } from '../http/authorise.ts';
import type { HttpAnswer, HttpRequest } from '../http/http.ts';
import { once } from '../http/once.ts';
import { refuse } from '../http/problem.ts';
import type { HttpHandler } from '../http/serve.ts';
import { modeOf } from '../plan/mode.ts';
import { ACCESS, type Access } from './access.ts';

/** Of a connection: its handler gets the connection that the caller is good for, and no other way to name one. */
export function scoped(
  handler: (host: Host, request: HttpRequest, connection: Connection, by: Actor) => Promise<HttpAnswer>,
): HttpHandler {
  return async (host, request) => {
    const access = ACCESS[request.route];
    const caller = await callerOf(host, request, access);
    if (!caller.ok) return caller.answer;
    const { connection, by } = caller;
    return once(host, request, `${by.kind} ${by.id}`, async () => {
      const answer = await handler(host, request, connection, by);
      await note({ host, request, connection, by, answer }, access);
      return answer;
    });
  };
}

/** What is the same for everybody, or of all connections: told to whoever may look at it. */
export function open(
  handler: (host: Host, request: HttpRequest, operator: Operator | undefined) => Promise<HttpAnswer>,
): HttpHandler {
  return async (host, request) => {
    const access = ACCESS[request.route];
    if (access?.keys === true && (await keyOf(host, request)) !== undefined)
      return handler(host, request, undefined);
    const person = await personOf(host, request, access);
    if (!person.ok) return person.answer;
    const { operator } = person;
    return once(host, request, `operator ${operator.name}`, () => handler(host, request, operator));
  };
}

type Caller =
  | { readonly ok: true; readonly connection: Connection; readonly by: Actor }
  | { readonly ok: false; readonly answer: HttpAnswer };

async function callerOf(host: Host, request: HttpRequest, access: Access | undefined): Promise<Caller> {
  if (tokenOf(request) === undefined) {
    const key = await authorise(host, request);
    if (!key.ok) return key;
    if (access?.keys !== true) return { ok: false, answer: forbidden(request) };
    return { ok: true, connection: key.connection, by: { kind: 'key', id: key.keyId } };
  }
  const person = await personOf(host, request, access);
  if (!person.ok) return person;
  // One installation, one team: whoever signs in sees every connection of it.
  const connection = await host.connections.connection(request.path['connection'] ?? '');
  return connection === undefined
    ? { ok: false, answer: refuse(request, 'not_found', 'There is no such connection.') }
    : { ok: true, connection, by: { kind: 'operator', id: person.operator.name } };
}

type Person =
  { readonly ok: true; readonly operator: Operator } | { readonly ok: false; readonly answer: HttpAnswer };

async function personOf(host: Host, request: HttpRequest, access: Access | undefined): Promise<Person> {
  const token = tokenOf(request);
  const operator = token === undefined ? undefined : await host.operators?.of(token);
  if (operator === undefined) return { ok: false, answer: unauthorised(request) };
  const { role } = operator;
  const may = access !== undefined && role !== undefined && isEnough(role, access.least);
  return may ? { ok: true, operator } : { ok: false, answer: forbidden(request, access) };
}

/** Three parts of base64url: a token. Longer ones than ours would be are not worth reading. */
const TOKEN_FORM = /^Bearer ([\w-]{1,2000}\.[\w-]{1,8000}\.[\w-]{1,2000})$/;

function tokenOf({ headers }: HttpRequest): string | undefined {
  return TOKEN_FORM.exec(headers['authorization'] ?? '')?.[1];
}

function forbidden(request: HttpRequest, access?: Access): HttpAnswer {
  const detail =
    access === undefined
      ? 'This is for people who sign in.'
      : `This needs the role ${access.least}: ask an admin for it.`;
  return refuse(request, 'forbidden', detail);
}

interface Done {
  readonly host: Host;
  readonly request: HttpRequest;
  readonly connection: Connection;
  readonly by: Actor;
  readonly answer: HttpAnswer;
}

/**
 * Writes down what was done. After it, so that nothing stands there that never was; if it cannot be written the caller hears
 * of a failure and asks again, which is harmless everywhere.
 */
async function note(
  { host, request, connection, by, answer }: Done,
  access: Access | undefined,
): Promise<void> {
  if (access?.does === undefined || answer.status >= 400 || modeOf(request) === 'plan') return;
  const kind = RECORD_KINDS.find((known) => known === request.path['kind']);
  const { id } = request.path;
  await host.audit.append(connection.id, {
    id: request.id,
    at: host.clock.now(),
    by,
    what: access.does,
    record: kind === undefined || id === undefined ? undefined : { kind, id },
    ...answer.audit,
  });
}
