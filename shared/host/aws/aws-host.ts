// The AWS host: the one value through which a function on AWS (and in `npm start`) reaches outside.
import type { CallbackQueue, Host, SourceQueue } from '../host.ts';
import { createCallOut } from './call-out.ts';
import { createCallbackQueue } from './callback-queue.ts';
import { systemClock } from './clock.ts';
import { type Environment } from './environment.ts';
import { createLaneQueue, createSourceQueue } from './lane-queue.ts';
import { createLog } from './log.ts';
import { createMetrics } from './metrics.ts';
import { systemRandom } from './random.ts';
import { openTables } from './tables.ts';

/** What differs between the functions, so that none has to load what it does not use. */
export interface AwsHostParts {
  readonly environment: Environment;
  /** Reads a secret by its id: createSecretReader. */
  readonly secret: (id: string) => Promise<string>;
  readonly ledger?: Host['ledger'];
  readonly notices?: Host['notices'];
  readonly source?: Host['source'];
  readonly sourceNotices?: Host['sourceNotices'];
  /** createEventPublisher for functions that have a bus; without it, publishing is an error. */
  readonly publish?: Host['publish'];
  /** createOperators for the function that people ask. */
  readonly operators?: Host['operators'];
}

/** Puts the host together. Makes no call: a cold start pays only for what is then used. */
export function createAwsHost(parts: AwsHostParts): Host {
  const { environment, secret } = parts;
  const { LEDGER_CALL_TIMEOUT_MS, LANE_LEASE_MS } = environment;
  return {
    clock: systemClock,
    random: systemRandom,
    ...openTables({ environment, clock: systemClock, random: systemRandom, secret }),
    lanes: createLaneQueue({ queueUrl: environment.LANES_QUEUE_URL, random: systemRandom }),
    sources: sourceQueueOrNone(environment.SOURCES_QUEUE_URL),
    callbackQueue: callbackQueueOrNone(environment.CALLBACKS_QUEUE_URL),
    callOut: createCallOut({ local: environment.CALLBACKS_MAY_STAY_LOCAL !== undefined }),
    ledger: parts.ledger ?? (() => undefined),
    notices: parts.notices ?? (() => undefined),
    source: parts.source ?? (() => undefined),
    sourceNotices: parts.sourceNotices ?? (() => undefined),
    publish: parts.publish ?? noBus,
    operators: parts.operators,
    consoleUrl: environment.CONSOLE_URL,
    log: createLog(systemClock),
    metrics: createMetrics(systemClock),
    timeouts: {
      // A function that was given neither works no lane: then no lease is the right one, and any call is too long.
      ledgerCallMs: LEDGER_CALL_TIMEOUT_MS ?? 0,
      laneLeaseMs: LANE_LEASE_MS ?? 0,
    },
  };
}

function callbackQueueOrNone(queueUrl: string | undefined): CallbackQueue {
  if (queueUrl !== undefined) return createCallbackQueue({ queueUrl, random: systemRandom });
  const none = async (): Promise<never> => {
    throw new Error('This function was not given the environment variable CALLBACKS_QUEUE_URL');
  };
  return { send: none, defer: none };
}

function sourceQueueOrNone(queueUrl: string | undefined): SourceQueue {
  if (queueUrl !== undefined) return createSourceQueue({ queueUrl, random: systemRandom });
  const none = async (): Promise<never> => {
    throw new Error('This function was not given the environment variable SOURCES_QUEUE_URL');
  };
  return { send: none, defer: none };
}

async function noBus(): Promise<never> {
  throw new Error('This function publishes no events');
}
