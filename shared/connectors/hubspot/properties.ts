// Which properties are asked for: no more than a mapping uses, as HubSpot sends what it is asked for and nothing else.
import type { HubSpotType } from './object-types.ts';

/**
 * The property that we add to invoices and payments. Its value is unique in the account: what is written under it twice is
 * one record. It holds the lane and the id of the ledger's document that the record shows.
 */
export const MIRROR_PROPERTY = 'ledgerlane_id';

/** The ledger's number of a mirror. HubSpot numbers its own invoices by itself. */
export const NUMBER_PROPERTY = 'ledgerlane_number';

/** What a deal shows of its invoice that changed last in the ledger (HUB-33). */
export const DEAL_PROPERTIES = {
  invoice: 'ledgerlane_invoice',
  number: 'ledgerlane_invoice_number',
  status: 'ledgerlane_invoice_status',
  total: 'ledgerlane_invoice_total',
  balance: 'ledgerlane_invoice_balance',
  currency: 'ledgerlane_invoice_currency',
  date: 'ledgerlane_invoice_date',
  dueDate: 'ledgerlane_invoice_due_date',
  updatedAt: 'ledgerlane_invoice_updated_at',
} as const;

const ADDRESS = ['address', 'address2', 'city', 'state', 'zip', 'country', 'phone'];
const LEVEL = ['hs_label', 'hs_type', 'hs_value', 'hs_sort_order'];

/** By kind; kinds without any are not read by their ids. */
export const PROPERTIES: Readonly<Record<HubSpotType, readonly string[]>> = {
  contact: ['email', 'firstname', 'lastname', 'company', MIRROR_PROPERTY, ...ADDRESS],
  company: ['name', 'domain', ...ADDRESS],
  deal: [],
  product: ['name', 'description', 'price', 'hs_sku'],
  line_item: [
    'name',
    'description',
    'price',
    'quantity',
    'amount',
    'hs_sku',
    'hs_product_id',
    'hs_tax_rate_group_id',
    'hs_position_on_quote',
  ],
  invoice: [
    'hs_currency',
    'hs_invoice_status',
    'hs_invoice_date',
    'hs_due_date',
    'hs_number',
    'hs_amount_billed',
    'hs_tax',
    'hs_comments',
    'hs_invoice_billable',
    MIRROR_PROPERTY,
    NUMBER_PROPERTY,
  ],
  commerce_payment: [
    'hs_initial_amount',
    'hs_initiated_date',
    'hs_latest_status',
    'hs_currency_code',
    'hs_payment_method_type',
    'hs_reference_number',
    'hs_internal_comment',
    'hs_processor_type',
    'hs_payment_source_app',
    'hs_fees_amount',
    'hs_platform_fee',
    'hs_refunds_amount',
    MIRROR_PROPERTY,
  ],
  discount: LEVEL,
  fee: LEVEL,
  tax: LEVEL,
};

/** Whether a text can be a property's internal name. */
export function isPropertyName(text: string): boolean {
  return /^[a-z][a-z0-9_]{0,99}$/.test(text);
}
