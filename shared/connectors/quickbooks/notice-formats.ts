// The two formats of QuickBooks' webhooks: CloudEvents (a list, the only documented one since mid 2026) and the older object.
import * as z from 'zod';
import type { DocumentType } from '../../core/documents.ts';
import type { Notice } from '../ports.ts';

export interface ReadEvents {
  readonly notices: readonly Notice[];
  /** Events without the members that every event has. Events of types we do not keep are understood, and ignored. */
  readonly unreadable: number;
}

/** The types we keep, by QuickBooks' word in lower case. */
const TYPES: ReadonlyMap<string, DocumentType> = new Map([
  ['customer', 'customer'],
  ['vendor', 'supplier'],
  ['item', 'item'],
  ['invoice', 'invoice'],
  ['creditmemo', 'credit_note'],
  ['payment', 'payment'],
  ['refundreceipt', 'refund_receipt'],
  ['purchase', 'expense'],
]);

/** Ids are digits; the bound keeps nonsense out of our keys. */
const id = z.string().regex(/^[\w:.-]{1,64}$/);

const cloudEvent = z.object({
  type: z.string().max(200),
  time: z.string().max(64),
  intuitentityid: id,
  intuitaccountid: id,
  data: z.record(z.string(), z.unknown()).nullish(),
});

/** `qbo.<entity>.<event>.v1`. The event's word is not looked at: `void`, `voided` or an unknown one, we go and look. */
export function readCloudEvents(events: readonly unknown[]): ReadEvents {
  return collected(events, (event) => {
    const read = cloudEvent.safeParse(event);
    const at = read.success ? Date.parse(read.data.time) : Number.NaN;
    if (!read.success || Number.isNaN(at)) return undefined;
    const { intuitaccountid: company, intuitentityid: own, data } = read.data;
    const [vendor, entity = ''] = read.data.type.toLowerCase().split('.');
    const ids = [own, ...lostIds(data ?? {})];
    return vendor === 'qbo' ? noticesOf(company, entity, ids, at) : [];
  });
}

const legacyEntity = z.object({
  name: z.string().max(200),
  id,
  lastUpdated: z.string().max(64),
  deletedId: z.string().nullish(),
});
const legacyBody = z.object({
  eventNotifications: z.array(
    z.object({ realmId: id, dataChangeEvent: z.object({ entities: z.array(z.unknown()) }) }),
  ),
});

/** The older format: one object with a list of companies, each with its changed entities. */
export function readLegacy(body: unknown): ReadEvents {
  const read = legacyBody.safeParse(body);
  if (!read.success) return { notices: [], unreadable: 1 };
  const parts = read.data.eventNotifications.map(({ realmId, dataChangeEvent }) =>
    collected(dataChangeEvent.entities, (entity) => {
      const change = legacyEntity.safeParse(entity);
      const at = change.success ? Date.parse(change.data.lastUpdated) : Number.NaN;
      if (!change.success || Number.isNaN(at)) return undefined;
      const ids = [change.data.id, ...lostIds(change.data)];
      return noticesOf(realmId, change.data.name.toLowerCase(), ids, at);
    }),
  );
  return {
    notices: parts.flatMap((part) => part.notices),
    unreadable: parts.reduce((sum, part) => sum + part.unreadable, 0),
  };
}

function collected(
  events: readonly unknown[],
  readOne: (event: unknown) => readonly Notice[] | undefined,
): ReadEvents {
  const read = events.map(readOne);
  return {
    notices: read.flatMap((each) => each ?? []),
    unreadable: read.filter((each) => each === undefined).length,
  };
}

/** The id that a merge made disappear; its spelling is documented for the older format only. */
function lostIds(data: Readonly<Record<string, unknown>>): readonly string[] {
  return ['deletedId', 'deletedid', 'deleted_id'].flatMap((name) => {
    const lost = id.safeParse(Object.hasOwn(data, name) ? data[name] : undefined);
    return lost.success ? [lost.data] : [];
  });
}

function noticesOf(company: string, entity: string, ids: readonly string[], at: number): readonly Notice[] {
  const type = TYPES.get(entity);
  return type === undefined ? [] : ids.map((each) => ({ company, document: { type, id: each }, at }));
}
