// What a policy may hold, read from the API's own description: a new setting shows without a change of the console.
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

export type Setting =
  | { readonly kind: 'group'; readonly members: readonly Member[] }
  /** One of several shapes, told apart by the member `mode`. */
  | { readonly kind: 'variants'; readonly variants: readonly Variant[] }
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  | { readonly kind: 'switch' }
  | { readonly kind: 'number'; readonly least?: number | undefined; readonly most?: number | undefined }
  | { readonly kind: 'text' }
  | { readonly kind: 'list' }
  | { readonly kind: 'map'; readonly options: readonly string[] }
  | { readonly kind: 'other' };

export interface Member {
  readonly name: string;
  readonly setting: Setting;
  readonly required: boolean;
}

export interface Variant {
  readonly mode: string;
  readonly members: readonly Member[];
}

/** The schema `PolicyInput` of the OpenAPI document as settings. */
export function settingsOf(document: Json): readonly Member[] {
  const schemas = at(at(document, 'components'), 'schemas');
  return membersOf(at(schemas, 'PolicyInput'), schemas);
}

function membersOf(schema: Json | undefined, all: Json | undefined): readonly Member[] {
  const required = listOf(at(schema, 'required'));
  return Object.entries(objectOf(at(schema, 'properties'))).map(([name, member]) => ({
    name,
    setting: settingOf(member, all),
    required: required.includes(name),
  }));
}

function settingOf(given: Json, all: Json | undefined): Setting {
  const schema = resolved(given, all);
  const options = stringsOf(at(schema, 'enum'));
  if (options.length > 0) return { kind: 'choice', options };
  const variants = listOf(at(schema, 'oneOf') ?? at(schema, 'anyOf')).map((each) => variantOf(each, all));
  if (variants.length > 0 && variants.every(({ mode }) => mode !== '')) return { kind: 'variants', variants };
  const only = at(schema, 'const');
  if (typeof only === 'string') return { kind: 'choice', options: [only] };
  const type = at(schema, 'type');
  switch (typeof type === 'string' ? type : '') {
    case 'boolean':
      return { kind: 'switch' };
    case 'integer':
    case 'number':
      return {
        kind: 'number',
        least: numberOf(at(schema, 'minimum')),
        most: numberOf(at(schema, 'maximum')),
      };
    case 'string':
      return { kind: 'text' };
    case 'array':
      return at(at(schema, 'items'), 'type') === 'string' ? { kind: 'list' } : { kind: 'other' };
    case 'object':
      return objectSetting(schema, all);
    default:
      return { kind: 'other' };
  }
}

function objectSetting(schema: Json | undefined, all: Json | undefined): Setting {
  const values = at(schema, 'additionalProperties');
  if (at(schema, 'properties') !== undefined) return { kind: 'group', members: membersOf(schema, all) };
  const of = resolved(values ?? null, all);
  return at(of, 'type') === 'string'
    ? { kind: 'map', options: stringsOf(at(of, 'enum')) }
    : { kind: 'other' };
}

function variantOf(given: Json, all: Json | undefined): Variant {
  const schema = resolved(given, all);
  const mode = at(at(at(schema, 'properties'), 'mode'), 'const');
  const members = membersOf(schema, all).filter(({ name }) => name !== 'mode');
  return { mode: typeof mode === 'string' ? mode : '', members };
}

function resolved(schema: Json, all: Json | undefined): Json {
  const reference = at(schema, '$ref');
  if (typeof reference !== 'string') return schema;
  return at(all, reference.split('/').at(-1) ?? '') ?? null;
}

/** A member of an object; undefined of anything else. */
export function at(value: Json | undefined, name: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

export function isObject(value: Json | undefined): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const objectOf = (value: Json | undefined) => (isObject(value) ? value : {});
export const listOf = (value: Json | undefined): readonly Json[] => (isList(value) ? value : []);
const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);
export const stringsOf = (value: Json | undefined): readonly string[] =>
  listOf(value).filter((each) => typeof each === 'string');
const numberOf = (value: Json | undefined) => (typeof value === 'number' ? value : undefined);
