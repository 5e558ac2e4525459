// Telling the outside what an operator made of a connection or a record.
import type { HealthState, Link } from '../../shared/core/links.ts';
import { disconnectedNews } from '../../shared/core/news.ts';
import type { DomainEvent, Host } from '../../shared/host/host.ts';
import type { Connection } from '../../shared/storage/ports.ts';

/** Publishes an event of a connection. Best effort: what it tells of is done, so its failure fails nothing. */
export async function tell(
  host: Host,
  type: string,
  { id, ledger, company }: Pick<Connection, 'id' | 'ledger' | 'company'>,
): Promise<void> {
  const news = type === 'connection.disconnected' ? disconnectedNews(id) : {};
  await publish(host, { type, connection: id, detail: { ledger, company, ...news } });
}

/** Publishes what an order made of a record, if its state is another one now. The lane tells the rest. */
export async function tellRecord(host: Host, before: Link, after: Link): Promise<void> {
  const { connection, kind, id } = after.key;
  const { state } = after.health;
  const type = TOLD[state];
  if (type === undefined || state === before.health.state) return;
  const document = (after.document ?? before.document)?.id;
  await publish(host, { type, connection, detail: { kind, id, state, document } });
}

const TOLD: Readonly<Partial<Record<HealthState, string>>> = {
  synced: 'record.synced',
  skipped: 'record.skipped',
  not_synced: 'record.unsynced',
};

async function publish(host: Host, event: DomainEvent): Promise<void> {
  try {
    await host.publish([event]);
  } catch {
    host.log.warn('event_not_published', { type: event.type, connection: event.connection });
  }
}
