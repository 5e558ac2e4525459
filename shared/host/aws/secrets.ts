// Secrets from Secrets Manager, remembered for a few minutes.
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Clock } from '../host.ts';
import { CLIENT_SETTINGS } from './client-settings.ts';

/** A rotated secret is in use everywhere after this time; a call per event would cost more than all else together. */
const REMEMBERED_MS = 5 * 60_000;

/** Reads secrets by id (or ARN). Callers that ask at once share one call. */
export function createSecretReader(
  clock: Pick<Clock, 'now'>,
  client = new SecretsManagerClient(CLIENT_SETTINGS),
): (id: string) => Promise<string> {
  const remembered = new Map<string, { readonly until: number; readonly value: Promise<string> }>();
  return (id) => {
    const known = remembered.get(id);
    if (known !== undefined && clock.now() < known.until) return known.value;
    const value = readSecret(client, id);
    remembered.set(id, { until: clock.now() + REMEMBERED_MS, value });
    // A failure is not remembered: the next one asks again.
    value.catch(() => remembered.delete(id));
    return value;
  };
}

async function readSecret(client: SecretsManagerClient, id: string): Promise<string> {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: id }));
  if (SecretString === undefined) throw new Error(`The secret ${id} is not a text`);
  return SecretString;
}
