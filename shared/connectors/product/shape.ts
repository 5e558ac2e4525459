// Reading a value by a schema, with every mistake named by a JSON pointer and a sentence in our own words.
import * as z from 'zod';

/** What is wrong, and where (RFC 6901). */
export interface Mistake {
  readonly pointer: string;
  readonly detail: string;
}

export type Shape<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly mistakes: readonly Mistake[] };

/** Enough to cure a systematic mistake at once; a thousand wrong lines need no thousand sentences. */
export const MISTAKES_MAX = 20;

/** A value read by a schema; pointers begin at `pointer`. */
export function readShape<T>(schema: z.ZodType<T>, value: unknown, pointer: string): Shape<T> {
  const read = z.safeParse(schema, value, { reportInput: true });
  if (read.success) return { ok: true, value: read.data };
  return {
    ok: false,
    mistakes: read.error.issues.flatMap((issue) => mistakesOf(issue, pointer)).slice(0, MISTAKES_MAX),
  };
}

/** The pointer of a member. */
export function pointerTo(pointer: string, ...steps: readonly PropertyKey[]): string {
  const escaped = steps.map((step) => String(step).replaceAll('~', '~0').replaceAll('/', '~1'));
  return [pointer, ...escaped].join('/');
}

/** Names of unknown members come from outside: only so much of one is given back. */
const NAME_SHOWN_MAX = 60;

function mistakesOf(issue: z.core.$ZodIssue, pointer: string): readonly Mistake[] {
  const at = pointerTo(pointer, ...issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      pointer: pointerTo(at, key.slice(0, NAME_SHOWN_MAX)),
      detail: 'is not a field we know',
    }));
  }
  return [{ pointer: at, detail: detailOf(issue) }];
}

function detailOf(issue: z.core.$ZodIssue): string {
  if (issue.input === undefined && issue.code !== 'custom') return 'is required';
  if (issue.code === 'invalid_type') return `must be of type ${TYPE_NAMES[issue.expected] ?? issue.expected}`;
  if (issue.code === 'too_big') return `must have at most ${issue.maximum} ${unitOf(issue.origin)}`;
  if (issue.code === 'too_small' && issue.origin === 'number') return 'must be above zero';
  if (issue.code === 'too_small') return `must have at least ${issue.minimum} ${unitOf(issue.origin)}`;
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.map(String).join(', ')}`;
  return issue.message;
}

const TYPE_NAMES: Readonly<Record<string, string>> = { string: 'text', int: 'whole number' };

function unitOf(origin: string): string {
  return origin === 'string' ? 'characters' : origin === 'array' ? 'entries' : 'as its value';
}
