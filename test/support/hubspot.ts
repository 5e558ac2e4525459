// A HubSpot whose network is a list of prepared answers, and what was asked for.
import type { Fetcher, HttpAnswer, HttpRequest } from '../../shared/connectors/http.ts';
import type { HubSpotClient, PortalAccess } from '../../shared/connectors/hubspot/client.ts';
import { HUBSPOT_ENDPOINTS } from '../../shared/connectors/hubspot/endpoints.ts';
import type { OAuthParts } from '../../shared/connectors/hubspot/oauth.ts';

export const NOW = Date.parse('2026-11-21T12:00:00Z');
export const ACCESS: PortalAccess = { accessToken: 'token-1', timeoutMs: 1000 };

export interface Canned {
  readonly client: HubSpotClient;
  readonly oauth: OAuthParts;
  readonly requests: HttpRequest[];
  /** The bodies of the requests, read. */
  readonly bodies: () => readonly unknown[];
}

export type Prepared = HttpAnswer | { readonly json: unknown };

/** Answers the requests one after the other; an object is a JSON body with status 200. */
export function canned(...answers: readonly Prepared[]): Canned {
  const requests: HttpRequest[] = [];
  const waiting = [...answers];
  const fetcher: Fetcher = async (request) => {
    requests.push(request);
    const next = waiting.shift() ?? { failed: 'refused' };
    return 'json' in next ? reply(next.json) : next;
  };
  return {
    client: { fetcher, api: HUBSPOT_ENDPOINTS.api },
    oauth: {
      fetcher,
      endpoints: HUBSPOT_ENDPOINTS,
      app: async () => ({ clientId: 'id', clientSecret: 'secret' }),
    },
    requests,
    bodies: () => requests.map(({ body }): unknown => JSON.parse(body ?? 'null')),
  };
}

export function reply(
  json: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer {
  return { status, headers, text: typeof json === 'string' ? json : JSON.stringify(json) };
}
