// Fingerprint: a short name for a content, so that "has anything changed?" is one comparison.
import { createHash } from 'node:crypto';

/** 16 characters (96 bits): by the birthday bound one accidental clash in 2^48 documents of one link's history. */
const LENGTH = 16;

/** The fingerprint of a value made of plain data. The order of object members and absent members do not matter. */
export function fingerprint(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('base64url').slice(0, LENGTH);
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`);
  return `{${members.join(',')}}`;
}
