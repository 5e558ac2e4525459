// Sweep: the lane's own round. What changed in the ledger since the watermark.
import { documentName, type Snapshot } from '../../shared/core/documents.ts';
import type { RecordKey } from '../../shared/core/records.ts';
import type { Touched } from '../../shared/connectors/ports.ts';
import { tellBirths } from './births.ts';
import { callLedger } from './call.ts';
import type { Seen } from './facts.ts';
import { lastDoneAt } from './last-done.ts';
import { addExcluded, countExcluded } from './excluded.ts';
import { compareLists } from './fresh-lists.ts';
import { hasTime, type Lane } from './lane.ts';
import { matchSnapshots } from './notices.ts';
import { pointersOf } from './pointers.ts';

/** The ledger stamps whole seconds and its replicas lag: what is younger than this may still appear behind our back. */
const OVERLAP_MS = 2 * 60_000;
/** A first sweep looks back this far: nothing of ours is in the books before the connection was made. */
const FIRST_LOOK_BACK_MS = 24 * 60 * 60_000;

export interface Swept {
  readonly seen: ReadonlyMap<string, Seen & { readonly key: RecordKey }>;
  /** All that changed and was shown. */
  readonly snapshots: readonly Snapshot[];
  /** Documents that changed and were not shown: looked at as if the ledger had pushed them. */
  readonly touched: readonly Touched[];
  /** Saves the new watermark; called only after everything that was seen has been worked on. */
  readonly advance: () => Promise<void>;
}

/** Asks the ledger what changed. Undefined when it did not answer: the watermark stays and the next sweep asks again. */
export async function sweepChanges(lane: Lane): Promise<Swept | undefined> {
  if (!hasTime(lane, false)) return undefined;
  const startedAt = lane.host.clock.now();
  const since = (lane.state.watermark ?? startedAt - FIRST_LOOK_BACK_MS) - OVERLAP_MS;
  const answer = await callLedger(lane, false, (access) => lane.ledger.changes(access, since));
  if (!answer.ok) {
    lane.host.log.warn('sweep_failed', {
      lane: lane.name,
      fault: answer.fault.fault,
      code: answer.fault.vendorCode,
    });
    return undefined;
  }
  const { snapshots, touched = [], lists = {}, upTo, reads } = answer.value;
  lane.uncountedReads += reads;
  await compareLists(lane, lists);
  const pointers = await pointersOf(
    lane,
    snapshots.map(({ ref }) => ({ type: ref.type, id: ref.id })),
  );
  lane.host.log.info('swept', { lane: lane.name, changed: snapshots.length, ours: pointers.length });
  const span = { ours: pointers, from: lane.state.watermark ?? since, to: upTo };
  const known = new Set(pointers.map(documentName));
  const strangers = snapshots.filter(({ ref }) => !known.has(documentName(ref)));
  const births = await tellBirths(lane, strangers);
  if (births === undefined) return undefined;
  const told = new Set(births);
  const born = await countExcluded(
    lane,
    snapshots.filter((one) => !told.has(one)),
    span,
  );
  const advance = async (): Promise<void> => {
    const state = await lane.host.connections.laneState(lane.name);
    const excluded = addExcluded(state.excluded, born);
    lane.state = {
      ...state,
      excluded,
      watermark: Math.max(state.watermark ?? 0, upTo),
      lastSweepAt: startedAt,
      lastDoneAt: (await lastDoneAt(lane)) ?? state.lastDoneAt,
    };
    await lane.host.connections.saveLaneState(lane.state);
  };
  return { seen: matchSnapshots(snapshots, pointers), snapshots, touched, advance };
}

/** Counts the metered reads of this delivery into the month's account, and hands on when the lane made its calls. */
export async function countReads(lane: Lane): Promise<void> {
  if (lane.uncountedReads === 0) return;
  const month = new Date(lane.host.clock.now()).toISOString().slice(0, 7);
  const state = await lane.host.connections.laneState(lane.name);
  const before = state.reads?.month === month ? state.reads.count : 0;
  await lane.host.connections.saveLaneState({
    ...state,
    reads: { month, count: before + lane.uncountedReads },
    recentCalls: lane.recent,
  });
  lane.uncountedReads = 0;
}
