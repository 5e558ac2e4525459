// The query language with its limits, and change data capture.
import { describe, expect, test } from 'vitest';
import { objectAt, objectsAt, textAt, type JsonObject } from '../../simulators/quickbooks/core/json.ts';
import { detailOf, idOf, openDesk, rowsOf, verdict, version, type Desk } from './books-support.ts';

const ask = (desk: Desk, text: string) => desk.get('/query', new URLSearchParams({ query: text }).toString());
const idsOf = (desk: Desk, entity: string, text: string) =>
  rowsOf(desk.query(text), entity).map((row) => row.Id);
const responseOf = (body: JsonObject) => objectAt(body, 'QueryResponse') ?? {};

const filled = () => {
  const desk = openDesk();
  for (const [amount, number] of [
    [10, 'A1'],
    [20, 'B2'],
    [30, 'B3'],
  ] as const) {
    desk.invoice(amount, { DocNumber: number, PrivateNote: 'marker' });
    desk.wait(1000);
  }
  return desk;
};

describe('conditions', () => {
  test.each<readonly [where: string, ids: readonly string[]]>([
    ["Id = '2'", ['2']],
    ["Id in ('1', '3')", ['3', '1']],
    ["DocNumber = 'A1'", ['1']],
    ["DocNumber LIKE 'B%'", ['3', '2']],
    ["DocNumber like '%2%'", ['2']],
    ["TotalAmt > '10'", ['3', '2']],
    ["TotalAmt >= '20' and TotalAmt < '30'", ['2']],
    ["TotalAmt <= '9.99'", []],
    ["Balance = '20'", ['2']],
    ["CustomerRef = '1' AND TotalAmt = '30'", ['3']],
    ["CustomerRef = '2'", []],
    ["TxnDate = '2026-08-01'", ['3', '2', '1']],
    ["MetaData.LastUpdatedTime > '2026-08-03T09:20:31-07:00'", ['3']],
    ["MetaData.CreateTime <= '2026-08-03T16:20:30Z'", ['1']],
  ])('%s', (where, ids) => {
    expect(idsOf(filled(), 'Invoice', `select * from Invoice where ${where}`)).toEqual(ids);
  });

  test.each<readonly [title: string, text: string, expected: string]>([
    ['PrivateNote cannot be asked for', "select * from Invoice where PrivateNote = 'x'", '400 4001'],
    ['nor DepartmentRef', "select * from Invoice where DepartmentRef = '1'", '400 4001'],
    ['nor AccountRef', "select * from Purchase where AccountRef = '35'", '400 4001'],
    ['ids only by equality', "select * from Invoice where Id > '1'", '400 4001'],
    ['unknown entities', 'select * from Widget', '400 4001'],
    ['position zero', 'select * from Invoice startposition 0', '400 4001'],
    ['more than a thousand', 'select * from Invoice maxresults 1001', '400 4001'],
    ['no OR', "select * from Invoice where Id = '1' or Id = '2'", '400 4000'],
    ['no grouping', 'select * from Invoice group by Id', '400 4000'],
    ['literals without quotes', 'select * from Invoice where TotalAmt > 10', '400 4000'],
    ['a doubled quote', "select * from Customer where DisplayName = 'O''Hara'", '400 4000'],
    ['not a query', 'give me everything', '400 4000'],
    ['a number that is none', "select * from Invoice where TotalAmt > 'ten'", '400 4001'],
  ])('refused: %s', (_title, text, expected) => {
    expect(verdict(ask(filled(), text))).toBe(expected);
  });

  test('the texts of refusals', () => {
    const desk = filled();
    expect(detailOf(ask(desk, 'select * from Invoice startposition 0').body)).toBe(
      'QueryValidationError: value 0 is too small. Min allowed value is 1',
    );
    expect(detailOf(ask(desk, "select * from Invoice where PrivateNote = 'x'").body)).toBe(
      "QueryValidationError: property 'PrivateNote' is not queryable",
    );
  });

  test('a quote is escaped by a backslash', () => {
    const desk = openDesk();
    desk.post('/customer', { DisplayName: "O'Hara" });
    expect(idsOf(desk, 'Customer', "select * from Customer where DisplayName = 'O\\'Hara'")).toEqual(['3']);
  });

  test('a query may be posted', () => {
    const reply = filled().post('/query', "select Id from Invoice where DocNumber = 'A1'");
    expect(rowsOf(reply.body, 'Invoice')).toEqual([{ Id: '1', sparse: true }]);
  });
});

describe('order and pages', () => {
  test('transactions come with the last change first', () => {
    const desk = filled();
    expect(idsOf(desk, 'Invoice', 'select * from Invoice')).toEqual(['3', '2', '1']);
    desk.post('/invoice', { Id: '1', SyncToken: '0', sparse: true });
    expect(idsOf(desk, 'Invoice', 'select * from Invoice')).toEqual(['1', '3', '2']);
  });

  test('names come by name, ignoring case', () => {
    const desk = openDesk();
    for (const DisplayName of ['abel', 'Zoe', 'Bea']) desk.post('/customer', { DisplayName });
    const names = rowsOf(desk.query('select * from Customer'), 'Customer').map((row) => row.DisplayName);
    expect(names).toEqual(['abel', 'Ada', 'Bea', 'Ben', 'Zoe']);
  });

  test.each<readonly [order: string, ids: readonly string[]]>([
    ['ORDERBY TotalAmt DESC', ['3', '2', '1']],
    ['ORDER BY Id', ['1', '2', '3']],
    ['orderby CustomerRef, Id desc', ['3', '2', '1']],
    ['orderby MetaData.LastUpdatedTime', ['1', '2', '3']],
    ['orderby Id STARTPOSITION 2 MAXRESULTS 1', ['2']],
    ['orderby Id MAXRESULTS 1 STARTPOSITION 3', ['3']],
  ])('%s', (order, ids) => {
    expect(idsOf(filled(), 'Invoice', `select * from Invoice ${order}`)).toEqual(ids);
  });

  test('a hundred rows unless asked otherwise; maxResults tells the rows that came', () => {
    const desk = openDesk();
    for (let n = 0; n < 120; n += 1) desk.invoice(1);
    expect(responseOf(desk.query('select * from Invoice'))).toMatchObject({
      maxResults: 100,
      startPosition: 1,
    });
    const all = responseOf(desk.query('select * from Invoice startposition 101 maxresults 1000'));
    expect(all).toMatchObject({ maxResults: 20, startPosition: 101, totalCount: 120 });
  });

  test('nothing found is an empty answer', () => {
    expect(responseOf(openDesk().query('select * from Invoice'))).toEqual({});
  });

  test('counting', () => {
    expect(responseOf(filled().query("select count(*) from Invoice where TotalAmt > '10'"))).toEqual({
      totalCount: 2,
    });
  });

  test.each([
    ['Invoice', true],
    ['Payment', false],
    ['CreditMemo', false],
    ['Customer', false],
    ['Item', false],
    ['Account', false],
  ])('totalCount of %s: %s', (entity, expected) => {
    const desk = filled();
    desk.payment(1, []);
    desk.credit(1);
    expect('totalCount' in responseOf(desk.query(`select * from ${entity}`))).toBe(expected);
  });

  test('walking pages by offset skips a row when one changes in between', () => {
    const desk = filled();
    const first = idsOf(desk, 'Invoice', 'select * from Invoice maxresults 1');
    desk.post('/invoice', { Id: '1', SyncToken: '0', sparse: true });
    const rest = idsOf(desk, 'Invoice', 'select * from Invoice startposition 2');
    expect([...first, ...rest]).not.toContain('1');
  });
});

describe('change data capture', () => {
  const blocksOf = (body: JsonObject) => objectsAt(objectsAt(body, 'CDCResponse')[0], 'QueryResponse');
  const since = (desk: Desk, entities: string, changedSince: string) =>
    desk.get('/cdc', new URLSearchParams({ entities, changedSince }).toString());

  test('gives whole objects, and stubs of the deleted without a start position', () => {
    const desk = filled();
    const payment = desk.payment(5, []);
    desk.post('/payment', version(payment), 'operation=delete');
    const blocks = blocksOf(since(desk, 'Payment,Invoice', '2026-08-03T09:20:32-07:00').body);
    expect(blocks[0]).toEqual({
      Payment: [
        {
          domain: 'QBO',
          status: 'Deleted',
          Id: idOf(payment),
          MetaData: { LastUpdatedTime: '2026-08-03T09:20:33-07:00' },
        },
      ],
      maxResults: 1,
      totalCount: 1,
    });
    expect(blocks[1]).toMatchObject({
      Invoice: [{ Id: '3', TotalAmt: 30 }],
      startPosition: 1,
      maxResults: 1,
    });
  });

  test('has an empty block when nothing changed', () => {
    const desk = openDesk();
    expect(since(desk, 'Invoice', '2026-08-03T00:00:00-07:00').body).toEqual({
      CDCResponse: [{ QueryResponse: [{}] }],
      time: '2026-08-03T09:20:30.250-07:00',
    });
  });

  test('includes what happened in the second asked for, and the invoice a payment was linked to', () => {
    const desk = filled();
    desk.wait(60_000);
    desk.payment(10, [['Invoice', '1', 10]]);
    const [block] = blocksOf(since(desk, 'Invoice', '2026-08-03T09:21:33.900-07:00').body);
    expect(objectsAt(block, 'Invoice').map((row) => row.Id)).toEqual(['1']);
  });

  test('goes back thirty days', () => {
    const desk = filled();
    desk.wait(31 * 24 * 3_600_000);
    expect(verdict(since(desk, 'Invoice', '2026-08-03T09:20:30-07:00'))).toBe('400 4001');
    expect(verdict(since(desk, 'Invoice', '2026-08-05'))).toBe('200');
    expect(verdict(since(desk, 'Invoice', ''))).toBe('400 2020');
  });

  test.each(['TaxCode', 'TaxRate', 'TimeActivity', 'Widget'])('does not know %s', (entity) => {
    expect(verdict(since(openDesk(), `Invoice,${entity}`, '2026-08-03'))).toBe('400 4001');
  });

  test('stops at a thousand objects over all entities, silently', () => {
    const desk = openDesk();
    for (let n = 0; n < 600; n += 1) {
      desk.invoice(1);
      desk.payment(1, []);
    }
    const counts = blocksOf(since(desk, 'Invoice,Payment', '2026-08-03').body).map((block) =>
      textAt(block, 'maxResults'),
    );
    expect(counts).toEqual(['600', '400']);
  });

  test('leaves out what was changed before', () => {
    const desk = filled();
    const [block] = blocksOf(since(desk, 'Customer', '2026-08-03T09:20:33-07:00').body);
    expect(block).toEqual({});
  });

  test('a new balance is a change of the customer, whose token stays', () => {
    const desk = openDesk();
    desk.wait(10_000);
    desk.invoice(1);
    const [block] = blocksOf(since(desk, 'Customer', '2026-08-03T09:20:40-07:00').body);
    expect(objectsAt(block, 'Customer')).toMatchObject([{ Id: '1', SyncToken: '0', Balance: 1 }]);
    expect(desk.changes().map((change) => change.entity)).toEqual(['Invoice']);
  });
});
