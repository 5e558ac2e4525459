// Names and lists: customers, vendors, employees, items, accounts, classes, terms and the like.
import { currencyName, written, amountOf } from './amounts.ts';
import { countryOf, find, tableOf, type Company, type Row } from './company.ts';
import { faults, type Fault } from './faults.ts';
import { flagAt, has, objectAt, refAt, textAt, without, type JsonObject } from './json.ts';
import { balanceWithJobs, vendorBalance } from './links.ts';
import { checkCharacters, checkUnique, nameForState, pathAbove } from './names.ts';
import type { Preparation, Prepared } from './preparation.ts';
import { withId } from './addresses.ts';
import { commit } from './store.ts';

/** Completes a customer, a vendor or an employee. */
export const preparePerson = (company: Company, preparation: Preparation): Prepared => {
  const { fields, entity } = preparation;
  const wanted = textAt(fields, 'DisplayName') ?? nameFromParts(fields);
  if (wanted === undefined || wanted.trim() === '') return { fault: faults.nameless() };
  const named = placed(company, preparation, wanted, 'DisplayName');
  if ('fault' in named) return named;
  const fault = checkPerson(company, preparation);
  if (fault !== undefined) return { fault };
  return {
    fields: {
      ...without(fields, 'Balance', 'BalanceWithJobs', 'OpenBalanceDate', 'Level'),
      ...(entity === 'Customer' ? named.fields : without(named.fields, 'FullyQualifiedName')),
      PrintOnCheckName:
        textAt(fields, 'PrintOnCheckName') ?? textAt(fields, 'CompanyName') ?? fullName(fields) ?? wanted,
      ...addresses(company, fields),
      ...(entity === 'Customer' ? customerDefaults(company, preparation) : {}),
      ...(entity === 'Vendor' ? vendorDefaults(company, preparation) : {}),
    },
  };
};

const nameFromParts = (fields: JsonObject): string | undefined =>
  fullName(fields) ?? textAt(fields, 'CompanyName');

const fullName = (fields: JsonObject): string | undefined => {
  const parts = ['Title', 'GivenName', 'MiddleName', 'FamilyName', 'Suffix'].flatMap(
    (key) => textAt(fields, key) ?? [],
  );
  return parts.length > 0 ? parts.join(' ') : undefined;
};

const checkPerson = (company: Company, preparation: Preparation): Fault | undefined => {
  const { fields, old, sent } = preparation;
  const mail = textAt(objectAt(fields, 'PrimaryEmailAddr'), 'Address');
  if (mail !== undefined && mail !== '' && !/@.*\./.test(mail)) return faults.badEmail();
  if ((fields.Job === true) !== (refAt(fields, 'ParentRef') !== undefined)) return faults.parentMissing();
  const currency = refAt(sent, 'CurrencyRef');
  const fixed = refAt(old?.fields, 'CurrencyRef');
  if (fixed !== undefined && currency !== undefined && currency !== fixed) {
    return faults.business('The currency of a customer or vendor cannot be changed.');
  }
  if (parentCurrency(company, preparation) !== undefined)
    return faults.business('A sub-customer has the currency of its parent.');
  const leaves = old !== undefined && old.fields.Active !== false && fields.Active === false;
  return leaves && owes(company, old) ? faults.hasBalance() : undefined;
};

const owes = (company: Company, { entity, id }: Row): boolean => {
  if (entity === 'Vendor') return !vendorBalance(company, id).eq(0);
  return entity === 'Customer' && !balanceWithJobs(company, id).eq(0);
};

// The parent's currency where a new sub-customer would have another one.
const parentCurrency = (company: Company, { entity, fields }: Preparation): string | undefined => {
  const parentId = refAt(fields, 'ParentRef');
  const parent = parentId === undefined ? undefined : find(company, entity, parentId);
  const currency = refAt(parent?.fields, 'CurrencyRef');
  return currency === (refAt(fields, 'CurrencyRef') ?? company.homeCurrency) ? undefined : currency;
};

// The name in its place below its parents, unique there, renamed when it becomes inactive.
const placed = (company: Company, preparation: Preparation, wanted: string, member: string): Prepared => {
  const bad = checkCharacters(member, wanted);
  if (bad !== undefined) return { fault: bad };
  const above = pathAbove(company, preparation);
  if ('fault' in above) return above;
  const isPerson = member === 'DisplayName';
  const name = nameForState(company, preparation, wanted);
  const full = `${above.path}${name}`;
  const fault = checkUnique(company, preparation, isPerson ? name : full);
  if (fault !== undefined) return { fault };
  const active = flagAt(preparation.fields, 'Active') ?? true;
  return { fields: { [member]: name, FullyQualifiedName: full, Active: active } };
};

const addresses = (company: Company, fields: JsonObject): JsonObject =>
  Object.fromEntries(
    ['BillAddr', 'ShipAddr', 'PrimaryAddr'].flatMap((key) => {
      const address = objectAt(fields, key);
      return address === undefined ? [] : [[key, withId(company, address)]];
    }),
  );

// The currency is given once and for all; each has a receivables account of its own.
const currencyOf = (company: Company, preparation: Preparation): JsonObject => {
  const value =
    refAt(preparation.old?.fields, 'CurrencyRef') ??
    refAt(preparation.fields, 'CurrencyRef') ??
    company.homeCurrency;
  return { CurrencyRef: { value } };
};

const customerDefaults = (company: Company, preparation: Preparation): JsonObject => {
  const { fields } = preparation;
  return {
    Taxable: fields.Taxable ?? true,
    Job: fields.Job ?? false,
    BillWithParent: fields.BillWithParent ?? false,
    PreferredDeliveryMethod: fields.PreferredDeliveryMethod ?? 'Print',
    IsProject: fields.IsProject ?? false,
    DefaultTaxCodeRef: fields.DefaultTaxCodeRef ?? usualTaxCode(company),
    ...currencyOf(company, preparation),
  };
};

// Customers of a US company that keeps sales tax are given the code of its own state.
const usualTaxCode = (company: Company): JsonObject | undefined =>
  countryOf(company.settings) === 'US' && company.settings.usingSalesTax !== false
    ? { value: '2' }
    : undefined;

const vendorDefaults = (company: Company, preparation: Preparation): JsonObject => ({
  BillRate: 0,
  CostRate: 0,
  Vendor1099: preparation.fields.Vendor1099 ?? false,
  ...currencyOf(company, preparation),
});

const itemTypes = ['Service', 'NonInventory', 'Inventory', 'Category', 'Group'];

/** Completes an item. */
export const prepareItem = (company: Company, preparation: Preparation): Prepared => {
  const { fields } = preparation;
  const name = textAt(fields, 'Name');
  if (name === undefined || name.trim() === '') return { fault: faults.required('Name') };
  const type = textAt(fields, 'Type') ?? 'Service';
  const fault = checkItem(fields, type);
  if (fault !== undefined) return { fault };
  const named = placed(company, preparation, name, 'Name');
  if ('fault' in named) return named;
  return {
    fields: {
      ...without(fields, 'Level'),
      ...named.fields,
      SubItem: refAt(fields, 'ParentRef') === undefined ? undefined : true,
      Type: type,
      Taxable: fields.Taxable ?? false,
      UnitPrice: written(amountOf(fields, 'UnitPrice')),
      PurchaseCost: written(amountOf(fields, 'PurchaseCost')),
      TrackQtyOnHand: fields.TrackQtyOnHand ?? false,
      DeferredRevenue: false,
    },
  };
};

const checkItem = (fields: JsonObject, type: string): Fault | undefined => {
  if (!itemTypes.includes(type)) return faults.badEnumeration('Type', type);
  if (type === 'Category' || type === 'Group') return undefined;
  const stock = ['AssetAccountRef', 'ExpenseAccountRef', 'TrackQtyOnHand', 'QtyOnHand', 'InvStartDate'];
  const needed = type === 'Inventory' ? ['IncomeAccountRef', ...stock] : ['IncomeAccountRef'];
  const missing = needed.find((key) => !has(fields, key));
  return missing === undefined ? undefined : faults.required(missing);
};

/** Account types with the classification and the usual subtype of each. */
const accountTypes: Readonly<Record<string, readonly [classification: string, subType: string]>> = {
  Bank: ['Asset', 'Checking'],
  'Accounts Receivable': ['Asset', 'AccountsReceivable'],
  'Other Current Asset': ['Asset', 'OtherCurrentAssets'],
  'Fixed Asset': ['Asset', 'OtherFixedAssets'],
  'Other Asset': ['Asset', 'OtherLongTermAssets'],
  'Accounts Payable': ['Liability', 'AccountsPayable'],
  'Credit Card': ['Liability', 'CreditCard'],
  'Other Current Liability': ['Liability', 'OtherCurrentLiabilities'],
  'Long Term Liability': ['Liability', 'OtherLongTermLiabilities'],
  Equity: ['Equity', 'OwnersEquity'],
  Income: ['Revenue', 'SalesOfProductIncome'],
  'Other Income': ['Revenue', 'OtherMiscellaneousIncome'],
  'Cost of Goods Sold': ['Expense', 'SuppliesMaterialsCogs'],
  Expense: ['Expense', 'OtherMiscellaneousServiceCost'],
  'Other Expense': ['Expense', 'OtherMiscellaneousExpense'],
  'Non-Posting': ['Expense', 'NonPosting'],
};

/** Completes an account. */
export const prepareAccount = (company: Company, preparation: Preparation): Prepared => {
  const { fields } = preparation;
  const name = textAt(fields, 'Name');
  if (name === undefined) return { fault: faults.required('Name') };
  const type = textAt(fields, 'AccountType');
  if (type === undefined) return { fault: faults.required('AccountType') };
  const known = accountTypes[type];
  if (known === undefined) return { fault: faults.badEnumeration('AccountType', type) };
  const named = placed(company, preparation, name, 'Name');
  if ('fault' in named) return named;
  return {
    fields: {
      ...fields,
      ...named.fields,
      SubAccount: refAt(fields, 'ParentRef') !== undefined,
      Classification: known[0],
      AccountSubType: textAt(fields, 'AccountSubType') ?? known[1],
      CurrencyRef: { value: refAt(fields, 'CurrencyRef') ?? company.homeCurrency },
    },
  };
};

/** Completes an entry of a simple list. */
export const prepareList = (company: Company, preparation: Preparation): Prepared => {
  const name = textAt(preparation.fields, 'Name');
  if (name === undefined) return { fault: faults.required('Name') };
  const named = placed(company, preparation, name, 'Name');
  if ('fault' in named) return named;
  const nests = preparation.entity === 'Class' || preparation.entity === 'Department';
  return {
    fields: {
      ...preparation.fields,
      ...(nests ? named.fields : without(named.fields, 'FullyQualifiedName')),
    },
  };
};

/** Opens the receivables account of a currency that is used for the first time. */
export const ensureReceivables = (company: Company, currency: string): void => {
  if (currency === company.homeCurrency) return;
  for (const account of tableOf(company.rows, 'Account').values()) {
    const isReceivable = account.fields.AccountType === 'Accounts Receivable';
    if (isReceivable && refAt(account.fields, 'CurrencyRef') === currency) return;
  }
  const name = `Accounts Receivable (A/R) - ${currency}`;
  const fields = {
    Name: name,
    FullyQualifiedName: name,
    Description: currencyName(currency),
    Active: true,
    SubAccount: false,
    Classification: 'Asset',
    AccountType: 'Accounts Receivable',
    AccountSubType: 'AccountsReceivable',
    CurrencyRef: { value: currency },
  };
  commit(company, { entity: 'Account', fields }, 'Create', { by: 'books' });
};
