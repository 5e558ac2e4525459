// The data file: a snapshot, and beside it a journal of everything that came in since, for a simulator that gets killed.
import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** When the journal is long enough for a snapshot to be worth its time. */
export interface JournalLimit {
  readonly bytes: number;
  /** A snapshot takes time by its size, so the journal may grow with the last one: that keeps the cost in proportion. */
  readonly timesSnapshot: number;
}
const LIMIT: JournalLimit = { bytes: 16 * 1024 * 1024, timesSnapshot: 2 };

/** What was found on disk: the last snapshot, if any, and the lines written after it. */
export interface Found {
  readonly snapshot: string | null;
  readonly lines: readonly string[];
}

/** An open data file. */
export interface Journal {
  readonly found: Found;
  /** Writes one line, in full, before it returns. */
  readonly append: (line: string) => void;
  /** True once the journal has outgrown the snapshot: then a new snapshot costs less than the growth did. */
  readonly isLong: () => boolean;
  /** Replaces snapshot and journal by a new snapshot. */
  readonly compact: (state: string) => void;
  readonly close: () => void;
}

/**
 * Opens or makes the data file. A line handed to the operating system survives a kill of this process; only a
 * crash of the machine could lose it, which a simulator need not fear, so lines are not flushed to the disk.
 */
export function openJournal(dataFile: string, limit = LIMIT): Journal {
  mkdirSync(dirname(dataFile), { recursive: true });
  const { generation: last, state: snapshot } = readSnapshot(dataFile);
  let generation = last;
  removeOthers(dataFile, generation);
  const first = openLines(journalName(dataFile, generation));
  let { file, size } = first;
  let snapshotSize = snapshot?.length ?? 0;
  return {
    found: { snapshot, lines: first.lines },
    append: (line) => {
      size += writeFully(file, `${line}\n`);
    },
    isLong: () => size > Math.max(limit.bytes, limit.timesSnapshot * snapshotSize),
    compact: (state) => {
      // The rename is the moment the new generation counts. A kill before it leaves the old pair whole, a kill
      // after it leaves a snapshot whose journal does not exist yet: both are consistent.
      writeAside(dataFile, `${generation + 1}\n${state}`);
      closeSync(file);
      generation += 1;
      snapshotSize = state.length;
      ({ file, size } = openLines(journalName(dataFile, generation)));
      removeOthers(dataFile, generation);
    },
    close: () => closeSync(file),
  };
}

/** A snapshot is a line with its generation, and the state behind it. */
function readSnapshot(dataFile: string): { generation: number; state: string | null } {
  if (!existsSync(dataFile)) return { generation: 0, state: null };
  const text = readFileSync(dataFile, 'utf8');
  const end = text.indexOf('\n');
  const generation = Number(text.slice(0, end));
  if (!Number.isSafeInteger(generation) || end < 1)
    throw new Error(`${dataFile} is no data file of this simulator`);
  return { generation, state: text.slice(end + 1) };
}

function journalName(dataFile: string, generation: number): string {
  return `${dataFile}.journal-${generation}`;
}

/** Opens a file of lines for appending. A last line without its end was never acted upon, and is cut off. */
function openLines(name: string): { file: number; size: number; lines: readonly string[] } {
  const file = openSync(name, 'a+');
  const whole = statSync(name).size === 0 ? Buffer.alloc(0) : readFileSync(name);
  const end = whole.lastIndexOf('\n') + 1;
  if (end < whole.length) ftruncateSync(file, end);
  const lines = end === 0 ? [] : whole.toString('utf8', 0, end - 1).split('\n');
  return { file, size: end, lines };
}

function writeFully(file: number, text: string): number {
  const bytes = Buffer.from(text, 'utf8');
  let written = 0;
  while (written < bytes.length) written += writeSync(file, bytes, written);
  return written;
}

function writeAside(dataFile: string, text: string): void {
  const aside = `${dataFile}.new`;
  const file = openSync(aside, 'w');
  writeFully(file, text);
  fsyncSync(file);
  closeSync(file);
  renameSync(aside, dataFile);
}

/** Takes away journals of other generations: leftovers of a kill in the middle of `compact`. */
function removeOthers(dataFile: string, generation: number): void {
  const prefix = `${basename(dataFile)}.journal-`;
  for (const name of readdirSync(dirname(dataFile))) {
    const other = name.startsWith(prefix) && name !== `${prefix}${generation}`;
    if (other) rmSync(join(dirname(dataFile), name));
  }
}
