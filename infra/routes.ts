// Every route of the HTTP API: who answers it, and how the caller proves who he is.

export type Authentication = 'public' | 'signature' | 'hint' | 'apiKey' | 'operator' | 'oauthState';
export type RouteFunction = 'webhooks' | 'api';
export type Route = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly function: RouteFunction;
  readonly authentication: Authentication;
};

const CONNECTION = '/v1/connections/{connection}';
const RECORD = `${CONNECTION}/records/{kind}/{id}`;

export const ROUTES: readonly Route[] = [
  { method: 'POST', path: `${CONNECTION}/events`, function: 'webhooks', authentication: 'signature' },
  { method: 'POST', path: '/webhooks/quickbooks', function: 'webhooks', authentication: 'signature' },
  { method: 'POST', path: '/webhooks/snelstart', function: 'webhooks', authentication: 'hint' },
  { method: 'POST', path: '/v1/webhooks/hubspot', function: 'webhooks', authentication: 'signature' },

  { method: 'GET', path: '/v1/health', function: 'api', authentication: 'public' },
  { method: 'GET', path: '/v1/openapi.json', function: 'api', authentication: 'public' },
  { method: 'GET', path: '/v1/sign-in', function: 'api', authentication: 'public' },
  { method: 'GET', path: '/v1/me', function: 'api', authentication: 'operator' },
  { method: 'GET', path: '/v1/connections', function: 'api', authentication: 'operator' },
  { method: 'GET', path: '/v1/connectors', function: 'api', authentication: 'operator' },
  { method: 'POST', path: '/v1/connections', function: 'api', authentication: 'operator' },
  { method: 'POST', path: `${CONNECTION}/go-live`, function: 'api', authentication: 'operator' },
  { method: 'GET', path: `${CONNECTION}/keys`, function: 'api', authentication: 'operator' },
  { method: 'POST', path: `${CONNECTION}/keys`, function: 'api', authentication: 'operator' },
  { method: 'DELETE', path: `${CONNECTION}/keys/{key}`, function: 'api', authentication: 'operator' },
  { method: 'GET', path: `${CONNECTION}/signing-secret`, function: 'api', authentication: 'operator' },
  { method: 'POST', path: `${CONNECTION}/signing-secret`, function: 'api', authentication: 'operator' },
  { method: 'DELETE', path: `${CONNECTION}/signing-secret`, function: 'api', authentication: 'operator' },
  { method: 'GET', path: `${CONNECTION}/history`, function: 'api', authentication: 'apiKey' },
  { method: 'GET', path: `${CONNECTION}/problems`, function: 'api', authentication: 'apiKey' },
  { method: 'POST', path: `${CONNECTION}/bulk`, function: 'api', authentication: 'apiKey' },
  { method: 'GET', path: `${CONNECTION}/bulk`, function: 'api', authentication: 'apiKey' },
  { method: 'GET', path: `${CONNECTION}/bulk/{bulk}`, function: 'api', authentication: 'apiKey' },
  { method: 'POST', path: `${CONNECTION}/bulk/{bulk}/run`, function: 'api', authentication: 'apiKey' },
  { method: 'POST', path: `${CONNECTION}/bulk/{bulk}/cancel`, function: 'api', authentication: 'apiKey' },
  { method: 'GET', path: CONNECTION, function: 'api', authentication: 'apiKey' },
  { method: 'GET', path: `${CONNECTION}/audit`, function: 'api', authentication: 'operator' },
  { method: 'GET', path: `${CONNECTION}/completeness`, function: 'api', authentication: 'apiKey' },
  { method: 'POST', path: `${CONNECTION}/reconcile`, function: 'api', authentication: 'apiKey' },
  { method: 'GET', path: `${CONNECTION}/reconcile`, function: 'api', authentication: 'apiKey' },
  { method: 'GET', path: `${CONNECTION}/reconcile/{run}`, function: 'api', authentication: 'apiKey' },
  { method: 'GET', path: `${CONNECTION}/changes`, function: 'api', authentication: 'apiKey' },
  { method: 'GET', path: `${CONNECTION}/catalogue.csv`, function: 'api', authentication: 'apiKey' },
  { method: 'GET', path: `${CONNECTION}/catalogue.json`, function: 'api', authentication: 'apiKey' },
  { method: 'POST', path: `${CONNECTION}/catalogue`, function: 'api', authentication: 'apiKey' },
  { method: 'GET', path: `${CONNECTION}/sync`, function: 'api', authentication: 'apiKey' },
  { method: 'POST', path: `${CONNECTION}/sync`, function: 'api', authentication: 'apiKey' },
  { method: 'GET', path: `${CONNECTION}/import`, function: 'api', authentication: 'apiKey' },
  { method: 'POST', path: `${CONNECTION}/import`, function: 'api', authentication: 'apiKey' },
  { method: 'GET', path: `${CONNECTION}/callback`, function: 'api', authentication: 'apiKey' },
  { method: 'PUT', path: `${CONNECTION}/callback`, function: 'api', authentication: 'apiKey' },
  { method: 'DELETE', path: `${CONNECTION}/callback`, function: 'api', authentication: 'apiKey' },
  { method: 'GET', path: '/v1/presets', function: 'api', authentication: 'apiKey' },
  { method: 'GET', path: '/v1/presets/{name}', function: 'api', authentication: 'apiKey' },
  { method: 'GET', path: `${CONNECTION}/policy`, function: 'api', authentication: 'apiKey' },
  { method: 'PUT', path: `${CONNECTION}/policy`, function: 'api', authentication: 'apiKey' },
  { method: 'GET', path: `${CONNECTION}/policy/versions`, function: 'api', authentication: 'apiKey' },
  { method: 'POST', path: `${CONNECTION}/policy/validate`, function: 'api', authentication: 'apiKey' },
  { method: 'POST', path: `${CONNECTION}/policy/dry-run`, function: 'api', authentication: 'apiKey' },
  { method: 'GET', path: `${CONNECTION}/mappings`, function: 'api', authentication: 'apiKey' },
  { method: 'GET', path: `${CONNECTION}/preflight`, function: 'api', authentication: 'apiKey' },
  { method: 'POST', path: `${CONNECTION}/preflight`, function: 'api', authentication: 'apiKey' },
  { method: 'GET', path: `${CONNECTION}/find`, function: 'api', authentication: 'apiKey' },
  { method: 'GET', path: `${CONNECTION}/records`, function: 'api', authentication: 'apiKey' },
  { method: 'GET', path: RECORD, function: 'api', authentication: 'apiKey' },
  { method: 'GET', path: `${RECORD}/card`, function: 'api', authentication: 'apiKey' },
  { method: 'GET', path: `${CONNECTION}/banner`, function: 'api', authentication: 'apiKey' },
  { method: 'GET', path: `${CONNECTION}/fees`, function: 'api', authentication: 'apiKey' },
  { method: 'GET', path: `${CONNECTION}/deals/{id}`, function: 'api', authentication: 'apiKey' },
  { method: 'GET', path: `${CONNECTION}/invoices/{id}/pdf`, function: 'api', authentication: 'apiKey' },
  { method: 'GET', path: `${RECORD}/attempts`, function: 'api', authentication: 'apiKey' },
  { method: 'GET', path: `${RECORD}/diff`, function: 'api', authentication: 'apiKey' },
  { method: 'GET', path: `${RECORD}/trace`, function: 'api', authentication: 'apiKey' },
  { method: 'POST', path: `${RECORD}/retry`, function: 'api', authentication: 'apiKey' },
  { method: 'POST', path: `${RECORD}/keep`, function: 'api', authentication: 'apiKey' },
  { method: 'POST', path: `${RECORD}/restore`, function: 'api', authentication: 'apiKey' },
  { method: 'POST', path: `${RECORD}/unlink`, function: 'api', authentication: 'apiKey' },
  { method: 'POST', path: `${RECORD}/skip`, function: 'api', authentication: 'apiKey' },
  { method: 'POST', path: `${RECORD}/sync`, function: 'api', authentication: 'apiKey' },
  { method: 'POST', path: `${RECORD}/unsync`, function: 'api', authentication: 'apiKey' },
  { method: 'POST', path: `${RECORD}/adopt`, function: 'api', authentication: 'apiKey' },
  { method: 'POST', path: `${CONNECTION}/connect`, function: 'api', authentication: 'apiKey' },
  { method: 'POST', path: `${CONNECTION}/key`, function: 'api', authentication: 'apiKey' },
  { method: 'POST', path: `${CONNECTION}/disconnect`, function: 'api', authentication: 'apiKey' },
  { method: 'GET', path: '/oauth/quickbooks/start', function: 'api', authentication: 'oauthState' },
  { method: 'GET', path: '/oauth/quickbooks/callback', function: 'api', authentication: 'oauthState' },
  { method: 'GET', path: '/oauth/hubspot/start', function: 'api', authentication: 'oauthState' },
  { method: 'GET', path: '/oauth/hubspot/callback', function: 'api', authentication: 'oauthState' },
  { method: 'POST', path: `${CONNECTION}/export`, function: 'api', authentication: 'apiKey' },
  { method: 'GET', path: `${CONNECTION}/exports`, function: 'api', authentication: 'apiKey' },
  { method: 'POST', path: `${CONNECTION}/pause`, function: 'api', authentication: 'apiKey' },
  { method: 'POST', path: `${CONNECTION}/resume`, function: 'api', authentication: 'apiKey' },
];

/** Why the gateway itself lets everybody through: each of these is proved inside the function. */
export const AUTHENTICATION_REASONS: Readonly<Record<Authentication, string>> = {
  public:
    'They say whether the service is up and how it is spoken to: the same to everybody, and nothing of anybody.',
  hint: 'Nobody signs it; the function checks a proof of our own in it, and believes it for nothing but a look.',
  signature: 'The function checks the signature over the raw body, which an authorizer never gets to see.',
  apiKey:
    'The function checks the hashed API key with the connection it is scoped to, or a token of a person and his role.',
  operator:
    'The function checks the token of a person and his role: the same code as where keys are good too.',
  oauthState:
    'The caller is a browser on its way to Intuit or HubSpot, or back; the function checks its single-use state value.',
};
