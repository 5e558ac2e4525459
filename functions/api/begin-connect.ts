// The first step of connecting a ledger or a source: an attempt that is good once, as an address for a person's browser.
import type { Actor } from '../../shared/core/audit.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Connection } from '../../shared/storage/ports.ts';
import { type HttpAnswer, type HttpRequest, json } from '../http/http.ts';
import { refuse } from '../http/problem.ts';
import { type End, endOf, type Side } from './ends.ts';
import { newState, SECRET_BYTES, sessionCookie, sessionHash } from './session.ts';

/**
 * `POST .../connect?side=source`: where a person begins; the ledger's side if none is named. The other side's own address
 * stays unsaid: it would lead around the browser that has to be bound first.
 */
export async function beginConnect(
  host: Host,
  request: HttpRequest,
  connection: Connection,
  actor: Actor,
): Promise<HttpAnswer> {
  const side = sideOf(request);
  if (side === undefined) return refuse(request, 'bad_query', 'The sides are "ledger" and "source".');
  const end = endOf(host, connection, side);
  if (end === undefined) return refuse(request, 'not_supported', `There is no connector for this ${side}.`);
  if (side === 'ledger' && host.ledger(connection.ledger)?.redeemKey !== undefined)
    return await whereKeysAreMade(host, request, connection, end);
  const expiresAt = host.clock.now() + ATTEMPT_SECONDS * 1000;
  const { base, opener } = wayOf(host, request, actor);
  const state = newState(host.random, opener !== undefined);
  await host.connections.saveOAuthAttempt({
    state,
    connection: connection.id,
    redirectUri: `${base}/oauth/${end.name}/callback`,
    by: actor,
    openerHash: opener === undefined ? undefined : sessionHash(opener),
    ...(side === 'source' && { side }),
    expiresAt,
  });
  const answer = json(200, {
    start_url: `${base}/oauth/${end.name}/start?state=${state}`,
    expiresAt: new Date(expiresAt).toISOString(),
  });
  return opener === undefined ? answer : { ...answer, cookies: [sessionCookie(opener, ATTEMPT_SECONDS)] };
}

/**
 * A person at the console goes there and back under the console's own address, and the answer binds the attempt to the
 * browser in which he signed in. Behind a key stands a server: whoever opens the address is bound when he does.
 */
function wayOf(host: Host, request: HttpRequest, { kind }: Actor): { base: string; opener?: string } {
  const { consoleUrl } = host;
  if (kind !== 'operator' || consoleUrl === undefined) return { base: request.origin };
  return { base: `${consoleUrl}/api`, opener: host.random.secret(SECRET_BYTES) };
}

/** There is nothing to come back from: the key that is made there is entered at `POST .../key`. */
async function whereKeysAreMade(
  host: Host,
  request: HttpRequest,
  { id }: Connection,
  end: End,
): Promise<HttpAnswer> {
  const expiresAt = host.clock.now() + ATTEMPT_SECONDS * 1000;
  return json(200, {
    start_url: await end.authoriseUrl(id, request.origin),
    expiresAt: new Date(expiresAt).toISOString(),
  });
}

/** Time to log in at the ledger and choose a company; a link that lies about longer is somebody else's chance. */
const ATTEMPT_SECONDS = 600;

/** Which end of a connection a request is about; undefined for a word that is none. */
export function sideOf({ query }: HttpRequest): Side | undefined {
  const said = query['side'] ?? 'ledger';
  return said === 'ledger' || said === 'source' ? said : undefined;
}
