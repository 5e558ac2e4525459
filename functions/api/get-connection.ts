// A connection in one answer: whether it works, how far it is, and how many records need somebody.
import { laneOf } from '../../shared/core/lanes.ts';
import { type HealthState, INDEXED_HEALTH } from '../../shared/core/links.ts';
import type { JournalEntry } from '../../shared/core/writes.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Connection, LaneState } from '../../shared/storage/ports.ts';
import { type HttpAnswer, type HttpRequest, json } from '../http/http.ts';
import { connectionProblem, connectionState } from './connection-problem.ts';
import { headOf } from './find-record.ts';
import { LIMIT_MAX } from './list-records.ts';
import { pageOfRecords } from './page-of-records.ts';
import { instant } from './show-record.ts';

/** `GET /v1/connections/{connection}` */
export async function getConnection(
  host: Host,
  _request: HttpRequest,
  connection: Connection,
): Promise<HttpAnswer> {
  const head = await headOf(host, connection);
  const { id, name, source, ledger, company, sessionEndsAt } = connection;
  const ofCompany = company === undefined ? undefined : laneOf(ledger, company);
  const [lane, preflight, policy, counts] = await Promise.all([
    ofCompany === undefined ? undefined : host.connections.laneState(ofCompany),
    ofCompany === undefined ? undefined : host.connections.preflight(ofCompany, id),
    host.connections.policy(id),
    Promise.all(
      INDEXED_HEALTH.map(async (state) => [state, await countOf(host, connection.id, state, head)] as const),
    ),
  ]);
  const facts = { connection, lane, policy: policy?.policy, preflight, now: host.clock.now() };
  return json(200, {
    id,
    name,
    source,
    ledger,
    company,
    state: connectionState(facts),
    problem: connectionProblem(facts),
    sessionEndsAt: sessionEndsAt === undefined ? undefined : instant(sessionEndsAt),
    ...progressOf(lane),
    policyVersion: policy?.version,
    records: Object.fromEntries(counts),
  });
}

function progressOf(lane: LaneState | undefined) {
  if (lane === undefined) return {};
  const { paused, lastSweepAt, watermark, reads, excluded } = lane;
  return {
    pausedSince: paused === undefined ? undefined : instant(paused.since),
    lastSweepAt: lastSweepAt === undefined ? undefined : instant(lastSweepAt),
    watermark: watermark === undefined ? undefined : instant(watermark),
    reads,
    excluded: excluded === undefined ? undefined : { created_in_ledger: excluded },
  };
}

/** Beyond this nobody works through a list by hand, and five pages are all that a summary is worth. */
const COUNT_MAX = 1000;

/** How many records are in a state, counted up to {@link COUNT_MAX}. */
async function countOf(
  host: Host,
  connection: string,
  health: HealthState,
  head: JournalEntry | undefined,
): Promise<{ readonly count: number; readonly more: boolean }> {
  let count = 0;
  let cursor: string | undefined;
  do {
    const page = await pageOfRecords(host, { connection, health, limit: LIMIT_MAX, cursor }, head);
    if (page.type === 'bad_cursor') throw new Error('The store refused its own cursor');
    count += page.records.length;
    cursor = page.cursor;
  } while (cursor !== undefined && count < COUNT_MAX);
  return { count, more: cursor !== undefined };
}
