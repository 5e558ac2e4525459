// JSON as data with types: reading members of bodies that nobody has checked yet, without casts.

/** Any JSON value; a member set to `undefined` is left out when it is written. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** A JSON object. Stored objects are never changed, only replaced. */
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** Parses a request body; `undefined` when it is not one JSON object. */
export const parseObject = (text: string): JsonObject | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    // A body that is not JSON is the caller's mistake and gets a fault of its own.
    return undefined;
  }
};

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isList = (value: unknown): value is readonly Json[] => Array.isArray(value);

export const objectAt = (from: JsonObject | undefined, key: string): JsonObject | undefined => {
  const value = from?.[key];
  return isObject(value) ? value : undefined;
};

/** The text of a member; numbers count as text, since ids are often sent as numbers. */
export const textAt = (from: JsonObject | undefined, key: string): string | undefined => {
  const value = from?.[key];
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : undefined;
};

export const flagAt = (from: JsonObject | undefined, key: string): boolean | undefined => {
  const value = from?.[key];
  if (typeof value === 'boolean') return value;
  return value === 'true' ? true : value === 'false' ? false : undefined;
};

/** The objects of a list member; an absent list is an empty one. */
export const objectsAt = (from: JsonObject | undefined, key: string): readonly JsonObject[] => {
  const value = from?.[key];
  return isList(value) ? value.filter(isObject) : [];
};

/** The id a reference member points to: `CustomerRef: { value: "7" }` gives `7`. */
export const refAt = (from: JsonObject | undefined, key: string): string | undefined => {
  const value = textAt(objectAt(from, key), 'value');
  return value === '' ? undefined : value;
};

/** A member is present when it is neither left out nor null. */
export const has = (from: JsonObject | undefined, key: string): boolean =>
  from?.[key] !== undefined && from[key] !== null;

/** The same object without some members, and without those that are null or undefined. */
export const without = (from: JsonObject, ...keys: readonly string[]): JsonObject =>
  Object.fromEntries(
    Object.entries(from).filter(
      ([key, value]) => !keys.includes(key) && value !== undefined && value !== null,
    ),
  );
