// Notices: QuickBooks' webhooks. Who signed is checked over the raw bytes; what they say only tells where to look.
import { isContainer, parseNoticeJson } from '../notice-json.ts';
import { readCloudEvents, readLegacy, type ReadEvents } from './notice-formats.ts';
import type { Notice, NoticeReader, NoticeReading } from '../ports.ts';
import { hmacBase64, isOneOf, onlyHeader } from '../signatures.ts';

export interface NoticeParts {
  /** The verifier tokens that are valid now: two while the app's token is being changed. Asked for each request. */
  readonly verifierTokens: () => Promise<readonly string[]>;
}

/** A base64 text of 32 bytes has 44 characters; nothing longer is looked at. */
const SIGNATURE_LENGTH = 44;

/** The reader of QuickBooks' webhooks. */
export function createQuickBooksNotices({ verifierTokens }: NoticeParts): NoticeReader {
  return {
    read: async (headers, rawBody) => {
      const signature = onlyHeader(headers, 'intuit-signature', SIGNATURE_LENGTH);
      if (signature === undefined) return { type: 'refused' };
      const right = (await verifierTokens()).map((token) => hmacBase64(token, rawBody));
      return isOneOf(signature, right) ? readBody(rawBody) : { type: 'refused' };
    },
  };
}

/**
 * A signed body is never refused, whatever is in it: QuickBooks would send it again and again and hold back everything
 * behind it. What we cannot read is counted; the sweep finds the changes.
 */
function readBody(rawBody: Uint8Array): NoticeReading {
  const json = parseNoticeJson(rawBody);
  if (json === undefined || !isContainer(json)) return { type: 'notices', notices: [], unreadable: 1 };
  const { notices, unreadable }: ReadEvents = Array.isArray(json) ? readCloudEvents(json) : readLegacy(json);
  return { type: 'notices', notices: coalesced(notices), unreadable };
}

/** One notice for each document, with the time of its latest change: looking once is enough. */
function coalesced(notices: readonly Notice[]): readonly Notice[] {
  const latest = new Map<string, Notice>();
  for (const notice of notices) {
    const key = `${notice.company}:${notice.document.type}:${notice.document.id}`;
    const known = latest.get(key);
    if (known === undefined || known.at < notice.at) latest.set(key, notice);
  }
  return [...latest.values()];
}
