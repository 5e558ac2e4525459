// HubSpot's webhooks: who is refused, what is read of both forms, and that a signed body is never refused.
import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createHubSpotNotices } from '../../shared/connectors/hubspot/notices.ts';
import { isSignedByHubSpot } from '../../shared/connectors/hubspot/signature.ts';

const NOW = 1_790_000_001_000;
const URI = 'https://sync.example.com/webhooks/hubspot';
const SECRET = 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy';
const bytes = (text: string) => new TextEncoder().encode(text);
const reader = (now = NOW, ...secrets: string[]) =>
  createHubSpotNotices({
    app: async () => ({ uri: URI, secrets: secrets.length === 0 ? [SECRET] : secrets, appId: '54321' }),
    now: () => now,
  });
const headersOf = (body: Uint8Array, at = NOW, uri = URI, secret = SECRET) => ({
  'x-hubspot-signature-v3': createHmac('sha256', secret)
    .update(`POST${uri}`)
    .update(body)
    .update(String(at))
    .digest('base64'),
  'x-hubspot-request-timestamp': String(at),
});
const read = async (body: unknown) => {
  const raw = typeof body === 'string' ? bytes(body) : bytes(JSON.stringify(body));
  return reader().read(headersOf(raw), raw);
};
const event = (more: object = {}) => ({
  eventId: 100,
  subscriptionId: 2001,
  portalId: 62_515,
  appId: 54_321,
  occurredAt: 1_790_000_000_000,
  subscriptionType: 'object.propertyChange',
  attemptNumber: 0,
  objectId: 44_446_244_097,
  objectTypeId: '0-53',
  propertyName: 'hs_invoice_status',
  propertyValue: 'open',
  changeSource: 'CRM_UI',
  sourceId: 'userId:8675309',
  ...more,
});
const notice = (type: string, id: string, more: object = {}) => ({
  account: '62515',
  object: { type, id },
  at: 1_790_000_000_000,
  ours: false,
  ...more,
});

describe('the signature', () => {
  // The seven that HubSpot publishes, with its SDKs for Node, Python and Ruby. Each is worked out anew by its version's own formula,
  // so that a refusal is for the version and not for a slip of ours.
  const DELIVERY =
    '[{"eventId":1,"subscriptionId":12345,"portalId":62515,"occurredAt":1564113600000,"subscriptionType":"contact.creation","attemptNumber":0,"objectId":123,"changeSource":"CRM","changeFlag":"NEW","appId":54321}]';
  const PLACE = 'https://www.example.com/webhook_uri';
  const SINGLE = "{'example_field':'example_value'}";
  const hex = (text: string) => createHash('sha256').update(text).digest('hex');
  const byFormula = (version: string, method: string, body: string, at: string) => {
    if (version === 'v1') return hex(SECRET + body);
    if (version === 'v2') return hex(SECRET + method + PLACE + body);
    return createHmac('sha256', SECRET)
      .update(method + PLACE + body + at)
      .digest('base64');
  };
  test.each([
    ['v1', 'POST', DELIVERY, '', '232db2615f3d666fe21a8ec971ac7b5402d33b9a925784df3ca654d05f4817de'],
    ['v2', 'GET', '', '', 'eee2dddcc73c94d699f5e395f4b9d454a069a6855fbfa152e91e88823087200e'],
    [
      'v2',
      'POST',
      '{"example_field":"example_value"}',
      '',
      '9569219f8ba981ffa6f6f16aa0f48637d35d728c7e4d93d0d52efaa512af7900',
    ],
    ['v1', 'POST', SINGLE, '', '69fc6631a867edd4f9e9e627fc5c1148e3fbdd8b21837b6d2b8901c1fa57f750'],
    ['v2', 'POST', SINGLE, '', '4fe4e3a7d3cf09db53be39d0a58130e2aaba074ec123a9e355b876a689a1c383'],
    ['v3', 'POST', SINGLE, '1693657560000', 'K36dawei4A+QBNolUOqo7s91KQDWQ5MXZ/QufNYuk/Y='],
    ['v3', 'POST', SINGLE, '1700000300000', 'RnbPH7+UMKVkbV32P8bz450N4M56aPmcru1+D3kSDtw='],
  ])('published as %s of a %s of %s at "%s": only the third version is one for us', (...vector) => {
    const [version, method, body, at, signature] = vector;
    expect(byFormula(version, method, body, at)).toBe(signature);
    const request = { method, uri: PLACE, rawBody: bytes(body) };
    const third = { 'X-HubSpot-Signature-v3': signature, 'X-HubSpot-Request-Timestamp': at };
    const older = { 'X-HubSpot-Signature': signature, 'X-HubSpot-Signature-Version': version };
    const headers = version === 'v3' ? third : { ...third, ...older };
    const now = version === 'v3' ? Number(at) : NOW;
    expect(isSignedByHubSpot({ ...request, headers }, [SECRET], now)).toBe(version === 'v3');
    // Not under the other header either, whatever time stands beside it.
    const asThird = { ...third, 'X-HubSpot-Request-Timestamp': String(NOW) };
    expect(isSignedByHubSpot({ ...request, headers: asThird }, [SECRET], NOW)).toBe(false);
  });

  test.each([
    [-300_001, false],
    [-300_000, true],
    [0, true],
    [300_000, true],
    [300_001, false],
  ])('of a request %i ms from now is taken: %s', (away, taken) => {
    const rawBody = bytes('[]');
    const headers = headersOf(rawBody, NOW + away);
    expect(isSignedByHubSpot({ method: 'POST', uri: URI, headers, rawBody }, [SECRET], NOW)).toBe(taken);
  });

  test.each(['', 'NaN', '1e13', '-1', ' 1790000001000', '1790000001000.0', '99999999999999999999'])(
    'with the time "%s" is refused',
    (time) => {
      const rawBody = bytes('[]');
      const headers = { ...headersOf(rawBody), 'x-hubspot-request-timestamp': time };
      expect(isSignedByHubSpot({ method: 'POST', uri: URI, headers, rawBody }, [SECRET], NOW)).toBe(false);
    },
  );

  // The page on validating requests: these are decoded before hashing, and nothing else is.
  test.each([
    ['%3A%2F%3F%40%21%24%27%28%29%2A%2C%3B', ":/?@!$'()*,;"],
    ['%3a%2f%3f%40%21%24%27%28%29%2a%2c%3b', ":/?@!$'()*,;"],
    ['%20%26%3D%23%25%2B%C3%A9', '%20%26%3D%23%25%2B%C3%A9'],
    ['%252F', '%252F'],
    ['a=1&b=2&a=3', 'a=1&b=2&a=3'],
  ])('over the address with the query %s is over %s', (configured, signed) => {
    const rawBody = bytes('[]');
    const headers = headersOf(rawBody, NOW, `${URI}?${signed}`);
    const request = { method: 'POST', uri: `${URI}?${configured}`, headers, rawBody };
    expect(isSignedByHubSpot(request, [SECRET], NOW)).toBe(true);
  });

  test('is over the raw bytes: not even bytes that are no text are read before', () => {
    const rawBody = new Uint8Array([0x5b, 0xff, 0xfe, 0x20, 0x5d]);
    const headers = headersOf(rawBody);
    const request = { method: 'POST', uri: URI, headers, rawBody };
    expect(isSignedByHubSpot(request, [SECRET], NOW)).toBe(true);
    const repaired = bytes(new TextDecoder().decode(rawBody));
    expect(isSignedByHubSpot({ ...request, rawBody: repaired }, [SECRET], NOW)).toBe(false);
  });

  test('of a whole delivery, computed by another tool, is right', async () => {
    const body =
      '[{"eventId":100,"subscriptionId":2001,"portalId":62515,"appId":54321,"occurredAt":1790000000000,"subscriptionType":"object.propertyChange","attemptNumber":0,"objectId":44446244097,"objectTypeId":"0-53","propertyName":"hs_invoice_status","propertyValue":"open","changeSource":"CRM_UI","sourceId":"userId:8675309"}]';
    const headers = {
      'x-hubspot-signature-v3': 'haohPmW987qzVuM8zoF0Rc01EEkEOOi0y5wSqo5rXuE=',
      'x-hubspot-request-timestamp': '1790000001000',
    };
    expect(await reader().read(headers, bytes(body))).toEqual({
      type: 'notices',
      notices: [notice('invoice', '44446244097')],
      unreadable: 0,
    });
  });

  test.each([
    ['another body', (body: Uint8Array) => headersOf(bytes(`${new TextDecoder().decode(body)} `))],
    ['another address', (body: Uint8Array) => headersOf(body, NOW, 'https://sync.example.com/other')],
    ['another secret', (body: Uint8Array) => headersOf(body, NOW, URI, 'other')],
    ['six minutes ago', (body: Uint8Array) => headersOf(body, NOW - 360_000)],
    ['no headers', () => ({})],
  ])('for %s is refused', async (_what, headers) => {
    const body = bytes(JSON.stringify([event()]));
    expect(await reader().read(headers(body), body)).toEqual({ type: 'refused' });
  });

  test('may be of either secret while they change', async () => {
    const body = bytes('[]');
    expect((await reader(NOW, 'new', SECRET).read(headersOf(body), body)).type).toBe('notices');
    expect((await reader(NOW, 'new').read(headersOf(body), body)).type).toBe('refused');
  });
});

describe('events', () => {
  const cases: readonly (readonly [string, object, readonly object[]])[] = [
    ['a change', event(), [notice('invoice', '44446244097')]],
    [
      'a deletion',
      event({ subscriptionType: 'object.deletion', changeFlag: 'DELETED' }),
      [notice('invoice', '44446244097')],
    ],
    [
      'the old form',
      event({ subscriptionType: 'contact.creation', objectTypeId: undefined, objectId: 7 }),
      [notice('contact', '7')],
    ],
    [
      'the guide’s name of the type',
      event({
        subscriptionType: undefined,
        eventType: 'contact.creation',
        objectTypeId: undefined,
        objectId: 7,
      }),
      [notice('contact', '7')],
    ],
    [
      'our own write',
      event({ changeSource: 'INTEGRATION', sourceId: '54321' }),
      [notice('invoice', '44446244097', { ours: true })],
    ],
    [
      'another app’s write',
      event({ changeSource: 'INTEGRATION', sourceId: '1' }),
      [notice('invoice', '44446244097')],
    ],
    [
      'a merge',
      event({
        subscriptionType: 'object.merge',
        objectTypeId: '0-1',
        objectId: 3,
        primaryObjectId: 1,
        mergedObjectIds: [2],
        newObjectId: 3,
      }),
      [notice('contact', '3'), notice('contact', '1'), notice('contact', '2')],
    ],
    [
      'an association',
      event({
        subscriptionType: 'object.associationChange',
        objectId: undefined,
        associationType: 'INVOICE_TO_LINE_ITEM',
        fromObjectId: 1,
        toObjectId: 2,
        fromObjectTypeId: '0-53',
        toObjectTypeId: '0-8',
        associationRemoved: true,
      }),
      [notice('invoice', '1'), notice('line_item', '2')],
    ],
    [
      'an association that names its kinds in words only',
      event({
        subscriptionType: 'deal.associationChange',
        objectTypeId: undefined,
        objectId: undefined,
        associationType: 'DEAL_TO_COMPANY',
        fromObjectId: 1,
        toObjectId: 2,
      }),
      [notice('deal', '1'), notice('company', '2')],
    ],
    ['a kind we do not read', event({ objectTypeId: '0-5' }), []],
  ];
  test.each(cases)('%s', async (_what, given, notices) => {
    expect(await read([given])).toEqual({ type: 'notices', notices, unreadable: 0 });
  });

  test('of one record become one notice, ours only if all of them are', async () => {
    const ours = { changeSource: 'INTEGRATION', sourceId: '54321' };
    const late = { occurredAt: 1_790_000_000_500 };
    expect(
      await read([
        event(ours),
        event({ ...late, propertyName: 'hs_due_date' }),
        event(ours),
        event({ objectId: 5 }),
      ]),
    ).toEqual({
      type: 'notices',
      notices: [notice('invoice', '44446244097', { at: 1_790_000_000_500 }), notice('invoice', '5')],
      unreadable: 0,
    });
  });

  test('of several accounts stay apart', async () => {
    const answer = await read([event(), event({ portalId: 33 })]);
    expect(answer.type === 'notices' && answer.notices.map(({ account }) => account)).toEqual([
      '62515',
      '33',
    ]);
  });

  test.each([
    ['no JSON', 'nonsense', 1],
    ['an object', '{}', 1],
    ['a thousand and one events', JSON.stringify(Array.from({ length: 1001 }, () => event())), 1],
    ['an event without an account', JSON.stringify([event({ portalId: undefined })]), 1],
    ['an event without a record', JSON.stringify([event({ objectId: undefined })]), 1],
    ['an id that is no whole number', JSON.stringify([event({ objectId: 1.5 }), event()]), 1],
  ])('that cannot be read are counted: %s', async (_what, body, unreadable) => {
    expect(await read(body)).toMatchObject({ type: 'notices', unreadable });
  });

  test('whatever is signed never throws', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.json(), fc.string()), async (body) => {
        expect((await read(body)).type).toBe('notices');
      }),
      { numRuns: 200 },
    );
  });
});
