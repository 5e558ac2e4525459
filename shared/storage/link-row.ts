// A link as a row: short attribute names, because a row of up to 1 KB is one write unit and most rows should be.
//
//   pk, sk   connection and record        rev, p, e, rat, rec  what the source said: revision, presence, event,
//   l, v, t  lane, version, write token                        received at, record
//   arr      its first arrival and worth  df  the record it was made from, instead of arr
//   aw       somebody waits for it        h, since, why        health: state, since, problem and reason
//   m        its money, while an operator has to see it
//   b        the body: document, base, attempts, trace         duePk+dueAt, healthPk, waitsFor: index keys, if needed
import { moneyOf } from '../core/completeness.ts';
import type { Money } from '../core/money.ts';
import { type Arrival, type Health, INDEXED_HEALTH, type Link } from '../core/links.ts';
import { keyText, parseKeyText, type RecordKey, type SourceState } from '../core/records.ts';
import { number, numberOf, type Row, text, textOf, unreadable } from './attributes.ts';
import { NEVER_HEARD_OF } from './link-rules.ts';
import { HEALTH_REASON, HEALTH_STATE, LINK_BODY, type LinkBody, PRESENCE } from './link-schema.ts';
import { pack, unpack } from './packed.ts';
import { STORED_RECORD } from './record-schema.ts';

/** The partition of a connection's records. */
export const linkPartition = (connection: string): string => `c#${connection}`;

/** The key of a record's row. */
export function linkKey(key: RecordKey): Row {
  return { pk: text(linkPartition(key.connection)), sk: text(keyText(key)) };
}

/** The record whose row this is; index rows carry these keys too. */
export function keyOf(row: Row): RecordKey {
  const partition = textOf(row, 'pk') ?? '';
  const parsed = parseKeyText(textOf(row, 'sk') ?? '');
  if (!partition.startsWith('c#') || parsed === undefined) throw unreadable(row, 'not the key of a record');
  return { connection: partition.slice(2), ...parsed };
}

/** The link that a row holds. Throws with the row's key if it cannot be read. */
export function linkOf(row: Row): Link {
  const key = keyOf(row);
  try {
    const body = row['b'] === undefined ? { attempts: [] } : LINK_BODY.parse(unpack(row['b']));
    return {
      ...body,
      key,
      version: numberOf(row, 'v') ?? 0,
      source: sourceOf(row),
      arrival: arrivalIn(row),
      health: healthOf(row, key),
      awaited: row['aw'] === undefined ? undefined : true,
    };
  } catch (error) {
    throw unreadable(row, error instanceof Error ? error.message : 'unknown');
  }
}

/** What the source said, as the row has it; undefined if it never spoke. */
export function sourceOf(row: Row): SourceState | undefined {
  const revision = numberOf(row, 'rev');
  if (revision === undefined) return undefined;
  return {
    revision,
    presence: PRESENCE.parse(textOf(row, 'p')),
    record: row['rec'] === undefined ? undefined : STORED_RECORD.parse(unpack(row['rec'])),
    eventId: textOf(row, 'e') ?? '',
    receivedAt: numberOf(row, 'rat') ?? 0,
    derivedFrom: textOf(row, 'df'),
  };
}

/** The first arrival as one text, so that one `if_not_exists` keeps all of it: `1763000000000 EUR 120.00`. */
export function arrivalText({ at, money }: Arrival): string {
  return money === undefined ? arrivedAt(at) : `${arrivedAt(at)} ${money.currency} ${money.amount}`;
}

/** The beginning of such a text: thirteen digits until the year 2286, so that texts are in the order of time. */
export const arrivedAt = (at: number): string => String(at).padStart(13, '0');

function arrivalIn(row: Row): Arrival | undefined {
  const [at, currency, amount] = (textOf(row, 'arr') ?? '').split(' ');
  if (at === undefined || at === '') return undefined;
  const money = currency === undefined || amount === undefined ? undefined : { currency, amount };
  return { at: Number(at), money };
}

function healthOf(row: Row, key: RecordKey): Health {
  const state = textOf(row, 'h');
  if (state === undefined) return NEVER_HEARD_OF;
  const { problem, reason } = HEALTH_REASON.parse(unpack(row['why']) ?? {});
  return {
    state: HEALTH_STATE.parse(state),
    since: numberOf(row, 'since') ?? 0,
    problem,
    reason,
    dueAt: numberOf(row, 'dueAt'),
    waitsFor: textOf(row, 'waitsFor')?.slice(key.connection.length + 1),
  };
}

/** Attributes that stand in a row only while its health needs them; a write removes those it does not set. */
export const PASSING_ATTRIBUTES = ['why', 'duePk', 'dueAt', 'healthPk', 'waitsFor', 'm'] as const;

/** A health as attributes. Only states an operator has to see, and rows that are due or wait, stand in an index. */
export function healthAttributes(lane: string, key: RecordKey, health: Health): Row {
  const { problem, reason, dueAt, waitsFor } = health;
  const why = problem !== undefined || reason !== undefined;
  return {
    h: text(health.state),
    since: number(health.since),
    ...(why && { why: pack({ problem, reason }) }),
    ...(dueAt !== undefined && { duePk: text(lane), dueAt: number(dueAt) }),
    ...(INDEXED_HEALTH.includes(health.state) && {
      healthPk: text(healthPartition(key.connection, health.state)),
    }),
    ...(waitsFor !== undefined && { waitsFor: text(waitPartition(key.connection, waitsFor)) }),
  };
}

/** The money of a record as an attribute, only while the record stands in the index that shows it: `EUR 120.00`. */
export function moneyAttribute({ health, source }: Link): Row {
  const money = source?.record === undefined ? undefined : moneyOf(source.record);
  const isShown = INDEXED_HEALTH.includes(health.state);
  return money === undefined || !isShown ? {} : { m: text(`${money.currency} ${money.amount}`) };
}

/** The money in a row, or in a row of the index. */
export function moneyIn(row: Row): Money | undefined {
  const [currency, amount] = (textOf(row, 'm') ?? '').split(' ');
  return currency === undefined || amount === undefined ? undefined : { currency, amount };
}

/** The partition of the health index. States hold no `#`, so no two connections can share one. */
export const healthPartition = (connection: string, state: string): string => `${connection}#${state}`;

/** The partition of the index of those who wait. Queries name the waiter's connection as well. */
export const waitPartition = (connection: string, keyOfAwaited: string): string =>
  `${connection}#${keyOfAwaited}`;

/** The part of a link that is stored as one body. */
export function bodyOf(link: Link): LinkBody {
  const { document, base, drift, stale, order, attempts, trace, settledSeq } = link;
  const { hold, endWish, dependents, lineAccount, asked, named, said, syncs } = link;
  const { acceptedDifference, told, dealTold, overruled } = link;
  const wishes = {
    hold,
    endWish,
    dependents,
    lineAccount,
    asked,
    named,
    said,
    syncs,
    acceptedDifference,
    told,
    dealTold,
    overruled,
  };
  return { document, base, drift, stale, order, ...wishes, attempts, trace, settledSeq };
}
