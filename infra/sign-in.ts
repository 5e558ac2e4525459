// The people: a user pool whose groups are the roles, and the console as its one client (code flow with PKCE, no secret).
import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnUserPoolGroup,
  Mfa,
  OAuthScope,
  UserPool,
  type UserPoolClient,
  UserPoolClientIdentityProvider,
} from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { ROLES } from '../shared/core/roles.ts';
import type { Settings } from './settings.ts';

export type SignIn = {
  readonly pool: UserPool;
  /** Where pages send requests on their way in: the issuer, and the pool's own pages. */
  readonly addresses: readonly string[];
};

export const makePeople = (scope: Construct, { signInDomain }: Settings): SignIn => {
  const pool = new UserPool(scope, 'People', {
    selfSignUpEnabled: false, // an admin makes each account
    // The name is what the audit shows, so it is chosen for that and is no address.
    signInAliases: { username: true },
    standardAttributes: { email: { required: true, mutable: true } },
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    mfa: Mfa.REQUIRED,
    mfaSecondFactor: { otp: true, sms: false }, // whoever sees the books of others has an authenticator
    passwordPolicy: {
      minLength: 12,
      requireLowercase: true,
      requireUppercase: true,
      requireDigits: true,
      requireSymbols: true,
      tempPasswordValidity: Duration.days(3),
    },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  for (const role of ROLES)
    new CfnUserPoolGroup(scope, `Group-${role}`, { userPoolId: pool.userPoolId, groupName: role });
  const domainPrefix = signInDomain ?? `ledgerlane-${Aws.ACCOUNT_ID}`;
  pool.addDomain('Pages', { cognitoDomain: { domainPrefix } });
  return {
    pool,
    addresses: [
      `https://cognito-idp.${Aws.REGION}.${Aws.URL_SUFFIX}`,
      `https://${domainPrefix}.auth.${Aws.REGION}.amazoncognito.com`,
    ],
  };
};

/** The console as a client, once it is known where it is. */
export const makeClient = ({ pool }: SignIn, consoleUrl: string): UserPoolClient =>
  pool.addClient('Console', {
    generateSecret: false, // a page cannot keep one; the code is bound by PKCE
    authFlows: {}, // passwords are typed into the pool's own pages only
    oAuth: {
      flows: { authorizationCodeGrant: true },
      scopes: [OAuthScope.OPENID],
      callbackUrls: [`${consoleUrl}/signed-in`],
      logoutUrls: [`${consoleUrl}/`],
    },
    supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
    preventUserExistenceErrors: true,
    enableTokenRevocation: true,
    accessTokenValidity: Duration.hours(1), // a role that is taken away ends with it
    idTokenValidity: Duration.hours(1),
    refreshTokenValidity: Duration.hours(12), // a working day: the page keeps it in memory only
  });
