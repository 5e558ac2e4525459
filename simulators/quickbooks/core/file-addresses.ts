// Addresses of files: good for a quarter of an hour and without a token, whoever holds them.
import { createHash } from 'node:crypto';
import { find, type Company, type Row } from './company.ts';
import { has, textAt, type JsonObject } from './json.ts';
import { bytesOf } from './multipart.ts';
import type { SimAnswer, SimRequest } from './types.ts';

/** How long an address is good, in seconds (`X-Amz-Expires` of recorded ones). */
const lifetime = 900;

/** Where a file can be had for the next quarter of an hour, without a token. */
export const temporaryAddress = (company: Company, row: Row): string => {
  const { realmId } = company.settings;
  const since = new Date(company.surroundings.now()).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const name = encodeURIComponent(textAt(row.fields, 'FileName') ?? 'file');
  const query = `X-Amz-Date=${since}&X-Amz-Expires=${lifetime}&X-Amz-Signature=${signature(realmId, row.id, since)}`;
  return `http://${company.host}/_files/${realmId}/attachments/${row.id}/${name}?${query}`;
};

const signature = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\n')).digest('hex');

/** The members that tell where a file can be had. */
export const addressesOf = (company: Company, row: Row): JsonObject =>
  has(row.fields, 'Size')
    ? {
        FileAccessUri: `/v3/company/${company.settings.realmId}/download/${row.id}`,
        TempDownloadUri: temporaryAddress(company, row),
      }
    : {};

/** Gives a file away at its temporary address, as long as that is good. */
export const serveFile = (company: Company | undefined, { path, query }: SimRequest): SimAnswer => {
  const id = path.split('/')[4] ?? '';
  const since = query.get('X-Amz-Date') ?? '';
  const realmId = company?.settings.realmId ?? '';
  if (company === undefined || query.get('X-Amz-Signature') !== signature(realmId, id, since))
    return refused(403, 'SignatureDoesNotMatch', 'The request signature we calculated does not match.');
  const startedAt = Date.parse(since.replace(/^(....)(..)(..T..)(..)/, '$1-$2-$3:$4:'));
  if (!(company.surroundings.now() - startedAt < lifetime * 1000))
    return refused(403, 'AccessDenied', 'Request has expired');
  const row = find(company, 'Attachable', id);
  const file = company.files.get(id);
  if (row === undefined || file === undefined)
    return refused(404, 'NoSuchKey', 'The specified key does not exist.');
  const type = textAt(row.fields, 'ContentType') ?? 'binary/octet-stream';
  return { status: 200, headers: { 'content-type': type }, body: bytesOf(file) };
};

const refused = (status: number, code: string, message: string): SimAnswer => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
});
