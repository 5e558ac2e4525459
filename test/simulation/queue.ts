// The queues of the lanes, weaker than SQS FIFO on purpose: doubled, late, disordered, several deliveries of a lane at once.
import type { Intake } from '../../shared/core/completeness.ts';
import { LOOKS_PER_MESSAGE_MAX, type Look } from '../../shared/host/host.ts';
import { decodeLaneMessage, encodeLaneMessage } from '../../shared/host/lane-message.ts';
import type { Kernel } from './kernel.ts';
import type { Faults } from './swarm.ts';

/** As in infra/timeouts.ts and infra/lanes-queue.ts. */
export const VISIBILITY_MS = 360_000;
export const RECEIVES_MAX = 5;
const DELIVERY_MAX = 10;

interface Kept {
  readonly id: string;
  readonly lane: string;
  readonly body: string;
  visibleAt: number;
  receives: number;
  receipt: string;
}

/** A message as a worker receives it. */
export interface Received<L> {
  readonly id: string;
  readonly receiptHandle: string;
  readonly lane: string;
  readonly receiveCount: number;
  readonly looks: readonly L[] | undefined;
  readonly intake?: Intake | undefined;
}

/** What a message says. */
export interface Content<L> {
  readonly looks: readonly L[];
  readonly intake?: Intake | undefined;
}

/** How looks become the text of a message, and back. */
export interface Codec<L> {
  readonly most: number;
  /** How often a message is given out before it counts as dead. */
  readonly receivesMax: number;
  readonly encode: (content: Content<L>) => string;
  readonly decode: (body: string) => Content<L> | undefined;
}

export const LANE_CODEC: Codec<Look> = {
  most: LOOKS_PER_MESSAGE_MAX,
  receivesMax: RECEIVES_MAX,
  encode: encodeLaneMessage,
  decode: decodeLaneMessage,
};

export interface SimulatedQueue<L = Look> {
  readonly port: {
    readonly send: (lane: string, looks: readonly L[], intake?: Intake) => Promise<void>;
    readonly defer: (receiptHandles: readonly string[], ms: number) => Promise<void>;
  };
  /** Messages to work on now; empty if nothing may be delivered. */
  readonly receive: () => readonly Received<L>[];
  readonly finish: (delivered: readonly Received<L>[], failed: readonly string[]) => void;
  /** When a message may be received next; undefined if the queue is empty. */
  readonly nextAt: () => number | undefined;
  /** When the next message that somebody has, or that is delayed, may be received; Infinity if there is none. */
  readonly heldUntil: () => number;
  readonly size: () => number;
  readonly dead: () => number;
  readonly redrive: () => void;
  readonly waitingOf: (lane: string) => readonly (readonly L[])[];
  /** Everything in it, as one text; its own names for messages say nothing. */
  readonly text: () => string;
  /** Somebody who asked now would get something. */
  readonly hasRipe: () => boolean;
}

/** Told of each fault of the queue: what, and in which operation. */
export type Met = (fault: keyof Faults, operation: 'send' | 'receive' | 'delete') => void;

/** Who is told of each new message, and of each fault. */
export type Told = (() => void) | { readonly changed: () => void; readonly met?: Met };

/** `faults` is asked each time: they stop in the middle of a run. `changed` is told of each new message. */
export function createQueue(kernel: Kernel, faults: () => Faults, told: Told): SimulatedQueue {
  return createQueueOf(LANE_CODEC, kernel, faults, told);
}

export function createQueueOf<L>(
  codec: Codec<L>,
  kernel: Kernel,
  faults: () => Faults,
  told: Told,
): SimulatedQueue<L> {
  const { changed, met = () => undefined } = typeof told === 'function' ? { changed: told } : told;
  const happens = (fault: keyof Faults, operation: Parameters<Met>[1]): boolean => {
    const does = kernel.chance(faults()[fault]);
    if (does) met(fault, operation);
    return does;
  };
  const kept: Kept[] = [];
  const dead: Kept[] = [];
  let made = 0;
  const put = (lane: string, body: string): void => {
    const delay = happens('delayed', 'send') ? kernel.int(60_000) : 0;
    kept.push({
      id: `m${(made += 1)}`,
      lane,
      body,
      visibleAt: kernel.now() + delay,
      receives: 0,
      receipt: '',
    });
  };
  const visible = (): readonly Kept[] => {
    const now = kernel.now();
    const held = new Set(
      kept.filter(({ receipt, visibleAt }) => receipt !== '' && visibleAt > now).map(({ lane }) => lane),
    );
    const free = kept.filter(({ visibleAt, lane }) => visibleAt <= now && !held.has(lane));
    if (!kernel.chance(faults().parallel)) return free;
    const all = kept.filter(({ visibleAt }) => visibleAt <= now);
    if (all.length > free.length) met('parallel', 'receive');
    return all;
  };
  return {
    port: {
      send: async (lane, looks, intake) => {
        for (let start = 0; start < looks.length; start += codec.most) {
          const body = codec.encode({
            looks: looks.slice(start, start + codec.most),
            intake: start === 0 ? intake : undefined,
          });
          put(lane, body);
          if (happens('doubled', 'send')) put(lane, body);
        }
        changed();
      },
      defer: async (receipts, ms) => {
        for (const message of kept)
          if (receipts.includes(message.receipt)) message.visibleAt = kernel.now() + ms;
        changed();
      },
    },
    receive: () => {
      const given = chosen(kernel, visible(), faults().parallel > 0);
      const received: Received<L>[] = [];
      for (const message of given) {
        message.receives += 1;
        if (message.receives > codec.receivesMax) {
          kept.splice(kept.indexOf(message), 1);
          dead.push(message);
          continue;
        }
        message.receipt = `${message.id}.${message.receives}`;
        const again = happens('doubled', 'receive') ? kernel.int(20_000) : VISIBILITY_MS;
        message.visibleAt = kernel.now() + again;
        received.push({
          id: message.id,
          receiptHandle: message.receipt,
          lane: message.lane,
          receiveCount: message.receives,
          looks: undefined,
          ...codec.decode(message.body),
        });
      }
      return received;
    },
    finish: (delivered, failed) => {
      for (const { id, receiptHandle } of delivered) {
        const index = kept.findIndex((message) => message.id === id);
        const message = kept[index];
        if (message === undefined || failed.includes(id) || message.receipt !== receiptHandle) continue;
        if (!happens('deleteLost', 'delete')) kept.splice(index, 1);
      }
    },
    nextAt: () => (kept.length === 0 ? undefined : Math.min(...kept.map(({ visibleAt }) => visibleAt))),
    heldUntil: () => {
      const now = kernel.now();
      return Math.min(...kept.map(({ visibleAt }) => visibleAt).filter((at) => at > now));
    },
    text: () =>
      JSON.stringify([
        kept.map(({ lane, body, visibleAt, receives, receipt }) => [
          ...[lane, body, receives],
          ...[visibleAt <= kernel.now() ? 0 : visibleAt, receipt !== '' && visibleAt > kernel.now()],
        ]),
        dead.map(({ lane, body }) => [lane, body]),
      ]),
    hasRipe: () => visible().length > 0,
    size: () => kept.length,
    dead: () => dead.length,
    redrive: () => {
      for (const { lane, body } of dead.splice(0)) put(lane, body);
      changed();
    },
    waitingOf: (lane) =>
      kept.filter((message) => message.lane === lane).map(({ body }) => codec.decode(body)?.looks ?? []),
  };
}

/** One lane's messages in their order; a disordered queue mixes lanes and order. */
function chosen(kernel: Kernel, visible: readonly Kept[], disordered: boolean): readonly Kept[] {
  if (visible.length === 0) return [];
  if (disordered && kernel.chance(0.3)) {
    const mixed = [...visible].map((message) => ({ message, tie: kernel.random() }));
    return mixed
      .sort((a, b) => a.tie - b.tie)
      .slice(0, 1 + kernel.int(DELIVERY_MAX))
      .map(({ message }) => message);
  }
  const lane = kernel.pick(visible)?.lane;
  return visible.filter((message) => message.lane === lane).slice(0, DELIVERY_MAX);
}
