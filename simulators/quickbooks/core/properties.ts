// Known members of each entity: a request with any other is refused.
import { faults, type Fault } from './faults.ts';
import type { JsonObject } from './json.ts';

/** The first member of a request that the entity does not have. */
export const checkProperties = (entity: string, body: JsonObject): Fault | undefined => {
  const known = knownMembers(entity);
  const unknown = Object.keys(body).find((key) => !known.has(key));
  return unknown === undefined ? undefined : faults.unsupportedProperty(unknown);
};

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

// Read-only members are accepted and ignored, since clients echo what they have read.
const common = words('Id SyncToken sparse domain status MetaData CustomField AttachableRef CustomExtensions');

const transaction = words(`
  DocNumber TxnDate DepartmentRef CurrencyRef ExchangeRate PrivateNote TxnStatus LinkedTxn Line TxnTaxDetail TxnSource
  TaxFormType TaxFormNum TransactionLocationType TotalAmt HomeTotalAmt GlobalTaxCalculation ClassRef AutoDocNumber`);

const salesForm = words(`
  CustomerRef CustomerMemo BillAddr ShipAddr ShipFromAddr FreeFormAddress ShipMethodRef ShipDate TrackingNum
  SalesTermRef DueDate ApplyTaxAfterDiscount PrintStatus EmailStatus BillEmail BillEmailCc BillEmailBcc Balance
  HomeBalance DeliveryInfo RecurDataRef TaxExemptionRef ProjectRef PaymentRefNum PaymentMethodRef PaymentType
  DepositToAccountRef CheckPayment CreditCardPayment TxnSource RemainingCredit InvoiceLink Deposit DiscountRate DiscountAmt
  AllowIPNPayment AllowOnlinePayment AllowOnlineCreditCardPayment AllowOnlineACHPayment EInvoiceStatus ARAccountRef
  ExpirationDate AcceptedBy AcceptedDate InvoiceRef SalesRepRef PONumber FOB`);

const payment = words(`
  CustomerRef DepositToAccountRef PaymentMethodRef PaymentRefNum PaymentType CreditCardPayment ARAccountRef UnappliedAmt
  ProcessPayment TaxExemptionRef ProjectRef CheckPayment`);

const expense = words(`
  AccountRef PaymentType EntityRef Credit RemitToAddr PrintStatus PaymentMethodRef PaymentRefNum CheckPayment
  CreditCardPayment RecurDataRef IncludeInAnnualTPAR VendorRef APAccountRef SalesTermRef DueDate VendorAddr Balance
  HomeBalance DepositToAccountRef CashBack TxnSource Adjustment`);

const person = words(`
  Title GivenName MiddleName FamilyName Suffix FullyQualifiedName CompanyName DisplayName PrintOnCheckName Active
  PrimaryPhone AlternatePhone Mobile Fax PrimaryEmailAddr WebAddr BillAddr ShipAddr PrimaryAddr OtherAddr OtherContactInfo
  DefaultTaxCodeRef Taxable TaxExemptionReasonId ResaleNum Notes Job BillWithParent ParentRef Level SalesTermRef
  PaymentMethodRef Balance BalanceWithJobs OpenBalanceDate CreditLimit AcctNum CurrencyRef OverDueBalance
  PreferredDeliveryMethod CustomerTypeRef ARAccountRef IsProject ClientEntityId V4IDPseudonym PrimaryTaxIdentifier
  SecondaryTaxIdentifier BusinessNumber GSTIN GSTRegistrationType Source TaxIdentifier TermRef Vendor1099 BillRate
  CostRate APAccountRef SSN EmployeeNumber HiredDate ReleasedDate BirthDate Gender BillableTime Organization`);

const item = words(`
  Name Sku Description Active SubItem ParentRef Level FullyQualifiedName Taxable SalesTaxIncluded UnitPrice RatePercent
  Type IncomeAccountRef PurchaseDesc PurchaseTaxIncluded PurchaseCost ExpenseAccountRef AssetAccountRef PrefVendorRef
  TrackQtyOnHand QtyOnHand QtyOnPurchaseOrder QtyOnSalesOrder ReorderPoint InvStartDate SalesTaxCodeRef
  PurchaseTaxCodeRef ClassRef ItemCategoryType DeferredRevenue TaxClassificationRef ServiceType ItemGroupDetail
  PrintGroupedItems AbatementRate ReverseChargeRate UQCDisplayText UQCId`);

const list = words(`
  Name Description Active SubAccount SubClass SubDepartment ParentRef FullyQualifiedName Classification AccountType
  AccountSubType AcctNum BankNum OpeningBalance OpeningBalanceDate CurrentBalance CurrentBalanceWithSubAccounts
  CurrencyRef TaxCodeRef TxnLocationType AccountAlias Type DiscountPercent DueDays DiscountDays DayOfMonthDue
  DueNextMonthDays DiscountDayOfMonth Address`);

const file = words(`
  FileName ContentType Size Note Category Tag Lat Long PlaceName FileAccessUri TempDownloadUri ThumbnailFileAccessUri
  ThumbnailTempDownloadUri`);

const byEntity: Readonly<Record<string, readonly string[]>> = {
  Invoice: [...transaction, ...salesForm],
  SalesReceipt: [...transaction, ...salesForm],
  CreditMemo: [...transaction, ...salesForm],
  RefundReceipt: [...transaction, ...salesForm],
  Estimate: [...transaction, ...salesForm],
  Payment: [...transaction, ...payment],
  Purchase: [...transaction, ...expense],
  Bill: [...transaction, ...expense],
  BillPayment: [...transaction, ...expense, 'PayType', 'ProcessBillPayment'],
  Deposit: [...transaction, ...expense],
  JournalEntry: [...transaction, ...expense],
  Customer: person,
  Vendor: person,
  Employee: person,
  Item: item,
  Attachable: file,
};

const sets = new Map<string, ReadonlySet<string>>();

const knownMembers = (entity: string): ReadonlySet<string> => {
  const known = sets.get(entity) ?? new Set([...common, ...(byEntity[entity] ?? list)]);
  sets.set(entity, known);
  return known;
};
