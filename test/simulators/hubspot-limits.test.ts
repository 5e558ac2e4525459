// What stands between an app and the records of the HubSpot simulator: rate limits, scopes, and the administrators' rules.
import { describe, expect, it } from 'vitest';
import { bench, grantAt, portal, refusalOf } from './hubspot-setup.ts';
import type { KnobsPatch } from '../../simulators/hubspot/core/knobs.ts';

const path = '/crm/objects/2026-09/deals';
const limited = (limits: KnobsPatch['limits']) => bench({}, { limits: { enforce: true, ...limits } });

describe('rate limits', () => {
  it('a hundred and ten calls in any ten seconds', () => {
    const at = limited({});
    at.api('GET', path);
    at.advance(5000);
    for (let n = 1; n < 110; n += 1) expect(at.api('GET', path).status).toBe(200);
    const over = at.api('GET', path);
    expect(over).toMatchObject({
      status: 429,
      json: {
        status: 'error',
        message: 'You have reached your ten_secondly_rolling limit.',
        errorType: 'RATE_LIMIT',
        policyName: 'TEN_SECONDLY_ROLLING',
      },
    });
    expect(over.headers).not.toHaveProperty('retry-after');
    // The window rolls: the first call leaves it now, the others in five seconds.
    at.advance(5000);
    expect(at.api('GET', path).status).toBe(200);
    expect(at.api('GET', path).status).toBe(429);
  });

  it('are told in headers, those of the day to private apps only', () => {
    const app = limited({}).api('GET', path).headers;
    expect(app).toMatchObject({
      'x-hubspot-ratelimit-max': '110',
      'x-hubspot-ratelimit-remaining': '109',
      'x-hubspot-ratelimit-interval-milliseconds': '10000',
    });
    expect(app).not.toHaveProperty('x-hubspot-ratelimit-daily');
    const own = limited({ perTenSeconds: 190, perDay: 625_000 }).api('GET', path).headers;
    expect(own).toMatchObject({
      'x-hubspot-ratelimit-daily': '625000',
      'x-hubspot-ratelimit-daily-remaining': '624999',
    });
  });

  it('of batches of associations are their own', () => {
    const at = limited({ perTenSeconds: 2, associationsPerTenSeconds: 3 });
    const batch = () =>
      at.api('POST', '/crm/associations/2026-09/deals/contacts/batch/read', { inputs: [] }).status;
    expect([batch(), batch(), batch(), batch()]).toEqual([200, 200, 200, 429]);
    expect([1, 2, 3].map(() => at.api('GET', path).status)).toEqual([200, 200, 429]);
    at.advance(10_000);
    expect(batch()).toBe(200);
  });

  it('of the day end with the day', () => {
    const at = limited({ perDay: 2 });
    expect([1, 2, 3].map(() => at.api('GET', path).status)).toEqual([200, 200, 429]);
    expect(at.api('GET', path).json).toMatchObject({
      message: 'You have reached your daily limit.',
      policyName: 'DAILY',
    });
    at.advance(86_400_000);
    const { access_token: token } = grantAt(at.ask, portal);
    expect(at.ask('GET', path, { token }).status).toBe(200);
  });

  it('may come with a time to wait', () => {
    const at = limited({ perDay: 1, retryAfterSeconds: 7 });
    at.api('GET', path);
    expect(at.api('GET', path).headers['retry-after']).toBe('7');
  });

  it('an account that is flooded with writes is locked for two seconds', () => {
    const at = limited({ writesPerSecond: 2 });
    const write = () => at.api('POST', path, { properties: { dealname: 'D' } }).status;
    expect([write(), write(), write()]).toEqual([201, 201, 423]);
    at.advance(1500);
    expect(write()).toBe(423);
    expect(at.api('GET', path).status).toBe(200);
    at.advance(500);
    expect(write()).toBe(201);
  });
});

describe('scopes', () => {
  const at = bench();
  const { access_token: token } = grantAt(at.ask, portal, ['oauth', 'crm.objects.deals.read', 'e-commerce']);
  it.each([
    ['GET', path, 200],
    ['POST', path, 403],
    ['GET', '/crm/v3/objects/line_items', 200],
    ['GET', '/crm/v3/objects/contacts', 403],
    ['GET', '/crm/v3/properties/deals', 200],
    ['POST', '/crm/v3/properties/deals', 403],
    ['GET', '/tax-rates/v1/tax-rates', 403],
    ['PUT', '/crm/v4/objects/deals/1/associations/default/line_items/1', 403],
  ])('%s %s: %i', (method, target, status) => {
    expect(at.ask(method, target, { token, body: {} }).status).toBe(status);
  });

  it('a refusal names those of which one is needed', () => {
    expect(at.ask('GET', '/crm/v3/objects/invoices', { token }).json).toMatchObject({
      category: 'MISSING_SCOPES',
      errors: [{ context: { requiredGranularScopes: ['crm.objects.invoices.read'] } }],
      links: { scopes: 'https://developers.hubspot.com/scopes' },
    });
  });
});

describe('the administrators’ rules', () => {
  const rules: KnobsPatch = {
    writeRules: [
      { objectType: 'deals', on: 'create', required: ['amount'] },
      {
        objectType: 'deals',
        on: 'write',
        when: { property: 'dealstage', value: 'lost' },
        required: ['description'],
      },
    ],
  };
  const make = (version: string, properties: Readonly<Record<string, string>>, knobs = rules) => {
    const base = version === 'v3' ? '/crm/v3/objects/deals' : `/crm/objects/${version}/deals`;
    return bench({}, knobs).api('POST', base, { properties });
  };
  it.each([
    ['2026-09', { dealname: 'D' }, 400],
    ['2026-09', { dealname: 'D', amount: '1' }, 201],
    ['2026-09', { amount: '1', dealstage: 'lost' }, 400],
    ['2026-09', { amount: '1', dealstage: 'lost', description: 'price' }, 201],
    ['2026-03', { dealname: 'D' }, 201],
    ['v3', { dealname: 'D' }, 201],
  ])('in version %s: %j gives %i', (version, properties, status) => {
    expect(make(version, properties).status).toBe(status);
  });

  it('may hold for old versions too', () => {
    expect(make('v3', {}, { ...rules, writeRulesSince: 'v3' }).status).toBe(400);
  });

  it('say what is missing, and bind users only in their own pages', () => {
    const answer = make('2026-09', { dealname: 'D' });
    expect(refusalOf(answer)).toBe('400 VALIDATION_ERROR REQUIRED_FIELD');
    expect(answer.json).toMatchObject({ context: { properties: ['amount'] } });
  });
});
