// Stories of deals: what a deal in HubSpot shows of its invoices, whichever of them changed last in the ledger (HUB-33).
import { expect, test } from 'vitest';
import { z } from 'zod';
import { dealNews } from '../../shared/core/deals.ts';
import { applyChange } from '../../shared/connectors/hubspot/apply.ts';
import { showDeal } from '../../shared/connectors/hubspot/apply-deal.ts';
import { HUBSPOT_QUICKBOOKS } from '../../shared/core/presets/hubspot-quickbooks.ts';
import { bookedLink, INVOICE } from '../support/facts.ts';
import { createPortalWorld, PORTAL, type PortalWorld } from '../support/portal-world.ts';

const LINES = [{ name: 'Consulting', price: '100', quantity: '2' }];
const RECORDS = z.object({
  records: z.record(
    z.string(),
    z.array(z.looseObject({ id: z.string(), properties: z.record(z.string(), z.string().nullable()) })),
  ),
});

/** A portal with a deal; `bill` makes an invoice of it and brings it into the books. */
async function withDeal(options: Parameters<typeof createPortalWorld>[0] = {}) {
  const world = await createPortalWorld(options);
  await world.lookAt({ at: 'prepare' });
  const create = (objectType: string, properties: object) =>
    world.user({ act: 'create', objectType, properties }).id;
  const contactId = create('contact', { email: 'ada@example.com', firstname: 'Ada', lastname: 'Lovelace' });
  const deal = create('deal', { dealname: 'Engine' });
  const bill = async (price: string, dealId: string | undefined = deal) => {
    const lines = [{ ...LINES[0], price, quantity: '1' }];
    world.advance(10_000);
    const { id } = world.user({ act: 'createInvoice', contactId, dealId, lines, finalise: true });
    await world.settle();
    return { id, ledgerId: (await world.link('invoice', id)).document?.id ?? '' };
  };
  /** A round of the ledger's lane, and what follows. */
  const hear = async () => {
    world.advance(180_000);
    await world.look({ at: 'changes' });
    await world.settle();
  };
  return { ...world, deal, bill, hear, shown: () => shownOf(world, deal), written: () => writesIn(world) };
}

function shownOf(world: PortalWorld, id: string) {
  const { records } = RECORDS.parse(world.portal('GET', `/portals/${PORTAL}`));
  const { properties = {} } = records['deals']?.find((deal) => deal.id === id) ?? {};
  const ours = Object.entries(properties).filter(([name]) => name.startsWith('ledgerlane_invoice'));
  return Object.fromEntries(ours.map(([name, value]) => [name.slice('ledgerlane_'.length), value]));
}

const writesIn = (world: PortalWorld): number =>
  world.asked.filter(({ url }) => url.endsWith('/0-3/batch/update')).length;

test('HUB-33 a deal shows the figures of its invoice, and then those of the one that came after it', async () => {
  const s = await withDeal();
  const first = await s.bill('100');
  expect(s.shown()).toMatchObject({
    invoice: first.id,
    invoice_status: 'open',
    invoice_total: '100.00',
    invoice_balance: '100.00',
    invoice_currency: 'EUR',
    invoice_date: '2026-11-17',
  });
  const second = await s.bill('250');
  expect(s.shown()).toMatchObject({ invoice: second.id, invoice_total: '250.00' });
});

test('HUB-33 money in the ledger for the older one brings it back, and when it is paid the deal says so', async () => {
  const s = await withDeal();
  const first = await s.bill('100');
  await s.bill('250');
  s.advance(10_000);
  s.act({ act: 'receivePayment', invoiceId: first.ledgerId, amount: 40 });
  await s.hear();
  expect(s.shown()).toMatchObject({ invoice: first.id, invoice_balance: '60.00', invoice_status: 'open' });
  s.act({ act: 'receivePayment', invoiceId: first.ledgerId, amount: 60 });
  await s.hear();
  expect(s.shown()).toMatchObject({ invoice: first.id, invoice_balance: '0.00', invoice_status: 'paid' });
});

test('HUB-33 money that came in at the source shows with the next round', async () => {
  const s = await withDeal();
  const first = await s.bill('100');
  s.user({ act: 'pay', invoiceId: first.id, processor: 'byo_stripe' });
  await s.settle();
  await s.hear();
  expect(s.shown()).toMatchObject({ invoice: first.id, invoice_balance: '0.00', invoice_status: 'paid' });
});

test('HUB-33 our own write on a deal is no news of it: nothing is read and nothing written for its echo', async () => {
  const s = await withDeal();
  await s.bill('100');
  await s.hear();
  const [asked, written] = [s.asked.length, s.written()];
  await s.hear();
  await s.lookAt({ at: 'changes' });
  expect(s.written()).toBe(written);
  const reads = s.asked.slice(asked).filter(({ url }) => url.includes('/0-3/'));
  expect(reads).toEqual([]);
});

test('HUB-33 an invoice that comes to a deal only after it was booked shows there', async () => {
  const s = await withDeal();
  const { id } = await s.bill('100', undefined);
  const other = s.user({ act: 'create', objectType: 'deal', properties: { dealname: 'Late' } });
  s.advance(10_000);
  const to = { objectType: 'deal', id: other.id };
  s.portal('POST', `/portals/${PORTAL}/acts`, { act: 'associate', objectType: 'invoice', id, with: to });
  await s.settle();
  expect(shownOf(s, other.id)).toMatchObject({ invoice: id, invoice_total: '100.00' });
});

test('HUB-33 a void in the ledger shows on the deal', async () => {
  const s = await withDeal();
  const { id, ledgerId } = await s.bill('100');
  s.advance(10_000);
  s.act({ act: 'void', entity: 'Invoice', id: ledgerId });
  await s.hear();
  expect(s.shown()).toMatchObject({ invoice: id, invoice_status: 'voided' });
});

test('HUB-33 whatever gets lost on the way, the deal shows the right one in the end', async () => {
  const lost = { match: { pathRegex: '^/crm/', probability: 0.2 }, effect: 'commit-then-drop' } as const;
  const s = await withDeal({ settings: { faults: [lost] } });
  await s.bill('100');
  const second = await s.bill('250');
  await s.hear();
  expect(s.shown()).toMatchObject({ invoice: second.id, invoice_total: '250.00' });
});

test('HUB-33 changes of several invoices may cross: the older figures never replace the newer', async () => {
  const s = await withDeal();
  const second = await s.bill('250');
  const at = Date.parse(s.shown()['invoice_updated_at'] ?? '');
  const source = s.host.source('hubspot') ?? expect.unreachable('no source');
  const credentials = await s.host.connections.credentials(`hubspot:${PORTAL}`);
  const access = {
    account: String(PORTAL),
    accessToken: credentials?.accessToken ?? '',
    timeoutMs: 1_000,
    turn: async () => undefined,
  };
  const told = (invoiceId: string, updatedAt: number) => ({
    id: `deal/${invoiceId}/${updatedAt}`,
    type: 'deal.changed' as const,
    data: {
      id: s.deal,
      invoiceId,
      ledgerId: '1',
      status: 'live',
      currency: 'EUR',
      date: '2026-11-01',
      updatedAt,
    },
  });
  const view = { timeZone: 'UTC', lane: 'quickbooks:1' };
  const apply = async (id: string, updatedAt: number) => {
    const answer = await source.apply(access, told(id, updatedAt), view);
    return answer.ok ? answer.value.type : answer.fault.fault;
  };
  expect(await apply('999999999999', at - 1)).toBe('ignored');
  // At the same moment the higher id counts, in whichever order the two are told.
  expect(await apply('0', at)).toBe('ignored');
  expect(s.shown()).toMatchObject({ invoice: second.id });
  expect(await apply('999999999999', at)).toBe('applied');
  expect(await apply('999999999999', at)).toBe('ignored');
  expect(await apply(second.id, at)).toBe('ignored');
  expect(await apply(second.id, at + 1)).toBe('applied');
  // A deal that is gone has nothing to show.
  s.portal('POST', `/portals/${PORTAL}/acts`, { act: 'delete', objectType: 'deal', id: s.deal });
  expect(await apply(second.id, at + 2)).toBe('ignored');
});

test('HUB-33 a change that cannot be understood is refused once, and not tried for ever', async () => {
  const client = { fetcher: async () => expect.unreachable('no call'), api: '' };
  const access = { accessToken: '', timeoutMs: 1 };
  const change = { id: 'x', type: 'deal.changed', data: { id: 'no id' } } as const;
  const view = { timeZone: 'UTC', lane: 'quickbooks:1' };
  expect(await applyChange(client, access, change, view)).toMatchObject({ fault: { fault: 'invalid' } });
  expect(await showDeal({ client, access }, change)).toMatchObject({ fault: { fault: 'invalid' } });
});

test.each([
  ['an invoice of no deal', { dealId: undefined }, {}],
  ['a source that hears nothing of the ledger’s own', {}, { inbound: 'edits_of_owned' }],
] as const)('HUB-33 nothing is told of %s', (_, record, invoices) => {
  const policy = { ...HUBSPOT_QUICKBOOKS, invoices: { ...HUBSPOT_QUICKBOOKS.invoices, ...invoices } };
  const link = bookedLink({ ...INVOICE, dealId: '7', ...record }, '1');
  expect(dealNews(link, policy)).toBeUndefined();
});

test('HUB-33 figures that were told are not told again until one of them changes', () => {
  const link = bookedLink({ ...INVOICE, dealId: '7' }, '1', { balance: '10.00' });
  const mark = dealNews(link, HUBSPOT_QUICKBOOKS)?.mark;
  expect(dealNews({ ...link, dealTold: mark }, HUBSPOT_QUICKBOOKS)).toBeUndefined();
  const paid = bookedLink({ ...INVOICE, dealId: '7' }, '1', { balance: '0.00' });
  expect(dealNews({ ...paid, dealTold: mark }, HUBSPOT_QUICKBOOKS)?.change.data['balance']).toBe('0.00');
});
