// Receives the webhook of a source that is read: only where to look is taken from it, and it is queued before the source hears 200.
import type { SourceNotice } from '../../shared/connectors/source-port.ts';
import { laneOf } from '../../shared/core/lanes.ts';
import type { Host, SourceLook } from '../../shared/host/host.ts';
import { unauthorised } from '../http/authorise.ts';
import { type HttpAnswer, type HttpRequest, json } from '../http/http.ts';
import { refuse } from '../http/problem.ts';

/** Takes notices in from the source that the route names. One address serves all accounts, so some may be nobody's. */
export async function receiveSourceNotices(host: Host, request: HttpRequest): Promise<HttpAnswer> {
  const source = request.route.split('/').at(-1) ?? '';
  const reader = host.sourceNotices(source);
  if (reader === undefined)
    return refuse(request, 'not_found', 'No source of this name sends webhooks here.');
  const reading = await reader.read(request.headers, request.body);
  if (reading.type === 'refused') return unauthorised(request);
  if (reading.unreadable > 0) await count(host, source, 'unreadable', reading.unreadable);
  const accounts = Map.groupBy(reading.notices, ({ account }) => account);
  const queued = await Promise.all(
    [...accounts].map(([account, notices]) => queueNotices(host, source, account, notices)),
  );
  // Anything but 2xx makes the source send again; a signed body that cannot be understood never deserves that.
  return queued.every(Boolean)
    ? json(200, {})
    : refuse(request, 'unavailable', 'Not everything was queued: send it again.');
}

/** Whether the account's lane knows of it, durably; an account that nobody connected is acknowledged and counted. */
async function queueNotices(
  host: Host,
  source: string,
  account: string,
  notices: readonly SourceNotice[],
): Promise<boolean> {
  try {
    const connections = await host.connections.connectionsOf(source, account);
    if (connections.length === 0) await count(host, source, 'unknown_account', notices.length);
    else await host.sources.send(laneOf(source, account), looksAt(notices));
    return true;
  } catch (error) {
    // Table or queue is down: it will be sent again, so the other accounts need not wait for it.
    const name = error instanceof Error ? error.name : typeof error;
    host.log.error('notices_not_queued', { source, account, notices: notices.length, error: name });
    return false;
  }
}

function looksAt(notices: readonly SourceNotice[]): readonly SourceLook[] {
  const objects = new Map(notices.map(({ object }) => [`${object.type}/${object.id}`, object]));
  return [...objects.values()].map((object) => ({ at: 'object', object }));
}

async function count(host: Host, source: string, reason: string, notices: number): Promise<void> {
  host.log.warn('notices_unreadable', { source, reason, count: notices });
  try {
    await host.connections.countUnreadable(source, reason);
  } catch {
    // The log line above has it too: a counter is not worth being sent the same thing for days.
    host.log.error('notices_not_counted', { source, reason });
  }
}
