// The operations that set a connection up: for people who sign in.
import type { Operation } from '../operation.ts';
import { CONNECTION } from '../shapes/connection.ts';
import { NEW_CONNECTION_INPUT } from '../shapes/sent.ts';
import {
  API_KEY,
  API_KEYS,
  CONNECTORS,
  NEW_API_KEY,
  NEW_SIGNING_SECRET,
  SIGNING_SECRETS,
} from '../shapes/setup.ts';

const C = '/v1/connections/{connection}';

export const SETUP_OPERATIONS: Readonly<Record<string, Operation>> = {
  'GET /v1/connectors': {
    name: 'listConnectors',
    tag: 'connections',
    summary: 'The ledgers and sources there are, and how a person connects each.',
    answers: { 200: { says: 'By what they are able to do', schema: CONNECTORS } },
  },
  'POST /v1/connections': {
    name: 'createConnection',
    tag: 'connections',
    summary:
      'Makes a connection with the policy of a preset. It is held: nothing is written to the ledger before somebody goes live.',
    body: { schema: NEW_CONNECTION_INPUT, required: true },
    answers: { 201: { says: 'The connection', schema: CONNECTION } },
    problems: ['malformed', 'invalid', 'unavailable'],
  },
  [`POST ${C}/go-live`]: {
    name: 'goLive',
    tag: 'connections',
    summary: 'Lets a connection go that was set up: what waited is written to the books from here on.',
    answers: { 200: { says: 'The connection as it is now', schema: CONNECTION } },
    problems: ['not_connected', 'not_ready'],
  },
  [`GET ${C}/keys`]: {
    name: 'listKeys',
    tag: 'connections',
    summary: 'The API keys of the connection, also those that are over. Never a key itself.',
    answers: { 200: { says: 'The newest first', schema: API_KEYS } },
  },
  [`POST ${C}/keys`]: {
    name: 'createKey',
    tag: 'connections',
    summary: 'Makes an API key and shows it, this once. At most two live side by side.',
    answers: { 201: { says: 'The key', schema: NEW_API_KEY } },
    problems: ['too_many_keys'],
  },
  [`DELETE ${C}/keys/{key}`]: {
    name: 'revokeKey',
    tag: 'connections',
    summary: 'Ends a key now. It stays in the list.',
    answers: { 200: { says: 'The key as it is now', schema: API_KEY } },
  },
  [`GET ${C}/signing-secret`]: {
    name: 'getSigningSecrets',
    tag: 'connections',
    summary: 'How many signing secrets are good. Never which.',
    answers: { 200: { says: 'Their number', schema: SIGNING_SECRETS } },
  },
  [`POST ${C}/signing-secret`]: {
    name: 'makeSigningSecret',
    tag: 'connections',
    summary: 'Makes a signing secret and shows it, this once. The one before stays good beside it.',
    answers: { 201: { says: 'The secret', schema: NEW_SIGNING_SECRET } },
  },
  [`DELETE ${C}/signing-secret`]: {
    name: 'retireSigningSecrets',
    tag: 'connections',
    summary: 'Ends all signing secrets but the newest.',
    answers: { 200: { says: 'How many are left', schema: SIGNING_SECRETS } },
  },
};
