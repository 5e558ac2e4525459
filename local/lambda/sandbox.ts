// One Lambda process: started for its first event, works on one event at a time, killed when an event takes too long.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { hasEnded, stopChild } from '../processes/stop-child.ts';
import { environmentOf } from './environment.ts';
import { failed, type FunctionDefinition, type InvocationResult } from './function-definition.ts';
import { openRuntimeApi, type Posted, type RuntimeApi } from './runtime-api.ts';

// Lambda gives a function ten seconds to load, whatever its own timeout is.
const INIT_MS = 10_000;
// Lambda refuses longer answers of synchronous invocations.
export const MAX_PAYLOAD_BYTES = 6 * 1024 * 1024;

export type Sandbox = {
  readonly pid: number | undefined;
  /** Works on one event. `undefined`: the process was gone before the event reached it, so it is safe to try another one. */
  readonly run: (event: string) => Promise<InvocationResult | undefined>;
  readonly isGone: () => boolean;
  readonly stop: () => Promise<void>;
};

/** Starts a process for a function; `onOutput` gets what it prints, as it comes. */
export const openSandbox = async (
  definition: FunctionDefinition,
  onOutput: (text: string) => void,
): Promise<Sandbox> => {
  let settle: (result: InvocationResult | undefined) => void = () => undefined;
  const api = await openRuntimeApi((posted) => settle(resultOf(posted)));
  const child = spawnRuntime(definition, api, onOutput);
  let initialised = false;
  let handed = false;
  const onEnd = () => {
    api.close();
    if (initialised && !handed) settle(undefined);
    else
      settle(
        failed('exit', 'Runtime.ExitError', `The process of ${definition.name} ended before it answered`),
      );
  };
  child.once('exit', onEnd);
  child.once('error', onEnd);

  const run = (event: string) =>
    new Promise<InvocationResult | undefined>((resolve) => {
      handed = false;
      const limit = { timer: setTimeout(() => expire(initFailure(definition)), INIT_MS) };
      const expire = (result: InvocationResult) => {
        child.kill('SIGKILL');
        settle(result);
      };
      settle = (result) => {
        clearTimeout(limit.timer);
        settle = () => undefined;
        resolve(result);
      };
      if (hasEnded(child)) return onEnd();
      void api.asked().then(() => {
        initialised = true;
        if (hasEnded(child)) return;
        clearTimeout(limit.timer);
        const requestId = randomUUID();
        const timeoutMs = definition.timeoutSeconds * 1000;
        limit.timer = setTimeout(() => expire(timedOut(definition, requestId)), timeoutMs);
        handed = true;
        api.hand({ requestId, functionArn: definition.arn, deadlineMs: Date.now() + timeoutMs, event });
      });
    });
  return { pid: child.pid, run, isGone: () => hasEnded(child), stop: () => stopChild(child, 'SIGKILL') };
};

const spawnRuntime = (
  definition: FunctionDefinition,
  api: RuntimeApi,
  onOutput: (text: string) => void,
): ChildProcess => {
  const client = fileURLToPath(new URL('./runtime-client.ts', import.meta.url));
  const child = spawn(process.execPath, [client, definition.handler], {
    cwd: definition.codeFolder,
    env: environmentOf(definition, api.address),
    // The input is never written to: its end tells the process that we are gone.
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', onOutput);
  return child;
};

const resultOf = ({ kind, payload }: Posted): InvocationResult => {
  if (kind === 'init-error') return { ok: false, reason: 'init', payload };
  if (kind === 'error') return { ok: false, reason: 'handler', payload };
  if (Buffer.byteLength(payload) > MAX_PAYLOAD_BYTES) {
    return failed(
      'handler',
      'Function.ResponseSizeTooLarge',
      'Response payload size exceeded maximum allowed payload size',
    );
  }
  return { ok: true, payload };
};

const initFailure = ({ name }: FunctionDefinition): InvocationResult =>
  failed('init', 'Sandbox.Timedout', `${name} did not load within ${INIT_MS / 1000} seconds`);

const timedOut = ({ timeoutSeconds }: FunctionDefinition, requestId: string): InvocationResult =>
  failed(
    'timeout',
    'Sandbox.Timedout',
    `RequestId: ${requestId} Error: Task timed out after ${timeoutSeconds.toFixed(2)} seconds`,
  );
