// The connection store as an operator opens it: over the emulators of this machine, or with his own credentials on AWS.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { systemClock } from '../shared/host/aws/clock.ts';
import { systemRandom } from '../shared/host/aws/random.ts';
import { createDynamoConnections } from '../shared/storage/dynamo-connections.ts';
import type { ConnectionStore } from '../shared/storage/ports.ts';
import { parseKeyring } from '../shared/storage/sealing.ts';
import { localClient } from './identity.ts';

/** Where the connections are kept. */
export interface StorePlace {
  readonly connectionsTable: string;
  /** Id or ARN; only what is sealed needs it. */
  readonly keyringSecret?: string | undefined;
  /** Addresses of the emulators; absent: AWS, by the credentials and the region of the environment. */
  readonly endpoints?: { readonly dynamoDb: string; readonly secretsManager: string } | undefined;
}

export interface OpenStore {
  readonly store: ConnectionStore;
  readonly close: () => void;
}

export function openConnectionStore({ connectionsTable, keyringSecret, endpoints }: StorePlace): OpenStore {
  const client = new DynamoDBClient(endpoints === undefined ? {} : localClient(endpoints.dynamoDb));
  const secrets = new SecretsManagerClient(
    endpoints === undefined ? {} : localClient(endpoints.secretsManager),
  );
  const keyring = async () => {
    if (keyringSecret === undefined) throw new Error('The key ring is needed: name it by --keyring-secret.');
    const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: keyringSecret }));
    return parseKeyring(SecretString ?? '');
  };
  const table = { client, name: connectionsTable, clock: systemClock, random: systemRandom, keyring };
  return {
    store: createDynamoConnections(table),
    close: () => {
      client.destroy();
      secrets.destroy();
    },
  };
}
