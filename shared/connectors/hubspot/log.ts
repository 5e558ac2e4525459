// The app's own log: the journal of all accounts, read with a token of the app itself.
import type { Answer } from '../../core/faults.ts';
import type { LogOptions, SourceLog } from '../source-port.ts';
import type { HubSpotClient } from './client.ts';
import { readJournal } from './journal.ts';
import { appToken, type OAuthParts } from './oauth.ts';

export interface AppParts {
  readonly client: HubSpotClient;
  readonly oauth: OAuthParts;
}

/** What the journal holds after a place. Its calls count against no limit. */
export async function readLog(
  { client, oauth }: AppParts,
  place: string | undefined,
  { now, timeoutMs }: LogOptions,
): Promise<Answer<SourceLog>> {
  const token = await appToken(oauth, now);
  if (!token.ok) return token;
  const read = await readJournal(client, { accessToken: token.value.accessToken, timeoutMs }, place);
  if (!read.ok) return read;
  const { notices, uninstalled, offset, whole, lost } = read.value;
  return {
    ok: true,
    value: {
      notices,
      gone: uninstalled,
      place: offset,
      whole,
      lost,
    },
  };
}
