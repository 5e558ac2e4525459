// Makes fauxqs' FIFO queues deliver as SQS does: several messages of a group per receive, and in their order.
import type { DatabaseSync } from 'node:sqlite';
import type { FindQueue, SqsQueue } from './fauxqs-internals.ts';

/** Changes the queue class in place; call once, before the first queue is made. */
export const repairQueues = (queueClass: { prototype: SqsQueue }): void => {
  const queue = queueClass.prototype;
  const receiveFirst = queue.dequeueFifo;
  queue.dequeueFifo = function (this: SqsQueue, max, visibilitySeconds, findDeadLetterQueue) {
    return receiveByGroup(this, { max, visibilitySeconds, findDeadLetterQueue, receiveFirst });
  };
  const processTimers = queue.processTimers;
  queue.processTimers = function (this: SqsQueue) {
    keepingOrder(this, () => processTimers.call(this));
  };
  const changeVisibility = queue.changeVisibility;
  queue.changeVisibility = function (this: SqsQueue, receiptHandle, seconds) {
    keepingOrder(this, () => changeVisibility.call(this, receiptHandle, seconds));
  };
};

/**
 * fauxqs deletes a message from its queue before it stores it among the dead letters; killed in between, it would lose
 * it. In one transaction it is in one of the two. Changes the queue class in place, like `repairQueues`.
 */
export const receiveInOneTransaction = (
  queueClass: { prototype: SqsQueue },
  database: DatabaseSync,
): void => {
  const receive = queueClass.prototype.dequeue;
  queueClass.prototype.dequeue = function (this: SqsQueue, ...settings) {
    database.exec('BEGIN');
    try {
      const received = receive.apply(this, settings);
      database.exec('COMMIT');
      return received;
    } catch (error) {
      database.exec('ROLLBACK');
      throw error;
    }
  };
};

type Receive = {
  readonly max: number;
  readonly visibilitySeconds: number | undefined;
  readonly findDeadLetterQueue: FindQueue | undefined;
  readonly receiveFirst: SqsQueue['dequeueFifo'];
};

// SQS never returns more than ten messages at once.
const MAX_PER_RECEIVE = 10;

/**
 * fauxqs takes one message of a group and locks the group; SQS returns as many of one group as it can, then goes on with
 * the next. So we receive one by one and lift the locks that this very receive has set, until it is done.
 */
const receiveByGroup = (
  queue: SqsQueue,
  { max, visibilitySeconds, findDeadLetterQueue, receiveFirst }: Receive,
): unknown[] => {
  const visibility = visibilitySeconds ?? Number(queue.attributes['VisibilityTimeout']);
  // With a visibility of 0 a message is back at once and would be received again and again by the same call.
  if (visibility === 0) return receiveFirst.call(queue, max, visibilitySeconds, findDeadLetterQueue);
  const lockedByOthers = new Set(queue.fifoLockedGroups.keys());
  const takenHere = new Map<string, number>();
  const received: unknown[] = [];
  while (received.length < Math.min(max, MAX_PER_RECEIVE)) {
    const next = receiveFirst.call(queue, 1, visibilitySeconds, findDeadLetterQueue);
    if (next.length === 0) break;
    received.push(...next);
    for (const [group, count] of [...queue.fifoLockedGroups]) {
      if (lockedByOthers.has(group)) continue;
      takenHere.set(group, (takenHere.get(group) ?? 0) + count);
      queue.fifoLockedGroups.delete(group);
    }
  }
  for (const [group, count] of takenHere) {
    queue.fifoLockedGroups.set(group, count);
    moveToTheEnd(queue.fifoMessages, group);
  }
  return received;
};

/** A group that was served goes behind the others; without this one long lane would starve all lanes behind it. */
const moveToTheEnd = (groups: SqsQueue['fifoMessages'], group: string): void => {
  const messages = groups.get(group);
  if (messages === undefined) return;
  groups.delete(group);
  groups.set(group, messages);
};

/** fauxqs puts messages that come back in front one by one, so several come back reversed: put them in order again. */
const keepingOrder = (queue: SqsQueue, change: () => void): void => {
  const inFlightBefore = queue.inflightMessages.size;
  change();
  if (!queue.isFifo() || queue.inflightMessages.size === inFlightBefore) return;
  for (const messages of queue.fifoMessages.values()) {
    messages.sort((a, b) => ((a.sequenceNumber ?? '') < (b.sequenceNumber ?? '') ? -1 : 1));
  }
};
