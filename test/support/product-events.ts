// Product events for tests: one valid one of each kind, to be bent.

export const CUSTOMER_DATA = {
  id: 'cus_1',
  revision: 1,
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  currency: 'EUR',
};
export const SUPPLIER_DATA = {
  id: 'sup_1',
  revision: 1,
  name: 'Laundry Ltd',
  email: 'bills@laundry.example.com',
  currency: 'EUR',
};
export const ITEM_DATA = {
  id: 'itm_1',
  revision: 1,
  name: 'Room night',
  unitPrice: '120.5',
  account: '8000',
};
export const INVOICE_DATA = {
  id: 'inv_1',
  revision: 1,
  number: 'INV-1',
  customerId: 'cus_1',
  currency: 'EUR',
  date: '2026-11-21',
  dueDate: '2026-12-05',
  status: 'closed',
  lines: [{ itemId: 'itm_1', quantity: '2', unitPrice: '60.00', amount: '120', tax: 'high' }],
  taxTotal: '10.8',
  total: '130.80',
};
export const PAYMENT_DATA = {
  id: 'pay_1',
  revision: 1,
  customerId: 'cus_1',
  currency: 'EUR',
  date: '2026-11-22',
  amount: '130.8',
  method: 'card',
  allocations: [{ invoiceId: 'inv_1', amount: '130.80' }],
};

export const CREDIT_NOTE_DATA = {
  id: 'crn_1',
  revision: 1,
  number: 'CN-1',
  customerId: 'cus_1',
  currency: 'EUR',
  date: '2026-11-23',
  status: 'closed',
  lines: [{ itemId: 'itm_1', quantity: '1', unitPrice: '60.00', amount: '60', tax: 'high' }],
  total: '65.4',
  creditedInvoiceId: 'inv_1',
};
export const REFUND_DATA = {
  id: 'ref_1',
  revision: 1,
  customerId: 'cus_1',
  currency: 'EUR',
  date: '2026-11-24',
  amount: '65.4',
  paymentId: 'pay_1',
  method: 'card',
  reason: 'One night less',
};

/** An event around data. */
export function eventOf(type: string, data: unknown, id = 'evt_1'): Record<string, unknown> {
  return { specversion: '1.0', id, source: 'https://product.example.com', type, data };
}

export const customerEvent = (change: object = {}, id?: string) =>
  eventOf('customer.upserted', { ...CUSTOMER_DATA, ...change }, id);
export const invoiceEvent = (change: object = {}, id?: string) =>
  eventOf('invoice.upserted', { ...INVOICE_DATA, ...change }, id);
