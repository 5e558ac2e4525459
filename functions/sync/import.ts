// Import: everything of the ledger that a product takes over at first, one page for each message, told in its feed.
import type { Reference } from '../../shared/core/decisions.ts';
import { type FirstImport, IMPORTED, type ImportedType } from '../../shared/core/inbound.ts';
import { importedOf } from '../../shared/core/ledger-imports.ts';
import type { Policy } from '../../shared/core/policy.ts';
import type { Page } from '../../shared/connectors/ports.ts';
import type { Look } from '../../shared/host/host.ts';
import { callLedger } from './call.ts';
import { connectionsOf } from './hold.ts';
import { changeInbound } from './inbound.ts';
import { hasTime, type Lane, policyOf } from './lane.ts';
import { reconcile } from './reconcile.ts';
import { takeOver } from './take-over.ts';
import { appendChanges } from './tell-product.ts';

/** What one page may hold: as many as fit into a few transactions of the feed, and into a second of ours. */
const PAGE = 500;

/**
 * The next page of each import that is named; on a round, of each that runs: a message that got lost is made up for there.
 * A page is told before the place is saved. A crash between the two tells it again under the same ids.
 */
export async function importPages(lane: Lane, looks: readonly Look[], reference: Reference): Promise<void> {
  const named = looks.flatMap((look) => (look.at === 'import' ? [look.connection] : []));
  const round = looks.some(({ at }) => at === 'changes') ? await connectionsOf(lane) : [];
  for (const connection of new Set([...named, ...round])) {
    const { firstImport } = await lane.host.inbound.inbound(connection);
    if (firstImport?.state === 'running')
      await importPage(lane, connection, { place: firstImport, reference });
  }
}

interface Step {
  readonly place: FirstImport;
  readonly reference: Reference;
}

async function importPage(lane: Lane, connection: string, { place, reference }: Step): Promise<void> {
  const again: readonly Look[] = [{ at: 'import', connection }];
  if (!hasTime(lane, false)) return await lane.host.lanes.send(lane.name, again);
  const policy = await policyOf(lane, connection);
  if (policy === undefined) return;
  const wanted = isWanted(lane, policy.policy, place.at);
  const page = wanted ? await pageOf(lane, place) : { snapshots: [], next: undefined };
  // The next round asks again for the same page.
  if (page === undefined) return;
  const fresh = page.snapshots.filter(({ ref }) => place.recent?.includes(ref.id) !== true);
  const changes = fresh.flatMap((snapshot) => importedOf(snapshot, policy.policy) ?? []);
  await appendChanges(
    lane,
    connection,
    changes.map(({ change }) => change),
  );
  // What is taken over is linked before the place is saved: a page that was told in part is told once more.
  const { seen } = await takeOver(lane, connection, fresh);
  const keys = [...seen.values()].map(({ key }) => key);
  const { left, stopped } = await reconcile(lane, { reference, keys, seen, backlog: false });
  if (left.length > 0 || stopped !== undefined) return await lane.host.lanes.send(lane.name, again);
  const counts = { ...place.counts };
  for (const { counted } of changes) counts[counted] += 1;
  const recent = page.snapshots.map(({ ref }) => ref.id);
  const next = after({ ...place, counts, recent }, page.next, lane.host.clock.now());
  const saved = await changeInbound(lane.host, connection, (inbound) =>
    isSame(inbound.firstImport, place) ? { ...inbound, firstImport: next } : undefined,
  );
  if (saved.firstImport?.state === 'running') return await lane.host.lanes.send(lane.name, again);
  lane.host.log.info('first_import_done', { lane: lane.name, connection, ...next.counts });
  lane.events.push({ type: 'connection.imported', connection, detail: next.counts });
  // What waited for the import is looked at with the lists, by which the connection is judged anew.
  await lane.host.lanes.send(lane.name, [{ at: 'lists' }]);
}

/** Suppliers, cost centres and items only where the policy knows any (QCS-16). */
function isWanted(lane: Lane, policy: Policy, type: ImportedType): boolean {
  if (type === 'cost_centre' && !policy.costCentres.import) return false;
  if (type === 'supplier' && policy.suppliers.sync !== 'both') return false;
  if (type === 'item' && policy.items.onMissing === 'accounts') return false;
  return lane.ledger.documentTypes.includes(type);
}

async function pageOf(lane: Lane, { at, cursor }: FirstImport): Promise<Page | undefined> {
  const answer = await callLedger(lane, false, (access) =>
    lane.ledger.list(access, { type: at, limit: PAGE }, cursor),
  );
  lane.uncountedReads += 1;
  if (answer.ok) return answer.value;
  lane.host.log.warn('import_failed', { lane: lane.name, fault: answer.fault.fault });
  return undefined;
}

/** The place after a page: the next one, the next list, or the end. */
function after(place: FirstImport, cursor: string | undefined, now: number): FirstImport {
  if (cursor !== undefined) return { ...place, cursor };
  const at = IMPORTED[IMPORTED.indexOf(place.at) + 1];
  return at === undefined
    ? { ...place, cursor: undefined, recent: undefined, state: 'done', finishedAt: now }
    : { ...place, cursor: undefined, recent: undefined, at };
}

/** Whether nobody moved the import meanwhile, or began it anew. */
function isSame(now: FirstImport | undefined, before: FirstImport): boolean {
  return now?.startedAt === before.startedAt && now.at === before.at && now.cursor === before.cursor;
}
