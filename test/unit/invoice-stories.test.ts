// Stories of invoices: drafts that become due, types that stay out, totals that differ, and what is never written at all.
import { describe, expect, test } from 'vitest';
import type { Invoice } from '../../shared/core/records.ts';
import { at, textAt } from '../simulation/json.ts';
import { bodyOf } from '../support/http-host.ts';
import { FOLIO, GUEST } from '../support/matrix/records.ts';
import { type Matrix, saidAll } from '../support/matrix/matrix.ts';
import { askApi } from '../support/matrix/operator.ts';
import { inBooks, only, worldUnder } from '../support/policy-world.ts';

const DRAFT: Invoice = { ...FOLIO, status: 'draft', dueDate: '2026-12-15' };

const field = () => worldUnder('klipboard', ({ items }) => ({ items: { ...items, defaultItem: '1' } }));

const hotel = (rounding: { mode: 'accept_ledger' | 'exact_or_fail'; tolerance?: string }) =>
  worldUnder('clock', ({ items }) => ({ items: { ...items, defaultItem: '1' }, rounding }));

/** Every body that is sent to the ledger from now on. */
function listen(m: Matrix): readonly string[] {
  const sent: string[] = [];
  const real = m.network.fetcher;
  m.network.fetcher = async (asked) => (sent.push(`${asked.url} ${asked.body ?? ''}`), await real(asked));
  return sent;
}

const days = (m: Matrix): readonly string[] => inBooks(m, 'Invoice', 'TxnDate', 'DueDate');

describe('a field service (klipboard)', () => {
  test('a draft is sent as it is made and due on its own day (KLP-09, KLP-29, KLP-36)', async () => {
    const m = await field();
    await saidAll(m, GUEST, DRAFT);
    await m.settle();
    expect(await m.health('invoice', FOLIO.id)).toBe('synced');
    expect(days(m)).toEqual(['2026-11-16 2026-11-16']);
  });

  test('when it is sent, its date and due date follow (KLP-30, KLP-37)', async () => {
    const m = await field();
    await saidAll(m, GUEST, DRAFT);
    await m.settle();
    await m.say({ ...DRAFT, status: 'open', date: '2026-11-18', dueDate: '2026-12-18' }, 2);
    await m.settle();
    expect(days(m)).toEqual(['2026-11-18 2026-12-18']);
    await m.say({ ...DRAFT, status: 'open', date: '2026-11-19', dueDate: undefined }, 3);
    await m.settle();
    expect(days(m)).toEqual(['2026-11-19 2026-11-19']);
  });

  test('no status is written, sent or overdue, and nothing is attached (KLP-38, KLP-39, KLP-40)', async () => {
    const m = await field();
    const sent = listen(m);
    await saidAll(m, GUEST, { ...DRAFT, status: 'open', dueDate: '2026-11-10' });
    await m.settle();
    await m.say({ ...DRAFT, status: 'closed', dueDate: '2026-11-10', memo: 'final' }, 2);
    await m.settle();
    expect(sent.filter((one) => one.includes('invoice')).length).toBeGreaterThan(1);
    expect(sent.join('\n')).not.toMatch(/EmailStatus|Status|Overdue|attachable|upload/i);
  });
});

describe('a hotel (clock)', () => {
  test('only documents of the chosen types are exported, and only once they are closed (CLK-15, CLK-27)', async () => {
    const m = await worldUnder('clock', ({ items, invoices }) => ({
      items: { ...items, defaultItem: '1' },
      invoices: { ...invoices, documentTypes: ['invoice'] },
    }));
    await saidAll(
      m,
      GUEST,
      { ...FOLIO, documentType: 'pro forma' },
      { ...FOLIO, id: 'f2', number: 'F-2', documentType: 'invoice', status: 'open' },
    );
    await m.settle();
    expect(await m.health('invoice', FOLIO.id)).toBe('skipped document_type');
    expect(await m.health('invoice', 'f2')).toBe('waiting folio_open');
    expect(inBooks(m, 'Invoice', 'Id')).toEqual([]);
    await m.say({ ...FOLIO, id: 'f2', number: 'F-2', documentType: 'invoice' }, 2);
    await m.settle();
    expect(inBooks(m, 'Invoice', 'DocNumber')).toEqual(['F-2']);
  });

  test('another total in the ledger is accepted and shown, and costs no call (CLK-51)', async () => {
    const m = await hotel({ mode: 'accept_ledger' });
    await saidAll(m, GUEST, { ...FOLIO, total: '120.01' });
    await m.settle();
    expect(await m.health('invoice', FOLIO.id)).toBe('synced');
    const calls = m.calls.length;
    expect(at(await shown(m), 'difference')).toEqual({
      source: '120.01',
      ledger: '120.00',
      difference: '-0.01',
      currency: 'EUR',
    });
    await m.quarters(1);
    expect(await m.health('invoice', FOLIO.id)).toBe('synced');
    expect(m.calls.slice(calls).filter(({ op }) => /invoice|batch/.test(op))).toEqual([]);
  });

  test('a larger one than the policy tolerates is asked about, until a person keeps it (CLK-51)', async () => {
    const m = await hotel({ mode: 'accept_ledger', tolerance: '0.05' });
    await saidAll(m, GUEST, { ...FOLIO, total: '120.10' });
    await m.settle();
    expect(await m.health('invoice', FOLIO.id)).toBe('action_needed rounding_difference');
    await m.quarters(2);
    expect(await m.health('invoice', FOLIO.id)).toBe('action_needed rounding_difference');
    const keep = 'POST /v1/connections/{connection}/records/{kind}/{id}/keep';
    expect((await askApi(m, keep, { path: { kind: 'invoice', id: FOLIO.id } })).status).toBe(202);
    await m.quarters(2);
    expect(await m.health('invoice', FOLIO.id)).toBe('synced');
    expect(textAt(await shown(m), 'difference', 'difference')).toBe('-0.10');

    await m.say({ ...FOLIO, total: '120.20' }, 2);
    await m.settle();
    expect(await m.health('invoice', FOLIO.id)).toBe('action_needed rounding_difference');
  });

  test('where totals must be exact another one is a failure, although the document is there (C28)', async () => {
    const m = await hotel({ mode: 'exact_or_fail' });
    await saidAll(m, GUEST, { ...FOLIO, total: '120.01' });
    await m.settle();
    expect(await m.health('invoice', FOLIO.id)).toBe('failed rounding_difference');
    expect(textAt(only(m, 'Invoice'), 'TotalAmt')).toBe('120');
    await m.say({ ...FOLIO, total: '120.00' }, 2);
    await m.settle();
    expect(await m.health('invoice', FOLIO.id)).toBe('synced');
  });
});

async function shown(m: Matrix): Promise<unknown> {
  const route = 'GET /v1/connections/{connection}/records/{kind}/{id}';
  return bodyOf(await askApi(m, route, { path: { kind: 'invoice', id: FOLIO.id } }));
}
