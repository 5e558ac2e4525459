// The SnelStart connector against the simulator over HTTP: every function of the port, and the accidents on the way.
import { afterEach, describe, expect, test } from 'vitest';
import type { LedgerDocument } from '../../shared/core/documents.ts';
import { fingerprint } from '../../shared/core/fingerprint.ts';
import { differenceOf } from '../../shared/core/twins.ts';
import {
  account,
  ADMINISTRATION,
  customerNamed,
  doneOf,
  faultOf,
  intent,
  invoiceOn,
  KEY,
  NOW,
  openAdministration,
  type OpenAdministration,
  valueOf,
} from './support/snelstart-administration.ts';

let administration: OpenAdministration | undefined;
afterEach(async () => {
  await administration?.close();
  administration = undefined;
});

async function open(settings?: Parameters<typeof openAdministration>[0]): Promise<OpenAdministration> {
  administration = await openAdministration(settings);
  return administration;
}

const write = async (it: OpenAdministration, document: LedgerDocument) =>
  doneOf(await it.ledger.write(it.access, 'r', [intent('a', 'create', document)]), 'a');

const withCustomer = async (it: OpenAdministration, fields: object = {}): Promise<string> =>
  await it.act({
    act: 'createParty',
    fields: { naam: 'Voorbeeld B.V.', relatiesoort: ['Klant'], ...fields },
  });

const later = { day: 24 * 3_600_000, minute: 60_000 };

describe('keys', () => {
  test('a key is proved by the administration that it opens, and gives tokens of an hour', async () => {
    const it = await open();
    const redeemed = valueOf((await it.ledger.redeemKey?.(KEY, NOW)) ?? { ok: false, fault: NO_WAY });
    expect(redeemed).toMatchObject({ company: ADMINISTRATION, refreshToken: KEY });
    expect(redeemed.accessExpiresAt).toBe(NOW + 3_599_000);
  });

  test.each([
    ['a key that opens nothing', {}, 'koppelsleutel-unknown', 'invalid'],
    ['a text that is no key', {}, 'no key\nat all', 'invalid'],
    ['QCS-47: a package without connections', { package: 'inKaart' }, KEY, 'suspended'],
    ['a wrong key of this installation', { subscriptionKey: 'wrong' }, KEY, 'unavailable'],
  ])('%s', async (_, settings, key, fault) => {
    const it = await open(settings);
    const answer = await it.ledger.redeemKey?.(key, NOW);
    expect(answer?.ok === false ? answer.fault.fault : 'opened').toBe(fault);
  });

  test('a regenerated key ends tokens and key; only the token endpoint may say disconnected', async () => {
    const it = await open();
    await it.act({ act: 'key', how: 'regenerate' });
    const read = await it.ledger.reference(it.access, NOW);
    expect(read.ok ? '' : read.fault.fault).toBe('unauthorised');
    const gone = await it.ledger.refresh(KEY, NOW);
    expect(gone.ok ? '' : gone.fault.fault).toBe('disconnected');
    await it.admin('POST', '/faults', { match: { pathRegex: 'b2b/token' }, effect: '503-html' });
    const night = await it.ledger.refresh(KEY, NOW);
    expect(night.ok ? '' : night.fault.fault).toBe('unavailable');
  });
});

const NO_WAY = { fault: 'unexpected', detail: 'no way' } as const;

describe('bookings', () => {
  test('an invoice is booked in balance, with its term in days and both words for VAT', async () => {
    const it = await open();
    const snapshot = await write(it, invoiceOn(await withCustomer(it)));
    expect(snapshot).toMatchObject({ status: 'live', total: '1210.00' });
    const { objects } = await it.books();
    expect(objects['verkoopboekingen']).toMatchObject([
      {
        factuurnummer: '2026-0042',
        factuurbedrag: 1210,
        betalingstermijn: 14,
        boekingsregels: [{ bedrag: 1000, btwSoort: 'Hoog' }],
        btw: [{ btwSoort: 'VerkopenHoog', btwBedrag: 210 }],
      },
    ]);
    const [again] = valueOf(await it.ledger.read(it.access, [snapshot.ref]));
    expect(fingerprint(again?.document)).toBe(fingerprint(snapshot.document));
    expect(again?.ref).toEqual(snapshot.ref);
  });

  test('a credit note is a booking below zero, and reads back positive', async () => {
    const it = await open();
    const { dueDate: _, ...form } = invoiceOn(await withCustomer(it));
    const snapshot = await write(it, { ...form, type: 'credit_note', number: 'C-1' });
    expect(snapshot).toMatchObject({ total: '1210.00', document: { lines: [{ amount: '1000.00' }] } });
    const { objects } = await it.books();
    expect(objects['verkoopboekingen']).toMatchObject([
      { factuurbedrag: -1210, boekingsregels: [{ bedrag: -1000 }], btw: [{ btwBedrag: -210 }] },
    ]);
  });

  const line = (amount: string, taxCode: string | undefined, number: number) => ({
    account: account(number),
    amount,
    taxCode,
  });
  test.each([
    [
      'two kinds of VAT',
      { lines: [line('10.00', 'VerkopenHoog', 8200), line('10.00', 'VerkopenLaag', 8210)] },
      '23.00',
    ],
    [
      'what rounds by line and by kind otherwise',
      {
        lines: [
          line('0.33', 'VerkopenHoog', 8200),
          line('0.33', 'VerkopenHoog', 8200),
          line('0.33', 'VerkopenHoog', 8200),
        ],
      },
      '1.20',
    ],
    [
      'the source’s own VAT, a cent off',
      { lines: [line('0.33', 'VerkopenHoog', 8200)], taxes: [{ taxCode: 'VerkopenHoog', amount: '0.08' }] },
      '0.41',
    ],
    [
      'the tax total of a form with one kind',
      { lines: [line('100.00', 'VerkopenHoog', 8200)], taxTotal: '21.01' },
      '121.01',
    ],
    [
      'prices with VAT',
      {
        lines: [line('121.00', 'VerkopenHoog', 8200), line('0.01', 'VerkopenHoog', 8200)],
        taxMode: 'included' as const,
      },
      '121.01',
    ],
    ['reverse charge', { lines: [line('500.00', 'VerkopenVerlegd', 8250)] }, '500.00'],
    ['no VAT at all', { lines: [line('50.00', undefined, 8230)], taxMode: 'none' as const }, '50.00'],
    [
      'the low rate of 2018 and before',
      { date: '2021-12-31', lines: [line('100.00', 'VerkopenLaag', 8210)] },
      '109.00',
    ],
    [
      'a line of nothing',
      { lines: [line('0.00', 'VerkopenHoog', 8200), line('1.00', 'VerkopenHoog', 8200)] },
      '1.21',
    ],
  ])('is exact: %s', async (_, changes, total) => {
    const it = await open();
    const document = invoiceOn(await withCustomer(it), changes);
    const snapshot = await write(it, document);
    expect(snapshot.total).toBe(total);
    const [found] = valueOf(await it.ledger.find(it.access, document));
    expect(found === undefined ? 'nothing found' : differenceOf(document, found)).toBeUndefined();
  });

  test('a cost centre goes with its line, and an account may need one', async () => {
    const it = await open();
    const centre = await it.act({ act: 'createCostCentre', fields: { nummer: 100, omschrijving: 'Advies' } });
    const customer = await withCustomer(it);
    const without = invoiceOn(customer, { lines: [line('10.00', 'VerkopenHoog', 8260)] });
    const refused = await it.ledger.write(it.access, 'r', [intent('a', 'create', without)]);
    expect(faultOf(refused, 'a')).toBe('invalid BOE-0022');
    const [first] = without.lines;
    const snapshot = await write(it, {
      ...without,
      lines: [{ amount: '10.00', ...first, costCentre: centre }],
    });
    expect(snapshot.document).toMatchObject({ lines: [{ costCentre: centre }] });
  });

  test.each([
    ['BOE-0021: the number is taken', { number: 'TAKEN' }, 'number_taken BOE-0021'],
    [
      'BOE-0060: nobody to book on',
      { customer: '99999999-9999-4999-8999-999999999999' },
      'reference_gone BOE-0060',
    ],
    ['BOE-0037: no such account', { lines: [line('1.00', 'VerkopenHoog', 9999)] }, 'reference_gone BOE-0037'],
    [
      'BOE-0082: an account of another kind',
      { lines: [line('1.00', 'VerkopenLaag', 8200)] },
      'invalid BOE-0082',
    ],
    ['BOE-0042: a closed period', { date: '2026-09-30' }, 'closed_period BOE-0042'],
    ['a discount on the whole form', { discount: { percent: '5' } }, 'invalid not sent'],
    ['nothing to book', { lines: [line('0.00', 'VerkopenHoog', 8200)] }, 'invalid not sent'],
    ['no account', { lines: [{ amount: '1.00', taxCode: 'VerkopenHoog' }] }, 'invalid not sent'],
  ])('%s', async (_, changes, fault) => {
    const it = await open();
    const customer = await withCustomer(it);
    await write(it, invoiceOn(customer, { number: 'TAKEN' }));
    await it.settings({ lockedUntil: '2026-09-30' });
    const document = invoiceOn(customer, changes);
    expect(faultOf(await it.ledger.write(it.access, 'r', [intent('a', 'create', document)]), 'a')).toBe(
      fault,
    );
  });

  test('is replaced and deleted by id, unless a VAT return or a payment holds it', async () => {
    const it = await open();
    const customer = await withCustomer(it);
    const made = await write(it, invoiceOn(customer));
    const changed = invoiceOn(customer, { memo: 'Anders', dueDate: '2026-11-25' });
    const updated = doneOf(
      await it.ledger.write(it.access, 'r', [intent('a', 'update', changed, made.ref)]),
      'a',
    );
    expect(updated.document).toMatchObject({ memo: 'Anders', dueDate: '2026-11-25' });
    await it.act({ act: 'pay', number: '2026-0042', amount: '10.00' });
    const paid = await it.ledger.write(it.access, 'r', [intent('a', 'delete', changed, updated.ref)]);
    expect(faultOf(paid, 'a')).toBe('locked BOE-0083');
    await it.act({ act: 'pay', number: '2026-0042', amount: '-10.00' });
    const ended = doneOf(
      await it.ledger.write(it.access, 'r', [intent('a', 'delete', changed, updated.ref)]),
      'a',
    );
    expect(ended.status).toBe('deleted');
    expect(valueOf(await it.ledger.read(it.access, [made.ref]))).toMatchObject([{ status: 'deleted' }]);
  });
});

test.each(['update', 'delete'] as const)(
  'what somebody changed since we looked stands: %s',
  async (operation) => {
    const it = await open();
    const customer = await withCustomer(it);
    const made = await write(it, invoiceOn(customer));
    await it.advance(1_000);
    const fields = { omschrijving: 'van de boekhouder' };
    await it.act({ act: 'editBooking', id: made.ref.id, fields });
    const changed = invoiceOn(customer, { memo: 'Anders' });
    const answer = await it.ledger.write(it.access, 'r', [intent('a', operation, changed, made.ref)]);
    expect(faultOf(answer, 'a')).toBe('stale ');
    expect((await it.books()).objects['verkoopboekingen']).toMatchObject([fields]);
  },
);

describe('a lost answer on each kind of write', () => {
  test.each(['commit-then-drop', 'commit-then-500', '504-after-commit'])('%s', async (effect) => {
    const it = await open();
    const customer = await withCustomer(it);
    const made = await write(it, invoiceOn(customer, { number: 'OLD' }));
    const file = { type: 'attachment' as const, parent: made.ref, name: 'F.pdf', content: 'JVBERi0=' };
    for (const method of ['POST', 'PUT'])
      await it.admin('POST', '/faults', {
        match: { method, pathRegex: '/v2/(verkoopboekingen|documenten)' },
        effect,
      });
    const lost: readonly LedgerDocument[] = [invoiceOn(customer), file];
    for (const document of lost) {
      const answer = await it.ledger.write(it.access, 'r', [intent('a', 'create', document)]);
      expect(faultOf(answer, 'a')).toMatch(/unknown_outcome/);
    }
    const changed = invoiceOn(customer, { number: 'OLD', memo: 'Nieuw' });
    const update = await it.ledger.write(it.access, 'r', [intent('a', 'update', changed, made.ref)]);
    expect(faultOf(update, 'a')).toMatch(/unknown_outcome/);
    await it.admin('DELETE', '/faults');
    for (const document of lost) {
      const found = valueOf(await it.ledger.find(it.access, document));
      expect(found.map((one) => differenceOf(document, one))).toEqual([undefined]);
    }
    expect(valueOf(await it.ledger.read(it.access, [made.ref]))).toMatchObject([
      { document: { memo: 'Nieuw' } },
    ]);
    const [now] = valueOf(await it.ledger.read(it.access, [made.ref]));
    const match = { method: 'DELETE', pathRegex: '/v2/verkoopboekingen' };
    await it.admin('POST', '/faults', { match, effect });
    const end = await it.ledger.write(it.access, 'r', [intent('a', 'delete', changed, now?.ref)]);
    expect(faultOf(end, 'a')).toMatch(/unknown_outcome/);
    await it.admin('DELETE', '/faults');
    expect(valueOf(await it.ledger.read(it.access, [made.ref]))).toMatchObject([{ status: 'deleted' }]);
  });

  test('what was just made is found by its number only after the lag that the abilities name', async () => {
    const it = await open();
    await it.settings({ invoiceLagMs: 60_000 });
    const document = invoiceOn(await withCustomer(it));
    await write(it, document);
    expect(valueOf(await it.ledger.find(it.access, document))).toEqual([]);
    await it.advance(it.ledger.abilities.lookUpLagMs ?? 0);
    expect(valueOf(await it.ledger.find(it.access, document))).toHaveLength(1);
  });
});

describe('a night without SnelStart', () => {
  test.each([
    ['503-html', 'unknown_outcome'],
    ['429', 'throttled'],
    ['drop-before', 'unknown_outcome'],
  ])('%s: a write is %s, a read is only late', async (effect, fault) => {
    const it = await open();
    const document = invoiceOn(await withCustomer(it));
    await it.admin('POST', '/faults', { match: { pathRegex: '/v2/' }, effect });
    expect(faultOf(await it.ledger.write(it.access, 'r', [intent('a', 'create', document)]), 'a')).toBe(
      `call: ${fault}`,
    );
    const read = await it.ledger.changes(it.access, NOW);
    expect(read.ok ? '' : read.fault.fault).toBe(fault === 'throttled' ? 'throttled' : 'unavailable');
  });
});

describe('files', () => {
  test('stand beside their booking, by an address or as they are, and are replaced', async () => {
    const it = await open();
    const made = await write(it, invoiceOn(await withCustomer(it)));
    const asked: string[] = [];
    const fetchFile = async (url: string) => {
      asked.push(url);
      return { ok: true as const, value: 'JVBERi0xLjQ=' };
    };
    const file = {
      type: 'attachment' as const,
      parent: made.ref,
      name: 'a/b:2026-0042.pdf',
      url: 'https://files.example/1.pdf',
    };
    const access = { ...it.access, fetchFile };
    const put = doneOf(await it.ledger.write(access, 'r', [intent('a', 'create', file)]), 'a');
    const changed = { ...file, url: undefined, content: 'JVBERi0xLjU=' };
    doneOf(await it.ledger.write(access, 'r', [intent('a', 'update', changed, put.ref)]), 'a');
    expect(asked).toEqual(['https://files.example/1.pdf']);
    const { objects } = await it.books();
    expect(objects['documenten']).toMatchObject([{ fileName: 'a-b-2026-0042.pdf', parentId: made.ref.id }]);
  });

  test.each([
    ['no address', {}, 'invalid not sent'],
    ['11 MB', { content: 'A'.repeat(15_000_000) }, 'invalid BLG-0013'],
    [
      'a booking that is gone',
      { parent: { type: 'invoice' as const, id: ADMINISTRATION }, content: 'JVBE' },
      'not_found BOE-0001',
    ],
  ])('%s', async (_, changes, fault) => {
    const it = await open();
    const made = await write(it, invoiceOn(await withCustomer(it)));
    const file = { type: 'attachment' as const, parent: made.ref, name: 'F.pdf', ...changes };
    expect(faultOf(await it.ledger.write(it.access, 'r', [intent('a', 'create', file)]), 'a')).toBe(fault);
  });
});

describe('what comes from there', () => {
  const since = (it: OpenAdministration) => it.ledger.changes(it.access, NOW - later.minute);

  test('QCS-18..38: a customer with everything that is mapped, and none of those that are no customers', async () => {
    const it = await open();
    const land = { id: '55555555-5555-4555-8555-000000000002' };
    await withCustomer(it, {
      vestigingsAdres: {
        contactpersoon: 'J. de Vries',
        straat: 'Dorpsstraat 1',
        postcode: '1234 AB',
        plaats: 'Alkmaar',
        land,
      },
      correspondentieAdres: { straat: 'Postbus 12', postcode: '1800 AA', plaats: 'Alkmaar' },
      telefoon: '072-1234567',
      email: 'info@voorbeeld.example',
      btwNummer: 'NL123456789B01',
      kvkNummer: '12345678',
      factuurEmailVersturen: { shouldSend: true, email: 'facturen@voorbeeld.example', ccEmail: null },
    });
    await it.act({ act: 'createParty', fields: { naam: 'Leverancier', relatiesoort: ['Leverancier'] } });
    const { snapshots } = valueOf(await since(it));
    expect(snapshots.map(({ document }) => document)).toEqual([
      {
        type: 'customer',
        name: 'Voorbeeld B.V.',
        number: '1001',
        email: 'info@voorbeeld.example',
        phone: '072-1234567',
        address: {
          contactPerson: 'J. de Vries',
          line1: 'Dorpsstraat 1',
          postalCode: '1234 AB',
          city: 'Alkmaar',
          country: 'BE',
          countryName: 'België',
        },
        postalAddress: {
          contactPerson: undefined,
          line1: 'Postbus 12',
          postalCode: '1800 AA',
          city: 'Alkmaar',
          country: 'NL',
          countryName: 'Nederland',
        },
        registrationNumber: '12345678',
        taxNumber: 'NL123456789B01',
        invoiceEmail: 'facturen@voorbeeld.example',
        active: true,
      },
    ]);
  });

  test('QCS-10: a change of what is not mapped changes no revision, one of what is mapped does', async () => {
    const it = await open();
    const fields = { naam: 'Voorbeeld B.V.', relatiesoort: ['Klant'] };
    const id = await withCustomer(it);
    const revisions = [valueOf(await since(it)).snapshots[0]?.ref.revision];
    for (const change of [{ memo: 'Belt vaak' }, { memo: 'Belt vaak', telefoon: '072-1' }]) {
      await it.advance(later.minute);
      await it.act({ act: 'editParty', id, fields: { ...fields, ...change } });
      revisions.push(valueOf(await since(it)).snapshots[0]?.ref.revision);
    }
    expect(revisions[1]).toBe(revisions[0]);
    expect(revisions[2]).not.toBe(revisions[0]);
  });

  test('cost centres come whole, without a time of change', async () => {
    const it = await open();
    const id = await it.act({ act: 'createCostCentre', fields: { nummer: 100, omschrijving: 'Advies' } });
    await it.act({ act: 'deactivateCostCentre', id });
    const { snapshots } = valueOf(await it.ledger.changes(it.access, NOW + later.day));
    expect(snapshots.map(({ document }) => document)).toEqual([
      { type: 'cost_centre', number: '100', name: 'Advies', active: false },
    ]);
  });

  test('bookings are only named, with the time of their change in the hour of the Netherlands', async () => {
    const it = await open();
    const made = await write(it, invoiceOn(await withCustomer(it)));
    const { touched } = valueOf(await since(it));
    expect(touched).toEqual([
      { document: { type: 'invoice', id: made.ref.id }, changedAt: made.ref.updatedAt },
    ]);
    expect(made.ref.updatedAt).toBe(NOW);
  });

  test('a list longer than a page comes whole, whatever its order and whether it filters or not', async () => {
    const it = await open();
    await it.settings({ order: 'newest', limits: { enforce: false } });
    for (let number = 0; number < 520; number += 1) await withCustomer(it, { naam: `Klant ${number}` });
    const { snapshots } = valueOf(await since(it));
    expect(new Set(snapshots.map(({ ref }) => ref.id)).size).toBe(520);
    const seen = new Set<string>();
    let cursor: string | undefined;
    let pages = 0;
    do {
      const page = valueOf(await it.ledger.list(it.access, { type: 'customer', limit: 200 }, cursor));
      for (const { ref } of page.snapshots) seen.add(ref.id);
      cursor = page.next;
      pages += 1;
    } while (cursor !== undefined && pages < 20);
    expect(seen.size).toBe(520);
  }, 60_000);

  test('QCS-44, QCS-49..52: the lists that rules look at', async () => {
    const it = await open();
    const reference = valueOf(await it.ledger.reference(it.access, NOW));
    const revenue = reference.accounts.find(({ number }) => number === '8260');
    expect(revenue).toMatchObject({ taxCodes: ['VerkopenHoog'], needsCostCentre: true, active: true });
    expect(reference.taxCodes.map(({ id, rate }) => `${id} ${rate ?? ''}`)).toEqual([
      'VerkopenLaag 9',
      'VerkopenHoog 21',
      'VerkopenOverig 0',
      'VerkopenVerlegd 0',
    ]);
  });
});

test('a customer is written by reading, merging and replacing: what people keep there stays', async () => {
  const it = await open();
  const made = await write(it, customerNamed('Nieuw B.V.'));
  await it.act({
    act: 'editParty',
    id: made.ref.id,
    fields: { naam: 'Nieuw B.V.', relatiesoort: ['Klant'], memo: 'Belt vaak' },
  });
  const changed = { ...customerNamed('Nieuwer B.V.'), phone: '072-1' };
  const updated = doneOf(
    await it.ledger.write(it.access, 'r', [intent('a', 'update', changed, made.ref)]),
    'a',
  );
  expect(updated.document).toMatchObject({ name: 'Nieuwer B.V.', phone: '072-1' });
  const { objects } = await it.books();
  expect(objects['relaties']?.at(-1)).toMatchObject({
    naam: 'Nieuwer B.V.',
    memo: 'Belt vaak',
    relatiecode: 1001,
  });
});

test('asks leave before each call, and stops where none is given', async () => {
  const it = await open();
  let asked = 0;
  const leave = async () => {
    asked += 1;
    return asked <= 2 ? ('go' as const) : ('stop' as const);
  };
  const answer = await it.ledger.reference({ ...it.access, leave }, NOW);
  expect(answer.ok ? '' : answer.fault.fault).toBe('unavailable');
  expect(asked).toBe(3);
});
