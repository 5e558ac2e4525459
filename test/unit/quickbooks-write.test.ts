// Writes to QuickBooks with prepared answers: addresses, keys, bodies, and what each answer means for each item.
import { describe, expect, test } from 'vitest';
import type { CustomerDocument, InvoiceDocument, PaymentDocument } from '../../shared/core/documents.ts';
import type { BatchAnswer } from '../../shared/connectors/ports.ts';
import { ACCESS, canned, intentOf, type Prepared, reply, US } from '../support/quickbooks.ts';

const customer: CustomerDocument = { type: 'customer', name: 'Bilbo', active: true };
const invoice: InvoiceDocument = {
  type: 'invoice',
  customer: '11',
  currency: 'USD',
  date: '2026-11-20',
  lines: [{ item: '1', amount: '0.10' }],
  taxMode: 'none',
};
const payment: PaymentDocument = {
  type: 'payment',
  customer: '11',
  currency: 'USD',
  date: '2026-11-21',
  amount: '123456789012345.67',
  applications: [],
};
const ref = { type: 'invoice', id: '155', revision: '4', updatedAt: 0 } as const;
const done = (id: string) => ({ Id: id, SyncToken: '0', DisplayName: 'Bilbo', Active: true });
const summary = (answer: BatchAnswer) =>
  answer.ok
    ? Object.fromEntries(
        [...answer.value].map(([bId, outcome]) => [
          bId,
          outcome.type === 'done' ? `done ${outcome.snapshot.ref.id}` : outcome.fault.fault,
        ]),
      )
    : answer.fault.fault;

describe('one intent', () => {
  test('is a single call with the headers and the key of its item', async () => {
    const { ledger, requests } = canned({
      json: { Customer: done('60'), time: '2026-11-21T04:00:00.5-08:00' },
    });
    const answer = await ledger.write(ACCESS, 'req1', [intentOf('b1', 'create', customer)]);
    expect(summary(answer)).toEqual({ b1: 'done 60' });
    expect(requests).toEqual([
      {
        method: 'POST',
        url: 'https://sandbox-quickbooks.api.intuit.com/v3/company/9130350000000001/customer?minorversion=75&requestid=req1-b1',
        headers: {
          authorization: 'Bearer token-1',
          accept: 'application/json',
          'content-type': 'application/json',
        },
        body: '{"DisplayName":"Bilbo"}',
        timeoutMs: 1000,
      },
    ]);
  });

  test.each([
    [
      'void of an invoice',
      intentOf('b', 'void', invoice, ref),
      'invoice',
      'operation=void',
      '{"Id":"155","SyncToken":"4"}',
    ],
    [
      'delete of an invoice',
      intentOf('b', 'delete', invoice, ref),
      'invoice',
      'operation=delete',
      '{"Id":"155","SyncToken":"4"}',
    ],
    [
      'void of a payment',
      intentOf('b', 'void', payment, ref),
      'payment',
      'operation=update&include=void',
      '{"Id":"155","SyncToken":"4","sparse":true}',
    ],
    [
      'end of a customer',
      intentOf('b', 'delete', customer, ref),
      'customer',
      'requestid',
      '{"Id":"155","SyncToken":"4","sparse":true,"Active":false}',
    ],
  ])('%s', async (...[, intent, path, query, body]) => {
    const { ledger, requests } = canned();
    await ledger.write(ACCESS, 'r', [intent]);
    expect(requests[0]?.url).toMatch(new RegExp(`/${path}\\?.*${query}`));
    expect(requests[0]?.body).toBe(body);
  });

  test.each<[string, Prepared, unknown]>([
    ['refused by the content', reply({ Fault: { Error: [{ code: '5010' }] } }, 400), { b1: 'stale' }],
    ['refused by the token', reply({ fault: { error: [{ code: '3200' }] } }, 401), 'unauthorised'],
    ['answered with HTML', reply('<html>'), 'unknown_outcome'],
    ['answered with another object', { json: { Vendor: done('1') } }, { b1: 'unknown_outcome' }],
    ['answered with nothing', { json: { BatchItemResponse: [] } }, { b1: 'unknown_outcome' }],
    ['answered with a list', { json: [] }, 'unknown_outcome'],
    ['broken off', { failed: 'broken' }, 'unknown_outcome'],
    ['too slow', { failed: 'timeout' }, 'unknown_outcome'],
    ['answered without end', { failed: 'too_large' }, 'unknown_outcome'],
    ['never sent', { failed: 'refused' }, 'unavailable'],
  ])('%s', async (_name, answer, expected) => {
    const { ledger } = canned(answer);
    expect(summary(await ledger.write(ACCESS, 'r', [intentOf('b1', 'create', customer)]))).toEqual(expected);
  });
});

describe('a batch', () => {
  const intents = ['b1', 'b2', 'b3'].map((bId) => intentOf(bId, 'create', customer));

  test('finds its answers by their bId, in any order and with some missing', async () => {
    const items = [
      { bId: 'b3', Fault: { Error: [{ Message: 'Duplicate', code: '6240' }], type: 'ValidationFault' } },
      { bId: 'b1', Customer: done('61') },
      { bId: 'other', Customer: done('99') },
    ];
    const { ledger, requests } = canned({ json: { BatchItemResponse: items } });
    const answer = await ledger.write(ACCESS, 'req1', intents);
    expect(summary(answer)).toEqual({ b1: 'done 61', b2: 'unknown_outcome', b3: 'name_taken' });
    expect(requests[0]?.url).toMatch(/\/batch\?minorversion=75&requestid=req1$/);
  });

  test('spells voids and deletes as documented', async () => {
    const { ledger, requests } = canned();
    await ledger.write({ ...ACCESS, reference: US }, 'r', [
      intentOf('v', 'void', payment, ref),
      intentOf('d', 'delete', invoice, ref),
      intentOf('c', 'create', invoice),
    ]);
    expect(JSON.parse(requests[0]?.body ?? '')).toMatchObject({
      BatchItemRequest: [
        {
          bId: 'v',
          operation: 'update',
          optionsData: 'void',
          Payment: { Id: '155', SyncToken: '4', sparse: true },
        },
        { bId: 'd', operation: 'delete', Invoice: { Id: '155', SyncToken: '4' } },
        { bId: 'c', operation: 'create', Invoice: { CustomerRef: { value: '11' } } },
      ],
    });
  });

  test('fails as a whole when the call does', async () => {
    const { ledger } = canned(reply({ Fault: { Error: [{ code: '3001' }] } }, 429));
    expect(summary(await ledger.write(ACCESS, 'r', intents))).toBe('throttled');
  });

  test.each([
    ['nothing', []],
    ['more than thirty', Array.from({ length: 31 }, (_, index) => intentOf(`b${index}`, 'create', customer))],
    ['the void of an invoice', [intentOf('a', 'void', invoice, ref), intentOf('b', 'create', customer)]],
    ['a key that is too long', [intentOf('b'.repeat(30), 'create', customer)]],
    ['a key with a space', [intentOf('b 1', 'create', customer)]],
  ])('is never sent with %s', async (_name, list) => {
    const { ledger, requests } = canned();
    expect(summary(await ledger.write(ACCESS, 'r'.repeat(26), list))).toBe('unexpected');
    expect(requests).toEqual([]);
  });
});

test('amounts travel as their own digits', async () => {
  const { ledger, requests } = canned();
  await ledger.write(ACCESS, 'r', [intentOf('p', 'create', payment)]);
  expect(requests[0]?.body).toContain('"TotalAmt":123456789012345.67');
});

describe('reading', () => {
  test('asks one query for each type, and takes absence for deletion', async () => {
    const rows = [
      { bId: 'q0', QueryResponse: { Customer: [done('1')] } },
      { bId: 'q1', QueryResponse: {} },
    ];
    const { ledger, requests } = canned({ json: { BatchItemResponse: rows, time: '2026-11-21T12:00:00Z' } });
    const answer = await ledger.read(ACCESS, [
      { type: 'invoice', id: '155' },
      { type: 'customer', id: '1' },
    ]);
    expect(
      answer.ok && answer.value.map(({ ref: own, status }) => `${own.type} ${own.id} ${status}`),
    ).toEqual(['customer 1 live', 'invoice 155 deleted']);
    expect(requests).toHaveLength(1);
    expect(requests[0]?.body).toContain("WHERE Id IN ('1') AND Active IN (true, false)");
  });

  test.each<[string, Prepared]>([
    ['a body without rows', { json: {} }],
    ['rows that are no list', { json: { QueryResponse: { Invoice: 'x' } } }],
    ['a row without an id', { json: { QueryResponse: { Invoice: [{}] } } }],
  ])('takes %s for no deletion', async (_name, prepared) => {
    const { ledger } = canned(prepared);
    const answer = await ledger.read(ACCESS, [{ type: 'invoice', id: '155' }]);
    expect(answer.ok ? 'ok' : answer.fault.fault).toBe('unexpected');
  });

  test('of nothing asks nothing', async () => {
    const { ledger, requests } = canned();
    expect(await ledger.read(ACCESS, [])).toEqual({ ok: true, value: [] });
    expect(requests).toEqual([]);
  });

  test('quotes cannot leave their literal', async () => {
    const { ledger, requests } = canned();
    await ledger.find(ACCESS, { ...customer, name: "O'Brien\\' OR 1=1" });
    const query = new URL(requests[0]?.url ?? '').searchParams.get('query');
    expect(query).toContain(String.raw`'O\'Brien\\\' OR 1=1'`);
  });

  test('what QuickBooks keeps in other words is found in ours', async () => {
    const shown = {
      Id: '180',
      CustomerRef: { value: '11' },
      CurrencyRef: { value: 'USD' },
      TxnDate: '2026-11-21',
      TotalAmt: 5,
      PaymentRefNum: 'a reference longer th',
    };
    const { ledger } = canned(
      {
        json: {
          QueryResponse: {
            Payment: [shown, { ...shown, Id: '181', PaymentRefNum: 'A REFERENCE LONGER TH' }],
          },
        },
      },
      { json: { QueryResponse: { Customer: [{ Id: '1', DisplayName: 'Bilbo Baggins', Active: true }] } } },
    );
    const reference = 'a reference longer than twenty-one';
    const payments = await ledger.find(ACCESS, { ...payment, reference });
    expect(payments.ok && payments.value.map((found) => found.document)).toMatchObject([
      { reference },
      { reference: 'A REFERENCE LONGER TH' },
    ]);
    const customers = await ledger.find(ACCESS, { ...customer, name: 'Bilbo:  Baggins' });
    expect(customers.ok && customers.value[0]?.document).toMatchObject({ name: 'Bilbo:  Baggins' });
  });

  test('a company with a path of its own stays a name', async () => {
    const { ledger, requests } = canned();
    await ledger.find({ ...ACCESS, company: '../../evil?x=' }, customer);
    expect(requests[0]?.url).toContain('/v3/company/..%2F..%2Fevil%3Fx%3D/query');
  });
});
