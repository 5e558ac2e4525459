// Custom fields of sales forms: three texts of the company's own naming, switched on in its preferences.
import { find, type Company } from './company.ts';
import { objectsAt, objectAt, textAt, type JsonObject } from './json.ts';
import type { Preparation } from './preparation.ts';

/**
 * Every field that is switched on, with the text of this form or without one. A field nobody has switched on is dropped
 * without a word.
 */
export const customFields = (company: Company, { fields, old }: Preparation): readonly JsonObject[] => {
  const sent = objectsAt(fields, 'CustomField');
  const stood = objectsAt(old?.fields, 'CustomField');
  return definitions(company).map(({ id, name }) => {
    const own = [...sent, ...stood].find((one) => textAt(one, 'DefinitionId') === id);
    return { DefinitionId: id, Name: name, Type: 'StringType', StringValue: textAt(own, 'StringValue') };
  });
};

interface Definition {
  readonly id: string;
  readonly name: string;
}

// Two lists within a list, as recorded: the switches, and behind them the names.
const definitions = (company: Company): readonly Definition[] => {
  const prefs = objectAt(find(company, 'Preferences', '1')?.fields, 'SalesFormsPrefs');
  const entries = objectsAt(prefs, 'CustomField').flatMap((one) => objectsAt(one, 'CustomField'));
  const named = (name: string) => entries.find((one) => one.Name === `SalesFormsPrefs.${name}`);
  return ['1', '2', '3'].flatMap((id) => {
    if (named(`UseSalesCustom${id}`)?.BooleanValue !== true) return [];
    return [{ id, name: textAt(named(`SalesCustomName${id}`), 'StringValue') ?? `Custom ${id}` }];
  });
};
