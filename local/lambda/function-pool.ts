// A Lambda function: as many processes as there are events at the same time, up to its concurrency, reused while they live.
import type { RotatingFile } from '../processes/rotating-file.ts';
import { failed, type FunctionDefinition, type InvocationResult } from './function-definition.ts';
import { MAX_PAYLOAD_BYTES, openSandbox, type Sandbox } from './sandbox.ts';

export type FunctionPool = {
  readonly definition: FunctionDefinition;
  /** Runs the function with an event given as JSON; never rejects. */
  readonly invoke: (event: string) => Promise<InvocationResult>;
  readonly coldStarts: () => number;
  readonly pids: () => number[];
  readonly stop: () => Promise<void>;
};

// Lambda would throttle at once; here the limit is the machine, so callers wait. A thousand are a second's worth of load.
const MAX_WAITING = 1_000;
// A process can die of its own accord between two events. Twice in a row is a fault of the function.
const MAX_ATTEMPTS = 2;

export const openFunctionPool = (definition: FunctionDefinition, log: RotatingFile): FunctionPool => {
  const idle: Sandbox[] = [];
  const all = new Set<Sandbox>();
  const waiting: (() => void)[] = [];
  let busy = 0;
  let coldStarts = 0;
  let stopped = false;

  const open = async (): Promise<Sandbox> => {
    coldStarts += 1;
    const sandbox = await openSandbox(definition, log.write);
    all.add(sandbox);
    // Stopped while the process was starting: it was not there yet to be stopped with the others.
    if (stopped) await sandbox.stop();
    return sandbox;
  };
  /** The most recently used process that still lives, else a new one. */
  const take = async (): Promise<Sandbox> => {
    for (let sandbox = idle.pop(); sandbox !== undefined; sandbox = idle.pop()) {
      if (!sandbox.isGone()) return sandbox;
      all.delete(sandbox);
    }
    return open();
  };
  const putBack = (sandbox: Sandbox, result: InvocationResult | undefined): void => {
    const spent = sandbox.isGone() || result === undefined || (!result.ok && result.reason !== 'handler');
    if (spent) all.delete(sandbox);
    else idle.push(sandbox);
    // Also when the function was stopped in the meantime: whatever it is, it must not live on.
    if (spent || stopped) void sandbox.stop();
  };
  const attempt = async (event: string): Promise<InvocationResult> => {
    for (let tries = 1; tries <= MAX_ATTEMPTS && !stopped; tries++) {
      const sandbox = await take();
      const result = await sandbox.run(event);
      putBack(sandbox, result);
      if (result !== undefined) return result;
    }
    return failed('exit', 'Runtime.ExitError', `${definition.name} ended before it took the event`);
  };
  const enter = async (): Promise<void> => {
    if (busy >= definition.maxConcurrency) await new Promise<void>((resolve) => waiting.push(resolve));
    else busy += 1;
  };
  /** Hands the place to the first who waits, without a moment in which a third could take it. */
  const leave = (): void => {
    const next = waiting.shift();
    if (next === undefined) busy -= 1;
    else next();
  };

  return {
    definition,
    invoke: async (event) => {
      const refused = refusal(definition, { stopped, waiting: waiting.length, event });
      if (refused !== undefined) return refused;
      await enter();
      try {
        return await attempt(event);
      } finally {
        leave();
      }
    },
    coldStarts: () => coldStarts,
    pids: () => [...all].flatMap(({ pid, isGone }) => (pid === undefined || isGone() ? [] : [pid])),
    stop: async () => {
      stopped = true;
      await Promise.all([...all].map((sandbox) => sandbox.stop()));
      log.close();
    },
  };
};

const refusal = (
  { name }: FunctionDefinition,
  { stopped, waiting, event }: { stopped: boolean; waiting: number; event: string },
): InvocationResult | undefined => {
  if (stopped) return failed('stopped', 'ServiceException', `${name} is stopped`);
  if (waiting >= MAX_WAITING)
    return failed('throttled', 'TooManyRequestsException', `Rate Exceeded: ${name}`);
  if (Buffer.byteLength(event) <= MAX_PAYLOAD_BYTES) return undefined;
  return failed(
    'too-large',
    'RequestTooLargeException',
    `Request must be smaller than ${MAX_PAYLOAD_BYTES} bytes`,
  );
};
