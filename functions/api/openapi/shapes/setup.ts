// What is told while a connection is set up: the connectors there are, its keys, its signing secrets.
import * as z from 'zod';
import { answered, count, instant, text } from '../shape.ts';

export const CONNECTORS = answered(
  'Connectors',
  z.strictObject({
    ledgers: z.array(
      z.strictObject({
        name: text,
        title: text.meta({ description: 'What people call it' }),
        connects: z.enum(['browser', 'key']).meta({
          description: 'browser: a person signs in there and comes back; key: he enters a key made there',
        }),
      }),
    ),
    sources: z.array(
      z.strictObject({
        name: text,
        title: text.meta({ description: 'What people call it' }),
        connects: z.enum(['push', 'browser']).meta({
          description: 'push: it sends with an API key; browser: it is read once a person let us in',
        }),
      }),
    ),
  }),
);

const KEY = {
  id: text,
  live: z.boolean(),
  createdAt: instant.optional(),
  expiresAt: instant.optional(),
  connections: count.meta({ description: 'For how many connections it is good' }),
};

export const API_KEY = answered('ApiKey', z.strictObject(KEY));
export const API_KEYS = answered('ApiKeys', z.strictObject({ keys: z.array(API_KEY) }));
export const NEW_API_KEY = answered(
  'NewApiKey',
  z.strictObject({ ...KEY, key: text.meta({ description: 'Shown here and never again' }) }),
);

const LIVE = count.meta({ description: 'How many are good: the newest, and the one before it' });

export const SIGNING_SECRETS = answered('SigningSecrets', z.strictObject({ live: LIVE }));
export const NEW_SIGNING_SECRET = answered(
  'NewSigningSecret',
  z.strictObject({ live: LIVE, secret: text.meta({ description: 'Shown here and never again' }) }),
);
