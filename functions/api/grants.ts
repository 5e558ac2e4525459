// The grants of a connection: since when and by whom we are let in at each end, and how old its tokens are. Never a token.
import { laneOf } from '../../shared/core/lanes.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Connection, Credentials } from '../../shared/storage/ports.ts';
import { instant } from './show-record.ts';

/** Absent where nobody let us in, or gave it back. */
export async function grantsOf(host: Host, { ledger, company, source, account }: Connection) {
  const at = async (connector: string, of: string | undefined) =>
    of === undefined ? undefined : await host.connections.credentials(laneOf(connector, of));
  const [ofLedger, ofSource] = await Promise.all([at(ledger, company), at(source, account)]);
  const now = host.clock.now();
  return { ledger: shown(ofLedger, now), source: shown(ofSource, now) };
}

function shown(credentials: Credentials | undefined, now: number) {
  if (credentials === undefined) return undefined;
  const { grantedAt, grantedBy, refreshedAt = grantedAt, accessExpiresAt, refreshExpiresAt } = credentials;
  return {
    grantedAt: timeOf(grantedAt),
    grantedBy: grantedBy && { kind: grantedBy.kind, id: grantedBy.id },
    refreshedAt: timeOf(refreshedAt),
    tokenUntil: timeOf(accessExpiresAt),
    endsAt: refreshExpiresAt > now + NO_END_MS ? undefined : timeOf(refreshExpiresAt),
  };
}

/** Ten years: a grant that lives longer has no end, and a connector says so by a time far away. */
const NO_END_MS = 10 * 365 * 86_400_000;

const timeOf = (ms: number | undefined): string | undefined => (ms === undefined ? undefined : instant(ms));
