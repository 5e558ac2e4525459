// A text file that lines are appended to and that cannot grow without limit.
import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

export type RotatingFile = {
  /** Takes text as it comes, in pieces; lines are put together here. */
  readonly write: (text: string) => void;
  readonly close: () => void;
};

// Two files of 5 MB hold about a day of a busy laptop, and a full disk stops everything.
const ROTATE_AT_BYTES = 5 * 1024 * 1024;
// A line without an end is cut there, so that it cannot fill the memory instead.
const MAX_LINE_CHARACTERS = 256 * 1024;

/** Opens `<file>` for appending; at the limit it becomes `<file>.1`, replacing the one before. */
export const openRotatingFile = (
  file: string,
  onLine: (line: string) => void = () => undefined,
): RotatingFile => {
  mkdirSync(dirname(file), { recursive: true });
  // For the owner only: what is written here may name customers.
  let handle = openSync(file, 'a', 0o600);
  let size = fstatSync(handle).size;
  let rest = '';
  let open = true;

  const writeLine = (line: string): void => {
    if (size >= ROTATE_AT_BYTES) {
      closeSync(handle);
      renameSync(file, `${file}.1`);
      handle = openSync(file, 'a', 0o600);
      size = 0;
    }
    // Written at once and not later: the last lines before a crash are the ones that matter.
    size += writeSync(handle, `${line}\n`);
    onLine(line);
  };
  return {
    write: (text) => {
      if (!open) return;
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) writeLine(line);
      if (rest.length <= MAX_LINE_CHARACTERS) return;
      writeLine(rest);
      rest = '';
    },
    close: () => {
      if (!open) return;
      open = false;
      if (rest !== '') writeLine(rest);
      closeSync(handle);
    },
  };
};
