// Custom fields: what a company keeps on its invoices for purposes of its own, under the names of both sides (HUB-34..36).
import type { Policy } from './policy.ts';
import type { Invoice } from './records.ts';

/** The mapped fields that go to the ledger, by its ids. One that the source left empty is empty, so that it is emptied there. */
export function customOf(
  { custom = {} }: Invoice,
  { fields }: Policy,
): Readonly<Record<string, string>> | undefined {
  const mapped = fields.custom.filter(({ direction }) => direction !== 'to_source');
  if (mapped.length === 0) return undefined;
  return Object.fromEntries(mapped.map(({ source, ledger }) => [ledger, custom[source] ?? '']));
}

/** The ledger's ids of the fields that are read there: what never comes back is not looked at. */
export function customRead({ fields }: Policy): readonly string[] {
  return fields.custom.filter(({ direction }) => direction !== 'to_ledger').map(({ ledger }) => ledger);
}

/** The source's names of the fields that have to be brought along: those that go to the ledger, and those filters ask for. */
export function customAsked({ fields, invoices }: Policy): readonly string[] {
  const mapped = fields.custom
    .filter(({ direction }) => direction !== 'to_source')
    .map(({ source }) => source);
  const filtered = invoices.filters.flatMap(({ field }) => /^custom\.(.+)$/.exec(field)?.[1] ?? []);
  return [...new Set([...mapped, ...filtered])];
}

/** Fields of the ledger under the source's names, `null` for what is empty there. */
export function customSaid(
  shown: Readonly<Record<string, string>> | undefined,
  ids: readonly string[],
  { fields }: Policy,
): Readonly<Record<string, string | null>> {
  const said = fields.custom
    .filter(({ ledger, direction }) => ids.includes(ledger) && direction !== 'to_ledger')
    .map(({ source, ledger }) => [source, shown?.[ledger] ?? null] as const);
  return Object.fromEntries(said);
}
