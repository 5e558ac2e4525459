// Who sends events: the bearer of an API key, or whoever signed the very bytes of the body.
import { isId } from '../../shared/connectors/product/fields.ts';
import { verifyStandardWebhook } from '../../shared/connectors/product/signature.ts';
import type { Host } from '../../shared/host/host.ts';
import { authorise, type Authorised, unauthorised } from '../http/authorise.ts';
import type { HttpRequest } from '../http/http.ts';

/** The connection that the sender may write to. A request with an API key is judged by that key alone. */
export async function authoriseSender(host: Host, request: HttpRequest): Promise<Authorised> {
  if (request.headers['authorization'] !== undefined) return authorise(host, request);
  const id = request.path['connection'];
  const secrets = isId(id) ? await host.connections.signingSecrets(id) : [];
  const isSigned = isSignedByOneOf(host, request, secrets);
  const connection = isSigned && isId(id) ? await host.connections.connection(id) : undefined;
  return connection === undefined ? { ok: false, answer: unauthorised(request) } : { ok: true, connection };
}

/** Takes as long for a connection that has no secrets, or that nobody has heard of. */
const NO_SECRETS = ['whsec_AAAA'];

function isSignedByOneOf(host: Host, { headers, body }: HttpRequest, secrets: readonly string[]): boolean {
  const tried = secrets.length === 0 ? NO_SECRETS : secrets;
  const { signed } = verifyStandardWebhook(headers, body, tried, host.clock.now());
  return signed && secrets.length > 0;
}
