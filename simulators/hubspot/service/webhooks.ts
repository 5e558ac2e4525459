// The way of events to the app: waiting, gathering, up to ten POSTs at once for each account, and ten retries in a day.
import { z } from 'zod';
import { between, happens, randomUuid } from '../../quickbooks/service/chance.ts';
import type { DeliveryOutcome, WebhookPost } from '../../quickbooks/service/webhooks.ts';
import type { Change, Surroundings } from '../core/types.ts';
import type { ServiceSettings } from './settings.ts';
import { signatureV1, signatureV3 } from './signatures.ts';
import { eventsOf } from './webhook-events.ts';

/** Finished deliveries are kept for looking at; older ones are forgotten. */
const KEPT_DELIVERIES = 1000;

const bodySchema = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.array(z.number()).readonly()]),
);
const waitingSchema = z.object({ portalId: z.number(), readyAt: z.number(), body: bodySchema });
const deliverySchema = z.object({
  id: z.string(),
  portalId: z.number(),
  createdAt: z.number(),
  events: z.array(bodySchema),
  state: z.enum(['waiting', 'in flight', 'acknowledged', 'given up']),
  nextAttemptAt: z.number(),
  attempts: z.array(z.object({ at: z.number(), result: z.string() })),
});

/** Everything the webhook side remembers, as it stands in the state file. */
export const webhookState = z.object({
  waiting: z.array(waitingSchema),
  deliveries: z.array(deliverySchema),
});

/** One POST to the app, with what came of it so far. */
export type Delivery = z.infer<typeof deliverySchema>;
type Waiting = z.infer<typeof waitingSchema>;

/** Events that wait, and the deliveries made of them. */
export interface Outbox {
  readonly from: Surroundings;
  readonly settings: () => ServiceSettings;
  /** In the order in which they may be sent. */
  readonly waiting: Waiting[];
  readonly open: Delivery[];
  readonly done: Delivery[];
}

export function createOutbox(from: Surroundings, settings: Outbox['settings']): Outbox {
  return { from, settings, waiting: [], open: [], done: [] };
}

/** Takes in a change: its events, each with its own waiting time, some of them lost and some of them doubled. */
export function announce(outbox: Outbox, change: Change): void {
  const { from } = outbox;
  const settings = outbox.settings();
  const { webhooks } = settings;
  if (webhooks.url === null) return;
  for (const event of eventsOf(change, settings)) {
    if (happens(from, webhooks.drop)) continue;
    const eventId = webhooks.eventIds === 'colliding' ? between(from, 1, 3) : between(from, 1, 4_000_000_000);
    const [low, high] = webhooks.delayMs;
    let readyAt = from.now() + between(from, low, high);
    if (happens(from, webhooks.reorder)) readyAt += between(from, 1, webhooks.reorderWithinMs);
    const waiting = { portalId: change.portalId, body: { eventId, ...event } };
    insert(outbox.waiting, { ...waiting, readyAt: gathered(readyAt, webhooks.gatherMs) });
    if (!happens(from, webhooks.duplicate)) continue;
    const again = readyAt + between(from, 1, webhooks.duplicateWithinMs);
    insert(outbox.waiting, { ...waiting, readyAt: gathered(again, webhooks.gatherMs) });
  }
}

/** The POSTs to make now; each of them counts as in flight until `settle` says what came of it. */
export function takeDue(outbox: Outbox): readonly WebhookPost[] {
  const settings = outbox.settings();
  const { url, timeoutMs, maxConcurrentRequests } = settings.webhooks;
  if (url === null) return [];
  const now = outbox.from.now();
  bundle(outbox, now);
  const busy = busyPortals(outbox);
  const posts: WebhookPost[] = [];
  for (const delivery of outbox.open) {
    const inFlight = busy.get(delivery.portalId) ?? 0;
    if (delivery.state !== 'waiting' || delivery.nextAttemptAt > now || inFlight >= maxConcurrentRequests)
      continue;
    busy.set(delivery.portalId, inFlight + 1);
    delivery.state = 'in flight';
    const body = bodyOf(delivery);
    const signedAt = settings.webhooks.signRetries ? now : (delivery.attempts[0]?.at ?? now);
    posts.push({ id: delivery.id, url, body, timeoutMs, headers: headersOf(url, body, signedAt, settings) });
  }
  return posts;
}

/** When `takeDue` will next have something; null when only an outcome or a new event can change that. */
export function nextDueAt(outbox: Outbox): number | null {
  const { url, maxConcurrentRequests } = outbox.settings().webhooks;
  if (url === null) return null;
  const busy = busyPortals(outbox);
  const isFree = (portalId: number) => (busy.get(portalId) ?? 0) < maxConcurrentRequests;
  const times = outbox.open
    .filter(({ state, portalId }) => state === 'waiting' && isFree(portalId))
    .map(({ nextAttemptAt }) => nextAttemptAt);
  const first = outbox.waiting.find(({ portalId }) => isFree(portalId));
  if (first !== undefined) times.push(first.readyAt);
  return times.length === 0 ? null : Math.min(...times);
}

/** Notes what came of a POST: done, once more later, or given up after the last retry. */
export function settle(outbox: Outbox, id: string, outcome: DeliveryOutcome): void {
  const index = outbox.open.findIndex((delivery) => delivery.id === id);
  const delivery = outbox.open[index];
  if (delivery?.state !== 'in flight') return;
  const { retryAfterMs, retryJitter, timeoutMs } = outbox.settings().webhooks;
  const now = outbox.from.now();
  const result = wordOf(outcome, timeoutMs);
  delivery.attempts.push({ at: now, result });
  const wait = retryAfterMs[delivery.attempts.length - 1];
  if (/^2\d\d$/.test(result)) delivery.state = 'acknowledged';
  else if (wait === undefined) delivery.state = 'given up';
  else {
    delivery.state = 'waiting';
    const spread = Math.floor(wait * retryJitter);
    delivery.nextAttemptAt = now + between(outbox.from, wait - spread, wait + spread);
    return;
  }
  outbox.open.splice(index, 1);
  outbox.done.push(delivery);
  if (outbox.done.length > KEPT_DELIVERIES) outbox.done.shift();
}

/** The deliveries whose answer is still awaited: after a restart nobody is waiting for it any more. */
export function inFlight(outbox: Outbox): readonly string[] {
  return outbox.open.filter(({ state }) => state === 'in flight').map(({ id }) => id);
}

export function emptyOutbox(outbox: Outbox): void {
  for (const list of [outbox.waiting, outbox.open, outbox.done]) list.length = 0;
}

export function dumpOutbox({ waiting, open, done }: Outbox): z.infer<typeof webhookState> {
  return { waiting, deliveries: [...done, ...open] };
}

export function restoreOutbox(outbox: Outbox, state: z.infer<typeof webhookState>): void {
  emptyOutbox(outbox);
  outbox.waiting.push(...state.waiting);
  for (const delivery of state.deliveries) {
    const over = delivery.state === 'acknowledged' || delivery.state === 'given up';
    (over ? outbox.done : outbox.open).push(delivery);
  }
}

/** Makes deliveries of the events that are ready. */
function bundle(outbox: Outbox, now: number): void {
  const { maxEventsPerPost, mixPortals, shuffle } = outbox.settings().webhooks;
  const late = outbox.waiting.findIndex(({ readyAt }) => readyAt > now);
  const ready = outbox.waiting.splice(0, late === -1 ? outbox.waiting.length : late);
  for (const events of Map.groupBy(ready, ({ portalId }) => (mixPortals ? 0 : portalId)).values()) {
    const inOrder = shuffle ? shuffled(events, outbox.from) : events;
    for (let start = 0; start < inOrder.length; start += maxEventsPerPost) {
      const part = inOrder.slice(start, start + maxEventsPerPost);
      outbox.open.push({
        id: randomUuid(outbox.from),
        portalId: part[0]?.portalId ?? 0,
        createdAt: now,
        events: part.map(({ body }) => body),
        state: 'waiting',
        nextAttemptAt: now,
        attempts: [],
      });
    }
  }
}

function busyPortals(outbox: Outbox): Map<number, number> {
  const busy = new Map<number, number>();
  for (const { state, portalId } of outbox.open) {
    if (state === 'in flight') busy.set(portalId, (busy.get(portalId) ?? 0) + 1);
  }
  return busy;
}

function bodyOf({ events, attempts }: Delivery): string {
  return JSON.stringify(events.map((event) => ({ ...event, attemptNumber: attempts.length })));
}

/** CRM events carry the first signature, and the third beside it. Both are of the raw body. */
function headersOf(url: string, body: string, now: number, { app }: ServiceSettings): Record<string, string> {
  const timestamp = String(now);
  const signed = { method: 'POST', uri: url, body, timestamp };
  return {
    'content-type': 'application/json',
    accept: '*/*',
    'x-hubspot-signature': signatureV1(app.clientSecret, body),
    'x-hubspot-signature-version': 'v1',
    'x-hubspot-signature-v3': signatureV3(app.clientSecret, signed),
    'x-hubspot-request-timestamp': timestamp,
    'user-agent': 'HubSpot Connect 2.0 (http://dev.hubspot.com/) (namespace: webhooks-nio-http-client)',
  };
}

function gathered(readyAt: number, gatherMs: number): number {
  return gatherMs === 0 ? readyAt : Math.ceil(readyAt / gatherMs) * gatherMs;
}

function insert(waiting: Waiting[], event: Waiting): void {
  const later = waiting.findLastIndex(({ readyAt }) => readyAt <= event.readyAt);
  waiting.splice(later + 1, 0, event);
}

function shuffled<T>(list: readonly T[], from: Surroundings): readonly T[] {
  return list
    .map((item) => ({ item, place: from.random() }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ item }) => item);
}

function wordOf(outcome: DeliveryOutcome, timeoutMs: number): string {
  if ('error' in outcome) return outcome.error;
  const late = outcome.elapsedMs !== undefined && outcome.elapsedMs > timeoutMs;
  return late ? `${outcome.status} after ${outcome.elapsedMs} ms: too late` : String(outcome.status);
}
