// Mapped: every entry of the ledger that a policy names, and whether the company's lists bear it out.
import type { Reference, ReferenceEntry } from '../decisions.ts';
import type { Policy } from '../policy.ts';

/** A setting that names an entry of the ledger's lists. */
export interface Mapped {
  readonly path: readonly string[];
  readonly id: string;
  readonly kind: MappedKind;
  /** Not one case of many: whatever is not mapped by itself goes there. */
  readonly catchesAll: boolean;
  /** The currency of what is booked there, where the setting says one. */
  readonly currency?: string | undefined;
}

export type MappedKind =
  'deposit_account' | 'expense_account' | 'income_account' | 'item' | 'tax_code' | 'payment_method';

/** A setting that names what is not there, or what does not fit. */
export interface MappingFault extends Mapped {
  /** Goes on after the name of the setting. */
  readonly message: string;
}

/** Settings whose entry is missing in the lists, inactive, of a wrong type or in a wrong currency. */
export function mappingFaults(policy: Policy, reference: Reference): readonly MappingFault[] {
  const lists = new Map<string, ReadonlyMap<string, ReferenceEntry>>();
  return mappedIn(policy).flatMap((mapped) => {
    const { list } = KINDS[mapped.kind];
    const entries = lists.get(list) ?? new Map(reference[list].map((entry) => [entry.id, entry]));
    lists.set(list, entries);
    const message = faultOf(mapped, entries.get(mapped.id), reference);
    return message === undefined ? [] : [{ ...mapped, message }];
  });
}

interface Kind {
  readonly list: 'accounts' | 'items' | 'taxCodes' | 'paymentMethods';
  readonly noun: string;
  /** The types that do; absent where any does. Words of the chart of accounts as connectors give them. */
  readonly types?: readonly string[];
  /** The types that never do. */
  readonly never?: readonly string[];
  /** Whether an account in the company's own currency does for another one as well. */
  readonly homeCurrencyDoes?: boolean;
}

const KINDS: Readonly<Record<MappedKind, Kind>> = {
  // TXD-18.
  deposit_account: {
    list: 'accounts',
    noun: 'account',
    types: ['Bank', 'Other Current Asset'],
    homeCurrencyDoes: true,
  },
  // CLK-17: the ledger keeps one account of this type for each currency, and the expense is booked on its customer there.
  expense_account: { list: 'accounts', noun: 'account', types: ['Accounts Receivable'] },
  income_account: { list: 'accounts', noun: 'account', types: ['Income', 'Other Income'] },
  // Headings and sets of items stand in the same list, and no line can be booked on them.
  item: { list: 'items', noun: 'item', never: ['Category', 'Group'] },
  tax_code: { list: 'taxCodes', noun: 'tax code' },
  payment_method: { list: 'paymentMethods', noun: 'payment method' },
};

function faultOf(
  { kind, id, currency }: Mapped,
  entry: ReferenceEntry | undefined,
  { homeCurrency }: Reference,
): string | undefined {
  const { noun, types, never = [], homeCurrencyDoes = false } = KINDS[kind];
  if (entry === undefined) return `names the ${noun} ${id}, which the company does not have`;
  const named = `names the ${noun} "${entry.name}"`;
  if (!entry.active) return `${named}, which is inactive in the ledger`;
  const type = entry.type ?? 'none';
  if (types !== undefined && !types.includes(type))
    return `${named} of type ${type}; the type must be ${types.join(' or ')}`;
  if (never.includes(type)) return `${named} of type ${type}, on which no line can be booked`;
  if (currency === undefined || entry.currency === undefined || entry.currency === currency) return undefined;
  return homeCurrencyDoes && entry.currency === homeCurrency
    ? undefined
    : `${named} in ${entry.currency}; what is booked there is in ${currency}`;
}

/** Every entry of the ledger that the settings name; those of a setting that is switched off name nothing. */
export function mappedIn({ invoices, items, payments, refunds, tax }: Policy): readonly Mapped[] {
  const expenses = refunds.mode === 'expense' ? refunds.expenseAccountByCurrency : {};
  const makesItems = items.onMissing === 'create' || items.accountOverride;
  const taxes = tax.mode === 'mapped' ? tax : { map: {}, default: undefined };
  return [
    ...accountsOf(payments.depositAccount),
    ...entries('expense_account', ['refunds', 'expenseAccountByCurrency'], expenses).map((mapped) => ({
      ...mapped,
      currency: mapped.path.at(-1),
    })),
    ...entries('income_account', ['items', 'accountMap'], makesItems ? items.accountMap : {}),
    ...one(
      'income_account',
      ['items', 'defaultIncomeAccount'],
      makesItems ? items.defaultIncomeAccount : undefined,
    ),
    ...entries('item', ['items', 'map'], items.map),
    ...one('item', ['items', 'defaultItem'], items.defaultItem),
    ...surchargeItems(invoices),
    ...entries('tax_code', ['tax', 'map'], taxes.map),
    ...one('tax_code', ['tax', 'default'], taxes.default),
    ...entries('payment_method', ['payments', 'methodMap'], payments.methodMap),
  ];
}

/** HUB-39, HUB-41: what tax and fees on whole invoices are booked on. */
function surchargeItems({ surcharges }: Policy['invoices']): readonly Mapped[] {
  if (surcharges.mode !== 'lines') return [];
  const at = (name: string) => ['invoices', 'surcharges', name];
  return [
    ...one('item', at('taxItem'), surcharges.taxItem),
    ...one('item', at('feeItem'), surcharges.feeItem),
  ];
}

const DEPOSIT = ['payments', 'depositAccount'];

function accountsOf(setting: Policy['payments']['depositAccount']): readonly Mapped[] {
  if (setting.mode === 'undeposited') return [];
  if (setting.mode === 'fixed') return one('deposit_account', [...DEPOSIT, 'account'], setting.account);
  const mapped = [
    ...entries('deposit_account', [...DEPOSIT, 'map'], setting.map).map((each) => ({
      ...each,
      currency: currencyOf(each.path.at(-1) ?? ''),
    })),
    ...one('deposit_account', [...DEPOSIT, 'default'], setting.default),
  ];
  // The word for the ledger's own account, which no list has to show.
  return mapped.filter(({ id }) => id !== 'undeposited');
}

/** The currency in `card/USD`; undefined for `card`. */
export function currencyOf(method: string): string | undefined {
  return /\/([A-Z]{3})$/.exec(method)?.[1];
}

function entries(
  kind: MappedKind,
  path: readonly string[],
  map: Readonly<Record<string, string>>,
): readonly Mapped[] {
  return Object.entries(map).map(([name, id]) => ({ path: [...path, name], id, kind, catchesAll: false }));
}

function one(kind: MappedKind, path: readonly string[], id: string | undefined): readonly Mapped[] {
  return id === undefined ? [] : [{ path, id, kind, catchesAll: true }];
}
