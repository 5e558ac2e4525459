// Keeps a small state in a JSON file that is always whole: written beside and moved into place.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { z } from 'zod';

export type StateFile<T> = { readonly read: () => T; readonly write: (state: T) => void };

/** `empty` is the state before the first write. What does not fit the schema is an error, not an empty state. */
export const openStateFile = <T>(file: string, schema: z.ZodType<T>, empty: T): StateFile<T> => {
  let state = existsSync(file) ? schema.parse(JSON.parse(readFileSync(file, 'utf8'))) : empty;
  return {
    read: () => state,
    write: (next) => {
      // Secrets are in it: for the owner only, from the first byte on.
      writeFileSync(`${file}.new`, JSON.stringify(next), { mode: 0o600 });
      renameSync(`${file}.new`, file);
      state = next;
    },
  };
};
