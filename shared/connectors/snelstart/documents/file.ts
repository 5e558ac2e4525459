// File: an attachment as a document (bijlage) beside a booking. Sent twice it is there twice, so its name is what it is found by.
import * as z from 'zod';
import type { AttachmentDocument, DocumentId, Snapshot } from '../../../core/documents.ts';
import { refOf, text } from './parts.ts';

/** Of the file itself, not of its base64 (BLG-0013 above it). */
export const FILE_BYTES_MAX = 10 * 1024 * 1024;

/** The longest name that is certainly taken; the page on BLG-0017 names no number. */
const NAME_MAX = 100;

/** The name as SnelStart takes and keeps it: the same for writing and for finding. */
export function fileName(name: string): string {
  const clean = name.replace(/[\\/:*?"<>|]/g, '-');
  const ending = /\.[A-Za-z0-9]{1,5}$/.exec(clean)?.[0] ?? '';
  return clean.length <= NAME_MAX ? clean : clean.slice(0, NAME_MAX - ending.length) + ending;
}

export const FILE = z.object({ id: z.string(), fileName: text, verkoopBoekingId: text });

/** A file of a list, in the words of ours where its name is ours. */
export function fromFile(
  row: z.infer<typeof FILE>,
  of: { readonly at: number; readonly parent: DocumentId; readonly name?: string | undefined },
): Snapshot {
  const shown = row.fileName ?? '';
  const name = of.name !== undefined && fileName(of.name) === shown ? of.name : shown;
  const document: AttachmentDocument = { type: 'attachment', parent: of.parent, name };
  return { ref: refOf('attachment', row, { at: of.at, revision: shown }), status: 'live', document };
}
