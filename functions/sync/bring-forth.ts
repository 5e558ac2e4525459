// Bring forth: records that are made from others are stored, and those that are leant on are told, before anything is announced.
import type { Decided, Facts } from '../../shared/core/decisions.ts';
import { DEPENDENTS_MAX } from '../../shared/core/links.ts';
import { keyText, parseKeyText, type RecordKey } from '../../shared/core/records.ts';
import { derivedBy, leansOn } from '../../shared/core/related.ts';
import type { Lane } from './lane.ts';
import { saveLink } from './save-link.ts';

interface Judged {
  readonly facts: Facts;
  readonly decided: Decided;
}

/**
 * A crash after this leaves rows that wait for what they were made from, and are looked at again with it. The other way
 * round it would leave a document in the books that nobody follows.
 */
export async function bringForth(lane: Lane, all: readonly Judged[]): Promise<void> {
  const born: RecordKey[] = [];
  // One after the other: several may lean on the same record.
  for (const { facts, decided } of all) {
    const { connection } = facts.link.key;
    for (const { kind, id, source } of derivedBy(facts, decided)) {
      const key = { connection, kind, id };
      if (kind === 'customer') await tell(lane, connection, source.derivedFrom, keyText(key));
      await lane.host.links.storeSource(key, lane.name, source);
      born.push(key);
    }
    const name = leansOn(facts, decided);
    const knows = name !== undefined && isTold(facts.related.get(name)?.dependents, keyText(facts.link.key));
    if (!knows) await tell(lane, connection, name, keyText(facts.link.key));
  }
  if (born.length > 0)
    await lane.host.lanes.send(
      lane.name,
      born.map((key) => ({ at: 'record', key })),
    );
}

async function tell(
  lane: Lane,
  connection: string,
  name: string | undefined,
  dependent: string,
): Promise<void> {
  const parsed = name === undefined ? undefined : parseKeyText(name);
  if (parsed === undefined) return;
  const [read] = await lane.host.links.read([{ connection, ...parsed }]);
  if (read === undefined) return;
  await saveLink(lane, read, (current) => {
    const { dependents = [] } = current;
    if (isTold(dependents, dependent)) return undefined;
    return { link: { ...current, dependents: [...dependents, dependent] } };
  });
}

/** With as many as a row has room for the rest stay unknown: they do not follow by themselves. */
function isTold(dependents: readonly string[] | undefined, dependent: string): boolean {
  return dependents !== undefined && (dependents.includes(dependent) || dependents.length >= DEPENDENTS_MAX);
}
