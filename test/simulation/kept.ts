// Kept: the maps of the stores in memory, under their names, so that all that is stored can be read as one text.

/** Any value as text; maps and sets in the order in which they were filled, as lists that are cut off show it. */
export function textOf(value: unknown): string {
  return (
    JSON.stringify(value, (_, member: unknown) => {
      if (member instanceof Map || member instanceof Set) return listed(member);
      return typeof member === 'bigint' ? `${member}n` : member;
    }) ?? ''
  );
}

function listed(value: ReadonlyMap<unknown, unknown> | ReadonlySet<unknown>): readonly unknown[] {
  return [...value];
}

/** Makes the maps of a storage and can tell what stands in all of them. */
export interface Kept {
  readonly map: <K, V>(name: string) => Map<K, V>;
  /** Everything that is stored. */
  readonly text: () => string;
}

export function createKept(): Kept {
  const maps = new Map<string, Map<unknown, unknown>>();
  return {
    map: <K, V>(name: string) => {
      const made = new Map<K, V>();
      maps.set(name, made);
      return made;
    },
    text: () => textOf(maps),
  };
}
