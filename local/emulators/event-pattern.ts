// Whether an event fits the pattern of an EventBridge rule.
import { z } from 'zod';
import { startFailure } from '../start-failure.ts';

/** True if every field of the pattern is found in the event with one of the values it allows. */
export const matchesPattern = (pattern: unknown, event: unknown): boolean => {
  const fields = isObject(event) ? event : {};
  return Object.entries(objectSchema.parse(pattern)).every(([name, allowed]) => {
    if (name === '$or')
      return z
        .array(z.unknown())
        .parse(allowed)
        .some((branch) => matchesPattern(branch, event));
    if (!Array.isArray(allowed)) return matchesPattern(allowed, fields[name]);
    const value = fields[name];
    // A field with several values fits if one of them does.
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    return allowed.some((matcher: unknown) => values.some((one) => fits(matcher, one)));
  });
};

const fits = (matcher: unknown, value: unknown): boolean => {
  if (!isObject(matcher)) return matcher === value;
  const [entry] = Object.entries(matcher);
  const compare = entry === undefined ? undefined : comparisons[entry[0]];
  if (entry === undefined || compare === undefined) {
    throw startFailure(
      'not-emulated',
      `The local event bus does not know the matcher ${JSON.stringify(matcher)}.`,
    );
  }
  return compare(entry[1], value);
};

const comparisons: Readonly<Record<string, (wanted: unknown, value: unknown) => boolean>> = {
  prefix: (wanted, value) => typeof value === 'string' && value.startsWith(z.string().parse(wanted)),
  suffix: (wanted, value) => typeof value === 'string' && value.endsWith(z.string().parse(wanted)),
  'equals-ignore-case': (wanted, value) =>
    typeof value === 'string' && value.toLowerCase() === z.string().parse(wanted).toLowerCase(),
  exists: (wanted, value) => (value !== undefined) === wanted,
  'anything-but': (wanted, value) => {
    if (value === undefined) return false;
    const excluded: readonly unknown[] = Array.isArray(wanted) ? wanted : [wanted];
    return !excluded.some((one) => fits(one, value));
  },
  numeric: (wanted, value) =>
    typeof value === 'number' && fitsNumber(z.array(z.unknown()).parse(wanted), value),
};

/** `[">", 0, "<=", 5]`: all comparisons must hold. */
const fitsNumber = (wanted: readonly unknown[], value: number): boolean => {
  for (let i = 0; i + 1 < wanted.length; i += 2) {
    const limit = z.number().parse(wanted[i + 1]);
    const holds = {
      '=': value === limit,
      '<': value < limit,
      '<=': value <= limit,
      '>': value > limit,
      '>=': value >= limit,
    };
    if (!holds[operatorSchema.parse(wanted[i])]) return false;
  }
  return true;
};

const operatorSchema = z.enum(['=', '<', '<=', '>', '>=']);
const objectSchema = z.record(z.string(), z.unknown());
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
