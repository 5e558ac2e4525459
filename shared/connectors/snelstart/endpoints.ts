// Hosts of SnelStart as a constant table: no address ever comes from data, so no data can lead a token elsewhere.

export interface SnelStartEndpoints {
  /** Base URL of the API, without a slash at its end. */
  readonly api: string;
  readonly token: string;
}

/** The portal's pages "authenticatie" and "oAuth". There is one environment; test administrations live in it too. */
export const SNELSTART_ENDPOINTS: SnelStartEndpoints = {
  api: 'https://b2bapi.snelstart.nl/v2',
  token: 'https://auth.snelstart.nl/b2b/token',
};

/** The simulator's, on this machine only; undefined for any other address. */
export function simulatorEndpoints(url: string): SnelStartEndpoints | undefined {
  const host = URL.parse(url)?.hostname;
  if (host !== '127.0.0.1' && host !== 'localhost') return undefined;
  return { api: `${url}/v2`, token: `${url}/b2b/token` };
}
