// Settings in words: from the texts where there is one, else from the setting's own name.
import { isKey, text } from '../texts/text.ts';
import { nameOfPath, type Path } from './draft.ts';

/** What a setting is called. */
export function labelOf(path: Path): string {
  const key = `setting.${nameOfPath(path)}`;
  return isKey(key) ? text(key) : spaced(path.at(-1) ?? '');
}

/** What a value is called. */
export function wordOf(value: string): string {
  const key = `value.${value}`;
  return isKey(key) ? text(key) : spaced(value);
}

/** `defaultIncomeAccount` as "Default income account". */
function spaced(name: string): string {
  const words = name
    .replaceAll('_', ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
