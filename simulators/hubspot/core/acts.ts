// What a user does in HubSpot's own pages: things the API cannot do, or may not, and everything it can.
import { z } from 'zod';
import { amountOf, shown } from './amounts.ts';
import { link, linked, unlink } from './associations.ts';
import { typesBetween } from './association-types.ts';
import { KINDS, kindOf } from './catalog.ts';
import type { Kind } from './catalog.ts';
import { liveRecord, nextNumber, recordOf } from './portal.ts';
import type { Portal, Stored } from './portal.ts';
import { recalculate } from './recalculate.ts';
import { isRefusal } from './refusals.ts';
import type { Refusal } from './refusals.ts';
import { bringBack, checkRemoval, forget, merge, remove } from './removals.ts';
import { save } from './save.ts';
import type { AssociationInput } from './save.ts';
import { idSchema } from './api.ts';
import { showAll } from './view.ts';
import { valueSchema } from './values.ts';

const objectType = z.string().min(1);
const properties = z.record(z.string(), valueSchema);
const part = z.record(z.string(), valueSchema);
const target = { objectType, id: idSchema };

/** What a user does. */
export const actSchema = z.discriminatedUnion('act', [
  z.strictObject({
    act: z.literal('create'),
    objectType,
    properties,
    /** Records to associate it with, by the plain type. */
    with: z.array(z.strictObject(target)).default([]),
  }),
  z.strictObject({ act: z.literal('edit'), ...target, properties }),
  z.strictObject({ act: z.literal('delete'), ...target }),
  z.strictObject({ act: z.literal('restore'), ...target }),
  z.strictObject({ act: z.literal('associate'), ...target, with: z.strictObject(target) }),
  z.strictObject({ act: z.literal('dissociate'), ...target, with: z.strictObject(target) }),
  z.strictObject({ act: z.literal('merge'), objectType, primaryId: idSchema, otherId: idSchema }),
  z.strictObject({ act: z.literal('erase'), contactId: idSchema }),
  /** An invoice with everything that belongs to it, in one go. */
  z.strictObject({
    act: z.literal('createInvoice'),
    contactId: idSchema.optional(),
    companyId: idSchema.optional(),
    dealId: idSchema.optional(),
    properties: properties.default({}),
    lines: z.array(part).default([]),
    discounts: z.array(part).default([]),
    fees: z.array(part).default([]),
    taxes: z.array(part).default([]),
    finalise: z.boolean().default(false),
  }),
  z.strictObject({ act: z.literal('finalise'), invoiceId: idSchema }),
  z.strictObject({ act: z.literal('void'), invoiceId: idSchema }),
  z.strictObject({
    act: z.literal('pay'),
    invoiceId: idSchema,
    /** All that is due when left out. */
    amount: z.string().optional(),
    processor: z.enum(['hs_payments', 'byo_stripe', 'none']).default('none'),
    method: z.string().default('card'),
    /** What the processor keeps, and what HubSpot keeps. */
    fees: z.string().optional(),
    platformFee: z.string().optional(),
    status: z.string().default('succeeded'),
  }),
  z.strictObject({
    act: z.literal('refund'),
    paymentId: idSchema,
    amount: z.string().optional(),
    reason: z.string().optional(),
  }),
  z.strictObject({ act: z.literal('deletePayment'), paymentId: idSchema }),
  z.strictObject({
    act: z.literal('addTaxRate'),
    name: z.string().min(1),
    label: z.string().min(1).optional(),
    percentageRate: z.number(),
    active: z.boolean().default(true),
  }),
]);

/** See `actSchema`. */
export type UiAct = z.infer<typeof actSchema>;

/** The user whose acts these are. */
const USER = { source: 'CRM_UI', sourceId: 'userId:8675309' } as const;
const CONTEXT = { origin: USER, byUser: true, withRules: false } as const;

/** Does what a user does; gives the record touched, and throws when HubSpot's page would refuse. */
export function doAct(portal: Portal, act: UiAct): unknown {
  switch (act.act) {
    case 'create':
      return showAll(
        portal,
        make(
          portal,
          kindNamed(act.objectType),
          act.properties,
          act.with.map((each) => there(portal, each)),
        ),
      );
    case 'edit':
      return showAll(portal, change(portal, there(portal, act), act.properties));
    case 'delete':
      return takeOut(portal, there(portal, act));
    case 'restore':
      return showAll(portal, bringBack(portal, binned(portal, act), USER));
    case 'associate':
    case 'dissociate':
      return connect(portal, act.act, there(portal, act), there(portal, act.with));
    case 'merge': {
      const { typeId } = kindNamed(act.objectType);
      const [primary, other] = [act.primaryId, act.otherId].map((id) => liveRecord(portal, typeId, id));
      if (primary === undefined || other === undefined) throw new Error('There is no such record.');
      return showAll(portal, kept(merge(portal, primary, other, USER)));
    }
    case 'erase':
      return forget(portal, there(portal, { objectType: 'contact', id: act.contactId }), USER);
    case 'createInvoice':
      return createInvoice(portal, act);
    case 'finalise':
      return showAll(portal, change(portal, invoiceOf(portal, act.invoiceId), { hs_invoice_status: 'open' }));
    case 'void':
      return showAll(
        portal,
        change(portal, invoiceOf(portal, act.invoiceId), { hs_invoice_status: 'voided' }),
      );
    case 'pay':
      return showAll(portal, pay(portal, act));
    case 'refund':
      return showAll(portal, refund(portal, act));
    case 'deletePayment':
      return takeOut(portal, there(portal, { objectType: 'commerce_payment', id: act.paymentId }));
    case 'addTaxRate':
      return addTaxRate(portal, act);
  }
}

function createInvoice(portal: Portal, act: Extract<UiAct, { act: 'createInvoice' }>): unknown {
  const ends = [
    ['contact', act.contactId],
    ['company', act.companyId],
    ['deal', act.dealId],
  ].flatMap(([objectType_ = '', id]) =>
    id === undefined ? [] : [there(portal, { objectType: objectType_, id })],
  );
  const given = { hs_currency: portal.settings.currency, ...act.properties };
  const invoice = make(portal, KINDS.invoice, given, ends);
  const parts = (kind: Kind, list: readonly UiProperties[]) =>
    list.map((each) => make(portal, kind, each, [invoice]).id);
  const lineIds = parts(KINDS.lineItem, act.lines);
  const discountIds = parts(KINDS.discount, act.discounts);
  const feeIds = parts(KINDS.fee, act.fees);
  const taxIds = parts(KINDS.tax, act.taxes);
  const fresh = invoiceOf(portal, invoice.id);
  const done = act.finalise ? change(portal, fresh, { hs_invoice_status: 'open' }) : fresh;
  return { ...showAll(portal, done), lineIds, discountIds, feeIds, taxIds };
}

type UiProperties = z.infer<typeof properties>;

function pay(portal: Portal, act: Extract<UiAct, { act: 'pay' }>): Stored {
  const invoice = invoiceOf(portal, act.invoiceId);
  const { hs_balance_due, hs_currency, hs_number, hs_invoice_status } = invoice.properties;
  if (hs_invoice_status !== 'open')
    throw new Error(`Nobody can pay an invoice with the status ${hs_invoice_status}.`);
  const contacts = linked(portal, invoice, KINDS.contact.typeId);
  return make(
    portal,
    KINDS.payment,
    {
      hs_initial_amount: act.amount ?? hs_balance_due ?? '0',
      hs_initiated_date: new Date(portal.from.now()).toISOString(),
      hs_latest_status: act.status,
      hs_currency_code: hs_currency ?? portal.settings.currency,
      hs_customer_email: contacts[0]?.properties.email ?? '',
      hs_payment_method_type: act.method,
      hs_processor_type: act.processor,
      hs_fees_amount: act.fees ?? '',
      hs_platform_fee: act.platformFee ?? '',
      hs_payment_source_app: 'INVOICE',
      hs_payment_source_id: invoice.id,
      hs_payment_source_name: hs_number ?? '',
    },
    [invoice, ...contacts],
  );
}

function refund(portal: Portal, { paymentId, amount, reason }: Extract<UiAct, { act: 'refund' }>): Stored {
  const payment = there(portal, { objectType: 'commerce_payment', id: paymentId });
  const {
    hs_initial_amount,
    hs_refunds_amount,
    hs_currency_code,
    hs_latest_status = '',
  } = payment.properties;
  if (!/^(succeeded|partially_refunded)$/.test(hs_latest_status)) {
    throw new Error(`A payment with the status ${hs_latest_status} cannot be refunded.`);
  }
  const [paid, before] = [amountOf(hs_initial_amount), amountOf(hs_refunds_amount ?? '0')];
  const left = paid?.minus(before ?? 0);
  const wanted = amount === undefined ? left : amountOf(amount);
  if (left === undefined || wanted === undefined || wanted.lte(0) || wanted.gt(left)) {
    throw new Error('A refund is more than nothing and no more than what is left of the payment.');
  }
  return change(portal, payment, {
    hs_refunds_amount: shown(wanted.plus(before ?? 0), hs_currency_code ?? 'USD'),
    hs_latest_status: wanted.eq(left) ? 'refunded' : 'partially_refunded',
    ...(reason === undefined ? {} : { hs_internal_comment: reason }),
  });
}

function addTaxRate(
  portal: Portal,
  { name, label, percentageRate, active }: Extract<UiAct, { act: 'addTaxRate' }>,
): unknown {
  const now = portal.from.now();
  const id = String(nextNumber(portal, 'tax rate', 2_148_420_001));
  const rate = { id, name, label: label ?? name, percentageRate, active, createdAt: now, updatedAt: now };
  portal.taxRates.push(rate);
  return rate;
}

function connect(portal: Portal, act: 'associate' | 'dissociate', one: Stored, other: Stored): unknown {
  const former =
    act === 'associate'
      ? link(portal, one, { record: other, types: typesBetween(one.typeId, other.typeId).slice(0, 1) }, USER)
      : [];
  if (act === 'dissociate') unlink(portal, [one, other], USER);
  recalculate(portal, [], [one, other, ...former]);
  return { from: one.id, to: other.id };
}

function make(portal: Portal, kind: Kind, given: UiProperties, ends: readonly Stored[]): Stored {
  const associations = ends.map((end): AssociationInput => ({
    to: { id: end.id },
    types: typesBetween(kind.typeId, end.typeId)
      .slice(0, 1)
      .map(({ id }) => ({ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: id })),
  }));
  return kept(save(portal, { kind, properties: given, associations }, CONTEXT));
}

function change(portal: Portal, record: Stored, given: UiProperties): Stored {
  const kind = kindNamed(record.typeId);
  return kept(save(portal, { kind, record, properties: given }, CONTEXT));
}

function takeOut(portal: Portal, record: Stored): unknown {
  const refusal = checkRemoval(portal, record);
  if (refusal !== undefined) throw new Error(refusal.message);
  remove(portal, record, USER);
  return { deleted: record.id };
}

function kept(result: Stored | Refusal): Stored {
  if (isRefusal(result)) throw new Error(result.message);
  return result;
}

function invoiceOf(portal: Portal, id: string): Stored {
  return there(portal, { objectType: 'invoice', id });
}

function there(
  portal: Portal,
  { objectType: word, id }: { readonly objectType: string; readonly id: string },
): Stored {
  const kind = kindNamed(word);
  const record = liveRecord(portal, kind.typeId, id);
  if (record === undefined) throw new Error(`There is no ${kind.name} ${id}.`);
  return record;
}

function binned(
  portal: Portal,
  { objectType: word, id }: { readonly objectType: string; readonly id: string },
): Stored {
  const kind = kindNamed(word);
  const record = recordOf(portal, kind.typeId, id);
  if (record?.archivedAt === undefined || record.archivedAt === null)
    throw new Error(`There is no ${kind.name} ${id} in the bin.`);
  return record;
}

function kindNamed(word: string): Kind {
  const kind = kindOf(word);
  if (kind === undefined) throw new Error(`There is no object type ${word}.`);
  return kind;
}
