// Stops one of our own child processes by its pid and waits until it is gone.
import type { ChildProcess } from 'node:child_process';
import { waitUntil } from './wait-until.ts';

// An emulator flushes and closes its file in a few milliseconds; two seconds are for a machine that is busy.
const GRACE_MS = 2_000;
// After SIGKILL only the kernel has something left to do.
const KILL_MS = 5_000;

/** Asks the child to end, kills it if it does not within the grace time, and resolves when it is gone. */
export const stopChild = async (
  child: ChildProcess,
  signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM',
): Promise<void> => {
  if (hasEnded(child)) return;
  child.kill(signal);
  if (await waitUntil(() => hasEnded(child), { timeoutMs: GRACE_MS, pollMs: 5 })) return;
  child.kill('SIGKILL');
  await waitUntil(() => hasEnded(child), { timeoutMs: KILL_MS, pollMs: 5 });
};

/** True once the process is gone, whether it ended itself or was killed. */
export const hasEnded = (child: ChildProcess): boolean =>
  child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
