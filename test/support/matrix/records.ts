// The records that the rows of the fault matrix speak of: a guest, her folio and her payment.
import type { Customer, Invoice, Payment } from '../../../shared/core/records.ts';

export const GUEST: Customer = {
  kind: 'customer',
  id: 'g1',
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  currency: 'EUR',
  active: true,
};

export const FOLIO: Invoice = {
  kind: 'invoice',
  id: 'f1',
  number: 'F-1',
  customerId: GUEST.id,
  currency: 'EUR',
  date: '2026-11-16',
  status: 'closed',
  lines: [{ amount: '120.00', quantity: '2', unitPrice: '60.00', description: 'Two nights' }],
  pricesIncludeTax: false,
  total: '120.00',
};

export const PAID: Payment = {
  kind: 'payment',
  id: 'p1',
  customerId: GUEST.id,
  currency: 'EUR',
  date: '2026-11-16',
  amount: '120.00',
  reference: 'R-1',
  allocations: [{ invoiceId: FOLIO.id, amount: '120.00' }],
};

export const folio = (n: number, changes: Partial<Invoice> = {}): Invoice => ({
  ...FOLIO,
  id: `f${n}`,
  number: `F-${n}`,
  ...changes,
});

export const guest = (n: number, changes: Partial<Customer> = {}): Customer => ({
  ...GUEST,
  id: `g${n}`,
  name: `Guest ${n}`,
  email: `guest${n}@example.com`,
  ...changes,
});

/** The folio with another amount on its only line. */
export const costing = (amount: string): Invoice => ({
  ...FOLIO,
  lines: [{ amount, description: 'Two nights' }],
  total: amount,
});
