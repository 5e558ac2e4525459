// Giving tokens back to the ledger. Best effort: who disconnects must not depend on the ledger being there.
import type { LedgerConnector } from '../../shared/connectors/ports.ts';
import type { Host } from '../../shared/host/host.ts';

/** Revokes the grant of a refresh token; a failure is logged. The grant then ends by itself, as nobody refreshes it. */
export async function revokeTokens(
  host: Host,
  ledger: Pick<LedgerConnector, 'revoke'>,
  lane: string,
  refreshToken: string,
): Promise<void> {
  const fault = await faultOf(ledger, refreshToken);
  if (fault === undefined) host.log.info('tokens_revoked', { lane });
  else host.log.warn('tokens_not_revoked', { lane, fault });
}

async function faultOf(
  ledger: Pick<LedgerConnector, 'revoke'>,
  refreshToken: string,
): Promise<string | undefined> {
  try {
    const answer = await ledger.revoke(refreshToken);
    return answer.ok ? undefined : answer.fault.fault;
  } catch (error) {
    // The app's secret could not be read: for the company it is the same as a ledger that does not answer.
    return error instanceof Error ? error.name : typeof error;
  }
}
