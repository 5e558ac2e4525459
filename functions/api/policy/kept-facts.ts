// What the API knows of a company for preflight: all that is kept, and nothing that the ledger would have to be asked.
import { laneOf } from '../../../shared/core/lanes.ts';
import type { Policy } from '../../../shared/core/policy.ts';
import type { PreflightFacts } from '../../../shared/core/preflight/check.ts';
import type { Host } from '../../../shared/host/host.ts';
import type { Connection } from '../../../shared/storage/ports.ts';
import { preflightFacts } from '../../sync/preflight-facts.ts';

/** The facts about a policy of a connection, saved or not. */
export async function keptFacts(
  host: Host,
  { id, ledger, company, live }: Connection,
  policy: Policy,
): Promise<PreflightFacts> {
  if (company === undefined) return { policy, firstImport: 'none', live, others: [] };
  const lane = laneOf(ledger, company);
  const [reference, last] = await Promise.all([
    host.connections.reference(lane),
    host.connections.preflight(lane, id),
  ]);
  return preflightFacts(host, { id, ledger, company }, { policy, reference, numbers: last?.numbers });
}
