// The log: one line of JSON per event on standard output, whatever the fields contain.
import type { Clock, Log, LogFields } from '../host.ts';

/** Longer texts are cut: a line is for finding out what happened, the tables hold the rest. */
const TEXT_MAX = 1000;

/** Writes lines with `write`, which gets each with its line feed. */
export function createLog(
  clock: Pick<Clock, 'now'>,
  write: (line: string) => void = (line) => void process.stdout.write(line),
): Log {
  const line =
    (level: 'info' | 'warn' | 'error') =>
    (event: string, fields: LogFields = {}): void => {
      const fixed = { level, event, at: new Date(clock.now()).toISOString() };
      // Once for the order, once so that no field can pass for one of these.
      write(`${oneLine({ ...fixed, ...fields, ...fixed })}\n`);
    };
  return { info: line('info'), warn: line('warn'), error: line('error') };
}

/**
 * A value as one line of JSON that any terminal and any log reader takes for one line. JSON escapes line feeds and the
 * escape character; it leaves DEL, the C1 controls and the two Unicode line separators as they are.
 */
export function oneLine(value: Readonly<Record<string, unknown>>): string {
  const json = JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'string' && member.length > TEXT_MAX ? `${member.slice(0, TEXT_MAX)}…` : member,
  );
  return json.replace(/[\u007f-\u009f\u2028\u2029]/g, (character) => `\\u${hex(character)}`);
}

const hex = (character: string): string => character.charCodeAt(0).toString(16).padStart(4, '0');
