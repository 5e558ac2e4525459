// Carries webhook POSTs from the simulator to the app: when they are due, and whatever comes of them back.
import type { QuickBooks } from '../quickbooks.ts';
import type { DeliveryOutcome, WebhookPost } from './webhooks.ts';

/** What the courier takes from outside. */
export interface CourierParts {
  readonly simulator: Pick<QuickBooks, 'dueDeliveries' | 'nextDeliveryAt' | 'delivered'>;
  readonly send: (post: WebhookPost) => Promise<DeliveryOutcome>;
  readonly now: () => number;
  /** False while the clock stands: then nothing comes due by waiting. */
  readonly isRunning: () => boolean;
  /** Calls back after so many real milliseconds; gives a way to call it off. */
  readonly wakeAfter: (ms: number, wake: () => void) => () => void;
}

/** The courier. */
export interface Courier {
  /** Something may have become due. */
  readonly look: () => void;
  /** Resolves once nothing is due and nothing is on the road. */
  readonly settled: () => Promise<void>;
  readonly stop: () => void;
}

/** Longer timers overflow in Node; waking up once a day for nothing harms nobody. */
const LONGEST_WAIT = 86_400_000;

/** Starts a courier. */
export function createCourier({ simulator, send, now, isRunning, wakeAfter }: CourierParts): Courier {
  const onTheRoad = new Set<Promise<void>>();
  let callOff: () => void = () => undefined;
  let stopped = false;

  const look = () => {
    if (stopped) return;
    callOff();
    for (const post of simulator.dueDeliveries()) {
      const trip = carry(post).finally(() => {
        onTheRoad.delete(trip);
        look();
      });
      onTheRoad.add(trip);
    }
    const next = simulator.nextDeliveryAt();
    if (next !== null && isRunning()) callOff = wakeAfter(clamp(next - now()), look);
  };
  const carry = async (post: WebhookPost) => {
    const outcome = await send(post);
    if (!stopped) simulator.delivered(post.id, outcome);
  };
  const settled = async () => {
    look();
    while (onTheRoad.size > 0) await Promise.all(onTheRoad);
  };
  return {
    look,
    settled,
    stop: () => {
      stopped = true;
      callOff();
    },
  };
}

function clamp(ms: number): number {
  return Math.min(Math.max(ms, 0), LONGEST_WAIT);
}
