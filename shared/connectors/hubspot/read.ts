// Reading what is named, and what belongs to it: a hundred of a kind in a call, and never a search.
import type { Answer } from '../../core/faults.ts';
import type { Customer, Item } from '../../core/records.ts';
import type { Said, SourceObject, SourceRead, SourceView } from '../source-port.ts';
import type { HubSpotClient, PortalAccess } from './client.ts';
import { type InvoiceParts, invoiceSaid } from './invoices.ts';
import { type HubSpotType, INVOICE_PARTS, typeNamed } from './object-types.ts';
import type { HubSpotObject } from './objects.ts';
import { companyOf, contactOf, customerId, partyNamed, productOf } from './parties.ts';
import { type PaymentParts, paymentSaid, refundId } from './payments.ts';
import { isPropertyName } from './properties.ts';
import { type Links, openReader, type Reader } from './reader.ts';
import { currencyIn, numberIn } from './values.ts';

/** Reads objects as records. Kinds that are no record of ours lead to the invoice that they are a part of. */
export async function readRecords(
  client: HubSpotClient,
  access: PortalAccess,
  objects: readonly SourceObject[],
  custom: readonly string[],
): Promise<Answer<SourceRead>> {
  const reader = openReader(client, access);
  const named = await namedIn(reader, objects);
  const read = await readAll(reader, named, custom.filter(isPropertyName));
  const fault = reader.fault();
  if (fault !== undefined) return { ok: false, fault };
  const ends = reader.missing().flatMap(goneSaid);
  const said = (view: SourceView): readonly Said[] => [
    ...read.parties(view),
    ...read.products,
    ...read.invoices.flatMap((each) => invoiceSaid(each, view) ?? []),
    ...read.payments.flatMap((each) => paymentSaid(each, view)),
    ...ends,
  ];
  return { ok: true, value: { said, unreadable: read.unreadable } };
}

type Named = (type: HubSpotType) => readonly string[];

async function namedIn(reader: Reader, objects: readonly SourceObject[]): Promise<Named> {
  const ids = new Map<HubSpotType, Set<string>>();
  const add = (type: HubSpotType, id: string): void =>
    void ids.set(type, (ids.get(type) ?? new Set()).add(id));
  for (const { type: word, id } of objects) {
    const type = typeNamed(word);
    if (type !== undefined) add(type, id);
  }
  for (const type of INVOICE_PARTS) {
    const parents = await reader.links(type, 'invoice', [...(ids.get(type) ?? [])]);
    for (const id of [...parents.values()].flat()) add('invoice', id);
  }
  return (type) => [...(ids.get(type) ?? [])];
}

async function readAll(reader: Reader, named: Named, custom: readonly string[]) {
  const invoices = await reader.objects('invoice', named('invoice'), custom);
  const parts = await invoiceParts(reader, invoices, custom);
  const payments = await reader.objects('commerce_payment', named('commerce_payment'));
  const paid = await paymentParts(reader, payments);
  const needed = new Set([
    ...parts.flatMap(({ contact, company }) => billedTo(contact, company) ?? []),
    ...paid.map(({ customer }) => customer),
  ]);
  const partyIds = (type: 'contact' | 'company'): readonly string[] => [
    ...named(type),
    ...[...needed].flatMap((each) => (partyNamed(each)?.type === type ? [partyNamed(each)?.id ?? ''] : [])),
  ];
  const contacts = await reader.objects('contact', partyIds('contact'));
  const companies = await reader.objects('company', partyIds('company'));
  const sold = parts.flatMap(({ lines }) => lines.flatMap((line) => line.properties['hs_product_id'] ?? []));
  const products = await reader.objects('product', [...named('product'), ...sold.filter(isId)]);
  // Whoever we made of the ledger's customer is known by that.
  const partySaid = (each: HubSpotObject, record: Customer): Said =>
    recordSaid(each, record, !needed.has(record.id) && record.ledgerId === undefined);
  return {
    parties: (view: SourceView) => [
      ...contacts.map((each) => partySaid(each, contactOf(each, view))),
      ...companies.map((each) => partySaid(each, companyOf(each))),
    ],
    products: products.map((each) => recordSaid(each, productOf(each), !sold.includes(each.id))),
    invoices: parts.filter(({ invoice }) => isInMoney(invoice, 'hs_currency')),
    payments: paid,
    unreadable: [
      ...invoices
        .filter((each) => !isInMoney(each, 'hs_currency'))
        .map(({ id }) => ({ type: 'invoice', id })),
      ...payments
        .filter((each) => !paid.some(({ payment }) => payment.id === each.id))
        .map(({ id }) => ({ type: 'commerce_payment', id })),
    ],
  };
}

async function invoiceParts(
  reader: Reader,
  invoices: readonly HubSpotObject[],
  custom: readonly string[],
): Promise<readonly InvoiceParts[]> {
  const ids = invoices.map(({ id }) => id);
  const to = (type: HubSpotType): Promise<Links> => reader.links('invoice', type, ids);
  const parts = async (type: HubSpotType): Promise<(id: string) => readonly HubSpotObject[]> => {
    const links = await to(type);
    const read = await reader.objects(type, [...links.values()].flat());
    const byId = new Map(read.map((each) => [each.id, each]));
    return (id) => (links.get(id) ?? []).flatMap((each) => byId.get(each) ?? []);
  };
  const [lines, discounts, fees, taxes] = [
    await parts('line_item'),
    await parts('discount'),
    await parts('fee'),
    await parts('tax'),
  ];
  const [contacts, companies, deals] = [await to('contact'), await to('company'), await to('deal')];
  return invoices.map((invoice) => ({
    invoice,
    lines: lines(invoice.id),
    discounts: discounts(invoice.id),
    fees: fees(invoice.id),
    taxes: taxes(invoice.id),
    // The one associated last is the one that the invoice shows.
    contact: contacts.get(invoice.id)?.at(-1),
    company: companies.get(invoice.id)?.at(-1),
    deal: deals.get(invoice.id)?.at(-1),
    custom,
  }));
}

/** Payments of which amount and customer are known; the customer is the payment's own, or else its invoice's. */
async function paymentParts(
  reader: Reader,
  payments: readonly HubSpotObject[],
): Promise<readonly PaymentParts[]> {
  const ids = payments.map(({ id }) => id);
  const invoices = await reader.links('commerce_payment', 'invoice', ids);
  const contacts = await reader.links('commerce_payment', 'contact', ids);
  const companies = await reader.links('commerce_payment', 'company', ids);
  const own = (id: string): string | undefined => billedTo(contacts.get(id)?.[0], companies.get(id)?.[0]);
  const orphans = ids.filter((id) => own(id) === undefined).flatMap((id) => invoices.get(id) ?? []);
  const [ofInvoice, companyOfInvoice] = [
    await reader.links('invoice', 'contact', orphans),
    await reader.links('invoice', 'company', orphans),
  ];
  const shared = [...invoices.values()].filter((each) => each.length > 1).flat();
  const billed = new Map(
    (await reader.objects('invoice', shared)).map(({ id, properties }) => [
      id,
      numberIn(properties, 'hs_amount_billed'),
    ]),
  );
  return payments.flatMap((payment) => {
    const paid = invoices.get(payment.id) ?? [];
    const first = paid[0] ?? '';
    const customer =
      own(payment.id) ?? billedTo(ofInvoice.get(first)?.at(-1), companyOfInvoice.get(first)?.at(-1));
    const isMoney =
      isInMoney(payment, 'hs_currency_code') &&
      numberIn(payment.properties, 'hs_initial_amount')?.gt(0) === true;
    if (customer === undefined || !isMoney) return [];
    return [{ payment, customer, invoices: paid.map((id) => ({ id, billed: billed.get(id) })) }];
  });
}

/** The person first, as HubSpot's own sync with ledgers has it. */
function billedTo(contact: string | undefined, company: string | undefined): string | undefined {
  if (contact !== undefined) return customerId('contact', contact);
  return company === undefined ? undefined : customerId('company', company);
}

function recordSaid({ updatedAt }: HubSpotObject, record: Customer | Item, onlyIfKnown: boolean): Said {
  return {
    kind: record.kind,
    id: record.id,
    source: { revision: updatedAt, presence: 'live', record },
    onlyIfKnown,
  };
}

/** What is not there any more has no time of its own: whoever stores it counts on from what he has. */
function goneSaid({ type, id }: { readonly type: HubSpotType; readonly id: string }): readonly Said[] {
  const end = (kind: Said['kind'], of: string): Said => ({
    kind,
    id: of,
    source: { revision: 0, presence: 'deleted' },
    onlyIfKnown: true,
  });
  if (type === 'contact' || type === 'company') return [end('customer', customerId(type, id))];
  if (type === 'product') return [end('item', id)];
  if (type === 'invoice') return [end('invoice', id)];
  if (type === 'commerce_payment') return [end('payment', id), end('refund', refundId(id))];
  return [];
}

function isInMoney({ properties }: HubSpotObject, name: string): boolean {
  return currencyIn(properties, name) !== undefined;
}

function isId(text: string): boolean {
  return /^\d{1,20}$/.test(text);
}
