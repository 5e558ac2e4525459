// The service around the books of the SnelStart simulator: keys, limits, OData, the key webhook, faults, its state on disk.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { textAt } from '../../simulators/quickbooks/core/json.ts';
import { startSnelStartServer } from '../../simulators/snelstart/server.ts';
import {
  ADMINISTRATION,
  bench,
  booking,
  customer,
  OTHER,
  rowsOf,
  SUBSCRIPTION,
  textIn,
} from './snelstart-support.ts';

describe('keys', () => {
  test('a token is given for a coupling key and lasts an hour', () => {
    const sim = bench();
    expect(textIn(sim.call('GET', '/companyInfo'), 'administratieIdentifier')).toBe(ADMINISTRATION);
    sim.advance(3_599_000);
    expect(sim.call('GET', '/companyInfo').status).toBe(401);
  });

  test.each([
    ['a key that is none', 'nobody', 400],
    ['a good key', `koppelsleutel-${OTHER}`, 200],
  ])('%s at the token endpoint', (_what, key, status) => {
    const { simulator } = bench();
    const body = `grant_type=clientkey&clientkey=${key}`;
    const req = { method: 'POST', path: '/b2b/token', query: new URLSearchParams(), headers: {}, body };
    expect(simulator.request(req)).toMatchObject({ status });
  });

  test('a wrong subscription key is told apart from a wrong token', () => {
    const sim = bench();
    const token = sim.token();
    const ask = (key: string, bearer: string) =>
      sim.call('GET', '/landen', undefined, {
        'ocp-apim-subscription-key': key,
        authorization: `Bearer ${bearer}`,
      });
    expect(ask('wrong', token)).toMatchObject({ status: 401, json: { statusCode: 401 } });
    expect(ask(SUBSCRIPTION, 'wrong')).toMatchObject({
      status: 401,
      json: { Message: 'Authorization has been denied for this request.' },
    });
    expect(ask(SUBSCRIPTION, token).status).toBe(200);
  });

  test('each administration sees its own books only', () => {
    const sim = bench();
    const id = customer(sim);
    const authorization = `Bearer ${sim.token(`koppelsleutel-${OTHER}`)}`;
    const other = sim.call('GET', `/relaties/${id}`, undefined, {
      'ocp-apim-subscription-key': SUBSCRIPTION,
      authorization,
    });
    expect(other.status).toBe(404);
  });

  test('a missing scope and a package without couplings are forbidden', () => {
    expect(bench({ scopes: ['relaties:read'] }).call('GET', '/kostenplaatsen').status).toBe(403);
    const small = bench({ administrations: [{ id: ADMINISTRATION, name: 'Klein', package: 'inBalans' }] });
    expect(small.call('GET', '/relaties').status).toBe(403);
  });

  test('a regenerated key ends the old one, and the partner hears of it once', () => {
    const sim = bench({ webhookUrl: 'http://partner.example/keys' });
    expect(sim.call('GET', '/landen').status).toBe(200);
    sim.admin('POST', `administrations/${ADMINISTRATION}/acts`, {
      act: 'key',
      how: 'regenerate',
      referenceKey: 'ref-1',
    });
    expect(sim.call('GET', '/landen').status).toBe(401);
    const [post] = sim.simulator.dueDeliveries();
    expect(JSON.parse(post?.body ?? '')).toMatchObject({ ActionType: 'Regenerate', ReferenceKey: 'ref-1' });
    sim.simulator.delivered(post?.id ?? '', { status: 500 });
    expect(sim.simulator.dueDeliveries()).toEqual([]);
  });
});

describe('limits', () => {
  test('so many calls a minute, then 429 with the seconds to wait', () => {
    const sim = bench();
    sim.admin('PATCH', `administrations/${ADMINISTRATION}/settings`, { limits: { perMinute: 3 } });
    for (const _call of [1, 2, 3]) expect(sim.call('GET', '/landen').status).toBe(200);
    sim.advance(20_000);
    const refused = sim.call('GET', '/landen');
    expect(refused).toMatchObject({
      status: 429,
      headers: { 'retry-after': '40' },
      json: { statusCode: 429 },
    });
    sim.advance(40_000);
    expect(sim.call('GET', '/landen').status).toBe(200);
  });

  test('and so many an hour, however slowly they come', () => {
    const sim = bench();
    sim.admin('PATCH', `administrations/${ADMINISTRATION}/settings`, { limits: { perHour: 3 } });
    for (const _call of [1, 2, 3]) {
      expect(sim.call('GET', '/landen').status).toBe(200);
      sim.advance(600_000);
    }
    expect(sim.call('GET', '/landen')).toMatchObject({
      status: 429,
      headers: { 'retry-after': '1800' },
      json: { statusCode: 429, message: 'Rate limit is exceeded. Try again in 1800 seconds.' },
    });
  });

  test('slow answers count as long as they take', () => {
    const sim = bench({ faults: [{ match: { pathRegex: '/v2/landen', count: 2 }, effect: 'delay:5000' }] });
    sim.admin('PATCH', `administrations/${ADMINISTRATION}/settings`, { limits: { concurrent: 2 } });
    for (const _call of [1, 2]) expect(sim.call('GET', '/landen').status).toBe(200);
    expect(sim.call('GET', '/landen').status).toBe(429);
    sim.advance(5_000);
    expect(sim.call('GET', '/landen').status).toBe(200);
  });
});

describe('OData', () => {
  const names = (filter: string): readonly string[] => {
    const sim = bench();
    for (const naam of ["Jansen's Bakkerij", 'De Vries', 'Bakker']) customer(sim, { naam });
    const all = rowsOf(sim.call('GET', `/relaties?$filter=${encodeURIComponent(filter)}`));
    return all.map((party) => textAt(party, 'naam') ?? '');
  };

  test.each([
    ["Naam eq 'de vries'", ['De Vries']],
    ["Naam eq 'Jansen''s Bakkerij'", ["Jansen's Bakkerij"]],
    ["substringof('bakker',Naam) eq true", ["Jansen's Bakkerij", 'Bakker']],
    ["startswith(Naam,'Bak') and Relatiecode gt 0", ['Bakker']],
    ["Relatiecode gt 0 and not startswith(Naam,'Bak')", ["Jansen's Bakkerij", 'De Vries']],
    [
      '(Relatiecode eq 1001 or Relatiecode eq 1002) and Nonactief eq false',
      ["Jansen's Bakkerij", 'De Vries'],
    ],
    ["ModifiedOn gt datetime'2026-11-20T09:59:59'", ["Jansen's Bakkerij", 'De Vries', 'Bakker']],
    ["ModifiedOn gt datetime'2026-11-20T10:00:01'", []],
  ])('%s', (filter, expected) => {
    expect(names(filter)).toEqual(expected);
  });

  test.each([
    ["naam eq 'x'", "Could not find a property named 'naam'"],
    ["Nonsense eq 'x'", "Could not find a property named 'Nonsense'"],
    ['Naam eq', 'Syntax error'],
    [`${'('.repeat(200)}Naam eq 'x'${')'.repeat(200)}`, 'Syntax error'],
  ])('%s is refused', (filter, sentence) => {
    const refused = bench().call('GET', `/relaties?$filter=${encodeURIComponent(filter)}`);
    expect(refused.status).toBe(400);
    expect(textIn(refused, 'Message')).toContain(sentence);
  });

  test('500 rows at most, and nothing says that there are more', () => {
    const sim = bench();
    sim.admin('PATCH', `administrations/${ADMINISTRATION}/settings`, { limits: { enforce: false } });
    for (let i = 0; i < 510; i += 1) customer(sim, { naam: `Klant ${i}` });
    expect(sim.call('GET', '/relaties?$top=1000').json).toHaveLength(500);
    expect(sim.call('GET', '/relaties?$skip=500').json).toHaveLength(13);
  });

  test('a filter on a fixed list is taken and ignored', () => {
    expect(rowsOf(bench().call('GET', "/landen?$filter=Landcode eq 'NL'")).length).toBeGreaterThan(1);
  });
});

const TOKEN = z.object({ access_token: z.string() });
const PARTY = z.object({ id: z.string() });

describe('as a server', () => {
  test('a restart finds the books as they were', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'snelstart-'));
    const options = {
      dataFile: join(folder, 'state'),
      settings: { administrations: [{ id: ADMINISTRATION, name: 'Test' }] },
    };
    const first = await startSnelStartServer(options);
    const form = `grant_type=clientkey&clientkey=koppelsleutel-${ADMINISTRATION}`;
    const token = TOKEN.parse(
      await fetch(`${first.url}/b2b/token`, { method: 'POST', body: form }).then((answer) => answer.json()),
    );
    const headers = {
      'ocp-apim-subscription-key': SUBSCRIPTION,
      authorization: `Bearer ${token.access_token}`,
    };
    const send = (body: object, path: string) =>
      fetch(`${first.url}/v2/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    const klant = PARTY.parse(
      await send({ naam: 'A', relatiesoort: ['Klant'] }, 'relaties').then((answer) => answer.json()),
    );
    expect((await send(booking(klant.id), 'verkoopboekingen')).status).toBe(201);
    await first.close();
    const second = await startSnelStartServer(options);
    const found = await fetch(`${second.url}/v2/verkoopfacturen`, { headers }).then((answer) =>
      answer.json(),
    );
    expect(found).toMatchObject([{ factuurnummer: '2026-0042' }]);
    await second.close();
    rmSync(folder, { recursive: true });
  });
});
