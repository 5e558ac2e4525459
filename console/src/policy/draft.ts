// A draft of a policy: changed member by member, never in place, and told apart from what is in force.
import { isObject, type Json } from './setting.ts';

export type Path = readonly string[];

export const nameOfPath = (path: Path): string => path.join('.');

/** The value at a place; undefined if there is none. */
export function valueAt(value: Json | undefined, path: Path): Json | undefined {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  return isObject(value) ? valueAt(value[first], rest) : undefined;
}

/** The same with another value at a place; undefined takes the member away. */
export function withValue(value: Json | undefined, path: Path, next: Json | undefined): Json {
  const [first, ...rest] = path;
  if (first === undefined) return next ?? null;
  const members = isObject(value) ? value : {};
  if (rest.length === 0 && next === undefined)
    return Object.fromEntries(Object.entries(members).filter(([name]) => name !== first));
  return { ...members, [first]: withValue(members[first], rest, next) };
}

export interface Changed {
  readonly setting: string;
  readonly before: string;
  readonly after: string;
}

/** What differs, setting by setting. */
export function changesOf(before: Json | undefined, after: Json | undefined): readonly Changed[] {
  const [old, now] = [leavesOf(before, []), leavesOf(after, [])];
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((setting) => old.get(setting) !== now.get(setting))
    .map((setting) => ({ setting, before: old.get(setting) ?? '–', after: now.get(setting) ?? '–' }));
}

function leavesOf(value: Json | undefined, path: Path): ReadonlyMap<string, string> {
  if (value === undefined) return new Map();
  if (!isObject(value)) return new Map([[nameOfPath(path), show(value)]]);
  return new Map(Object.entries(value).flatMap(([name, each]) => [...leavesOf(each, [...path, name])]));
}

const show = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));
