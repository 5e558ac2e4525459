// The ledgers on the AWS host: the parts of every connector, in one place, so that no function has to name one.
import type { LedgerConnector } from '../../connectors/ports.ts';
import { createLedgers } from '../../connectors/registry.ts';
import type { Environment } from './environment.ts';
import { quickBooksParts } from './quickbooks.ts';
import { snelStartParts } from './snelstart.ts';

/** All ledgers by name. `secret` reads a secret by its id. */
export function ledgersOf(
  environment: Environment,
  secret: (id: string) => Promise<string>,
): (name: string) => LedgerConnector | undefined {
  return createLedgers({
    quickbooks: quickBooksParts(environment, secret),
    snelstart: snelStartParts(environment, secret),
  });
}
