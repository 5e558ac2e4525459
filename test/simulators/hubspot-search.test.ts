// Searches of the HubSpot simulator: operators, limits of pages and results, and an index that lags behind.
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { bench, openInvoice, refusalOf, resultsIn } from './hubspot-setup.ts';
import type { Bench } from './hubspot-setup.ts';

const search = (at: Bench, type: string, body: Readonly<Record<string, unknown>>) =>
  at.api('POST', `/crm/objects/2026-09/${type}/search`, body);
const one = (propertyName: string, operator: string, more: Readonly<Record<string, unknown>>) => ({
  filterGroups: [{ filters: [{ propertyName, operator, ...more }] }],
});

describe('operators', () => {
  const at = bench();
  for (const [dealname, amount, dealstage, closedate] of [
    ['Alpha One', '10', 'won', '2026-11-01'],
    ['beta two', '9', 'lost', '2026-11-02'],
    ['Gamma', '100', 'Won', '2026-11-03'],
    ['Delta', '', 'open', ''],
  ] as const) {
    at.record('POST', '/crm/v3/objects/deals', { properties: { dealname, amount, dealstage, closedate } });
  }
  const names = (body: Readonly<Record<string, unknown>>) =>
    resultsIn(search(at, 'deals', { ...body, properties: ['dealname'] })).map(
      ({ properties }) => properties.dealname,
    );

  it.each([
    ['dealname', 'EQ', { value: 'alpha one' }, ['Alpha One']],
    ['dealname', 'IN', { values: ['gamma', 'Delta'] }, ['Gamma']],
    ['dealname', 'NOT_IN', { values: ['gamma', 'delta'] }, ['Alpha One', 'beta two']],
    ['dealname', 'CONTAINS_TOKEN', { value: 'two' }, ['beta two']],
    ['dealname', 'CONTAINS_TOKEN', { value: 'al*' }, ['Alpha One']],
    ['amount', 'GT', { value: '9' }, ['Alpha One', 'Gamma']],
    ['amount', 'LTE', { value: '10' }, ['Alpha One', 'beta two']],
    ['amount', 'BETWEEN', { value: 9, highValue: 10 }, ['Alpha One', 'beta two']],
    ['amount', 'HAS_PROPERTY', {}, ['Alpha One', 'beta two', 'Gamma']],
    ['amount', 'NOT_HAS_PROPERTY', {}, ['Delta']],
    ['amount', 'NEQ', { value: '10' }, ['beta two', 'Gamma', 'Delta']],
    ['closedate', 'GTE', { value: '2026-11-02' }, ['beta two', 'Gamma']],
    ['closedate', 'LT', { value: String(Date.parse('2026-11-02')) }, ['Alpha One']],
  ])('%s %s %j', (propertyName, operator, more, expected) => {
    expect(names(one(propertyName, operator, more))).toEqual(expected);
  });

  it('options are compared letter by letter', () => {
    const { invoiceId } = openInvoice(at);
    expect(
      resultsIn(search(at, 'invoices', one('hs_invoice_status', 'EQ', { value: 'open' }))).map(
        ({ id }) => id,
      ),
    ).toEqual([invoiceId]);
    expect(resultsIn(search(at, 'invoices', one('hs_invoice_status', 'EQ', { value: 'Open' })))).toEqual([]);
  });

  it('groups are alternatives, filters in a group hold together', () => {
    const won = { propertyName: 'dealname', operator: 'EQ', value: 'Gamma' };
    const small = { propertyName: 'amount', operator: 'LT', value: '10' };
    expect(names({ filterGroups: [{ filters: [won] }, { filters: [small] }] })).toEqual([
      'beta two',
      'Gamma',
    ]);
    expect(names({ filterGroups: [{ filters: [won, small] }] })).toEqual([]);
  });

  it('sorts by one property; records without a value come last', () => {
    const sorts = [{ propertyName: 'amount', direction: 'DESCENDING' }];
    expect(names({ sorts })).toEqual(['Gamma', 'Alpha One', 'beta two', 'Delta']);
    expect(names({ sorts: ['amount'] })).toEqual(['beta two', 'Alpha One', 'Gamma', 'Delta']);
  });

  it('looks for words anywhere, and for associated records', () => {
    expect(names({ query: 'gam' })).toEqual(['Gamma']);
    const { contactId, invoiceId } = openInvoice(at);
    const found = search(at, 'invoices', one('associations.contact', 'EQ', { value: contactId }));
    expect(resultsIn(found).map(({ id }) => id)).toEqual([invoiceId]);
  });
});

describe('limits', () => {
  const at = bench();
  const filter = { propertyName: 'dealname', operator: 'HAS_PROPERTY' };
  const groups = (count: number, filters: number) => ({
    filterGroups: Array.from({ length: count }, () => ({
      filters: Array.from({ length: filters }, () => filter),
    })),
  });
  it.each([
    ['five groups', groups(5, 1), 200],
    ['six groups', groups(6, 1), 400],
    ['six filters in a group', groups(1, 6), 200],
    ['seven filters in a group', groups(1, 7), 400],
    ['twenty filters', groups(4, 5), 400],
    ['two sorts', { sorts: ['amount', 'dealname'] }, 400],
    ['pages of 200', { limit: 200 }, 200],
    ['pages of 201', { limit: 201 }, 400],
    ['a body of more than 3,000 characters', { query: 'x'.repeat(2990) }, 400],
    ['a property that is not there', one('nonsense', 'EQ', { value: '1' }), 400],
    ['a filter without its value', one('amount', 'EQ', {}), 400],
    ['the last page', { after: '9800', limit: 200 }, 200],
    ['a page that ends beyond 10,000', { after: '9801', limit: 200 }, 400],
    ['beyond 10,000', { after: '10000' }, 400],
  ])('%s', (_what, body, status) => {
    expect(search(at, 'deals', body).status).toBe(status);
  });

  it('pages by an offset in text', () => {
    for (let n = 0; n < 12; n += 1)
      at.record('POST', '/crm/v3/objects/products', { properties: { name: `P${n}` } });
    const first = search(at, 'products', {});
    expect(first.json).toMatchObject({ total: 12, paging: { next: { after: '10' } } });
    const rest = search(at, 'products', { after: '10' });
    expect(resultsIn(rest)).toHaveLength(2);
    expect(rest.json).not.toHaveProperty('paging');
  });
});

describe('the index', () => {
  it('shows a write only after its lag, and a deleted record as long', () => {
    const at = bench({}, { searchLagMs: [10_000, 10_000] });
    const deal = at.record('POST', '/crm/v3/objects/deals', { properties: { dealname: 'New' } });
    const seen = () =>
      resultsIn(search(at, 'deals', { properties: ['dealname'] })).map(
        ({ properties }) => properties.dealname,
      );
    expect(seen()).toEqual([]);
    at.advance(10_000);
    expect(seen()).toEqual(['New']);
    at.record('PATCH', `/crm/v3/objects/deals/${deal.id}`, { properties: { dealname: 'Newer' } });
    at.advance(9_999);
    expect(seen()).toEqual(['New']);
    // Reading the record itself never lags.
    expect(at.record('GET', `/crm/v3/objects/deals/${deal.id}`).properties.dealname).toBe('Newer');
    at.advance(1);
    expect(seen()).toEqual(['Newer']);
    at.api('DELETE', `/crm/v3/objects/deals/${deal.id}`);
    expect(seen()).toEqual(['Newer']);
    at.advance(10_000);
    expect(seen()).toEqual([]);
  });

  it('lags differently for each write, so that a later one may be seen first', () => {
    const at = bench({}, { searchLagMs: [0, 60_000] }, 3);
    const body = z.object({ total: z.number() });
    const totals = new Set<number>();
    for (let n = 0; n < 20; n += 1)
      at.record('POST', '/crm/v3/objects/deals', { properties: { dealname: `D${n}` } });
    for (let n = 0; n <= 60; n += 1) {
      totals.add(body.parse(search(at, 'deals', {}).json).total);
      at.advance(1000);
    }
    expect(totals.size).toBeGreaterThan(5);
    expect(Math.max(...totals)).toBe(20);
  });

  it('has no rate-limit headers and a limit of its own', () => {
    const at = bench({}, { limits: { enforce: true } });
    const answers = Array.from({ length: 6 }, () => search(at, 'deals', {}));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429]);
    expect(refusalOf(answers[5] ?? answers[0] ?? search(at, 'deals', {}))).toBe('429 -');
    expect(answers[5]?.json).toMatchObject({
      message: 'You have reached your secondly limit.',
      errorType: 'RATE_LIMIT',
      policyName: 'SECONDLY',
    });
    for (const { headers } of answers) expect(Object.keys(headers).join()).not.toContain('ratelimit');
    at.advance(1001);
    expect(search(at, 'deals', {}).status).toBe(200);
  });
});
