// The properties each kind has from the start, and what kind of value each of them takes.
import { z } from 'zod';
import { KINDS } from './catalog.ts';

/** A property of a kind, as the properties API describes it. */
export const definitionSchema = z.object({
  name: z.string(),
  label: z.string(),
  type: z.enum(['string', 'number', 'date', 'datetime', 'enumeration', 'bool']),
  fieldType: z.string(),
  groupName: z.string(),
  description: z.string(),
  options: z.array(z.object({ label: z.string(), value: z.string() })),
  hasUniqueValue: z.boolean(),
  /** HubSpot works it out: writing it is refused. */
  readOnly: z.boolean(),
  hubspotDefined: z.boolean(),
  createdAt: z.number(),
});

/** See `definitionSchema`. */
export type Definition = z.infer<typeof definitionSchema>;

/** The names and values of a kind: a word per property, `name:type`, with `!` for read only and `=a,b` for its options. */
const EVERY =
  'hs_object_id:number! hs_object_source! hs_object_source_id! hs_object_source_label! hs_created_by_user_id! hs_updated_by_user_id! hs_merged_object_ids! hubspot_owner_id';
const OLD_TIMES = 'createdate:datetime! hs_lastmodifieddate:datetime!';
const HS_TIMES = 'hs_createdate:datetime! hs_lastmodifieddate:datetime!';
const ADDRESS = 'address address2 city state zip country phone website';
const LEVEL = 'hs_label hs_type:enumeration=FIXED,PERCENT hs_value:number hs_sort_order:number';

const OWN: Readonly<Record<keyof typeof KINDS, string>> = {
  contact: `createdate:datetime! lastmodifieddate:datetime! email firstname lastname company jobtitle mobilephone lifecyclestage hs_language hs_additional_emails ${ADDRESS}`,
  company: `${OLD_TIMES} name domain industry lifecyclestage annualrevenue:number hs_additional_domains description ${ADDRESS}`,
  deal: `${OLD_TIMES} dealname dealstage pipeline amount:number closedate:datetime dealtype description deal_currency_code`,
  product: `${OLD_TIMES} name description price:number hs_sku hs_folder hs_cost_of_goods_sold:number hs_product_type recurringbillingfrequency hs_recurring_billing_period tax:number`,
  lineItem: `${OLD_TIMES} name description price:number quantity:number amount:number hs_sku hs_product_id hs_tax_rate_group_id hs_line_item_currency_code hs_discount_percentage:number discount:number hs_position_on_quote:number recurringbillingfrequency hs_recurring_billing_period hs_recurring_billing_start_date:date hs_recurring_billing_end_date:date hs_pricing_model hs_tier_ranges hs_tier_prices hs_cost_of_goods_sold:number`,
  invoice: `${HS_TIMES} hs_currency hs_invoice_status:enumeration=draft,open,paid,voided hs_invoice_date:datetime hs_due_date:datetime hs_number hs_title hs_amount_billed:number hs_balance_due:number! hs_amount_paid:number! hs_subtotal:number! hs_tax:number! hs_total_discount:number! hs_payment_date:datetime! hs_amount_billed_in_company_currency:number! hs_external_invoice_id hs_invoice_latest_contact_email! hs_invoice_latest_contact_firstname! hs_invoice_latest_contact_lastname! hs_invoice_latest_company_name! hs_tax_id hs_purchase_order_number hs_comments hs_language hs_locale hs_custom_fields hs_recipient_shipping_address hs_recipient_shipping_address2 hs_recipient_shipping_city hs_recipient_shipping_state hs_recipient_shipping_zip hs_recipient_shipping_country hs_recipient_company_address hs_recipient_company_address2 hs_recipient_company_city hs_recipient_company_state hs_recipient_company_zip hs_allowed_payment_methods hs_invoice_payment_collection_method hs_allow_partial_payments:bool hs_collect_address_types hs_invoice_billable:bool hs_invoice_link! hs_pdf_download_link!`,
  discount: `${HS_TIMES} ${LEVEL} hs_duration`,
  fee: `${HS_TIMES} ${LEVEL}`,
  tax: `${HS_TIMES} ${LEVEL}`,
  payment: `${HS_TIMES} hs_initial_amount:number hs_initiated_date:datetime hs_latest_status:enumeration=processing,succeeded,failed,partially_refunded,refunded,processing_refund,disputed_won,disputed_lost,disputed_action_required,disputed_awaiting_decision hs_currency_code hs_customer_email hs_fees_amount:number hs_internal_comment hs_payment_method_type:enumeration=card,ach,cash,check,wire_transfer,other,sepa,bacs,pads hs_payment_method_last_4 hs_payment_method_bank_or_issuer hs_payout_date:datetime hs_processor_type:enumeration=hs_payments,byo_stripe,none,quickbooks,xero hs_reference_number hs_refunds_amount:number hs_external_reference_id hs_line_item_discounts_amount:number hs_billing_address_street hs_billing_address_city hs_billing_address_state hs_billing_address_postal_code hs_billing_address_country hs_shipping_address_street hs_shipping_address_city hs_shipping_address_state hs_shipping_address_postal_code hs_shipping_address_country hs_payment_id! hs_payment_source_app! hs_payment_source_id! hs_payment_source_name! hs_payment_source_url! hs_payment_creation_method! hs_payment_method! hs_payment_type! hs_platform_fee:number! hs_net_amount:number! hs_net_amount_after_refunds:number! hs_has_associated_invoice:bool! hs_number_of_associated_invoices:number! hs_total_discounts_amount:number!`,
};

/** Contacts are found by their e-mail address; of companies the domain is no more than a hint. */
const UNIQUE: Readonly<Record<string, readonly string[]>> = { '0-1': ['email'] };

/** The properties of a kind in an account nobody has touched yet. */
export function builtIn(typeId: string): readonly Definition[] {
  const [key] = Object.entries(KINDS).find(([, kind]) => kind.typeId === typeId) ?? [];
  const own = Object.entries(OWN).find(([name]) => name === key)?.[1] ?? '';
  return `${EVERY} ${own}`.split(' ').map((word) => read(word, typeId));
}

function read(word: string, typeId: string): Definition {
  const [, name = '', type = 'string', mark, options] =
    /^([a-z0-9_]+)(?::([a-z]+))?(!)?(?:=(.+))?$/.exec(word) ?? [];
  const known = definitionSchema.shape.type.parse(type);
  return {
    name,
    label: labelOf(name),
    type: known,
    fieldType: fieldTypeOf(known),
    groupName: `${typeId}-information`,
    description: '',
    options: options?.split(',').map((value) => ({ label: labelOf(value), value })) ?? [],
    hasUniqueValue: UNIQUE[typeId]?.includes(name) ?? false,
    readOnly: mark === '!',
    hubspotDefined: true,
    createdAt: 0,
  };
}

/** The field a user would see for a type of value. */
export function fieldTypeOf(type: Definition['type']): string {
  const fields = {
    number: 'number',
    date: 'date',
    datetime: 'date',
    enumeration: 'select',
    bool: 'booleancheckbox',
  };
  return type === 'string' ? 'text' : fields[type];
}

function labelOf(name: string): string {
  const words = name.replace(/^hs_/, '').replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
