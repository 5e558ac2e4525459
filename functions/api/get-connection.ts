// A connection in one answer: whether it works, how far it is, and how many records need somebody.
import { laneOf } from '../../shared/core/lanes.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Connection, LaneState } from '../../shared/storage/ports.ts';
import { type HttpAnswer, type HttpRequest, json } from '../http/http.ts';
import { marksByState, stakeOf } from './at-stake.ts';
import { connectionProblem, connectionState } from './connection-problem.ts';
import { grantsOf } from './grants.ts';
import { headOf } from './find-record.ts';
import { instant } from './show-record.ts';
import { sourceAccountOf } from './source-account.ts';

/** `GET /v1/connections/{connection}` */
export async function getConnection(
  host: Host,
  _request: HttpRequest,
  connection: Connection,
): Promise<HttpAnswer> {
  const [summary, grants] = await Promise.all([
    summaryOfConnection(host, connection),
    grantsOf(host, connection),
  ]);
  return json(200, { ...summary, grants });
}

/** What is told of a connection, alone and in the list of all. */
export async function summaryOfConnection(host: Host, connection: Connection) {
  const { id, name, source, ledger, company, sessionEndsAt } = connection;
  const ofCompany = company === undefined ? undefined : laneOf(ledger, company);
  const [lane, preflight, policy, marked, account] = await Promise.all([
    ofCompany === undefined ? undefined : host.connections.laneState(ofCompany),
    ofCompany === undefined ? undefined : host.connections.preflight(ofCompany, id),
    host.connections.policy(id),
    headOf(host, connection).then((head) => marksByState(host, id, head)),
    sourceAccountOf(host, connection),
  ]);
  const facts = { connection, lane, policy: policy?.policy, preflight, now: host.clock.now() };
  return {
    id,
    name,
    source,
    account,
    ledger,
    company,
    state: connectionState(facts),
    live: connection.live !== false,
    problem: connectionProblem(facts),
    sessionEndsAt: sessionEndsAt === undefined ? undefined : instant(sessionEndsAt),
    ...progressOf(lane, host.ledger(ledger)?.limits.freeReadsPerMonth),
    policyVersion: policy?.version,
    records: Object.fromEntries([...marked].map(([state, of]) => [state, stakeOf(of)])),
  };
}

function progressOf(lane: LaneState | undefined, free: number | undefined) {
  if (lane === undefined) return {};
  const { paused, lastSweepAt, watermark, reads, excluded } = lane;
  return {
    pausedSince: paused === undefined ? undefined : instant(paused.since),
    lastSweepAt: lastSweepAt === undefined ? undefined : instant(lastSweepAt),
    watermark: watermark === undefined ? undefined : instant(watermark),
    reads: reads === undefined ? undefined : { ...reads, free },
    excluded: excluded === undefined ? undefined : { created_in_ledger: excluded },
  };
}
