// The gateway before the accounting API: it lets a call through only with a good token for a connected company.
import type { ApiCall, SimAnswer, SimRequest } from '../core/types.ts';
import { gatewayFault, json } from './answers.ts';
import { checkAccess } from './oauth.ts';
import type { OauthBook } from './oauth.ts';

const COMPANY_PATH = /^\/v3\/company\/([^/]+)(\/.*)?$/;
/** Anything shorter cannot be a token, and the gateway says so without looking it up. */
const SHORTEST_TOKEN = 20;

/** The company a path is about; null when it is no path of the accounting API. */
export function realmOfPath(path: string): string | null {
  return COMPANY_PATH.exec(path)?.[1] ?? null;
}

/** The call as the books take it, or the refusal. `reaches` tells whether the app's keys fit the company at all. */
export function admit(
  book: OauthBook,
  req: SimRequest,
  reaches: (realmId: string) => boolean,
): ApiCall | SimAnswer {
  const [, realmId, resource] = COMPANY_PATH.exec(req.path) ?? [];
  if (realmId === undefined) return json(404, { error: 'not_found', path: req.path });
  const header = req.headers.authorization;
  if (header === undefined) return gatewayFault(3200, 'Missing Authorization header');
  const token = /^Bearer(?:\s+(.*))?$/i.exec(header.trim())?.[1] ?? '';
  if (token === '') return gatewayFault(3202, 'Empty bearer token');
  if (token.length < SHORTEST_TOKEN) {
    return gatewayFault(3200, 'Malformed bearer token: too short or too long');
  }
  const verdict = checkAccess(book, token);
  if (verdict.kind !== 'grant') {
    return gatewayFault(3200, verdict.kind === 'expired' ? 'Token expired' : 'Token not valid');
  }
  const connected = verdict.grant.state === 'live' && verdict.grant.realmId === realmId;
  return connected && reaches(realmId)
    ? { realmId, resource: resource ?? '/', request: req }
    : gatewayFault(3100, null);
}
