// The writes of a link's row: each is one conditional UpdateItem, because a transaction costs twice as much.
import {
  ConditionalCheckFailedException,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { arrivalOf } from '../core/completeness.ts';
import type { Link } from '../core/links.ts';
import { type RecordKey, type SourceState } from '../core/records.ts';
import { number, type Row, text, textOf, TRUE } from './attributes.ts';
import { makeFindable } from './dynamo-finder.ts';
import { emptyLink, NEVER_HEARD_OF, healthAfter, sameCall, sameContent, saved } from './link-rules.ts';
import {
  arrivalText,
  bodyOf,
  healthAttributes,
  linkKey,
  linkOf,
  moneyAttribute,
  PASSING_ATTRIBUTES,
  sourceOf,
} from './link-row.ts';
import { pack } from './packed.ts';
import type { LinkStore, StoreResult } from './ports.ts';
import type { Table } from './table.ts';

/** A source that speaks while we save makes us write again; one that speaks five times meanwhile can wait its turn. */
const SAVE_TRIES = 5;
/** 48 random bits tell our own write from another worker's of the same version. */
const TOKEN_BYTES = 6;

/** The writing half of the link store. */
export function linkWrites(table: Table): Pick<LinkStore, 'storeSource' | 'save' | 'markAwaited'> {
  return {
    storeSource: (key, lane, source) => storeSource(table, key, lane, source),
    save: (lane, link) => save(table, lane, link),
    markAwaited: (key, lane) => markAwaited(table, key, lane),
  };
}

async function storeSource(
  table: Table,
  key: RecordKey,
  lane: string,
  source: SourceState,
): Promise<StoreResult> {
  const { standing, refused } = await update(table, key, {
    set: {
      l: text(lane),
      rev: number(source.revision),
      p: text(source.presence),
      e: text(source.eventId),
      rat: number(source.receivedAt),
      // The end of a record keeps the content that it ended with.
      ...(source.record !== undefined && { rec: pack(source.record) }),
      ...(source.derivedFrom !== undefined && { df: text(source.derivedFrom) }),
      ...healthAttributes(lane, key, healthAfter(source)),
    },
    // What was never sent did not arrive: it must not make up for something that got lost.
    ...(source.derivedFrom === undefined && { once: { arr: text(arrivalText(arrivalOf(source))) } }),
    remove: PASSING_ATTRIBUTES,
    condition: 'attribute_not_exists(rev) OR rev < :rev',
  });
  if (refused === undefined)
    return { type: 'stored', isNew: source.derivedFrom === undefined && standing?.['rev'] === undefined };
  const stored = sourceOf(refused);
  if (stored === undefined) throw new Error(`Refused although nothing is stored: ${key.kind} ${key.id}`);
  if (sameCall(stored, source)) return { type: 'stored', isNew: false };
  return { type: 'not_newer', revision: stored.revision, sameContent: sameContent(stored, source) };
}

async function save(table: Table, lane: string, link: Link): Promise<Link | 'conflict'> {
  const token = text(table.random.secret(TOKEN_BYTES));
  await makeFindable(table, link);
  // What we believe stands there. In the normal case it does, and the one write is all it takes.
  let standing = link;
  for (let tried = 0; tried < SAVE_TRIES; tried++) {
    const next = saved(standing, link);
    const { refused } = await update(table, link.key, saving({ lane, token, standing, next }));
    if (refused === undefined) return next;
    if (textOf(refused, 't') === token.S) return linkOf(refused); // ours, its answer got lost
    standing = Object.keys(refused).length === 0 ? emptyLink(link.key) : linkOf(refused);
    if (standing.version !== link.version) return 'conflict';
  }
  return 'conflict';
}

interface Saving {
  readonly lane: string;
  readonly token: Row[string];
  readonly standing: Link;
  readonly next: Link;
}

function saving({ lane, token, standing, next }: Saving): Change {
  const revision = standing.source?.revision;
  const set = {
    v: number(next.version),
    l: text(lane),
    t: token,
    b: pack(bodyOf(next)),
    ...healthAttributes(lane, next.key, next.health),
    ...moneyAttribute(next),
    ...(next.awaited === true && { aw: TRUE }),
  };
  const conditions = [
    standing.version === 0 ? 'attribute_not_exists(v)' : 'v = :version',
    revision === undefined ? 'attribute_not_exists(rev)' : 'rev = :revision',
    // Somebody who began to wait meanwhile must be seen, or nobody would wake him. Who says `false` knows of the mark.
    ...(next.awaited === undefined && standing.awaited === undefined ? ['attribute_not_exists(aw)'] : []),
  ];
  return {
    set,
    remove: [...PASSING_ATTRIBUTES, 'aw'],
    condition: conditions.join(' AND '),
    values: {
      ...(standing.version > 0 && { ':version': number(standing.version) }),
      ...(revision !== undefined && { ':revision': number(revision) }),
    },
  };
}

async function markAwaited(table: Table, key: RecordKey, lane: string): Promise<Link> {
  const { Attributes } = await table.client.send(
    new UpdateItemCommand({
      TableName: table.name,
      Key: linkKey(key),
      UpdateExpression:
        'SET aw = :true, l = :lane, h = if_not_exists(h, :state), since = if_not_exists(since, :since)',
      ExpressionAttributeValues: {
        ':true': TRUE,
        ':lane': text(lane),
        ':state': text(NEVER_HEARD_OF.state),
        ':since': number(NEVER_HEARD_OF.since),
      },
      ReturnValues: 'ALL_NEW',
    }),
  );
  return linkOf(Attributes ?? linkKey(key));
}

interface Change {
  readonly set: Row;
  /** Attributes that are set only where there are none yet. */
  readonly once?: Row;
  /** Attributes to remove unless they are set. */
  readonly remove: readonly string[];
  readonly condition: string;
  readonly values?: Row;
}

/** What came of an update: the attributes it replaced, or the row that stands in its way (empty if there is none). */
interface Updated {
  readonly standing?: Row | undefined;
  readonly refused?: Row | undefined;
}

/** Writes if the condition holds. */
async function update(table: Table, key: RecordKey, change: Change): Promise<Updated> {
  try {
    const command = new UpdateItemCommand(updateInput(table.name, key, change));
    return { standing: (await table.client.send(command)).Attributes };
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return { refused: error.Item ?? {} };
    throw error;
  }
}

function updateInput(table: string, key: RecordKey, change: Change): UpdateItemCommandInput {
  const names = Object.keys(change.set);
  const removed = change.remove.filter((name) => !names.includes(name));
  const first = Object.keys(change.once ?? {}).map((name) => `${name} = if_not_exists(${name}, :${name})`);
  const sets = [...names.map((name) => `${name} = :${name}`), ...first].join(', ');
  const values = Object.entries({ ...change.set, ...change.once }).map(
    ([name, value]) => [`:${name}`, value] as const,
  );
  return {
    TableName: table,
    Key: linkKey(key),
    UpdateExpression: removed.length === 0 ? `SET ${sets}` : `SET ${sets} REMOVE ${removed.join(', ')}`,
    ConditionExpression: change.condition,
    ExpressionAttributeValues: { ...Object.fromEntries(values), ...change.values },
    // Only who sets something once asks whether he was the first.
    ...(change.once && { ReturnValues: 'UPDATED_OLD' }),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  };
}
