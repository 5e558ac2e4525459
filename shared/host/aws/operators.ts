// People on the AWS host: tokens of the user pool, checked against its published keys, in the function that they ask.
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import * as z from 'zod';
import { highestOf } from '../../core/roles.ts';
import type { Operator, Operators } from '../host.ts';
import { type Environment } from './environment.ts';

/** The keys are fetched with the first token that comes, kept, and asked for anew when a token names one that is unknown. */
const KEYS_TIMEOUT_MS = 5_000;

/** Undefined for a function that was not told of an issuer. */
export function createOperators(
  { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId }: Environment,
  now: () => number,
): Operators | undefined {
  if (issuer === undefined || clientId === undefined) return undefined;
  const keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`), {
    timeoutDuration: KEYS_TIMEOUT_MS,
  });
  const of = async (token: string): Promise<Operator | undefined> => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        algorithms: ['RS256'], // the one that user pools sign with; never what the token itself asks for
        requiredClaims: ['exp', 'sub'],
        currentDate: new Date(now()),
      });
      return operatorOf(payload, clientId);
    } catch (error) {
      if (isRefusal(error)) return undefined;
      throw error; // the keys could not be had: our fault, and another try may work
    }
  };
  return { signIn: { issuer, clientId, scope: 'openid' }, of };
}

/** Only tokens for asking us: one that says who somebody is (id) is for the page, and others are for other clients. */
const CLAIMS = z.looseObject({
  client_id: z.string(),
  token_use: z.literal('access'),
  username: z.string().min(1).max(128),
  'cognito:groups': z.array(z.string()).optional(),
});

function operatorOf(payload: JWTPayload, clientId: string): Operator | undefined {
  const read = CLAIMS.safeParse(payload);
  if (!read.success || read.data.client_id !== clientId) return undefined;
  return { name: read.data.username, role: highestOf(read.data['cognito:groups'] ?? []) };
}

/** Whether it is the token that is wrong. */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof errors.JWTInvalid ||
    error instanceof errors.JWTExpired ||
    error instanceof errors.JWTClaimValidationFailed ||
    error instanceof errors.JWSInvalid ||
    error instanceof errors.JWSSignatureVerificationFailed ||
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JOSEAlgNotAllowed ||
    error instanceof errors.JOSENotSupported
  );
}
