// Tokens: the token for the next call of a lane. Refreshed by one worker at a time, stored before it is used.
import type { Answer, Fault } from '../../shared/core/faults.ts';
import type { Tokens } from '../../shared/connectors/ports.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Credentials } from '../../shared/storage/ports.ts';

/** A token this close to its end is refreshed first: longer than any call may take. */
const REFRESH_AHEAD_MS = 5 * 60_000;
/** How long somebody else's refresh is awaited, and how often it is looked for. */
const OTHERS_REFRESH_WAIT_MS = 10_000;
const OTHERS_REFRESH_POLL_MS = 100;

/** Who needs tokens: a lane of a ledger or of a source. */
export interface TokenHolder {
  readonly host: Host;
  /** The lane, under which they are kept. */
  readonly name: string;
  readonly refresh: (refreshToken: string, now: number) => Promise<Answer<Tokens>>;
  /** As they were when this worker looked last. */
  credentials?: Credentials | undefined;
}

/** Tokens that are good now. `rejected` names one that has just been refused. */
export async function tokensFor(holder: TokenHolder, rejected?: string): Promise<Answer<Credentials>> {
  const { host } = holder;
  const credentials = holder.credentials ?? (await host.connections.credentials(holder.name));
  if (credentials === undefined) return disconnected('no credentials are stored');
  // C19: past their end they are neither used nor refreshed, until a person connects again.
  if ((credentials.endsAt ?? Infinity) <= host.clock.now()) {
    holder.credentials = credentials;
    return disconnected('the session is over');
  }
  const usable =
    credentials.accessToken !== rejected && credentials.accessExpiresAt > host.clock.now() + REFRESH_AHEAD_MS;
  if (usable) holder.credentials = credentials;
  if (usable) return { ok: true, value: credentials };
  const answer = await refreshed(holder, credentials, rejected);
  if (answer.ok) holder.credentials = answer.value;
  return answer;
}

/** Claims the refresh by compare-and-swap; whoever loses waits for the winner's tokens instead of spending the old ones. */
async function refreshed(
  holder: TokenHolder,
  seen: Credentials,
  rejected: string | undefined,
): Promise<Answer<Credentials>> {
  const { host } = holder;
  const stored = (await host.connections.credentials(holder.name)) ?? seen;
  if (
    stored.version !== seen.version &&
    stored.accessToken !== rejected &&
    stored.refreshingUntil === undefined
  ) {
    return { ok: true, value: stored };
  }
  const now = host.clock.now();
  if (stored.refreshingUntil !== undefined && stored.refreshingUntil > now)
    return await othersTokens(holder, stored);
  const claim = { ...stored, version: stored.version + 1, refreshingUntil: now + host.timeouts.ledgerCallMs };
  const claimed = await host.connections.saveCredentials(holder.name, claim, stored.version);
  return claimed === 'saved' ? await refreshAsOwner(holder, claim) : await othersTokens(holder, stored);
}

async function refreshAsOwner(holder: TokenHolder, claim: Credentials): Promise<Answer<Credentials>> {
  const { host } = holder;
  const answer = await holder.refresh(claim.refreshToken, host.clock.now());
  if (!answer.ok) {
    // The claim is given back, so that the next worker need not wait for its end. If somebody took it over meanwhile,
    // theirs are the newest tokens: what we heard about the old ones says nothing about the connection.
    const back = { ...claim, version: claim.version + 1, refreshingUntil: undefined };
    const given = await host.connections.saveCredentials(holder.name, back, claim.version);
    return given === 'saved' ? answer : await othersTokens(holder, claim);
  }
  const { endsAt, grantedAt, grantedBy } = claim;
  const kept = { endsAt, grantedAt, grantedBy, refreshedAt: host.clock.now() };
  const next: Credentials = { ...answer.value, ...kept, version: claim.version + 1 };
  const saved = await host.connections.saveCredentials(holder.name, next, claim.version);
  if (saved === 'saved') return { ok: true, value: next };
  // Our claim ran out and somebody else refreshed: theirs are the newest tokens.
  const newest = await host.connections.credentials(holder.name);
  return newest === undefined ? disconnected('credentials were removed') : { ok: true, value: newest };
}

async function othersTokens(holder: TokenHolder, seen: Credentials): Promise<Answer<Credentials>> {
  const { host } = holder;
  const until = host.clock.now() + OTHERS_REFRESH_WAIT_MS;
  for (;;) {
    const stored = await host.connections.credentials(holder.name);
    if (stored === undefined) return disconnected('credentials were removed');
    if (stored.refreshingUntil === undefined && stored.accessToken !== seen.accessToken)
      return { ok: true, value: stored };
    if (host.clock.now() >= until) {
      return {
        ok: false,
        fault: { fault: 'unavailable', detail: 'another worker is refreshing the tokens' },
      };
    }
    await host.clock.wait(OTHERS_REFRESH_POLL_MS);
  }
}

function disconnected(detail: string): { readonly ok: false; readonly fault: Fault } {
  return { ok: false, fault: { fault: 'disconnected', detail } };
}
