// An administration of the SnelStart simulator over real HTTP, opened by the connector itself with its coupling key.
import { z } from 'zod';
import type { LedgerAccess, LedgerConnector, Tokens } from '../../../shared/connectors/ports.ts';
import { simulatorEndpoints } from '../../../shared/connectors/snelstart/endpoints.ts';
import { createSnelStart } from '../../../shared/connectors/snelstart/snelstart.ts';
import { fetchOnce } from '../../../shared/host/aws/fetcher.ts';
import type { CustomerDocument, InvoiceDocument } from '../../../shared/core/documents.ts';
import { startSnelStartServer } from '../../../simulators/snelstart/server.ts';
import { DEFAULT_SETTINGS } from '../../../simulators/snelstart/service/state.ts';
import { valueOf } from './quickbooks-company.ts';

export { doneOf, faultOf, intent, valueOf } from './quickbooks-company.ts';

export const ADMINISTRATION = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa';
export const KEY = `koppelsleutel-${ADMINISTRATION}`;
/** One in the afternoon in the Netherlands. */
export const NOW = Date.parse('2026-11-21T12:00:00Z');

export interface OpenAdministration {
  readonly ledger: LedgerConnector;
  readonly access: LedgerAccess;
  readonly tokens: Tokens;
  readonly url: string;
  /** Moves the simulator's clock and what the connector takes for the present. */
  readonly advance: (ms: number) => Promise<void>;
  readonly admin: (
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
  ) => Promise<unknown>;
  /** What a user does in SnelStart itself; gives the answer's id. */
  readonly act: (act: object) => Promise<string>;
  readonly settings: (knobs: object) => Promise<void>;
  /** Objects of the books by resource, as the admin endpoint shows them. */
  readonly books: () => Promise<Books>;
  readonly close: () => Promise<void>;
}

const BOOKS = z.object({
  objects: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
  callsOfLastHour: z.number(),
});
export type Books = z.infer<typeof BOOKS>;

export async function openAdministration(
  settings: { readonly package?: string; readonly subscriptionKey?: string } = {},
): Promise<OpenAdministration> {
  const server = await startSnelStartServer({
    clock: NOW,
    settings: {
      administrations: [
        {
          id: ADMINISTRATION,
          name: 'Advies',
          ...(settings.package === undefined ? {} : { package: settings.package }),
        },
      ],
    },
  });
  const { url } = server;
  const endpoints = simulatorEndpoints(url);
  if (endpoints === undefined) throw new Error('The simulator is not on this machine');
  let now = NOW;
  const [subscription = ''] = DEFAULT_SETTINGS.subscriptionKeys;
  const subscriptionKey = settings.subscriptionKey ?? subscription;
  const app = async () => ({ subscriptionKey, appShortName: 'ledgerlane', hintSecret: 'a long random text' });
  const ledger = createSnelStart({ fetcher: fetchOnce, endpoints, app, now: () => now });
  const tokens = valueOf(await ledger.refresh(KEY, NOW));
  const bare = { company: ADMINISTRATION, accessToken: tokens.accessToken, timeoutMs: 5_000 };
  const reference = await ledger.reference(bare, NOW);
  const ask = (method: string, path: string, body?: unknown) => admin(url, method, path, body);
  return {
    ledger,
    url,
    access: { ...bare, reference: reference.ok ? reference.value : undefined },
    tokens,
    advance: async (ms) => {
      now += ms;
      await ask('POST', '/clock', { advanceMs: ms });
    },
    admin: ask,
    act: async (act) => {
      const answer = await ask('POST', `/administrations/${ADMINISTRATION}/acts`, act);
      return z.object({ id: z.string() }).safeParse(answer).data?.id ?? '';
    },
    settings: async (knobs) => {
      await ask('PATCH', `/administrations/${ADMINISTRATION}/settings`, knobs);
    },
    books: async () => BOOKS.parse(await ask('GET', `/administrations/${ADMINISTRATION}`)),
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

/** The id of one of the ledgers that every administration begins with. */
export const account = (number: number): string =>
  `33333333-3333-4333-8333-${String(number).padStart(12, '0')}`;

export const customerNamed = (name: string): CustomerDocument => ({ type: 'customer', name, active: true });

/** An invoice of 1,000 with the high rate. */
export const invoiceOn = (customer: string, changes: Partial<InvoiceDocument> = {}): InvoiceDocument => ({
  type: 'invoice',
  number: '2026-0042',
  customer,
  currency: 'EUR',
  date: '2026-11-20',
  dueDate: '2026-12-04',
  lines: [{ account: account(8200), description: 'Advies', amount: '1000.00', taxCode: 'VerkopenHoog' }],
  taxMode: 'excluded',
  memo: 'Factuur 2026-0042',
  ...changes,
});
