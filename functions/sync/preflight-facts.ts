// Preflight facts: what is kept of a company, gathered for the checks. Nothing here asks the ledger.
import type { Reference } from '../../shared/core/decisions.ts';
import type { Policy } from '../../shared/core/policy.ts';
import type { HighestNumber, OtherConnection, PreflightFacts } from '../../shared/core/preflight/check.ts';
import type { Host } from '../../shared/host/host.ts';

/** A connection that has a company. */
export interface Connected {
  readonly id: string;
  readonly ledger: string;
  readonly company: string;
}

/** What whoever asks holds already. */
export interface Held {
  readonly policy: Policy;
  readonly reference: Reference | undefined;
  readonly numbers: HighestNumber | undefined;
}

/** The facts about a policy, saved or not. */
export async function preflightFacts(host: Host, of: Connected, held: Held): Promise<PreflightFacts> {
  const [{ firstImport }, connection, others] = await Promise.all([
    host.inbound.inbound(of.id),
    host.connections.connection(of.id),
    otherConnections(host, of),
  ]);
  return { ...held, firstImport: firstImport?.state ?? 'none', live: connection?.live, others };
}

/** Products coupled with one company: more than these have no business in one set of books. */
const OTHERS_MAX = 20;

/** The demands of all other connections of the company. */
async function otherConnections(
  { connections }: Host,
  { ledger, company, id }: Connected,
): Promise<readonly OtherConnection[]> {
  const ids = (await connections.connectionsOf(ledger, company)).filter((other) => other !== id);
  const policies = await Promise.all(
    ids.slice(0, OTHERS_MAX).map(async (other) => ({ other, saved: await connections.policy(other) })),
  );
  return policies.flatMap(({ other, saved }) =>
    saved === undefined ? [] : [{ connection: other, customNumbers: saved.policy.preflight.customNumbers }],
  );
}
