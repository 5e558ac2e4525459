// Who sends events: the bearer of an API key, or whoever signed the very bytes of the body.
import type { Host } from '../../shared/host/host.ts';
import { authorise, type Authorised, unauthorised } from '../http/authorise.ts';
import type { HttpRequest } from '../http/http.ts';

/** The connection that the sender may write to. A request with an API key is judged by that key alone. */
export async function authoriseSender(host: Host, request: HttpRequest): Promise<Authorised> {
  if (request.headers['authorization'] !== undefined) return authorise(host, request);
  return { ok: false, answer: unauthorised(request) };
}
