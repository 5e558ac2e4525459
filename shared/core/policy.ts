// Policy: the settings of one connection as one typed document. Products differ by their policy, never by a branch.
import type { LocalDate } from './dates.ts';

export interface Policy {
  /** The preset it started from; only a label. */
  readonly preset: string;
  /** IANA zone of the company: document dates and "today" are days there. */
  readonly timeZone: string;
  /** C1: which way records flow. */
  readonly direction: 'to_ledger';
  readonly customers: {
    /** C2: what happens when the ledger has no such customer. */
    readonly onMissing: 'create' | 'require_linked';
    /** C3: the ledger's name for a customer; `{name}`, `{number}` and `{currency}` are filled in. */
    readonly nameTemplate: string;
    /** C3: what happens when the name is taken by a party that is not exactly ours. Never a silent "name (2)". */
    readonly onNameClash: 'fail';
    /** C20: whether later changes of the customer are written. */
    readonly onUpdate: 'overwrite' | 'create_only';
  };
  readonly items: {
    /** C14: `create` makes items in the ledger; `mapped` uses only the map below. */
    readonly onMissing: 'create' | 'mapped';
    /** Revenue group, or `group/category`, to the ledger's item id. The more exact entry wins. */
    readonly map: Readonly<Record<string, string>>;
    readonly defaultItem?: string | undefined;
    /** Source account code to the ledger's income account id, for items that we create. */
    readonly accountMap: Readonly<Record<string, string>>;
    readonly defaultIncomeAccount?: string | undefined;
  };
  readonly invoices: {
    /** C4: the status from which on an invoice is pushed. */
    readonly pushOn: 'created' | 'closed';
    /** C4: only these document types; empty means all. */
    readonly documentTypes: readonly string[];
    /** C7: what happens when the source changes an invoice that is in the ledger. */
    readonly onSourceEdit: 'push_update' | 'ignore';
    /** C7: what an edit made in the ledger does: nothing (it is shown as drift). */
    readonly onRemoteEdit: 'ignore';
    /** What happens when both sides changed: a person decides, or the source's version is written. */
    readonly onConflict: 'fail' | 'source_wins';
    /** C12: whose numbers the documents carry. */
    readonly numbering: 'source' | 'ledger';
  };
  readonly payments: {
    /** C8 */
    readonly direction: 'none' | 'to_ledger';
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
  };
  readonly tax: {
    /** C13: `mapped` needs a code per line; `none` writes no tax code at all. */
    readonly mode: 'mapped' | 'none';
    readonly map: Readonly<Record<string, string>>;
    readonly default?: string | undefined;
  };
  /** C11: what the end of a record at the source does in the ledger. */
  readonly ends: {
    readonly invoice: 'void' | 'delete' | 'ignore';
    readonly payment: 'void' | 'delete' | 'ignore';
  };
  readonly backfill: {
    /** C16: only documents from this day on; absent means all. */
    readonly exportFrom?: LocalDate | undefined;
    /** CLK-52: payments before that day stay out even when their invoice is in. */
    readonly excludePaymentsBeforeExportFrom: boolean;
  };
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
