// Requests as such: replays of request ids, batches, limits, counters and both kinds of fault bodies.
import { describe, expect, test } from 'vitest';
import { objectAt, objectsAt, textAt, type JsonObject } from '../../simulators/quickbooks/core/json.ts';
import {
  codeOf,
  idOf,
  openDesk,
  realmId,
  salesForm,
  shown,
  verdict,
  version,
  type Desk,
} from './books-support.ts';

const answersOf = (body: JsonObject) => objectsAt(body, 'BatchItemResponse');
const batch = (desk: Desk, items: readonly JsonObject[], query = '') =>
  desk.post('/batch', { BatchItemRequest: items }, query);
const customerItem = (bId: string, DisplayName: string): JsonObject => ({
  bId,
  operation: 'create',
  Customer: { DisplayName },
});

describe('a request id', () => {
  test('gives the first answer again, and makes no second object', () => {
    const desk = openDesk();
    const first = desk.post('/invoice', salesForm(10), 'requestid=a1');
    desk.wait(90_000);
    const again = desk.post('/invoice', salesForm(10), 'requestid=a1');
    expect(again.body).toEqual(first.body);
    expect(desk.books.inspect(realmId).counts.Invoice).toBe(1);
    expect(desk.changes()).toHaveLength(1);
  });

  test('gives it also after the object was deleted, and for another intent', () => {
    const desk = openDesk();
    const first = desk.post('/invoice', salesForm(10), 'requestid=a1');
    desk.post('/invoice', version(shown('Invoice', first)), 'operation=delete');
    const again = desk.post('/payment', { CustomerRef: { value: '2' }, TotalAmt: 3 }, 'requestid=a1');
    expect(again.body).toEqual(first.body);
    expect(verdict(desk.get(`/invoice/${idOf(shown('Invoice', again))}`))).toBe('400 610');
  });

  test('may have 50 characters', () => {
    const desk = openDesk();
    expect(verdict(desk.post('/invoice', salesForm(1), `requestid=${'x'.repeat(50)}`))).toBe('200');
    expect(verdict(desk.post('/invoice', salesForm(1), `requestid=${'x'.repeat(51)}`))).toBe('400 2130');
  });

  test.each([
    [true, '400 2500'],
    [false, '200'],
  ])('remembers refusals: %s', (replayFaults, expected) => {
    const desk = openDesk();
    desk.knobs().replayFaults = replayFaults;
    const body = { ...salesForm(1), CustomerRef: { value: '3' } };
    expect(verdict(desk.post('/invoice', body, 'requestid=r'))).toBe('400 2500');
    desk.post('/customer', { DisplayName: 'Cy' });
    expect(verdict(desk.post('/invoice', body, 'requestid=r'))).toBe(expected);
  });

  test('is ignored when the company does not keep them', () => {
    const desk = openDesk();
    desk.knobs().requestIdReplay = 'off';
    desk.post('/invoice', salesForm(1), 'requestid=r');
    desk.post('/invoice', salesForm(1), 'requestid=r');
    expect(desk.books.inspect(realmId).counts.Invoice).toBe(2);
  });

  test('that is empty is none', () => {
    const desk = openDesk();
    desk.post('/invoice', salesForm(1), 'requestid=');
    desk.post('/invoice', salesForm(1), 'requestid=');
    expect(desk.books.inspect(realmId).counts.Invoice).toBe(2);
  });

  test('is not used up by a throttled request', () => {
    const desk = openDesk();
    desk.knobs().throttle.enforce = true;
    desk.knobs().throttle.perSecond = 0;
    expect(verdict(desk.post('/invoice', salesForm(1), 'requestid=r'))).toBe('429 3001');
    desk.knobs().throttle.perSecond = 1;
    expect(verdict(desk.post('/invoice', salesForm(1), 'requestid=r'))).toBe('200');
  });

  test('is known per company', () => {
    const desk = openDesk();
    desk.books.openCompany({ realmId: '2', name: 'Other' });
    desk.post('/customer', { DisplayName: 'Cy' }, 'requestid=r');
    const request = {
      method: 'POST',
      path: '',
      query: new URLSearchParams('requestid=r'),
      headers: {},
      body: '{"DisplayName":"Dee"}',
    };
    desk.books.answer({ realmId: '2', resource: '/customer', request });
    expect(desk.books.inspect('2').counts.Customer).toBe(1);
  });
});

describe('a batch', () => {
  test('answers each item by its id, with refusals inside a 200', () => {
    const desk = openDesk();
    const reply = batch(desk, [
      customerItem('one', 'Cy'),
      customerItem('two', 'CY'),
      { bId: 'three', Query: 'select count(*) from Customer' },
      { bId: 'four', operation: 'destroy', Customer: {} },
    ]);
    expect(reply.status).toBe(200);
    const [one, two, three, four] = answersOf(reply.body);
    expect(one).toMatchObject({ bId: 'one', Customer: { DisplayName: 'Cy' } });
    expect([two?.bId, codeOf(two ?? {})]).toEqual(['two', '6240']);
    // The query sees the books as they were before the batch.
    expect(three).toEqual({ bId: 'three', QueryResponse: { totalCount: 2 } });
    expect(codeOf(four ?? {})).toBe('500');
  });

  test.each([
    [30, '200'],
    [31, '400 1040'],
  ])('holds at most 30 items: %i', (count, expected) => {
    const desk = openDesk();
    const items = Array.from({ length: count }, (_, n) => customerItem(String(n), `Customer ${n}`));
    expect(verdict(batch(desk, items))).toBe(expected);
    expect(desk.books.inspect(realmId).counts.Customer).toBe(count === 30 ? 32 : 2);
  });

  test('cannot use in one item what another has made', () => {
    const desk = openDesk();
    const pay = {
      CustomerRef: { value: '1' },
      TotalAmt: 5,
      Line: [{ Amount: 5, LinkedTxn: [{ TxnId: '1', TxnType: 'Invoice' }] }],
    };
    const reply = batch(desk, [
      { bId: '1', operation: 'create', Invoice: salesForm(5) },
      { bId: '2', operation: 'create', Payment: pay },
      { bId: '3', operation: 'create', Customer: { DisplayName: 'Cy' } },
      { bId: '4', operation: 'create', Invoice: { ...salesForm(5), CustomerRef: { value: '3' } } },
    ]);
    expect(answersOf(reply.body).map(codeOf)).toEqual([undefined, '610', undefined, '2500']);
    expect(desk.payment(5, [['Invoice', '1', 5]]).UnappliedAmt).toBe(0);
  });

  test('voids, updates and deletes', () => {
    const desk = openDesk();
    const [invoice, payment, spare] = [desk.invoice(5), desk.payment(5, []), desk.invoice(6)];
    const reply = batch(desk, [
      { bId: '1', operation: 'update', optionsData: 'void', Invoice: version(invoice) },
      { bId: '2', operation: 'update', optionsData: 'void', Payment: { ...version(payment), sparse: true } },
      { bId: '3', operation: 'delete', Invoice: version(spare) },
    ]);
    expect(answersOf(reply.body)).toMatchObject([
      { Invoice: { TotalAmt: 0 } },
      { Payment: { TotalAmt: 0 } },
      { Invoice: { status: 'Deleted' } },
    ]);
  });

  test('may answer in another order', () => {
    const desk = openDesk();
    desk.knobs().shuffleBatchAnswers = true;
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
    const reply = batch(
      desk,
      ids.map((bId) => customerItem(bId, `Customer ${bId}`)),
    );
    const order = answersOf(reply.body).map((item) => textAt(item, 'bId') ?? '');
    expect(order).not.toEqual(ids);
    expect(order.toSorted()).toEqual(ids);
    for (const item of answersOf(reply.body)) {
      expect(objectAt(item, 'Customer')?.DisplayName).toBe(`Customer ${textAt(item, 'bId')}`);
    }
  });

  test('replays each item by request id and item id', () => {
    const desk = openDesk();
    const first = batch(desk, [customerItem('1', 'Cy')], 'requestid=b');
    const second = batch(desk, [customerItem('1', 'Cy'), customerItem('2', 'Dee')], 'requestid=b');
    expect(answersOf(second.body)[0]).toEqual(answersOf(first.body)[0]);
    expect(desk.books.inspect(realmId).counts.Customer).toBe(4);
  });

  test('replays as a whole when the company does so', () => {
    const desk = openDesk();
    desk.knobs().requestIdReplay = 'perBatch';
    const first = batch(desk, [customerItem('1', 'Cy')], 'requestid=b');
    const second = batch(desk, [customerItem('1', 'Cy'), customerItem('2', 'Dee')], 'requestid=b');
    expect(second.body).toEqual(first.body);
  });

  test('counts the longest item id into the 50 characters', () => {
    const desk = openDesk();
    const item = customerItem('0123456789', 'Cy');
    expect(verdict(batch(desk, [item], `requestid=${'x'.repeat(40)}`))).toBe('200');
    expect(verdict(batch(desk, [item], `requestid=${'y'.repeat(41)}`))).toBe('400 2130');
  });
});

describe('limits', () => {
  const limited = () => {
    const desk = openDesk();
    desk.knobs().throttle.enforce = true;
    return desk;
  };

  test('ten requests in a second', () => {
    const desk = limited();
    const statuses = Array.from({ length: 12 }, () => desk.get('/customer/1').status);
    expect(statuses.filter((status) => status === 429)).toHaveLength(2);
    desk.wait(1000);
    expect(desk.get('/customer/1').status).toBe(200);
  });

  test('five hundred in a minute', () => {
    const desk = limited();
    const statuses = Array.from({ length: 505 }, () => {
      desk.wait(101);
      return desk.get('/customer/1').status;
    });
    expect(statuses.filter((status) => status === 429)).toHaveLength(5);
    desk.wait(60_000);
    expect(desk.get('/customer/1').status).toBe(200);
  });

  test('forty batches in a minute', () => {
    const desk = limited();
    const one = () => {
      desk.wait(200);
      return batch(desk, [{ bId: '1', Query: 'select count(*) from Item' }]).status;
    };
    const statuses = Array.from({ length: 41 }, one);
    expect(statuses.filter((status) => status === 429)).toHaveLength(1);
    expect(desk.get('/customer/1').status).toBe(200);
  });

  test.each<readonly ['429' | '403', number]>([
    ['429', 429],
    ['403', 403],
  ])('are told by the gateway, in lower case: %s', (variant, status) => {
    const desk = limited();
    desk.knobs().throttle.variant = variant;
    desk.knobs().throttle.perMinute = 0;
    const before = desk.books.inspect(realmId).counts.Invoice;
    const reply = desk.post('/invoice', salesForm(1));
    expect(reply.status).toBe(status);
    expect(reply.headers.intuit_tid).toBeDefined();
    expect(reply.headers['retry-after']).toBeUndefined();
    expect(reply.body).toEqual({
      fault: {
        error: [
          {
            message: `message=ThrottleExceeded; errorCode=003001; statusCode=${status}`,
            detail: 'The request limit was reached.  Try again later',
            code: '3001',
          },
        ],
        type: 'SERVICE',
      },
    });
    expect(desk.books.inspect(realmId).counts.Invoice).toBe(before);
  });

  test('the reads of a month run out, and the next month has its own', () => {
    const desk = openDesk();
    desk.knobs().readsPerMonth = 2;
    expect([1, 2, 3].map(() => desk.get('/customer/1').status)).toEqual([200, 200, 429]);
    expect(verdict(desk.post('/customer', { DisplayName: 'Cy' }))).toBe('429 3001');
    expect(desk.books.inspect(realmId).calls.readsByMonth).toEqual({ '2026-08': 2 });
    desk.wait(31 * 24 * 3_600_000);
    expect(desk.get('/customer/1').status).toBe(200);
  });
});

describe('counters and the log of writes', () => {
  test('tell reads, writes and batches apart', () => {
    const desk = openDesk();
    const invoice = desk.invoice(5);
    desk.get(`/invoice/${idOf(invoice)}`);
    desk.get(`/invoice/${idOf(invoice)}/pdf`);
    desk.query('select * from Invoice');
    desk.get('/cdc', 'entities=Invoice&changedSince=2026-08-01');
    desk.get('/invoice/99');
    batch(desk, [customerItem('1', 'Cy'), { bId: '2', Query: 'select * from Item' }]);
    expect(desk.books.inspect(realmId).calls).toMatchObject({
      requests: 7,
      batches: 1,
      batchItems: 2,
      writes: 2,
      reads: 5,
      throttled: 0,
      byStatus: { 200: 6, 400: 1 },
    });
  });

  test('name the request of a write, and what followed from it', () => {
    const desk = openDesk();
    const id = idOf(desk.invoice(5));
    const body = {
      CustomerRef: { value: '1' },
      TotalAmt: 5,
      Line: [{ Amount: 5, LinkedTxn: [{ TxnId: id, TxnType: 'Invoice' }] }],
    };
    batch(desk, [{ bId: 'p', operation: 'create', Payment: body }], 'requestid=r9');
    expect(desk.books.inspect(realmId).writeLog).toMatchObject([
      { entity: 'Invoice', operation: 'Create', by: 'api', syncToken: '0' },
      { entity: 'Payment', operation: 'Create', by: 'api', requestId: 'r9', bId: 'p' },
      { entity: 'Invoice', id, operation: 'Update', by: 'books', syncToken: '1' },
    ]);
  });
});

describe('documents', () => {
  test('are any bytes of a PDF', () => {
    const desk = openDesk();
    const reply = desk.get(`/invoice/${idOf(desk.invoice(5))}/pdf`);
    expect(reply.headers['content-type']).toBe('application/pdf');
    expect(new TextDecoder().decode(reply.bytes).slice(0, 5)).toBe('%PDF-');
  });

  test('sent by mail change the token, the status and the address', () => {
    const desk = openDesk();
    const id = idOf(desk.invoice(5));
    expect(verdict(desk.post(`/invoice/${id}/send`, ''))).toBe('400 2020');
    const reply = desk.post(`/invoice/${id}/send`, '', 'sendTo=ada@example.org');
    expect(shown('Invoice', reply)).toMatchObject({
      SyncToken: '1',
      EmailStatus: 'EmailSent',
      BillEmail: { Address: 'ada@example.org' },
      DeliveryInfo: { DeliveryType: 'Email', DeliveryTime: '2026-08-03T09:20:30-07:00' },
    });
    expect(desk.changes().at(-1)).toMatchObject({ entity: 'Invoice', operation: 'Emailed' });
  });
});
