// A lane at work: everything one delivery needs to know of a ledger company, read once.
import type { Hold, Reference } from '../../shared/core/decisions.ts';
import type { ExportRun } from '../../shared/core/exports.ts';
import { disconnectedNews } from '../../shared/core/news.ts';
import { parseLane } from '../../shared/core/lanes.ts';
import type { Done, OutcomesAt } from '../../shared/core/outcomes.ts';
import { NONE_YOUNG, type Young } from '../../shared/core/pointers.ts';
import type { VersionedPolicy } from '../../shared/core/policy.ts';
import type { JournalEntry, RecentCalls } from '../../shared/core/writes.ts';
import type { LedgerConnector } from '../../shared/connectors/ports.ts';
import type { DomainEvent, Host } from '../../shared/host/host.ts';
import type { Credentials, LaneState } from '../../shared/storage/ports.ts';
import { together, waitBefore } from './pace.ts';

/**
 * The state of one worker on one lane. The parts that change while it works are named here and nowhere else; none of
 * it outlives the delivery, because a frozen process may come back hours later.
 */
export interface Lane {
  readonly host: Host;
  readonly name: string;
  readonly ledger: LedgerConnector;
  readonly company: string;
  /** Names this worker in the journal. */
  readonly owner: string;
  /** Milliseconds UTC until which calls may be started and awaited. */
  readonly deadline: number;
  readonly policies: Map<string, VersionedPolicy | undefined>;
  /** How far the exports of connections are, as found in this delivery. */
  readonly exports: Map<string, ExportRun | undefined>;
  /** Why connections are held back, as found in this delivery. */
  readonly holds: Map<string, Hold | undefined>;
  /** Whether products may be told of the ledger's changes, as found in this delivery. */
  readonly mayTell: Map<string, boolean>;
  /** Ids of the custom fields that policies of the lane map, as found in this delivery. */
  customFields?: readonly string[] | undefined;
  /** Connections whose feed has something new. */
  readonly told: Set<string>;
  state: LaneState;
  /** Number of the newest journal entry, 0 for a lane that never wrote. */
  seq: number;
  recent: RecentCalls;
  /** Pointers that the journal carries and the store does not hold yet. */
  young: Young;
  /** Writes that the ledger took and the store was not told of yet, and when (milliseconds UTC) the newest was announced. */
  done: Done;
  doneAt?: number | undefined;
  /** What became of records in this delivery beside the writes, by connection. */
  readonly aside: Map<string, Omit<OutcomesAt, 'at'>>;
  reference?: Reference | undefined;
  credentials?: Credentials | undefined;
  /** When records that wait for the ledger itself (an outage, a limit) are due: milliseconds UTC. */
  wakeAt?: number | undefined;
  /** Until when the ledger asked to be left alone in this delivery: milliseconds UTC. */
  restUntil?: number | undefined;
  /** Metered reads since they were last counted. */
  uncountedReads: number;
  /** What the outside shall hear when the delivery is over. */
  readonly events: DomainEvent[];
  /** Counts of this delivery, told at its end: a line for each record would cost more than the record. */
  readonly tallies: Map<string, Tally>;
}

interface Tally {
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  count: number;
}

/** Counts something of this delivery. */
export function tally(
  lane: Lane,
  name: string,
  count: number,
  dimensions: Readonly<Record<string, string>> = {},
): void {
  const key = JSON.stringify([name, dimensions]);
  const known = lane.tallies.get(key);
  if (known === undefined) lane.tallies.set(key, { name, dimensions, count });
  else known.count += count;
}

/** Tells what the delivery counted and what the outside shall hear of it: best effort, the work itself is done. */
export async function tellAll(lane: Lane): Promise<void> {
  for (const { name, count, dimensions } of lane.tallies.values())
    lane.host.metrics.count(name, count, dimensions);
  await tellEvents(lane, lane.events);
}

async function tellEvents({ host, name }: Lane, events: readonly DomainEvent[]): Promise<void> {
  if (events.length === 0) return;
  try {
    await host.publish(events);
  } catch {
    host.log.warn('events_not_published', { lane: name, events: events.length });
  }
}

/** Opens a lane for work; undefined when its ledger is none we know. */
export async function openLane(
  host: Host,
  name: string,
  deadline: number,
): Promise<{ lane: Lane; head?: JournalEntry } | undefined> {
  const parsed = parseLane(name);
  const ledger = parsed === undefined ? undefined : host.ledger(parsed.ledger);
  if (parsed === undefined || ledger === undefined) return undefined;
  const [state, head, reference] = await Promise.all([
    host.connections.laneState(name),
    host.writes.head(name),
    host.connections.reference(name),
  ]);
  const lane: Lane = {
    host,
    name,
    ledger,
    company: parsed.company,
    owner: host.random.id(),
    deadline,
    policies: new Map(),
    exports: new Map(),
    holds: new Map(),
    mayTell: new Map(),
    told: new Set(),
    state,
    seq: head?.seq ?? 0,
    recent: recentOf(ledger, together(head?.recentCalls, state.recentCalls)),
    young: head?.young ?? NONE_YOUNG,
    done: head?.done ?? {},
    doneAt: head?.announcedAt,
    aside: new Map(),
    reference,
    uncountedReads: 0,
    events: [],
    tallies: new Map(),
  };
  return head === undefined ? { lane } : { lane, head };
}

/** Hours are noted only of a ledger that counts them: the rows of all others stay short. */
function recentOf({ limits }: LedgerConnector, recent: RecentCalls): RecentCalls {
  return limits.callsPerHour === undefined ? recent : { hour: [], ...recent };
}

/** The policy of a connection, read once a delivery; undefined for a connection that has none yet. */
export async function policyOf(lane: Lane, connection: string): Promise<VersionedPolicy | undefined> {
  if (!lane.policies.has(connection))
    lane.policies.set(connection, await lane.host.connections.policy(connection));
  return lane.policies.get(connection);
}

/** Whether one more ledger call can be started, rate limit included, and its outcome be settled before the deadline. */
export function hasTime(lane: Lane, batch: boolean): boolean {
  if (isLeftAlone(lane)) return false;
  const { clock, timeouts } = lane.host;
  const wait = waitBefore(lane.recent, lane.ledger.limits, batch, clock.now());
  return clock.now() + wait + timeouts.ledgerCallMs + SETTLE_MS <= lane.deadline;
}

/** The ledger said "not now" to a write of this delivery: whatever is still to be sent waits for another one. */
export function isLeftAlone({ host, restUntil = 0 }: Lane): boolean {
  return restUntil > host.clock.now();
}

/** Room to write the outcomes of a batch of 30 into their links, retries of the storage included. */
const SETTLE_MS = 5_000;

/** Why records wait whose lane did not get to them. */
export function restReason({ state: { paused } }: Lane): string {
  if (paused === undefined) return 'ledger_unavailable';
  return paused.reason === 'operator' ? 'paused' : paused.reason;
}

/** Stops the lane until a person has connected the company again: one problem, not one for each record. */
export async function pauseLane(lane: Lane): Promise<void> {
  if (lane.state.paused !== undefined) return;
  const { host } = lane;
  const fresh = await host.connections.laneState(lane.name);
  const now = host.clock.now();
  const reason = (lane.credentials?.endsAt ?? Infinity) <= now ? 'session_over' : 'disconnected';
  // An operator's pause is kept beside it: what he paused meanwhile has lost its access all the same.
  const known = fresh.paused?.reason === 'operator' ? undefined : fresh.paused;
  const paused = known ?? { reason, since: now };
  lane.state = { ...fresh, paused };
  await host.connections.savePause(lane.name, 'access', paused);
  host.log.warn('lane_paused', { lane: lane.name, reason });
  host.metrics.count('lane_paused', 1, { lane: lane.name });
  const connections = await host.connections.connectionsOf(lane.ledger.name, lane.company);
  await tellEvents(
    lane,
    connections.map((connection) => ({
      type: 'connection.reauth_required',
      connection,
      detail: { lane: lane.name, reason, ...disconnectedNews(connection) },
    })),
  );
}
