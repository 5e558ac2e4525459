// Looks after rest: what a lane looks at when it goes on, because messages that came while it rested are gone.
import type { Host, Look } from '../../shared/host/host.ts';

/**
 * What is due and what changed in the ledger; and of each connection what its end of a hold or its export would have let go,
 * had the lane not rested when it was told.
 */
export async function looksAfterRest(
  { connections }: Pick<Host, 'connections'>,
  ledger: string,
  company: string,
): Promise<readonly Look[]> {
  const ids = await connections.connectionsOf(ledger, company);
  return [
    { at: 'due' },
    { at: 'changes' },
    ...ids.map((connection) => ({ at: 'held', connection }) as const),
  ];
}
