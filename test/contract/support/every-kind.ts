// One record of every kind and one document of every type, with every member they can have: for storing and giving back.
import type { LedgerDocument } from '../../../shared/core/documents.ts';
import type { RecordKind, SourceRecord } from '../../../shared/core/records.ts';

const ADDRESS = {
  line1: 'Main street 1',
  line2: 'Floor 2',
  city: 'Gent',
  region: 'OVL',
  postalCode: '9000',
  country: 'BE',
};
const PARTY = {
  name: 'Laundry & Söhne',
  number: 'N-1',
  email: 'bills@example.com',
  phone: '+32 1',
  currency: 'EUR',
  address: ADDRESS,
  active: true,
  ledgerId: '57',
};
const LINE = {
  itemId: 'I-1',
  revenueGroup: 'rooms',
  category: 'suite',
  description: 'Two nights',
  quantity: '2',
  unitPrice: '60.00',
  amount: '120.00',
  tax: 'high',
};
const BILL = {
  number: 'F-1',
  customerId: 'C-1',
  currency: 'EUR',
  date: '2026-11-20',
  status: 'closed',
  documentType: 'invoice',
  lines: [LINE],
  discount: { percent: '5' },
  pricesIncludeTax: true,
  taxTotal: '20.83',
  total: '114.00',
  exchangeRate: '1.1',
  memo: 'Thank you',
} as const;
const MONEY = {
  customerId: 'C-1',
  currency: 'EUR',
  date: '2026-11-20',
  amount: '120.00',
  method: 'card',
  reference: 'R-1',
  exchangeRate: '1.1',
  memo: 'at the desk',
};

export const RECORDS: Readonly<Record<RecordKind, SourceRecord>> = {
  customer: { kind: 'customer', id: 'C-1', ...PARTY, parentId: 'C-0' },
  supplier: { kind: 'supplier', id: 'S-1', ...PARTY },
  item: {
    kind: 'item',
    id: 'I-1',
    name: 'Room night',
    description: 'one',
    unitPrice: '60.00',
    account: '8000',
    active: false,
    ledgerId: '58',
  },
  invoice: { kind: 'invoice', id: 'F-1', ...BILL, dueDate: '2026-12-05', correctionOf: 'F-0' },
  credit_note: { kind: 'credit_note', id: 'CN-1', ...BILL, creditedInvoiceId: 'F-1' },
  payment: {
    kind: 'payment',
    id: 'P-1',
    ...MONEY,
    allocations: [{ invoiceId: 'F-1', amount: '100.00' }],
    manual: true,
    sync: false,
    deposit: true,
    transferOf: 'P-0',
    setOff: { creditNoteId: 'CN-1', invoiceId: 'F-1' },
  },
  refund: { kind: 'refund', id: 'RF-1', ...MONEY, paymentId: 'P-1', reason: 'One night less' },
};

const PARTY_DOCUMENT = {
  name: 'Laundry & Söhne',
  companyName: 'Laundry & Söhne NV',
  email: 'bills@example.com',
  phone: '+32 1',
  currency: 'EUR',
  address: ADDRESS,
  note: 'since 1990',
  active: true,
};
const BILL_DOCUMENT = {
  number: 'F-1',
  customer: '58',
  currency: 'EUR',
  exchangeRate: '1.1',
  date: '2026-11-20',
  lines: [
    {
      item: '7',
      description: 'Two nights',
      quantity: '2',
      unitPrice: '60.00',
      amount: '120.00',
      taxCode: '3',
    },
  ],
  discount: { amount: '6.00' },
  taxMode: 'included',
  taxTotal: '20.83',
  memo: 'Thank you',
  note: 'Corrects invoice F-0',
} as const;
const PAID_BACK = {
  customer: '58',
  currency: 'EUR',
  exchangeRate: '1.1',
  date: '2026-11-20',
  amount: '60.00',
  paidFrom: '35',
  description: 'One night less',
  method: '2',
  reference: 'RF-1',
  note: 'at the desk',
};

export const DOCUMENTS: readonly LedgerDocument[] = [
  { type: 'customer', ...PARTY_DOCUMENT, parent: '12' },
  { type: 'supplier', ...PARTY_DOCUMENT },
  {
    type: 'item',
    name: 'Room night',
    description: 'one',
    unitPrice: '60.00',
    itemType: 'non_inventory',
    incomeAccount: '79',
    active: true,
  },
  { type: 'invoice', ...BILL_DOCUMENT, dueDate: '2026-12-05' },
  { type: 'credit_note', ...BILL_DOCUMENT },
  {
    type: 'payment',
    customer: '58',
    currency: 'EUR',
    exchangeRate: '1.1',
    date: '2026-11-20',
    amount: '0.00',
    depositAccount: '35',
    method: '2',
    reference: 'C-1',
    applications: [{ invoice: '90', amount: '60.00' }],
    credits: [{ creditNote: '91', amount: '60.00' }],
    note: 'set off',
  },
  { type: 'refund_receipt', ...PAID_BACK, number: 'RR-1', item: '7', taxCode: '3' },
  { type: 'expense', ...PAID_BACK, account: '84' },
];
