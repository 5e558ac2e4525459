// How the way to the other side and back ended: a page of our own, or the console, which says it where the person began.
import type { Host } from '../../shared/host/host.ts';
import type { OAuthAttempt } from '../../shared/storage/ports.ts';
import type { HttpAnswer } from '../http/http.ts';
import { page } from './page.ts';
import { isOfPerson, isState } from './session.ts';

export type Outcome = Parameters<typeof page>[0];

/**
 * The answer to a browser that was on an attempt. Where it is sent is made of what we stored and of our own address: nothing of
 * the request is in it, so no link can lead through here to somewhere else.
 */
export function outcomeOf(
  { consoleUrl }: Pick<Host, 'consoleUrl'>,
  attempt: Pick<OAuthAttempt, 'by' | 'connection' | 'side'>,
  outcome: Outcome,
): HttpAnswer {
  if (consoleUrl === undefined || attempt.by?.kind !== 'operator') return page(outcome);
  const query = new URLSearchParams({ side: attempt.side ?? 'ledger', outcome });
  const location = `${consoleUrl}/c/${encodeURIComponent(attempt.connection)}/connect?${query.toString()}`;
  // 303: whatever brought the browser here, the console is fetched.
  return { status: 303, headers: { location }, body: '' };
}

/** The answer to a browser whose attempt is not known (any more): a person goes on from the list of his connections. */
export function goneOf({ consoleUrl }: Pick<Host, 'consoleUrl'>, state: string | undefined): HttpAnswer {
  if (consoleUrl === undefined || !isState(state) || !isOfPerson(state)) return page('gone');
  return { status: 303, headers: { location: `${consoleUrl}/?outcome=gone` }, body: '' };
}
