// Deliver: the accounts that a delivery of the queue names, one after the other; which messages have to come again.
import type { Host, SourceLook } from '../../shared/host/host.ts';
import { workAccount } from './work-account.ts';

/** A message as it came from the queue; `looks` is undefined when it could not be read. */
export interface SourceMessage {
  readonly id: string;
  readonly receiptHandle: string;
  readonly lane: string;
  readonly looks: readonly SourceLook[] | undefined;
}

/** Works on a delivery until `deadline` (milliseconds UTC). Answers the ids of messages that must be delivered again. */
export async function deliverSources(
  host: Host,
  messages: readonly SourceMessage[],
  deadline: number,
): Promise<readonly string[]> {
  const again: string[] = [];
  for (const [lane, ofLane] of Map.groupBy(messages, (message) => message.lane)) {
    const unreadable = ofLane.filter(({ looks }) => looks === undefined);
    for (const { id } of unreadable) host.log.error('unreadable_message', { lane, id });
    const readable = ofLane.filter(({ looks }) => looks !== undefined);
    const looks = readable.flatMap((message) => message.looks ?? []);
    const worked = await workAccount(host, lane, looks, deadline);
    if (worked.type === 'later') {
      await host.sources.defer(
        readable.map(({ receiptHandle }) => receiptHandle),
        worked.ms,
      );
      again.push(...readable.map(({ id }) => id));
    }
    again.push(...unreadable.map(({ id }) => id));
  }
  return again;
}
