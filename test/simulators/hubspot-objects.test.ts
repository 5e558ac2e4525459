// Records of the HubSpot simulator one at a time: paths and names, values, what a read shows, the bin, merging.
import { describe, expect, it } from 'vitest';
import { bench, must, refusalOf, resultsIn } from './hubspot-setup.ts';

const at = bench();
const ada = at.record('POST', '/crm/v3/objects/contacts', {
  properties: { email: 'Ada@Example.com', firstname: 'Ada' },
});

describe('a kind of record has many names', () => {
  it.each([
    '/crm/v3/objects/contacts',
    '/crm/v3/objects/contact',
    '/crm/v3/objects/0-1',
    '/crm/objects/2025-09/contacts',
    '/crm/objects/2026-03/0-1',
    '/crm/objects/2026-09/contacts',
  ])('%s', (path) => {
    expect(at.record('GET', `${path}/${ada.id}`).properties.email).toBe('ada@example.com');
  });

  it.each(['/crm/objects/2024-03/contacts', '/crm/objects/2026-09/tickets', '/crm/v3/objects'])(
    'and none at %s',
    (path) => {
      expect(at.api('GET', path).status).toBe(404);
    },
  );
});

describe('what a read shows', () => {
  it('shows a few properties unasked', () => {
    expect(Object.keys(at.record('GET', `/crm/v3/objects/contacts/${ada.id}`).properties)).toEqual([
      'createdate',
      'email',
      'firstname',
      'hs_object_id',
      'lastmodifieddate',
      'lastname',
    ]);
  });

  it('leaves out what is not defined, and says null for what is empty', () => {
    const { properties } = at.record('GET', `/crm/v3/objects/contacts/${ada.id}?properties=phone,nonsense`);
    expect(properties).toEqual({
      createdate: '2026-11-02T09:00:00.000Z',
      hs_object_id: ada.id,
      lastmodifieddate: '2026-11-02T09:00:00.000Z',
      phone: null,
    });
  });

  it('finds by a unique property', () => {
    expect(at.record('GET', '/crm/v3/objects/contacts/ADA@example.com?idProperty=email').id).toBe(ada.id);
    const wrong = at.api('GET', '/crm/v3/objects/contacts/Ada?idProperty=firstname');
    expect(refusalOf(wrong)).toBe('400 VALIDATION_ERROR');
    expect(wrong.json).toMatchObject({
      message: 'Unable to perform update/upsert by non-unique 0-1 property firstname in portal ID 62515',
    });
  });

  it('shows earlier values', () => {
    const bob = at.record('POST', '/crm/v3/objects/contacts', { properties: { firstname: 'Bob' } });
    at.advance(1000);
    at.record('PATCH', `/crm/v3/objects/contacts/${bob.id}`, { properties: { firstname: 'Rob' } });
    expect(
      at.api('GET', `/crm/v3/objects/contacts/${bob.id}?propertiesWithHistory=firstname`).json,
    ).toMatchObject({
      propertiesWithHistory: {
        firstname: [
          { value: 'Rob', sourceType: 'INTEGRATION', sourceId: '54321' },
          { value: 'Bob', timestamp: '2026-11-02T09:00:00.000Z' },
        ],
      },
    });
  });
});

describe('values', () => {
  it.each([
    ['contacts', { nonsense: '1' }, 'PROPERTY_DOESNT_EXIST'],
    ['contacts', { email: 'not an address' }, 'INVALID_EMAIL'],
    ['contacts', { createdate: '2026-01-01' }, 'READ_ONLY_VALUE'],
    ['companies', { annualrevenue: 'much' }, 'INVALID_INTEGER'],
    ['deals', { closedate: 'soon' }, 'INVALID_DATE'],
    ['invoices', { hs_currency: 'USD', hs_invoice_status: 'sent' }, 'INVALID_OPTION'],
    ['invoices', { hs_currency: 'usd' }, 'INVALID_OPTION'],
    ['invoices', { hs_currency: 'USD', hs_allow_partial_payments: 'maybe' }, 'INVALID_BOOLEAN'],
    ['invoices', { hs_currency: 'USD', hs_balance_due: '1' }, 'READ_ONLY_VALUE'],
    ['line_items', { price: '-1' }, 'INVALID_PRICE'],
  ])('of %s: %j is refused as %s', (type, properties, code) => {
    const answer = at.api('POST', `/crm/v3/objects/${type}`, { properties });
    expect(refusalOf(answer)).toBe(`400 VALIDATION_ERROR ${code}`);
  });

  it.each([
    ['deals', { amount: 12.5 }, { amount: '12.5' }],
    ['deals', { closedate: 1_793_610_000_000 }, { closedate: '2026-11-02T09:00:00.000Z' }],
    ['deals', { closedate: '2026-11-02T10:00:00+01:00' }, { closedate: '2026-11-02T09:00:00.000Z' }],
    [
      'invoices',
      { hs_currency: 'EUR', hs_allow_partial_payments: true },
      { hs_allow_partial_payments: 'true' },
    ],
    // Seconds where milliseconds are meant, as in HubSpot's own sample: nobody warns.
    [
      'invoices',
      { hs_currency: 'EUR', hs_due_date: '1732537679' },
      { hs_due_date: '1970-01-21T01:15:37.679Z' },
    ],
  ])('of %s: %j is kept as %j', (type, properties, kept) => {
    expect(at.record('POST', `/crm/v3/objects/${type}`, { properties }).properties).toMatchObject(kept);
  });

  it('clears by the empty text', () => {
    const deal = at.record('POST', '/crm/v3/objects/deals', { properties: { dealname: 'One', amount: '5' } });
    at.record('PATCH', `/crm/v3/objects/deals/${deal.id}`, { properties: { amount: '' } });
    expect(at.record('GET', `/crm/v3/objects/deals/${deal.id}`).properties.amount).toBeNull();
  });

  it('does not move the time of a write that changes nothing', () => {
    const deal = at.record('POST', '/crm/v3/objects/deals', { properties: { dealname: 'Same' } });
    at.advance(5000);
    const same = at.record('PATCH', `/crm/v3/objects/deals/${deal.id}`, { properties: { dealname: 'Same' } });
    expect(same.updatedAt).toBe(deal.updatedAt);
  });

  it('refuses bodies it cannot read', () => {
    const answer = at.ask('POST', '/crm/v3/objects/deals', { body: '{"properties":', token: at.token });
    expect(refusalOf(answer)).toBe('400 VALIDATION_ERROR');
    const empty = at.api('POST', '/crm/v3/objects/deals', {});
    expect(JSON.stringify(empty.json)).toContain('Some required fields were not set: [properties]');
  });
});

describe('lists', () => {
  const many = bench();
  const made = Array.from({ length: 23 }, (_, index) =>
    many.record('POST', '/crm/v3/objects/products', { properties: { name: `P${index}` } }),
  );

  it('go by ten, from one record to the next', () => {
    const first = many.api('GET', '/crm/v3/objects/products');
    expect(resultsIn(first)).toHaveLength(10);
    const next = String(Number(made[9]?.id) + 1);
    expect(first.json).toMatchObject({ paging: { next: { after: next } } });
    const last = many.api('GET', `/crm/v3/objects/products?after=${next}&limit=100`);
    expect(resultsIn(last)).toHaveLength(13);
    expect(last.json).not.toHaveProperty('paging');
  });

  it.each(['0', '101', 'all'])('refuse a page of %s', (limit) => {
    expect(refusalOf(many.api('GET', `/crm/v3/objects/products?limit=${limit}`))).toBe(
      '400 VALIDATION_ERROR',
    );
  });
});

describe('the bin', () => {
  it('takes records and gives them back', () => {
    const deal = at.record('POST', '/crm/v3/objects/deals', { properties: { dealname: 'Gone' } });
    const path = `/crm/v3/objects/deals/${deal.id}`;
    expect(at.api('DELETE', path).status).toBe(204);
    expect(refusalOf(at.api('GET', path))).toBe('404 OBJECT_NOT_FOUND');
    expect(at.record('GET', `${path}?archived=true`)).toMatchObject({ archived: true, id: deal.id });
    expect(resultsIn(at.api('GET', '/crm/v3/objects/deals?archived=true')).map(({ id }) => id)).toEqual([
      deal.id,
    ]);
    // Deleting nothing is no mistake.
    expect(at.api('DELETE', path).status).toBe(204);
    at.act({ act: 'restore', objectType: 'deal', id: deal.id });
    expect(at.record('GET', path).archived).toBe(false);
  });

  it('has no place for a person who wants to be forgotten', () => {
    const eve = at.record('POST', '/crm/v3/objects/contacts', { properties: { email: 'eve@example.com' } });
    expect(at.api('POST', '/crm/v3/objects/contacts/gdpr-delete', { objectId: eve.id }).status).toBe(204);
    expect(at.api('GET', `/crm/v3/objects/contacts/${eve.id}?archived=true`).status).toBe(404);
  });
});

describe('merging', () => {
  const pair = (on = bench()) => {
    const one = on.record('POST', '/crm/v3/objects/contacts', { properties: { email: 'one@example.com' } });
    const two = on.record('POST', '/crm/v3/objects/contacts', {
      properties: { email: 'two@example.com', phone: '2' },
    });
    return { on, one, two };
  };

  it('keeps the first, fills its gaps, and leads the old id to it', () => {
    const { on, one, two } = pair();
    const body = { primaryObjectId: one.id, objectIdToMerge: two.id };
    const merged = on.record('POST', '/crm/v3/objects/contacts/merge', body);
    expect(merged).toMatchObject({ id: one.id, properties: { email: 'one@example.com', phone: '2' } });
    expect(on.record('GET', `/crm/v3/objects/contacts/${two.id}`).id).toBe(one.id);
  });

  it('makes a new record when the account is told so', () => {
    const { on, one, two } = pair(bench({}, { mergeKeeps: 'new', mergedAway: 'nothing' }));
    const merged = on.act({ act: 'merge', objectType: 'contact', primaryId: one.id, otherId: two.id });
    expect([one.id, two.id]).not.toContain(merged.id);
    expect(merged.properties.hs_merged_object_ids).toBe(`${one.id};${two.id}`);
    for (const { id } of [one, two]) expect(on.api('GET', `/crm/v3/objects/contacts/${id}`).status).toBe(404);
  });

  it('is not for invoices', () => {
    const on = bench();
    const [one, two] = [0, 1].map(() =>
      on.record('POST', '/crm/v3/objects/invoices', { properties: { hs_currency: 'USD' } }),
    );
    const body = { primaryObjectId: one?.id, objectIdToMerge: two?.id };
    expect(refusalOf(on.api('POST', '/crm/objects/2026-09/invoices/merge', body))).toBe(
      '400 VALIDATION_ERROR INVALID_MERGE',
    );
  });
});

it('tells what an account is like', () => {
  const details = must(at.api('GET', '/account-info/v3/details'), 200);
  expect(details).toMatchObject({ portalId: 62_515, companyCurrency: 'USD', timeZone: 'US/Eastern' });
});
