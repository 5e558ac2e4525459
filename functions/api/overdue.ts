// Records whose write is open although its announcer had his time: shown as uncertain before the lane says so.
import { moneyOf } from '../../shared/core/completeness.ts';
import type { Link } from '../../shared/core/links.ts';
import type { Mark } from '../../shared/core/marks.ts';
import { keyText } from '../../shared/core/records.ts';
import type { JournalEntry } from '../../shared/core/writes.ts';
import type { Host } from '../../shared/host/host.ts';
import { openWriteOf } from './find-record.ts';
import { stateOf } from './show-record.ts';

/** Those of which the store does not know it yet, in the order of their keys; an entry has at most a batch of them. */
export async function overdueLinks(
  host: Host,
  connection: string,
  head: JournalEntry | undefined,
): Promise<readonly Link[]> {
  const now = host.clock.now();
  if (head === undefined || head.leaseUntil > now) return [];
  const keys = head.intents.map(({ key }) => key).filter((key) => key.connection === connection);
  if (keys.length === 0) return [];
  const links = (await host.links.read(keys)).filter(
    (link) =>
      link.health.state !== 'uncertain' && stateOf(link, openWriteOf(link, head, now)) === 'uncertain',
  );
  return [...links].sort((a, b) => (keyText(a.key) < keyText(b.key) ? -1 : 1));
}

/** The same as marks. */
export async function overdueMarks(
  host: Host,
  connection: string,
  head: JournalEntry | undefined,
): Promise<readonly Mark[]> {
  const links = await overdueLinks(host, connection, head);
  return links.map(({ key, health, source }) => {
    const money = source?.record === undefined ? undefined : moneyOf(source.record);
    return { key, state: 'uncertain', since: health.since, money };
  });
}
