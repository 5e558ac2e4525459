// Signing secrets (Standard Webhooks): the new one is good at once, the one before until it is retired. Each is shown once.
import type { Host, Random } from '../../../shared/host/host.ts';
import type { Connection } from '../../../shared/storage/ports.ts';
import { type HttpAnswer, type HttpRequest, json } from '../../http/http.ts';

/** `GET .../signing-secret`: how many are good, never which. */
export async function getSigningSecrets(
  host: Host,
  _request: HttpRequest,
  { id }: Connection,
): Promise<HttpAnswer> {
  return json(200, { live: (await host.connections.signingSecrets(id)).length });
}

/** `POST .../signing-secret`: a new one; older ones than the one before end. */
export async function makeSigningSecret(
  host: Host,
  _request: HttpRequest,
  { id }: Connection,
): Promise<HttpAnswer> {
  const before = await host.connections.signingSecrets(id);
  const secret = newSigningSecret(host.random);
  const secrets = [secret, ...before].slice(0, LIVE_SECRETS_MAX);
  await host.connections.saveSigningSecrets(id, secrets);
  const audit = { before: { live: before.length }, after: { live: secrets.length } };
  return { ...json(201, { secret, live: secrets.length }), audit };
}

/** `DELETE .../signing-secret`: all but the newest end. Doing it again is harmless. */
export async function retireSigningSecrets(
  host: Host,
  _request: HttpRequest,
  { id }: Connection,
): Promise<HttpAnswer> {
  const before = await host.connections.signingSecrets(id);
  const kept = before.slice(0, 1);
  if (before.length > kept.length) await host.connections.saveSigningSecrets(id, kept);
  const audit = { before: { live: before.length }, after: { live: kept.length } };
  return { ...json(200, { live: kept.length }), audit };
}

/** The size of an HMAC-SHA256 key. */
const SECRET_BYTES = 32;
/** The new one and the one that the product changes over from. */
export const LIVE_SECRETS_MAX = 2;

export const newSigningSecret = (random: Pick<Random, 'secret'>): string =>
  `whsec_${Buffer.from(random.secret(SECRET_BYTES), 'hex').toString('base64')}`;
