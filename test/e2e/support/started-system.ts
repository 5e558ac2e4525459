// `npm start` as a process of its own, which can be killed with everything that it started.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { isAlive } from '../../../local/processes/is-alive.ts';
import { stopChild } from '../../../local/processes/stop-child.ts';
import { waitUntil } from '../../../local/processes/wait-until.ts';
import { ROOT } from '../../../local/synth.ts';
import { eventually } from './eventually.ts';
import { type Books, booksOf } from './books.ts';
import { type Product, productOf } from './product.ts';
import { SYNTH_DIR } from './test-system.ts';

export interface StartedSystem {
  readonly product: Product;
  readonly books: Books;
  readonly url: string;
  readonly apiKey: string;
  /** The office's simulator, where one was asked for. */
  readonly officeUrl: string | undefined;
  /** Everything it started, itself included. */
  readonly pids: () => readonly number[];
  /** kill -9 for all of them at once; answers when none is left. */
  readonly kill: () => Promise<void>;
  /** Kills only the process that the user started. */
  readonly killRunner: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** What it says when it is ready. */
const WELCOME = z.object({
  url: z.url(),
  apiKey: z.string().startsWith('llk_'),
  simulatorUrl: z.url(),
  officeUrl: z.url().optional(),
});

/** Starts it on a data folder and free ports, and waits for its welcome. */
export async function startSystemProcess(
  dataDir: string,
  options: readonly string[] = [],
): Promise<StartedSystem> {
  // Its own synthesis would take another 20 seconds and tell nothing new.
  if (!existsSync(join(dataDir, 'cdk.out')))
    cpSync(join(SYNTH_DIR, 'cdk.out'), join(dataDir, 'cdk.out'), { recursive: true });
  const args = [
    join(ROOT, 'local/start.ts'),
    '--empty',
    '--port',
    '0',
    '--simulator-port',
    '0',
    '--hubspot-port',
    '0',
    '--data',
    dataDir,
    ...options,
  ];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (said += String(part)));
  const welcome = await eventually(
    'npm start says welcome',
    async () => ({ said, read: WELCOME.safeParse(welcomeIn(said)) }),
    ({ read }) => read.success || child.exitCode !== null,
    { timeoutMs: 60_000 },
  );
  const { url, apiKey, simulatorUrl, officeUrl } = WELCOME.parse(welcomeIn(welcome.said));
  return {
    product: productOf({ url, apiKey }),
    books: booksOf(simulatorUrl),
    url,
    apiKey,
    officeUrl,
    pids: () => familyOf(child),
    kill: () => killAll(familyOf(child)),
    killRunner: () => killAll([child.pid ?? 0]),
    stop: async () => {
      const family = familyOf(child);
      await stopChild(child);
      await killAll(family);
    },
  };
}

const welcomeIn = (said: string) => ({
  url: / API +(\S+)/.exec(said)?.[1],
  apiKey: / API key +(\S+)/.exec(said)?.[1],
  simulatorUrl: /QuickBooks simulator (\S+)/.exec(said)?.[1],
  officeUrl: /SnelStart simulator +(\S+)/.exec(said)?.[1],
});

/** A process and all that descend from it. */
function familyOf({ pid }: ChildProcess): readonly number[] {
  if (pid === undefined) return [];
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const rows = table.split('\n').map((row) => row.trim().split(/\s+/).map(Number));
  const family = [pid];
  for (const parent of family)
    for (const [child = 0, of = 0] of rows) if (of === parent && !family.includes(child)) family.push(child);
  return family.filter(isAlive);
}

async function killAll(pids: readonly number[]): Promise<void> {
  for (const pid of pids) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  if (!(await waitUntil(() => !pids.some(isAlive), { timeoutMs: 5_000 })))
    throw new Error('A process outlived its kill -9');
}
