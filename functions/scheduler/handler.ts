// The AWS end of the schedules: a sweep of all lanes, the exports and rounds that are due by the clocks of connections, the daily proof of completeness, or a redrive of dead letters.
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { createAwsHost } from '../../shared/host/aws/aws-host.ts';
import { systemClock } from '../../shared/host/aws/clock.ts';
import { redriveDeadLetters } from '../../shared/host/aws/dead-letters.ts';
import { needed, readEnvironment } from '../../shared/host/aws/environment.ts';
import { createEventPublisher } from '../../shared/host/aws/events.ts';
import { createLog } from '../../shared/host/aws/log.ts';
import { lambda } from '../../shared/host/aws/lambda.ts';
import { createSecretReader } from '../../shared/host/aws/secrets.ts';
import { checkCompleteness } from './check-completeness.ts';
import { sendDigest } from './send-digest.ts';
import { startExports } from './start-exports.ts';
import { sweepLanes, sweepWindows } from './sweep-lanes.ts';
import { watchFlow } from './watch-flow.ts';
import { sweepSources } from './sweep-sources.ts';

/** As many dead letters as fit well into the function's minute. */
const REDRIVE_MAX = 500;

/** A page that is begun must end before the function is stopped, also if the table is slow. */
const PAGE_MS = 15_000;

const TASK = z.object({ task: z.enum(['sweep', 'exports', 'completeness', 'digest', 'redrive']) });

const environment = readEnvironment();
const host = createAwsHost({
  environment,
  secret: createSecretReader(systemClock),
  publish: createEventPublisher({
    busName: needed(environment, 'EVENT_BUS_NAME'),
    log: createLog(systemClock),
  }),
});

export const handler = lambda(
  host.log,
  async (event: unknown, context: Context): Promise<{ readonly done: number }> => {
    const { task } = TASK.parse(event);
    if (task === 'sweep') return { done: (await sweepLanes(host)) + (await sweepSources(host)) };
    if (task === 'exports') {
      const done = (await startExports(host)) + (await sweepWindows(host));
      await watchFlow(host);
      return { done };
    }
    if (task === 'completeness') {
      const deadline = host.clock.now() + context.getRemainingTimeInMillis() - PAGE_MS;
      return { done: await checkCompleteness(host, deadline) };
    }
    if (task === 'digest') return { done: await sendDigest(host) };
    return { done: await redrive() };
  },
);

/** Both queues by one switch: a message says only where to look, so sending one again does no harm. */
async function redrive(): Promise<number> {
  const lanes = {
    deadLettersUrl: needed(environment, 'LANES_DLQ_URL'),
    queueUrl: environment.LANES_QUEUE_URL,
  };
  const sources = {
    deadLettersUrl: needed(environment, 'SOURCES_DLQ_URL'),
    queueUrl: needed(environment, 'SOURCES_QUEUE_URL'),
  };
  const { random } = host;
  const ofLanes = await redriveDeadLetters({ ...lanes, random }, REDRIVE_MAX);
  const ofSources = await redriveDeadLetters({ ...sources, random }, REDRIVE_MAX - ofLanes);
  host.log.info('dead_letters_redriven', { lanes: ofLanes, sources: ofSources });
  return ofLanes + ofSources;
}
