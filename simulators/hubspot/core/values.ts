// Values of properties: everything is kept and shown as text, and every type of property takes its own texts only.
import { z } from 'zod';
import { amountOf } from './amounts.ts';
import { definitionOf } from './portal.ts';
import type { Portal } from './portal.ts';
import type { Definition } from './definitions.ts';
import type { BadValue } from './refusals.ts';

/** A value in a body: numbers and truth values are taken and kept as texts, null and '' clear. */
export const valueSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** Longer texts are refused (65,536 characters, the properties guide). */
const LONGEST = 65_536;

/** The values as they will be kept, or what is wrong with them. */
export function readValues(
  portal: Portal,
  typeId: string,
  given: Readonly<Record<string, z.infer<typeof valueSchema>>>,
): { readonly values: Readonly<Record<string, string>>; readonly bad: readonly BadValue[] } {
  const values: Record<string, string> = {};
  const bad: BadValue[] = [];
  for (const [name, raw] of Object.entries(given)) {
    const definition = definitionOf(portal, typeId, name);
    if (definition === undefined) {
      bad.push({
        name,
        code: 'PROPERTY_DOESNT_EXIST',
        message: `Property "${name}" does not exist`,
      });
      continue;
    }
    const value = readValue(definition, raw === null ? '' : String(raw));
    if (typeof value === 'string') values[name] = value;
    else bad.push({ name, ...value });
  }
  return { values, bad };
}

function readValue(definition: Definition, text: string): string | Omit<BadValue, 'name'> {
  if (text.trim() === '') return '';
  if (text.length > LONGEST) return { code: 'PROPERTY_VALUE_TOO_LONG', message: 'The value is too long' };
  switch (definition.type) {
    case 'string':
      return definition.name === 'email' ? readEmail(text) : text;
    case 'number': {
      const amount = amountOf(text);
      return amount === undefined
        ? { code: 'INVALID_INTEGER', message: `${text} was not a valid number.` }
        : text.trim();
    }
    case 'date':
    case 'datetime':
      return readDate(definition.type, text.trim());
    case 'bool':
      return /^(true|false)$/i.test(text)
        ? text.toLowerCase()
        : { code: 'INVALID_BOOLEAN', message: `${text} was not a valid boolean.` };
    case 'enumeration':
      return readOption(definition, text);
  }
}

function readEmail(text: string): string | Omit<BadValue, 'name'> {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)
    ? text.toLowerCase()
    : { code: 'INVALID_EMAIL', message: `Email address ${text} is invalid` };
}

/** ISO 8601 or milliseconds. Seconds are milliseconds of January 1970, whatever their sender meant. */
function readDate(type: 'date' | 'datetime', text: string): string | Omit<BadValue, 'name'> {
  const at = /^-?\d+$/.test(text) ? Number(text) : Date.parse(text);
  if (Number.isNaN(new Date(at).getTime())) {
    return { code: 'INVALID_DATE', message: `${text} was not a valid date.` };
  }
  const iso = new Date(at).toISOString();
  return type === 'date' ? iso.slice(0, 10) : iso;
}

function readOption({ options }: Definition, text: string): string | Omit<BadValue, 'name'> {
  if (options.length === 0 || options.some(({ value }) => value === text)) return text;
  const allowed = options.map(({ label, value }) => `label: "${label}"\nvalue: "${value}"\n`);
  return {
    code: 'INVALID_OPTION',
    message: `${text} was not one of the allowed options: [${allowed.join(', ')}]`,
  };
}
