// Everything that is known of a record for whoever helps, without what tells of a person.
import { api, must } from '../data/ask.ts';
import type { RecordName } from '../data/shapes.ts';

/** The record, its trace and its attempts as JSON, with names, addresses and texts replaced by their length. */
export async function supportBundle(connection: string, { kind, id }: RecordName): Promise<string> {
  const params = { path: { connection, kind, id } };
  const at = '/v1/connections/{connection}/records/{kind}/{id}';
  const [trace, attempts] = await Promise.all([
    must(api.GET(`${at}/trace`, { params })),
    must(api.GET(`${at}/attempts`, { params })),
  ]);
  const bundle = { madeAt: new Date().toISOString(), connection, kind, id, trace, attempts };
  return JSON.stringify(withoutPersons(bundle), null, 2);
}

/** What may name a person or say something about one: by the name of the field, wherever it stands. */
const PERSONAL =
  /^(name|displayName|givenName|familyName|email|phone|line1|line2|city|region|postalCode|address|party|memo|note|description|reference|reason|by|difference|differences|sentence|detail)$/i;

export function withoutPersons(value: unknown, field = ''): unknown {
  if (Array.isArray(value)) return value.map((each: unknown) => withoutPersons(each, field));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([name, each]: [string, unknown]) => [name, withoutPersons(each, name)]),
    );
  if (typeof value === 'string' && PERSONAL.test(field)) return `(${value.length} characters removed)`;
  return value;
}
