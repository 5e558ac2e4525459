// Tell the product: what was decided goes into the feed before any link says that it was told; then the product is called.
import type { Decided, Facts } from '../../shared/core/decisions.ts';
import type { Change } from '../../shared/core/feed.ts';
import { laneOf } from '../../shared/core/lanes.ts';
import { connectionsOf } from './hold.ts';
import { type Lane, tally } from './lane.ts';

/** Appends the changes of a wave, in one go for each connection. A crash after it tells them again, under the same ids. */
export async function tellProducts(
  lane: Lane,
  all: readonly { readonly facts: Facts; readonly decided: Decided }[],
): Promise<void> {
  const changes = new Map<string, Change[]>();
  for (const { facts, decided } of all) {
    if (decided.decision.type !== 'tell' || decided.decision.changes.length === 0) continue;
    const { connection } = facts.link.key;
    changes.set(connection, [...(changes.get(connection) ?? []), ...decided.decision.changes]);
  }
  for (const [connection, told] of changes) await appendChanges(lane, connection, told);
}

/** Appends changes to the feed of a connection, whose product is called when the delivery is over. */
export async function appendChanges(
  lane: Lane,
  connection: string,
  changes: readonly Change[],
): Promise<void> {
  if (changes.length === 0) return;
  await lane.host.feed.append(connection, changes, lane.host.clock.now());
  for (const { type } of changes) tally(lane, 'changes_told', 1, { type });
  lane.told.add(connection);
}

/** Names the connections to be called. A name that gets lost is made up for by the next round. */
export async function callProducts(lane: Lane): Promise<void> {
  for (const connection of lane.told) await callOne(lane, connection);
}

/** On a round: connections whose feed is ahead of what their product took, and whom nobody calls. */
export async function callThoseBehind(lane: Lane): Promise<void> {
  const { feed, callbacks } = lane.host;
  for (const connection of await connectionsOf(lane)) {
    if (lane.told.has(connection) || (await listenerOf(lane, connection)) === undefined) continue;
    const [head, { delivered, failing, off }] = await Promise.all([
      feed.head(connection),
      callbacks.progress(connection),
    ]);
    // One that fails has a message of its own in the queue.
    if (delivered < head && failing === undefined && off === undefined) lane.told.add(connection);
  }
}

async function callOne(lane: Lane, connection: string): Promise<void> {
  try {
    const call = await listenerOf(lane, connection);
    await call?.();
  } catch {
    lane.host.log.warn('product_not_called', { lane: lane.name, connection });
  }
}

/** How the other end of a connection is named to be told: a product that wants calls, or the account of a source that is written to. */
async function listenerOf({ host }: Lane, connection: string): Promise<(() => Promise<void>) | undefined> {
  const found = await host.connections.connection(connection);
  if (found?.account !== undefined) {
    const lane = laneOf(found.source, found.account);
    return () => host.sources.send(lane, [{ at: 'feed', connection }]);
  }
  const callback = await host.callbacks.callback(connection);
  return callback === undefined ? undefined : () => host.callbackQueue.send(connection);
}
