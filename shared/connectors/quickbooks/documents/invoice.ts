// Invoice: the neutral invoice as a QuickBooks Invoice and back.
import * as z from 'zod';
import type { DocumentRef, InvoiceDocument } from '../../../core/documents.ts';
import type { JsonBody } from '../json.ts';
import { freeText, given } from '../texts.ts';
import { salesFormToQuickBooks, readSalesForm } from './sales-forms.ts';
import { text, type Company, type Content, type ReadContext } from './parts.ts';

/** The payload: a sales form with the day it is due. */
export function invoiceToQuickBooks(
  document: InvoiceDocument,
  target?: DocumentRef,
  company?: Company,
): JsonBody {
  const custom = customToQuickBooks(document.custom, target);
  return {
    ...salesFormToQuickBooks(document, target, company),
    DueDate: document.dueDate,
    CustomField: custom,
  };
}

const due = z.object({
  DueDate: text,
  CustomField: z.array(z.object({ DefinitionId: z.string(), StringValue: text })).nullish(),
});

export function invoiceFromQuickBooks(object: unknown, context: ReadContext): Content | undefined {
  const form = readSalesForm(object, context);
  const read = due.safeParse(object);
  if (form === undefined || !read.success) return undefined;
  const dueDate = given(read.data.DueDate)?.slice(0, 10);
  const custom = customFrom(read.data.CustomField ?? [], context.customFields ?? []);
  const more = custom === undefined ? {} : { custom };
  return { ...form, document: { type: 'invoice', ...form.document, dueDate, ...more } };
}

/** Intuit: a custom field of a sales form holds 31 characters. */
const CUSTOM_MAX = 31;

/** A field that is left out of an update stays as it is; a new form has nothing to be emptied. */
function customToQuickBooks(
  custom: InvoiceDocument['custom'] = {},
  target: DocumentRef | undefined,
): readonly JsonBody[] | undefined {
  const sent = Object.entries(custom).filter(([, value]) => target !== undefined || value !== '');
  if (sent.length === 0) return undefined;
  return sent.map(([DefinitionId, value]) => ({
    DefinitionId,
    Type: 'StringType',
    StringValue: freeText(value, CUSTOM_MAX) ?? '',
  }));
}

function customFrom(
  fields: readonly { readonly DefinitionId: string; readonly StringValue?: string | null | undefined }[],
  ids: readonly string[],
): InvoiceDocument['custom'] {
  const found = fields.flatMap(({ DefinitionId: id, StringValue }) => {
    const value = given(StringValue);
    return value === undefined || !ids.includes(id) ? [] : [[id, value] as const];
  });
  return found.length === 0 ? undefined : Object.fromEntries(found);
}
