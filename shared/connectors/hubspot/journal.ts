// The Webhooks Journal: what was told while nobody listened, and the only word of an account that took our app out.
import * as z from 'zod';
import type { Answer, Fault } from '../../core/faults.ts';
import { call, type HubSpotClient, type PortalAccess } from './client.ts';
import { failureFault, faultOf, unreadable } from './faults.ts';
import { parseJson } from './json.ts';
import type { PortalNotice } from './notices.ts';
import { typeNamed } from './object-types.ts';

/** What the journal held after a place in it. */
export interface JournalRead {
  readonly notices: readonly PortalNotice[];
  /** Accounts that took the app out, in digits, and when they last did (milliseconds UTC). They may have let it in again since. */
  readonly uninstalled: readonly { readonly account: string; readonly at: number }[];
  /** The place to go on from; what was given, if nothing new was there. */
  readonly offset: string | undefined;
  /** False: more may be there than one run reads. */
  readonly whole: boolean;
  /** True: the place was older than three days and is gone, so only a sweep knows what happened since. */
  readonly lost: boolean;
}

/** The journal is spoken to in this version: the newest one with a guide. */
export const JOURNAL_VERSION = '2026-03';
/** One run reads 100 files, up to a million events; the next run goes on. */
const FILES_MAX = 100;
/** HubSpot's type id of the event (page on app lifecycle events). */
export const UNINSTALL = '4-1916193';

const entrySchema = z.object({ currentOffset: z.string().min(1).max(100), url: z.string().max(4_000) });

/**
 * Reads on from an offset, or from the earliest file when there is none. `access` holds a token of the app itself, got by
 * client credentials: the journal speaks of all accounts at once.
 */
export async function readJournal(
  client: HubSpotClient,
  access: PortalAccess,
  from: string | undefined,
): Promise<Answer<JournalRead>> {
  const notices: PortalNotice[] = [];
  const uninstalled = new Map<string, number>();
  let offset = from;
  const accounts = () => [...uninstalled].map(([account, at]) => ({ account, at }));
  const result = (more: Partial<JournalRead>): Answer<JournalRead> => ({
    ok: true,
    value: { notices, uninstalled: accounts(), offset, whole: true, lost: false, ...more },
  });
  for (let files = 0; files < FILES_MAX; files += 1) {
    const entry = await nextEntry(client, access, offset);
    if (entry === 'end') return result({});
    if (entry === 'gone') return result({ offset: undefined, lost: true });
    if (!entry.ok) return entry;
    const events = await download(client, access, entry.value.url);
    if (!events.ok) return events;
    for (const event of events.value) {
      if (event.portal !== undefined && event.uninstalled) uninstalled.set(event.portal, event.at);
      notices.push(...event.notices);
    }
    offset = entry.value.currentOffset;
  }
  return result({ whole: false });
}

async function nextEntry(
  client: HubSpotClient,
  access: PortalAccess,
  offset: string | undefined,
): Promise<Answer<z.infer<typeof entrySchema>> | 'end' | 'gone'> {
  const place = offset === undefined ? 'earliest' : `offset/${encodeURIComponent(offset)}/next`;
  const answer = await call(client, access, {
    path: `/webhooks-journal/journal/${JOURNAL_VERSION}/${place}`,
    effect: 'read',
  });
  if (!answer.ok) return answer.fault.fault === 'not_found' && offset !== undefined ? 'gone' : answer;
  if (answer.value.response.status === 204) return 'end';
  const read = entrySchema.safeParse(answer.value.json);
  return read.success
    ? { ok: true, value: read.data }
    : { ok: false, fault: unreadable(answer.value.response, 'read') };
}

const digits = z.string().regex(/^\d{1,20}$/);
const eventSchema = z.object({
  type: z.string().max(100),
  portalId: digits,
  occurredAt: z.string().max(40),
  action: z.string().max(100).optional(),
  eventTypeId: z.string().max(100).optional(),
  objectTypeId: z.string().max(100).optional(),
  objectId: digits.optional(),
  fromObjectTypeId: z.string().max(100).optional(),
  fromObjectId: digits.optional(),
  toObjectTypeId: z.string().max(100).optional(),
  toObjectId: digits.optional(),
});
const fileSchema = z.object({ journalEvents: z.array(z.unknown()).max(20_000) });

interface ReadEvent {
  readonly portal: string | undefined;
  /** NaN where it cannot be read. */
  readonly at: number;
  readonly notices: readonly PortalNotice[];
  readonly uninstalled: boolean;
}

/** The address is signed and takes no token: one sent along would go to whoever keeps HubSpot's files. */
async function download(
  { fetcher, api }: HubSpotClient,
  { timeoutMs }: PortalAccess,
  url: string,
): Promise<Answer<readonly ReadEvent[]>> {
  const refused: Fault = {
    fault: 'unexpected',
    detail: 'the journal names a file at an address that we do not take',
  };
  if (!mayFetch(url, api)) return { ok: false, fault: refused };
  const answer = await fetcher({ method: 'GET', url, headers: { accept: 'application/json' }, timeoutMs });
  if ('failed' in answer) return { ok: false, fault: failureFault(answer.failed, 'read') };
  const json = parseJson(answer.text);
  const fault = faultOf(answer, json, 'read');
  // The address lives for minutes only: the next run asks for it anew. No token of ours has anything to do with it.
  if (fault !== undefined) return { ok: false, fault: { ...fault, fault: 'unavailable' } };
  const read = fileSchema.safeParse(json);
  if (!read.success) return { ok: false, fault: unreadable(answer, 'read') };
  return { ok: true, value: read.data.journalEvents.map(readEvent) };
}

/**
 * HubSpot does not say who keeps its files. Over TLS to a public name, or to the host of the API itself: never to an
 * address, which could be one of our own network.
 */
function mayFetch(url: string, api: string): boolean {
  const [target, own] = [URL.parse(url), URL.parse(api)];
  if (target === null || own === null || target.username !== '' || target.password !== '') return false;
  if (target.origin === own.origin) return true;
  return target.protocol === 'https:' && target.port === '' && /\.[a-z]{2,63}$/.test(target.hostname);
}

function readEvent(event: unknown): ReadEvent {
  const read = eventSchema.safeParse(event);
  if (!read.success) return { portal: undefined, at: NaN, notices: [], uninstalled: false };
  const { portalId: portal, occurredAt, objectTypeId, objectId, eventTypeId } = read.data;
  const at = Date.parse(occurredAt);
  const ends = [
    [objectTypeId, objectId],
    [read.data.fromObjectTypeId, read.data.fromObjectId],
    [read.data.toObjectTypeId, read.data.toObjectId],
  ] as const;
  const notices = ends.flatMap(([typeId, id]) => {
    const type = typeNamed(typeId ?? '');
    if (type === undefined || id === undefined || Number.isNaN(at)) return [];
    // The journal does not say who wrote.
    return [{ account: portal, object: { type, id }, at, ours: false }];
  });
  return { portal, at, notices, uninstalled: eventTypeId === UNINSTALL };
}
