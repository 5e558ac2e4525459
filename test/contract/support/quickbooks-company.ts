// A company of the QuickBooks simulator over real HTTP, connected by the connector itself.
import { z } from 'zod';
import type { Intent } from '../../../shared/core/writes.ts';
import type { DocumentRef, LedgerDocument, Snapshot } from '../../../shared/core/documents.ts';
import type { Answer } from '../../../shared/core/faults.ts';
import type { BatchAnswer, LedgerAccess, LedgerConnector, Tokens } from '../../../shared/connectors/ports.ts';
import { createQuickBooks } from '../../../shared/connectors/quickbooks/quickbooks.ts';
import { fetchOnce } from '../../../shared/host/aws/fetcher.ts';
import { startQuickBooksServer, type QuickBooksServer } from '../../../simulators/quickbooks/server.ts';
import { defaultSettings } from '../../../simulators/quickbooks/service/settings.ts';

export const REDIRECT = 'https://ledgerlane.example/callback';
export const NOW = Date.parse('2026-11-21T12:00:00Z');

export interface ConnectedCompany {
  readonly server: QuickBooksServer;
  readonly ledger: LedgerConnector;
  readonly access: LedgerAccess;
  readonly tokens: Tokens;
  /** Sets what the connector takes for the present. */
  readonly setNow: (now: number) => void;
  readonly admin: (method: 'POST' | 'PATCH', path: string, body?: unknown) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

const REALM = '9130350000000001';

/** Starts a simulator with one company and connects it; `access` carries the company's reference data. */
export async function connectCompany(
  settings: {
    readonly country?: string;
    readonly homeCurrency?: string;
    readonly multiCurrency?: boolean;
  } = {},
): Promise<ConnectedCompany> {
  const server = await startQuickBooksServer({
    clock: NOW,
    settings: { companies: [{ realmId: REALM, name: 'Books of Bilbo', ...settings }] },
  });
  // The simulator's clock stands, so all calls of a test fall into one second.
  await admin(server.url, 'PATCH', `/companies/${REALM}/settings`, { throttle: { enforce: false } });
  let now = NOW;
  const { url } = server;
  const ledger = createQuickBooks({
    fetcher: fetchOnce,
    endpoints: {
      api: url,
      authorise: `${url}/connect/oauth2`,
      token: `${url}/oauth2/v1/tokens/bearer`,
      revoke: `${url}/v2/oauth2/tokens/revoke`,
    },
    app: async () => defaultSettings.app,
    now: () => now,
  });
  const page = await fetch(await ledger.authoriseUrl('state-1', REDIRECT), { redirect: 'manual' });
  const connected = valueOf(await ledger.redeem(page.headers.get('location') ?? '', REDIRECT, NOW));
  const bare = { company: connected.company, accessToken: connected.accessToken, timeoutMs: 5_000 };
  const reference = valueOf(await ledger.reference(bare, NOW));
  return {
    server,
    ledger,
    access: { ...bare, reference },
    tokens: connected,
    setNow: (next) => {
      now = next;
    },
    admin: (method, path, body) => admin(url, method, path, body),
    close: server.close,
  };
}

async function admin(url: string, method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(`${url}/_sim${path}`, {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return text === '' ? undefined : z.unknown().parse(JSON.parse(text));
}

export function valueOf<T>(answer: Answer<T>): T {
  if (!answer.ok)
    throw new Error(`${answer.fault.fault} ${answer.fault.vendorCode ?? ''} ${answer.fault.detail}`);
  return answer.value;
}

/** An intent as the lane would announce it. */
export function intent(
  bId: string,
  operation: Intent['operation'],
  document: LedgerDocument,
  target?: DocumentRef,
): Intent {
  const isRefund = document.type === 'refund_receipt' || document.type === 'expense';
  const key = { connection: 'c', kind: isRefund ? ('refund' as const) : document.type, id: bId };
  return { bId, key, operation, document, target, revision: 1, rule: 'test', values: {}, policyVersion: 1 };
}

/** The snapshot of one item of a batch that was done. */
export function doneOf(answer: BatchAnswer, bId: string): Snapshot {
  const outcome = valueOf(answer).get(bId);
  if (outcome?.type === 'done') return outcome.snapshot;
  throw new Error(`${bId}: ${JSON.stringify(outcome)}`);
}

/** The fault of one item, or of the whole call. */
export function faultOf(answer: BatchAnswer, bId: string): string {
  if (!answer.ok) return `call: ${answer.fault.fault}`;
  const outcome = answer.value.get(bId);
  return outcome?.type === 'fault' ? `${outcome.fault.fault} ${outcome.fault.vendorCode ?? ''}` : 'done';
}
