// The first step of connecting a ledger: an attempt that is good once, as an address for the operator's browser.
import type { Host } from '../../shared/host/host.ts';
import type { Connection } from '../../shared/storage/ports.ts';
import { type HttpAnswer, type HttpRequest, json } from '../http/http.ts';
import { refuse } from '../http/problem.ts';
import { SECRET_BYTES } from './session.ts';

/**
 * `POST .../connect`: where a person begins. Whoever calls this is a server as a rule, so no cookie is set here, and the
 * ledger's own address stays unsaid: it would lead around the browser that has to be bound first.
 */
export async function beginConnect(
  host: Host,
  request: HttpRequest,
  connection: Connection,
): Promise<HttpAnswer> {
  const { id, ledger } = connection;
  if (host.ledger(ledger) === undefined)
    return refuse(request, 'not_supported', 'There is no connector for this ledger.');
  const state = host.random.secret(SECRET_BYTES);
  const expiresAt = host.clock.now() + ATTEMPT_SECONDS * 1000;
  const redirectUri = `${request.origin}/oauth/${ledger}/callback`;
  await host.connections.saveOAuthAttempt({ state, connection: id, redirectUri, expiresAt });
  return json(200, {
    start_url: `${request.origin}/oauth/${ledger}/start?state=${state}`,
    expiresAt: new Date(expiresAt).toISOString(),
  });
}

/** Time to log in at the ledger and choose a company; a link that lies about longer is somebody else's chance. */
const ATTEMPT_SECONDS = 600;
