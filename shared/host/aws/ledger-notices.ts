// The notice readers on the AWS host, beside the ledgers: the function that hears them is bundled without the connectors.
import { createNoticeReaders } from '../../connectors/notice-registry.ts';
import type { NoticeReader } from '../../connectors/ports.ts';
import type { Environment } from './environment.ts';
import { quickBooksNoticeParts } from './quickbooks.ts';
import { snelStartNoticeParts } from './snelstart.ts';

/** All notice readers by the name of their ledger. `secret` reads a secret by its id. */
export function ledgerNoticesOf(
  environment: Environment,
  secret: (id: string) => Promise<string>,
): (name: string) => NoticeReader | undefined {
  return createNoticeReaders({
    quickbooks: quickBooksNoticeParts(environment, secret),
    snelstart: snelStartNoticeParts(environment, secret),
  });
}
