// Stories of what a person does about single records: sync, unsync, adopt, and each of them planned first.
import { describe, expect, test } from 'vitest';
import type { Payment, RecordKind, Refund } from '../../shared/core/records.ts';
import { textAt } from '../simulation/json.ts';
import { CONNECTION, LANE } from '../simulation/world.ts';
import { bodyOf } from '../support/http-host.ts';
import { FOLIO, GUEST, PAID } from '../support/matrix/records.ts';
import { type Matrix, saidAll } from '../support/matrix/matrix.ts';
import { askApi } from '../support/matrix/operator.ts';
import { inBooks, worldUnder } from '../support/policy-world.ts';

const ROUTE = 'POST /v1/connections/{connection}/records/{kind}/{id}/';
const BY_HAND: Payment = { ...PAID, manual: true };
const REFUND: Refund = {
  kind: 'refund',
  id: 'r1',
  customerId: GUEST.id,
  currency: 'EUR',
  date: PAID.date,
  amount: '20.00',
  paymentId: PAID.id,
};

interface Word {
  readonly body?: unknown;
  readonly query?: Record<string, string>;
}

async function act(m: Matrix, action: string, [kind, id]: readonly [RecordKind, string], word: Word = {}) {
  const answer = await askApi(m, ROUTE + action, { path: { kind, id }, ...word });
  return { status: answer.status, body: bodyOf(answer) };
}

/** A practice whose clients are made as they come, so that each story needs only its payments. */
async function practice(): Promise<Matrix> {
  const m = await worldUnder('taxdome', ({ customers, items }) => ({
    customers: { ...customers, direction: 'to_ledger', onMissing: 'create' },
    items: { ...items, defaultItem: '1' },
  }));
  await saidAll(m, GUEST, FOLIO);
  await m.settle();
  return m;
}

/** The same practice, with its clients linked and never made. */
const strict = () => worldUnder('taxdome', ({ items }) => ({ items: { ...items, defaultItem: '1' } }));

describe('sync', () => {
  test('books a payment that stays out by default (TXD-02, TXD-06, TXD-12, TXD-14)', async () => {
    const m = await practice();
    await m.say(BY_HAND, 1);
    await m.settle();
    expect((await act(m, 'sync', ['payment', PAID.id])).status).toBe(202);
    await m.settle();
    expect(await m.health('payment', PAID.id)).toBe('synced');
    expect(m.books()).toContain('payment R-1 120.00 pays 120.00');
  });

  test('of an invoice whose client is not linked is a 409 that says what comes first (TXD-20, TXD-21)', async () => {
    const m = await strict();
    await saidAll(m, GUEST, FOLIO);
    await m.settle();
    const refused = await act(m, 'sync', ['invoice', FOLIO.id]);
    expect(refused).toMatchObject({
      status: 409,
      body: {
        code: 'customer_not_linked',
        blocker: 'Its customer g1 is not linked with the ledger (failed).',
        next: 'Sync the customer first.',
        nextAction: { action: 'sync', kind: 'customer', id: GUEST.id },
      },
    });
    m.act({
      act: 'create',
      entity: 'Customer',
      object: { DisplayName: GUEST.name, CurrencyRef: { value: 'EUR' } },
    });
    expect((await act(m, 'sync', ['customer', GUEST.id])).status).toBe(202);
    await m.settle();
    expect(await m.health('invoice', FOLIO.id)).toBe('synced');
  });

  test('is for invoices one by one, where the policy leaves them to a person (TXD-02, TXD-20, TXD-22)', async () => {
    const m = await worldUnder('clock', ({ items, invoices }) => ({
      items: { ...items, defaultItem: '1' },
      invoices: { ...invoices, pushOn: 'manual' },
    }));
    await saidAll(m, GUEST, FOLIO);
    await m.settle();
    expect(await m.health('invoice', FOLIO.id)).toBe('not_synced until_asked');
    expect(inBooks(m, 'Invoice', 'Id')).toEqual([]);
    expect(await act(m, 'sync', ['invoice', FOLIO.id])).toMatchObject({ status: 202 });
    await m.settle();
    expect(await m.health('invoice', FOLIO.id)).toBe('synced');
    expect((await m.link('invoice', FOLIO.id)).said).toMatchObject({ what: 'sync', by: CONNECTION });
  });

  test('of what is synced is refused (TXD-12, 14)', async () => {
    const m = await practice();
    const refused = await act(m, 'sync', ['invoice', FOLIO.id]);
    expect(refused).toMatchObject({ status: 409, body: { code: 'order_refused' } });
    expect(textAt(refused.body, 'blocker')).toMatch(/is synced/);
  });
});

describe('unsync', () => {
  test('takes a payment out of the books, its refunds first, and leaves it out (TXD-13, TXD-15, TXD-16)', async () => {
    const m = await practice();
    await m.say({ ...BY_HAND, sync: true }, 1);
    await m.settle();
    await m.say(REFUND, 1);
    await m.settle();
    expect([await m.health('payment', PAID.id), await m.health('refund', REFUND.id)]).toEqual([
      'synced',
      'synced',
    ]);

    expect((await act(m, 'unsync', ['payment', PAID.id])).status).toBe(202);
    await m.settle();
    const ended = m.inspect().writeLog.filter(({ operation }) => operation === 'Delete');
    expect(ended.filter(({ by }) => by === 'api').map(({ entity }) => entity)).toEqual([
      'RefundReceipt',
      'Payment',
    ]);
    expect(await m.health('payment', PAID.id)).toBe('not_synced unsynced');

    await m.say({ ...BY_HAND, sync: true, memo: 'again' }, 2);
    await m.settle();
    expect(await m.health('payment', PAID.id)).toBe('not_synced unsynced');
    expect(inBooks(m, 'Payment', 'Id')).toEqual([]);

    await act(m, 'sync', ['payment', PAID.id]);
    await m.settle();
    expect(await m.health('payment', PAID.id)).toBe('synced');
    expect(inBooks(m, 'Payment', 'PaymentRefNum')).toEqual(['R-1']);
  });

  test('lets go of it without touching the books, where the policy says so (TXD-13)', async () => {
    const m = await worldUnder('clock', ({ items, payments }) => ({
      items: { ...items, defaultItem: '1' },
      payments: { ...payments, depositAccount: { mode: 'undeposited' } },
    }));
    await saidAll(m, GUEST, FOLIO, PAID);
    await m.settle();
    const before = m.writesSince(0);
    expect((await act(m, 'unsync', ['payment', PAID.id], { body: { reason: 'ours by hand' } })).status).toBe(
      202,
    );
    await m.settle();
    expect(await m.health('payment', PAID.id)).toBe('not_synced ours by hand');
    expect(m.writesSince(0)).toBe(before);
    expect(inBooks(m, 'Payment', 'PaymentRefNum')).toEqual(['R-1']);
  });

  test.each<[RecordKind, string, RegExp]>([
    ['payment', PAID.id, /not_synced/],
    ['invoice', FOLIO.id, /Only payments/],
  ])('of a %s that may not be is a 409 (TXD-13, TXD-23)', async (kind, id, blocker) => {
    const m = await practice();
    await m.say(BY_HAND, 1);
    await m.settle();
    const refused = await act(m, 'unsync', [kind, id]);
    expect(refused.status).toBe(409);
    expect(textAt(refused.body, 'blocker')).toMatch(blocker);
  });
});

describe('adopt', () => {
  test('links a client with the customer that a person names, whatever that one is called (TXD-20)', async () => {
    const m = await strict();
    await saidAll(m, GUEST, FOLIO);
    await m.settle();
    m.act({
      act: 'create',
      entity: 'Customer',
      object: { DisplayName: 'The Countess', CurrencyRef: { value: 'EUR' } },
    });
    const [id = ''] = inBooks(m, 'Customer', 'Id');
    expect((await act(m, 'adopt', ['customer', GUEST.id], { body: { document: id } })).status).toBe(202);
    await m.settle();
    expect(await m.health('customer', GUEST.id)).toBe('synced');
    expect((await m.link('customer', GUEST.id)).document?.id).toBe(id);
    expect(await m.health('invoice', FOLIO.id)).toBe('synced');
    expect(inBooks(m, 'Customer', 'DisplayName')).toEqual(['The Countess']);
  });

  test('of a document that another record is linked with is a 409 that names it', async () => {
    const m = await practice();
    const id = (await m.link('customer', GUEST.id)).document?.id ?? '';
    await m.say({ ...GUEST, id: 'g2' }, 1);
    await m.settle();
    const refused = await act(m, 'adopt', ['customer', 'g2'], { body: { document: id } });
    expect(refused.status).toBe(409);
    expect(textAt(refused.body, 'blocker')).toBe(`The document ${id} belongs to customer#g1.`);
  });

  test('of a document that is not there fails and says so', async () => {
    const m = await strict();
    await m.say(GUEST, 1);
    await m.settle();
    await act(m, 'adopt', ['customer', GUEST.id], { body: { document: '4711' } });
    await m.settle();
    expect(await m.health('customer', GUEST.id)).toBe('failed reference_gone');
  });
});

describe('planned', () => {
  test('nothing is written, and the plan is what then happens (TXD-02)', async () => {
    const m = await practice();
    await m.say(BY_HAND, 1);
    await m.settle();
    const before = [await m.link('payment', PAID.id), m.calls.length, m.queue.length];
    const planned = await act(m, 'sync', ['payment', PAID.id], { query: { mode: 'plan' } });
    expect(planned).toMatchObject({
      status: 200,
      body: {
        record: { state: 'pending' },
        plan: { rule: 'create-or-update', decision: 'write', write: { operation: 'create' } },
      },
    });
    const { request } = writeIn(planned.body);
    expect([await m.link('payment', PAID.id), m.calls.length, m.queue.length]).toEqual(before);

    const sent: string[] = [];
    const real = m.network.fetcher;
    m.network.fetcher = async (asked) => (sent.push(asked.body ?? ''), await real(asked));
    await act(m, 'sync', ['payment', PAID.id]);
    await m.settle();
    expect(sent).toContain(request);
  });

  test('where the ledger would be asked first, the plan says so', async () => {
    const m = await strict();
    await m.say(GUEST, 1);
    await m.settle();
    const planned = await act(m, 'sync', ['customer', GUEST.id], { query: { mode: 'plan' } });
    expect(planned.body).toMatchObject({ plan: { decision: 'look', at: 'twin', rule: 'link-by-name' } });
  });

  test('an unsync shows the very deletion, or what has to leave before it (TXD-15, TXD-16)', async () => {
    const m = await practice();
    await m.say({ ...BY_HAND, sync: true }, 1);
    await m.settle();
    const query = { mode: 'plan' };
    const { body } = await act(m, 'unsync', ['payment', PAID.id], { query });
    expect(body).toMatchObject({ plan: { decision: 'write', write: { operation: 'delete' } } });
    expect(textAt(body, 'plan', 'write', 'request', 'path')).toMatch(/payment\?.*operation=delete/);
    await m.say(REFUND, 1);
    await m.settle();
    const first = await act(m, 'unsync', ['payment', PAID.id], { query });
    expect(first.body).toMatchObject({
      plan: { decision: 'cascade', how: 'delete', first: [{ kind: 'refund', id: REFUND.id }] },
    });
    expect(await m.health('payment', PAID.id)).toBe('synced');
  });

  test('what is refused is refused as well', async () => {
    const m = await practice();
    expect((await act(m, 'sync', ['invoice', FOLIO.id], { query: { mode: 'plan' } })).status).toBe(409);
    expect((await act(m, 'sync', ['invoice', FOLIO.id], { query: { mode: 'rehearse' } })).status).toBe(400);
  });

  test('before the lists of the company were read nothing can be planned', async () => {
    const m = await strict();
    await m.storage.links.storeSource({ connection: CONNECTION, kind: 'customer', id: 'g9' }, LANE, {
      revision: 1,
      presence: 'live',
      record: { ...GUEST, id: 'g9' },
      eventId: 'e',
      receivedAt: m.now(),
    });
    const planned = await act(m, 'retry', ['customer', 'g9'], { query: { mode: 'plan' } });
    expect(planned.body).toMatchObject({ plan: { reason: 'not_ready' } });
  });
});

function writeIn(body: unknown): { readonly request: string } {
  return { request: textAt(body, 'plan', 'write', 'request', 'body') };
}
