// Every text a person reads comes from one file per language; `{name}` places are filled with values.
import en from './en.json' with { type: 'json' };

export type TextKey = keyof typeof en;
export type Values = Readonly<Record<string, string | number>>;

/** The text of a key. */
export function text(key: TextKey, values: Values = {}): string {
  return fill(en[key], values);
}

/** The text of a key that is put together, for example from a state of the API; the last part if there is none. */
export function textOf(group: string, name: string): string {
  const key = `${group}.${name}`;
  return isKey(key) ? en[key] : capital(name.replaceAll('_', ' '));
}

/** Whether there is a text for it. */
export function isKey(key: string): key is TextKey {
  return Object.hasOwn(en, key);
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

function fill(template: string, values: Values): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
