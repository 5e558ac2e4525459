// The books of the SnelStart simulator: what is taken, what is refused and in which words.
import { describe, expect, test } from 'vitest';
import {
  ADMINISTRATION,
  bench,
  booking,
  codeOf,
  customer,
  idOf,
  ledger,
  rowsOf,
  textIn,
} from './snelstart-support.ts';

const line = (changes: object): object => ({
  omschrijving: 'Advies',
  grootboek: ledger(8200),
  bedrag: '1000.00',
  btwSoort: 'Hoog',
  ...changes,
});

describe('a sales booking', () => {
  test('is taken, shown with numbers, and produces an invoice that is found by its number', () => {
    const sim = bench();
    const made = sim.call('POST', '/verkoopboekingen', booking(customer(sim)));
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({
      factuurnummer: '2026-0042',
      factuurbedrag: 1210,
      factuurdatum: '2026-11-20T00:00:00',
      boekingsregels: [{ bedrag: 1000, btwSoort: 'Hoog' }],
      modifiedOn: '2026-11-20T10:00:00.000',
    });
    const found = sim.call('GET', "/verkoopfacturen?$filter=Factuurnummer eq '2026-0042'");
    expect(found.json).toMatchObject([
      {
        verkoopBoeking: { id: idOf(made) },
        factuurBedrag: 1210,
        openstaandSaldo: 1210,
        vervalDatum: '2026-12-04T00:00:00',
      },
    ]);
  });

  test('cannot be listed', () => {
    expect(bench().call('GET', '/verkoopboekingen').status).toBe(405);
  });

  test('with a number that exists is refused, also after a lost answer', () => {
    const sim = bench({
      faults: [{ match: { method: 'POST', pathRegex: 'verkoop', count: 1 }, effect: 'commit-then-drop' }],
    });
    const klant = customer(sim);
    expect(sim.call('POST', '/verkoopboekingen', booking(klant)).status).toBe('dropped');
    const again = sim.call('POST', '/verkoopboekingen', booking(klant));
    expect(again).toMatchObject({ status: 400, json: [{ errorCode: 'BOE-0021', details: null }] });
  });

  test('is shown by its invoice later than it is made, if there is a lag', () => {
    const sim = bench();
    sim.admin('PATCH', `administrations/${ADMINISTRATION}/settings`, { invoiceLagMs: 60_000 });
    sim.call('POST', '/verkoopboekingen', booking(customer(sim)));
    const look = (): number => rowsOf(sim.call('GET', '/verkoopfacturen')).length;
    expect(look()).toBe(0);
    sim.advance(60_000);
    expect(look()).toBe(1);
  });

  test('may be written late, after its client heard of a time-out', () => {
    const sim = bench({
      faults: [{ match: { method: 'POST', pathRegex: 'verkoop' }, effect: 'apply-late:5000' }],
    });
    expect(sim.call('POST', '/verkoopboekingen', booking(customer(sim))).status).toBe(504);
    expect(sim.call('GET', '/verkoopfacturen').json).toEqual([]);
    sim.advance(5_000);
    expect(sim.call('GET', '/verkoopfacturen').json).toHaveLength(1);
  });

  test.each([
    ['a cent off', { factuurbedrag: '1210.01' }, 'BOE-0039'],
    ['no lines', { boekingsregels: [] }, 'BOE-0023'],
    ['a line of nothing', { boekingsregels: [line({ bedrag: 0 })], factuurbedrag: '210.00' }, 'BOE-0028'],
    ['a number of 26', { factuurnummer: 'x'.repeat(26) }, 'BOE-0058'],
    ['a long description', { omschrijving: 'x'.repeat(251) }, 'BOE-0071'],
    ['an unknown customer', { klant: { id: ADMINISTRATION } }, 'BOE-0060'],
    ['an unknown ledger', { boekingsregels: [line({ grootboek: { id: ADMINISTRATION } })] }, 'BOE-0037'],
    ['a ledger of another kind of VAT', { boekingsregels: [line({ grootboek: ledger(8210) })] }, 'BOE-0082'],
    ['a header word on a line', { boekingsregels: [line({ btwSoort: 'VerkopenHoog' })] }, 'BOE-0082'],
    ['a line word in the header', { btw: [{ btwSoort: 'Hoog', btwBedrag: '210.00' }] }, 'BOE-0082'],
    ['VAT without its lines', { btw: [{ btwSoort: 'VerkopenLaag', btwBedrag: '210.00' }] }, 'BOE-0069'],
    [
      'a ledger that needs a cost centre',
      { boekingsregels: [line({ grootboek: ledger(8260) })] },
      'BOE-0022',
    ],
    [
      'an unknown cost centre',
      { boekingsregels: [line({ kostenplaats: { id: ADMINISTRATION } })] },
      'BOE-0019',
    ],
    ['a day that does not exist', { factuurdatum: '2026-02-30' }, 'BOE-0070'],
    ['a day of long ago', { factuurdatum: '2020-12-31' }, 'BOE-0033'],
    ['an id', { id: ADMINISTRATION }, 'ALG-0100'],
  ])('with %s is refused with %3$s', (_what, changes, code) => {
    const sim = bench();
    const refused = sim.call('POST', '/verkoopboekingen', booking(customer(sim), changes));
    expect(refused.status).toBe(400);
    expect(codeOf(refused)).toBe(code);
    expect(sim.call('GET', '/verkoopfacturen').json).toEqual([]);
  });

  test('without a number is refused in the other shape', () => {
    const sim = bench();
    const refused = sim.call(
      'POST',
      '/verkoopboekingen',
      booking(customer(sim), { factuurnummer: undefined }),
    );
    expect(refused).toMatchObject({
      status: 400,
      json: { modelState: { 'verkoopBoeking.factuurnummer': ['The factuurnummer field is required.'] } },
    });
  });

  test('with reverse charge has a row of nothing in the header, and no other kind beside it', () => {
    const sim = bench();
    const klant = customer(sim);
    const lines = [{ grootboek: ledger(8250), bedrag: '500.00', btwSoort: 'Geen' }];
    const row = { btwSoort: 'VerkopenVerlegd', btwBedrag: '0.00' };
    const reverse = { factuurnummer: 'V1', factuurbedrag: '500.00', boekingsregels: lines, btw: [row] };
    expect(sim.call('POST', '/verkoopboekingen', booking(klant, reverse)).status).toBe(201);
    const mixed = {
      ...reverse,
      factuurnummer: 'V2',
      factuurbedrag: '1710.00',
      boekingsregels: [...lines, line({})],
      btw: [row, { btwSoort: 'VerkopenHoog', btwBedrag: '210.00' }],
    };
    expect(codeOf(sim.call('POST', '/verkoopboekingen', booking(klant, mixed)))).toBe('BOE-0062');
  });

  test('as a credit note is the same thing with negative amounts', () => {
    const sim = bench();
    const credit = booking(customer(sim), {
      factuurbedrag: '-1210.00',
      boekingsregels: [line({ bedrag: '-1000.00' })],
      btw: [{ btwSoort: 'VerkopenHoog', btwBedrag: '-210.00' }],
    });
    expect(sim.call('POST', '/verkoopboekingen', credit)).toMatchObject({
      status: 201,
      json: { factuurbedrag: -1210 },
    });
  });

  test('is replaced whole, and goes unless money or a tax return holds it', () => {
    const sim = bench();
    const klant = customer(sim);
    const id = idOf(sim.call('POST', '/verkoopboekingen', booking(klant)));
    const put = sim.call('PUT', `/verkoopboekingen/${id}`, booking(klant, { id, omschrijving: 'Anders' }));
    expect(put).toMatchObject({ status: 200, json: { omschrijving: 'Anders', id } });
    const other = sim.call('PUT', `/verkoopboekingen/${id}`, booking(klant, { id: ADMINISTRATION }));
    expect(codeOf(other)).toBe('ALG-0101');
    sim.admin('POST', `administrations/${ADMINISTRATION}/acts`, {
      act: 'pay',
      number: '2026-0042',
      amount: '10',
    });
    expect(sim.call('GET', '/verkoopfacturen').json).toMatchObject([{ openstaandSaldo: 1200 }]);
    expect(codeOf(sim.call('DELETE', `/verkoopboekingen/${id}`))).toBe('BOE-0083');
    sim.admin('PATCH', `administrations/${ADMINISTRATION}/settings`, { returnedUntil: '2026-11-30' });
    expect(codeOf(sim.call('DELETE', `/verkoopboekingen/${id}`))).toBe('BOE-0046');
  });
});

describe('parties', () => {
  test('of the house are in every list, and are told by their code', () => {
    const sim = bench();
    customer(sim);
    expect(sim.call('GET', '/relaties').json).toHaveLength(4);
    const filter = "Relatiecode gt 0 and Relatiesoort/any(r:r eq 'Klant')";
    const found = sim.call('GET', `/relaties?$filter=${encodeURIComponent(filter)}`);
    expect(found.json).toMatchObject([{ naam: 'Voorbeeld B.V.', relatiecode: 1001 }]);
  });

  test('that are deleted are switched off: out of reach by id, still in the list', () => {
    const sim = bench();
    const id = customer(sim);
    expect(sim.call('DELETE', `/relaties/${id}`).status).toBe(204);
    expect(sim.call('GET', `/relaties/${id}`)).toMatchObject({
      status: 404,
      json: [{ errorCode: 'REL-0005' }],
    });
    expect(sim.call('GET', "/relaties?$filter=Naam eq 'Voorbeeld B.V.'").json).toMatchObject([
      { nonactief: true },
    ]);
  });

  test.each([
    ['no name', { naam: '' }, 'REL-0007'],
    ['half an address', { vestigingsAdres: { straat: 'Dorpsstraat 1' } }, 'REL-0060'],
    ['no address at all in the e-mail', { email: 'nobody' }, 'REL-0061'],
    ['a VAT number that is none', { btwNummer: '1' }, 'REL-0088'],
    ['a long telephone number', { telefoon: '0'.repeat(26) }, 'REL-0013'],
    ['the own kind', { relatiesoort: ['Eigen'] }, 'REL-0048'],
  ])('with %s are refused', (_what, fields, code) => {
    const refused = bench().call('POST', '/relaties', { naam: 'A', relatiesoort: ['Klant'], ...fields });
    expect(codeOf(refused)).toBe(code);
  });

  test('lose what a PUT leaves out', () => {
    const sim = bench();
    const id = customer(sim, { email: 'info@voorbeeld.example' });
    const put = sim.call('PUT', `/relaties/${id}`, { id, naam: 'Voorbeeld B.V.', relatiesoort: ['Klant'] });
    expect(put.json).toMatchObject({ email: null, relatiecode: 1001 });
  });
});

describe('documents', () => {
  test('sent twice are there twice', () => {
    const sim = bench();
    const id = idOf(sim.call('POST', '/verkoopboekingen', booking(customer(sim))));
    const file = { parentIdentifier: id, fileName: 'factuur.pdf', content: 'JVBERi0xLjQK' };
    for (const _time of [1, 2])
      expect(sim.call('POST', '/documenten/Verkoopboekingen', file).status).toBe(201);
    expect(sim.call('GET', `/documenten/Verkoopboekingen/${id}`).json).toMatchObject([
      { verkoopBoekingId: id, fileName: 'factuur.pdf' },
      { verkoopBoekingId: id, fileName: 'factuur.pdf' },
    ]);
  });

  test.each([
    ['no name', { fileName: '' }, 'BLG-0007'],
    ['a name with a slash', { fileName: 'a/b.pdf' }, 'BLG-0016'],
    ['nothing in it', { content: '' }, 'BLG-0011'],
    ['more than 10 MB', { content: 'A'.repeat(14_100_000) }, 'BLG-0013'],
  ])('with %s are refused', (_what, changes, code) => {
    const sim = bench();
    const id = idOf(sim.call('POST', '/verkoopboekingen', booking(customer(sim))));
    const file = { parentIdentifier: id, fileName: 'a.pdf', content: 'JVBERi0xLjQK', ...changes };
    expect(codeOf(sim.call('POST', '/documenten/Verkoopboekingen', file))).toBe(code);
  });
});

describe('cost centres', () => {
  test('are one list without a time of change', () => {
    const sim = bench();
    const made = sim.call('POST', '/kostenplaatsen', { nummer: 100, omschrijving: 'Advies' });
    expect(made.status).toBe(201);
    expect(sim.call('GET', '/kostenplaatsen?$filter=Nummer eq 5').json).toEqual([
      { omschrijving: 'Advies', nonactief: false, nummer: 100, id: idOf(made), uri: textIn(made, 'uri') },
    ]);
    expect(codeOf(sim.call('POST', '/kostenplaatsen', { nummer: 100, omschrijving: 'B' }))).toBe('KPL-0008');
  });
});
