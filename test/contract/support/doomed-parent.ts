// A process that starts something and is then killed, to see what becomes of its children.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';

/** Runs `start` of a module in a process of its own, kills that, and returns the pid of what was started. */
export const startInDoomedParent = async (
  module: string,
  start: string,
  dataDir: string,
): Promise<number> => {
  const program = `
    const module = await import(${JSON.stringify(module)});
    console.log((await module.${start}({ dataDir: process.argv[1] })).pid);`;
  const args = ['--input-type=module', '-e', program, dataDir];
  const parent = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void parent.kill('SIGKILL'));
  const pid = Number(String(await once(parent.stdout, 'data', { signal: AbortSignal.timeout(20_000) })));
  parent.kill('SIGKILL');
  return pid;
};
