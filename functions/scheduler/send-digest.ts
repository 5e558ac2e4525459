// The daily digest: what needs somebody, connection by connection, with the money that hangs on it, as one event for people.
import { laneOf } from '../../shared/core/lanes.ts';
import { INDEXED_HEALTH } from '../../shared/core/links.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Connection } from '../../shared/storage/ports.ts';
import { marksByState, stakeOf } from '../api/at-stake.ts';

/** Connections asked at once. */
const AT_ONCE = 5;
/** An e-mail that somebody reads; the console has the rest. */
const LINES_MAX = 100;

/** Publishes the digest; answers how many connections need somebody. Nothing is said where there are no connections. */
export async function sendDigest(host: Host): Promise<number> {
  const connections = await host.connections.connections();
  if (connections.length === 0) return 0;
  const lines: string[] = [];
  for (let at = 0; at < connections.length; at += AT_ONCE)
    lines.push(...(await Promise.all(connections.slice(at, at + AT_ONCE).map((one) => lineOf(host, one)))));
  const standing = lines.filter((line) => line !== '');
  const more = standing.length > LINES_MAX ? ` And ${standing.length - LINES_MAX} more connections.` : '';
  const says =
    standing.length === 0
      ? `nothing needs anybody. ${connections.length} connection${connections.length === 1 ? '' : 's'}.`
      : `${standing.slice(0, LINES_MAX).join(' ')}${more}`;
  await host.publish([{ type: 'digest.daily', connection: '', detail: { says: `Today: ${says}` } }]);
  return standing.length;
}

async function lineOf(host: Host, connection: Connection): Promise<string> {
  const { id } = connection;
  const marked = await marksByState(host, id, undefined);
  const records = INDEXED_HEALTH.filter((state) => state !== 'waiting').flatMap((state) => {
    const { count, more, money } = stakeOf(marked.get(state) ?? { marks: [], more: false });
    if (count === 0) return [];
    const amounts = Object.entries(money).map(([currency, amount]) => `${currency} ${amount}`);
    const worth = amounts.length === 0 ? '' : ` (${amounts.join(', ')})`;
    return [`${more ? 'more than ' : ''}${count} ${state.replace('_', ' ')}${worth}`];
  });
  const parts = [...(await standstillOf(host, connection)), ...records];
  return parts.length === 0 ? '' : `${id}: ${parts.join(', ')}.`;
}

/** A company that nothing is written for until somebody does something: its records only wait. */
async function standstillOf(host: Host, { ledger, company }: Connection): Promise<readonly string[]> {
  if (company === undefined) return ['not connected'];
  const { paused } = await host.connections.laneState(laneOf(ledger, company));
  if (paused === undefined) return [];
  return [paused.reason === 'operator' ? 'paused' : paused.reason.replace('_', ' ')];
}
