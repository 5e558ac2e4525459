// Documents: files attached to a booking or a party, in a call of their own; sent twice they are there twice.
import { type JsonObject, textAt } from '../../quickbooks/core/json.ts';
import type { Surroundings } from '../../quickbooks/core/types.ts';
import { type Administration, logWrite, newId, type StoredDocument } from './administration.ts';
import { findBooking } from './bookings.ts';
import { invalidModel, isRefusal, notFound, refuse, type Refusal } from './faults.ts';

/** Of the file itself, not of its base64 text. */
const BYTES_MAX = 10 * 1024 * 1024;
const NAME_MAX = 100;
const PARENTS: Readonly<Record<string, string>> = {
  Verkoopboekingen: 'verkoopBoekingId',
  Inkoopboekingen: 'inkoopBoekingId',
  Relaties: 'relatieId',
};

export function isParentType(type: string): boolean {
  return Object.hasOwn(PARENTS, type);
}

export function createDocument(
  books: Administration,
  from: Surroundings,
  parentType: string,
  sent: JsonObject,
): JsonObject | Refusal {
  const parentId = textAt(sent, 'parentIdentifier');
  if (parentId === undefined) {
    return invalidModel({ 'document.parentIdentifier': 'The parentIdentifier field is required.' });
  }
  const file = fileOf(sent);
  if (isRefusal(file)) return file;
  if (!hasParent(books, parentType, parentId)) return notFound('BOE-0001');
  const id = newId(books);
  books.documents.push({ id, parentType, parentId, ...file });
  logWrite(books, from, { resource: 'documenten', id, operation: 'create', by: 'api' });
  return { id, uri: `/documenten/${id}` };
}

function fileOf(sent: JsonObject): Pick<StoredDocument, 'fileName' | 'content' | 'readOnly'> | Refusal {
  const fileName = textAt(sent, 'fileName') ?? '';
  const content = textAt(sent, 'content') ?? '';
  if (fileName === '') return refuse('BLG-0007');
  if (fileName.length > NAME_MAX) return refuse('BLG-0017');
  if (/[\\/:*?"<>|]/.test(fileName)) return refuse('BLG-0016');
  if (content === '') return refuse('BLG-0011');
  if (content.length * 0.75 > BYTES_MAX) return refuse('BLG-0013');
  return { fileName, content, readOnly: sent['readOnly'] === true };
}

/** A PUT replaces name and content; the parent stays. */
export function replaceDocument(
  books: Administration,
  from: Surroundings,
  id: string,
  sent: JsonObject,
): JsonObject | Refusal {
  const before = books.documents.find((one) => one.id === id);
  if (before === undefined) return notFound('BLG-0001');
  const file = fileOf(sent);
  if (isRefusal(file)) return file;
  books.documents = books.documents.map((one) => (one.id === id ? { ...before, ...file } : one));
  logWrite(books, from, { resource: 'documenten', id, operation: 'update', by: 'api' });
  return { id, uri: `/documenten/${id}` };
}

export function listDocuments(
  books: Administration,
  parentType: string,
  parentId: string,
): readonly JsonObject[] {
  return books.documents
    .filter((one) => one.parentType === parentType && one.parentId === parentId)
    .map(shownInList);
}

export function readDocument(books: Administration, id: string): JsonObject | Refusal {
  const found = books.documents.find((one) => one.id === id);
  return found === undefined ? notFound('BLG-0001') : { ...shownInList(found), content: found.content };
}

export function deleteDocument(books: Administration, from: Surroundings, id: string): 'deleted' | Refusal {
  if (!books.documents.some((one) => one.id === id)) return notFound('BLG-0001');
  books.documents = books.documents.filter((one) => one.id !== id);
  logWrite(books, from, { resource: 'documenten', id, operation: 'delete', by: 'api' });
  return 'deleted';
}

function hasParent(books: Administration, type: string, id: string): boolean {
  if (type === 'Verkoopboekingen') return findBooking(books, id) !== undefined;
  return type === 'Relaties' && books.parties.some((party) => textAt(party, 'id') === id);
}

function shownInList({ id, parentType, parentId, fileName, readOnly }: StoredDocument): JsonObject {
  return { [PARENTS[parentType] ?? 'parentId']: parentId, fileName, readOnly, id, uri: `/documenten/${id}` };
}
