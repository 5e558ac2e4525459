// One whole system for a test file: started once, gone with all its processes at the end, also when a test failed.
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive } from '../../../local/processes/is-alive.ts';
import { waitUntil } from '../../../local/processes/wait-until.ts';
import { ROOT } from '../../../local/synth.ts';
import { type RunningSystem, startSystem, type SystemOptions } from '../../../local/system.ts';
import { type Books, booksOf } from './books.ts';
import { type Product, productOf } from './product.ts';

/** Shared by all files of a run: the stack is synthesised by the first one, and again only when the code has changed. */
export const SYNTH_DIR = join(ROOT, 'node_modules/.cache/ledgerlane-e2e');

export interface TestSystem {
  readonly system: RunningSystem;
  readonly product: Product;
  readonly books: Books;
  readonly close: () => Promise<void>;
}

/** Starts a system on free ports, in a temporary folder unless one is given. */
export async function openSystem(
  options: Partial<Pick<SystemOptions, 'dataDir' | 'limits' | 'hubspotPort' | 'snelstartPort'>> = {},
): Promise<TestSystem> {
  const system = await startSystem({
    httpPort: 0,
    simulatorPort: 0,
    synthDir: SYNTH_DIR,
    say: () => undefined,
    ...options,
  });
  return {
    system,
    product: productOf(system),
    books: booksOf(system.simulator.url),
    close: async () => {
      const pids = system.pids();
      await system.stop();
      await endAll(pids);
    },
  };
}

/** After a stop the kernel may take a moment to take the processes away; longer than this and they were not stopped. */
const GONE_MS = 2_000;

async function endAll(pids: readonly number[]): Promise<void> {
  if (await waitUntil(() => !pids.some(isAlive), { timeoutMs: GONE_MS })) return;
  const left = pids.filter(isAlive);
  for (const pid of left) process.kill(pid, 'SIGKILL');
  await pause(0);
  throw new Error(`${left.length} processes outlived their system and were killed`);
}
