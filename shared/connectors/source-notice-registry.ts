// The registry of sources that push where to look: beside the other one, so that the webhook function is bundled without the connectors.
import { createHubSpotNotices, type NoticeParts } from './hubspot/notices.ts';
import type { SourceNoticeReader } from './source-port.ts';

/** What each source's notice reader is made of. */
export interface SourceNoticeParts {
  readonly hubspot: NoticeParts;
}

/** All notice readers as a lookup by the source's name. */
export function createSourceNotices(
  parts: SourceNoticeParts,
): (name: string) => SourceNoticeReader | undefined {
  const readers = new Map([['hubspot', createHubSpotNotices(parts.hubspot)]]);
  return (name) => readers.get(name);
}
