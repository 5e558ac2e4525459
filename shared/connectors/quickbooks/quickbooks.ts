// QuickBooks Online as a ledger: what it can do, how fast it may be asked, and the functions that do it.
import type { Fetcher } from '../http.ts';
import type { LedgerConnector, LedgerLimits } from '../ports.ts';
import { ABILITIES } from './abilities.ts';
import { changes } from './changes.ts';
import { customersByEmail } from './by-email.ts';
import { DOCUMENT_TYPES } from './documents/documents.ts';
import type { QuickBooksEndpoints } from './endpoints.ts';
import { find } from './find.ts';
import { highestNumber } from './highest-number.ts';
import { pageOf } from './page-of.ts';
import { list } from './listing.ts';
import { authoriseUrl, redeem, refresh, revoke, type QuickBooksApp } from './oauth.ts';
import { batches } from './operations.ts';
import { pdf } from './pdf.ts';
import { read } from './read.ts';
import { reference } from './reference.ts';
import { BATCH_SIZE, write } from './write.ts';

export interface QuickBooksParts {
  readonly fetcher: Fetcher;
  readonly endpoints: QuickBooksEndpoints;
  readonly app: () => Promise<QuickBooksApp>;
  /** Milliseconds UTC: decides whether the change feed still reaches back to a watermark. */
  readonly now: () => number;
  /** Limits that a company or a simulator was given instead of the usual ones. */
  readonly limits?: Partial<LedgerLimits> | undefined;
}

/** The connector. It keeps nothing between calls. */
export function createQuickBooks({ fetcher, endpoints, app, now, limits }: QuickBooksParts): LedgerConnector {
  const client = { fetcher, api: endpoints.api };
  const oauth = { fetcher, endpoints, app };
  return {
    name: 'quickbooks',
    abilities: ABILITIES,
    // Intuit: 500 requests a minute and 10 a second for each company, 40 batches a minute for each company and app
    // (limits page). A little below where the window is short, because our clock and theirs cut it differently.
    limits: {
      batchSize: BATCH_SIZE,
      batchesPerMinute: 40,
      callsPerMinute: 490,
      callsPerSecond: 9,
      // Intuit App Partner Program, tier Builder: beyond it reads are refused until the month is over.
      freeReadsPerMonth: 500_000,
      ...limits,
    },
    documentTypes: DOCUMENT_TYPES,
    batches,
    write: (access, requestId, intents) => write(client, access, requestId, intents),
    read: (access, ids) => read(client, access, ids),
    find: (access, document) => find(client, access, document),
    customersByEmail: (access, emails) => customersByEmail(client, access, emails),
    changes: (access, since) => changes(client, access, since, now()),
    reference: (access, at) => reference(client, access, at),
    pdf: (access, document) => pdf(client, access, document),
    pageOf: (_company, document) => pageOf(endpoints, document),
    list: (access, listing, cursor) => list(client, access, listing, cursor),
    highestNumber: (access) => highestNumber(client, access),
    authoriseUrl: (state, redirectUri) => authoriseUrl(oauth, state, redirectUri),
    redeem: (callbackUrl, redirectUri, at) => redeem(oauth, callbackUrl, redirectUri, at),
    refresh: (refreshToken, at) => refresh(oauth, refreshToken, at),
    revoke: (refreshToken) => revoke(oauth, refreshToken),
  };
}
