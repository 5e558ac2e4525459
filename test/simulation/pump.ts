// Pump: lets workers take from a queue whenever there is something and one of them is free.
import type { Kernel } from './kernel.ts';
import type { Received, SimulatedQueue } from './queue.ts';

export interface PumpParts<L> {
  readonly kernel: Kernel;
  readonly queue: SimulatedQueue<L>;
  readonly workers: number;
  /** The queue hands one lane to several workers at once. */
  readonly isParallel: () => boolean;
  readonly work: (messages: readonly Received<L>[], ended: () => void) => void;
}

/** Answers what to call when the queue has changed. */
export function startPump<L>({ kernel, queue, workers, isParallel, work }: PumpParts<L>): () => void {
  let busy = 0;
  let wakeAt = Infinity;
  const wakeIn = (wanted: number): void => {
    const ms = Math.max(1, Math.ceil(wanted));
    const at = kernel.now() + ms;
    if (at >= wakeAt) return;
    wakeAt = at;
    const wake = (): void => {
      if (wakeAt !== at) return;
      wakeAt = Infinity;
      pump();
    };
    kernel.after(ms, wake, { isLive: () => wakeAt === at });
  };
  const pump = (): void => {
    const nextAt = queue.nextAt();
    if (nextAt === undefined || busy >= workers) return;
    if (nextAt > kernel.now()) return wakeIn(nextAt - kernel.now());
    const messages = queue.receive();
    if (messages.length > 0) {
      busy += 1;
      work(messages, () => {
        busy -= 1;
        wakeIn(1);
      });
    }
    // A lane that somebody holds is free when he ends, which wakes us; with luck it is handed out a second time meanwhile.
    if (isParallel()) wakeIn((200 + kernel.random() * 800) * (messages.length > 0 ? 1 : 5));
    else if (messages.length > 0) wakeIn(1);
    else wakeIn(queue.heldUntil() - kernel.now());
  };
  return () => wakeIn(kernel.random() * 100);
}
