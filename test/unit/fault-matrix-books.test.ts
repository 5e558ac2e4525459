// Fault matrix, rows 13 to 16 and 32 to 34: the books say no, or a person works in them at the same time.
import { describe, expect, test } from 'vitest';
import { fault } from '../support/matrix/accidents.ts';
import { createMatrix, type Matrix, saidAll, worldWith } from '../support/matrix/matrix.ts';
import { retry } from '../support/matrix/operator.ts';
import { costing, FOLIO, folio, GUEST, guest, PAID } from '../support/matrix/records.ts';
import { worldUnder } from '../support/policy-world.ts';
import { at } from '../simulation/json.ts';
import { CONNECTION, TEST_POLICY } from '../simulation/world.ts';

const GUEST_BOOKED = 'customer Ada Lovelace';
const FOLIO_BOOKED = 'invoice F-1 120.00 open 120.00';
const MINUTE = 60_000;

const editDueDate = (m: Matrix): unknown =>
  m.act({ act: 'edit', entity: 'Invoice', id: '1', fields: { DueDate: '2026-12-24' } });
const dueDates = (m: Matrix): readonly unknown[] =>
  (m.inspect().objects['Invoice'] ?? []).map((invoice) => at(invoice, 'DueDate'));

describe('row 13: somebody else wrote first', () => {
  test('row 13: a person edited it: read, asked, not overwritten, two extra calls at most', async () => {
    const m = await worldWith([GUEST, FOLIO]);
    editDueDate(m);
    await m.say(costing('150.00'), 2);
    const calls = m.calls.length;
    await m.settle();
    expect(m.calls.length - calls).toBeLessThanOrEqual(3);
    expect(await m.health('invoice', FOLIO.id)).toBe('failed edited_in_ledger');
    expect(m.books()).toEqual([GUEST_BOOKED, FOLIO_BOOKED]);
    expect(dueDates(m)).toEqual(['2026-12-24']);
  });

  test('row 13: the policy lets the source win: written over it, knowingly', async () => {
    const policy = { invoices: { ...TEST_POLICY.invoices, onConflict: 'source_wins' } } as const;
    const m = await worldWith([GUEST, FOLIO], { policy });
    editDueDate(m);
    await m.say(costing('150.00'), 2);
    const calls = m.calls.length;
    await m.settle();
    expect(m.calls.length - calls).toBeLessThanOrEqual(3);
    expect(await m.health('invoice', FOLIO.id)).toBe('synced');
    expect(m.books()).toEqual([GUEST_BOOKED, 'invoice F-1 150.00 open 150.00']);
  });

  test('row 13: our own payment moved the revision: read and written, nobody is asked', async () => {
    const m = await worldWith([GUEST, FOLIO, PAID]);
    await m.say({ ...FOLIO, memo: 'Late check-out' }, 2);
    const calls = m.calls.length;
    await m.settle();
    expect(m.calls.length - calls).toBeLessThanOrEqual(3);
    expect(await m.health('invoice', FOLIO.id)).toBe('synced');
    expect(m.books()).toEqual([
      GUEST_BOOKED,
      'invoice F-1 120.00 open 0.00',
      'payment R-1 120.00 pays 120.00',
    ]);
  });

  test('row 13: a person edits while we look: looked at again, few calls, still not overwritten', async () => {
    const m = await worldWith([GUEST, FOLIO, PAID]);
    await m.say({ ...FOLIO, memo: 'Late check-out' }, 2);
    m.once(/GET query/, async (send) => {
      const answer = await send();
      editDueDate(m);
      return answer;
    });
    const calls = m.calls.length;
    await m.settle();
    expect(m.calls.length - calls).toBeLessThanOrEqual(5);
    expect(await m.health('invoice', FOLIO.id)).toBe('failed edited_in_ledger');
    expect(dueDates(m)).toEqual(['2026-12-24']);
  });
});

describe('row 14: a name or number is taken', () => {
  const customer = (fields: object) =>
    ({ act: 'create', entity: 'Customer', object: { ...fields } }) as const;

  test('row 14: by exactly our customer: adopted, not made twice', async () => {
    const m = await createMatrix();
    m.act(customer({ DisplayName: GUEST.name, PrimaryEmailAddr: { Address: GUEST.email ?? '' } }));
    await saidAll(m, GUEST, FOLIO);
    await m.settle();
    expect(await m.health('customer', GUEST.id)).toBe('synced');
    expect(await m.health('invoice', FOLIO.id)).toBe('synced');
    expect(m.books()).toEqual([GUEST_BOOKED, FOLIO_BOOKED]);
  });

  test.each([
    [
      'a customer with another address',
      'Customer',
      { DisplayName: GUEST.name, PrimaryEmailAddr: { Address: 'other@example.com' } },
    ],
    ['a supplier', 'Vendor', { DisplayName: GUEST.name }],
  ])('row 14: by %s: failed with the name, never "name (2)"', async (_name, entity, object) => {
    const m = await createMatrix();
    m.act({ act: 'create', entity, object });
    const before = m.books();
    await saidAll(m, GUEST, FOLIO);
    await m.settle();
    await m.quarters(2);
    expect(await m.health('customer', GUEST.id)).toBe('failed name_taken');
    expect((await m.link('customer', GUEST.id)).health.problem?.values['name']).toBe(GUEST.name);
    expect(await m.health('invoice', FOLIO.id)).toBe('waiting customer_failed');
    expect(m.books()).toEqual(before);
  });

  test('row 14: two records of ours with one name never share a document', async () => {
    const m = await createMatrix();
    await saidAll(m, GUEST, guest(2, { name: GUEST.name, email: GUEST.email }));
    await m.settle();
    expect(await m.health('customer', GUEST.id)).toBe('synced');
    expect(await m.health('customer', 'g2')).toBe('failed name_taken');
    expect(m.books()).toEqual([GUEST_BOOKED]);
  });

  const unique = (m: Matrix): void => {
    m.knobs({ warnDuplicateDocNumber: true });
    m.act({ act: 'setPreferences', preferences: { SalesFormsPrefs: { CustomTxnNumbers: true } } });
  };

  test('row 14: a number by another invoice: failed with the number and what differs', async () => {
    const m = await worldWith([GUEST, FOLIO]);
    unique(m);
    await m.say(folio(2, { number: FOLIO.number, date: '2026-11-15' }), 1);
    await m.settle();
    expect(await m.health('invoice', 'f2')).toBe('failed number_taken');
    expect((await m.link('invoice', 'f2')).health.problem?.values).toMatchObject({ number: 'F-1' });
    expect(m.books()).toEqual([GUEST_BOOKED, FOLIO_BOOKED]);
  });

  test.each([
    ['6140', 'Duplicate Document Number Error'],
    ['6210', 'Duplicate Document Number Error: You must specify a different number.'],
    ['6000', 'A business validation error: Duplicate document number'],
  ])('row 14: a taken number is recognised under code %s', async (code, message) => {
    const m = await worldWith([GUEST]);
    await m.say(FOLIO, 1);
    m.once(/POST invoice/, async (send) => {
      // Exactly ours is there already: somebody typed it, or our own first try arrived under another key.
      await send();
      return fault(400, code, message);
    });
    await m.settle();
    expect(await m.health('invoice', FOLIO.id)).toBe('synced');
    expect((await m.link('invoice', FOLIO.id)).trace?.rule).toBe('adopt-twin');
    expect(m.books()).toEqual([GUEST_BOOKED, FOLIO_BOOKED]);
  });
});

describe('row 15: what it refers to is gone', () => {
  test('row 15: an inactive customer: the invoice is parked with the reason, its payment waits for it', async () => {
    const m = await worldWith([GUEST]);
    m.act({ act: 'makeInactive', entity: 'Customer', id: '1' });
    await saidAll(m, FOLIO, PAID);
    await m.settle();
    expect(await m.health('invoice', FOLIO.id)).toBe('failed reference_gone');
    expect(await m.health('payment', PAID.id)).toBe('waiting invoice_failed');
    expect(m.books()).toEqual([`${GUEST_BOOKED} (deleted) inactive`]);
    const calls = m.calls.length;
    await m.quarters(4);
    expect(m.writesSince(calls)).toBe(0);

    m.act({ act: 'makeActive', entity: 'Customer', id: '1' });
    await m.quarters(1);
    expect(await retry(m, 'invoice', FOLIO.id)).toBe(202);
    await m.settle();
    expect(m.books()).toEqual([
      GUEST_BOOKED,
      'invoice F-1 120.00 open 0.00',
      'payment R-1 120.00 pays 120.00',
    ]);
    expect(await m.health('payment', PAID.id)).toBe('synced');
  });

  test('row 15: the invoice of a payment was deleted by a person: parked, nothing is booked into the air', async () => {
    const m = await worldWith([GUEST, FOLIO]);
    m.act({ act: 'delete', entity: 'Invoice', id: '1' });
    await m.say(PAID, 1);
    await m.settle();
    await m.quarters(1);
    expect(await m.health('payment', PAID.id)).toBe('failed reference_gone');
    expect(m.books()).toEqual([GUEST_BOOKED]);
  });
});

describe('row 16: the books are closed', () => {
  test.each([
    ['before we read the company’s lists', true],
    ['behind our back', false],
  ])('row 16: closed %s: parked, and no call is burnt on it', async (_name, known) => {
    const m = await createMatrix();
    const close = (): unknown => m.act({ act: 'closeBooks', date: '2026-11-16' });
    if (known) close();
    await saidAll(m, GUEST);
    await m.settle();
    if (!known) close();
    const calls = m.calls.length;
    await saidAll(m, FOLIO, folio(2, { date: '2026-11-17' }));
    await m.settle();
    expect(await m.health('invoice', FOLIO.id)).toBe('failed closed_period');
    expect(await m.health('invoice', 'f2')).toBe('synced');
    expect(m.writesSince(calls)).toBe(1);
    await m.quarters(8);
    expect(m.writesSince(calls)).toBe(1);

    m.act({ act: 'reopenBooks' });
    m.advance(25 * 60 * MINUTE);
    await m.quarters(1);
    await retry(m, 'invoice', FOLIO.id);
    await m.settle();
    expect(m.books()).toEqual([GUEST_BOOKED, FOLIO_BOOKED, 'invoice F-2 120.00 open 120.00']);
  });

  test('row 16: an update into a closed day is refused as well, and the books keep what they had', async () => {
    const m = await worldWith([GUEST, FOLIO]);
    m.act({ act: 'closeBooks', date: '2026-11-16', password: true });
    await m.say(costing('150.00'), 2);
    await m.settle();
    expect(await m.health('invoice', FOLIO.id)).toBe('failed closed_period');
    expect(m.books()).toEqual([GUEST_BOOKED, FOLIO_BOOKED]);
  });
});

describe('row 32: the echo of our own write', () => {
  const told = (m: Matrix, id: string, changedAt = m.now()) =>
    ({ at: 'document', document: { type: 'invoice', id }, changedAt }) as const;

  test('row 32: before our call is answered: the document is nobody’s yet, no call', async () => {
    const m = await worldWith([GUEST]);
    const calls = m.calls.length;
    m.once(/POST invoice/, async (send) => {
      const answer = await send();
      await m.host.lanes.send('quickbooks:9130350000000001', [told(m, '1')]);
      return answer;
    });
    await m.say(FOLIO, 1);
    await m.settle();
    expect(m.calls.slice(calls).map(({ op }) => op)).toEqual(['POST invoice']);
  });

  test.each([
    ['of a create', [GUEST, FOLIO], async () => undefined],
    ['of an update', [GUEST, FOLIO], (m: Matrix) => m.say(costing('150.00'), 2)],
    ['of a payment on the invoice', [GUEST, FOLIO], (m: Matrix) => m.say(PAID, 1)],
    ['of a void', [GUEST, FOLIO], (m: Matrix) => m.say(FOLIO, 2, 'voided')],
  ] as const)('row 32: %s: recognised, no call and no loop', async (_name, before, write) => {
    const m = await worldWith(before);
    await write(m);
    await m.settle();
    const calls = m.calls.length;
    for (let n = 0; n < 3; n += 1) await m.look(told(m, '1', m.now() + 1_000));
    await m.settle();
    expect(m.calls.length).toBe(calls);
  });

  test('row 32: a person’s edit is no echo: read once', async () => {
    const m = await worldWith([GUEST, FOLIO]);
    m.advance(MINUTE);
    editDueDate(m);
    const calls = m.calls.length;
    await m.look(told(m, '1'));
    await m.settle();
    expect(m.calls.length - calls).toBe(1);
    expect(await m.health('invoice', FOLIO.id)).toBe('action_needed edited_in_ledger');
  });
});

describe('row 33: a ledger that stores it differently', () => {
  test('row 33: trimmed, rounded, reordered by the ledger: one write, a fixed point at once, no false edit', async () => {
    const m = await createMatrix();
    m.knobs({ taxMode: 'automatedIgnoresTotal', oneCentOff: true, customerTouch: 'event' });
    await m.say({ ...GUEST, name: '  Ada   Lovelace ', phone: '  +31 20 123  ' }, 1);
    await m.say(
      folio(1, {
        memo: ' Thank you \n',
        lines: [{ amount: '33.34', quantity: '3', unitPrice: '11.1133' }],
        total: '33.34',
      }),
      1,
    );
    await m.say({ ...PAID, amount: '33.34', allocations: [{ invoiceId: 'f1', amount: '33.34' }] }, 1);
    await m.settle();
    const written = m.inspect().calls.writes;
    await m.quarters(4);
    expect(m.inspect().calls.writes).toBe(written);
    for (const [kind, id] of [
      ['customer', 'g1'],
      ['invoice', 'f1'],
      ['payment', 'p1'],
    ] as const)
      expect(await m.health(kind, id)).toBe('synced');
  });

  test('row 33: two-way sides: the product sends back what it was told, and nothing goes round', async () => {
    const m = await worldUnder('klipboard', (policy) => ({
      items: { ...policy.items, onMissing: 'mapped', defaultItem: '1' },
      schedule: { outbound: { mode: 'event' }, inbound: { mode: 'event' } },
    }));
    await saidAll(m, GUEST, FOLIO);
    await m.settle();
    m.advance(MINUTE);
    editDueDate(m);
    await m.quarters(1);
    const written = m.inspect().calls.writes;
    for (const revision of [2, 3, 4]) {
      await m.say({ ...FOLIO, dueDate: '2026-12-24' }, revision);
      await m.settle();
      await m.quarters(1);
    }
    expect(await m.health('invoice', FOLIO.id)).toBe('synced');
    expect(m.inspect().calls.writes).toBe(written);
    const told = await m.host.feed.read(CONNECTION, 0, 100);
    expect(told.type === 'page' ? told.entries.map(({ type }) => type) : told).toEqual(['invoice.changed']);
  });
});

describe('row 34: an end on one side, a change on the other', () => {
  test.each([
    ['voided', 'void', '0.00'],
    ['deleted', 'delete', undefined],
  ] as const)(
    'row 34: a person %s it while the source changed it: parked, shown, nothing is written',
    async (how, act, total) => {
      const m = await worldWith([GUEST, FOLIO]);
      m.act({ act, entity: 'Invoice', id: '1' });
      await m.say(costing('150.00'), 2);
      const committed = m.inspect().calls.writes;
      await m.settle();
      await m.quarters(1);
      expect(await m.health('invoice', FOLIO.id)).toBe('failed gone_in_ledger');
      expect(await m.link('invoice', FOLIO.id)).toMatchObject({
        health: { problem: { values: { how } } },
        trace: { rule: 'fail-gone-in-ledger' },
      });
      expect(m.inspect().calls.writes).toBe(committed);
      expect(m.books()).toEqual([
        GUEST_BOOKED,
        ...(total === undefined ? [] : [`invoice F-1 ${total} open ${total}`]),
      ]);
    },
  );

  test('row 34: the source voided it while a person edited it: the end is obeyed, and the trace says so', async () => {
    const m = await worldWith([GUEST, FOLIO]);
    editDueDate(m);
    await m.say(FOLIO, 2, 'voided');
    await m.settle();
    expect(await m.health('invoice', FOLIO.id)).toBe('synced');
    expect((await m.link('invoice', FOLIO.id)).trace?.rule).toBe('end-invoice');
    expect(m.books()).toEqual([GUEST_BOOKED, 'invoice F-1 0.00 open 0.00']);
  });

  test('row 34: ended on both sides: in sync, nothing is written', async () => {
    const m = await worldWith([GUEST, FOLIO]);
    m.act({ act: 'void', entity: 'Invoice', id: '1' });
    await m.say(FOLIO, 2, 'voided');
    await m.settle();
    expect(await m.health('invoice', FOLIO.id)).toBe('synced');
    expect(m.books()).toEqual([GUEST_BOOKED, 'invoice F-1 0.00 open 0.00']);
  });
});
