// The names of the customers that the records of a page are booked on, read together.
import type { Host } from '../../shared/host/host.ts';
import { keyText } from '../../shared/core/records.ts';
import { summaryOf, type Summary } from './summary-of.ts';

/** Each record with its `party`, where it has one that was sent to us. A page names at most as many as it has records. */
export async function withParties<Shown extends Pick<Summary, 'partyId'>>(
  host: Host,
  connection: string,
  records: readonly Shown[],
): Promise<readonly (Shown & { readonly party?: string | undefined })[]> {
  const ids = [...new Set(records.flatMap(({ partyId }) => partyId ?? []))];
  if (ids.length === 0) return records;
  const links = await host.links.read(ids.map((id) => ({ connection, kind: 'customer', id })));
  const names = new Map(links.map((link) => [keyText(link.key), summaryOf(link).name]));
  return records.map((record) => ({
    ...record,
    party: names.get(keyText({ kind: 'customer', id: record.partyId ?? '' })),
  }));
}
