// What the resources of SnelStart share: references by id, the head that most of them have, and what they are read with.
import * as z from 'zod';
import type { DocumentRef, DocumentType } from '../../../core/documents.ts';
import { instantOf } from '../wall-clock.ts';

/** A text, or a number as its digits; either may be missing or null, as any member of any answer may. */
export const text = z.string().nullish();
export const flag = z.boolean().nullish();
export const ref = z.object({ id: z.string() }).nullish();

/** A member as a text, undefined where there is none. */
export function given(value: string | null | undefined): string | undefined {
  return value === null || value === undefined || value === '' ? undefined : value;
}

/** Free text as the field takes it: words about a booking may be cut, names and numbers never are. */
export function freeText(value: string | undefined, lengthMax: number): string | undefined {
  return value?.slice(0, lengthMax);
}

/** Which version of which document. A resource without a time of change is as new as its answer. */
export function refOf(
  type: DocumentType,
  row: { readonly id: string; readonly modifiedOn?: string | null | undefined },
  of: { readonly at: number; readonly revision?: string | undefined },
): DocumentRef {
  const { id, modifiedOn } = row;
  return {
    type,
    id,
    revision: of.revision ?? given(modifiedOn) ?? '',
    updatedAt: instantOf(modifiedOn) ?? of.at,
  };
}
