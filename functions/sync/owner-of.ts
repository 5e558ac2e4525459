// Owner: the other record that a document of the ledger is linked with. Two records never share one.
import type { Facts } from '../../shared/core/decisions.ts';
import { keyText, type RecordKey } from '../../shared/core/records.ts';
import { namedDocument } from '../../shared/core/rules/named.ts';
import type { DocumentId, LinkStore } from '../../shared/storage/ports.ts';
import type { Lane } from './lane.ts';
import { pointersOf } from './pointers.ts';

/** The facts with the record that the document named for this one belongs to, if it belongs to another. */
export async function withNamedOwner(lane: Lane, facts: Facts): Promise<Facts> {
  const document = namedDocument(facts.link, facts.policy.policy);
  if (document === undefined) return facts;
  const known = (await pointersOf(lane, [document])).map(({ key }) => key);
  const owner = await ownerAmong(lane.host.links, known, { key: facts.link.key, document });
  return owner === undefined ? facts : { ...facts, namedOwner: keyText(owner) };
}

/** A record, and a document that it is to be linked with. */
export interface Claim {
  readonly key: RecordKey;
  readonly document: DocumentId;
}

/**
 * Who among some records is linked with the document already. A pointer outlives its link, so the links are asked: whoever
 * was parted from the document has no claim to it any more.
 */
export async function ownerAmong(
  links: LinkStore,
  candidates: readonly RecordKey[],
  { key, document }: Claim,
): Promise<RecordKey | undefined> {
  const others = candidates.filter((other) => nameOf(other) !== nameOf(key));
  const read = others.length === 0 ? [] : await links.read(others);
  return read.find((link) => link.document?.id === document.id && link.document.type === document.type)?.key;
}

const nameOf = (key: RecordKey): string => `${key.connection}/${keyText(key)}`;
