// Voids: what is left of a transaction when it is declared to be nothing.
import type { Row } from './company.ts';
import { appliesMoney } from './links.ts';
import { has, objectAt, objectsAt, textAt, without, type JsonObject } from './json.ts';

/** The fields of a voided transaction: number, parties and lines stay, amounts and quantities are zero. */
export const voidedFields = (row: Row): JsonObject => {
  const note = textAt(row.fields, 'PrivateNote');
  const isPayment = appliesMoney(row.entity);
  return {
    ...row.fields,
    PrivateNote: note === undefined ? 'Voided' : `Voided - ${note}`,
    Line: isPayment ? [] : objectsAt(row.fields, 'Line').map(voidedLine),
    ...(has(row.fields, 'TxnTaxDetail') ? { TxnTaxDetail: { TotalTax: 0 } } : {}),
    ...(has(row.fields, 'TotalAmt') ? { TotalAmt: 0 } : {}),
    ...(row.entity === 'Invoice' ? { Deposit: 0 } : {}),
  };
};

const voidedLine = (line: JsonObject): JsonObject => {
  const detail = objectAt(line, 'SalesItemLineDetail');
  const amount = has(line, 'Amount') ? { Amount: 0 } : {};
  if (detail === undefined) return { ...line, ...amount };
  const empty = { ...without(detail, 'UnitPrice', 'TaxInclusiveAmt'), Qty: 0 };
  return { ...line, ...amount, SalesItemLineDetail: empty };
};
