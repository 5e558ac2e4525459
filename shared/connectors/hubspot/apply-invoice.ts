// Invoices of the ledger in HubSpot: record-only mirrors of those that were born there, and edits of both kinds.
import Big from 'big.js';
import type { Answer } from '../../core/faults.ts';
import type { Change } from '../../core/feed.ts';
import type { Applied, SourceView } from '../source-port.ts';
import { readAssociations, readObjects } from './objects.ts';
import { partyNamed } from './parties.ts';
import { MIRROR_PROPERTY, NUMBER_PROPERTY } from './properties.ts';
import {
  mirrorKey,
  NOT_UNDERSTOOD,
  timeOf,
  TOLD_CHANGE,
  TOLD_EDIT,
  TOLD_INVOICE,
  type ToldEdit,
  type ToldInvoice,
  type ToldLine,
} from './told.ts';
import { archive, associate, findBy, type Portal, update, upsert, type Values } from './writes.ts';

/**
 * A record-only invoice (`hs_invoice_billable=false`: no document, no validation, no mail) for one that was born in the
 * ledger. It belongs to no deal (HUB-16). Its state comes last: when it has its lines and its contact.
 */
export async function mirrorInvoice(
  portal: Portal,
  { data }: Change,
  view: SourceView,
): Promise<Answer<Applied>> {
  const read = TOLD_INVOICE.safeParse(data);
  if (!read.success) return { ok: false, fault: NOT_UNDERSTOOD };
  const told = read.data;
  const key = mirrorKey(view, told.ledgerId);
  const fields = { hs_currency: told.currency, hs_invoice_billable: 'false', ...headOf(told) };
  const made = await upsert(portal, 'invoice', key, fields);
  if (!made.ok) return made;
  const invoice = { type: 'invoice', id: made.value } as const;
  const lines = await writeLines(portal, invoice.id, key, told);
  if (!lines.ok) return lines;
  const customer = await customerOf(portal, told, view);
  if (!customer.ok) return customer;
  const party = customer.value;
  const linked = party === undefined ? undefined : await associate(portal, invoice, party.type, [party.id]);
  if (linked?.ok === false) return linked;
  const done = await update(portal, 'invoice', invoice.id, { hs_invoice_status: stateOf(told.balance) });
  return done.ok ? { ok: true, value: { type: 'applied', object: invoice } } : done;
}

/** Edits of an invoice that HubSpot has. The lines of one that was born in HubSpot are its own: only a mirror's are changed. */
export async function changeInvoice(
  portal: Portal,
  { data }: Change,
  view: SourceView,
): Promise<Answer<Applied>> {
  const read = TOLD_CHANGE.safeParse(data);
  const edit = TOLD_EDIT.safeParse(read.data?.changed);
  if (!read.success || !edit.success) return { ok: false, fault: NOT_UNDERSTOOD };
  const { id, balance, total } = read.data;
  const found = await readObjects(portal.client, portal.access, 'invoice', {
    ids: [id],
    properties: [MIRROR_PROPERTY],
  });
  if (!found.ok) return found;
  const key = found.value.objects[0]?.properties[MIRROR_PROPERTY] ?? '';
  const isMirror = key.startsWith(`${view.lane}/`);
  const { lines } = edit.data;
  if (lines !== undefined && !isMirror) return { ok: false, fault: OWN_LINES };
  const written =
    lines === undefined ? undefined : await writeLines(portal, id, key, { ...edit.data, lines, total });
  if (written?.ok === false) return written;
  const state: Values = isMirror && balance !== undefined ? { hs_invoice_status: stateOf(balance) } : {};
  const done = await update(portal, 'invoice', id, { ...headOf(edit.data), ...state });
  return done.ok ? { ok: true, value: { type: 'applied', object: { type: 'invoice', id } } } : done;
}

const OWN_LINES = {
  fault: 'invalid',
  vendorCode: 'LINES_OF_HUBSPOT',
  detail: 'the lines of an invoice that was born in HubSpot are changed in HubSpot only',
} as const;

/** The invoice was voided or deleted in the ledger. Some accounts let only a person void: then it is theirs to do. */
export async function endInvoice(portal: Portal, { data }: Change): Promise<Answer<Applied>> {
  const read = TOLD_CHANGE.safeParse(data);
  if (!read.success) return { ok: false, fault: NOT_UNDERSTOOD };
  const { id } = read.data;
  const done = await update(portal, 'invoice', id, { hs_invoice_status: 'voided' });
  return done.ok ? { ok: true, value: { type: 'applied', object: { type: 'invoice', id } } } : done;
}

function stateOf(balance: string | null | undefined): string {
  return balance !== null && balance !== undefined && Number(balance) === 0 ? 'paid' : 'open';
}

/** What stands above the lines; a member that is not there is not changed, `null` empties it. */
function headOf({ number, date, dueDate, memo, custom }: ToldEdit | ToldInvoice): Values {
  return {
    ...(number === undefined ? {} : { [NUMBER_PROPERTY]: number ?? '' }),
    ...(date === undefined || date === null ? {} : { hs_invoice_date: timeOf(date) }),
    ...(dueDate === undefined || dueDate === null ? {} : { hs_due_date: timeOf(dueDate) }),
    ...(memo === undefined ? {} : { hs_comments: memo ?? '' }),
    ...Object.fromEntries(Object.entries(custom ?? {}).map(([name, value]) => [name, value ?? ''])),
  };
}

type Money = Pick<ToldInvoice, 'lines' | 'discount' | 'taxTotal' | 'total'>;

/** The lines of a mirror, each under a key of its own; what was a line before and is none now goes to the bin. */
async function writeLines(portal: Portal, id: string, key: string, money: Money): Promise<Answer<'done'>> {
  const invoice = { type: 'invoice', id } as const;
  const ids: string[] = [];
  for (const [index, line] of linesOf(money).entries()) {
    const made = await upsert(portal, 'line_item', `${key}:${index + 1}`, line);
    if (!made.ok) return made;
    ids.push(made.value);
  }
  const linked = await associate(portal, invoice, 'line_item', ids);
  if (!linked.ok) return linked;
  const all = await readAssociations(portal.client, portal.access, { from: 'invoice', to: 'line_item' }, [
    id,
  ]);
  if (!all.ok) return all;
  const old = (all.value.get(id) ?? []).map((each) => each.id).filter((each) => !ids.includes(each));
  return await archive(portal, 'line_item', old);
}

/**
 * HubSpot takes no line below zero, and what it adds to a whole invoice no ledger takes: so a discount is taken off the
 * lines from the first one on, and tax is a line (HUB-39). The sum is the ledger's.
 */
function linesOf({ lines, discount, taxTotal, total }: Money): readonly Values[] {
  const tax = amountIn(taxTotal);
  const sum = lines.reduce((all, { amount }) => all.plus(amountIn(amount)), new Big(0));
  const off = total === null || total === undefined ? amountIn(discount?.amount) : sum.plus(tax).minus(total);
  let left = off.gt(0) ? off : new Big(0);
  const cut = lines.map((line) => {
    const part = left.lt(line.amount) ? left : amountIn(line.amount);
    left = left.minus(part);
    const price = part.gt(0)
      ? { quantity: '1', price: amountIn(line.amount).minus(part).toFixed() }
      : priceOf(line);
    return { name: nameOf(line), ...price };
  });
  return [...cut, ...(tax.gt(0) ? [{ name: 'Tax', quantity: '1', price: tax.toFixed() }] : [])];
}

function amountIn(text: string | null | undefined): Big {
  return new Big(text ?? '0');
}

function nameOf({ description }: ToldLine): string {
  return description?.split('\n')[0]?.slice(0, 250) ?? 'Line';
}

/** With quantity and price only where both are known: the amount is what has to be right. */
function priceOf({ quantity, unitPrice, amount }: ToldLine): Values {
  const isProduct = typeof quantity === 'string' && typeof unitPrice === 'string';
  return isProduct ? { quantity, price: unitPrice } : { quantity: '1', price: amount };
}

async function customerOf(portal: Portal, { customerId, customerLedgerId }: ToldInvoice, view: SourceView) {
  const named = partyNamed(customerId ?? '');
  if (named !== undefined) return { ok: true, value: named } as const;
  const key = mirrorKey(view, customerLedgerId ?? '');
  const found = await findBy(portal, 'contact', MIRROR_PROPERTY, key);
  if (!found.ok) return found;
  const { id } = found.value ?? {};
  return { ok: true, value: id === undefined ? undefined : { type: 'contact' as const, id } } as const;
}
