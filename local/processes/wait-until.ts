// Waits for a condition, with a limit.
import { setTimeout as pause } from 'node:timers/promises';

/** Asks `condition` every `pollMs` until it is true; false if it did not become true within `timeoutMs`. */
export const waitUntil = async (
  condition: () => boolean | Promise<boolean>,
  { timeoutMs, pollMs = 10 }: { readonly timeoutMs: number; readonly pollMs?: number },
): Promise<boolean> => {
  const deadline = performance.now() + timeoutMs;
  while (performance.now() < deadline) {
    if (await condition()) return true;
    await pause(pollMs);
  }
  return condition();
};
