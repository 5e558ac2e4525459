// An office in one process, on one virtual clock: the real door, lane, scheduler and API, and SnelStart's simulator as the ledger.
import { z } from 'zod';
import { API_ROUTES } from '../../functions/api/routes.ts';
import type { HttpAnswer } from '../../functions/http/http.ts';
import { serve } from '../../functions/http/serve.ts';
import { startExports } from '../../functions/scheduler/start-exports.ts';
import { sweepWindows } from '../../functions/scheduler/sweep-lanes.ts';
import { watchFlow } from '../../functions/scheduler/watch-flow.ts';
import { deliver } from '../../functions/sync/deliver.ts';
import { WEBHOOK_ROUTES } from '../../functions/webhooks/routes.ts';
import { createSnelStart } from '../../shared/connectors/snelstart/snelstart.ts';
import type { FeedEntry } from '../../shared/core/feed.ts';
import type { Link } from '../../shared/core/links.ts';
import type { Policy } from '../../shared/core/policy.ts';
import type { RecordKind } from '../../shared/core/records.ts';
import { dayIn, instantOf } from '../../shared/core/zones.ts';
import type { DomainEvent, Host, Look } from '../../shared/host/host.ts';
import type { Sent } from '../simulation/world.ts';
import { createSnelStart as createSimulator } from '../../simulators/snelstart/snelstart.ts';
import { DEFAULT_SETTINGS } from '../../simulators/snelstart/service/state.ts';
import { createMemoryStorage } from '../simulation/memory-storage.ts';
import { requestWith, tenantKey } from './http-host.ts';
import { QICS } from './taken-facts.ts';

export const ADMINISTRATION = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa';
export const OFFICE = 'office';
export const LANE = `snelstart:${ADMINISTRATION}`;
const ZONE = 'Europe/Amsterdam';
const MINUTE = 60_000;
const BASE = 'http://127.0.0.1:1';

const BOOKS = z.object({ objects: z.record(z.string(), z.array(z.record(z.string(), z.json()))) });
const WROTE = z.object({
  writeLog: z.array(z.object({ resource: z.string(), operation: z.string(), by: z.string() })),
});
const ID = z.object({ id: z.string() });

export type Office = Awaited<ReturnType<typeof openOffice>>;

/** An office whose connection exists and is not connected yet. It opens on Monday 16 November 2026 at 06:55 in Amsterdam. */
export async function openOffice(
  change: (policy: Policy) => Policy = (policy) => policy,
  /** Parts of the host that fail as a test wants it. */
  outside: (host: Host) => Partial<Host> = () => ({}),
) {
  let now = instantOf(ZONE, '2026-11-16', '06:55');
  const clock = { now: () => now, wait: async (ms: number) => void (now += ms) };
  const simulator = createSimulator({
    surroundings: { now: () => now, random: () => 0.5 },
    settings: { administrations: [{ id: ADMINISTRATION, name: 'Bureau Zuid' }] },
  });
  const ask = (
    method: string,
    path: string,
    body: string,
    headers: Readonly<Record<string, string>> = {},
  ) => {
    const url = new URL(path, BASE);
    return simulator.request({ method, path: url.pathname, query: url.searchParams, headers, body });
  };
  const admin = (method: string, path: string, body?: unknown): unknown => {
    const reply = ask(method, `/_sim/${path}`, body === undefined ? '' : JSON.stringify(body));
    if ('dropped' in reply || reply.status >= 400) throw new Error(`${path}: ${JSON.stringify(reply)}`);
    return typeof reply.body === 'string' && reply.body !== '' ? JSON.parse(reply.body) : undefined;
  };
  const [subscription = ''] = DEFAULT_SETTINGS.subscriptionKeys;
  const ledger = createSnelStart({
    fetcher: async ({ method, url, headers, body }) => {
      now += 5;
      const reply = ask(method, url, body ?? '', lowered(headers));
      if ('dropped' in reply) return { failed: 'broken' };
      now += reply.delayMs ?? 0;
      const text = typeof reply.body === 'string' ? reply.body : Buffer.from(reply.body).toString('latin1');
      return { status: reply.status, headers: lowered(reply.headers), text };
    },
    endpoints: { api: `${BASE}/v2`, token: `${BASE}/b2b/token` },
    app: async () => ({ subscriptionKey: subscription, appShortName: '', hintSecret: '' }),
    now: () => now,
  });
  const storage = createMemoryStorage(clock);
  const queue: Sent[] = [];
  const events: DomainEvent[] = [];
  /** How many connections each tick found stalled. */
  const stalled: number[] = [];
  let ids = 0;
  let deferred = 0;
  const nowhere = { send: async () => undefined, defer: async () => undefined };
  const plain: Host = {
    clock,
    random: {
      id: () => `id${String((ids += 1)).padStart(10, '0')}`,
      secret: (n) => 'ab'.repeat(n),
      fraction: () => 0.5,
    },
    ...storage,
    lanes: {
      send: async (lane, looks, intake) => void queue.push({ lane, looks, intake }),
      defer: async (_handles, ms) => void (deferred = Math.max(deferred, ms)),
    },
    sources: nowhere,
    callbackQueue: nowhere,
    callOut: {
      refusal: async () => undefined,
      post: async () => ({ failed: 'unreachable' }),
      get: async () => ({ failed: 'unreachable' }),
    },
    ledger: (name) => (name === ledger.name ? ledger : undefined),
    notices: () => undefined,
    source: () => undefined,
    sourceNotices: () => undefined,
    publish: async (told) => void events.push(...told),
    log: { info: () => undefined, warn: () => undefined, error: (event, of) => console.error(event, of) },
    metrics: { count: () => undefined },
    timeouts: { ledgerCallMs: 30_000, laneLeaseMs: 65_000 },
  };
  const host: Host = { ...plain, ...outside(plain) };
  await storage.connections.saveConnection({
    id: OFFICE,
    name: 'Bureau Zuid',
    source: 'product',
    ledger: ledger.name,
    createdAt: now,
  });
  const policy = change({ ...QICS, costCentres: { import: true } });
  await storage.connections.savePolicy(OFFICE, { version: 1, policy });
  const key = await tenantKey(host, OFFICE);

  /** Works the lane off, with the clock going on where it gives something back; what is still tried then waits for the next tick. */
  const drain = async (): Promise<void> => {
    const limit = now + 14 * MINUTE;
    const isRipe = (look: Look): boolean => look.at !== 'due' || (look.notBefore ?? 0) <= now;
    for (let round = 0; now < limit && queue.some(({ looks }) => looks.some(isRipe)); round += 1) {
      if (round > 2_000) throw new Error('The lane does not come to rest');
      const batch = queue.splice(0, 10);
      const messages = batch.map((sent, index) => ({
        ...sent,
        id: String(index),
        receiptHandle: String(index),
        receiveCount: 1,
      }));
      deferred = 0;
      // A worker that throws is one that died: its messages come back when its lease is over.
      const failed = await deliver(host, messages, now + 59_000).catch(() => {
        deferred = host.timeouts.laneLeaseMs;
        return messages.map(({ id }) => id);
      });
      queue.unshift(...batch.filter((_, index) => failed.includes(String(index))));
      now += deferred;
    }
  };
  const api = async (route: string, body?: object, path: Record<string, string> = {}): Promise<HttpAnswer> =>
    await serve(
      API_ROUTES,
      host,
      requestWith(route, { key, path: { connection: OFFICE, ...path }, ...(body && { body }) }),
    );
  const tick = async (): Promise<void> => {
    now = (Math.floor(now / (15 * MINUTE)) + 1) * 15 * MINUTE;
    await startExports(host);
    await sweepWindows(host);
    await drain();
    stalled.push(await watchFlow(host));
  };
  const link = async (kind: RecordKind, id: string): Promise<Link> => {
    const [found] = await host.links.read([{ connection: OFFICE, kind, id }]);
    if (found === undefined) throw new Error(`No row of ${kind} ${id}`);
    return found;
  };
  return {
    host,
    events,
    stalled,
    drain,
    tick,
    admin,
    api,
    link,
    now: () => now,
    /** Lets the scheduler tick until it is this time of the day there, today or tomorrow. */
    until: async (time: string): Promise<void> => {
      const today = instantOf(ZONE, dayIn(ZONE, now), time);
      const then = today > now ? today : instantOf(ZONE, dayIn(ZONE, now + 24 * 60 * MINUTE), time);
      while (now < then) await tick();
    },
    /** What a person does in SnelStart itself; answers the id. */
    act: (act: object): string => {
      const answer = admin('POST', `administrations/${ADMINISTRATION}/acts`, act);
      return ID.safeParse(answer).data?.id ?? '';
    },
    fault: (match: object, effect: string): unknown => admin('POST', 'faults', { match, effect }),
    books: (resource: string) =>
      BOOKS.parse(admin('GET', `administrations/${ADMINISTRATION}`)).objects[resource] ?? [],
    /** What we wrote, as `create verkoopboekingen`. */
    wrote: (): readonly string[] =>
      WROTE.parse(admin('GET', `administrations/${ADMINISTRATION}`))
        .writeLog.filter(({ by }) => by === 'api')
        .map(({ operation, resource }) => `${operation} ${resource}`),
    /** Posts events at the door. */
    post: async (...posted: readonly object[]): Promise<number> => {
      const route = 'POST /v1/connections/{connection}/events';
      const request = requestWith(route, { key, path: { connection: OFFICE }, body: posted });
      const { status } = await serve(WEBHOOK_ROUTES, host, request);
      await drain();
      return status;
    },
    health: async (kind: RecordKind, id: string): Promise<string> => {
      const { state, problem, reason } = (await link(kind, id)).health;
      return [state, problem?.code ?? reason].filter((word) => word !== undefined).join(' ');
    },
    /** What the product was told since an entry of its feed. */
    told: async (after = 0): Promise<readonly FeedEntry[]> => {
      const page = await host.feed.read(OFFICE, after, 1_000);
      return page.type === 'page' ? page.entries : [];
    },
  };
}

/** Header names as they are on the wire. */
function lowered(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
