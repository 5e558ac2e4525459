// Access: the token for the next call. Refreshed by one worker at a time, stored before it is used.
import type { Answer, Fault } from '../../shared/core/faults.ts';
import type { LedgerAccess } from '../../shared/connectors/ports.ts';
import type { Credentials } from '../../shared/storage/ports.ts';
import type { Lane } from './lane.ts';

/** A token this close to its end is refreshed first: longer than any call may take. */
const REFRESH_AHEAD_MS = 5 * 60_000;
/** How long somebody else's refresh is awaited, and how often it is looked for. */
const OTHERS_REFRESH_WAIT_MS = 10_000;
const OTHERS_REFRESH_POLL_MS = 100;

/** The right to call the company now. `rejected` names a token the ledger has just refused. */
export async function accessTo(lane: Lane, rejected?: string): Promise<Answer<LedgerAccess>> {
  const { host } = lane;
  const credentials = lane.credentials ?? (await host.connections.credentials(lane.name));
  if (credentials === undefined) return disconnected('no credentials are stored');
  // C19: past their end they are neither used nor refreshed, until a person connects again.
  if ((credentials.endsAt ?? Infinity) <= host.clock.now()) {
    lane.credentials = credentials;
    return disconnected('the session is over');
  }
  const usable =
    credentials.accessToken !== rejected && credentials.accessExpiresAt > host.clock.now() + REFRESH_AHEAD_MS;
  const answer = usable
    ? ({ ok: true, value: credentials } as const)
    : await refreshed(lane, credentials, rejected);
  if (!answer.ok) return answer;
  lane.credentials = answer.value;
  return {
    ok: true,
    value: {
      company: lane.company,
      reference: lane.reference,
      accessToken: answer.value.accessToken,
      timeoutMs: host.timeouts.ledgerCallMs,
    },
  };
}

/** Claims the refresh by compare-and-swap; whoever loses waits for the winner's tokens instead of spending the old ones. */
async function refreshed(
  lane: Lane,
  seen: Credentials,
  rejected: string | undefined,
): Promise<Answer<Credentials>> {
  const { host } = lane;
  const stored = (await host.connections.credentials(lane.name)) ?? seen;
  if (
    stored.version !== seen.version &&
    stored.accessToken !== rejected &&
    stored.refreshingUntil === undefined
  ) {
    return { ok: true, value: stored };
  }
  const now = host.clock.now();
  if (stored.refreshingUntil !== undefined && stored.refreshingUntil > now)
    return await othersTokens(lane, stored);
  const claim = { ...stored, version: stored.version + 1, refreshingUntil: now + host.timeouts.ledgerCallMs };
  const claimed = await host.connections.saveCredentials(lane.name, claim, stored.version);
  return claimed === 'saved' ? await refreshAsOwner(lane, claim) : await othersTokens(lane, stored);
}

async function refreshAsOwner(lane: Lane, claim: Credentials): Promise<Answer<Credentials>> {
  const { host } = lane;
  const answer = await lane.ledger.refresh(claim.refreshToken, host.clock.now());
  if (!answer.ok) {
    // The claim is given back, so that the next worker need not wait for its end. If somebody took it over meanwhile,
    // theirs are the newest tokens: what we heard about the old ones says nothing about the connection.
    const back = { ...claim, version: claim.version + 1, refreshingUntil: undefined };
    const given = await host.connections.saveCredentials(lane.name, back, claim.version);
    return given === 'saved' ? answer : await othersTokens(lane, claim);
  }
  const next: Credentials = { ...answer.value, endsAt: claim.endsAt, version: claim.version + 1 };
  const saved = await host.connections.saveCredentials(lane.name, next, claim.version);
  if (saved === 'saved') return { ok: true, value: next };
  // Our claim ran out and somebody else refreshed: theirs are the newest tokens.
  const newest = await host.connections.credentials(lane.name);
  return newest === undefined ? disconnected('credentials were removed') : { ok: true, value: newest };
}

async function othersTokens(lane: Lane, seen: Credentials): Promise<Answer<Credentials>> {
  const { host } = lane;
  const until = host.clock.now() + OTHERS_REFRESH_WAIT_MS;
  for (;;) {
    const stored = await host.connections.credentials(lane.name);
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
