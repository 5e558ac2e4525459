// What a fresh company has: its accounts, items, tax codes, terms, payment methods and preferences.
import { countryOf, type Company } from './company.ts';
import type { JsonObject } from './json.ts';
import { commit } from './store.ts';

/** Fills an empty company. Ids are those of the sandbox companies where they are known. */
export const openBooks = (company: Company): void => {
  const put = (entity: string, id: string, fields: JsonObject): void => {
    commit(company, { entity, id, fields }, 'Create', { by: 'books' });
  };
  const currency = { CurrencyRef: { value: company.homeCurrency } };
  for (const [id, Name, AccountType, AccountSubType, Classification] of accounts) {
    const more = {
      Active: true,
      SubAccount: false,
      Classification,
      AccountType,
      AccountSubType,
      ...currency,
    };
    put('Account', id, { Name, FullyQualifiedName: Name, ...more });
  }
  for (const [id, Name, account] of items) put('Item', id, service(Name, account));
  putTaxCodes(company, put);
  for (const [id, Name, DueDays] of terms) put('Term', id, { Name, Active: true, Type: 'STANDARD', DueDays });
  for (const [id, Name, Type] of paymentMethods) put('PaymentMethod', id, { Name, Active: true, Type });
  put('Preferences', '1', preferencesOf(company));
  put('CompanyInfo', '1', companyInfo(company));
};

const accounts = [
  ['35', 'Checking', 'Bank', 'Checking', 'Asset'],
  ['36', 'Savings', 'Bank', 'Savings', 'Asset'],
  ['4', 'Undeposited Funds', 'Other Current Asset', 'UndepositedFunds', 'Asset'],
  ['84', 'Accounts Receivable (A/R)', 'Accounts Receivable', 'AccountsReceivable', 'Asset'],
  ['33', 'Accounts Payable (A/P)', 'Accounts Payable', 'AccountsPayable', 'Liability'],
  ['41', 'Mastercard', 'Credit Card', 'CreditCard', 'Liability'],
  ['90', 'Sales Tax Payable', 'Other Current Liability', 'SalesTaxPayable', 'Liability'],
  ['34', 'Opening Balance Equity', 'Equity', 'OpeningBalanceEquity', 'Equity'],
  ['1', 'Services', 'Income', 'ServiceFeeIncome', 'Revenue'],
  ['79', 'Sales of Product Income', 'Income', 'SalesOfProductIncome', 'Revenue'],
  ['82', 'Discounts given', 'Income', 'DiscountsRefundsGiven', 'Revenue'],
  ['83', 'Refunds and Allowances', 'Income', 'DiscountsRefundsGiven', 'Revenue'],
  ['85', 'Exchange Gain or Loss', 'Other Expense', 'ExchangeGainOrLoss', 'Expense'],
  ['80', 'Cost of Goods Sold', 'Cost of Goods Sold', 'SuppliesMaterialsCogs', 'Expense'],
  ['8', 'Bank Charges', 'Expense', 'BankCharges', 'Expense'],
  ['9', 'Merchant Fees', 'Expense', 'BankCharges', 'Expense'],
  ['13', 'Meals and Entertainment', 'Expense', 'EntertainmentMeals', 'Expense'],
  ['31', 'Uncategorized Expense', 'Expense', 'OtherMiscellaneousServiceCost', 'Expense'],
] as const;

const items = [
  ['1', 'Services', '1'],
  ['2', 'Hours', '1'],
  ['3', 'Product', '79'],
] as const;

const service = (Name: string, account: string): JsonObject => ({
  Name,
  FullyQualifiedName: Name,
  Active: true,
  Taxable: false,
  UnitPrice: 0,
  Type: 'Service',
  IncomeAccountRef: { value: account },
  PurchaseCost: 0,
  TrackQtyOnHand: false,
  DeferredRevenue: false,
});

const terms = [
  ['1', 'Due on receipt', 0],
  ['2', 'Net 15', 15],
  ['3', 'Net 30', 30],
  ['4', 'Net 60', 60],
] as const;

const paymentMethods = [
  ['1', 'Cash', 'NON_CREDIT_CARD'],
  ['2', 'Check', 'NON_CREDIT_CARD'],
  ['3', 'Visa', 'CREDIT_CARD'],
  ['4', 'MasterCard', 'CREDIT_CARD'],
  ['5', 'Bank transfer', 'NON_CREDIT_CARD'],
] as const;

type TaxCodes = readonly (readonly [
  id: string,
  name: string,
  rates: readonly (readonly [id: string, percent: number])[],
])[];

// In the US lines carry TAX or NON, and the form one of the group codes.
const usTaxCodes: TaxCodes = [
  ['TAX', 'TAX', []],
  ['NON', 'NON', []],
  ['2', 'California', [['3', 8]]],
  [
    '3',
    'Tucson',
    [
      ['1', 7.1],
      ['2', 2],
    ],
  ],
];

const taxCodesByCountry: Readonly<Record<string, TaxCodes>> = {
  GB: [
    ['2', '20.0% S', [['4', 20]]],
    ['3', '5.0% R', [['5', 5]]],
    ['4', '0.0% Z', [['6', 0]]],
    ['5', 'Exempt', [['7', 0]]],
    ['6', 'No VAT', [['8', 0]]],
  ],
  NL: [
    ['2', '21% H', [['4', 21]]],
    ['3', '9% L', [['5', 9]]],
    ['4', '0% N', [['6', 0]]],
    ['5', 'Verlegd', [['7', 0]]],
  ],
  DE: [
    ['2', '19% USt', [['4', 19]]],
    ['3', '7% USt', [['5', 7]]],
    ['4', '0%', [['6', 0]]],
  ],
  CA: [
    ['2', 'GST', [['4', 5]]],
    [
      '3',
      'GST/QST',
      [
        ['5', 5],
        ['6', 9.975],
      ],
    ],
    ['4', 'HST ON', [['7', 13]]],
    ['5', 'Zero-rated', [['8', 0]]],
  ],
};

const taxCodesOf = (company: Company): TaxCodes => {
  const country = countryOf(company.settings);
  if (country === 'US') return usTaxCodes;
  return taxCodesByCountry[country === 'UK' ? 'GB' : country] ?? taxCodesByCountry.GB ?? [];
};

const putTaxCodes = (
  company: Company,
  put: (entity: string, id: string, fields: JsonObject) => void,
): void => {
  for (const [id, Name, rates] of taxCodesOf(company)) {
    for (const [rateId, RateValue] of rates) {
      const name = `${Name} ${RateValue}%`;
      put('TaxRate', rateId, {
        Name: name,
        Active: true,
        RateValue,
        SpecialTaxType: 'NONE',
        DisplayType: 'ReadOnly',
      });
    }
    const TaxRateDetail = rates.map(([rateId], TaxOrder) => ({
      TaxRateRef: { value: rateId },
      TaxTypeApplicable: 'TaxOnAmount',
      TaxOrder,
    }));
    const Taxable = id !== 'NON';
    const TaxGroup = rates.length > 0;
    put('TaxCode', id, { Name, Active: true, Taxable, TaxGroup, SalesTaxRateList: { TaxRateDetail } });
  }
};

const preferencesOf = (company: Company): JsonObject => ({
  AccountingInfoPrefs: {
    TrackDepartments: true,
    DepartmentTerminology: 'Location',
    ClassTrackingPerTxn: false,
    ClassTrackingPerTxnLine: true,
    CustomerTerminology: 'Customers',
  },
  ProductAndServicesPrefs: {
    ForSales: true,
    ForPurchase: true,
    QuantityWithPriceAndRate: true,
    QuantityOnHand: true,
  },
  SalesFormsPrefs: {
    CustomTxnNumbers: false,
    AllowDeposit: false,
    AllowDiscount: true,
    AllowEstimates: true,
    AllowServiceDate: false,
    AllowShipping: false,
    UsingPriceLevels: false,
    AutoApplyCredit: false,
  },
  TaxPrefs: {
    UsingSalesTax: company.settings.usingSalesTax !== false,
    PartnerTaxEnabled: false,
    TaxGroupCodeRef: countryOf(company.settings) === 'US' ? { value: '2' } : undefined,
  },
  CurrencyPrefs: {
    MultiCurrencyEnabled: company.settings.multiCurrency === true,
    HomeCurrency: { value: company.homeCurrency },
  },
  ReportPrefs: { ReportBasis: 'Accrual', CalcAgingReportFromTxnDate: false },
  OtherPrefs: { NameValue: [{ Name: 'SalesFormsPrefs.DefaultItem', Value: '1' }] },
});

const companyAddress = (company: Company): JsonObject => ({
  Id: '1',
  Line1: '123 Sierra Way',
  City: 'San Pablo',
  Country: countryOf(company.settings),
  CountrySubDivisionCode: 'CA',
  PostalCode: '87999',
});

const companyInfo = (company: Company): JsonObject => ({
  CompanyName: company.settings.name,
  LegalName: company.settings.name,
  Country: countryOf(company.settings),
  CompanyAddr: companyAddress(company),
  LegalAddr: companyAddress(company),
  SupportedLanguages: 'en',
  FiscalYearStartMonth: 'January',
  NameValue: [
    { Name: 'SubscriptionStatus', Value: 'PAID' },
    { Name: 'OfferingSku', Value: 'QuickBooks Online Plus' },
  ],
});
