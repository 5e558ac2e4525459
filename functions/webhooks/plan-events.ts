// Planning events: what each of them would lead to now, if it were stored. Nothing is stored and no ledger is called.
import type { ProductEvent, EventReading } from '../../shared/connectors/product/events.ts';
import type { Link } from '../../shared/core/links.ts';
import { keyText } from '../../shared/core/records.ts';
import type { Host } from '../../shared/host/host.ts';
import { healthAfter, newerSource, sameContent } from '../../shared/storage/link-rules.ts';
import type { Connection } from '../../shared/storage/ports.ts';
import { planRecord } from '../plan/plan-record.ts';

/** Events planned at once: each reads what its record refers to. */
const AT_ONCE = 10;

/** What would become of each event, in their order. What an event refers to in the same request is taken as sent with it. */
export async function planEvents(
  host: Host,
  connection: Connection,
  readings: readonly EventReading[],
): Promise<readonly object[]> {
  const events = readings.flatMap((reading) => (reading.type === 'event' ? [reading.event] : []));
  const keys = events.map(({ record }) => ({ connection: connection.id, ...record }));
  const links = keys.length === 0 ? [] : await host.links.read(keys);
  const planned = new Map<ProductEvent, Planned>();
  const overlay = new Map<string, Link>();
  for (const [index, event] of events.entries()) {
    const stored = links[index];
    if (stored === undefined) continue;
    // Two events of one record: the second comes upon what the first has left.
    const link = overlay.get(keyText(stored.key)) ?? stored;
    const next = afterEvent(link, event, host.clock.now());
    planned.set(event, next);
    if (next.status === 'accepted') overlay.set(keyText(stored.key), next.link);
  }
  const results: object[] = [];
  for (let start = 0; start < readings.length; start += AT_ONCE) {
    const part = readings.slice(start, start + AT_ONCE);
    results.push(
      ...(await Promise.all(part.map((one) => resultOf({ host, connection, planned, overlay }, one)))),
    );
  }
  return results;
}

interface Planned {
  readonly status: 'accepted' | 'duplicate' | 'stale' | 'conflict';
  readonly link: Link;
}

/** The link as it would be after an event, by the same rules as the store's. */
function afterEvent(link: Link, event: ProductEvent, now: number): Planned {
  const source = { ...event.source, receivedAt: now };
  const known = link.source;
  if (known !== undefined && known.revision >= source.revision) {
    if (known.revision > source.revision) return { status: 'stale', link };
    return { status: sameContent(known, source) ? 'duplicate' : 'conflict', link };
  }
  const next = { ...link, source: newerSource(known, source), health: healthAfter(source) };
  return { status: 'accepted', link: next };
}

interface Planning {
  readonly host: Host;
  readonly connection: Connection;
  readonly planned: ReadonlyMap<ProductEvent, Planned>;
  readonly overlay: ReadonlyMap<string, Link>;
}

async function resultOf(
  { host, connection, planned, overlay }: Planning,
  reading: EventReading,
): Promise<object> {
  if (reading.type === 'invalid') return { id: reading.id, status: 'invalid', errors: reading.mistakes };
  const { event } = reading;
  const { status, link } = planned.get(event) ?? {};
  const record = { ...event.record, revision: event.source.revision };
  const plan =
    status === 'accepted' && link !== undefined
      ? await planRecord(host, connection, link, overlay)
      : undefined;
  return { id: event.id, status, record, plan };
}
