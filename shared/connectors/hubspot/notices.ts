// Notices: HubSpot's webhooks. Who signed is checked over address and raw bytes; what they say only tells where to look.
import * as z from 'zod';
import { parseNoticeJson } from '../notice-json.ts';
import type { Headers } from '../signatures.ts';
import { typeNamed, type HubSpotType } from './object-types.ts';
import { isSignedByHubSpot } from './signature.ts';

/** Something that happened to a record of an account: only where to look, never what to do. */
export interface PortalNotice {
  /** HubSpot's number of the account, in digits. One address serves all accounts, so it may be one we do not know. */
  readonly account: string;
  readonly object: { readonly type: HubSpotType; readonly id: string };
  /** Milliseconds UTC of the latest change that was told. */
  readonly at: number;
  /** True when all of it was written by our own app: the echo of our writes. A hint, never a proof. */
  readonly ours: boolean;
}

/** A webhook's verdict. */
export type PortalNoticeReading =
  | { readonly type: 'notices'; readonly notices: readonly PortalNotice[]; readonly unreadable: number }
  | { readonly type: 'refused' };

export interface NoticeParts {
  readonly app: () => Promise<NoticeApp>;
  readonly now: () => number;
}

/** The app as HubSpot sends to it. */
export interface NoticeApp {
  /** The address as it is configured at HubSpot: the signature covers it, and a Host header proves nothing. */
  readonly uri: string;
  /** The client secrets that are valid now: two while the app's secret is being changed. */
  readonly secrets: readonly string[];
  /** Our app's id at HubSpot, in digits. */
  readonly appId: string;
}

/** A POST carries a hundred events at most; what is far above is no webhook of HubSpot's. */
const EVENTS_MAX = 1_000;

/** The reader of HubSpot's webhooks. */
export function createHubSpotNotices(parts: NoticeParts) {
  return {
    read: async (headers: Headers, rawBody: Uint8Array): Promise<PortalNoticeReading> => {
      const { uri, secrets, appId } = await parts.app();
      const request = { method: 'POST', uri, headers, rawBody };
      if (!isSignedByHubSpot(request, secrets, parts.now())) return { type: 'refused' };
      return readBody(rawBody, appId);
    },
  };
}

/** A signed body is never refused, whatever is in it: HubSpot would only send it again. The sweep finds the changes. */
function readBody(rawBody: Uint8Array, appId: string): PortalNoticeReading {
  const json = parseNoticeJson(rawBody);
  if (!Array.isArray(json) || json.length > EVENTS_MAX)
    return { type: 'notices', notices: [], unreadable: 1 };
  const read = json.map((event) => readEvent(event, appId));
  return {
    type: 'notices',
    notices: coalesced(read.flatMap((each) => each ?? [])),
    unreadable: read.filter((each) => each === undefined).length,
  };
}

const number = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const word = z.string().max(200);
const eventSchema = z.object({
  portalId: number,
  occurredAt: number,
  // The guide's table and the deliveries differ in the name of this member.
  subscriptionType: word.optional(),
  eventType: word.optional(),
  objectTypeId: word.optional(),
  objectId: number.optional(),
  changeSource: word.nullish(),
  sourceId: word.nullish(),
  fromObjectTypeId: word.optional(),
  toObjectTypeId: word.optional(),
  associationType: word.optional(),
  fromObjectId: number.optional(),
  toObjectId: number.optional(),
  primaryObjectId: number.optional(),
  newObjectId: number.optional(),
  mergedObjectIds: z.array(number).max(100).optional(),
});
type Event = z.infer<typeof eventSchema>;

/** The records that an event is about: none when it is of a kind we do not read, undefined when it cannot be read. */
function readEvent(event: unknown, appId: string): readonly PortalNotice[] | undefined {
  const read = eventSchema.safeParse(event);
  if (!read.success) return undefined;
  const { portalId, occurredAt, changeSource, sourceId, subscriptionType, eventType } = read.data;
  const kind = subscriptionType ?? eventType;
  if (kind === undefined) return undefined;
  const ours = changeSource === 'INTEGRATION' && sourceId === appId;
  const objects = kind.endsWith('.associationChange') ? endsOf(read.data) : subjectsOf(read.data, kind);
  return objects?.map((object) => ({ account: String(portalId), object, at: occurredAt, ours }));
}

/** One record, or all that a merge was about. The old form of subscription names the kind in its type. */
function subjectsOf(event: Event, kind: string): readonly PortalNotice['object'][] | undefined {
  const type = typeNamed(event.objectTypeId ?? kind.split('.')[0] ?? '');
  const { objectId, primaryObjectId, newObjectId, mergedObjectIds = [] } = event;
  const ids = [objectId, primaryObjectId, newObjectId, ...mergedObjectIds].filter((id) => id !== undefined);
  if (ids.length === 0) return undefined;
  return type === undefined ? [] : [...new Set(ids)].map((id) => ({ type, id: String(id) }));
}

/** Both ends of an association changed: an invoice is another one with another line. */
function endsOf(event: Event): readonly PortalNotice['object'][] | undefined {
  const { fromObjectId, toObjectId, fromObjectTypeId, toObjectTypeId, associationType = '' } = event;
  if (fromObjectId === undefined || toObjectId === undefined) return undefined;
  const [from = '', to = ''] = associationType.toLowerCase().split('_to_');
  const ends = [
    [typeNamed(fromObjectTypeId ?? from), fromObjectId],
    [typeNamed(toObjectTypeId ?? to), toObjectId],
  ] as const;
  return ends.flatMap(([type, id]) => (type === undefined ? [] : [{ type, id: String(id) }]));
}

/** One notice for each record, with the time of its latest change: looking once is enough. */
function coalesced(notices: readonly PortalNotice[]): readonly PortalNotice[] {
  const latest = new Map<string, PortalNotice>();
  for (const notice of notices) {
    const key = `${notice.account}:${notice.object.type}:${notice.object.id}`;
    const known = latest.get(key);
    const at = Math.max(known?.at ?? 0, notice.at);
    latest.set(key, { ...notice, at, ours: notice.ours && known?.ours !== false });
  }
  return [...latest.values()];
}
