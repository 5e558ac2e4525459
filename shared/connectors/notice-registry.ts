// The registry of ledgers that push: beside the other one, so that the webhook function is bundled without the connectors.
import type { NoticeReader } from './ports.ts';
import { createQuickBooksNotices, type NoticeParts } from './quickbooks/notices.ts';
import { createKeyNotices, type KeyNoticeParts } from './snelstart/notices.ts';

/** What each ledger's notice reader is made of. */
export interface NoticeReaderParts {
  readonly quickbooks: NoticeParts;
  readonly snelstart?: KeyNoticeParts | undefined;
}

/** All notice readers as a lookup by the ledger's name; undefined for a ledger that does not push. */
export function createNoticeReaders(parts: NoticeReaderParts): (name: string) => NoticeReader | undefined {
  const { quickbooks, snelstart } = parts;
  const readers = new Map([['quickbooks', createQuickBooksNotices(quickbooks)]]);
  if (snelstart !== undefined) readers.set('snelstart', createKeyNotices(snelstart));
  return (name) => readers.get(name);
}
