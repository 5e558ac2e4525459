// Metrics as lines in the log (embedded metric format): CloudWatch counts them, and no call is made for them.
import type { Clock, Metrics } from '../host.ts';
import { oneLine } from './log.ts';

const NAMESPACE = 'Ledgerlane';

/** Writes a line per count with `write`. Dimensions must have few values: each combination is billed as a metric. */
export function createMetrics(
  clock: Pick<Clock, 'now'>,
  write: (line: string) => void = (line) => void process.stdout.write(line),
): Metrics {
  return {
    count: (name, value, dimensions = {}) => {
      const metric = {
        Namespace: NAMESPACE,
        Dimensions: [Object.keys(dimensions)],
        Metrics: [{ Name: name, Unit: 'Count' }],
      };
      const about = { _aws: { Timestamp: clock.now(), CloudWatchMetrics: [metric] } };
      write(`${oneLine({ ...dimensions, ...about, [name]: value })}\n`);
    },
  };
}
