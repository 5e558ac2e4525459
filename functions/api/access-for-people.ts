// Access for people: one call to the ledger for somebody at a page, beside the lane's worker.
import { customRead } from '../../shared/core/custom-fields.ts';
import type { Answer } from '../../shared/core/faults.ts';
import { laneOf } from '../../shared/core/lanes.ts';
import type { LedgerAccess, LedgerConnector } from '../../shared/connectors/ports.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Connection } from '../../shared/storage/ports.ts';

/**
 * The right to call the ledger once; undefined where no company is connected. The lane's tokens are used as they are: only its
 * worker may refresh them. Its rate window leaves room for one call more each second, which people at a page do not exceed.
 */
export async function accessForPeople(
  host: Host,
  { id, ledger: name, company }: Connection,
): Promise<Answer<{ readonly ledger: LedgerConnector; readonly access: LedgerAccess } | undefined>> {
  const ledger = host.ledger(name);
  if (ledger === undefined || company === undefined) return { ok: true, value: undefined };
  const lane = laneOf(name, company);
  const [credentials, kept, { paused }, policy] = await Promise.all([
    host.connections.credentials(lane),
    host.connections.reference(lane),
    host.connections.laneState(lane),
    host.connections.policy(id),
  ]);
  const timeoutMs = host.timeouts.ledgerCallMs;
  const usable = credentials !== undefined && credentials.accessExpiresAt > host.clock.now() + timeoutMs;
  if (paused !== undefined || !usable) return NOT_NOW;
  host.metrics.count('ledger_reads_by_people', 1);
  const customFields = policy === undefined ? [] : customRead(policy.policy);
  const reference = kept && { ...kept, customFields };
  return {
    ok: true,
    value: { ledger, access: { company, accessToken: credentials.accessToken, timeoutMs, reference } },
  };
}

const NOT_NOW: Answer<undefined> = {
  ok: false,
  fault: { fault: 'unavailable', detail: 'the lane rests, or its tokens have run out since it last worked' },
};
