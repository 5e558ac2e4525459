// QuickBooks' webhooks: who is refused, what is read of both formats, and that a signed body is never refused.
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createQuickBooksNotices } from '../../shared/connectors/quickbooks/notices.ts';

const TOKEN = 'verifier-token-1';
const reader = (...tokens: string[]) => createQuickBooksNotices({ verifierTokens: async () => tokens });
const sign = (body: string | Uint8Array, token = TOKEN) =>
  createHmac('sha256', token).update(body).digest('base64');
const bytes = (text: string) => new TextEncoder().encode(text);
const readSigned = (body: string | Uint8Array) =>
  reader(TOKEN).read({ 'intuit-signature': sign(body) }, typeof body === 'string' ? bytes(body) : body);

const BODY =
  '[{"specversion":"1.0","id":"e1","type":"qbo.invoice.updated.v1","time":"2026-11-21T10:00:00.123456789Z","intuitentityid":"130","intuitaccountid":"9130350000000001","data":{}}]';
/** Computed with openssl, not with this code. */
const SIGNATURE = 'ruy2mqVy608Jf3mBC1St4fgdo3y+IoOfseAlMQEY+2A=';
const COMPANY = '9130350000000001';
const notice = (type: string, id: string, at = '2026-11-21T10:00:00.123Z') => ({
  company: COMPANY,
  document: { type, id },
  at: Date.parse(at),
});

describe('the signature', () => {
  test('of an independent tool is right', async () => {
    expect(await reader(TOKEN).read({ 'intuit-signature': SIGNATURE }, bytes(BODY))).toEqual({
      type: 'notices',
      notices: [notice('invoice', '130')],
      unreadable: 0,
    });
  });

  test('may be of either token while they change, and of the old one no longer', async () => {
    const read = (...tokens: string[]) =>
      reader(...tokens).read({ 'Intuit-Signature': SIGNATURE }, bytes(BODY));
    expect((await read('verifier-token-2', TOKEN)).type).toBe('notices');
    expect((await read('verifier-token-2')).type).toBe('refused');
    expect((await read()).type).toBe('refused');
  });

  test.each([
    ['another key order', '[{"id":"e1","specversion":"1.0"}]'],
    ['an escaped letter', BODY.replace('qbo', String.raw`\u0071bo`)],
    ['a closing line break', `${BODY}\n`],
    ['a byte order mark', `\uFEFF${BODY}`],
  ])('is over the bytes: %s is refused', async (_name, body) => {
    expect(await reader(TOKEN).read({ 'intuit-signature': SIGNATURE }, bytes(body))).toEqual({
      type: 'refused',
    });
  });

  test.each<[string, Record<string, string | undefined>]>([
    ['missing', {}],
    ['undefined', { 'intuit-signature': undefined }],
    ['empty', { 'intuit-signature': '' }],
    ['doubled in one header', { 'intuit-signature': `${SIGNATURE},${SIGNATURE}` }],
    ['in two headers', { 'intuit-signature': SIGNATURE, 'Intuit-Signature': SIGNATURE }],
    ['over-long', { 'intuit-signature': `${SIGNATURE}AAAA` }],
    ['hexadecimal', { 'intuit-signature': Buffer.from(SIGNATURE, 'base64').toString('hex') }],
    ['without its padding', { 'intuit-signature': SIGNATURE.slice(0, -1) }],
    ['with a blank', { 'intuit-signature': ` ${SIGNATURE}` }],
    ['in URL letters', { 'intuit-signature': SIGNATURE.replaceAll('+', '-') }],
  ])('%s is refused', async (_name, headers) => {
    expect(await reader(TOKEN).read(headers, bytes(BODY))).toEqual({ type: 'refused' });
  });

  test('of any text is refused and never thrown at', async () => {
    const header = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.base64String(),
      fc.string({ minLength: 44, maxLength: 44 }),
    );
    await fc.assert(
      fc.asyncProperty(header, async (value) => {
        fc.pre(value !== SIGNATURE);
        const answer = await reader(TOKEN).read({ 'intuit-signature': value }, bytes(BODY));
        expect(answer).toEqual({ type: 'refused' });
      }),
      { numRuns: 2000 },
    );
  });
});

const event = (type: string, more: object = {}) => ({
  specversion: '1.0',
  id: 'e',
  type,
  time: '2026-11-21T10:00:00.123Z',
  intuitentityid: '130',
  intuitaccountid: COMPANY,
  data: {},
  ...more,
});

describe('CloudEvents', () => {
  test.each([
    ['created', 'qbo.invoice.created.v1'],
    ['void', 'qbo.invoice.void.v1'],
    ['Voided', 'qbo.Invoice.Voided.v1'],
    ['a word nobody knows', 'qbo.invoice.reconsidered.v2'],
    ['upper case', 'QBO.INVOICE.UPDATED.V1'],
  ])('%s leads to the document', async (_name, type) => {
    expect(await readSigned(JSON.stringify([event(type)]))).toMatchObject({
      notices: [notice('invoice', '130')],
    });
  });

  test('a merge names both', async () => {
    const body = JSON.stringify([event('qbo.customer.merged.v1', { data: { deletedId: '44' } })]);
    expect(await readSigned(body)).toMatchObject({
      notices: [notice('customer', '130'), notice('customer', '44')],
    });
  });

  test.each([
    ['vendor', 'supplier'],
    ['creditmemo', 'credit_note'],
    ['refundreceipt', 'refund_receipt'],
    ['purchase', 'expense'],
  ] as const)('a %s is a %s', async (entity, type) => {
    const body = JSON.stringify([event(`qbo.${entity}.void.v1`)]);
    expect(await readSigned(body)).toMatchObject({ notices: [notice(type, '130')] });
  });

  test('types we do not keep are ignored, broken ones counted, the others read', async () => {
    const events = [
      event('qbo.bill.created.v1'),
      event('qbo.constructor.created.v1'),
      event('other.invoice.created.v1'),
      event('qbo.payment.created.v1', { intuitentityid: '180' }),
      { type: 'qbo.invoice.created.v1' },
      event('qbo.invoice.created.v1', { time: 'soon' }),
      event('qbo.invoice.created.v1', { intuitentityid: 'a/../b' }),
      'text',
      null,
    ];
    expect(await readSigned(JSON.stringify(events))).toEqual({
      type: 'notices',
      notices: [notice('payment', '180')],
      unreadable: 5,
    });
  });

  test('one notice for each document, at its latest change, and of several companies', async () => {
    const body = JSON.stringify([
      event('qbo.invoice.created.v1'),
      event('qbo.invoice.updated.v1', { time: '2026-11-21T10:00:05Z' }),
      event('qbo.invoice.updated.v1', { time: '2026-11-21T10:00:01Z' }),
      event('qbo.invoice.updated.v1', { intuitaccountid: '77' }),
    ]);
    expect(await readSigned(body)).toMatchObject({
      notices: [
        notice('invoice', '130', '2026-11-21T10:00:05Z'),
        { ...notice('invoice', '130'), company: '77' },
      ],
    });
  });
});

test('the older format: several companies, a merge, and entities we cannot read', async () => {
  const entities = [
    {
      name: 'Customer',
      id: '43',
      operation: 'Merge',
      lastUpdated: '2026-11-21T10:00:00.123Z',
      deletedId: '44',
    },
    { name: 'Payment', id: '180', operation: 'Void', lastUpdated: '2026-11-21T10:00:00.123Z' },
    { name: 'Bill', id: '1', operation: 'Create', lastUpdated: '2026-11-21T10:00:00.123Z' },
    { name: 'Invoice' },
  ];
  const body = { eventNotifications: [{ realmId: COMPANY, dataChangeEvent: { entities } }] };
  expect(await readSigned(JSON.stringify(body))).toEqual({
    type: 'notices',
    notices: [notice('customer', '43'), notice('customer', '44'), notice('payment', '180')],
    unreadable: 1,
  });
});

describe('a signed body that makes no sense is acknowledged', () => {
  test.each<[string, string | Uint8Array]>([
    ['nothing', ''],
    ['no JSON', '{"eventNotifications":'],
    ['a number', '42'],
    ['null', 'null'],
    ['another object', '{"hello":"world"}'],
    ['a prototype', '[{"__proto__":{"polluted":true}}]'],
    ['a constructor', '{"constructor":{"prototype":{"polluted":true}}}'],
    ['a deep list', '['.repeat(200_000) + ']'.repeat(200_000)],
    ['deep objects', '{"a":'.repeat(50_000) + '1' + '}'.repeat(50_000)],
    ['broken UTF-8', Uint8Array.of(0x5b, 0xff, 0xfe, 0x5d)],
    ['too much', `"${'x'.repeat(5 * 1024 * 1024)}"`],
  ])('%s', async (_name, body) => {
    expect(await readSigned(body)).toEqual({ type: 'notices', notices: [], unreadable: 1 });
    expect({}).not.toHaveProperty('polluted');
  });

  test('whatever JSON it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), async (body) => {
        expect((await readSigned(body)).type).toBe('notices');
      }),
      { numRuns: 500 },
    );
  });
});
