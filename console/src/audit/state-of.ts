// How something was before or after somebody did something, in words.
import type { Shape } from '../api/client.ts';

type Entry = Shape<'Audit'>['entries'][number];

export function stateOf(state: Entry['before']): string {
  const facts = Object.entries(state ?? {}).map(([name, value]) => `${name} ${value}`);
  return facts.length === 0 ? '–' : facts.join(', ');
}
