// Kept: the maps of the stores in memory, under their names, so that all that is stored can be read as one text.

/** Makes the maps of a storage and can tell what stands in all of them. */
export interface Kept {
  readonly map: <K, V>(name: string) => Map<K, V>;
  /** Everything that is stored, in the order in which it came: lists that are cut off show it. */
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
    text: () => JSON.stringify([...maps], (_, value: unknown) => (value instanceof Map ? [...value] : value)),
  };
}
