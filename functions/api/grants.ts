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
  return { ledger: shown(ofLedger), source: shown(ofSource) };
}

function shown(credentials: Credentials | undefined) {
  if (credentials === undefined) return undefined;
  const { grantedAt, grantedBy, refreshedAt = grantedAt, accessExpiresAt, refreshExpiresAt } = credentials;
  return {
    grantedAt: timeOf(grantedAt),
    grantedBy: grantedBy && { kind: grantedBy.kind, id: grantedBy.id },
    refreshedAt: timeOf(refreshedAt),
    tokenUntil: timeOf(accessExpiresAt),
    endsAt: timeOf(refreshExpiresAt),
  };
}

/** A grant without an end has one that no calendar knows. */
const LAST_MS = 8.64e15;

const timeOf = (ms: number | undefined): string | undefined =>
  ms === undefined || ms >= LAST_MS ? undefined : instant(ms);
