// The machine's clock.
import { setTimeout as after } from 'node:timers/promises';
import type { Clock } from '../host.ts';

/** Lambda keeps it right within milliseconds; nothing here needs better. */
export const systemClock: Clock = {
  now: () => Date.now(),
  wait: (ms) => after(ms),
};
