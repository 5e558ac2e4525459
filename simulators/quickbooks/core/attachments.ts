// Attachments: files and notes that hang on other objects, uploaded in pairs, each with an answer or a fault of its own.
import { find, type Company, type Row } from './company.ts';
import { kindOf } from './entities.ts';
import { faultBody, faults, type Fault } from './faults.ts';
import { has, objectAt, objectsAt, parseObject, textAt, without, type JsonObject } from './json.ts';
import { partsOf, textOf, type Part } from './multipart.ts';
import { overlay, type Preparation, type Prepared } from './preparation.ts';
import { checkProperties } from './properties.ts';
import { commit, type Origin } from './store.ts';
import type { SimRequest } from './types.ts';
import { view } from './view.ts';

/** The documented limit of one file. */
const largest = 100 * 1024 * 1024;

/** Completes a note or a file: a request can change everything but what the file is. */
export const prepareAttachable = (
  company: Company,
  { fields, sent, old }: Preparation,
  file: JsonObject = fileOf(old),
): Prepared => {
  const kept = { ...without(fields, ...uris, ...Object.keys(file)), ...file };
  if (!has(kept, 'Note') && !has(kept, 'Size'))
    return { fault: faults.business('An attachment needs a note or a file.') };
  for (const one of objectsAt(sent, 'AttachableRef')) {
    const fault = checkTarget(company, objectAt(one, 'EntityRef'));
    if (fault !== undefined) return { fault };
  }
  return { fields: kept };
};

const uris = ['FileAccessUri', 'TempDownloadUri', 'ThumbnailFileAccessUri', 'ThumbnailTempDownloadUri'];

const fileOf = (old: Row | undefined): JsonObject =>
  old === undefined || !has(old.fields, 'Size')
    ? { Size: undefined }
    : { FileName: old.fields.FileName, ContentType: old.fields.ContentType, Size: old.fields.Size };

const checkTarget = (company: Company, target: JsonObject | undefined): Fault | undefined => {
  const kind = kindOf(textAt(target, 'type') ?? '');
  const id = textAt(target, 'value');
  if (kind === undefined || id === undefined) return faults.required('AttachableRef.EntityRef');
  return find(company, kind.name, id) === undefined ? faults.notFound() : undefined;
};

/** Answers an upload: 200 as a whole, whatever became of each file. */
export const upload = (
  company: Company,
  request: SimRequest,
  origin: Origin,
): { readonly fault: Fault } | { readonly answer: JsonObject } => {
  const parts = partsOf(request.headers['content-type'], request.body);
  if (parts === undefined) return { fault: faults.unsupportedProperty('body') };
  const numbers = new Set(
    parts.flatMap(({ name }) => /^file_(?:metadata|content)_(\w+)$/.exec(name)?.[1] ?? []),
  );
  if (numbers.size === 0) return { fault: faults.required('file_content') };
  const items = [...numbers].map((number) => {
    const [metadata, content] = ['metadata', 'content'].map((word) =>
      parts.find(({ name }) => name === `file_${word}_${number}`),
    );
    const attached = attach(company, { metadata, content }, origin);
    return 'fault' in attached ? faultBody(attached.fault) : { Attachable: attached.shown };
  });
  return { answer: { AttachableResponse: items } };
};

interface Pair {
  readonly metadata: Part | undefined;
  readonly content: Part | undefined;
}

const attach = (
  company: Company,
  { metadata, content }: Pair,
  origin: Origin,
): { readonly fault: Fault } | { readonly shown: JsonObject } => {
  const body = metadata === undefined ? {} : parseObject(textOf(metadata.bytes));
  if (body === undefined) return { fault: faults.unsupportedProperty('file_metadata') };
  if (content === undefined) return { fault: faults.required('file_content') };
  const fault = checkUpload(company, body, [metadata, content]);
  if (fault !== undefined) return { fault };
  const file = {
    FileName: textAt(body, 'FileName') ?? content.fileName ?? 'file',
    ContentType: textAt(body, 'ContentType') ?? content.contentType,
    Size: content.bytes.length,
  };
  const prepared = prepareAttachable(company, overlay('Attachable', body, undefined, origin.by), file);
  if ('fault' in prepared) return prepared;
  const row = commit(company, { entity: 'Attachable', fields: prepared.fields }, 'Create', origin);
  company.files.set(row.id, content.bytes);
  company.calls.writes += 1;
  return { shown: view(company, row) };
};

// Reported: every part needs a type of its own, and the one for "any bytes" is refused. The codes are assumptions.
const checkUpload = (
  company: Company,
  body: JsonObject,
  parts: readonly (Part | undefined)[],
): Fault | undefined => {
  if (company.state.subscriptionEnded) return faults.subscriptionEnded();
  if (company.knobs.uploads === 'refuse') return faults.business('The file could not be saved.');
  for (const part of parts) {
    if (part === undefined) continue;
    if (part.contentType === undefined) return faults.required('Content-Type');
    if (part.contentType.startsWith('application/octet-stream'))
      return faults.badEnumeration('Content-Type', part.contentType);
    if (part.bytes.length > largest) return faults.business('A file may have at most 100 MB.');
  }
  return checkProperties('Attachable', body);
};
