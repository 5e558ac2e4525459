// What has to be mapped: each list the policy leans on, and the defaults for what nobody mapped.
import type { Policy } from '../policy.ts';
import { blocking, type Check, green, ofLists, red } from './check.ts';
import { currencyOf, mappedIn, type MappedKind, type MappingFault, mappingFaults } from './mapped.ts';

/** Enough faults to see the pattern; the rest is counted. */
const FAULTS_SHOWN = 5;

/** Whether all entries of a kind that the policy names are there, active and fit. */
function named(name: string, kind: MappedKind, nouns: string, rules: readonly string[]): Check {
  return {
    name,
    rules,
    judge: (facts) => {
      if (!mappedIn(facts.policy).some((mapped) => mapped.kind === kind)) return undefined;
      return ofLists((policy, reference) => {
        const faults = mappingFaults(policy, reference).filter((fault) => fault.kind === kind);
        if (faults.length === 0)
          return green(`All ${nouns} that the policy names are in the ledger, and fit.`);
        const verdict = faults.some(({ catchesAll }) => catchesAll) ? blocking : red;
        return verdict(`${said(faults)}.`, `Correct it in the ledger, or name other ${nouns} in the policy.`);
      })(facts);
    },
  };
}

function said(faults: readonly MappingFault[]): string {
  const shown = faults.slice(0, FAULTS_SHOWN).map(({ path, message }) => `${path.join('.')} ${message}`);
  const more = faults.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}

const isEmpty = (map: Readonly<Record<string, string>>): boolean => Object.keys(map).length === 0;

/** CLK-19: at least the default tax. With nothing mapped at all no line can ever be booked. */
const defaultTax: Check = {
  name: 'default_tax',
  rules: ['CLK-18', 'CLK-19'],
  judge: ({ policy: { tax } }) => {
    if (tax.mode !== 'mapped') return undefined;
    if (tax.default !== undefined) return green('What no tax is mapped for gets the default.');
    const cure = 'Map the taxes of the product, and set tax.default.';
    return isEmpty(tax.map)
      ? blocking('No tax is mapped, and there is no default: no invoice can be booked.', cure)
      : red('There is no default tax: a line with a tax that is not mapped fails.', cure);
  },
};

/** CLK-21: at least the default payment. */
const defaultPayment: Check = {
  name: 'default_payment',
  rules: ['CLK-20', 'CLK-21'],
  judge: ({ policy: { payments } }) => {
    const { depositAccount: setting } = payments;
    if (setting.mode !== 'map' || payments.direction !== 'to_ledger') return undefined;
    if (setting.default !== undefined)
      return green('Payments of a type that is not mapped go to the default.');
    const cure = 'Map the payment types of the product, and set payments.depositAccount.default.';
    return isEmpty(setting.map)
      ? blocking('No payment type is mapped, and there is no default: no payment can be booked.', cure)
      : red('There is no default account: a payment of a type that is not mapped fails.', cure);
  },
};

/** CLK-22, KLP-42: a line is booked on a mapped item, or on one that we create on a mapped account. */
const itemsForLines: Check = {
  name: 'items_for_lines',
  rules: ['CLK-22', 'KLP-41', 'KLP-42'],
  judge: ({ policy: { items } }) => {
    if (items.defaultItem !== undefined || !isEmpty(items.map))
      return green('Lines are booked on mapped items.');
    if (items.onMissing === 'accounts') return green('Lines are booked on the accounts that the ledger has.');
    if (items.onMissing === 'mapped')
      return blocking(
        'No item is mapped, and there is no default: no invoice can be booked.',
        'Map the revenue groups in items.map, or set items.defaultItem.',
      );
    return items.defaultIncomeAccount !== undefined || !isEmpty(items.accountMap)
      ? green('Items that are missing are created on mapped accounts.')
      : blocking(
          'Items are created, but no account code is mapped and there is no default account.',
          'Map the account codes in items.accountMap, or set items.defaultIncomeAccount.',
        );
  },
};

/** CLK-16: money that is paid back needs an account in every currency that is used. */
const expenseCurrencies: Check = {
  name: 'expense_currencies',
  rules: ['CLK-16'],
  judge: (facts) => {
    if (facts.policy.refunds.mode !== 'expense') return undefined;
    return ofLists((policy, { homeCurrency }) => {
      const used = [...new Set([homeCurrency, ...currenciesIn(policy)])].sort();
      const missing = used.filter(
        (currency) => !Object.hasOwn(policy.refunds.expenseAccountByCurrency, currency),
      );
      return missing.length === 0
        ? green(`There is an account for refunds in ${used.join(', ')}.`)
        : red(
            `There is no account for refunds in ${missing.join(', ')}: those fail.`,
            'Set one in refunds.expenseAccountByCurrency for each currency that the product uses.',
          );
    })(facts);
  },
};

/** HUB-39, HUB-40: a tax that is a line is a sale like any other to the ledger, without a tax code. */
const taxLines: Check = {
  name: 'tax_lines',
  rules: ['HUB-39', 'HUB-40'],
  judge: ({ policy: { invoices, tax } }) => {
    if (invoices.surcharges.mode !== 'lines') return undefined;
    return tax.mode === 'none'
      ? green(
          'Tax on whole invoices becomes a line, and is not in the ledger’s tax report: tell whoever files it.',
        )
      : red(
          'Tax and fees on whole invoices become lines without a tax code, but the lines of this policy have one.',
          'Say tax.mode none, or refuse them (invoices.surcharges).',
        );
  },
};

/** TXD-16: a receipt for money given back has a line, and the line an item. */
const refundItem: Check = {
  name: 'refund_item',
  rules: ['TXD-16'],
  judge: ({ policy: { refunds, items } }) => {
    if (refunds.mode !== 'refund_receipt') return undefined;
    return items.defaultItem === undefined
      ? red('There is no item for money that is given back: refunds fail.', 'Set items.defaultItem.')
      : green('Money that is given back is booked on the default item.');
  },
};

/** The currencies that the maps of the policy name. */
function currenciesIn({ payments: { depositAccount: setting } }: Policy): readonly string[] {
  return setting.mode === 'map' ? Object.keys(setting.map).flatMap((method) => currencyOf(method) ?? []) : [];
}

export const MAPPING_CHECKS: readonly Check[] = [
  named('deposit_accounts', 'deposit_account', 'accounts', ['CLK-03', 'CLK-20', 'TXD-17', 'TXD-18']),
  defaultPayment,
  named('payment_methods', 'payment_method', 'payment methods', ['CLK-20']),
  named('expense_accounts', 'expense_account', 'accounts', ['CLK-16', 'CLK-17']),
  expenseCurrencies,
  refundItem,
  named('tax_codes', 'tax_code', 'tax codes', ['CLK-18']),
  defaultTax,
  named('items', 'item', 'items', ['CLK-22']),
  named('income_accounts', 'income_account', 'accounts', ['CLK-03', 'KLP-42']),
  itemsForLines,
  taxLines,
];
