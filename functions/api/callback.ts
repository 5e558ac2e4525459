// The callback of a connection: where its product is called, with which secret, and how the calls go.
import * as z from 'zod';
import { readShape } from '../../shared/connectors/product/shape.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Callback, CallbackProgress, Connection } from '../../shared/storage/ports.ts';
import { type HttpAnswer, type HttpRequest, json } from '../http/http.ts';
import { refuse } from '../http/problem.ts';
import { readJson } from '../http/read-json.ts';
import { LIVE_SECRETS_MAX, newSigningSecret } from './setup/signing-secret.ts';
import { instant } from './show-record.ts';

/** `GET .../callback` */
export async function getCallback(host: Host, request: HttpRequest, { id }: Connection): Promise<HttpAnswer> {
  const callback = await host.callbacks.callback(id);
  if (callback === undefined) return refuse(request, 'not_found', 'The connection has no callback.');
  return json(200, await shown(host, id, callback));
}

/**
 * `PUT .../callback { url, after?, rotateSecret? }`: sets the address, and switches calls that were switched off on again.
 * A secret is made with the first one and on wish; only the answer that brings it shows it.
 */
export async function putCallback(host: Host, request: HttpRequest, { id }: Connection): Promise<HttpAnswer> {
  const body = readJson(request.body);
  if (!body.ok) return refuse(request, 'malformed', body.detail);
  const said = readShape(BODY, body.value, '');
  if (!said.ok) return refuse(request, 'invalid', NOTHING_DONE, said.mistakes);
  const { url, after, rotateSecret: isRotated } = said.value;
  const refusal = await host.callOut.refusal(url);
  if (refusal !== undefined)
    return refuse(request, 'invalid', NOTHING_DONE, [{ pointer: '/url', detail: refusal }]);
  const [before, head] = await Promise.all([host.callbacks.callback(id), host.feed.head(id)]);
  if (after !== undefined && after > head)
    return refuse(request, 'invalid', NOTHING_DONE, [
      { pointer: '/after', detail: `is ahead of everything we told: the newest change is ${head}` },
    ]);
  const secret = before === undefined || isRotated === true ? newSigningSecret(host.random) : undefined;
  const secrets = [...(secret === undefined ? [] : [secret]), ...(before?.secrets ?? [])];
  const callback = { url, secrets: secrets.slice(0, LIVE_SECRETS_MAX), createdAt: host.clock.now() };
  await host.callbacks.saveCallback(id, callback);
  await beginAnew(host, id, after ?? (before === undefined ? head : undefined));
  await host.callbackQueue.send(id);
  return json(before === undefined ? 201 : 200, { ...(await shown(host, id, callback)), secret });
}

/** `DELETE .../callback`: address and secrets are forgotten; the feed goes on. */
export async function deleteCallback(
  host: Host,
  _request: HttpRequest,
  { id }: Connection,
): Promise<HttpAnswer> {
  await host.callbacks.removeCallback(id);
  return { status: 204, headers: {}, body: '' };
}

const NOTHING_DONE = 'Correct the body; nothing was done.';

/** What a callback is set with. */
export const BODY = z.strictObject({
  url: z.string(),
  after: z.optional(z.int().check(z.nonnegative())),
  rotateSecret: z.optional(z.boolean()),
});

/** More than one writer at a time are this and a call that is just being made: whoever is second reads again. */
const ROUNDS_MAX = 5;

/** Forgets failures, and goes to a place in the feed if one is named. */
async function beginAnew(host: Host, connection: string, after: number | undefined): Promise<void> {
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const { version, delivered, deliveredAt } = await host.callbacks.progress(connection);
    const next = { delivered: after ?? delivered, deliveredAt };
    if ((await host.callbacks.saveProgress(connection, next, version)) === 'saved') return;
  }
  throw new Error(`The progress of ${connection} was written by others ${ROUNDS_MAX} times in a row`);
}

async function shown(host: Host, connection: string, { url, createdAt }: Callback) {
  const [progress, head] = await Promise.all([
    host.callbacks.progress(connection),
    host.feed.head(connection),
  ]);
  const { delivered, deliveredAt, failing, off } = progress;
  return {
    url,
    setAt: instant(createdAt),
    state: stateOf(progress),
    delivered: String(delivered),
    head: String(head),
    deliveredAt: deliveredAt === undefined ? undefined : instant(deliveredAt),
    failing: failing && {
      since: instant(failing.since),
      attempts: failing.attempts,
      nextTryAt: off === undefined ? instant(failing.nextAt) : undefined,
      what: failing.what,
    },
    off: off && { since: instant(off.since), why: off.why },
  };
}

function stateOf({ failing, off }: CallbackProgress): 'on' | 'failing' | 'off' {
  if (off !== undefined) return 'off';
  return failing === undefined ? 'on' : 'failing';
}
