// Faults and the admin endpoint of the simulator: what goes wrong on demand, and what a test can see and set.
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { UiAct } from '../../simulators/quickbooks/core/contract.ts';
import type { actBody } from '../../simulators/quickbooks/service/admin-schemas.ts';
import {
  bench,
  createCustomer,
  customersNamed,
  grant,
  hour,
  minute,
  readCompany,
  realm,
} from './service-setup.ts';
import type { Bench } from './service-setup.ts';

const addFault = ({ ask }: Bench, body: unknown) => {
  expect(ask('POST', '/_sim/faults', { body }).status).toBe(201);
};
const logged = ({ ask }: Bench, filter = '') => {
  const entry = z.object({ seq: z.number(), status: z.union([z.number(), z.string()]), path: z.string() });
  return z.array(entry).parse(ask('GET', `/_sim/requests${filter}`).json);
};

describe('an effect', () => {
  it.each([
    ['commit-then-drop', 'dropped', 1],
    ['drop-before', 'dropped', 0],
    ['commit-then-500', 500, 1],
    ['500', 500, 0],
    ['503-html', 503, 0],
    ['504-after-commit', 504, 1],
    ['429', 429, 0],
    ['html', 200, 0],
    ['truncate-body', 200, 1],
    ['wrong-types', 200, 1],
    ['huge-body', 200, 1],
    ['delay:5000', 200, 1],
  ] as const)('%s answers %s and commits %i', (effect, status, commits) => {
    const at = bench();
    const { access_token } = grant(at);
    addFault(at, { match: { method: 'post', entity: 'Customer', count: 1 }, effect });
    expect(createCustomer(at, access_token, 'Ada').status).toBe(status);
    expect(customersNamed(at, 'Ada')).toBe(commits);
    expect(createCustomer(at, access_token, 'Bob').status).toBe(200);
  });

  it('of a lost answer is healed by the same requestid, and only by that', () => {
    const at = bench();
    const { access_token } = grant(at);
    addFault(at, { match: { entity: 'customer', count: 1 }, effect: 'commit-then-drop' });
    expect(createCustomer(at, access_token, 'Ada', '?requestid=r1').status).toBe('dropped');
    expect(createCustomer(at, access_token, 'Ada', '?requestid=r1').status).toBe(200);
    expect(customersNamed(at, 'Ada')).toBe(1);
    expect(logged(at, '?requestid=r1').map(({ status }) => status)).toEqual(['dropped', 200]);
  });

  it.each([
    ['truncate-body', (text: string) => expect(() => z.json().parse(JSON.parse(text))).toThrow()],
    ['huge-body', (text: string) => expect(text.length).toBeGreaterThan(32 * 1024 * 1024)],
    ['wrong-types', (text: string) => expect(text).toMatch(/"Id":\d/)],
    ['html', (text: string) => expect(text).toMatch(/^<!DOCTYPE html>/)],
    ['429', (text: string) => expect(text).toContain('errorCode=003001')],
    ['500', (text: string) => expect(text).toContain('"code":"10000"')],
  ])('%s looks like it', (effect, looks) => {
    const at = bench();
    const { access_token } = grant(at);
    addFault(at, { effect });
    looks(createCustomer(at, access_token, 'Ada').text);
  });

  it('apply-late commits behind the back of a client that was told of a time-out', () => {
    const at = bench();
    const { access_token } = grant(at);
    addFault(at, { match: { entity: 'customer', count: 1 }, effect: `apply-late:${2 * hour}` });
    expect(createCustomer(at, access_token, 'Ada').status).toBe(504);
    expect(at.simulator.nextDeliveryAt()).toBe(at.now() + 2 * hour);
    at.advance(2 * hour - 1);
    expect(customersNamed(at, 'Ada')).toBe(0);
    // By then the access token has expired; the request passed the gateway when it had not.
    at.advance(1);
    expect(customersNamed(at, 'Ada')).toBe(1);
    expect(at.simulator.nextDeliveryAt()).toBeNull();
  });

  it('delay keeps the answer and names the wait', () => {
    const at = bench();
    addFault(at, { effect: 'delay:1500' });
    const request = { method: 'GET', path: '/x', query: new URLSearchParams(), headers: {}, body: '' };
    expect(at.simulator.request(request)).toMatchObject({ status: 404, delayMs: 1500 });
  });
});

describe('a rule', () => {
  it.each([
    ['the nth request', { nth: 2 }, [200, 500, 200, 200]],
    ['a number of requests', { count: 2 }, [500, 500, 200, 200]],
    ['certainly nothing', { probability: 0 }, [200, 200, 200, 200]],
    ['another method', { method: 'POST' }, [200, 200, 200, 200]],
    ['another company', { realm: '1234567' }, [200, 200, 200, 200]],
    ['a path', { pathRegex: 'companyinfo/\\d+$' }, [500, 500, 500, 500]],
  ])('picks %s', (_case, match, statuses) => {
    const at = bench();
    const { access_token } = grant(at);
    addFault(at, { match, effect: '500' });
    expect(statuses.map(() => readCompany(at, access_token).status)).toEqual(statuses);
  });

  it('can be taken away, one or all', () => {
    const at = bench();
    const { access_token } = grant(at);
    addFault(at, [{ effect: '500' }, { effect: '503-html' }]);
    expect(readCompany(at, access_token).status).toBe(500);
    expect(at.ask('DELETE', '/_sim/faults/fault-1').status).toBe(200);
    expect(readCompany(at, access_token).status).toBe(503);
    expect(at.ask('DELETE', '/_sim/faults').status).toBe(200);
    expect(readCompany(at, access_token).status).toBe(200);
  });

  it('from a seed is the same every time, and about as frequent as the short form says', () => {
    const run = (seed: number) => {
      const at = bench({ faults: { dropAfterCommit: 0.2, status500: 0.1 } }, seed);
      const { access_token } = grant(at);
      return Array.from({ length: 200 }, () => {
        at.advance(minute / 60);
        return readCompany(at, access_token).status;
      });
    };
    expect(run(3)).toEqual(run(3));
    expect(run(3)).not.toEqual(run(4));
    const share = (status: unknown) => run(3).filter((each) => each === status).length / 200;
    expect(share('dropped')).toBeCloseTo(0.2, 0.9);
    expect(share(500)).toBeCloseTo(0.08, 0.9);
  });
});

describe('the admin endpoint', () => {
  it.each([
    ['an unknown switch', 'PATCH settings', { oauth: { expiry: 1 } }, 'expiry'],
    ['a probability above one', 'PATCH settings', { webhooks: { drop: 2 } }, 'webhooks.drop'],
    ['a ladder that would never rest', 'PATCH settings', { webhooks: { retryAfterMs: [0] } }, 'retryAfterMs'],
    ['a bad realm id', 'POST companies', { realmId: 'x' }, 'realmId'],
    ['an unknown effect', 'POST faults', { effect: 'explode' }, 'commit-then-drop'],
    ['a broken regular expression', 'POST faults', { match: { pathRegex: '(' }, effect: '500' }, 'pathRegex'],
    ['an unknown short form', 'POST faults', { dropAll: 1 }, 'dropAll'],
    ['an unknown act', `POST companies/${realm}/acts`, { act: 'dance' }, 'act'],
    ['an unknown knob', `PATCH companies/${realm}/settings`, { throttle: { perDay: 1 } }, 'perDay'],
    ['a body that is not JSON', 'POST faults', '{', 'not JSON'],
  ])('refuses %s and says where it is wrong', (_case, request, body, word) => {
    const [method = '', path = ''] = request.split(' ');
    const answer = bench().ask(method, `/_sim/${path}`, { body });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(word);
  });

  it.each([
    ['GET', '/_sim/nothing', 404],
    ['POST', '/_sim', 404],
    ['GET', '/_sim/companies/123', 404],
    ['DELETE', '/_sim/faults/fault-9', 404],
    ['GET', '/_sim', 200],
    ['GET', '/_sim/settings', 200],
    ['GET', `/_sim/companies/${realm}`, 200],
    ['GET', `/_sim/companies/${realm}/settings`, 200],
    ['GET', '/_sim/webhooks', 200],
    ['GET', '/_sim/oauth/grants', 200],
  ])('answers %s %s with %i', (method, path, status) => {
    expect(bench().ask(method, path).status).toBe(status);
  });

  it('opens a company once', () => {
    const at = bench();
    const body = { realmId: '9130350000000009', name: 'Nine', country: 'GB' };
    expect(at.ask('POST', '/_sim/companies', { body }).status).toBe(201);
    expect(at.ask('POST', '/_sim/companies', { body }).status).toBe(409);
    expect(readCompany(at, grant(at, body.realmId).access_token, body.realmId).status).toBe(200);
  });

  it('changes the knobs of the books, and only those that were named', () => {
    const at = bench();
    const path = `/_sim/companies/${realm}/settings`;
    const before = z.record(z.string(), z.unknown()).parse(at.ask('GET', path).json);
    expect(at.ask('PATCH', path, { body: { oneCentOff: true, throttle: { perSecond: 3 } } }).status).toBe(
      200,
    );
    const throttle = z.record(z.string(), z.unknown()).parse(before.throttle);
    expect(at.ask('GET', path).json).toEqual({
      ...before,
      oneCentOff: true,
      throttle: { ...throttle, perSecond: 3 },
    });
  });

  it('lets every act of the books through', () => {
    // For the compiler: it complains here when the books gain an act that the admin endpoint does not know.
    const letThrough = (act: UiAct['act']): z.infer<typeof actBody>['act'] => act;
    expect(letThrough('void')).toBe('void');
  });

  it('says why an act was refused', () => {
    const body = { act: 'delete', entity: 'Invoice', id: '4711' };
    const answer = bench().ask('POST', `/_sim/companies/${realm}/acts`, { body });
    expect(answer.status).toBe(409);
    expect(z.object({ error: z.string() }).parse(answer.json).error).not.toBe('');
  });

  it('keeps a log that can be filtered and emptied, and does not log itself', () => {
    const at = bench();
    const { access_token } = grant(at);
    readCompany(at, access_token);
    createCustomer(at, access_token, 'Ada', '?requestid=abc');
    expect(logged(at)).toHaveLength(2);
    expect(logged(at, '?method=post&path=/customer')).toHaveLength(1);
    expect(logged(at, '?since=1')).toMatchObject([{ seq: 2 }]);
    expect(logged(at, '?status=200&realm=1')).toEqual([]);
    at.ask('DELETE', '/_sim/requests');
    expect(logged(at)).toEqual([]);
  });

  it('goes back to the beginning', () => {
    const at = bench();
    const { access_token } = grant(at);
    createCustomer(at, access_token, 'Ada');
    addFault(at, { effect: '500' });
    at.ask('PATCH', '/_sim/settings', { body: { webhooks: { url: 'https://x.example/' } } });
    expect(at.ask('POST', '/_sim/reset').json).toMatchObject({ faults: 0, webhooks: { url: null } });
    expect(readCompany(at, access_token).status).toBe(401);
    expect(readCompany(at, grant(at).access_token).status).toBe(200);
    expect(customersNamed(at, 'Ada')).toBe(0);
  });
});
