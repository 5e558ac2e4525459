// Signing secrets of a product (Standard Webhooks): the new one is good at once, the one before until it is retired.
import { LIVE_SECRETS_MAX, newSigningSecret } from '../../functions/api/setup/signing-secret.ts';
import { type Command, refused, told } from './command.ts';

export const ROTATE_SECRET: Command = {
  usage: 'signing-secret rotate <connection>',
  does: 'Make a signing secret and print it, this once. The one before stays good, older ones end.',
  run: async ({ store, random }, { names: [connection = ''] }) => {
    if ((await store.connection(connection)) === undefined)
      return refused(`There is no connection "${connection}".`);
    const secret = newSigningSecret(random);
    const before = await store.signingSecrets(connection);
    await store.saveSigningSecrets(connection, [secret, ...before].slice(0, LIVE_SECRETS_MAX));
    return told(
      [secret],
      before.length === 0
        ? 'It is shown this once.'
        : 'It is shown this once. When the product signs with it: signing-secret retire.',
    );
  },
};

export const RETIRE_SECRET: Command = {
  usage: 'signing-secret retire <connection>',
  does: 'End all signing secrets but the newest.',
  run: async ({ store }, { names: [connection = ''] }) => {
    const [newest, ...before] = await store.signingSecrets(connection);
    if (newest === undefined) return refused(`The connection "${connection}" has no signing secret.`);
    if (before.length > 0) await store.saveSigningSecrets(connection, [newest]);
    return told([], before.length > 0 ? 'Only the newest is good now.' : 'There was only one.');
  },
};
