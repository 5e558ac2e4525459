// Write planned: decided writes as batches and single calls, one journal entry each, in the order of the lane.
import type { RecordKey } from '../../shared/core/records.ts';
import type { Settled } from '../../shared/core/settled.ts';
import { hasTime, type Lane } from './lane.ts';
import { announce, apply, type Planned, settle } from './write-batch.ts';

/**
 * What was not reached: for lack of time, or because nothing more may be announced now. `lost`: another worker claimed
 * the lane. `open`: the outcome of our own newest entry is unknown, and it must stay the newest until it is settled.
 */
export interface Reconciled {
  readonly left: readonly RecordKey[];
  readonly stopped?: 'lost' | 'open' | undefined;
}

export interface Written extends Reconciled {
  readonly settled: readonly Settled[];
}

/**
 * What the ledger takes in batches goes in batches; the rest is announced and sent one by one, each in the rate limit.
 * `onlyFull`: a last batch that is not full goes back, because more of its kind is waiting behind this delivery.
 */
export async function writePlanned(
  lane: Lane,
  planned: readonly Planned[],
  onlyFull: boolean,
): Promise<Written> {
  const settled: Settled[] = [];
  const left: RecordKey[] = [];
  for (const part of inParts(lane, planned)) {
    if ((onlyFull && canGrow(lane, part)) || !hasTime(lane, part.length > 1)) {
      left.push(...part.map(({ link }) => link.key));
      continue;
    }
    const announced = await announce(
      lane,
      part.map(({ intent }) => intent),
    );
    if (announced.type === 'lost') return { settled, left: [], stopped: 'lost' };
    settled.push(...(await settle(lane, announced.entry, part, await apply(lane, announced.entry))));
    if (settled.some(({ link }) => link.health.state === 'uncertain'))
      return { settled, left: [], stopped: 'open' };
  }
  return { settled, left };
}

/** A batch with room for more. What goes alone in any case has nothing to wait for. */
function canGrow(lane: Lane, part: readonly Planned[]): boolean {
  const batched = part.every(({ intent }) => lane.ledger.batches(intent));
  return batched && part.length < lane.ledger.limits.batchSize;
}

function inParts(lane: Lane, planned: readonly Planned[]): readonly (readonly Planned[])[] {
  const size = lane.ledger.limits.batchSize;
  const batched = planned.filter(({ intent }) => lane.ledger.batches(intent));
  const alone = planned.filter(({ intent }) => !lane.ledger.batches(intent));
  const count = Math.ceil(batched.length / size);
  const batches = Array.from({ length: count }, (_, index) =>
    batched.slice(index * size, (index + 1) * size),
  );
  return [...batches, ...alone.map((one) => [one])];
}
