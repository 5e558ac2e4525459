// Policy: the settings of one connection as one typed document. Products differ by their policy, never by a branch.
import type { LocalDate } from './dates.ts';
import type { Amount } from './money.ts';
import type { TakenPath } from './taken-paths.ts';

export interface Policy {
  /** The preset it started from; only a label. */
  readonly preset: string;
  /** IANA zone of the company: document dates and "today" are days there. */
  readonly timeZone: string;
  readonly connection: ConnectionPolicy;
  /** C5: when records go to the ledger, and when what changed there comes back. */
  readonly schedule: { readonly outbound: Schedule; readonly inbound: Schedule };
  readonly customers: CustomerPolicy;
  /** C23; `if_customer`: who is a supplier comes to the source if he is a customer too, and as one (QCS-55). */
  readonly suppliers: { readonly sync: 'none' | 'both' | 'if_customer' };
  /** C22: whether one party may be customer and supplier. */
  readonly parties: { readonly dualRole: 'forbid' | 'allow' };
  /** QCS-17..41: what the source calls the fields that it takes over from the ledger; empty: as we call them. */
  readonly takenOver: TakenOver;
  readonly items: ItemPolicy;
  readonly invoices: InvoicePolicy;
  readonly creditNotes: CreditNotePolicy;
  readonly payments: PaymentPolicy;
  readonly refunds: RefundPolicy;
  /** QCS-14: whether the product hears of the ledger's cost centres. */
  readonly costCentres: { readonly import: boolean };
  readonly tax: TaxPolicy;
  /** HUB-34..36: only where the source's subscription allows it is anything mapped. */
  readonly fields: { readonly custom: readonly CustomField[]; readonly entitled: boolean };
  /** C15: `push` lets the printed form follow into the ledger, `on_demand` lets a person fetch the ledger's. */
  readonly attachments: { readonly invoicePdf: 'none' | 'push' | 'on_demand' };
  readonly ends: EndPolicy;
  readonly backfill: {
    /** C16: only documents from this day on; absent means all. */
    readonly exportFrom?: LocalDate | undefined;
    /** CLK-52: payments before that day stay out even when their invoice is in. */
    readonly excludePaymentsBeforeExportFrom: boolean;
  };
  /** C28: what a total that the ledger computed differently means. */
  readonly rounding: {
    readonly mode: 'accept_ledger' | 'exact_or_fail';
    /** A larger difference is for a person to look at; absent: every difference is shown and accepted. */
    readonly tolerance?: Amount | undefined;
  };
  /** What the ledger's own switches have to say before anything is written. */
  readonly preflight: {
    /** C12 */
    readonly customNumbers: 'require_on' | 'require_off' | 'any';
    /** CLK-04 */
    readonly autoApplyCredit: 'require_off' | 'any';
    /** QCS-47: the ledger's packages with which a connection works; absent: any. */
    readonly packages?: readonly string[] | undefined;
  };
  /** QCS-58: after how many runs without a document that got through somebody is told; 0: nobody is. */
  readonly alerts: { readonly stalledAfterRuns: number };
}

/** Names of the source's fields, each with where its value comes from. */
export interface TakenOver {
  /** The source's own name of the company (QCS-20, QCS-41): the same for all records of the connection. */
  readonly company?: string | undefined;
  readonly customer: Readonly<Record<string, TakenPath>>;
  readonly costCentre: Readonly<Record<string, TakenPath>>;
}

export interface ConnectionPolicy {
  /** C19: a session with an end is disconnected then; what changes meanwhile waits for the next one. */
  readonly session: { readonly mode: 'persistent' } | { readonly mode: 'ttl'; readonly minutes: number };
  /** Where people find a record at its source: an address with `{id}`, `{number}` or `{kind}`; absent: nowhere by an address. */
  readonly sourcePage?: string | undefined;
  /** KLP-01: nothing is written before the first import of the ledger's customers and suppliers has ended. */
  readonly requireInitialImport: boolean;
}

/** Runs by the clock, counted from midnight in the company's zone, or through a window of each day there (runs.ts). */
export interface Interval {
  readonly mode: 'interval';
  readonly minutes: number;
  /** QCS-09: times of the day, `07:00` and `20:00`; both are runs. */
  readonly window?: { readonly from: string; readonly to: string } | undefined;
}

/** event: at once; interval: with the runs of the clock; manual: when a person says so; off: never. */
export type Schedule =
  { readonly mode: 'event' } | Interval | { readonly mode: 'manual' } | { readonly mode: 'off' };

export interface CustomerPolicy {
  /** C1; `link_only` couples by name and writes no field. */
  readonly direction: 'to_ledger' | 'to_source' | 'both' | 'link_only';
  /** C2: what happens when the ledger has no such customer. */
  readonly onMissing: 'create' | 'require_linked';
  /** C2: where a customer is born after the first import; those born elsewhere are left out and counted. */
  readonly createIn: 'source' | 'ledger' | 'both';
  /**
   * C3: what says that a customer of the source and one of the ledger are the same: the name, the ledger's number (QCS-19), or the
   * e-mail address, and the name where there is none.
   */
  readonly matchKey: 'name' | 'number' | 'email';
  /** C3: the ledger's name for a customer; `{name}`, `{number}` and `{currency}` are filled in. */
  readonly nameTemplate: string;
  /** C3, CLK-42: one ledger customer for each currency a customer is invoiced in. */
  readonly perCurrency: boolean;
  /** C3: among whom a name may stand only once, checked before the ledger is called. */
  readonly uniqueAmong: 'none' | 'customers' | 'customers_and_suppliers';
  /** C3: what happens when the name is taken by a party that is not exactly ours. Never a silent "name (2)". */
  readonly onNameClash: 'fail';
  /** C20: whether later changes of the customer are written. */
  readonly onUpdate: 'overwrite' | 'create_only' | 'merge';
  /** C21: `parent_sub` makes a location a sub-customer of its customer. */
  readonly hierarchy: 'flat' | 'parent_sub';
}

export interface ItemPolicy {
  /**
   * C14: `create` makes items in the ledger; `mapped` uses only the map below; `accounts` books each line on the ledger's account
   * of its code, mapped in `accountMap` or the account of that number, which has to be there (QCS-44).
   */
  readonly onMissing: 'create' | 'mapped' | 'accounts';
  readonly createAs: 'service' | 'non_inventory';
  /** KLP-43: a line may name another income account than its item's. */
  readonly accountOverride: boolean;
  /** Revenue group, or `group/category`, to the ledger's item id. The more exact entry wins. */
  readonly map: Readonly<Record<string, string>>;
  readonly defaultItem?: string | undefined;
  /** Source account code to the ledger's income account id, for items that we create. */
  readonly accountMap: Readonly<Record<string, string>>;
  readonly defaultIncomeAccount?: string | undefined;
}

export interface InvoicePolicy {
  /** C4: the status from which on an invoice is pushed; `finalized`: any but a draft; `manual`: when a person says so. */
  readonly pushOn: 'created' | 'finalized' | 'closed' | 'manual';
  /** C4, HUB-04: what an invoice that is not in the books yet has to be like, all of it; empty: like anything. */
  readonly filters: readonly Filter[];
  /** HUB-38, HUB-39, HUB-41: tax and fees on an invoice as a whole are refused, or become lines on these items. */
  readonly surcharges:
    | { readonly mode: 'refuse' }
    | { readonly mode: 'lines'; readonly taxItem: string; readonly feeItem: string };
  /** C4: only these document types; empty means all. */
  readonly documentTypes: readonly string[];
  /** KLP-36: a draft is due on its own day, whatever due date it has. */
  readonly draftsDueAtOnce: boolean;
  /** C6: whether edits made in the ledger to our own invoices come back to the source; `all`: invoices born there as well. */
  readonly inbound: 'none' | 'edits_of_owned' | 'all';
  /** C7: what happens when the source changes an invoice that is in the ledger. */
  readonly onSourceEdit: 'push_update' | 'ignore';
  /**
   * C7: what an edit made in the ledger does: nothing (it is shown as drift), or it is told to the source. `fail_conflict`
   * tells it too, and takes an edit of the lines of an invoice that was born at the source for a conflict.
   */
  readonly onRemoteEdit: 'ignore' | 'pull_back' | 'fail_conflict';
  /** What happens when both sides changed the same field. */
  readonly onConflict: 'fail' | 'source_wins' | 'ledger_wins';
  /** C12: whose numbers the documents carry. */
  readonly numbering: 'source' | 'ledger';
  /** KLP-03: the source's opening number; preflight compares it with the ledger's highest. */
  readonly startNumber?: number | undefined;
}

/** A question about one field of an invoice. Texts are compared as they are, amounts as numbers, days as days. */
export interface Filter {
  /** One of {@link FILTER_FIELDS}, or `custom.` and the source's name of a further field. */
  readonly field: string;
  readonly is: 'one_of' | 'none_of' | 'at_least' | 'at_most' | 'given' | 'missing';
  /** What it is compared with; empty for `given` and `missing`, one for `at_least` and `at_most`. */
  readonly values: readonly string[];
}

/** The fields of an invoice that a filter may ask for by their own names. */
export const FILTER_FIELDS = [
  'number',
  'customerId',
  'currency',
  'date',
  'dueDate',
  'documentType',
  'total',
  'dealId',
] as const;

/** C25, HUB-36: a field that the ledger keeps for the company's own purposes, and what the source calls it. */
export interface CustomField {
  /** The source's name of it, as in `custom` of an invoice. */
  readonly source: string;
  /** The ledger's id of it. */
  readonly ledger: string;
  readonly direction: 'both' | 'to_ledger' | 'to_source';
}

export interface CreditNotePolicy {
  /** C17 */
  readonly mode: 'credit_memo' | 'none';
  /** CLK-31: when a credit note is applied to the invoice that it credits. */
  readonly autoLink: 'never' | 'when_amount_gte_open_balance' | 'always';
  /** CLK-30 */
  readonly referenceInNote: boolean;
}

export interface PaymentPolicy {
  /** C8; `both`: money that came in on either side is told to the other. */
  readonly direction: 'none' | 'to_ledger' | 'to_source' | 'both';
  /** HUB-42: money that came in without an invoice is the customer's credit, or a paid invoice on the default item. */
  readonly withoutInvoice: 'credit' | 'paid_invoice';
  /** C25, HUB-42, HUB-43: money of these origins belongs to an invoice of its own: no second one is made for it. */
  readonly excludeOrigins: readonly string[];
  /** C9: what the product's payments that were entered by hand do, unless one says otherwise itself. */
  readonly manual: { readonly syncDefault: boolean; readonly perRecordOverride: boolean };
  /** C18: `undeposited`, one fixed account, or by payment type and currency. */
  readonly depositAccount:
    | { readonly mode: 'undeposited' }
    | { readonly mode: 'fixed'; readonly account: string }
    | {
        readonly mode: 'map';
        /** `type/currency` or `type` to account id. */
        readonly map: Readonly<Record<string, string>>;
        readonly default?: string | undefined;
      };
  /** Source payment type to the ledger's payment method id. */
  readonly methodMap: Readonly<Record<string, string>>;
  /** CLK-49, CLK-50: what a deposit that moves to an ordinary folio is: a task for a person, or nothing at all. */
  readonly depositTransfers: 'manual_task' | 'ignore';
}

export interface RefundPolicy {
  /** C10 */
  readonly mode: 'none' | 'expense' | 'refund_receipt' | 'manual_task';
  /** CLK-16, CLK-17: the account the expense is booked on, by currency. */
  readonly expenseAccountByCurrency: Readonly<Record<string, string>>;
}

export interface TaxPolicy {
  /**
   * C13: `mapped` needs a code per line; `mirrored` too, and knows no others and no default, because the source has the very
   * codes of the ledger (QCS-48..53); `none` writes no tax code at all.
   */
  readonly mode: 'mapped' | 'mirrored' | 'none';
  readonly map: Readonly<Record<string, string>>;
  readonly default?: string | undefined;
}

/** C11: what the end of a record at the source, or its unsync, does in the ledger. */
export interface EndPolicy {
  readonly invoice: 'void' | 'delete' | 'ignore';
  /** CLK-33: what happens to the payments of an invoice that is voided. */
  readonly linkedPayments: 'void' | 'ignore';
  readonly payment: 'void' | 'delete' | 'ignore' | 'manual_task';
  readonly creditNote: 'manual_task' | 'delete' | 'ignore';
  readonly refund: 'delete' | 'ignore';
  /** TXD-13..16: unsync of a payment deletes its refunds and then itself, or only lets go of it. */
  readonly unsync: 'delete' | 'detach';
}

/** A policy with its number, so that every decision can name the version it was made under. */
export interface VersionedPolicy {
  readonly version: number;
  readonly policy: Policy;
}

/** What a map of the policy says about a code: only what was entered, never what every object inherits ("constructor"). */
export function mappedTo(
  map: Readonly<Record<string, string>>,
  code: string | undefined,
): string | undefined {
  return code !== undefined && Object.hasOwn(map, code) ? map[code] : undefined;
}
