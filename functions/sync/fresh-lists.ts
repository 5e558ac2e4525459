// Fresh lists: the company's lists as they are kept; read anew when they are old, or when a round shows that they have changed.
import type { Reference, ReferenceEntry } from '../../shared/core/decisions.ts';
import { fingerprint } from '../../shared/core/fingerprint.ts';
import { CURED_BY_LISTS } from '../../shared/core/problems.ts';
import type { ShownLists } from '../../shared/connectors/ports.ts';
import type { Look } from '../../shared/host/host.ts';
import { callLedger } from './call.ts';
import { connectionsOf, waitsForCure } from './hold.ts';
import { hasTime, type Lane } from './lane.ts';

/** Lists change rarely and reading them is metered. */
const REFERENCE_MAX_AGE_MS = 24 * 60 * 60_000;
/** While preflight holds a connection back, somebody is at work on the cure: a read an hour is worth it. */
const REFERENCE_HELD_AGE_MS = 60 * 60_000;

/** The company's lists: the stored ones while they are young enough, else read anew; undefined if there are none. */
export async function referenceOf(lane: Lane, maxAgeMs = Infinity): Promise<Reference | undefined> {
  const now = lane.host.clock.now();
  if (lane.reference !== undefined && now - lane.reference.readAt <= maxAgeMs) return lane.reference;
  return await readAnew(lane);
}

/** The lists' age limit of a sweep: what holds a connection back may be cured in the ledger at any time. */
export async function refreshReference(lane: Lane): Promise<Reference | undefined> {
  return await referenceOf(lane, (await waitsForCure(lane)) ? REFERENCE_HELD_AGE_MS : REFERENCE_MAX_AGE_MS);
}

/** What a round brought along of the lists: a new account or cost centre is known at once and not a day later. */
export async function compareLists(lane: Lane, shown: ShownLists): Promise<void> {
  const { reference } = lane;
  if (reference === undefined) return;
  const isKnown =
    sameEntries(shown.accounts, reference.accounts) && sameEntries(shown.costCentres, reference.costCentres);
  if (!isKnown) await readAnew(lane);
}

async function readAnew(lane: Lane): Promise<Reference | undefined> {
  const { host, name, ledger, reference: before } = lane;
  if (!hasTime(lane, true)) return before;
  const answer = await callLedger(lane, true, (access) => ledger.reference(access, host.clock.now()));
  if (!answer.ok) {
    const { fault, vendorCode: code } = answer.fault;
    host.log.warn('reference_failed', { lane: name, fault, code });
    return before;
  }
  const { value: read } = answer;
  lane.uncountedReads += 1;
  // Named first: whoever dies in between finds the same difference again.
  if (before !== undefined && hasChanged(before, read)) await nameFailed(lane);
  lane.reference = read;
  await host.connections.saveReference(name, read);
  return read;
}

function hasChanged(before: Reference, now: Reference): boolean {
  return !(
    sameEntries(now.accounts, before.accounts) &&
    sameEntries(now.costCentres, before.costCentres) &&
    sameEntries(now.taxCodes, before.taxCodes)
  );
}

/** Lists have no order. What was not shown says nothing. */
function sameEntries(
  shown: readonly ReferenceEntry[] | undefined,
  kept: readonly ReferenceEntry[] = [],
): boolean {
  const sorted = (entries: readonly ReferenceEntry[]) =>
    fingerprint(entries.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
  return shown === undefined || sorted(shown) === sorted(kept);
}

const PAGE = 200;
/** 5,000 records: more than fail for want of one account go on by a bulk action. */
const PAGES_MAX = 25;

/** Records that failed for want of an entry are looked at again: nobody has to ask for each of them. */
async function nameFailed(lane: Lane): Promise<void> {
  for (const connection of await connectionsOf(lane)) {
    let cursor: string | undefined;
    for (let number = 0; number < PAGES_MAX; number += 1) {
      const page = await lane.host.links.marks({ connection, health: 'failed', limit: PAGE, cursor });
      if (page.type === 'bad_cursor') throw new Error('The store refused its own cursor');
      const looks = page.marks.flatMap(({ key, problem }): readonly Look[] =>
        CURED_BY_LISTS.includes(problem?.code ?? '') ? [{ at: 'record', key }] : [],
      );
      if (looks.length > 0) await lane.host.lanes.send(lane.name, looks);
      cursor = page.cursor;
      if (cursor === undefined) break;
    }
  }
}
