// A QuickBooks connector whose network is a list of prepared answers, and what it asked for.
import type { HttpAnswer, HttpRequest } from '../../shared/connectors/http.ts';
import type { LedgerAccess, LedgerConnector } from '../../shared/connectors/ports.ts';
import { QUICKBOOKS_ENDPOINTS } from '../../shared/connectors/quickbooks/endpoints.ts';
import { createQuickBooks } from '../../shared/connectors/quickbooks/quickbooks.ts';
import type { LedgerDocument, DocumentRef } from '../../shared/core/documents.ts';
import type { Reference } from '../../shared/core/decisions.ts';
import type { Intent } from '../../shared/core/writes.ts';

export const NOW = Date.parse('2026-11-21T12:00:00Z');

export const ACCESS: LedgerAccess = { company: '9130350000000001', accessToken: 'token-1', timeoutMs: 1000 };

export const US: Reference = {
  readAt: NOW,
  homeCurrency: 'USD',
  multiCurrency: false,
  accounts: [],
  items: [],
  taxCodes: [],
  paymentMethods: [],
  switches: { country: 'US' },
};

export interface Canned {
  readonly ledger: LedgerConnector;
  readonly requests: HttpRequest[];
}

export type Prepared = HttpAnswer | { readonly json: unknown };

/** Answers the requests one after the other; an object is a JSON body with status 200. */
export function canned(...answers: readonly Prepared[]): Canned {
  const requests: HttpRequest[] = [];
  const waiting = [...answers];
  const ledger = createQuickBooks({
    endpoints: QUICKBOOKS_ENDPOINTS.sandbox,
    app: async () => ({ clientId: 'id', clientSecret: 'secret' }),
    now: () => NOW,
    fetcher: async (request) => {
      requests.push(request);
      const next = waiting.shift() ?? { failed: 'refused' };
      return 'json' in next ? reply(next.json) : next;
    },
  });
  return { ledger, requests };
}

export function reply(
  json: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer {
  const text = typeof json === 'string' ? json : JSON.stringify(json);
  return { status, headers: { intuit_tid: 'tid-1', ...headers }, text };
}

export function intentOf(
  bId: string,
  operation: Intent['operation'],
  document: LedgerDocument,
  target?: DocumentRef,
): Intent {
  const isRefund = document.type === 'refund_receipt' || document.type === 'expense';
  const key = { connection: 'c', kind: isRefund ? ('refund' as const) : document.type, id: bId };
  return { bId, key, operation, document, target, revision: 1, rule: 'test', values: {}, policyVersion: 1 };
}
