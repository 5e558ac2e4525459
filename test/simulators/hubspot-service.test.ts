// The service around the HubSpot simulator: accidents, the admin endpoint, state that survives, and the server itself.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createHubSpot } from '../../simulators/hubspot/hubspot.ts';
import { startHubSpotServer } from '../../simulators/hubspot/server.ts';
import { createClock } from '../../simulators/quickbooks/service/clock.ts';
import { openDurable } from '../../simulators/quickbooks/service/durable.ts';
import type { Durable } from '../../simulators/quickbooks/service/durable.ts';
import { requestOf } from './service-setup.ts';
import { bench, hour, must, openInvoice, portal, resultsIn, second, start } from './hubspot-setup.ts';
import type { Bench } from './hubspot-setup.ts';

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  while (cleanUps.length > 0) await cleanUps.pop()?.();
});

const create = (at: Bench) => at.api('POST', '/crm/v3/objects/deals', { properties: { dealname: 'D' } });
const deals = (at: Bench) => {
  at.ask('DELETE', '/_sim/faults');
  return resultsIn(at.api('GET', '/crm/v3/objects/deals')).length;
};
const spoil = (at: Bench, body: unknown) => must(at.ask('POST', '/_sim/faults', { body }), 201);

describe('accidents', () => {
  it.each([
    ['drop-before', 'dropped', 0],
    ['commit-then-drop', 'dropped', 1],
    ['500', 500, 0],
    ['commit-then-500', 500, 1],
    ['502', 502, 0],
    ['503-html', 503, 0],
    ['504-after-commit', 504, 1],
    ['429', 429, 0],
    ['429-daily', 429, 0],
    ['423', 423, 0],
    ['477', 477, 0],
    ['html', 200, 0],
    ['truncate-body', 201, 1],
    ['wrong-types', 201, 1],
    ['delay:50', 201, 1],
  ])('%s: the client sees %s, and %i is written', (effect, status, written) => {
    const at = bench();
    spoil(at, { effect });
    expect(create(at).status).toBe(status);
    expect(deals(at)).toBe(written);
  });

  it('a write that is applied late is there when its time has come', () => {
    const at = bench();
    spoil(at, { effect: 'apply-late:5000' });
    expect(create(at).status).toBe(504);
    expect(deals(at)).toBe(0);
    at.advance(5000);
    expect(deals(at)).toBe(1);
  });

  it('meet whom they are meant for', () => {
    const at = bench();
    spoil(at, { match: { objectType: 'deal', method: 'POST', nth: 2, portal }, effect: '500' });
    expect(at.api('POST', '/crm/objects/2026-09/0-3', { properties: {} }).status).toBe(201);
    expect(at.api('GET', '/crm/v3/objects/deals').status).toBe(200);
    expect([create(at).status, create(at).status]).toEqual([500, 201]);
  });

  it('come by chance in the short form, and to the API only', () => {
    const at = bench({ faults: { status500: 0.5 } });
    const seen = new Set(Array.from({ length: 40 }, () => create(at).status));
    expect([...seen].toSorted()).toEqual([201, 500]);
    expect(at.ask('POST', '/_sim/faults', { body: { nonsense: 1 } }).status).toBe(400);
  });
});

describe('the admin endpoint', () => {
  it('opens accounts, shows and changes them', () => {
    const at = bench();
    expect(at.ask('POST', '/_sim/portals', { body: { portalId: 7, currency: 'EUR' } }).status).toBe(201);
    expect(at.ask('POST', '/_sim/portals', { body: { portalId: 7 } }).status).toBe(409);
    expect(at.ask('GET', '/_sim/portals').json).toContainEqual({ portalId: 7, installed: false });
    expect(
      at.ask('PATCH', '/_sim/portals/7/settings', { body: { paidByPatch: 'allow' } }).json,
    ).toMatchObject({ paidByPatch: 'allow' });
    expect(at.ask('PATCH', '/_sim/portals/7/settings', { body: { paidByPatch: 'maybe' } }).status).toBe(400);
    expect(at.ask('GET', '/_sim/portals/8').status).toBe(404);
    expect(at.ask('POST', `/_sim/portals/${portal}/acts`, { body: { act: 'nonsense' } }).status).toBe(400);
    expect(at.ask('GET', '/_sim/nonsense').status).toBe(404);
  });

  it('logs requests, with the inputs of batches', () => {
    const at = bench();
    create(at);
    at.api('POST', '/crm/v3/objects/deals/batch/read', {
      inputs: [{ id: '1' }, { id: '2' }],
      properties: [],
    });
    const log = z
      .array(z.looseObject({ seq: z.number() }))
      .parse(at.ask('GET', '/_sim/requests?path=/batch/').json);
    expect(log).toMatchObject([
      { method: 'POST', path: '/crm/v3/objects/deals/batch/read', portal, inputs: 2, status: 207 },
    ]);
    expect(at.ask('GET', `/_sim/portals/${portal}`).json).toMatchObject({
      calls: { requests: 2, writes: 1, searches: 0 },
    });
  });

  it('goes back to the beginning', () => {
    const at = bench({ oauth: { deny: true } });
    create(at);
    at.ask('PATCH', '/_sim/settings', { body: { oauth: { deny: false } } });
    must(at.ask('POST', '/_sim/reset'), 200);
    expect(at.ask('GET', '/_sim/settings').json).toMatchObject({ oauth: { deny: true } });
    expect(at.ask('GET', `/_sim/portals/${portal}`).json).toMatchObject({ records: { deals: [] } });
    expect(create(at).status).toBe(401);
  });
});

describe('the state', () => {
  const settings = {
    portals: [{ portalId: portal }],
    faults: { status500: 0.1, dropAfterCommit: 0.1 },
    webhooks: { url: 'https://app.example/', duplicate: 0.3, delayMs: [0, 3000] as const },
  };
  const open = (dataFile: string, bytes: number) => {
    const clock = createClock(() => NaN, start);
    const durable = openDurable({
      dataFile,
      journalLimit: { bytes, timesSnapshot: 0 },
      seed: 5,
      clock,
      create: (surroundings) => createHubSpot({ surroundings, settings }),
      report: (error) => {
        throw error;
      },
    });
    return { ...durable, clock };
  };
  type Open = ReturnType<typeof open>;
  const ask = (durable: Pick<Durable, 'request'>, method: string, path: string, options = {}): string => {
    const reply = durable.request(requestOf(method, path, options));
    return 'dropped' in reply ? 'dropped' : `${reply.status} ${String(reply.body)}`;
  };
  /** Some of everything that draws chance, reads the clock or changes state; gives all that was answered. */
  const work = (durable: Open, token: string, from: number, steps: number): readonly string[] =>
    Array.from({ length: steps }, (_, index) => {
      const step = from + index;
      durable.clock.moveTo(durable.clock.read() + second);
      durable.clockMoved();
      const body = { properties: { email: `c${step}@example.com` } };
      const acts = { act: 'createInvoice', lines: [{ name: 'L', price: String(step) }] };
      return [
        ask(durable, 'POST', '/crm/v3/objects/contacts', { token, body }),
        ask(durable, 'POST', `/_sim/portals/${portal}/acts`, { body: acts }),
        ask(durable, 'POST', '/crm/v3/objects/invoices/search', { token, body: {} }),
        ...durable.dueDeliveries().map((post) => {
          durable.delivered(post.id, { status: step % 3 === 0 ? 500 : 200 });
          return post.body;
        }),
      ].join('\n');
    });
  const tokenOf = (durable: Open) => {
    const text = ask(durable, 'POST', '/_sim/oauth/grants', { body: { portalId: portal } });
    return z.object({ access_token: z.string() }).parse(JSON.parse(text.slice(4))).access_token;
  };
  const newFile = () => {
    const directory = mkdtempSync(join(tmpdir(), 'hubspot-durable-'));
    cleanUps.push(() => rmSync(directory, { recursive: true }));
    return join(directory, 'state');
  };

  it.each([
    ['the journal alone', 1e9],
    ['snapshots and journal', 20_000],
  ])('goes on from %s as if it had never been closed', (_what, bytes) => {
    const whole = open(newFile(), 1e9);
    const expected = work(whole, tokenOf(whole), 0, 40);
    const file = newFile();
    const first = open(file, bytes);
    const token = tokenOf(first);
    const answered = [...work(first, token, 0, 20)];
    first.close();
    const again = open(file, bytes);
    answered.push(...work(again, token, 20, 20));
    again.close();
    expect(answered).toEqual(expected);
  });

  it('as text makes the same simulator again', () => {
    const at = bench({ webhooks: { url: 'https://app.example/' } });
    openInvoice(at);
    const dumped = at.simulator.dump();
    const twin = createHubSpot({ surroundings: { now: at.now, random: () => 0.5 } });
    twin.restore(dumped);
    // The members of an object may stand in another order after they were read.
    const values = (text: string) => text.split('\n').map((line): unknown => JSON.parse(line));
    expect(values(twin.dump())).toEqual(values(dumped));
    const read = (simulator: Bench['simulator']) => {
      const reply = simulator.request(requestOf('GET', `/_sim/portals/${portal}`));
      return 'body' in reply ? reply.body : '';
    };
    expect(read(twin)).toBe(read(at.simulator));
  });
});

describe('the server', () => {
  it('answers over HTTP, brings webhooks, and moves its clock', async () => {
    const taken: string[] = [];
    const app = createServer((req, res) => {
      req.setEncoding('utf8').on('data', (chunk: string) => taken.push(chunk));
      req.on('end', () => res.writeHead(taken.length === 1 ? 500 : 200).end());
    });
    await new Promise<void>((ready) => app.listen(0, '127.0.0.1', ready));
    cleanUps.push(() => app.close());
    const address = app.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const server = await startHubSpotServer({
      clock: start,
      settings: {
        portals: [{ portalId: portal }],
        webhooks: { url: `http://127.0.0.1:${port ?? 0}/h`, retryJitter: 0 },
      },
    });
    cleanUps.push(server.close);
    const call = async (path: string, body: unknown, token?: string) => {
      const headers = {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      };
      const response = await fetch(server.url + path, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      });
      return z.looseObject({}).parse(await response.json());
    };
    const { access_token } = await call('/_sim/oauth/grants', { portalId: portal });
    await call('/crm/objects/2026-09/contacts', { properties: { firstname: 'Ada' } }, String(access_token));
    await call('/_sim/clock', { advanceMs: hour });
    expect(taken).toHaveLength(2);
    expect(taken[0]).toContain('"attemptNumber":0');
    expect(taken[1]).toContain('"attemptNumber":1');
  });
});
