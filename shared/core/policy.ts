// Policy: the settings of one connection as one typed document. Products differ by their policy, never by a branch.
import type { LocalDate } from './dates.ts';
import type { Amount } from './money.ts';

export interface Policy {
  /** The preset it started from; only a label. */
  readonly preset: string;
  /** IANA zone of the company: document dates and "today" are days there. */
  readonly timeZone: string;
  readonly connection: ConnectionPolicy;
  /** C5: when records go to the ledger, and when what changed there comes back. */
  readonly schedule: { readonly outbound: Schedule; readonly inbound: Schedule };
  readonly customers: CustomerPolicy;
  /** C23 */
  readonly suppliers: { readonly sync: 'none' | 'both' };
  /** C22: whether one party may be customer and supplier. */
  readonly parties: { readonly dualRole: 'forbid' | 'allow' };
  readonly items: ItemPolicy;
  readonly invoices: InvoicePolicy;
  readonly creditNotes: CreditNotePolicy;
  readonly payments: PaymentPolicy;
  readonly refunds: RefundPolicy;
  readonly tax: TaxPolicy;
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
  };
}

export interface ConnectionPolicy {
  /** C19: a session with an end is disconnected then; what changes meanwhile waits for the next one. */
  readonly session: { readonly mode: 'persistent' } | { readonly mode: 'ttl'; readonly minutes: number };
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
  readonly createIn: 'source' | 'ledger';
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
  /** C14: `create` makes items in the ledger; `mapped` uses only the map below. */
  readonly onMissing: 'create' | 'mapped';
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
  /** C4: the status from which on an invoice is pushed; `manual`: when a person says so. */
  readonly pushOn: 'created' | 'closed' | 'manual';
  /** C4: only these document types; empty means all. */
  readonly documentTypes: readonly string[];
  /** KLP-36: a draft is due on its own day, whatever due date it has. */
  readonly draftsDueAtOnce: boolean;
  /** C6: whether edits made in the ledger to our own invoices come back to the source. */
  readonly inbound: 'none' | 'edits_of_owned';
  /** C7: what happens when the source changes an invoice that is in the ledger. */
  readonly onSourceEdit: 'push_update' | 'ignore';
  /** C7: what an edit made in the ledger does: nothing (it is shown as drift), or it is told to the source. */
  readonly onRemoteEdit: 'ignore' | 'pull_back';
  /** What happens when both sides changed the same field. */
  readonly onConflict: 'fail' | 'source_wins' | 'ledger_wins';
  /** C12: whose numbers the documents carry. */
  readonly numbering: 'source' | 'ledger';
  /** KLP-03: the source's opening number; preflight compares it with the ledger's highest. */
  readonly startNumber?: number | undefined;
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
  /** C8 */
  readonly direction: 'none' | 'to_ledger' | 'to_source';
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
  /** C13: `mapped` needs a code per line; `none` writes no tax code at all. */
  readonly mode: 'mapped' | 'none';
  readonly map: Readonly<Record<string, string>>;
  readonly default?: string | undefined;
}

/** C11: what the end of a record at the source, or its unsync, does in the ledger. */
export interface EndPolicy {
  readonly invoice: 'void' | 'delete' | 'ignore';
  /** CLK-33: what happens to the payments of an invoice that is voided. */
  readonly linkedPayments: 'void' | 'ignore';
  readonly payment: 'void' | 'delete' | 'ignore';
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
