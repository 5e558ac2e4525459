// What is refused at the doors, over real HTTP: each mistake gets its documented answer, and nothing of it is stored.
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DEMO_CONNECTION, DEMO_REALM } from '../../local/demo-connection.ts';
import { secretOf, signatureHeaders } from '../support/sign.ts';
import { atRest } from './support/at-rest.ts';
import { depthOf, rowsOf } from './support/backstage.ts';
import { customer } from './support/events.ts';
import { openSystem, type TestSystem } from './support/test-system.ts';

const SECRET = secretOf('product');
let test: TestSystem;
let verifierToken = '';
beforeAll(async () => {
  test = await openSystem();
  await test.system.connections.saveSigningSecrets(DEMO_CONNECTION, [SECRET]);
  const settings = await test.books.admin('GET', 'settings');
  verifierToken = z.object({ webhooks: z.object({ verifierToken: z.string() }) }).parse(settings)
    .webhooks.verifierToken;
});
// Echoes of what a test before this one booked must not be taken for something left behind.
beforeEach(() => atRest(test));
afterAll(() => test?.close());

const PROBLEM = z.object({
  code: z.string(),
  detail: z.string(),
  request_id: z.string().min(1),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
});

type Headers = Readonly<Record<string, string>>;

async function send(path: string, body: string | Uint8Array<ArrayBuffer>, headers: Headers) {
  const response = await fetch(`${test.system.url}${path}`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });
  return { status: response.status, text: await response.text() };
}

/** Everything that could have been left behind by a request. */
async function stored() {
  const { stack } = test.system;
  return { links: await rowsOf(stack, 'LinksTable'), messages: await depthOf(stack, 'Lanes') };
}

const event = customer({ id: 'never' });
const withData = (change: object) => JSON.stringify(customer({ id: 'never', ...change }));
const body = JSON.stringify([event]);
const bearer = (): Headers => ({ authorization: `Bearer ${test.system.apiKey}` });
const signed = (of: string, atMs = Date.now(), secret = SECRET): Headers =>
  signatureHeaders(secret, of, atMs);
const events = (connection = DEMO_CONNECTION) => `/v1/connections/${connection}/events`;

interface Refusal {
  readonly name: string;
  readonly body: string | Uint8Array<ArrayBuffer>;
  readonly headers: () => Headers;
  readonly path?: string;
  readonly status: number;
  readonly code: string;
  readonly pointer?: string;
}

const REFUSED: readonly Refusal[] = [
  { name: 'unsigned, without a key', body, headers: () => ({}), status: 401, code: 'unauthorised' },
  {
    name: 'with a key that is not ours',
    body,
    headers: () => ({ authorization: `Bearer llk_abc_${'0'.repeat(64)}` }),
    status: 401,
    code: 'unauthorised',
  },
  {
    name: 'signed with another secret',
    body,
    headers: () => signed(body, Date.now(), secretOf('other')),
    status: 401,
    code: 'unauthorised',
  },
  {
    name: 'signed, but changed on the way',
    body: body.replace('never', 'never2'),
    headers: () => signed(body),
    status: 401,
    code: 'unauthorised',
  },
  {
    name: 'replayed after more than five minutes',
    body,
    headers: () => signed(body, Date.now() - 310_000),
    status: 401,
    code: 'unauthorised',
  },
  {
    name: 'for a connection that the key is not made for',
    body,
    headers: bearer,
    path: events('other'),
    status: 404,
    code: 'not_found',
  },
  { name: 'no JSON', body: '{"id":', headers: bearer, status: 400, code: 'malformed' },
  {
    name: 'a name twice',
    body: '{"id":"a","id":"b"}',
    headers: bearer,
    status: 400,
    code: 'malformed',
  },
  {
    name: 'a way into the prototype',
    body: body.replace('"name"', '"__proto__":{"polluted":true},"name"'),
    headers: bearer,
    status: 400,
    code: 'malformed',
  },
  {
    name: 'nested without end',
    body: '['.repeat(100_000),
    headers: bearer,
    status: 400,
    code: 'malformed',
  },
  {
    name: 'not UTF-8',
    body: new Uint8Array([0x22, 0xff, 0x22]),
    // The gateway hands a body of this type on byte by byte.
    headers: () => ({ ...bearer(), 'content-type': 'application/octet-stream' }),
    status: 400,
    code: 'malformed',
  },
  { name: 'an empty array', body: '[]', headers: bearer, status: 422, code: 'invalid' },
  {
    name: '101 events',
    body: JSON.stringify(Array.from({ length: 101 }, () => event)),
    headers: bearer,
    status: 422,
    code: 'invalid',
  },
  {
    name: 'an unknown field',
    body: withData({ surname: 'Nobody' }),
    headers: bearer,
    status: 422,
    code: 'invalid',
    pointer: '/data/surname',
  },
  {
    name: 'an event of more than 256 KiB',
    body: withData({ name: 'x'.repeat(256 * 1024) }),
    headers: bearer,
    status: 413,
    code: 'too_large',
  },
];

describe('POST /v1/connections/{connection}/events', () => {
  it.each(REFUSED)('$name: $status $code', async ({ body: sent, headers, path, status, code, pointer }) => {
    const before = await stored();
    const answer = await send(path ?? events(), sent, headers());
    expect(answer.status).toBe(status);
    const problem = PROBLEM.parse(JSON.parse(answer.text));
    expect(problem.code).toBe(code);
    if (pointer !== undefined) expect(problem.errors?.map((error) => error.pointer)).toEqual([pointer]);
    expect(answer.text).not.toContain('Nobody');
    expect(await stored()).toEqual(before);
  });

  it('more than 10 MB: 413, before the function sees it', async () => {
    const before = await stored();
    expect((await send(events(), 'x'.repeat(10 * 1024 * 1024 + 1), bearer())).status).toBe(413);
    expect(await stored()).toEqual(before);
  });

  it('one bad event in an array does not fail the good one, and is not stored', async () => {
    const good = customer({ id: 'good' });
    const answer = await send(
      events(),
      JSON.stringify([good, { ...event, type: 'customer.sneezed' }]),
      bearer(),
    );
    expect(answer.status).toBe(202);
    expect(JSON.parse(answer.text)).toMatchObject({
      results: [{ status: 'accepted' }, { status: 'invalid' }],
    });
    await test.product.synced('customer', 'good');
    expect((await test.product.records()).map(({ id }) => id)).toEqual(['good']);
  });

  it('a well signed request is accepted, and its replay within five minutes changes nothing', async () => {
    const mine = JSON.stringify([customer({ id: 'signed' })]);
    const headers = signed(mine);
    expect((await send(events(), mine, headers)).status).toBe(202);
    await test.product.synced('customer', 'signed');
    const writes = (await test.books.calls()).writes;
    const replay = await send(events(), mine, headers);
    expect([replay.status, JSON.parse(replay.text)]).toMatchObject([
      202,
      { results: [{ status: 'duplicate' }] },
    ]);
    await test.product.synced('customer', 'signed');
    expect((await test.books.calls()).writes).toBe(writes);
  });
});

const hmac = (of: string, token = verifierToken) => createHmac('sha256', token).update(of).digest('base64');
const notice = JSON.stringify([
  {
    specversion: '1.0',
    id: 'e1',
    source: 'intuit.test',
    type: 'qbo.invoice.updated.v1',
    time: '2026-11-20T10:00:00Z',
    intuitentityid: '1',
    intuitaccountid: DEMO_REALM,
    data: {},
  },
]);

describe('POST /webhooks/quickbooks', () => {
  it.each([
    ['unsigned', notice, () => ({})],
    ['with an empty signature', notice, () => ({ 'intuit-signature': '' })],
    ['signed with another token', notice, () => ({ 'intuit-signature': hmac(notice, 'other') })],
    ['signed, but changed on the way', `${notice} `, () => ({ 'intuit-signature': hmac(notice) })],
    ['with a signature without end', notice, () => ({ 'intuit-signature': 'A'.repeat(5_000) })],
  ])('%s: 401', async (_name, sent, headers: () => Headers) => {
    const before = await stored();
    expect((await send('/webhooks/quickbooks', sent, headers())).status).toBe(401);
    expect(await stored()).toEqual(before);
  });

  it.each([
    ['no JSON', '{'],
    ['other JSON', '{"hello":"world"}'],
    ['a company that nobody connected', notice.replace(DEMO_REALM, '9130350000000999')],
  ])('signed, but %s: 200, so that it is not sent for ever, and nothing is stored', async (_name, sent) => {
    const before = await stored();
    const answer = await send('/webhooks/quickbooks', sent, { 'intuit-signature': hmac(sent) });
    expect(answer.status).toBe(200);
    expect(await stored()).toEqual(before);
  });

  it('a replay of an old notice, however often, makes no ledger call and no row', async () => {
    const before = { ...(await stored()), calls: await test.books.calls() };
    for (let time = 0; time < 5; time += 1)
      expect((await send('/webhooks/quickbooks', notice, { 'intuit-signature': hmac(notice) })).status).toBe(
        200,
      );
    const { links } = await stored();
    expect(links).toEqual(before.links);
    expect(await test.books.calls()).toEqual(before.calls);
  });
});
