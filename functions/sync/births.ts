// Births: what was entered in the ledger and no record is linked with is told to the products that mirror it (HUB-12, HUB-17).
import { documentName, type Snapshot } from '../../shared/core/documents.ts';
import type { Change } from '../../shared/core/feed.ts';
import { BORN_TYPES, birthOf, comesIn, namedIn } from '../../shared/core/ledger-births.ts';
import { importedOf } from '../../shared/core/ledger-imports.ts';
import type { Link } from '../../shared/core/links.ts';
import { takenFrom } from '../../shared/core/mirrors.ts';
import type { Policy } from '../../shared/core/policy.ts';
import type { Pointer } from '../../shared/storage/ports.ts';
import { connectionsOf } from './hold.ts';
import { mayTellNow } from './inbound.ts';
import { type Lane, policyOf } from './lane.ts';
import { withLeanedOn } from './leaned-on.ts';
import { pointersOf } from './pointers.ts';
import { askAboutRefunds } from './refund-tasks.ts';
import { appendChanges } from './tell-product.ts';

/** A round looks back two minutes behind the last one, and a notice is followed by a round: so many were told meanwhile. */
const REMEMBERED = 200;

/**
 * Tells of strangers: documents that no record is linked with. The same version is told once as far as the lane remembers;
 * a crash before it does tells it again under the same id. Answers those that some product was told of now or before;
 * undefined when the ledger did not say what they lean on, and nothing was told.
 */
export async function tellBirths(
  lane: Lane,
  found: readonly Snapshot[],
): Promise<readonly Snapshot[] | undefined> {
  const strangers = await withLeanedOn(lane, found);
  if (strangers === undefined) return undefined;
  const taken = new Set<Snapshot>();
  const versions: string[] = [];
  for (const connection of await connectionsOf(lane)) {
    const policy = (await policyOf(lane, connection))?.policy;
    const born =
      policy === undefined ? [] : inOrder(strangers).filter(({ ref }) => comesIn(ref.type, policy));
    // Mostly there is none: then nothing has to be read for it.
    if (policy === undefined || born.length === 0 || !(await mayTellNow(lane, connection))) continue;
    const changes = await changesOf(lane, { connection, policy, born });
    for (const snapshot of changes.keys()) taken.add(snapshot);
    const fresh = [...changes].filter(([snapshot]) => !isRemembered(lane, snapshot));
    await appendChanges(
      lane,
      connection,
      fresh.map(([, change]) => change),
    );
    await askAboutRefunds(lane, connection, fresh);
    versions.push(...fresh.map(([snapshot]) => versionOf(snapshot)));
  }
  await remember(lane, versions);
  return [...taken];
}

/**
 * A source that is written to has just said of a record that it is its mirror of a document. Where that changed since its
 * mirror was told of it, nobody would see the difference later: it is told now, before the two are linked.
 */
export async function tellAdopted(lane: Lane, { key, source }: Link, snapshot: Snapshot): Promise<void> {
  if (takenFrom(source?.record) !== snapshot.ref.id || isRemembered(lane, snapshot)) return;
  if ((await lane.host.connections.connection(key.connection))?.account === undefined) return;
  await tellBirths(lane, [snapshot]);
}

interface Telling {
  readonly connection: string;
  readonly policy: Policy;
  readonly born: readonly Snapshot[];
}

async function changesOf(
  lane: Lane,
  { connection, policy, born }: Telling,
): Promise<ReadonlyMap<Snapshot, Change>> {
  const names = born.flatMap(namedIn);
  const pointers = (await pointersOf(lane, names)).filter(({ key }) => key.connection === connection);
  const ids = new Map(pointers.map((pointer: Pointer) => [documentName(pointer), pointer.key.id]));
  const context = {
    policy,
    sourceIdOf: (document: Parameters<typeof documentName>[0]) => ids.get(documentName(document)),
    pageOf: (document: Parameters<typeof documentName>[0]) => lane.ledger.pageOf?.(lane.company, document),
  };
  return new Map(
    born.flatMap((snapshot) => {
      const isParty = snapshot.ref.type === 'customer' || snapshot.ref.type === 'item';
      const change = isParty ? importedOf(snapshot, policy)?.change : birthOf(snapshot, context);
      return change === undefined || snapshot.status !== 'live' ? [] : [[snapshot, change] as const];
    }),
  );
}

/** An invoice after its customer and its items, money after its invoice. */
function inOrder(snapshots: readonly Snapshot[]): readonly Snapshot[] {
  return BORN_TYPES.flatMap((type) => snapshots.filter(({ ref }) => ref.type === type));
}

const versionOf = ({ ref }: Snapshot): string => `${documentName(ref)}:${ref.revision}`;

const isRemembered = ({ state }: Lane, snapshot: Snapshot): boolean =>
  state.born?.includes(versionOf(snapshot)) === true;

async function remember(lane: Lane, versions: readonly string[]): Promise<void> {
  if (versions.length === 0) return;
  const state = await lane.host.connections.laneState(lane.name);
  const born = [...new Set([...versions, ...(state.born ?? [])])].slice(0, REMEMBERED);
  lane.state = { ...state, born };
  await lane.host.connections.saveLaneState(lane.state);
}
