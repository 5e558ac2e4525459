// Which further fields of an invoice a policy has any use for: those that it maps, and those that its filters ask for.
import type { Policy } from '../../shared/core/policy.ts';

const PREFIX = 'custom.';

export function customWanted({ fields, invoices }: Policy): readonly string[] {
  return [
    ...fields.custom.filter(() => fields.entitled).map(({ source }) => source),
    ...invoices.filters.flatMap(({ field }) =>
      field.startsWith(PREFIX) ? [field.slice(PREFIX.length)] : [],
    ),
  ];
}
