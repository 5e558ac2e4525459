// Writes of a user: the same as those of the API, with the right version and without its limits.
import { find, type Company, type Row } from './company.ts';
import { knownKind } from './entities.ts';
import { without, type JsonObject } from './json.ts';
import { write, type WriteRequest } from './write.ts';

/** The object an act is about; a script that names none is mistaken. */
export const rowOf = (company: Company, entity: string, id: string): Row => {
  const row = find(company, knownKind(entity).name, id);
  if (row === undefined) throw new Error(`There is no ${entity} ${id} in the books.`);
  return row;
};

export const version = (company: Company, entity: string, id: string): JsonObject => ({
  Id: id,
  SyncToken: String(rowOf(company, entity, id).syncToken),
});

export const edit = (company: Company, entity: string, id: string, fields: JsonObject): unknown => {
  const row = rowOf(company, entity, id);
  // The API wants some members again even in a sparse update; the form in the UI always sends them.
  const again = { PaymentType: row.fields.PaymentType, VendorRef: row.fields.VendorRef };
  const whole = entity === 'Purchase' || entity === 'Bill' ? without(again) : {};
  return done(company, {
    entity,
    operation: 'save',
    body: { ...whole, ...fields, ...version(company, entity, id), sparse: true },
  });
};

/** Writes as a user; what QuickBooks refuses ends the script. */
export const done = (company: Company, request: Omit<WriteRequest, 'origin'>): unknown => {
  const entity = knownKind(request.entity).name;
  const outcome = write(company, { ...request, entity, origin: { by: 'ui' } });
  if ('fault' in outcome) throw new Error(`${outcome.fault.code}: ${outcome.fault.detail}`);
  return outcome.shown[entity];
};
