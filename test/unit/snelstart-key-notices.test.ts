// Key notices of SnelStart: unsigned, so they are believed for nothing but a look, and only with our own proof in them.
import { expect, test } from 'vitest';
import { serve } from '../../functions/http/serve.ts';
import { WEBHOOK_ROUTES } from '../../functions/webhooks/routes.ts';
import { createKeyNotices, referenceKey } from '../../shared/connectors/snelstart/notices.ts';
import { addTenant, createTestHost, requestWith } from '../support/http-host.ts';

const SECRET = 'a long random text';

async function tell(body: unknown, secret = SECRET, ledger = 'snelstart') {
  const notices = createKeyNotices({ hintSecret: async () => secret });
  const test = createTestHost({ notices });
  const { connection } = await addTenant(test.host, 'office', 'adm-1');
  await test.host.connections.saveConnection({ ...connection, ledger });
  const request = requestWith('POST /webhooks/snelstart', { body });
  const answer = await serve(WEBHOOK_ROUTES, test.host, request);
  return { ...test, status: answer.status };
}

const notice = (reference: string, action = 'Regenerate') => ({
  KoppelSleutel: 'koppelsleutel-of-somebody',
  ActionType: action,
  ReferenceKey: reference,
});

test('with our proof in it, its lane finds out by itself; the key in it is not taken', async () => {
  const { sent, status, lines } = await tell(notice(referenceKey(SECRET, 'office'), 'Delete'));
  expect(status).toBe(200);
  expect(sent).toEqual([{ lane: 'snelstart:adm-1', looks: [{ at: 'lists' }] }]);
  expect(JSON.stringify(lines)).not.toContain('koppelsleutel');
});

test.each([
  ['a connection without a proof', notice('office')],
  ['a proof of another secret', notice(referenceKey('other', 'office'))],
  ['a proof of another connection', notice(`office.${referenceKey(SECRET, 'other').slice(-32)}`)],
  ['no JSON', 'KoppelSleutel'],
  ['a body of a megabyte', notice('x'.repeat(1_000_000))],
])('refused: %s', async (_, body) => {
  const { sent, status } = await tell(body);
  expect([status, sent]).toEqual([401, []]);
});

test('without a secret nothing is a proof', async () => {
  expect((await tell(notice(referenceKey('', 'office')), '')).status).toBe(401);
});

test('a connection of another ledger is left alone', async () => {
  const { sent, status } = await tell(notice(referenceKey(SECRET, 'office')), SECRET, 'quickbooks');
  expect([status, sent]).toEqual([200, []]);
});
