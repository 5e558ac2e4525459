// Which fields of which entity a query may filter and sort by, and how their values compare.
import type { EntityKind } from './entities.ts';

/** `attached`: a member of any of the references of a file. */
export type FieldType = 'id' | 'text' | 'number' | 'date' | 'time' | 'flag' | 'ref' | 'attached';

export interface Field {
  /** The name as the entity spells it. */
  readonly name: string;
  readonly type: FieldType;
}

/** A field by its name in any case; `undefined` when it is not filterable. */
export const fieldOf = (kind: EntityKind, name: string): Field | undefined =>
  (tables.get(kind.name) ?? fallback).get(name.toLowerCase());

const named = (type: FieldType, names: string): readonly Field[] =>
  names
    .trim()
    .split(/\s+/)
    .map((name) => ({ name, type }));

const everywhere: readonly Field[] = [
  { name: 'Id', type: 'id' },
  ...named('time', 'MetaData.CreateTime MetaData.LastUpdatedTime'),
];

const salesForm = [
  ...named('text', 'DocNumber'),
  ...named('date', 'TxnDate'),
  ...named('number', 'TotalAmt Balance'),
  ...named('ref', 'CustomerRef'),
];

const person = [
  ...named(
    'text',
    'DisplayName GivenName MiddleName FamilyName CompanyName PrintOnCheckName PrimaryEmailAddr',
  ),
  ...named('flag', 'Active'),
  ...named('number', 'Balance'),
];

// PrivateNote, DepartmentRef and AccountRef are missing everywhere: measured as not queryable.
const byEntity: Readonly<Record<string, readonly Field[]>> = {
  Invoice: [...salesForm, ...named('date', 'DueDate ShipDate'), ...named('ref', 'SalesTermRef')],
  SalesReceipt: [...salesForm, ...named('text', 'PaymentRefNum')],
  CreditMemo: salesForm,
  RefundReceipt: [...salesForm, ...named('text', 'PaymentRefNum')],
  Estimate: [...salesForm, ...named('text', 'TxnStatus')],
  Payment: [
    ...named('text', 'PaymentRefNum'),
    ...named('date', 'TxnDate'),
    ...named('number', 'TotalAmt'),
    ...named('ref', 'CustomerRef CurrencyRef PaymentMethodRef DepositToAccountRef'),
  ],
  Purchase: [
    ...named('text', 'DocNumber PaymentType'),
    ...named('date', 'TxnDate'),
    ...named('number', 'TotalAmt'),
  ],
  Deposit: [
    ...named('date', 'TxnDate'),
    ...named('number', 'TotalAmt'),
    ...named('ref', 'DepositToAccountRef'),
  ],
  Bill: [
    ...named('text', 'DocNumber'),
    ...named('date', 'TxnDate DueDate'),
    ...named('number', 'TotalAmt Balance'),
    ...named('ref', 'VendorRef'),
  ],
  BillPayment: [
    ...named('text', 'DocNumber PayType'),
    ...named('date', 'TxnDate'),
    ...named('number', 'TotalAmt'),
    ...named('ref', 'VendorRef'),
  ],
  Attachable: [
    ...named('text', 'FileName Note Category'),
    ...named('attached', 'AttachableRef.EntityRef.Type AttachableRef.EntityRef.value'),
  ],
  ExchangeRate: [...named('text', 'SourceCurrencyCode TargetCurrencyCode'), ...named('date', 'AsOfDate')],
  JournalEntry: [...named('text', 'DocNumber'), ...named('date', 'TxnDate')],
  Customer: [
    ...person,
    ...named('text', 'FullyQualifiedName'),
    ...named('flag', 'Job'),
    ...named('ref', 'ParentRef'),
  ],
  Vendor: person,
  Employee: person,
  Item: [
    ...named('text', 'Name FullyQualifiedName Type Sku'),
    ...named('flag', 'Active'),
    ...named('number', 'UnitPrice'),
  ],
  Account: [
    ...named('text', 'Name FullyQualifiedName AccountType AccountSubType Classification AcctNum'),
    ...named('flag', 'Active SubAccount'),
    ...named('ref', 'CurrencyRef'),
  ],
};

const asTable = (fields: readonly Field[]): ReadonlyMap<string, Field> =>
  new Map([...everywhere, ...fields].map((field) => [field.name.toLowerCase(), field]));

const tables = new Map(Object.entries(byEntity).map(([entity, fields]) => [entity, asTable(fields)]));

const fallback = asTable([...named('text', 'Name'), ...named('flag', 'Active')]);
