// Counting what came in: a message tells what its request brought that was new, and whoever receives it writes that down.
import type { Host } from '../../shared/host/host.ts';
import type { LaneMessage } from '../../shared/host/lane-message.ts';
import { isOutage } from './outage.ts';

/**
 * One write for each connection and quarter of an hour in a delivery, on every receive: an intake has a name, so it counts
 * once. Where the storage does not answer, the messages come again.
 */
export async function countIntakes(
  host: Host,
  messages: readonly Pick<LaneMessage, 'intake'>[],
): Promise<void> {
  const intakes = messages.flatMap(({ intake }) => (intake === undefined ? [] : [intake]));
  if (intakes.length === 0) return;
  try {
    await host.connections.countReceived(intakes);
  } catch (error) {
    if (isOutage(error)) throw error;
    // What cannot be counted must not hold up the records that it counts: too low is no loss.
    const detail = error instanceof Error ? error.message : 'unknown';
    host.log.error('received_not_counted', { intakes: intakes.length, detail });
  }
}
