// Deliver: the products that a delivery of the queue names, beside each other; who has to be called later keeps his message.
import type { Host } from '../../shared/host/host.ts';
import { callProduct } from './call-product.ts';

/** A message as it came from the queue. */
export interface CallbackMessage {
  readonly id: string;
  readonly receiptHandle: string;
  readonly connection: string;
}

/**
 * Calls until `deadline` (milliseconds UTC). Answers the ids of messages that must come again: those of products that did
 * not answer, after their wait. A product that hangs holds up no other.
 */
export async function deliverCallbacks(
  host: Host,
  messages: readonly CallbackMessage[],
  deadline: number,
): Promise<readonly string[]> {
  const byConnection = Map.groupBy(messages, ({ connection }) => connection);
  const again = await Promise.all(
    [...byConnection].map(([connection, ofOne]) => callOne(host, { connection, messages: ofOne, deadline })),
  );
  return again.flat();
}

async function callOne(
  host: Host,
  {
    connection,
    messages,
    deadline,
  }: {
    readonly connection: string;
    readonly messages: readonly CallbackMessage[];
    readonly deadline: number;
  },
): Promise<readonly string[]> {
  const called = await callProduct(host, connection, deadline);
  if (called.type === 'taken') return [];
  const wait = called.at - host.clock.now();
  if (wait <= 0) {
    // Only time ran out: a fresh message, because receives are counted for those that fail.
    await host.callbackQueue.send(connection);
    return [];
  }
  await host.callbackQueue.defer(
    messages.map(({ receiptHandle }) => receiptHandle),
    wait,
  );
  return messages.map(({ id }) => id);
}
