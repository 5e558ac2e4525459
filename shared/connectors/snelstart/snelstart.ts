// SnelStart as a ledger: what it can do, how fast it may be asked, and the functions that do it.
import type { DocumentType } from '../../core/documents.ts';
import type { Fetcher } from '../http.ts';
import type { LedgerConnector, LedgerLimits } from '../ports.ts';
import { ABILITIES } from './abilities.ts';
import { changes } from './changes.ts';
import type { SnelStartEndpoints } from './endpoints.ts';
import { find } from './find.ts';
import { highestNumber } from './highest-number.ts';
import { redeemKey, refresh } from './keys.ts';
import { referenceKey } from './notices.ts';
import { list } from './listing.ts';
import { reference } from './lists.ts';
import { read } from './read.ts';
import { write } from './write.ts';

/** This installation as it is registered with SnelStart. */
export interface SnelStartApp {
  /** Azure's product key. It opens nothing by itself. */
  readonly subscriptionKey: string;
  /** Names the app in activation links; empty as long as there is none. */
  readonly appShortName: string;
  /** What the references in them are proved with. */
  readonly hintSecret: string;
}

export interface SnelStartParts {
  readonly fetcher: Fetcher;
  readonly endpoints: SnelStartEndpoints;
  /** Asked for each use, so that a changed secret is taken up without a restart. */
  readonly app: () => Promise<SnelStartApp>;
  /** Milliseconds UTC. */
  readonly now: () => number;
  /** Limits of another product than the usual one ("Ontwikkeling & Test" has a fifth of them), or of a simulator. */
  readonly limits?: Partial<LedgerLimits> | undefined;
}

const DOCUMENT_TYPES: readonly DocumentType[] = [
  'customer',
  'cost_centre',
  'invoice',
  'credit_note',
  'attachment',
];

/** The connector. It keeps nothing between calls. */
export function createSnelStart(parts: SnelStartParts): LedgerConnector {
  const { fetcher, endpoints, app, now, limits } = parts;
  const subscriptionKey = async (): Promise<string> => (await app()).subscriptionKey;
  const client = { fetcher, api: endpoints.api, subscriptionKey };
  return {
    name: 'snelstart',
    abilities: ABILITIES,
    // Of the products "Maatwerk" and "Productie", each administration for itself (portal, "Certificering"): 500 a minute,
    // 5,000 an hour, 50 at a time. A little below, because Azure counts in windows of its own.
    limits: {
      batchSize: 1,
      batchesPerMinute: 490,
      callsPerMinute: 490,
      callsPerSecond: 8,
      callsPerHour: 4_900,
      concurrent: 50,
      ...limits,
    },
    documentTypes: DOCUMENT_TYPES,
    batches: () => false,
    write: (access, _requestId, intents) => write(client, access, intents, now()),
    read: (access, ids) => read(client, access, ids, now()),
    find: (access, document) => find(client, access, document, now()),
    changes: (access, since) => changes(client, access, since, now()),
    reference: (access, at) => reference(client, access, at),
    list: (access, listing, cursor) => list(client, access, listing, { cursor, at: now() }),
    highestNumber: (access) => highestNumber(client, access),
    redeemKey: (key, at) => redeemKey({ fetcher, endpoints }, client, key, at),
    refresh: (key, at) => refresh({ fetcher, endpoints }, key, at),
    // A key is made, handed over and taken back in SnelStart itself; there is no code that comes back.
    authoriseUrl: async (connection, successUrl) => activationLink(await app(), connection, successUrl),
    redeem: async () => ({ ok: false, fault: { fault: 'invalid', detail: 'connected by a key' } }),
    revoke: async () => ({ ok: true, value: 'revoked' }),
  };
}

/** Where a user activates the coupling (portal, "oAuth"); without a name of our own he makes the key in his program. */
function activationLink(app: SnelStartApp, connection: string, successUrl: string): string {
  const { appShortName, hintSecret } = app;
  if (appShortName === '' || hintSecret === '') return 'https://web.snelstart.nl/';
  const query = new URLSearchParams({ referenceKey: referenceKey(hintSecret, connection), successUrl });
  return `https://web.snelstart.nl/couplings/activate/${encodeURIComponent(appShortName)}?${query.toString()}`;
}
