// Sales tax on a sales form: one code for the whole form in the US, a code on each line everywhere else.
import type { DocumentLine } from '../../../core/documents.ts';
import { readAmount } from '../amounts.ts';
import { jsonNumber, type JsonBody } from '../json.ts';
import { given } from '../texts.ts';
import { refTo, type SalesFormDocument, type Company } from './parts.ts';

const US_CODES: readonly (string | undefined)[] = ['TAX', 'NON'];

/** Whether the company is under the US scheme; a company we know nothing of is told by the codes of the lines. */
export function isUs(document: SalesFormDocument, company: Company): boolean {
  if (company.country !== undefined) return company.country.toUpperCase() === 'US';
  return document.lines.some((line) => US_CODES.includes(line.taxCode));
}

/** The code of one line. US lines only say taxed or not (6100 otherwise). */
export function lineTaxCode(
  line: DocumentLine,
  document: SalesFormDocument,
  us: boolean,
): JsonBody | undefined {
  if (!us) return document.taxMode === 'none' ? undefined : refTo(line.taxCode);
  if (document.taxMode === 'none') return refTo('NON');
  return line.taxCode === undefined || US_CODES.includes(line.taxCode) ? refTo(line.taxCode) : refTo('TAX');
}

/**
 * The tax members of the whole form. Outside the US never a TxnTaxDetail: on an update it would keep the old tax, and
 * with NotApplicable it is refused (6170); QuickBooks computes. In the US the rate is a code of the form, taken from the
 * lines' mapping, and the source's total goes along, because a company without that code has nothing to compute from.
 */
export function formTax(document: SalesFormDocument, us: boolean): JsonBody {
  if (!us) return { GlobalTaxCalculation: CALCULATION[document.taxMode] };
  if (document.taxMode === 'none') return {};
  const code = document.lines
    .map((line) => line.taxCode)
    .find((each) => !US_CODES.includes(each) && each !== undefined);
  const total = document.taxTotal;
  if (code === undefined && total === undefined) return {};
  return {
    TxnTaxDetail: {
      TxnTaxCodeRef: refTo(code),
      TotalTax: total === undefined ? undefined : jsonNumber(total),
    },
  };
}

const CALCULATION = { excluded: 'TaxExcluded', included: 'TaxInclusive', none: 'NotApplicable' } as const;

/** What a form says of its tax, folded back into the neutral words. */
export interface ReadTax {
  readonly mode: SalesFormDocument['taxMode'];
  readonly total: string | undefined;
  readonly codeOf: (code: string | undefined) => string | undefined;
}

export interface FormTax {
  readonly calculation: string | null | undefined;
  readonly totalTax: string | null | undefined;
  readonly formCode: string | null | undefined;
  readonly lineCodes: readonly (string | undefined)[];
  readonly currency: string;
}

/** Reads the tax of a form. A form that names no calculation is a US one; nothing taxed on it means no tax. */
export function readTax(form: FormTax): ReadTax {
  const total = readAmount(form.totalTax, form.currency);
  const calculation = form.calculation?.toLowerCase().replaceAll('_', '');
  if (calculation === 'notapplicable') return { mode: 'none', total: undefined, codeOf: () => undefined };
  if (calculation === 'taxinclusive') return { mode: 'included', total, codeOf: (code) => code };
  if (calculation === 'taxexcluded') return { mode: 'excluded', total, codeOf: (code) => code };
  const taxed = form.lineCodes.some((code) => code !== undefined && code !== 'NON');
  if (!taxed) return { mode: 'none', total: undefined, codeOf: () => undefined };
  const formCode = given(form.formCode);
  return { mode: 'excluded', total, codeOf: (code) => (code === 'TAX' ? (formCode ?? code) : code) };
}
