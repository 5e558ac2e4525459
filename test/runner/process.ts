// Runs one program of node_modules under this very Node, its output passed through, and never for ever.
import { spawn } from 'node:child_process';

/**
 * Three times what the longest group takes on two idle cores: a busy machine is no failure. A group that hangs must still
 * end before CI (90 minutes) ends us without a word.
 */
const LIMIT_MS = 25 * 60_000;

/** Why a program ended: its exit code, or `undefined` for one that had to be stopped. */
export async function runNode(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<number | undefined> {
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS);
  const code = await new Promise<number | undefined>((resolve) => {
    child.once('error', () => {
      resolve(undefined);
    });
    child.once('close', (exit) => {
      resolve(exit ?? undefined);
    });
  });
  clearTimeout(timer);
  return code;
}
