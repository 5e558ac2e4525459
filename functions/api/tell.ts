// Telling the outside what became of a connection.
import type { Host } from '../../shared/host/host.ts';
import type { Connection } from '../../shared/storage/ports.ts';

/** Publishes an event of a connection. Best effort: what it tells of is done, so its failure fails nothing. */
export async function tell(
  host: Host,
  type: string,
  { id, ledger, company }: Pick<Connection, 'id' | 'ledger' | 'company'>,
): Promise<void> {
  try {
    await host.publish([{ type, connection: id, detail: { ledger, company } }]);
  } catch {
    host.log.warn('event_not_published', { type, connection: id });
  }
}
