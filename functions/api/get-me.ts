// Who is signed in, for the page that asks; and where to sign in, for a page that does not know yet.
import type { Host, Operator } from '../../shared/host/host.ts';
import { type HttpAnswer, type HttpRequest, json } from '../http/http.ts';
import { unauthorised } from '../http/authorise.ts';
import { refuse } from '../http/problem.ts';

/** `GET /v1/me` */
export async function getMe(
  _host: Host,
  request: HttpRequest,
  operator: Operator | undefined,
): Promise<HttpAnswer> {
  return operator === undefined
    ? unauthorised(request)
    : json(200, { name: operator.name, role: operator.role });
}

/** `GET /v1/sign-in`: the console reads it as /config.json. Nothing in it is secret. */
export async function getSignIn(host: Host, request: HttpRequest): Promise<HttpAnswer> {
  const { operators } = host;
  return operators === undefined
    ? refuse(request, 'not_found', 'Nobody signs in here: there is no issuer.')
    : json(200, operators.signIn);
}
