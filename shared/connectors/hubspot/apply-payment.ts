// Money of the ledger in HubSpot: a commerce payment for each that came in there, with the way to it.
import type { Answer } from '../../core/faults.ts';
import type { Change } from '../../core/feed.ts';
import { parseLane } from '../../core/lanes.ts';
import { compareDecimals } from '../../core/money.ts';
import type { Applied, SourceView } from '../source-port.ts';
import { partyNamed } from './parties.ts';
import { MIRROR_PROPERTY } from './properties.ts';
import { mirrorKey, NOT_UNDERSTOOD, timeOf, TOLD_PAYMENT, TOLD_SUM } from './told.ts';
import { associate, findBy, type Portal, update, upsert, type Values } from './writes.ts';

/** The words that HubSpot has for who took the money (page on commerce payments). */
const PROCESSORS = new Set(['quickbooks', 'xero']);
const METHODS = new Set(['card', 'ach', 'cash', 'check', 'wire_transfer', 'other', 'sepa', 'bacs', 'pads']);

/** A payment that was entered in the ledger (HUB-17, HUB-19). It counts once it is associated: its status comes last. */
export async function mirrorPayment(
  portal: Portal,
  { data }: Change,
  view: SourceView,
): Promise<Answer<Applied>> {
  const read = TOLD_PAYMENT.safeParse(data);
  if (!read.success) return { ok: false, fault: NOT_UNDERSTOOD };
  const { ledgerId, customerId, currency, date, amount, method, reference, link, allocations } = read.data;
  const invoices: string[] = [];
  for (const { invoiceId, invoiceLedgerId } of allocations) {
    const id = await invoiceOf(portal, invoiceId ?? undefined, mirrorKey(view, invoiceLedgerId));
    if (!id.ok) return id;
    if (id.value !== undefined) invoices.push(id.value);
  }
  const values = {
    hs_initial_amount: amount,
    hs_initiated_date: timeOf(date),
    hs_currency_code: currency,
    hs_payment_method_type: method !== null && method !== undefined && METHODS.has(method) ? method : 'other',
    ...(reference === null || reference === undefined ? {} : { hs_reference_number: reference }),
    ...(link === null || link === undefined ? {} : { hs_internal_comment: link }),
  };
  const party = partyNamed(customerId ?? '');
  return await write(portal, mirrorKey(view, ledgerId), {
    values: { ...values, ...byWhom(view) },
    invoices,
    party,
  });
}

/** So much more of an invoice was paid in the ledger, by which payment is not said. */
export async function recordPayment(
  portal: Portal,
  { id: change, data }: Change,
  view: SourceView,
): Promise<Answer<Applied>> {
  const read = TOLD_SUM.safeParse(data);
  if (!read.success) return { ok: false, fault: NOT_UNDERSTOOD };
  const { id, amount, currency } = read.data;
  if ((compareDecimals(amount, '0') ?? 0) <= 0) return { ok: true, value: { type: 'ignored' } };
  const values = {
    hs_initial_amount: amount,
    hs_initiated_date: new Date(Number(read.data['at'] ?? 0) || 0).toISOString(),
    hs_currency_code: currency,
    hs_payment_method_type: 'other',
    ...byWhom(view),
  };
  return await write(portal, mirrorKey(view, change), { values, invoices: [id], party: undefined });
}

interface Money {
  readonly values: Values;
  readonly invoices: readonly string[];
  readonly party: ReturnType<typeof partyNamed>;
}

async function write(
  portal: Portal,
  key: string,
  { values, invoices, party }: Money,
): Promise<Answer<Applied>> {
  const made = await upsert(portal, 'commerce_payment', key, values);
  if (!made.ok) return made;
  const payment = { type: 'commerce_payment', id: made.value } as const;
  const paid = await associate(portal, payment, 'invoice', invoices);
  if (!paid.ok) return paid;
  const linked = party === undefined ? undefined : await associate(portal, payment, party.type, [party.id]);
  if (linked?.ok === false) return linked;
  const done = await update(portal, 'commerce_payment', payment.id, { hs_latest_status: 'succeeded' });
  return done.ok ? { ok: true, value: { type: 'applied', object: payment } } : done;
}

function byWhom({ lane }: SourceView): Values {
  const ledger = parseLane(lane)?.ledger ?? '';
  return { hs_processor_type: PROCESSORS.has(ledger) ? ledger : 'none' };
}

/** The invoice by its id, or the mirror that we made of the ledger's. */
async function invoiceOf(
  portal: Portal,
  id: string | undefined,
  key: string,
): Promise<Answer<string | undefined>> {
  if (id !== undefined) return { ok: true, value: id };
  const found = await findBy(portal, 'invoice', MIRROR_PROPERTY, key);
  return found.ok ? { ok: true, value: found.value?.id } : found;
}
