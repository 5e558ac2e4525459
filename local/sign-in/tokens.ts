// The tokens of the local issuer, with the claims that those of a user pool have.
import { type CryptoKey, SignJWT } from 'jose';
import type { Granted } from './codes.ts';

export type Signing = {
  readonly issuer: string;
  readonly clientId: string;
  readonly privateKey: CryptoKey;
  readonly kid: string;
};

/** As long as the user pool's: infra/sign-in.ts. */
const SECONDS = 3600;

export const tokensFor = async ({ user, nonce }: Granted, signing: Signing, refreshToken: string) => {
  const { issuer, clientId, privateKey, kid } = signing;
  const sign = (claims: Readonly<Record<string, unknown>>): Promise<string> =>
    new SignJWT({ ...claims, 'cognito:groups': [user.role] })
      .setProtectedHeader({ alg: 'RS256', kid })
      .setIssuer(issuer)
      .setSubject(`local-${user.name}`)
      .setIssuedAt()
      .setExpirationTime(`${SECONDS}s`)
      .sign(privateKey);
  return {
    access_token: await sign({
      token_use: 'access',
      client_id: clientId,
      username: user.name,
      scope: 'openid',
    }),
    id_token: await sign({ token_use: 'id', aud: clientId, 'cognito:username': user.name, nonce }),
    refresh_token: refreshToken,
    token_type: 'Bearer',
    expires_in: SECONDS,
  };
};
