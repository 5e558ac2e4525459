// The gateway before the API: it lets a call through only with a good token, and says in whose name it comes.
import { json } from '../../quickbooks/service/answers.ts';
import { randomUuid } from '../../quickbooks/service/chance.ts';
import type { SimAnswer, SimRequest, Surroundings } from '../core/types.ts';
import { checkAccess } from './oauth.ts';
import type { OauthBook, Verdict } from './oauth.ts';

/** A token that was accepted. */
export type Accepted = Extract<Verdict, { kind: 'app' | 'portal' }>;

const NO_TOKEN =
  'Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview';

/** The token of a request, or the refusal. */
export function admit(book: OauthBook, req: SimRequest): Accepted | SimAnswer {
  const verdict = checkAccess(book, tokenOf(req));
  switch (verdict.kind) {
    case 'app':
    case 'portal':
      return verdict;
    case 'unknown':
      return refused(book.from, NO_TOKEN, 'INVALID_AUTHENTICATION');
    case 'expired': {
      const seconds = Math.max(0, Math.floor((book.from.now() - verdict.at) / 1000));
      return refused(
        book.from,
        `The OAuth token used to make this call expired ${seconds} second(s) ago.`,
        'EXPIRED_AUTHENTICATION',
        { 'expire time': [new Date(verdict.at).toISOString()] },
      );
    }
  }
}

export function tokenOf({ headers }: SimRequest): string {
  return /^Bearer\s+(\S+)$/i.exec(headers.authorization?.trim() ?? '')?.[1] ?? '';
}

function refused(
  from: Surroundings,
  message: string,
  category: string,
  context?: Readonly<Record<string, readonly string[]>>,
): SimAnswer {
  const body = { status: 'error', message, correlationId: randomUuid(from), category };
  return json(401, context === undefined ? body : { ...body, context });
}
