// A host for the HTTP functions: memory storage, a clock that is set by hand, and everything sent or logged kept.
import { createHash } from 'node:crypto';
import type { CallOut, DomainEvent, Host, LogFields, Look, SourceLook } from '../../shared/host/host.ts';
import type { LedgerConnector, NoticeReader } from '../../shared/connectors/ports.ts';
import type { SourceConnector, SourceNoticeReader } from '../../shared/connectors/source-port.ts';
import type { HttpAnswer, HttpRequest } from '../../functions/http/http.ts';
import { createMemoryStorage } from '../simulation/memory-storage.ts';

export interface TestHost {
  readonly host: Host;
  readonly sent: { readonly lane: string; readonly looks: readonly Look[] }[];
  /** The same on the lanes of sources. */
  readonly asked: { readonly lane: string; readonly looks: readonly SourceLook[] }[];
  readonly published: DomainEvent[];
  /** Connections whose product is to be called. */
  readonly called: string[];
  readonly lines: { readonly event: string; readonly fields?: LogFields | undefined }[];
  readonly setNow: (ms: number) => void;
}

export interface TestOutside {
  readonly ledger?: LedgerConnector | undefined;
  readonly notices?: NoticeReader | undefined;
  readonly source?: SourceConnector | undefined;
  readonly sourceNotices?: SourceNoticeReader | undefined;
  readonly callOut?: Partial<CallOut> | undefined;
}

export const NOW = Date.UTC(2026, 10, 21, 12);

export function createTestHost(outside: TestOutside = {}): TestHost {
  let now = NOW;
  let ids = 0;
  const sent: TestHost['sent'] = [];
  const asked: TestHost['asked'] = [];
  const published: DomainEvent[] = [];
  const called: string[] = [];
  const lines: TestHost['lines'] = [];
  const note = (event: string, fields?: LogFields): void => void lines.push({ event, fields });
  const clock = { now: () => now, wait: async () => undefined };
  const nextHex = (bytes: number): string =>
    createHash('shake256', { outputLength: bytes })
      .update(String((ids += 1)))
      .digest('hex');
  const storage = createMemoryStorage(clock);
  const host: Host = {
    clock,
    random: { id: () => `id${String((ids += 1)).padStart(24, '0')}`, secret: nextHex, fraction: () => 0.5 },
    ...storage,
    lanes: {
      send: async (lane, looks, intake) => {
        sent.push({ lane, looks });
        // As whoever receives the message does.
        if (intake !== undefined) await storage.connections.countReceived([intake]);
      },
      defer: async () => undefined,
    },
    sources: { send: async (lane, looks) => void asked.push({ lane, looks }), defer: async () => undefined },
    callbackQueue: { send: async (connection) => void called.push(connection), defer: async () => undefined },
    callOut: {
      refusal: async () => undefined,
      post: async () => ({ failed: 'unreachable' }),
      get: async () => ({ failed: 'unreachable' }),
      ...outside.callOut,
    },
    ledger: () => outside.ledger,
    notices: () => outside.notices,
    source: () => outside.source,
    sourceNotices: () => outside.sourceNotices,
    publish: async (events) => void published.push(...events),
    log: { info: note, warn: note, error: note },
    metrics: { count: () => undefined },
    timeouts: { ledgerCallMs: 30_000, laneLeaseMs: 65_000 },
  };
  return { host, sent, asked, published, called, lines, setNow: (ms) => (now = ms) };
}

/** A tenant: one connection, connected to a company of its own, and one key made for it alone. */
export async function addTenant(host: Host, name: string, company = `company-${name}`) {
  const connection = {
    id: name,
    name: `Hotel ${name}`,
    source: 'product',
    ledger: 'quickbooks',
    company,
    createdAt: NOW,
  };
  await host.connections.saveConnection(connection);
  return { connection, key: await tenantKey(host, name) };
}

/** A key made for one connection alone. */
export async function tenantKey(host: Host, name: string): Promise<string> {
  const key = `llk_${name.replaceAll('-', '')}_${createHash('sha256').update(name).digest('hex')}`;
  await host.connections.saveApiKey({
    keyId: name.replaceAll('-', ''),
    hash: createHash('sha256').update(key).digest('hex'),
    connections: [name],
  });
  return key;
}

export type RequestParts = Partial<Omit<HttpRequest, 'body' | 'route' | 'query'>> & {
  readonly key?: string;
  readonly body?: unknown;
  readonly query?: Record<string, string>;
};

/** A request with the given parts; a body that is no bytes yet is sent as JSON. */
export function requestWith(route: string, parts: RequestParts = {}): HttpRequest {
  const { key, body, headers, query = {}, ...rest } = parts;
  return {
    id: 'request-1',
    route,
    origin: 'https://api.example.com',
    path: {},
    query,
    rawQuery: new URLSearchParams(query).toString(),
    cookies: [],
    ...rest,
    headers: { ...(key === undefined ? {} : { authorization: `Bearer ${key}` }), ...headers },
    body: bytesOf(body),
  };
}

/** The JSON of an answer. */
export function bodyOf(answer: HttpAnswer): unknown {
  return JSON.parse(answer.body);
}

function bytesOf(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body;
  if (body === undefined) return new Uint8Array();
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}
