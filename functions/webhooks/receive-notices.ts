// Receives a ledger's webhook: only where to look is taken from it, and it is queued before the ledger hears 200.
import type { Notice } from '../../shared/connectors/ports.ts';
import { laneOf } from '../../shared/core/lanes.ts';
import type { Host, Look } from '../../shared/host/host.ts';
import { unauthorised } from '../http/authorise.ts';
import { type HttpAnswer, type HttpRequest, json } from '../http/http.ts';
import { refuse } from '../http/problem.ts';

/** Takes notices in from the ledger that the route names. A replay, however late, only makes the lane look again. */
export async function receiveNotices(host: Host, request: HttpRequest): Promise<HttpAnswer> {
  const ledger = request.route.split('/').at(-1) ?? '';
  const reader = host.notices(ledger);
  if (reader === undefined)
    return refuse(request, 'not_found', 'No ledger of this name sends webhooks here.');
  const reading = await reader.read(request.headers, request.body);
  if (reading.type === 'refused') return unauthorised(request);
  if (reading.type === 'hint') return await lookAfterHint(host, request, ledger, reading.connection);
  if (reading.unreadable > 0) await countUnreadable(host, ledger, 'unreadable', reading.unreadable);
  const companies = byCompany(reading.notices);
  const queued = await Promise.all(
    [...companies].map(([company, notices]) => queueNotices(host, ledger, company, notices)),
  );
  // Anything but 2xx makes the ledger send again; a signed body that cannot be understood never deserves that.
  return queued.every(Boolean)
    ? json(200, {})
    : refuse(request, 'unavailable', 'Not everything was queued: send it again.');
}

/** Reading the lists needs access: whether it is there still, the lane finds out by itself, and says so. */
async function lookAfterHint(
  host: Host,
  request: HttpRequest,
  ledger: string,
  connection: string,
): Promise<HttpAnswer> {
  const found = await host.connections.connection(connection);
  if (found?.ledger !== ledger || found.company === undefined) return json(200, {});
  try {
    await host.lanes.send(laneOf(ledger, found.company), [{ at: 'lists' }]);
    return json(200, {});
  } catch {
    host.log.error('notices_not_queued', { ledger, company: found.company, notices: 1 });
    return refuse(request, 'unavailable', 'It was not queued: send it again.');
  }
}

function byCompany(notices: readonly Notice[]): ReadonlyMap<string, readonly Notice[]> {
  const companies = new Map<string, Notice[]>();
  for (const notice of notices) {
    const known = companies.get(notice.company);
    if (known === undefined) companies.set(notice.company, [notice]);
    else known.push(notice);
  }
  return companies;
}

/** Whether the company's lane knows of it, durably; a company that nobody connected needs to know nothing. */
async function queueNotices(
  host: Host,
  ledger: string,
  company: string,
  notices: readonly Notice[],
): Promise<boolean> {
  try {
    const connections = await host.connections.connectionsOf(ledger, company);
    if (connections.length === 0) await countUnreadable(host, ledger, 'unknown_company', notices.length);
    else await host.lanes.send(laneOf(ledger, company), looksAt(notices));
    return true;
  } catch (error) {
    // Table or queue is down: the ledger will send it again, so the other companies need not wait for it.
    const name = error instanceof Error ? error.name : typeof error;
    host.log.error('notices_not_queued', { ledger, company, notices: notices.length, error: name });
    return false;
  }
}

/** One look per document, at its latest change. */
function looksAt(notices: readonly Notice[]): readonly Look[] {
  const latest = new Map<string, Notice>();
  for (const notice of notices) {
    const name = `${notice.document.type}/${notice.document.id}`;
    if ((latest.get(name)?.at ?? -Infinity) < notice.at) latest.set(name, notice);
  }
  return [...latest.values()].map(({ document, at }) => ({ at: 'document', document, changedAt: at }));
}

async function countUnreadable(host: Host, ledger: string, reason: string, count: number): Promise<void> {
  host.log.warn('notices_unreadable', { ledger, reason, count });
  try {
    await host.connections.countUnreadable(ledger, reason);
  } catch {
    // The log line above has it too: a counter is not worth being sent the same thing for days.
    host.log.error('notices_not_counted', { ledger, reason });
  }
}
