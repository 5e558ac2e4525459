// The office's world: the real lane worker and connector, the simulator's core in process, accidents between them, one virtual clock.
import { z } from 'zod';
import { deliver } from '../../../functions/sync/deliver.ts';
import type { HttpAnswer, HttpRequest } from '../../../shared/connectors/http.ts';
import type { LedgerConnector } from '../../../shared/connectors/ports.ts';
import { createSnelStart } from '../../../shared/connectors/snelstart/snelstart.ts';
import { laneOf } from '../../../shared/core/lanes.ts';
import { fingerprint } from '../../../shared/core/fingerprint.ts';
import type { Policy } from '../../../shared/core/policy.ts';
import { QICS_MILESTONES_SNELSTART } from '../../../shared/core/presets/qics-milestones-snelstart.ts';
import type { Host, Look } from '../../../shared/host/host.ts';
import { createSnelStart as createSimulator } from '../../../simulators/snelstart/snelstart.ts';
import { DEFAULT_SETTINGS } from '../../../simulators/snelstart/service/state.ts';
import { mortal } from '../../support/matrix/mortal.ts';
import { createMemoryStorage } from '../memory-storage.ts';
import type { Saying } from './plan.ts';

const ADMINISTRATION = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa';
const CONNECTION = 'office';
const BASE = 'http://127.0.0.1:1';
/** As in infra/timeouts.ts. */
const VISIBILITY_MS = 360_000;
const DELIVERY_MS = 59_000;
/** A Monday morning in the Netherlands. */
const START = Date.UTC(2026, 10, 16, 8);

const BOOKS = z.object({
  objects: z.record(z.string(), z.array(z.record(z.string(), z.json()))),
  writeLog: z.array(
    z.object({ resource: z.string(), id: z.string(), operation: z.string(), by: z.string() }),
  ),
});

export type Office = Awaited<ReturnType<typeof createOffice>>;

interface Message {
  readonly looks: readonly Look[];
  readonly visibleAt: number;
  readonly receives: number;
}

/** Chances of an accident with one request; a third of those of a write leave it done. */
const ACCIDENT = 0.2;
const DEATH = 0.25;

/** A planted defect, which the verdict has to find: a lag that nobody reckons with, or a look that never finds anything. */
export type Defect = 'no lag' | 'blind';

export async function createOffice(random: () => number, lagMs: number, defect?: Defect) {
  let now = START;
  let [isCalm, isNight] = [true, false];
  let [accidents, deaths] = [0, 0];
  let trace = '';
  const late: { readonly at: number; readonly send: () => void }[] = [];
  const simulator = createSimulator({
    surroundings: { now: () => now, random },
    settings: { administrations: [{ id: ADMINISTRATION, name: 'Bureau Zuid' }] },
  });
  const ask = (request: Pick<HttpRequest, 'method' | 'url' | 'headers' | 'body'>): HttpAnswer => {
    const url = new URL(request.url, BASE);
    const { method, headers, body = '' } = request;
    const reply = simulator.request({ method, path: url.pathname, query: url.searchParams, headers, body });
    if ('dropped' in reply) return { failed: 'broken' };
    const text = typeof reply.body === 'string' ? reply.body : '';
    const names = Object.entries(reply.headers).map(([name, value]) => [name.toLowerCase(), value] as const);
    return { status: reply.status, headers: Object.fromEntries(names), text };
  };
  const admin = (method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown): unknown => {
    const sent = body === undefined ? '' : JSON.stringify(body);
    const answer = ask({ method, url: `${BASE}/_sim/${path}`, headers: {}, body: sent });
    if ('failed' in answer || answer.status >= 400) throw new Error(`${path}: ${JSON.stringify(answer)}`);
    return answer.text === '' ? undefined : JSON.parse(answer.text);
  };

  const fetcher = async (request: HttpRequest): Promise<HttpAnswer> => {
    now += whole(20 + random() * 300);
    for (const one of late.splice(0))
      if (one.at <= now) one.send();
      else late.push(one);
    const answer = accident(request) ?? ask(request);
    trace = fingerprint([
      trace,
      Math.round(now),
      request.method,
      request.url,
      'failed' in answer ? answer.failed : answer.status,
    ]);
    return answer;
  };
  /** What goes wrong with a request, if anything does. */
  const accident = (request: HttpRequest): HttpAnswer | undefined => {
    if (isNight) return { failed: random() < 0.5 ? 'refused' : 'broken' };
    if (isCalm || random() > ACCIDENT) return undefined;
    accidents += 1;
    const done = (): void => void ask(request);
    switch (Math.floor(random() * 9)) {
      case 0:
        return { failed: 'refused' };
      case 1:
        return { failed: 'broken' };
      case 2:
        return { status: 500, headers: {}, text: '{"message":"An error has occurred."}' };
      case 3:
        return { status: 503, headers: {}, text: '<html>Service Unavailable</html>' };
      case 4:
        return {
          status: 429,
          headers: { 'retry-after': '12' },
          text: '{"statusCode":429,"message":"Rate limit is exceeded. Try again in 12 seconds."}',
        };
      case 5:
        done();
        return { failed: 'broken' };
      case 6:
        done();
        return { status: 504, headers: {}, text: '<html>Gateway Timeout</html>' };
      case 7: {
        // On its way still: it arrives when nobody waits for it any more.
        late.push({ at: now + whole(30_000 + random() * 60_000), send: done });
        now += request.timeoutMs;
        return { failed: 'timeout' };
      }
      default:
        return request.url.includes('token')
          ? { failed: 'broken' }
          : {
              status: 401,
              headers: {},
              text: '{"Message":"Authorization has been denied for this request."}',
            };
    }
  };

  const [subscriptionKey = ''] = DEFAULT_SETTINGS.subscriptionKeys;
  const real = createSnelStart({
    fetcher,
    endpoints: { api: `${BASE}/v2`, token: `${BASE}/b2b/token` },
    app: async () => ({ subscriptionKey, appShortName: '', hintSecret: '' }),
    now: () => now,
  });
  const ledger = spoilt(real, defect);
  const lane = laneOf(ledger.name, ADMINISTRATION);
  const clock = { now: () => now, wait: async (ms: number) => void (now += whole(ms)) };
  const storage = createMemoryStorage(clock);
  let queue: Message[] = [];
  let deferred: number | undefined;
  let ids = 0;
  const nowhere = { send: async () => undefined, defer: async () => undefined };
  const host: Host = {
    clock,
    random: {
      id: () => `id${String((ids += 1)).padStart(24, '0')}`,
      secret: (bytes) => 'ab'.repeat(bytes),
      fraction: random,
    },
    ...storage,
    lanes: {
      send: async (_lane, looks) => void queue.push({ looks, visibleAt: now, receives: 0 }),
      defer: async (_handles, ms) => void (deferred = ms),
    },
    sources: nowhere,
    callbackQueue: nowhere,
    callOut: {
      refusal: async () => undefined,
      post: async () => ({ failed: 'unreachable' }),
      get: async ({ url }) => {
        if (isCalm || random() > 0.2) return { status: 200, bytes: Buffer.from(`%PDF ${url}`) };
        return random() < 0.5 ? { failed: 'timeout' } : { status: 503, bytes: Buffer.from('') };
      },
    },
    ledger: (name) => (name === ledger.name ? ledger : undefined),
    notices: () => undefined,
    source: () => undefined,
    sourceNotices: () => undefined,
    publish: async () => undefined,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    metrics: { count: () => undefined },
    timeouts: { ledgerCallMs: 30_000, laneLeaseMs: 65_000 },
  };

  /** One delivery; who dies leaves the messages to the next receive. */
  const work = async (): Promise<void> => {
    const ripe = queue.filter(({ visibleAt }) => visibleAt <= now).slice(0, 10);
    if (ripe.length === 0) return;
    queue = queue.filter((message) => !ripe.includes(message));
    deferred = undefined;
    const death =
      isCalm || random() > DEATH
        ? undefined
        : {
            at: 1 + Math.floor(random() * 40),
            when: random() < 0.5 ? ('before' as const) : ('after' as const),
          };
    const process = mortal(host, death);
    const messages = ripe.map(({ looks, receives }, index) => ({
      id: String(index),
      receiptHandle: String(index),
      lane,
      looks,
      receiveCount: receives + 1,
    }));
    const done = await Promise.race([deliver(process.host, messages, now + DELIVERY_MS), process.died]);
    if (done === 'died') deaths += 1;
    const back = done === 'died' ? ripe : ripe.filter((_, index) => done.includes(String(index)));
    const visibleAt = now + (done === 'died' ? VISIBILITY_MS : (deferred ?? VISIBILITY_MS));
    queue.push(...back.map(({ looks, receives }) => ({ looks, visibleAt, receives: receives + 1 })));
  };

  await prepare(host, lane, ledger.name);
  admin('PATCH', `administrations/${ADMINISTRATION}/settings`, { invoiceLagMs: lagMs });
  const customers = [1, 2, 3].map((index): string => {
    const fields = { naam: `Klant c${index}`, relatiesoort: ['Klant'] };
    const made = admin('POST', `administrations/${ADMINISTRATION}/acts`, { act: 'createParty', fields });
    const { relatiecode } = z.object({ relatiecode: z.number() }).parse(made);
    // The product knows its customers by the ledger's numbers: they come from there (QCS-06, QCS-19).
    return String(relatiecode);
  });
  const tokens = await ledger.refresh(`koppelsleutel-${ADMINISTRATION}`, now);
  if (!tokens.ok) throw new Error('The simulator opens nothing');
  await storage.connections.saveCredentials(lane, { version: 1, ...tokens.value }, 0);
  isCalm = false;

  return {
    customers,
    host,
    work,
    now: () => now,
    advance: (ms: number) => void (now += whole(ms)),
    outage: (is: boolean) => void (isNight = is && !isCalm),
    /** Nothing goes wrong any more; what is still on its way arrives, and who asks for the key again gets it. */
    calm: async () => {
      [isCalm, isNight] = [true, false];
      now += 90_000;
      for (const one of late.splice(0)) one.send();
      await storage.connections.savePause(lane, undefined);
    },
    round: async () => {
      await host.lanes.send(lane, [{ at: 'changes' }, { at: 'due' }]);
    },
    say: async (saying: Saying | undefined) => {
      if (saying === undefined) return;
      const { kind, id, revision, presence, record } = saying;
      const key = { connection: CONNECTION, kind, id };
      const eventId = `${kind}-${id}-${revision}`;
      await host.links.storeSource(key, lane, { revision, presence, record, eventId, receivedAt: now });
      await host.lanes.send(lane, [{ at: 'record', key }]);
    },
    link: async (kind: Saying['kind'], id: string) =>
      (await host.links.read([{ connection: CONNECTION, kind, id }]))[0],
    books: () => BOOKS.parse(admin('GET', `administrations/${ADMINISTRATION}`)),
    counts: () => ({ accidents, deaths, lagMs, trace }),
  };
}

function spoilt(ledger: LedgerConnector, defect: Defect | undefined): LedgerConnector {
  if (defect === 'no lag') return { ...ledger, abilities: { ...ledger.abilities, lookUpLagMs: undefined } };
  return defect === 'blind' ? { ...ledger, find: async () => ({ ok: true, value: [] }) } : ledger;
}

/** Clocks tick in whole milliseconds. */
const whole = Math.ceil;

/** The preset, at once instead of every quarter of an hour, and with ends that reach the books. */
const POLICY: Policy = {
  ...QICS_MILESTONES_SNELSTART,
  connection: { session: { mode: 'persistent' }, requireInitialImport: false },
  schedule: { outbound: { mode: 'event' }, inbound: { mode: 'event' } },
  ends: { ...QICS_MILESTONES_SNELSTART.ends, invoice: 'delete', creditNote: 'delete' },
  preflight: { customNumbers: 'any', autoApplyCredit: 'any' },
};

async function prepare(host: Host, lane: string, ledger: string): Promise<void> {
  const { connections, clock } = host;
  const made = { id: CONNECTION, name: CONNECTION, source: 'product', createdAt: clock.now() };
  await connections.saveConnection({ ...made, ledger, company: ADMINISTRATION });
  await connections.savePolicy(CONNECTION, { version: 1, policy: POLICY });
  await host.lanes.send(lane, [{ at: 'lists' }]);
}
