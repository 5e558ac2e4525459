// The secrets: the key ring that seals tokens, and what Intuit, SnelStart and HubSpot gave the operator for his apps.
import { RemovalPolicy } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';

export type Secrets = {
  readonly keyring: Secret;
  readonly quickbooksApp: Secret;
  readonly hubspotApp: Secret;
  readonly snelstartApp: Secret;
};

export const makeSecrets = (scope: Construct): Secrets => ({
  keyring: new Secret(scope, 'Keyring', {
    description:
      'Keys that seal ledger tokens: {"current":"k1","k1":"..."}. Add k2 and point current at it to rotate.',
    generateSecretString: {
      secretStringTemplate: JSON.stringify({ current: 'k1' }),
      generateStringKey: 'k1',
      excludePunctuation: true,
      passwordLength: 43, // letters and digits: the shortest length with 256 bits, the size of an AES-256 key
    },
    // Without it every connection would have to be connected anew, so it outlives the stack like the tables do.
    removalPolicy: RemovalPolicy.RETAIN,
  }),
  quickbooksApp: new Secret(scope, 'QuickbooksApp', {
    description:
      'Intuit app, filled in by the operator: clientId, clientSecret, verifierTokens (two while rotating).',
    // The shape to fill in. CDK must generate something, so the generated value goes where nobody reads it;
    // until the operator has been here, no verifier token exists and every webhook is refused.
    generateSecretString: {
      secretStringTemplate: JSON.stringify({ clientId: '', clientSecret: '', verifierTokens: [] }),
      generateStringKey: 'unused',
    },
    removalPolicy: RemovalPolicy.RETAIN,
  }),
  snelstartApp: new Secret(scope, 'SnelstartApp', {
    description:
      'SnelStart, filled in by the operator: subscriptionKey (Azure), appShortName, and hintSecret, any long random text.',
    generateSecretString: {
      secretStringTemplate: JSON.stringify({ subscriptionKey: '', appShortName: '' }),
      generateStringKey: 'hintSecret',
      excludePunctuation: true,
    },
    removalPolicy: RemovalPolicy.RETAIN,
  }),
  hubspotApp: new Secret(scope, 'HubspotApp', {
    description:
      'HubSpot app, filled in by the operator: clientId, clientSecrets (two while rotating), appId, webhookUri (as registered).',
    generateSecretString: {
      secretStringTemplate: JSON.stringify({ clientId: '', clientSecrets: [], appId: '', webhookUri: '' }),
      generateStringKey: 'unused',
    },
    removalPolicy: RemovalPolicy.RETAIN,
  }),
});
