// DynamoDB on this machine: the dynoxide binary with its SQLite file in the data folder.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { z } from 'zod';
import { type DataFolder, openDataFolder } from '../processes/data-folder.ts';
import { freePort } from '../processes/free-port.ts';
import { isAlive } from '../processes/is-alive.ts';
import { hasEnded } from '../processes/stop-child.ts';
import { waitUntil } from '../processes/wait-until.ts';
import { startFailure } from '../start-failure.ts';
import { type Emulator, type EmulatorOptions, emulatorFromEnvironment } from './emulator.ts';

const ENDPOINT_VARIABLE = 'AWS_ENDPOINT_URL_DYNAMODB';
// It answers within 50 ms on an idle machine; a minute is for a cold disk, or a machine that does much else. Who ends is noticed at once.
const READY_MS = 60_000;
// A free port can be taken by someone else between finding and using it; twice in a row is not chance any more.
const PORT_ATTEMPTS = 3;
const STOP_MS = 3_000;

/** Starts DynamoDB, or takes the one that AWS_ENDPOINT_URL_DYNAMODB names. Throws a start failure with the cure. */
export const startDynamoDb = async ({ dataDir, port }: EmulatorOptions = {}): Promise<Emulator> => {
  const given = emulatorFromEnvironment(ENDPOINT_VARIABLE);
  if (given !== undefined) return given;
  const binary = findBinary();
  const folder = await openDataFolder(dataDir, 'dynamodb');
  for (let attempt = 1; attempt <= PORT_ATTEMPTS; attempt++) {
    const emulator = await tryStart(binary, folder, port ?? (await freePort()));
    if (emulator !== undefined) return emulator;
  }
  await folder.release();
  throw startFailure(
    'emulator-silent',
    `The DynamoDB emulator (${binary}) did not start. Run it by hand with "serve --port 8000" to see why, ` +
      `or set ${ENDPOINT_VARIABLE} to the address of another DynamoDB.`,
  );
};

const findBinary = (): string => {
  try {
    return createRequire(import.meta.url).resolve('@dynoxide/linux-x64/dynoxide');
  } catch {
    throw startFailure(
      'emulator-missing',
      `There is no DynamoDB emulator for this platform (${process.platform} ${process.arch}). ` +
        `Start DynamoDB Local or LocalStack and set ${ENDPOINT_VARIABLE} to its address, for example http://127.0.0.1:8000.`,
    );
  }
};

const tryStart = async (binary: string, folder: DataFolder, port: number): Promise<Emulator | undefined> => {
  const endpoint = `http://127.0.0.1:${port}`;
  const file = join(folder.path, 'dynamodb.sqlite');
  const { guard, pid } = await spawnGuarded(binary, [
    'serve',
    '--host',
    '127.0.0.1',
    '--port',
    `${port}`,
    '--db-path',
    file,
  ]);
  const stop = async () => {
    await stopGuarded(guard, pid);
    await folder.release();
  };
  await waitUntil(async () => hasEnded(guard) || (await answers(endpoint)) || !isAlive(pid), {
    timeoutMs: READY_MS,
  });
  if (isAlive(pid) && (await answers(endpoint))) return { endpoint, pid, stop };
  await stopGuarded(guard, pid);
  return undefined;
};

// The binary knows nothing of us: should this process be killed, it would live on and hold the data file. So a small
// shell stands between. It waits for the end of its input, which comes with our end too, and then ends the binary.
// Ctrl-C reaches the whole process group of a terminal; both ignore it, because we say when to stop.
const GUARD = `
  trap '' INT
  "$@" </dev/null >/dev/null 2>&1 &
  child=$!
  echo "$child"
  read -r _
  kill "$child" 2>/dev/null
  wait "$child"`;

const spawnGuarded = async (
  binary: string,
  args: readonly string[],
): Promise<{ guard: ChildProcess; pid: number }> => {
  const guard = spawn('/bin/sh', ['-c', GUARD, 'guard', binary, ...args], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const [line] = z.tuple([z.instanceof(Buffer)]).parse(await once(guard.stdout, 'data'));
  return { guard, pid: Number(line.toString().trim()) };
};

const stopGuarded = async (guard: ChildProcess, pid: number): Promise<void> => {
  guard.stdin?.end();
  if (await waitUntil(() => hasEnded(guard), { timeoutMs: STOP_MS, pollMs: 5 })) return;
  if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  await waitUntil(() => hasEnded(guard), { timeoutMs: STOP_MS, pollMs: 5 });
};

const answers = async (endpoint: string): Promise<boolean> => {
  try {
    await fetch(endpoint);
    return true;
  } catch {
    return false;
  }
};
