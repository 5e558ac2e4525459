// Where HubSpot lives: a constant table, so that no payload and no answer can ever choose a host.

export interface HubSpotEndpoints {
  /** Without a trailing slash; paths begin with `/crm/` and `/oauth/`. */
  readonly api: string;
  readonly authorise: string;
}

/** There is no sandbox address: test accounts live behind the same one. */
export const HUBSPOT_ENDPOINTS: HubSpotEndpoints = {
  api: 'https://api.hubapi.com',
  authorise: 'https://app.hubspot.com/oauth/authorize',
};

/** The version of the API that we speak: generally available since September 2026, supported for 18 months. */
export const HUBSPOT_VERSION = '2026-09';

/**
 * Endpoints of a simulator, given by the host's own configuration. Only loopback addresses pass: a mistyped setting must
 * not send an account's tokens to a stranger. Undefined when one of the addresses is anything else.
 */
export function simulatedHubSpot(given: HubSpotEndpoints): HubSpotEndpoints | undefined {
  return [given.api, given.authorise].every(isLoopback) ? given : undefined;
}

function isLoopback(address: string): boolean {
  const url = URL.parse(address);
  if (url === null || url.username !== '' || url.password !== '') return false;
  return url.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
}
