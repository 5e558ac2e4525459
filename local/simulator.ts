// A vendor's simulator as a child process, and a hand on its admin endpoint.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { freePort } from './processes/free-port.ts';
import { hasEnded, stopChild } from './processes/stop-child.ts';
import { waitUntil } from './processes/wait-until.ts';
import { startFailure } from './start-failure.ts';
import { ROOT } from './synth.ts';

export interface RunningSimulator {
  readonly url: string;
  readonly pid: number;
  /** Asks the admin endpoint, e.g. `admin('PATCH', 'settings', {...})`; throws with its words when it refuses. */
  readonly admin: (method: string, path: string, body?: unknown) => Promise<unknown>;
  readonly stop: () => Promise<void>;
}

/** It loads its state before it listens; a large one takes some seconds, and a busy machine makes more of them. */
const READY_MS = 60_000;

/** Starts a simulator on a port of this machine (0: a free one), with its state in a folder. */
export async function startSimulator(
  dataDir: string,
  port: number,
  vendor: 'quickbooks' | 'hubspot' | 'snelstart' = 'quickbooks',
): Promise<RunningSimulator> {
  const chosen = port === 0 ? await freePort() : port;
  const main = join(ROOT, `simulators/${vendor}/main.ts`);
  const args = [main, '--port', String(chosen), '--data', dataDir];
  // The channel tells it when we are gone, however that came about: it must not keep port and state of a dead system.
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let said = '';
  child.stderr?.on('data', (part) => (said = (said + String(part)).slice(-2_000)));
  const url = `http://127.0.0.1:${chosen}`;
  const ready = await waitUntil(async () => hasEnded(child) || (await answers(url)), {
    timeoutMs: READY_MS,
    pollMs: 25,
  });
  if (!ready || hasEnded(child) || child.pid === undefined) {
    await stopChild(child);
    throw startFailure('emulator-silent', `The ${vendor} simulator did not start on port ${chosen}: ${said}`);
  }
  return {
    url,
    pid: child.pid,
    admin: (method, path, body) => askAdmin(url, { method, path, body }),
    stop: () => stopChild(child),
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/_sim`)).ok;
  } catch {
    return false; // not listening yet
  }
}

interface AdminRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
}

async function askAdmin(url: string, { method, path, body }: AdminRequest): Promise<unknown> {
  const init =
    body === undefined
      ? { method }
      : { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const response = await fetch(`${url}/_sim/${path}`, init);
  const text = await response.text();
  if (!response.ok) throw new Error(`The simulator refused ${method} ${path}: ${text.slice(0, 500)}`);
  return text === '' ? undefined : JSON.parse(text);
}
