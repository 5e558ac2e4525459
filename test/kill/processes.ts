// Which process is which: the functions' processes of a host, and who holds the other end of a connection. From /proc.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { isAlive } from '../../local/processes/is-alive.ts';
import { waitUntil } from '../../local/processes/wait-until.ts';

export type FunctionName = 'Sync' | 'Webhooks' | 'Api';

export interface FunctionProcess {
  readonly pid: number;
  /** What its environment says, e.g. `Ledgerlane-SyncEC3EAE86`. */
  readonly name: string;
}

/** The functions' processes that a host has now. */
export function functionsOf(hostPid: number): readonly FunctionProcess[] {
  return childrenOf(hostPid).flatMap((pid) => {
    const name = environmentOf(pid, 'AWS_LAMBDA_FUNCTION_NAME');
    return name === undefined ? [] : [{ pid, name }];
  });
}

export function isOf(process: FunctionProcess, wanted: FunctionName): boolean {
  return process.name.includes(`-${wanted}`);
}

/** The process among some that holds the client's end of a connection, known by its port. */
export function holderOf<P extends { readonly pid: number }>(
  candidates: readonly P[],
  port: number,
): P | undefined {
  const inode = inodeOf(port);
  return inode === undefined ? undefined : candidates.find(({ pid }) => holds(pid, inode));
}

/** kill -9 for all at once; answers when none is left. */
export async function killAll(pids: readonly number[]): Promise<void> {
  for (const pid of pids) signal(pid, 'SIGKILL');
  if (!(await waitUntil(() => !pids.some(isRunning), { timeoutMs: 10_000, pollMs: 5 })))
    throw new Error('A process outlived its kill -9');
}

/** Whether there was still somebody to send it to. */
export function signal(pid: number, name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

/** A process that has ended but was not waited for yet still has a pid, and does nothing any more. */
function isRunning(pid: number): boolean {
  if (!isAlive(pid)) return false;
  const stat = readText(`/proc/${pid}/stat`) ?? '';
  return !/^\d+ \(.*\) Z/s.test(stat) && stat !== '';
}

function childrenOf(pid: number): readonly number[] {
  return listOf(`/proc/${pid}/task`).flatMap((task) =>
    (readText(`/proc/${pid}/task/${task}/children`) ?? '').split(' ').filter(Boolean).map(Number),
  );
}

function environmentOf(pid: number, variable: string): string | undefined {
  const all = (readText(`/proc/${pid}/environ`) ?? '').split('\0');
  return all.find((one) => one.startsWith(`${variable}=`))?.slice(variable.length + 1);
}

/** The socket whose own port this is, to a peer on this machine. */
function inodeOf(port: number): string | undefined {
  const local = `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const rows = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => (readText(file) ?? '').split('\n'));
  const fields = rows.map((row) => row.trim().split(/\s+/)).find(([, from]) => from?.endsWith(local));
  return fields?.[9];
}

function holds(pid: number, inode: string): boolean {
  return listOf(`/proc/${pid}/fd`).some((fd) => {
    try {
      return readlinkSync(`/proc/${pid}/fd/${fd}`) === `socket:[${inode}]`;
    } catch {
      return false; // closed while we looked
    }
  });
}

function listOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // the process has ended
  }
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined; // the process has ended
  }
}
