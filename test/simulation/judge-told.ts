// Judge of the way back: every edit and payment of a person reaches the product's feed, under ids that stay, and nothing else does.
import type { Change } from '../../shared/core/feed.ts';
import type { Link } from '../../shared/core/links.ts';
import type { BookDoc } from './books-view.ts';
import { blame, docOf, isMerged, type Evidence } from './evidence.ts';
import { at, isRecord, textAt } from './json.ts';
import { nameOf } from './marks.ts';

/** Changes as they go into the feed. */
export function judgeFeed(evidence: Evidence, connection: string, changes: readonly Change[]): void {
  const told = evidence.told.get(connection) ?? [];
  evidence.told.set(connection, told);
  for (const change of changes) {
    const same = told.find(({ id }) => id === change.id);
    if (
      same !== undefined &&
      (same.type !== change.type || textAt(same.data, 'id') !== textAt(change.data, 'id'))
    )
      blame(evidence, 'changeIdReused', `${change.id}: ${same.type}, then ${change.type}`);
    told.push(change);
    if (isRecord(at(change.data, 'changed'))) judgeEditTold(evidence, connection, change);
  }
}

/** An edit that is told is a person's: our own writes are none. */
function judgeEditTold(evidence: Evidence, connection: string, { id, type, data }: Change): void {
  const kind = type.split('.')[0] ?? '';
  const docs = evidence.view.ofRecord(`${connection}/${kind}#${textAt(data, 'id')}`);
  if (docs.length > 0 && docs.every(({ touched }) => !touched))
    blame(evidence, 'falseTold', `${connection} was told ${id}, and nobody edited it`);
}

/** Whether a product was told that a field of a record has a value. */
export function isTold({ told, plans }: Evidence, record: string, field: string, value: string): boolean {
  const key = plans.get(record)?.key;
  if (key === undefined) return false;
  return changesOf(told.get(key.connection), key.kind, key.id).some(
    ({ data }) => textAt(data, 'changed', field) === value,
  );
}

function changesOf(told: readonly Change[] = [], kind: string, id: string): readonly Change[] {
  return told.filter(({ type, data }) => {
    const about = type.split('.')[0] === 'payment' ? 'invoice' : type.split('.')[0];
    return about === kind && textAt(data, 'id') === id;
  });
}

/** When everything was asked for and is at rest: who is called synced has no edit that its product did not hear of. */
export function judgeTold(evidence: Evidence, links: readonly Link[]): void {
  for (const link of links) {
    const doc = docOf(evidence, link);
    const isOver = link.source?.presence !== 'live' || link.hold !== undefined;
    if (doc === undefined || isOver || isOrdered(evidence, link, doc)) continue;
    if (isMerged(evidence, link)) judgeEdits(evidence, link, doc);
    judgePaid(evidence, link, doc);
  }
}

/** An operator had his word about it: what he said counts, and is not told. */
function isOrdered({ orders, kept, parted }: Evidence, { key }: Link, doc: BookDoc): boolean {
  const name = nameOf(key);
  return orders.has(name) || kept.has(name) || parted.has(doc);
}

function judgeEdits(evidence: Evidence, link: Link, doc: BookDoc): void {
  const name = nameOf(link.key);
  const { state, reason } = link.health;
  const isEndTold = changesOf(evidence.told.get(link.key.connection), link.key.kind, link.key.id).some(
    (change) => change.type === 'invoice.voided',
  );
  if (state === 'waiting' && reason === 'ended_in_ledger' && !isEndTold)
    blame(evidence, 'untold', `${name} waits for its product, which was not told that it is ${doc.status}`);
  // What failed says why; what waits for something else is told when that is there.
  const isClear = state === 'synced' || (state === 'waiting' && reason === 'inbound_sync');
  if (!isClear || evidence.blurred.has(name)) return;
  const { type = '', id = '' } = link.document ?? {};
  const since = evidence.linkedAt.get(`${name} ${type}/${id}`) ?? Infinity;
  if (doc.status !== 'live' && doc.by === 'ui' && link.key.kind === 'invoice')
    return blame(evidence, 'untold', `${name} was ${doc.status} by a person, and is ${state}`);
  for (const [field, { value, at: editedAt }] of doc.edits)
    if (editedAt > since && !isTold(evidence, name, field, value))
      blame(evidence, 'untold', `${name} is ${state}: ${field} was edited to ${value}, nobody was told`);
}

/** C8: where money belongs to the ledger, the product knows how much of an invoice was paid. */
function judgePaid(evidence: Evidence, link: Link, doc: BookDoc): void {
  const { connection, kind, id } = link.key;
  const { payments, schedule } = evidence.policyOf(connection);
  if (payments.direction !== 'to_source' || schedule.inbound.mode === 'off') return;
  if (kind !== 'invoice' || doc.status !== 'live' || link.health.state !== 'synced') return;
  const sums = changesOf(evidence.told.get(connection), kind, id).filter(({ data }) => 'paid' in data);
  const known = Math.round(Number(textAt(sums.at(-1)?.data, 'paid') || '0') * 100);
  if (known !== doc.cents - doc.balance)
    blame(
      evidence,
      'untold',
      `${nameOf(link.key)}: ${doc.cents - doc.balance} cents were paid, its product knows of ${known}`,
    );
}
