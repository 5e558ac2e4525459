// A world in one process: the real worker on stores in memory, the simulator's own core as the ledger, one virtual clock.
import { z } from 'zod';
import { CLOCK_PMS } from '../../shared/core/presets/clock-pms.ts';
import type { Policy } from '../../shared/core/policy.ts';
import type { RecordKey, SourceRecord, SourceState } from '../../shared/core/records.ts';
import type { Fetcher } from '../../shared/connectors/http.ts';
import { createLedgers } from '../../shared/connectors/registry.ts';
import type { DomainEvent, Host, Look } from '../../shared/host/host.ts';
import { deliver, type Message } from '../../functions/sync/deliver.ts';
import { createQuickBooks, type QuickBooks } from '../../simulators/quickbooks/quickbooks.ts';
import type { Inspection, Knobs, UiAct } from '../../simulators/quickbooks/core/contract.ts';
import { createMemoryStorage, type MemoryStorage } from './memory-storage.ts';

export const REALM = '9130350000000001';
export const LANE = `quickbooks:${REALM}`;
export const CONNECTION = 'hotel';

/** A message that waits on the lane. */
export type Sent = Pick<Message, 'lane' | 'intake'> & { readonly looks: readonly Look[] };

export interface World {
  readonly host: Host;
  readonly storage: MemoryStorage;
  readonly simulator: QuickBooks;
  readonly events: DomainEvent[];
  readonly queue: Sent[];
  readonly advance: (ms: number) => void;
  readonly now: () => number;
  /** Stores what a source says and names the record on the lane, as the webhooks function does. */
  readonly say: (record: SourceRecord, revision: number, presence?: SourceState['presence']) => Promise<void>;
  /** Delivers the queue until it is empty or holds only looks for later; a held lane moves the clock. */
  readonly drain: () => Promise<void>;
  readonly look: (...looks: readonly Look[]) => Promise<void>;
  readonly admin: (method: string, path: string, body?: unknown) => unknown;
  readonly act: (act: UiAct) => unknown;
  readonly inspect: () => Inspection;
  readonly knobs: (patch: Partial<Knobs>) => void;
  /** Called before each request reaches the simulator; may throw to lose the worker there. */
  readonly network: { fetcher: Fetcher };
}

/** A connected hotel with an empty company. Times begin on a Tuesday noon. */
export async function createWorld(
  options: {
    readonly seed?: number;
    readonly policy?: Partial<Policy>;
    /** Ports in the place of those that go nowhere. */
    readonly outside?: Partial<Host>;
  } = {},
): Promise<World> {
  let now = Date.UTC(2026, 10, 17, 12);
  const random = mulberry(options.seed ?? 1);
  const clock = { now: () => now, wait: async (ms: number) => void (now += ms) };
  const simulator = createQuickBooks({
    surroundings: { now: () => now, random },
    settings: {
      companies: [{ realmId: REALM, name: 'Hotel', country: 'NL', homeCurrency: 'EUR', multiCurrency: true }],
    },
  });
  const admin = (method: string, path: string, body?: unknown): unknown => {
    const reply = simulator.request(
      request(method, `/_sim/${path}`, body === undefined ? '' : JSON.stringify(body)),
    );
    if ('dropped' in reply || reply.status >= 400) throw new Error(`/_sim/${path}: ${JSON.stringify(reply)}`);
    return typeof reply.body === 'string' && reply.body !== '' ? JSON.parse(reply.body) : undefined;
  };
  const network = { fetcher: fetcherOf(simulator, (ms) => (now += ms)) };
  const storage = createMemoryStorage(clock);
  const queue: Sent[] = [];
  const events: DomainEvent[] = [];
  let deferred = 0;
  const api = 'http://127.0.0.1:1';
  const ledger = createLedgers({
    quickbooks: {
      fetcher: (asked) => network.fetcher(asked),
      endpoints: {
        api,
        authorise: `${api}/connect/oauth2`,
        token: `${api}/oauth2/v1/tokens/bearer`,
        revoke: `${api}/v2/oauth2/tokens/revoke`,
      },
      app: async () => ({
        clientId: 'ABSimulatedQuickBooksClientId0000000000000000001',
        clientSecret: 'simulated-quickbooks-client-secret-00001',
      }),
      now: () => now,
    },
  });
  let ids = 0;
  const host: Host = {
    clock,
    random: {
      id: () => `id${String((ids += 1)).padStart(10, '0')}`,
      secret: (n) => 'ab'.repeat(n),
      fraction: random,
    },
    ...storage,
    lanes: {
      send: async (lane, looks, intake) => void queue.push({ lane, looks, intake }),
      defer: async (_handles, ms) => void (deferred = Math.max(deferred, ms)),
    },
    callOut: {
      refusal: async () => undefined,
      post: async () => ({ status: 204 }),
      get: async () => ({ failed: 'unreachable' }),
    },
    callbackQueue: { send: async () => undefined, defer: async () => undefined },
    sources: { send: async () => undefined, defer: async () => undefined },
    ledger,
    notices: () => undefined,
    source: () => undefined,
    sourceNotices: () => undefined,
    publish: async (told) => void events.push(...told),
    log: {
      info: () => undefined,
      warn: () => undefined,
      error: (event, fields) => console.error(event, fields),
    },
    metrics: { count: () => undefined },
    timeouts: { ledgerCallMs: 30_000, laneLeaseMs: 65_000 },
    ...options.outside,
  };
  const say: World['say'] = async (record, revision, presence = 'live') => {
    const key: RecordKey = { connection: CONNECTION, kind: record.kind, id: record.id };
    const body = presence === 'live' ? { record } : {};
    await host.links.storeSource(key, LANE, {
      revision,
      presence,
      ...body,
      eventId: `e-${record.id}-${revision}`,
      receivedAt: now,
    });
    await host.lanes.send(LANE, [{ at: 'record', key }]);
  };
  const drain = async (): Promise<void> => {
    // A look for later is no unrest: the queue rests until the clock is moved there.
    const isRipe = (look: Look): boolean => look.at !== 'due' || (look.notBefore ?? 0) <= now;
    for (let round = 0; queue.some(({ looks }) => looks.some(isRipe)); round += 1) {
      if (round > 2_000) throw new Error('The lane does not come to rest');
      const batch = queue.splice(0, 10);
      const messages = batch.map((sent, index) => ({
        ...sent,
        id: String(index),
        receiptHandle: String(index),
        receiveCount: 1,
      }));
      deferred = 0;
      const failed = await deliver(host, messages, now + 59_000);
      queue.unshift(...batch.filter((_, index) => failed.includes(String(index))));
      now += deferred;
    }
  };
  const grant = grantSchema.parse(admin('POST', 'oauth/grants', { realmId: REALM }));
  const hour = 3_600_000;
  await storage.connections.saveConnection({
    id: CONNECTION,
    name: 'Hotel',
    source: 'product',
    ledger: 'quickbooks',
    company: REALM,
    createdAt: now,
  });
  await storage.connections.savePolicy(CONNECTION, {
    version: 1,
    policy: { ...TEST_POLICY, ...options.policy },
  });
  const tokens = {
    accessToken: grant.access_token,
    accessExpiresAt: now + hour,
    refreshToken: grant.refresh_token,
    refreshExpiresAt: now + 100 * 24 * hour,
  };
  await storage.connections.saveCredentials(LANE, { version: 1, ...tokens }, 0);
  return {
    host,
    storage,
    simulator,
    events,
    queue,
    say,
    drain,
    admin,
    network,
    now: () => now,
    advance: (ms) => void (now += ms),
    look: async (...looks) => {
      await host.lanes.send(LANE, looks);
      await drain();
    },
    act: (act) => admin('POST', `companies/${REALM}/acts`, act),
    inspect: () => inspectionOf(admin('GET', `companies/${REALM}`)),
    knobs: (patch) => void admin('PATCH', `companies/${REALM}/settings`, patch),
  };
}

const grantSchema = z.object({ access_token: z.string(), refresh_token: z.string() });

/** The preset with the mappings of the simulated company. */
export const TEST_POLICY: Policy = {
  ...CLOCK_PMS,
  items: { ...CLOCK_PMS.items, onMissing: 'mapped', defaultItem: '1' },
  tax: { mode: 'none', map: {} },
  payments: { ...CLOCK_PMS.payments, depositAccount: { mode: 'undeposited' } },
  // The company is as it was opened, its switches untouched.
  preflight: { customNumbers: 'any', autoApplyCredit: 'any' },
};

function inspectionOf(value: unknown): Inspection {
  return inspectionSchema.parse(value);
}
const inspectionSchema = z.custom<Inspection>((value) => typeof value === 'object' && value !== null);

function request(
  method: string,
  target: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
) {
  const url = new URL(target, 'http://127.0.0.1');
  return { method, path: url.pathname, query: url.searchParams, headers, body };
}

function fetcherOf(simulator: QuickBooks, pass: (ms: number) => void): Fetcher {
  return async ({ method, url, headers, body, binary }) => {
    pass(5);
    const reply = simulator.request(request(method, url, body ?? '', lowerCase(headers)));
    if ('dropped' in reply) return { failed: 'broken' };
    pass(reply.delayMs ?? 0);
    const text = Buffer.from(reply.body).toString(binary === true ? 'base64' : 'utf8');
    return { status: reply.status, headers: lowerCase(reply.headers), text };
  };
}

/** Header names as a server and a client see them on the wire. */
function lowerCase(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** A small, well-known generator: the same seed gives the same world. */
function mulberry(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
