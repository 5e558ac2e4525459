// Facts: everything a decision about a record may depend on, read in two batch reads for a whole wave.
import type { Facts, Found } from '../../shared/core/decisions.ts';
import { dayIn } from '../../shared/core/zones.ts';
import type { Snapshot } from '../../shared/core/documents.ts';
import { observe } from '../../shared/core/drift.ts';
import type { Reference } from '../../shared/core/decisions.ts';
import type { Link } from '../../shared/core/links.ts';
import { keyText, parseKeyText, type RecordKey } from '../../shared/core/records.ts';
import { refersTo } from '../../shared/core/related.ts';
import { withDefaultOfItsDay } from '../../shared/core/rules/payment-policy.ts';
import { hasEnded } from '../../shared/core/rules/common.ts';
import type { Policy } from '../../shared/core/policy.ts';
import { isTakenOver } from '../../shared/core/taken-over.ts';
import { withNamesake } from './claim-name.ts';
import { holdFor } from './hold.ts';
import { mayTellNow } from './inbound.ts';
import { policyOf, type Lane } from './lane.ts';
import { exportsOf } from './export-facts.ts';
import { withNamedOwner } from './owner-of.ts';
import { pointersOf } from './pointers.ts';
import { tellDrift } from './tell-drift.ts';

/** What a look at the ledger brought for one record. */
export interface Seen {
  readonly snapshot?: Snapshot | undefined;
  readonly found?: Found | undefined;
  readonly sameEmail?: Found | undefined;
  /** Other documents that a rule asked for, by name. */
  readonly others?: ReadonlyMap<string, Snapshot> | undefined;
}

/**
 * The facts of each record; a record whose connection has no policy yet is left out. Undefined when another worker
 * announced something since we opened the lane: what we saw may be his write, and would pass for a person's edit.
 */
export async function factsOf(
  lane: Lane,
  reference: Reference,
  keys: readonly RecordKey[],
  seen: ReadonlyMap<string, Seen>,
): Promise<readonly Facts[] | undefined> {
  const links = await lane.host.links.read(keys);
  const related = await readRelated(lane, links);
  // After the links: whoever settled before we read them had announced before that.
  if (keys.some((key) => seen.has(nameOf(key))) && (await isOvertaken(lane))) return undefined;
  const facts: Facts[] = [];
  for (const link of links) {
    const policy = await policyOf(lane, link.key.connection);
    if (policy === undefined) continue;
    const hold = await holdFor(lane, reference, link.key.connection);
    const now = lane.host.clock.now();
    const look = seen.get(nameOf(link.key));
    const news = look?.snapshot === undefined ? undefined : observe(link, look.snapshot);
    const observed = look?.snapshot === undefined ? link : (news ?? { ...link, stale: undefined });
    tellDrift(lane, link, observed);
    const known: Facts = {
      link: withDefaultOfItsDay(observed, policy.policy),
      related: related.get(link.key.connection) ?? new Map<string, Link>(),
      policy,
      reference,
      abilities: lane.ledger.abilities,
      snapshot: look?.snapshot,
      isSeenAgain: isSeenAgain(link, policy.policy, look, news),
      found: look?.found,
      sameEmail: look?.sameEmail,
      others: look?.others,
      linked: await linkedWith(lane, observed, look?.snapshot),
      // After the end of a session nothing is synced, to neither side.
      mayTell: hold !== 'session_over' && (await mayTellNow(lane, link.key.connection)),
      isWrittenTo: await isWrittenTo(lane, link),
      hold,
      exports: await exportsOf(lane, link.key.connection, policy.policy),
      today: dayIn(policy.policy.timeZone, now),
      now,
    };
    facts.push(await withNamedOwner(lane, await withNamesake(lane.host, known)));
  }
  return facts;
}

/** Asked only where it matters: an edit of the ledger stands against the source's word. */
async function isWrittenTo({ host }: Lane, { key, base }: Link): Promise<boolean | undefined> {
  if (base?.fields?.kept === undefined) return undefined;
  return (await host.connections.connection(key.connection))?.account !== undefined;
}

/** What is taken over comes again with each round that looks back over it: that must not cost a write. */
function isSeenAgain(link: Link, policy: Policy, look: Seen | undefined, news: Link | undefined): boolean {
  if (look?.snapshot === undefined || !isTakenOver(link.key.kind, policy)) return false;
  return news === undefined && link.stale !== true;
}

/** Records that the ledger shows as linked with a document: asked only where it is about to leave, because they may first. */
async function linkedWith(
  lane: Lane,
  link: Link,
  snapshot: Snapshot | undefined,
): Promise<readonly Link[] | undefined> {
  if (snapshot?.linked === undefined || !hasEnded(link)) return undefined;
  const pointers = await pointersOf(lane, snapshot.linked);
  const keys = pointers.map(({ key }) => key).filter(({ connection }) => connection === link.key.connection);
  return keys.length === 0 ? [] : await lane.host.links.read(keys);
}

async function isOvertaken(lane: Lane): Promise<boolean> {
  const head = await lane.host.writes.head(lane.name);
  return (head?.seq ?? 0) !== lane.seq;
}

/** The name of a record within a lane, across the connections of one company. */
export function nameOf(key: RecordKey): string {
  return `${key.connection}/${keyText(key)}`;
}

async function readRelated(
  lane: Lane,
  links: readonly Link[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, Link>>> {
  const keys = new Map<string, RecordKey>();
  for (const link of links) {
    const policy = await policyOf(lane, link.key.connection);
    for (const text of policy === undefined ? [] : refersTo(link, policy.policy)) {
      const parsed = parseKeyText(text);
      const key = parsed === undefined ? undefined : { connection: link.key.connection, ...parsed };
      if (key !== undefined) keys.set(nameOf(key), key);
    }
  }
  const byConnection = new Map<string, Map<string, Link>>();
  const read = keys.size === 0 ? [] : await lane.host.links.read([...keys.values()]);
  for (const link of read) {
    const ofConnection = byConnection.get(link.key.connection) ?? new Map<string, Link>();
    byConnection.set(link.key.connection, ofConnection.set(keyText(link.key), link));
  }
  return byConnection;
}
