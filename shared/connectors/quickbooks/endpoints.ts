// Where QuickBooks Online lives: a constant table, so that no payload and no answer can ever choose a host.

export interface QuickBooksEndpoints {
  /** Without a trailing slash; the path begins with `/v3/company/`. */
  readonly api: string;
  readonly authorise: string;
  readonly token: string;
  readonly revoke: string;
}

/** Intuit's discovery documents; both environments share the OAuth endpoints, the app's keys tell them apart. */
const OAUTH = {
  authorise: 'https://appcenter.intuit.com/connect/oauth2',
  token: 'https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer',
  revoke: 'https://developer.api.intuit.com/v2/oauth2/tokens/revoke',
} as const;

/** Intuit's two environments. */
export const QUICKBOOKS_ENDPOINTS = {
  production: { api: 'https://quickbooks.api.intuit.com', ...OAUTH },
  sandbox: { api: 'https://sandbox-quickbooks.api.intuit.com', ...OAUTH },
} as const satisfies Readonly<Record<string, QuickBooksEndpoints>>;

/**
 * Endpoints of a simulator, given by the host's own configuration. Only loopback addresses pass: a mistyped setting must
 * not send a company's tokens to a stranger. Undefined when one of the addresses is anything else.
 */
export function simulatorEndpoints(given: QuickBooksEndpoints): QuickBooksEndpoints | undefined {
  return Object.values(given).every(isLoopback) ? given : undefined;
}

function isLoopback(address: string): boolean {
  const url = URL.parse(address);
  if (url === null || url.username !== '' || url.password !== '') return false;
  return url.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
}
