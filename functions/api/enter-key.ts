// Enter a key: how a ledger is connected that is opened by a key its user hands over, and not in a browser.
import * as z from 'zod';
import { readShape } from '../../shared/connectors/product/shape.ts';
import type { Actor } from '../../shared/core/audit.ts';
import type { Fault } from '../../shared/core/faults.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Connection } from '../../shared/storage/ports.ts';
import type { HttpAnswer, HttpRequest } from '../http/http.ts';
import { refuse } from '../http/problem.ts';
import { readJson } from '../http/read-json.ts';
import { endOf } from './ends.ts';
import { getConnection } from './get-connection.ts';
import { keepGrant, type Kept } from './keep-grant.ts';

/** `POST .../key { key }`: the key is proved by opening the company with it before anything is stored. It is never shown again. */
export async function enterKey(
  host: Host,
  request: HttpRequest,
  connection: Connection,
  by: Actor,
): Promise<HttpAnswer> {
  const redeemKey = host.ledger(connection.ledger)?.redeemKey;
  const end = endOf(host, connection, 'ledger');
  if (redeemKey === undefined || end === undefined)
    return refuse(request, 'not_supported', 'This ledger is connected in a browser: POST .../connect.');
  const body = readJson(request.body);
  if (!body.ok) return refuse(request, 'malformed', body.detail);
  const said = readShape(KEY_BODY, body.value, '');
  if (!said.ok) return refuse(request, 'invalid', NOTHING_DONE, said.mistakes);
  const redeemed = await redeemKey(said.value.key.trim(), host.clock.now());
  if (!redeemed.ok) {
    host.log.warn('key_refused', { connection: connection.id, fault: redeemed.fault.fault });
    return refused(request, redeemed.fault);
  }
  const { company, ...tokens } = redeemed.value;
  const kept = await keepGrant(host, connection, end, { ...tokens, account: company, by });
  if (kept !== 'connected') return notKept(request, kept);
  const connected = (await host.connections.connection(connection.id)) ?? connection;
  const audit = { before: { company: connection.company ?? 'none' }, after: { company } };
  return { ...(await getConnection(host, request, connected)), audit };
}

const NOTHING_DONE = 'Correct the body; nothing was done.';

/** Longer than any key a ledger gives out; a key has no line breaks, and copying adds spaces. */
export const KEY_BODY = z.strictObject({ key: z.string().check(z.minLength(1), z.maxLength(1_000)) });

function refused(request: HttpRequest, { fault, detail }: Fault): HttpAnswer {
  if (fault === 'invalid' || fault === 'disconnected')
    return refuse(request, 'invalid', NOTHING_DONE, [{ pointer: '/key', detail: 'opens no company' }]);
  if (fault === 'suspended') return refuse(request, 'not_entitled', `The ledger says: ${detail}`);
  return refuse(
    request,
    'unavailable',
    'The ledger did not answer; nothing was stored. Enter the key again.',
  );
}

function notKept(request: HttpRequest, kept: Exclude<Kept, 'connected'>): HttpAnswer {
  return kept === 'busy'
    ? refuse(request, 'unavailable', 'The tokens are being refreshed; enter the key again.')
    : refuse(request, 'other_company', 'The key opens another company than the one that is connected.');
}
