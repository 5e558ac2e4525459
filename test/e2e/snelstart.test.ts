// An office on SnelStart through the whole system: real processes, real HTTP, a lost answer and a kill -9 in the middle of it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { OFFICE_CONNECTION } from '../../local/demo-connection.ts';
import { OFFICE_ADMINISTRATION } from '../../local/demo-office.ts';
import { synthesise } from '../../local/synth.ts';
import { eventually } from './support/eventually.ts';
import { type StartedSystem, startSystemProcess } from './support/started-system.ts';
import { SYNTH_DIR } from './support/test-system.ts';

let dataDir = '';
let system: StartedSystem | undefined;
beforeAll(async () => {
  await synthesise(SYNTH_DIR, () => undefined);
  dataDir = await mkdtemp(join(tmpdir(), 'ledgerlane-office-'));
});
afterAll(async () => {
  await system?.kill();
  await rm(dataDir, { recursive: true, force: true });
});

const OPTIONS = ['--no-hubspot', '--snelstart', '--snelstart-port', '0'];
const PDF = Buffer.from('%PDF-1.4 factuur').toString('base64');
const RECORDS = z.object({
  records: z.array(z.object({ kind: z.string(), id: z.string(), state: z.string() })),
});
const BOOKS = z.object({
  objects: z.object({
    verkoopboekingen: z.array(
      z.looseObject({ id: z.string(), factuurnummer: z.string(), factuurbedrag: z.number() }),
    ),
    documenten: z.array(z.looseObject({ parentId: z.string(), fileName: z.string() })),
  }),
});
const PARTY = z.object({ relatiecode: z.number() });

async function start(): Promise<void> {
  system = await startSystemProcess(dataDir, OPTIONS);
}

async function api(method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(`${system?.url ?? ''}/v1/connections/${OFFICE_CONNECTION}/${path}`, {
    method,
    headers: { authorization: `Bearer ${system?.apiKey ?? ''}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return await answer.json();
}

async function simulator(method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(`${system?.officeUrl ?? ''}/_sim/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return await answer.json();
}

const books = async () =>
  BOOKS.parse(await simulator('GET', `administrations/${OFFICE_ADMINISTRATION}`)).objects;
const act = async (done: object) =>
  await simulator('POST', `administrations/${OFFICE_ADMINISTRATION}/acts`, done);
const stateOf = async (kind: string, id: string): Promise<string> => {
  const { records } = RECORDS.parse(await api('GET', 'records'));
  return records.find((one) => one.kind === kind && one.id === id)?.state ?? 'missing';
};
const isSynced = (kind: string, id: string) =>
  eventually(
    `${kind} ${id} is synced`,
    () => stateOf(kind, id).catch(() => 'no answer'),
    (state) => state === 'synced',
    { timeoutMs: 200_000, pollMs: 300 },
  );
const bookedAs = async (number: string) =>
  (await books()).verkoopboekingen.filter(({ factuurnummer }) => factuurnummer === number);

function invoice(number: string, customerId: string): object {
  const line = { description: 'Advies', amount: '100.00', account: '8260', tax: '2', costCentre: '100' };
  const form = { id: number, revision: 1, number, customerId, currency: 'EUR', date: '2026-11-20' };
  const data = { ...form, status: 'closed', lines: [line], pdf: { content: PDF } };
  return { specversion: '1.0', id: `event-${number}`, source: 'office', type: 'invoice.upserted', data };
}

describe('an office on SnelStart, with every part of it a process', () => {
  let customer = '';

  it('books an invoice on its cost centre, with its PDF beside it', async () => {
    await start();
    const fields = { naam: 'Voorbeeld B.V.', relatiesoort: ['Klant'] };
    customer = String(PARTY.parse(await act({ act: 'createParty', fields })).relatiecode);
    await act({ act: 'createCostCentre', fields: { nummer: 100, omschrijving: 'Advies' } });
    await api('POST', 'sync?direction=inbound');
    await isSynced('customer', customer);
    await api('POST', 'events', [invoice('2026-0001', customer)]);
    await isSynced('invoice', '2026-0001');
    await isSynced('attachment', '2026-0001~pdf');
    const [booking, ...more] = await bookedAs('2026-0001');
    expect([booking?.factuurbedrag, more]).toEqual([121, []]);
    expect((await books()).documenten).toMatchObject([{ parentId: booking?.id, fileName: '2026-0001.pdf' }]);
  }, 120_000);

  it('finds a booking whose answer was lost, although everything was killed before it could look', async () => {
    const match = { method: 'POST', pathRegex: '^/v2/verkoopboekingen$', count: 1 };
    await simulator('POST', 'faults', { match, effect: 'commit-then-drop' });
    await api('POST', 'events', [invoice('2026-0002', customer)]);
    await eventually(
      'it is in the books',
      () => bookedAs('2026-0002'),
      (found) => found.length === 1,
    );
    expect(await stateOf('invoice', '2026-0002')).not.toBe('synced');
    await system?.kill();
    await start();
    await isSynced('invoice', '2026-0002');
    await isSynced('attachment', '2026-0002~pdf');
    const { verkoopboekingen, documenten } = await books();
    expect(verkoopboekingen.map(({ factuurnummer }) => factuurnummer)).toEqual(['2026-0001', '2026-0002']);
    expect(documenten.map(({ fileName }) => fileName)).toEqual(['2026-0001.pdf', '2026-0002.pdf']);
  }, 300_000);
});
