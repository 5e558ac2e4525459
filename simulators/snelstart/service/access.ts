// Access: tokens from a coupling key, and the gateway in front of the API with its subscription key and scopes.
import type { SimAnswer, SimRequest } from '../../quickbooks/core/types.ts';
import { randomText } from '../../quickbooks/service/chance.ts';
import type { Administration } from '../core/administration.ts';
import { jsonAnswer } from '../core/faults.ts';
import type { State } from './state.ts';

/** `POST /b2b/token`, credentials in the body. There is no refresh token: a new one is asked for the same way. */
export function answerToken(state: State, req: SimRequest): SimAnswer {
  if (req.method !== 'POST') return jsonAnswer(405, { error: 'unsupported method' });
  const form = new URLSearchParams(req.body);
  const grant = form.get('grant_type');
  const key = form.get('clientkey');
  if (grant !== 'clientkey') return jsonAnswer(400, { error: `GrantType ${grant ?? ''} is not supported` });
  const coupling = state.couplings.find((one) => one.key === key && one.state === 'live');
  if (coupling === undefined) {
    return jsonAnswer(400, {
      error: 'GrantType clientkey was found. Parameter clientkey does not contain a valid value',
    });
  }
  const now = state.from.now();
  const token = `eyJ${randomText(state.from, 60)}`;
  const expiresAt = now + state.settings.tokenSeconds * 1000;
  state.tokens = [
    ...state.tokens.filter((one) => one.expiresAt > now),
    { token, key: coupling.key, expiresAt },
  ];
  return jsonAnswer(200, {
    access_token: token,
    token_type: 'bearer',
    expires_in: state.settings.tokenSeconds,
  });
}

/** The administration that a call is about, or the gateway's refusal. */
export function admit(state: State, req: SimRequest): Administration | SimAnswer {
  const subscription = req.headers['ocp-apim-subscription-key'] ?? req.query.get('subscription-key');
  if (subscription === null || !state.settings.subscriptionKeys.includes(subscription)) {
    return jsonAnswer(401, {
      statusCode: 401,
      message: `Access denied due to ${subscription === null ? 'missing' : 'invalid'} subscription key. Make sure to ${
        subscription === null
          ? 'include subscription key when making requests to an API'
          : 'provide a valid key for an active subscription'
      }.`,
    });
  }
  const bearer = /^Bearer (.+)$/i.exec(req.headers['authorization'] ?? '')?.[1];
  const token = state.tokens.find((one) => one.token === bearer);
  const coupling = state.couplings.find(({ key }) => key === token?.key);
  const valid = token !== undefined && token.expiresAt > state.from.now() && coupling?.state === 'live';
  const administration = state.administrations.find(({ id }) => id === coupling?.administration);
  if (!valid || administration === undefined) {
    return jsonAnswer(401, { Message: 'Authorization has been denied for this request.' });
  }
  if (!PACKAGES.includes(administration.package)) {
    return jsonAnswer(403, {
      Message: 'Het pakket van deze administratie geeft geen toegang tot koppelingen.',
    });
  }
  const scope = scopeOf(req);
  return scope === undefined || state.settings.scopes.includes(scope)
    ? administration
    : jsonAnswer(403, { Message: `Scope ${scope} is required.` });
}

/** Packages that may be coupled, under their old and their new names. */
const PACKAGES = ['inOrde', 'Accountant', 'inZicht', 'inControle'];

const SCOPES: Readonly<Record<string, string>> = {
  relaties: 'relaties',
  verkoopboekingen: 'boekhouden',
  grootboeken: 'boekhouden',
  dagboeken: 'boekhouden',
  verkoopfacturen: 'orders',
  documenten: 'documenten',
  kostenplaatsen: 'settings',
  landen: 'settings',
  btwtarieven: 'settings',
  companyinfo: 'settings',
};

function scopeOf(req: SimRequest): string | undefined {
  const area = SCOPES[(req.path.split('/')[2] ?? '').toLowerCase()];
  return area === undefined ? undefined : `${area}:${req.method === 'GET' ? 'read' : 'write'}`;
}

export function isAnswer(value: Administration | SimAnswer): value is SimAnswer {
  return 'status' in value;
}
