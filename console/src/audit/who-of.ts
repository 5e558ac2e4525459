// Who did something, in a word: a person by his name, a key by its id.
import type { Shape } from '../api/client.ts';
import { text } from '../texts/text.ts';

type By = Shape<'Audit'>['entries'][number]['by'];

export function whoOf(by: By): string {
  return by.kind === 'operator' ? by.id : text('audit.key', { id: by.id });
}
