// How records are shown: the properties asked for, with the id and the times that always come along.
import { linksBetween, linked } from './associations.ts';
import { typesBetween } from './association-types.ts';
import { kindOf, kindOfTypeId } from './catalog.ts';
import type { Kind } from './catalog.ts';
import { definitionOf } from './portal.ts';
import type { Portal, Stored } from './portal.ts';

/** What a request wants to see. */
export interface Wanted {
  readonly properties?: readonly string[];
  readonly history?: readonly string[];
  /** Kinds whose associated ids come along; only single reads and lists know this. */
  readonly associations?: readonly string[];
  /** Newer answers carry the address of the record's page. */
  readonly withUrl?: boolean;
}

/** Members of a comma-separated parameter; a parameter may also come several times. */
export function wordsOf(values: readonly string[]): readonly string[] {
  return values.flatMap((value) => value.split(',')).filter((word) => word !== '');
}

/** A record as a read shows it. */
export function show(
  portal: Portal,
  kind: Kind,
  record: Stored,
  wanted: Wanted,
): Readonly<Record<string, unknown>> {
  const names =
    wanted.properties === undefined || wanted.properties.length === 0 ? kind.shown : wanted.properties;
  const history = wanted.history ?? [];
  const associations = associationsOf(portal, record, wanted.associations ?? []);
  return {
    ...frame(
      portal,
      record,
      propertiesOf(portal, kind, record.properties, [...names, ...history]),
      wanted.withUrl,
    ),
    ...(history.length === 0 ? {} : { propertiesWithHistory: historyOf(record, history) }),
    ...(associations === undefined ? {} : { associations }),
  };
}

/** A record as a creation shows it: everything it has. */
export function showAll(
  portal: Portal,
  record: Stored,
  withUrl?: boolean,
): Readonly<Record<string, unknown>> {
  return frame(portal, record, record.properties, withUrl);
}

/** The properties of these names. A name that is not defined is left out, one without a value is null. */
export function propertiesOf(
  portal: Portal,
  kind: Kind,
  values: Readonly<Record<string, string>>,
  names: readonly string[],
): Readonly<Record<string, string | null>> {
  const all = new Set([...names, kind.created, kind.modified, 'hs_object_id']);
  const known = [...all].filter((name) => definitionOf(portal, kind.typeId, name) !== undefined);
  return Object.fromEntries(known.toSorted().map((name) => [name, values[name] ?? null]));
}

function frame(
  portal: Portal,
  record: Stored,
  properties: Readonly<Record<string, string | null>>,
  withUrl: boolean | undefined,
): Readonly<Record<string, unknown>> {
  const { id, typeId, createdAt, updatedAt, archivedAt } = record;
  const iso = (at: number) => new Date(at).toISOString();
  return {
    id,
    properties,
    createdAt: iso(createdAt),
    updatedAt: iso(updatedAt),
    archived: archivedAt !== null,
    ...(archivedAt === null ? {} : { archivedAt: iso(archivedAt) }),
    ...(withUrl === true
      ? { url: `https://app.hubspot.com/contacts/${portal.settings.portalId}/record/${typeId}/${id}` }
      : {}),
  };
}

function historyOf({ history }: Stored, names: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    names.map((name) => [
      name,
      (history[name] ?? []).map(({ value, at, source, sourceId }) => ({
        value,
        timestamp: new Date(at).toISOString(),
        sourceType: source,
        sourceId,
      })),
    ]),
  );
}

/** The ids of associated records in the old form: one entry per type, under the plural name with spaces. */
function associationsOf(
  portal: Portal,
  record: Stored,
  words: readonly string[],
): Readonly<Record<string, unknown>> | undefined {
  const entries = words.flatMap((word) => {
    const kind = kindOf(word);
    const results = kind === undefined ? [] : legacyLinks(portal, record, kind);
    return kind === undefined || results.length === 0
      ? []
      : [[kind.plural.replaceAll('_', ' '), { results }] as const];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** `{id, type}` for each associated record and type. Where there is a primary type the plain one is "unlabeled". */
export function legacyLinks(
  portal: Portal,
  record: Stored,
  to: Kind,
): readonly { readonly id: string; readonly type: string }[] {
  const name = `${kindOfTypeId(record.typeId).name}_to_${to.name}`;
  const [plain, primary] = typesBetween(record.typeId, to.typeId);
  const plainName = primary === undefined ? name : `${name}_unlabeled`;
  return linked(portal, record, to.typeId).flatMap((other) =>
    linksBetween(portal, record, other).map(({ typeId }) => ({
      id: other.id,
      type: typeId === plain?.id ? plainName : name,
    })),
  );
}
