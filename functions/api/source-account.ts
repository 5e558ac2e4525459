// The account of a source that is read and told: whether we are let in, how far both ways are, and what it would not take.
import { laneOf } from '../../shared/core/lanes.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Connection } from '../../shared/storage/ports.ts';
import { instant } from './show-record.ts';

/** Undefined for products that push, and until an account is connected. */
export async function sourceAccountOf(host: Host, { id, source, account }: Connection) {
  if (account === undefined) return undefined;
  const [state, progress, head] = await Promise.all([
    host.connections.laneState(laneOf(source, account)),
    host.callbacks.progress(id),
    host.feed.head(id),
  ]);
  const { paused, lastSweepAt, watermark } = state;
  return {
    id: account,
    state: paused === undefined ? ('connected' as const) : ('disconnected' as const),
    lastSweepAt: lastSweepAt === undefined ? undefined : instant(lastSweepAt),
    watermark: watermark === undefined ? undefined : instant(watermark),
    delivered: String(progress.delivered),
    head: String(head),
    refused: progress.refused && {
      count: progress.refused.count,
      last: progress.refused.last.map(({ id: change, at, what }) => ({ change, at: instant(at), what })),
    },
  };
}
