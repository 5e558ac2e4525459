// Signatures of HubSpot (version 3) and of Standard Webhooks, with vectors that other tools computed.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSignedByHubSpot } from '../../shared/connectors/hubspot/signature.ts';
import { verifyStandardWebhook } from '../../shared/connectors/product/signature.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const OFFSETS = [
  [-301, false],
  [-300, true],
  [0, true],
  [300, true],
  [301, false],
] as const;

describe('HubSpot', () => {
  const AT = 1_793_000_000_000;
  const URI = 'https://hooks.example.com/webhooks/hubspot';
  const request = (more: object = {}, headers: object = {}) => ({
    method: 'POST',
    uri: URI,
    rawBody: bytes('[{"objectId":1}]'),
    headers: {
      'x-hubspot-signature-v3': 'NS5xXjXGVROrUkBhqoqUBpj4gjlbluiu5olny1Wx/nk=',
      'x-hubspot-request-timestamp': String(AT),
      ...headers,
    },
    ...more,
  });
  const isSigned = (given: Parameters<typeof isSignedByHubSpot>[0], now = AT, secrets = ['hub-secret']) =>
    isSignedByHubSpot(given, secrets, now);

  test('its published example is right', () => {
    const published = {
      method: 'POST',
      uri: 'https://www.example.com/webhook_uri',
      rawBody: bytes("{'example_field':'example_value'}"),
      headers: {
        'X-HubSpot-Signature-v3': 'K36dawei4A+QBNolUOqo7s91KQDWQ5MXZ/QufNYuk/Y=',
        'X-HubSpot-Request-Timestamp': '1693657560000',
      },
    };
    expect(isSigned(published, 1_693_657_560_000, ['yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy'])).toBe(true);
  });

  test('the address is decoded as documented, and no further', () => {
    const headers = { 'x-hubspot-signature-v3': 'SQK6rHH3DH5CeAetjbEdoL97XaGTip5+RdqwVvwiNcg=' };
    const uri = `${URI}?a=b%20c&d=%2Fe%3af%40g`;
    expect(isSigned(request({ uri }, headers))).toBe(true);
    expect(isSigned(request({ uri: uri.replace('%20', ' ') }, headers))).toBe(false);
  });

  test.each(OFFSETS)('%d s away is %s', (seconds, good) => {
    expect(isSigned(request(), AT + seconds * 1000)).toBe(good);
  });

  test('either secret is good while they change', () => {
    expect(isSigned(request(), AT, ['new', 'hub-secret'])).toBe(true);
    expect(isSigned(request(), AT, ['new'])).toBe(false);
    expect(isSigned(request(), AT, [])).toBe(false);
  });

  test.each<[string, object, object]>([
    ['another body', { rawBody: bytes('[{"objectId":1}] ') }, {}],
    ['another method', { method: 'PUT' }, {}],
    ['another address', { uri: `${URI}/` }, {}],
    ['another time', {}, { 'x-hubspot-request-timestamp': String(AT + 1) }],
    ['no time', {}, { 'x-hubspot-request-timestamp': undefined }],
    ['a time that is no number', {}, { 'x-hubspot-request-timestamp': 'NaN' }],
    ['a time with a sign', {}, { 'x-hubspot-request-timestamp': `+${AT}` }],
    ['no signature', {}, { 'x-hubspot-signature-v3': undefined }],
    ['an empty signature', {}, { 'x-hubspot-signature-v3': '' }],
    ['a long signature', {}, { 'x-hubspot-signature-v3': 'A'.repeat(100_000) }],
    ['two signatures', {}, { 'X-HubSpot-Signature-v3': 'NS5xXjXGVROrUkBhqoqUBpj4gjlbluiu5olny1Wx/nk=' }],
  ])('%s is refused', (_name, more, headers) => {
    expect(isSigned(request(more, headers))).toBe(false);
  });
});

describe('Standard Webhooks', () => {
  const AT_S = 1_793_000_000;
  const NOW = AT_S * 1000;
  const SECRET = 'whsec_YSBrZXkgb2YgdHdlbnR5LWZvdXIgYnk=';
  const OTHER = 'whsec_b3RoZXIga2V5IG9mIHNvbWUgbGVuZ3Ro';
  const SIGNATURE = 'v1,7CvVlTx9WQq8xv4TyX+9Xofv1MwTmOylLCGI94ZxG10=';
  const headers = (more: object = {}) => ({
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(AT_S),
    'webhook-signature': SIGNATURE,
    ...more,
  });
  const isSigned = (
    given: Record<string, string | undefined>,
    body = '{"a":1}',
    now = NOW,
    secrets = [SECRET],
  ) => verifyStandardWebhook(given, bytes(body), secrets, now).signed;

  test('an independent vector is right, and its id is told', () => {
    expect(verifyStandardWebhook(headers(), bytes('{"a":1}'), [SECRET], NOW)).toEqual({
      signed: true,
      id: 'msg_1',
    });
  });

  test.each(OFFSETS)('%d s away is %s', (seconds, good) => {
    expect(isSigned(headers(), '{"a":1}', NOW + seconds * 1000)).toBe(good);
  });

  test('one of several signatures and one of several secrets are enough', () => {
    const several = headers({ 'webhook-signature': `v1a,AAAA v1,${'A'.repeat(43)}= ${SIGNATURE}` });
    expect(isSigned(several)).toBe(true);
    expect(isSigned(headers(), '{"a":1}', NOW, [OTHER, SECRET])).toBe(true);
    expect(isSigned(headers(), '{"a":1}', NOW, [OTHER])).toBe(false);
  });

  test.each<[string, Record<string, string | undefined>, string]>([
    ['another body', headers(), '{"a": 1}'],
    ['an escaped letter', headers(), String.raw`{"\u0061":1}`],
    ['a line break', headers(), '{"a":1}\n'],
    ['another id', headers({ 'webhook-id': 'msg_2' }), '{"a":1}'],
    ['another time', headers({ 'webhook-timestamp': String(AT_S + 1) }), '{"a":1}'],
    ['a time in milliseconds', headers({ 'webhook-timestamp': String(NOW) }), '{"a":1}'],
    ['a time with a fraction', headers({ 'webhook-timestamp': `${AT_S}.0` }), '{"a":1}'],
    ['no id', headers({ 'webhook-id': undefined }), '{"a":1}'],
    ['no signature', headers({ 'webhook-signature': undefined }), '{"a":1}'],
    ['an empty signature', headers({ 'webhook-signature': '' }), '{"a":1}'],
    ['no version', headers({ 'webhook-signature': SIGNATURE.slice(3) }), '{"a":1}'],
    ['a long signature', headers({ 'webhook-signature': 'v1,'.repeat(5000) }), '{"a":1}'],
    ['two headers', headers({ 'Webhook-Signature': SIGNATURE }), '{"a":1}'],
  ])('%s is refused', (_name, given, body) => {
    expect(isSigned(given, body)).toBe(false);
  });

  test.each(['', 'whsec_', 'whsec_%%%', '='])('the secret "%s" signs nothing', (secret) => {
    expect(isSigned(headers(), '{"a":1}', NOW, [secret])).toBe(false);
  });

  test('any header text is refused and never thrown at', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(text, text, text, (id, timestamp, signature) => {
        fc.pre(signature !== SIGNATURE);
        const given = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
        expect(isSigned(given)).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });
});
