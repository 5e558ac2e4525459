// Where a browser signs in at the local issuer: a page with a button for each user, or at once if it did so before.
import type { HttpRequest, HttpResponse } from '../stack/http-event.ts';
import { message, splitTarget } from '../stack/http-event.ts';
import type { Codes } from './codes.ts';
import { CLIENT_ID, type User, USERS } from './users.ts';

/** `GET` and `POST /authorize`. The address to go back to has to be one of `returns`, letter by letter. */
export function authorise(request: HttpRequest, codes: Codes, returns: readonly string[]): HttpResponse {
  const asked = new URLSearchParams(splitTarget(request.target).query);
  const redirectUri = asked.get('redirect_uri') ?? '';
  // Who names a wrong address is not sent there, not even with an error.
  if (!returns.includes(redirectUri) || asked.get('client_id') !== CLIENT_ID)
    return message(400, 'Unknown client or address to return to');
  const back = new URL(redirectUri);
  back.searchParams.set('state', asked.get('state') ?? '');
  const challenge = asked.get('code_challenge') ?? '';
  const isCodeFlow = asked.get('response_type') === 'code' && asked.get('code_challenge_method') === 'S256';
  if (!isCodeFlow || challenge === '') {
    back.searchParams.set('error', 'invalid_request');
    return { status: 302, headers: { location: back.href }, body: '' };
  }
  const user = chosen(request);
  if (user === undefined) return page(request.target);
  const nonce = asked.get('nonce') ?? undefined;
  back.searchParams.set('code', codes.give({ user, redirectUri, challenge, nonce }));
  const cookie = `issuer=${user.name}; Path=/issuer; HttpOnly; SameSite=Lax`;
  return { status: 302, headers: { location: back.href, 'set-cookie': cookie }, body: '' };
}

/** The user whose button was pressed, or who signed in with this browser before. */
function chosen({ method, body, headers }: HttpRequest): User | undefined {
  const name =
    method === 'POST'
      ? new URLSearchParams(body.toString('utf8')).get('user')
      : /(?:^|;\s*)issuer=(\w+)/.exec(headers.cookie ?? '')?.[1];
  return USERS.find((user) => user.name === name);
}

function page(target: string): HttpResponse {
  const buttons = USERS.map(
    ({ name, says }) => `<p><button name="user" value="${name}">${name}</button> ${says}</p>`,
  ).join('');
  const action = target.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  const head =
    '<meta charset="utf-8"><title>Sign in</title><meta name="viewport" content="width=device-width">';
  const form = `<form method="post" action="${action}">${buttons}</form>`;
  const body = `<!doctype html><html lang="en">${head}<h1>Sign in on this machine</h1>${form}</html>`;
  return {
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': CSP },
    body,
  };
}

const CSP = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
