// A business week under the preset "qics-milestones-snelstart", on one virtual clock: the import, hours that become bookings, an
// outage over a night, a key that is regenerated, and a lost answer on each kind of write.
import { beforeAll, describe, expect, it } from 'vitest';
import { bodyOf } from '../support/http-host.ts';
import { ADMINISTRATION, type Office, openOffice } from '../support/office-world.ts';
import { eventOf } from '../support/product-events.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});

const KEY = `koppelsleutel-${ADMINISTRATION}`;
const PDF = Buffer.from('%PDF-1.4 invoice').toString('base64');
/** More than a page of the import. */
const customers = 520;
/** Customers by their number in the ledger; the first of them is 1001 as every administration counts. */
const ledgerIds = new Map<string, string>();

/** A member of an object of the books as a text. */
const wordOf = (one: Readonly<Record<string, unknown>> | undefined, member: string): string =>
  JSON.stringify(one?.[member] ?? '').replaceAll('"', '');
const party = (naam: string, fields: object = {}) => ({
  naam,
  relatiesoort: ['Klant'],
  email: 'info@klant.example',
  ...fields,
});
/** A new customer in the ledger; answers its number. */
const customerIn = (name: string, fields: object = {}): string => {
  const id = office.act({ act: 'createParty', fields: party(name, fields) });
  const row = office.books('relaties').find((one) => one['id'] === id);
  const number = wordOf(row, 'relatiecode');
  ledgerIds.set(number, id);
  return number;
};
let sent = 0;
const invoice = (number: string, customerId: string, more: object = {}) => ({
  ...eventOf(
    'invoice.upserted',
    {
      id: `inv-${number}`,
      revision: 1,
      number,
      customerId,
      currency: 'EUR',
      date: '2026-11-16',
      dueDate: '2026-11-30',
      status: 'closed',
      lines: [{ description: 'Advies', amount: '100.00', account: '8200', tax: '2' }],
      taxes: [{ tax: '2', amount: '21.00' }],
      taxTotal: '21.00',
      total: '121.00',
      ...more,
    },
    `q-${(sent += 1)}`,
  ),
});
const numbers = (): readonly string[] =>
  office.books('verkoopboekingen').map((one) => wordOf(one, 'factuurnummer'));
const written = (what: string): number => office.wrote().filter((one) => one === what).length;
const typesTold = async (after = 0) => (await office.told(after)).map(({ type }) => type);
const headOfFeed = async (): Promise<number> => await office.host.feed.head('office');

describe('Monday: the connection', () => {
  it('a key is entered, and what is missing is said before anything is written (QCS-46, QCS-47)', async () => {
    for (let n = 1; n <= customers; n += 1) office.act({ act: 'createParty', fields: party(`Klant ${n}`) });
    for (const one of office.books('relaties'))
      if (/^Klant \d/.test(wordOf(one, 'naam'))) ledgerIds.set(wordOf(one, 'relatiecode'), wordOf(one, 'id'));
    customerIn('Klant en leverancier', { relatiesoort: ['Klant', 'Leverancier'] });
    office.act({ act: 'createParty', fields: { naam: 'Alleen leverancier', relatiesoort: ['Leverancier'] } });
    office.act({ act: 'createCostCentre', fields: { nummer: 100, omschrijving: 'Advies' } });
    const first = [...ledgerIds.keys()][0] ?? '';
    expect(await office.post(invoice('2026-0000', first))).toBe(409); // not connected yet (QCS-05)
    const entered = await office.api('POST /v1/connections/{connection}/key', { key: KEY });
    expect([entered.status, JSON.stringify(bodyOf(entered)).includes(KEY)]).toEqual([200, false]);
    await office.drain();
    await office.post(invoice('2026-0001', first));
    await office.tick(); // 07:00
    expect(await office.health('invoice', 'inv-2026-0001')).toBe('waiting initial_import');
    expect(office.wrote()).toEqual([]);
  });

  it('the customers are imported page by page; an outage in the middle costs none of them, and it goes on where it was (QCS-54)', async () => {
    const progress = async () => bodyOf(await office.api('GET /v1/connections/{connection}/import'));
    office.fault({ pathRegex: '/relaties', nth: 2 }, '500');
    expect((await office.api('POST /v1/connections/{connection}/import')).status).toBe(202);
    await office.drain();
    expect(await progress()).toMatchObject({ state: 'running', counts: { customers: 500 } });
    expect(await office.health('invoice', 'inv-2026-0001')).toBe('waiting initial_import');
    await office.until('07:30');
    expect(await progress()).toMatchObject({
      state: 'done',
      counts: { customers: customers + 1, costCentres: 1, suppliers: 0, items: 0 },
    });
    expect(written('create relaties')).toBe(0);
  });

  it('each came once under the product’s names, a supplier only as the customer it is too (QCS-06, QCS-16, QCS-18, QCS-20, QCS-55)', async () => {
    const told = await office.told();
    const imported = told.filter(({ type }) => type === 'customer.imported');
    expect(new Set(imported.map(({ id }) => id)).size).toBe(customers + 1);
    expect(imported[0]?.data['fields']).toMatchObject({
      Name: 'Klant 1',
      CustomerCode: [...ledgerIds.keys()][0],
      CompanyId: 'Bureau Zuid',
      IsActive: true,
      VisitAddressEmailAddress: 'info@klant.example',
    });
    const names = imported.map(({ data }) => String(data['name']));
    expect(names).toContain('Klant en leverancier');
    expect(names).not.toContain('Alleen leverancier');
    const centre = told.find(({ type }) => type === 'cost_centre.imported');
    expect(centre?.data['fields']).toEqual({ Code: '100', Name: 'Advies', CompanyId: 'Bureau Zuid' });
    expect(await typesTold()).not.toContain('item.imported');
  });

  it('the invoice that waited is booked, with its PDF beside it (QCS-03, QCS-08, QCS-15)', async () => {
    const [first = '', second = ''] = [...ledgerIds.keys()];
    expect(numbers()).toEqual(['2026-0001']);
    await office.post(invoice('2026-0002', second, { pdf: { content: PDF } }));
    expect(await office.health('invoice', 'inv-2026-0002')).toBe('waiting export'); // until the next run (QCS-09)
    await office.tick();
    await office.tick();
    expect(await office.health('invoice', 'inv-2026-0002')).toBe('synced');
    expect(await office.health('customer', first)).toBe('synced');
    expect(office.books('documenten')).toMatchObject([{ fileName: '2026-0002.pdf' }]);
    expect(office.books('verkoopboekingen')[1]).toMatchObject({
      factuurnummer: '2026-0002',
      factuurbedrag: 121,
      betalingstermijn: 14,
      klant: { id: ledgerIds.get(second) },
      boekingsregels: [{ btwSoort: 'Hoog' }],
      btw: [{ btwSoort: 'VerkopenHoog', btwBedrag: 21 }],
    });
  });
});

describe('Tuesday: what does not fit', () => {
  it('each precondition has a problem of its own, and none of them reaches the ledger (QCS-42, QCS-43, QCS-44, QCS-45, QCS-53)', async () => {
    await office.until('07:00');
    const [first = ''] = [...ledgerIds.keys()];
    const line = (more: object) => ({
      lines: [{ description: 'Advies', amount: '100.00', account: '8200', tax: '2', ...more }],
    });
    const before = office.wrote().length;
    await office.post(
      invoice('T-1', '999999'),
      invoice('T-2', first, line({ account: '9999' })),
      invoice('T-3', first, line({ tax: '0' })),
      invoice('T-4', first, line({ tax: '1' })),
      invoice('T-5', first, line({ account: '8260' })),
      invoice('T-6', first, { status: 'open' }),
    );
    await office.until('07:30');
    const states = [];
    for (const n of [1, 2, 3, 4, 5, 6]) states.push(await office.health('invoice', `inv-T-${n}`));
    expect(states).toEqual([
      'failed customer_not_in_ledger',
      'failed account_not_in_ledger',
      'failed tax_code_mismatch',
      'failed tax_code_mismatch',
      'failed cost_centre_not_in_ledger',
      'waiting folio_open',
    ]);
    expect(office.wrote().length).toBe(before);
  });

  it('once the customer is made in the ledger, the product hears of it and its invoice follows by itself (QCS-06, QCS-43)', async () => {
    const head = await headOfFeed();
    const number = customerIn('Nieuw');
    await office.post(invoice('T-7', number));
    await office.tick();
    await office.tick();
    expect(await typesTold(head)).toEqual(['customer.imported']);
    expect(await office.health('customer', number)).toBe('synced');
    expect(await office.health('invoice', 'inv-T-7')).toBe('synced');
    expect(written('create relaties')).toBe(0);
  });

  it('a cost centre stands on the line that names it (QCS-14, QCS-39)', async () => {
    const [first = ''] = [...ledgerIds.keys()];
    await office.post(
      invoice('T-8', first, {
        lines: [{ description: 'Project', amount: '100.00', account: '8260', tax: '2', costCentre: '100' }],
      }),
    );
    await office.tick();
    expect(await office.health('invoice', 'inv-T-8')).toBe('synced');
    const centre = office.books('kostenplaatsen').find((one) => one['nummer'] === 100);
    expect(office.books('verkoopboekingen').at(-1)).toMatchObject({
      boekingsregels: [{ kostenplaats: { id: centre?.['id'] } }],
    });
  });
});

describe('Tuesday afternoon: a file', () => {
  it('that cannot be fetched waits by itself, and its booking stands (QCS-15)', async () => {
    const [first = ''] = [...ledgerIds.keys()];
    await office.post(invoice('P-1', first, { pdf: { url: 'https://files.example/P-1.pdf' } }));
    await office.tick();
    await office.tick();
    expect(await office.health('invoice', 'inv-P-1')).toBe('synced');
    expect(await office.health('attachment', 'inv-P-1~pdf')).toBe('waiting file_unavailable');
    expect(numbers().filter((number) => number === 'P-1')).toHaveLength(1);
  });
});

describe('Wednesday: changes in the ledger', () => {
  it('a mapped field goes over what the product has; one that is not mapped moves nothing (QCS-07, QCS-10, QCS-11, QCS-13)', async () => {
    await office.until('07:15');
    const [number = '', id = ''] = [...ledgerIds.entries()][4] ?? [];
    const head = await headOfFeed();
    office.act({
      act: 'editParty',
      id,
      fields: { memo: 'betaalt laat', websiteUrl: 'https://klant.example' },
    });
    await office.tick();
    expect(await typesTold(head)).toEqual([]);
    office.act({ act: 'editParty', id, fields: { telefoon: '072-7654321' } });
    await office.tick();
    const [change, ...more] = await office.told(head);
    expect([change?.type, more]).toEqual(['customer.changed', []]);
    expect(change?.data).toMatchObject({
      id: number,
      changed: { phone: '072-7654321' },
      fields: { VisitAddressPhoneNumber: '072-7654321', CompanyId: 'Bureau Zuid' },
    });
  });

  it('what the product says of a customer is never written (QCS-02)', async () => {
    const [number = ''] = [...ledgerIds.keys()];
    const before = office.books('relaties');
    const data = { id: number, revision: 3, name: 'Naam van het product', currency: 'EUR' };
    await office.post(eventOf('customer.upserted', data, `q-${(sent += 1)}`));
    await office.until('08:15');
    expect(office.books('relaties')).toEqual(before);
    expect(await office.health('customer', number)).toBe('synced');
  });

  it('a deletion stays where it was made, on either side (QCS-12)', async () => {
    const [, [, id = ''] = []] = [...ledgerIds.entries()].slice(8, 10);
    const head = await headOfFeed();
    office.act({ act: 'deactivateParty', id });
    await office.tick();
    await office.tick();
    const told = await office.told(head);
    expect(told.map(({ type, data }) => [type, data['fields']])).toEqual([
      ['customer.changed', { IsActive: false, CompanyId: 'Bureau Zuid' }],
    ]);
    const booked = numbers();
    const gone = { id: 'inv-2026-0001', revision: 2 };
    await office.post(eventOf('invoice.deleted', gone, `q-${(sent += 1)}`));
    await office.until('09:00');
    expect(numbers()).toEqual(booked);
  });

  it('a changed cost centre is told under its own names (QCS-40, QCS-41)', async () => {
    const head = await headOfFeed();
    const centre = office.books('kostenplaatsen').find((one) => one['nummer'] === 100);
    office.act({ act: 'editCostCentre', id: centre?.['id'], fields: { omschrijving: 'Advies en beheer' } });
    await office.tick();
    expect((await office.told(head)).map(({ type, data }) => [type, data['fields']])).toEqual([
      ['cost_centre.changed', { Name: 'Advies en beheer', CompanyId: 'Bureau Zuid' }],
    ]);
  });
});

describe('Wednesday night: an outage', () => {
  it('what is sent while the ledger is away waits, and somebody is told after an hour of runs (QCS-58)', async () => {
    await office.until('19:30');
    office.fault({}, '503-html');
    const [first = ''] = [...ledgerIds.keys()];
    for (let n = 1; n <= 12; n += 1) await office.post(invoice(`N-${n}`, first));
    await office.until('20:00');
    const stalled = () => office.stalled.filter((count) => count > 0).length;
    expect([numbers().filter((number) => number.startsWith('N-')), stalled()]).toEqual([[], 0]);
    await office.until('07:00');
    expect(stalled()).toBe(0); // the night has no runs
    await office.until('08:00');
    expect([numbers().filter((number) => number.startsWith('N-')), stalled() > 0]).toEqual([[], true]);
  });

  it('when it is back everything follows, each once, and nobody has to do anything', async () => {
    office.admin('DELETE', 'faults');
    await office.until('08:30');
    expect(
      numbers()
        .filter((number) => number.startsWith('N-'))
        .toSorted(),
    ).toEqual(Array.from({ length: 12 }, (_, n) => `N-${n + 1}`).toSorted());
    expect(await office.health('invoice', 'inv-N-12')).toBe('synced');
  });
});

describe('Thursday: a key is regenerated', () => {
  it('the connection rests, everything waits, and nothing is lost (QCS-05)', async () => {
    await office.until('09:00');
    office.act({ act: 'key', how: 'regenerate' });
    const [first = ''] = [...ledgerIds.keys()];
    await office.post(invoice('K-1', first));
    await office.until('10:00');
    expect(await office.health('invoice', 'inv-K-1')).toBe('waiting disconnected');
    expect(numbers()).not.toContain('K-1');
    expect(office.events.filter(({ type }) => type === 'connection.reauth_required')).toHaveLength(1);
  });

  it('with the new key it goes on by itself', async () => {
    const { couplings } = couplingsIn(office.admin('GET', ''));
    const key = couplings.at(-1) ?? '';
    expect(key).not.toBe(KEY);
    const entered = await office.api('POST /v1/connections/{connection}/key', { key });
    expect(entered.status).toBe(200);
    await office.drain();
    await office.until('10:30');
    expect(await office.health('invoice', 'inv-K-1')).toBe('synced');
    expect(numbers().filter((number) => number === 'K-1')).toHaveLength(1);
  });
});

/** The coupling keys that are good now. */
function couplingsIn(summary: unknown): { readonly couplings: readonly string[] } {
  const found = JSON.stringify(summary).match(/koppelsleutel-[\w-]+/g) ?? [];
  return { couplings: found };
}

describe('Friday: lost answers', () => {
  it.each([
    ['a booking', '^/v2/verkoopboekingen$', 'F-1', {}],
    ['a file', '^/v2/documenten', 'F-2', { pdf: { content: PDF } }],
    [
      'a credit note',
      '^/v2/verkoopboekingen$',
      'F-3',
      {
        type: 'creditnote.upserted',
        dueDate: undefined,
        lines: [{ description: 'Terug', amount: '10.00', account: '8200', tax: '2' }],
        taxes: [{ tax: '2', amount: '2.10' }],
        taxTotal: '2.10',
        total: '12.10',
      },
    ],
  ])(
    'the answer to %s is lost after it was done: it is found, and nothing stands there twice',
    async (_, pathRegex, number, more) => {
      const [first = ''] = [...ledgerIds.keys()];
      await office.tick();
      office.fault({ pathRegex, method: 'POST', count: 1 }, 'commit-then-drop');
      const { type, ...fields } = { type: 'invoice.upserted', ...more };
      const kind = type === 'invoice.upserted' ? 'invoice' : 'credit_note';
      const event = invoice(number, first, fields);
      await office.post({ ...event, type });
      for (let n = 0; n < 4; n += 1) await office.tick();
      expect(await office.health(kind, `inv-${number}`)).toBe('synced');
      expect(numbers().filter((one) => one === number)).toHaveLength(1);
      const files = office.books('documenten').filter((one) => one['fileName'] === `${number}.pdf`);
      expect(files).toHaveLength('pdf' in more ? 1 : 0);
    },
  );

  it('the answer to a change of a booking is lost: the change stands once', async () => {
    const [first = ''] = [...ledgerIds.keys()];
    await office.tick();
    office.fault({ pathRegex: '^/v2/verkoopboekingen/', method: 'PUT', count: 1 }, 'commit-then-drop');
    const lines = [{ description: 'Advies', amount: '200.00', account: '8200', tax: '2' }];
    const more = {
      revision: 2,
      lines,
      taxes: [{ tax: '2', amount: '42.00' }],
      taxTotal: '42.00',
      total: '242.00',
    };
    await office.post(invoice('F-1', first, more));
    for (let n = 0; n < 4; n += 1) await office.tick();
    expect(await office.health('invoice', 'inv-F-1')).toBe('synced');
    const booked = office.books('verkoopboekingen').filter((one) => one['factuurnummer'] === 'F-1');
    expect(booked).toMatchObject([{ factuurbedrag: 242 }]);
  });

  it('at the end of the week every invoice that could be booked is there once, and nothing else was written (QCS-01, QCS-12)', () => {
    const all = numbers();
    expect(new Set(all).size).toBe(all.length);
    const kinds = new Set(office.wrote());
    expect([...kinds].toSorted()).toEqual([
      'create documenten',
      'create verkoopboekingen',
      'update verkoopboekingen',
    ]);
  });
});
