// SQS on this machine: our repaired fauxqs in a child process, with its SQLite file in the data folder.
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { openDataFolder } from '../processes/data-folder.ts';
import { freePort } from '../processes/free-port.ts';
import { hasEnded, stopChild } from '../processes/stop-child.ts';
import { waitUntil } from '../processes/wait-until.ts';
import { startFailure } from '../start-failure.ts';
import { type Emulator, type EmulatorOptions, emulatorFromEnvironment } from './emulator.ts';

const ENDPOINT_VARIABLE = 'AWS_ENDPOINT_URL_SQS';
// Half a second on an idle machine, most of it loading modules; the rest is for a busy one.
const READY_MS = 60_000;
// A free port can be taken by someone else between finding and using it; twice in a row is not chance any more.
const PORT_ATTEMPTS = 3;

/** Starts SQS, or takes the one that AWS_ENDPOINT_URL_SQS names. Throws a start failure with the cure. */
export const startSqs = async ({ dataDir, port: wanted }: EmulatorOptions = {}): Promise<Emulator> => {
  const given = emulatorFromEnvironment(ENDPOINT_VARIABLE);
  if (given !== undefined) return given;
  const folder = await openDataFolder(dataDir, 'sqs');
  for (let attempt = 1; attempt <= PORT_ATTEMPTS; attempt++) {
    const port = wanted ?? (await freePort());
    const child = await tryStart(port, folder.path);
    if (child === undefined) continue;
    const stop = async () => {
      await stopChild(child);
      await folder.release();
    };
    return { endpoint: `http://127.0.0.1:${port}`, pid: child.pid, stop };
  }
  await folder.release();
  throw startFailure(
    'emulator-silent',
    `The SQS emulator did not start on the data in ${folder.path}. Run "node local/emulators/sqs-server.ts 9324 ${folder.path}" ` +
      `to see why, or set ${ENDPOINT_VARIABLE} to the address of another SQS.`,
  );
};

const tryStart = async (port: number, folder: string): Promise<ChildProcess | undefined> => {
  const program = fileURLToPath(new URL('./sqs-server.ts', import.meta.url));
  // The channel is how the child learns of our end: a killed parent must not leave a server on the data file behind.
  const child = fork(program, [String(port), folder], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  let ready = false;
  child.once('message', () => {
    ready = true;
  });
  await waitUntil(() => ready || hasEnded(child), { timeoutMs: READY_MS });
  if (ready) return child;
  await stopChild(child, 'SIGKILL');
  return undefined;
};
