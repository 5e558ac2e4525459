// What follows from a commit: linked transactions move with it, and credits may be applied by themselves.
import { amountOf, smaller, sum, zero, type Amount } from './amounts.ts';
import { find, keyOf, type Company, type Row } from './company.ts';
import { refAt, type JsonObject } from './json.ts';
import { appliedTo, appliesMoney, linksOf, openAmount, receivable } from './links.ts';
import { asLine, balanced, changedTargets, paymentsOn } from './payments.ts';
import { commit, touch } from './store.ts';

/** Moves everything that hangs on a committed version; `row` is undefined when the object is gone. */
export const followUp = (company: Company, old: Row | undefined, row: Row | undefined): void => {
  const entity = (row ?? old)?.entity;
  if (entity !== undefined && appliesMoney(entity)) {
    for (const link of changedTargets(old, row)) touch(company, link.entity, link.id);
    return;
  }
  const current = row ?? old;
  if (current !== undefined && old !== undefined) releaseExcess(company, current, row === undefined);
  if (row !== undefined && old === undefined && company.knobs.autoApplyCredit) autoApply(company, row);
};

// Payments hold no more of a transaction than it is worth: what an edit or a void took away becomes unapplied.
const releaseExcess = (company: Company, row: Row, gone: boolean): void => {
  const key = keyOf(row.entity, row.id);
  const worth = gone ? zero : receivable(company, row).abs();
  let excess = appliedTo(company, key).minus(worth);
  for (const payment of excess.gt(0) ? paymentsOn(company, key) : []) {
    const held = sum(linksOf(payment.fields).flatMap((link) => (link.key === key ? [link.amount] : [])));
    const released = smaller(held, excess);
    if (released.gt(0)) release(company, payment, key, released);
    excess = excess.minus(released);
  }
};

const release = (company: Company, payment: Row, key: string, released: Amount): void => {
  const links = linksOf(payment.fields).flatMap((link) => {
    const amount = link.key === key ? link.amount.minus(released) : link.amount;
    return amount.gt(0) ? [{ ...link, amount }] : [];
  });
  const Line = balanced(company, links, amountOf(payment.fields, 'TotalAmt')).map(asLine);
  const fields = { ...payment.fields, Line };
  const { entity, id } = payment;
  const row = commit(company, { entity, id, fields }, 'Update', { by: 'books' });
  for (const link of changedTargets(payment, row)) if (link.key !== key) touch(company, link.entity, link.id);
};

const autoApply = (company: Company, row: Row): void => {
  if (row.entity !== 'Invoice' && row.entity !== 'CreditMemo') return;
  for (const other of openOpposites(company, row)) {
    const amount = smaller(openAmount(company, row), openAmount(company, other));
    if (amount.lte(0)) return;
    const [invoice, credit] = row.entity === 'Invoice' ? [row, other] : [other, row];
    applyCredit(company, invoice, credit, amount);
  }
};

// Oldest first, as the setting in the UI does it.
const openOpposites = (company: Company, row: Row): readonly Row[] => {
  const opposite = row.entity === 'Invoice' ? 'CreditMemo' : 'Invoice';
  const customer = refAt(row.fields, 'CustomerRef') ?? '';
  const keys = [...(company.indexes.ofCustomer.get(customer) ?? [])];
  return keys
    .flatMap((key) =>
      key.startsWith(`${opposite}:`) ? (find(company, opposite, key.slice(opposite.length + 1)) ?? []) : [],
    )
    .filter((one) => openAmount(company, one).gt(0))
    .sort((one, other) => Number(one.id) - Number(other.id));
};

/** Makes the payment of nothing that links a credit to an invoice. */
export const applyCredit = (company: Company, invoice: Row, credit: Row, amount: Amount): Row => {
  const fields: JsonObject = {
    CustomerRef: invoice.fields.CustomerRef,
    CurrencyRef: invoice.fields.CurrencyRef,
    ExchangeRate: invoice.fields.ExchangeRate,
    TxnDate: invoice.fields.TxnDate,
    TotalAmt: 0,
    ProcessPayment: false,
    PrivateNote: 'Created by QB Online to link credits to charges.',
    Line: [
      asLine({ id: invoice.id, type: 'Invoice', amount }),
      asLine({ id: credit.id, type: 'CreditMemo', amount }),
    ],
  };
  const payment = commit(company, { entity: 'Payment', fields }, 'Create', { by: 'books' });
  followUp(company, undefined, payment);
  return payment;
};

/** Takes a transaction out of all payments that hold it. */
export const unlinkAll = (company: Company, row: Row): void => {
  releaseExcess(company, row, true);
};
