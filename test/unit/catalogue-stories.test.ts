// The catalogue as stories: the ledger's items go out as a file, come back with the product's SKUs, and lines are booked on them.
import { expect, test } from 'vitest';
import { z } from 'zod';
import { API_ROUTES } from '../../functions/api/routes.ts';
import { serve } from '../../functions/http/serve.ts';
import type { Policy } from '../../shared/core/policy.ts';
import { KLIPBOARD } from '../../shared/core/presets/klipboard.ts';
import { requestWith, tenantKey } from '../support/http-host.ts';
import { CONNECTION, createWorld, TEST_POLICY } from '../simulation/world.ts';

const POLICY: Policy = {
  ...KLIPBOARD,
  connection: { session: { mode: 'persistent' }, requireInitialImport: false },
  items: { ...KLIPBOARD.items, defaultIncomeAccount: '1' },
  tax: TEST_POLICY.tax,
};

const RESULTS = z.object({
  results: z.array(z.looseObject({ row: z.number(), sku: z.string(), status: z.string() })),
});
const ITEMS = z.object({
  items: z.array(z.object({ ledgerId: z.string(), name: z.string(), sku: z.string().optional() })),
});

async function shop(...names: readonly string[]) {
  const world = await createWorld({ policy: POLICY });
  const account = world.inspect().objects['Account']?.find((each) => each['AccountType'] === 'Income')?.[
    'Id'
  ];
  for (const Name of names)
    world.act({
      act: 'create',
      entity: 'Item',
      object: {
        Name,
        Type: 'Service',
        IncomeAccountRef: { value: typeof account === 'string' ? account : '' },
      },
    });
  const ask = async (method: string, path: string, query: Record<string, string> = {}, body?: string) => {
    const key = await tenantKey(world.host, CONNECTION);
    const request = requestWith(`${method} /v1/connections/{connection}/${path}`, {
      key,
      path: { connection: CONNECTION },
      query,
      body,
    });
    return await serve(API_ROUTES, world.host, request);
  };
  const upload = async (csv: string, query: Record<string, string> = {}) => {
    const answer = await ask('POST', 'catalogue', query, csv);
    await world.drain();
    return RESULTS.parse(JSON.parse(answer.body)).results.map(({ row, status }) => `${row} ${status}`);
  };
  const items = async () => ITEMS.parse(JSON.parse((await ask('GET', 'catalogue.json')).body)).items;
  const idOf = async (name: string) =>
    (await items()).find((item) => item.name === name)?.ledgerId ?? expect.unreachable(name);
  const written = () => world.inspect().writeLog.filter(({ by }) => by === 'api');
  await world.look({ at: 'lists' });
  return { ...world, ask, upload, items, idOf, written };
}

test('KLP-06 the items of the ledger as JSON and as a file for a spreadsheet, formulas defused', async () => {
  const s = await shop('Plumbing, hourly', '=1+1');
  const csv = await s.ask('GET', 'catalogue.csv');
  expect([csv.status, csv.headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
  const lines = csv.body.trim().split('\n');
  expect(lines[0]).toBe('ledgerId,name,type,active,sku');
  expect(csv.body).toContain(`${await s.idOf('Plumbing, hourly')},"Plumbing, hourly",Service,true,`);
  expect(csv.body).toContain(`,'=1+1,`);
  expect(lines.length - 1).toBe((await s.items()).length);
});

test('KLP-07, KLP-08 a file with columns of its own links SKUs without a write, and lines are booked on them', async () => {
  const s = await shop('Plumbing', 'Boiler');
  const [plumbing, boiler] = [await s.idOf('Plumbing'), await s.idOf('Boiler')];
  const csv = `\uFEFFArtikel;x,Onze code,Id\r\n"Plumbing, ""best""",P-1,${plumbing}\r\nBoiler,B-1,${boiler}\r\n`;
  const columns = { sku: 'Onze code', ledgerId: 'Id' };
  expect(await s.upload(csv, columns)).toEqual(['2 accepted', '3 accepted']);
  expect(s.written()).toEqual([]);
  expect(
    (await s.items()).filter(({ sku }) => sku !== undefined).map(({ name, sku }) => `${name} ${sku ?? ''}`),
  ).toEqual(['Plumbing P-1', 'Boiler B-1']);
  expect(await s.upload(csv, columns)).toEqual(['2 duplicate', '3 duplicate']);

  await s.say({ kind: 'customer', id: 'c', name: 'Customer', active: true }, 1);
  const lines = [{ itemId: 'B-1', quantity: '1', unitPrice: '900.00', amount: '900.00' }];
  const bill = {
    customerId: 'c',
    currency: 'EUR',
    date: '2026-11-16',
    status: 'closed',
    pricesIncludeTax: false,
  } as const;
  await s.say({ kind: 'invoice', id: 'F-1', number: 'F-1', ...bill, lines }, 1);
  await s.drain();
  expect(s.written().map(({ entity }) => entity)).toEqual(['Customer', 'Invoice']);
  const [invoice] = s.inspect().objects['Invoice'] ?? [];
  expect(JSON.stringify(invoice?.['Line'])).toContain(`"ItemRef":{"value":"${boiler}"`);
});

test('KLP-07 rows are judged one by one', async () => {
  const s = await shop('Plumbing', 'Boiler', 'Valve');
  const [plumbing, boiler] = [await s.idOf('Plumbing'), await s.idOf('Boiler')];
  await s.upload(`sku,ledgerId\nP-1,${plumbing}\n`);
  const rows = [
    `P-2,${plumbing},`, // linked with P-1 already
    `B-1,${boiler},`,
    `,${boiler},`, // no SKU
    'X#1,,Valve', // no id
    'X-2,99999,', // no such item
    'X-3,,valve', // by its name
    'X-4,,Nothing',
  ];
  expect(await s.upload(`sku,ledgerId,name\n${rows.join('\n')}\n`)).toEqual([
    '2 conflict',
    '3 accepted',
    '4 invalid',
    '5 invalid',
    '6 invalid',
    '7 accepted',
    '8 invalid',
  ]);
  expect(await s.upload(`sku,ledgerId\nY,${plumbing}\nY,${boiler}\n`)).toEqual(['2 invalid', '3 invalid']);
});

test('what the product says of the item itself is newer than any catalogue', async () => {
  const s = await shop('Plumbing', 'Boiler');
  await s.say({ kind: 'item', id: 'P-1', name: 'Own plumbing', active: true }, 1);
  await s.drain();
  expect(await s.upload(`sku,ledgerId\nP-1,${await s.idOf('Plumbing')}\n`)).toEqual(['2 conflict']);
});

test.each([
  ['no table', 'sku,ledgerId\n"open', {}, 422],
  ['no such column', 'a,b\n1,2\n', {}, 422],
  ['too many rows', `sku,ledgerId\n${'a,1\n'.repeat(2_001)}`, {}, 422],
  ['too large', 'x'.repeat(1024 * 1024 + 1), {}, 413],
  ['an unknown parameter', 'sku,ledgerId\n', { column: 'x' }, 400],
] as const)('%s is refused as a whole', async (_, csv, query, status) => {
  const s = await shop();
  expect((await s.ask('POST', 'catalogue', query, csv)).status).toBe(status);
});
