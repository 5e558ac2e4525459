// Which of the ledger's own lists a setting chooses from.
import type { Shape } from '../api/client.ts';

export type Lists = Shape<'Mappings'>;
export type ListName = 'accounts' | 'items' | 'taxCodes' | 'paymentMethods';

const BY_SETTING: readonly (readonly [RegExp, ListName])[] = [
  [/^payments\.methodMap$/, 'paymentMethods'],
  [/^tax\.(map|default)/, 'taxCodes'],
  [/^items\.(map|defaultItem)$/, 'items'],
  [/account(s|map)?$|account\.(map|default|account)$|AccountByCurrency$|Account$/i, 'accounts'],
  [/Item$|itemMap$/, 'items'],
  [/TaxCode$|taxMap$/, 'taxCodes'],
];

/** The list, or none where the setting is free text. */
export function listOfSetting(setting: string): ListName | undefined {
  return BY_SETTING.find(([pattern]) => pattern.test(setting))?.[1];
}

export interface Entry {
  readonly value: string;
  readonly label: string;
  readonly description?: string | undefined;
}

/** The entries that can be chosen: those in use, by name. */
export function entriesOf(lists: Lists | undefined, name: ListName): readonly Entry[] {
  const entries = lists?.[name] ?? [];
  return entries
    .filter(({ active }) => active)
    .map(({ id, name, number, type, currency, rate }) => ({
      value: id,
      // People know an account by its number where it has one.
      label: number === undefined ? name : `${number} ${name}`,
      description: [type, currency, rate === undefined ? undefined : `${rate} %`, `id ${id}`]
        .filter((each) => each !== undefined)
        .join(', '),
    }))
    .sort((a, b) => a.label.localeCompare(b.label));
}
