// Accounts of items: a new one moves everything that was ever booked on the item, unless the writer asks to leave it.
import { tableOf, type Company, type Row } from './company.ts';
import { objectAt, objectsAt, refAt, type JsonObject } from './json.ts';

const forms = ['Invoice', 'SalesReceipt', 'CreditMemo', 'RefundReceipt', 'Estimate'];

/** Moves the lines of an item to its new account. No form is written anew by it: whether one is has no source. */
export const moveToAccount = (company: Company, old: Row, item: Row): void => {
  const account = refAt(item.fields, 'IncomeAccountRef');
  if (account === undefined || account === refAt(old.fields, 'IncomeAccountRef')) return;
  for (const table of forms.map((entity) => tableOf(company.rows, entity))) {
    for (const row of [...table.values()]) {
      const lines = objectsAt(row.fields, 'Line');
      if (!lines.some((line) => isOf(line, item))) continue;
      const Line = lines.map((line) => (isOf(line, item) ? moved(line, account) : line));
      table.set(row.id, { ...row, fields: { ...row.fields, Line } });
    }
  }
};

const isOf = (line: JsonObject, item: Row): boolean =>
  refAt(objectAt(line, 'SalesItemLineDetail'), 'ItemRef') === item.id;

const moved = (line: JsonObject, value: string): JsonObject => ({
  ...line,
  SalesItemLineDetail: { ...objectAt(line, 'SalesItemLineDetail'), ItemAccountRef: { value } },
});
