// HubSpot as a source: the connector, put together.
import type { SourceConnector, SourceLimits } from '../source-port.ts';
import type { HubSpotClient } from './client.ts';
import type { HubSpotEndpoints } from './endpoints.ts';
import type { Fetcher } from '../http.ts';
import { readLog } from './log.ts';
import { objectOf, recordOf } from './names.ts';
import { authoriseUrl, type HubSpotApp, redeem, refresh, revoke } from './oauth.ts';
import { pageOf } from './page-of.ts';
import { PREPARATION, prepare } from './prepare.ts';
import { readRecords } from './read.ts';
import { sweep } from './sweep.ts';
import { applyChange } from './apply.ts';

export interface HubSpotParts {
  readonly fetcher: Fetcher;
  readonly endpoints: HubSpotEndpoints;
  /** Asked for each use, so that a changed secret is taken up without a restart. */
  readonly app: () => Promise<HubSpotApp>;
}

/** Of 110 in ten seconds and 5 a second, which other apps of ours or a frozen worker may share (usage page). */
export const HUBSPOT_LIMITS: SourceLimits = { callsPerTenSeconds: 100, searchesPerSecond: 4 };

export function createHubSpot(parts: HubSpotParts): SourceConnector {
  const client: HubSpotClient = { fetcher: parts.fetcher, api: parts.endpoints.api };
  return {
    name: 'hubspot',
    title: 'HubSpot',
    limits: HUBSPOT_LIMITS,
    read: (access, objects, custom) => readRecords(client, access, objects, custom),
    recordOf,
    objectOf,
    pageOf,
    changedSince: (access, since, now) => sweep(client, access, since, now),
    preparation: PREPARATION,
    prepare: (access, now) => prepare({ client, oauth: parts }, access, now),
    apply: (access, change, view) => applyChange(client, access, change, view),
    log: (place, options) => readLog({ client, oauth: parts }, place, options),
    authoriseUrl: (state, redirectUri) => authoriseUrl(parts, state, redirectUri),
    redeem: async (callbackUrl, redirectUri, now) => {
      const answer = await redeem(parts, callbackUrl, redirectUri, now);
      return answer.ok ? { ok: true, value: { ...answer.value, account: answer.value.portal } } : answer;
    },
    refresh: (refreshToken, now) => refresh(parts, refreshToken, now),
    revoke: (refreshToken) => revoke(parts, refreshToken),
  };
}
