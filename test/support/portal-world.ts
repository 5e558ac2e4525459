// A world whose source is read: the real source worker before HubSpot's simulated core, beside the ledger's worker and books.
import { z } from 'zod';
import { deliverSources } from '../../functions/source/deliver.ts';
import { serve } from '../../functions/http/serve.ts';
import { WEBHOOK_ROUTES } from '../../functions/webhooks/routes.ts';
import type { Fetcher, HttpRequest } from '../../shared/connectors/http.ts';
import { createSources } from '../../shared/connectors/source-registry.ts';
import { createSourceNotices } from '../../shared/connectors/source-notice-registry.ts';
import { HUBSPOT_QUICKBOOKS } from '../../shared/core/presets/hubspot-quickbooks.ts';
import type { Policy } from '../../shared/core/policy.ts';
import type { RecordKind } from '../../shared/core/records.ts';
import type { Link } from '../../shared/core/links.ts';
import type { Host, SourceLook } from '../../shared/host/host.ts';
import { createHubSpot, type HubSpot, type HubSpotSettings } from '../../simulators/hubspot/hubspot.ts';
import type { UiAct } from '../../simulators/hubspot/core/acts.ts';
import type { KnobsPatch } from '../../simulators/hubspot/core/knobs.ts';
import { defaultSettings } from '../../simulators/hubspot/service/settings.ts';
import { createSeededChance } from '../../simulators/quickbooks/service/seeded.ts';
import { requestOf as simRequest } from '../simulators/service-setup.ts';
import { CONNECTION, createWorld, LANE, REALM, TEST_POLICY, type World } from '../simulation/world.ts';
import { requestOf } from '../simulation/requests.ts';

export const PORTAL = 62_515;
export const PORTAL_LANE = `hubspot:${PORTAL}`;
export const WEBHOOK = 'https://api.example.com/v1/webhooks/hubspot';
const ROUTE = 'POST /v1/webhooks/hubspot';

const shownSchema = z.looseObject({
  id: z.string(),
  properties: z.record(z.string(), z.string().nullable()),
  lineIds: z.array(z.string()).default([]),
});
export type Shown = z.infer<typeof shownSchema>;

export interface PortalWorld extends World {
  readonly hubspot: HubSpot;
  /** What was asked of HubSpot, in order. */
  readonly asked: HttpRequest[];
  readonly sourceQueue: { readonly lane: string; readonly looks: readonly SourceLook[] }[];
  readonly user: (act: UiAct | ({ act: string } & Record<string, unknown>)) => Shown;
  readonly portal: (method: string, path: string, body?: unknown) => unknown;
  /** Carries webhooks to our door and works on both queues until everything is at rest. */
  readonly settle: () => Promise<void>;
  readonly lookAt: (...looks: readonly SourceLook[]) => Promise<void>;
  readonly link: (kind: RecordKind, id: string) => Promise<Link>;
  /** Statuses of what our door answered to webhooks. */
  readonly answers: number[];
  /** What was posted to our door. */
  readonly posted: { posts: number; events: number };
}

/** The preset with what the simulated companies have; searches see everything at once. */
export const PORTAL_POLICY: Policy = {
  ...HUBSPOT_QUICKBOOKS,
  items: TEST_POLICY.items,
  preflight: TEST_POLICY.preflight,
};

export async function createPortalWorld(
  options: {
    readonly policy?: Partial<Policy>;
    readonly settings?: HubSpotSettings;
    readonly knobs?: KnobsPatch;
    readonly seed?: number;
    /** Asked before and after each call of the source's worker: whether it dies there. */
    readonly dies?: () => boolean;
  } = {},
): Promise<PortalWorld> {
  let now = (): number => Date.UTC(2026, 10, 17, 12);
  let pass: (ms: number) => void = () => undefined;
  const { random } = createSeededChance(options.seed ?? 7);
  const hubspot = createHubSpot({
    surroundings: { now: () => now(), random },
    settings: {
      portals: [{ portalId: PORTAL, currency: 'EUR' }, { portalId: 77 }],
      webhooks: { url: WEBHOOK },
      ...options.settings,
    },
  });
  const asked: HttpRequest[] = [];
  const fetcher: Fetcher = async (request) => {
    asked.push(request);
    pass(5);
    const { method, url, headers, body } = request;
    const path = url.slice('http://127.0.0.1:2'.length);
    const reply = hubspot.request(
      simRequest(method, path, { headers: { host: '127.0.0.1:2', ...headers }, body: body ?? '' }),
    );
    if ('dropped' in reply) return { failed: 'broken' };
    const text = typeof reply.body === 'string' ? reply.body : Buffer.from(reply.body).toString('utf8');
    const lower = Object.entries(reply.headers).map(([name, value]) => [name.toLowerCase(), value] as const);
    return { status: reply.status, headers: Object.fromEntries(lower), text };
  };
  const endpoints = { api: 'http://127.0.0.1:2', authorise: 'http://127.0.0.1:2/oauth/authorize' };
  const { clientId, clientSecret, appId } = defaultSettings.app;
  const app = { uri: WEBHOOK, secrets: [clientSecret], appId: String(appId) };
  const sourceQueue: { lane: string; looks: readonly SourceLook[] }[] = [];
  let deferred = 0;
  const outside: Partial<Host> = {
    sources: {
      send: async (lane, looks) => void sourceQueue.push({ lane, looks }),
      defer: async (_handles, ms) => void (deferred = Math.max(deferred, ms)),
    },
    source: createSources({
      hubspot: { fetcher, endpoints, app: async () => ({ clientId, clientSecret }) },
    }),
    sourceNotices: createSourceNotices({ hubspot: { app: async () => app, now: () => now() } }),
  };
  const world = await createWorld({ policy: { ...PORTAL_POLICY, ...options.policy }, outside });
  now = world.now;
  pass = world.advance;
  const portal = (method: string, path: string, body?: unknown): unknown => {
    const reply = hubspot.request(simRequest(method, `/_sim${path}`, { body }));
    if ('dropped' in reply || reply.status >= 400) throw new Error(`${path}: ${JSON.stringify(reply)}`);
    return typeof reply.body === 'string' && reply.body !== '' ? JSON.parse(reply.body) : undefined;
  };
  portal('PATCH', `/portals/${PORTAL}/settings`, { searchLagMs: [0, 0], ...options.knobs });
  const { connections } = world.host;
  const connection = await connections.connection(CONNECTION);
  if (connection === undefined) throw new Error('The world has no connection');
  await connections.saveConnection({ ...connection, source: 'hubspot', account: String(PORTAL) });
  const granted = z
    .object({ access_token: z.string(), refresh_token: z.string(), expires_in: z.number() })
    .parse(portal('POST', '/oauth/grants', { portalId: PORTAL }));
  await connections.saveCredentials(
    PORTAL_LANE,
    {
      version: 1,
      accessToken: granted.access_token,
      accessExpiresAt: now() + granted.expires_in * 1000,
      refreshToken: granted.refresh_token,
      refreshExpiresAt: now() + 1e12,
    },
    0,
  );
  const answers: number[] = [];
  const posted = { posts: 0, events: 0 };
  const carry = async (): Promise<number> => {
    const posts = hubspot.dueDeliveries();
    for (const post of posts) {
      const headers = Object.fromEntries(
        Object.entries(post.headers).map(([name, value]) => [name.toLowerCase(), value]),
      );
      const answer = await serve(WEBHOOK_ROUTES, world.host, requestOf(ROUTE, { headers }, post.body));
      answers.push(answer.status);
      posted.posts += 1;
      posted.events += z.array(z.unknown()).parse(JSON.parse(post.body)).length;
      hubspot.delivered(post.id, { status: answer.status });
    }
    return posts.length;
  };
  const workerHost = options.dies === undefined ? world.host : mortal(world.host, options.dies);
  const work = async (): Promise<number> => {
    const batch = sourceQueue.splice(0, 10);
    const messages = batch.map(({ lane, looks }, index) => ({
      id: String(index),
      receiptHandle: String(index),
      lane,
      looks,
    }));
    deferred = 0;
    const failed = await deliverSources(workerHost, messages, now() + 59_000).catch((error: unknown) => {
      if (!isKill(error)) throw error;
      return messages.map(({ id }) => id);
    });
    sourceQueue.unshift(...batch.filter((_, index) => failed.includes(String(index))));
    world.advance(deferred);
    return batch.length;
  };
  const settle = async (): Promise<void> => {
    for (let round = 0; round < 500; round += 1) {
      const next = hubspot.nextDeliveryAt();
      if (next !== null && next > now() && sourceQueue.length === 0) world.advance(next - now());
      const moved = (await carry()) + (await work());
      await world.drain();
      if (moved === 0 && sourceQueue.length === 0 && hubspot.nextDeliveryAt() === null) return;
    }
    throw new Error('The portal does not come to rest');
  };
  await world.look({ at: 'lists' });
  return {
    ...world,
    hubspot,
    asked,
    sourceQueue,
    portal,
    answers,
    posted,
    settle,
    user: (act) =>
      shownSchema.parse(
        z.object({ result: z.unknown() }).parse(portal('POST', `/portals/${PORTAL}/acts`, act)).result,
      ),
    lookAt: async (...looks) => {
      await world.host.sources.send(PORTAL_LANE, looks);
      await settle();
    },
    link: async (kind, id) => {
      const [link] = await world.host.links.read([{ connection: CONNECTION, kind, id }]);
      if (link === undefined) throw new Error('The store answers every key');
      return link;
    },
  };
}

/** As the AWS client marks its errors: the code lets them pass, and the messages come again as after a death. */
const KILL = 'killed';
function kill(): Error {
  return Object.assign(new Error(KILL), { $metadata: {} });
}

function isKill(error: unknown): boolean {
  return error instanceof Error && error.message === KILL;
}

/** A host whose every call may be the worker's last one: before it has any effect, or just after. */
function mortal(host: Host, dies: () => boolean): Host {
  const wrap = <T extends object>(port: T): T =>
    new Proxy(port, {
      get: (target, method) => {
        const value: unknown = Reflect.get(target, method);
        if (typeof value !== 'function') return value;
        return async (...given: unknown[]) => {
          if (dies()) throw kill();
          const result: unknown = await Reflect.apply(value, target, given);
          if (dies()) throw kill();
          return result;
        };
      },
    });
  const { links, connections, callbacks, feed, lanes, sources } = host;
  return {
    ...host,
    links: wrap(links),
    connections: wrap(connections),
    callbacks: wrap(callbacks),
    feed: wrap(feed),
    lanes: wrap(lanes),
    sources: wrap(sources),
  };
}

export { LANE, REALM };
