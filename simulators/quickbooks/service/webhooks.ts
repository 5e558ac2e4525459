// The way of events to the app: waiting, bundling, retrying on the documented ladder, and holding up what comes later.
import { z } from 'zod';
import type { Change, Surroundings } from '../core/types.ts';
import { between, happens, randomUuid } from './chance.ts';
import type { ServiceSettings } from './settings.ts';
import { isAnnounced, webhookBody, webhookEvent, webhookHeaders } from './webhook-body.ts';
import type { WebhookEvent } from './webhook-body.ts';

/** Finished deliveries are kept for looking at; older ones are forgotten. */
const KEPT_DELIVERIES = 1000;
/** A delivery nobody ever accepts is tried for ever, but not remembered for ever. */
const KEPT_ATTEMPTS = 50;

const deliverySchema = z.object({
  id: z.string(),
  createdAt: z.number(),
  eventIds: z.array(z.string()),
  body: z.string(),
  state: z.enum(['waiting', 'in flight', 'acknowledged']),
  failures: z.number(),
  nextAttemptAt: z.number(),
  attempts: z.array(z.object({ at: z.number(), result: z.string() })),
});

/** Everything the webhook side remembers, as it stands in the state file. */
export const webhookState = z.object({ waiting: z.array(webhookEvent), deliveries: z.array(deliverySchema) });

/** One POST to the app, with what came of it so far. */
export type Delivery = z.infer<typeof deliverySchema>;

/** A POST that is to be made now. */
export interface WebhookPost {
  readonly id: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** An answer later than this counts as none. */
  readonly timeoutMs: number;
}

/** What came of a POST: an answer, or why there was none. */
export type DeliveryOutcome =
  { readonly status: number; readonly elapsedMs?: number } | { readonly error: string };

/** Events that wait, and the deliveries made of them. */
export interface Outbox {
  readonly from: Surroundings;
  readonly settings: () => ServiceSettings;
  /** In the order in which they may be sent. */
  readonly waiting: WebhookEvent[];
  readonly open: Delivery[];
  readonly done: Delivery[];
}

/** Opens an empty outbox. */
export function createOutbox(from: Surroundings, settings: Outbox['settings']): Outbox {
  return { from, settings, waiting: [], open: [], done: [] };
}

/** Takes in a change of the books: no event, one event, or one and its double, each with its own waiting time. */
export function announce(outbox: Outbox, change: Change): void {
  const { from } = outbox;
  const { webhooks } = outbox.settings();
  if (webhooks.url === null || !isAnnounced(change) || happens(from, webhooks.drop)) return;
  const { id: entityId, ...rest } = change;
  const [low, high] = webhooks.delayMs;
  let readyAt = from.now() + between(from, low, high);
  if (happens(from, webhooks.reorder)) readyAt += between(from, 1, webhooks.reorderWithinMs);
  const event = { ...rest, entityId, id: randomUuid(from), readyAt };
  insertInOrder(outbox.waiting, event);
  if (!happens(from, webhooks.duplicate)) return;
  // The double must not ride in the same POST: one millisecond at least lies between them.
  insertInOrder(outbox.waiting, {
    ...event,
    readyAt: readyAt + between(from, 1, webhooks.duplicateWithinMs),
  });
}

/** The POSTs to make now; each of them counts as in flight until `settle` says what came of it. */
export function takeDue(outbox: Outbox): readonly WebhookPost[] {
  const { url, headOfLine, timeoutMs } = outbox.settings().webhooks;
  if (url === null) return [];
  const now = outbox.from.now();
  bundle(outbox, now);
  const due = (headOfLine ? outbox.open.slice(0, 1) : outbox.open).filter(
    (delivery) => delivery.state === 'waiting' && delivery.nextAttemptAt <= now,
  );
  return due.map((delivery) => {
    delivery.state = 'in flight';
    const headers = webhookHeaders(delivery.body, delivery.id, now, outbox.settings().webhooks);
    return { id: delivery.id, url, headers, body: delivery.body, timeoutMs };
  });
}

/** When `takeDue` will next have something; null when only an outcome or a new event can change that. */
export function nextDueAt(outbox: Outbox): number | null {
  const { url, headOfLine } = outbox.settings().webhooks;
  if (url === null) return null;
  const open = headOfLine ? outbox.open.slice(0, 1) : outbox.open;
  const times = open.filter(({ state }) => state === 'waiting').map(({ nextAttemptAt }) => nextAttemptAt);
  const first = outbox.waiting[0];
  if (first !== undefined && (!headOfLine || outbox.open.length === 0)) times.push(first.readyAt);
  return times.length === 0 ? null : Math.min(...times);
}

/** Notes what came of a POST: done, or once more after the next rung of the ladder. */
export function settle(outbox: Outbox, id: string, outcome: DeliveryOutcome): void {
  const index = outbox.open.findIndex((delivery) => delivery.id === id);
  const delivery = outbox.open[index];
  if (delivery?.state !== 'in flight') return;
  const { retryAfterMs, timeoutMs } = outbox.settings().webhooks;
  const result = wordOf(outcome, timeoutMs);
  delivery.attempts.push({ at: outbox.from.now(), result });
  if (delivery.attempts.length > KEPT_ATTEMPTS) delivery.attempts.shift();
  if (/^2\d\d$/.test(result)) {
    delivery.state = 'acknowledged';
    outbox.open.splice(index, 1);
    outbox.done.push(delivery);
    if (outbox.done.length > KEPT_DELIVERIES) outbox.done.shift();
    return;
  }
  const rung = Math.min(delivery.failures, retryAfterMs.length - 1);
  delivery.failures += 1;
  delivery.state = 'waiting';
  delivery.nextAttemptAt = outbox.from.now() + (retryAfterMs[rung] ?? 0);
}

/** The deliveries whose answer is still awaited: after a restart nobody is waiting for it any more. */
export function inFlight(outbox: Outbox): readonly string[] {
  return outbox.open.filter(({ state }) => state === 'in flight').map(({ id }) => id);
}

/** Takes back everything an app was to be told, as when it unsubscribes. */
export function emptyOutbox(outbox: Outbox): void {
  for (const list of [outbox.waiting, outbox.open, outbox.done]) list.length = 0;
}

/** The whole outbox as plain data. */
export function dumpOutbox(outbox: Outbox): z.infer<typeof webhookState> {
  return { waiting: outbox.waiting, deliveries: [...outbox.done, ...outbox.open] };
}

/** Replaces the whole outbox. */
export function restoreOutbox(outbox: Outbox, state: z.infer<typeof webhookState>): void {
  emptyOutbox(outbox);
  outbox.waiting.push(...state.waiting);
  outbox.done.push(...state.deliveries.filter(({ state: is }) => is === 'acknowledged'));
  outbox.open.push(...state.deliveries.filter(({ state: is }) => is !== 'acknowledged'));
}

/** Makes deliveries of the events that are ready. While the head of the line is stuck, nothing joins the line. */
function bundle(outbox: Outbox, now: number): void {
  const { headOfLine, maxEventsPerPost } = outbox.settings().webhooks;
  while (!headOfLine || outbox.open.length === 0) {
    const late = outbox.waiting.findIndex(({ readyAt }) => readyAt > now);
    const ready = late === -1 ? outbox.waiting.length : late;
    const events = withoutDoubles(
      outbox.waiting.splice(0, Math.min(ready, maxEventsPerPost)),
      outbox.waiting,
    );
    if (events.length === 0) return;
    outbox.open.push({
      id: randomUuid(outbox.from),
      createdAt: now,
      eventIds: events.map(({ id }) => id),
      // Fixed here: a retry sends the same bytes, whatever the switches say by then.
      body: webhookBody(events, outbox.settings()),
      state: 'waiting',
      failures: 0,
      nextAttemptAt: now,
      attempts: [],
    });
  }
}

function insertInOrder(waiting: WebhookEvent[], event: WebhookEvent): void {
  const later = waiting.findLastIndex(({ readyAt }) => readyAt <= event.readyAt);
  waiting.splice(later + 1, 0, event);
}

/** A double that came due together with its first goes back to wait for the next POST. */
function withoutDoubles(taken: readonly WebhookEvent[], waiting: WebhookEvent[]): readonly WebhookEvent[] {
  const seen = new Set<string>();
  const doubles = taken.filter(({ id }) => seen.size === seen.add(id).size);
  const kept = taken.filter((event) => !doubles.includes(event));
  waiting.unshift(...doubles);
  return kept;
}

function wordOf(outcome: DeliveryOutcome, timeoutMs: number): string {
  if ('error' in outcome) return outcome.error;
  const late = outcome.elapsedMs !== undefined && outcome.elapsedMs > timeoutMs;
  return late ? `${outcome.status} after ${outcome.elapsedMs} ms: too late` : String(outcome.status);
}
