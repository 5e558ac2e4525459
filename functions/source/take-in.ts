// Take in: what an account says of its objects is read, stored as the door stores events, and named to the ledgers' lanes.
import type { Answer } from '../../shared/core/faults.ts';
import { customAsked } from '../../shared/core/custom-fields.ts';
import { laneOf } from '../../shared/core/lanes.ts';
import { keyText } from '../../shared/core/records.ts';
import type { ProductEvent } from '../../shared/connectors/product/events.ts';
import type { Said, SourceObject, SourceView } from '../../shared/connectors/source-port.ts';
import type { VersionedPolicy } from '../../shared/core/policy.ts';
import { intakeOf } from '../webhooks/intake.ts';
import { looksAt } from '../webhooks/looks-at.ts';
import { storeEvents, type StorePlace, type StoreResults } from '../webhooks/store-events.ts';
import { type Account, callSource, type Connected } from './account.ts';

/** What was read longer ago than this may be older than what another worker has stored meanwhile. */
const FRESH_MS = 30_000;

/** Takes objects in for every connection of the account. Doing it again is harmless. */
export async function takeIn(at: Account, objects: readonly SourceObject[]): Promise<Answer<'taken'>> {
  const { host } = at;
  const policies = await Promise.all(at.connections.map(({ id }) => host.connections.policy(id)));
  const custom = new Set(policies.flatMap((each) => (each === undefined ? [] : customAsked(each.policy))));
  const readAt = host.clock.now();
  const read = await callSource(at, (access) => at.source.read(access, objects, [...custom]));
  if (!read.ok) return read;
  for (const { type, id } of read.value.unreadable)
    host.log.warn('source_object_unreadable', { lane: at.name, type, id });
  if (read.value.unreadable.length > 0)
    await host.connections.countUnreadable(at.source.name, 'unreadable_object');
  for (const [index, connection] of at.connections.entries()) {
    const said = read.value.said(viewOf(connection, policies[index]));
    // A row that cannot be written now (throttled, down) is read and written again later.
    if (!(await storeSaid(at, connection, { said, readAt })))
      return { ok: false, fault: { fault: 'unavailable', detail: 'not every record could be stored' } };
  }
  return { ok: true, value: 'taken' };
}

/** How an account's objects look to a connection. */
export function viewOf({ ledger, company }: Connected, policy: VersionedPolicy | undefined): SourceView {
  return { timeZone: policy?.policy.timeZone ?? 'UTC', lane: laneOf(ledger, company) };
}

/** Whether every record is stored and named. */
async function storeSaid(
  at: Account,
  connection: Connected,
  { said, readAt }: { readonly said: readonly Said[]; readonly readAt: number },
): Promise<boolean> {
  const { host } = at;
  const wanted = await withoutUnknown(at, connection.id, said);
  if (wanted.length === 0) return true;
  const lane = laneOf(connection.ledger, connection.company);
  const place: StorePlace = { connection: connection.id, lane, receivedAt: host.clock.now() };
  const events = wanted.map(eventOf);
  const stored = new Map(await storeEvents(host, place, events));
  await storeAgain(at, place, { stored, readAt });
  await host.lanes.send(lane, looksAt(connection.id, stored), intakeOf(host, place, stored));
  return stored.size === events.length;
}

/**
 * The source keeps the time of the last change, not a number: two changes in one millisecond, a part that was taken away
 * or an end have no later time. What was just read is what it says now, so it is counted on from what is stored. Where
 * another worker has stored something since we read, nobody knows which of us saw the newer: then it is read once more.
 */
async function storeAgain(
  at: Account,
  place: StorePlace,
  { stored, readAt }: { readonly stored: Map<ProductEvent, Stored>; readonly readAt: number },
): Promise<void> {
  const { host, source } = at;
  const later = [...stored].flatMap(([event, result]) =>
    result.type === 'not_newer' && !result.sameContent
      ? [[event, withRevision(event, result.revision + 1)] as const]
      : [],
  );
  if (later.length === 0) return;
  const links = await host.links.read(
    later.map(([{ record }]) => ({ connection: place.connection, ...record })),
  );
  const since = new Map(links.map((link) => [keyText(link.key), link.source?.receivedAt ?? 0]));
  const isFresh = host.clock.now() - readAt < FRESH_MS;
  const isNewest = ({ record }: ProductEvent): boolean =>
    isFresh && (since.get(keyText(record)) ?? 0) < readAt;
  const doubtful = later.filter(([event]) => !isNewest(event));
  const objects = doubtful.flatMap(([{ record }]) => source.objectOf(record) ?? []);
  if (objects.length > 0)
    await host.sources.send(
      at.name,
      objects.map((object) => ({ at: 'object', object })),
    );
  const sure = later.filter(([event]) => isNewest(event));
  const again = await storeEvents(
    host,
    place,
    sure.map(([, event]) => event),
  );
  for (const [first, event] of sure) {
    const result = again.get(event);
    if (result !== undefined) stored.set(first, result);
  }
}

type Stored = StoreResults extends ReadonlyMap<ProductEvent, infer R> ? R : never;

function eventOf({ kind, id, source }: Said): ProductEvent {
  return withRevision(
    { id: '', record: { kind, id }, source: { ...source, eventId: '' } },
    Math.max(1, source.revision),
  );
}

/** The revision of a record is its event: read twice it is the same one. */
function withRevision({ record, source }: ProductEvent, revision: number): ProductEvent {
  const id = `${keyText(record)}@${revision}`;
  return { id, record, source: { ...source, revision, eventId: id } };
}

/** Drops what nobody asked for and nobody knows: an account has more people and products than its invoices name. */
async function withoutUnknown(
  at: Account,
  connection: string,
  said: readonly Said[],
): Promise<readonly Said[]> {
  const asked = said.filter(({ onlyIfKnown }) => onlyIfKnown);
  if (asked.length === 0) return said;
  const links = await at.host.links.read(asked.map(({ kind, id }) => ({ connection, kind, id })));
  const known = new Set(links.flatMap(({ key, source }) => (source === undefined ? [] : [keyText(key)])));
  return said.filter((each) => !each.onlyIfKnown || known.has(keyText(each)));
}
