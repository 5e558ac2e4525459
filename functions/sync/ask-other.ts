// Ask another: what a record needs of the one it waits for is noted on that one's link, and the lane looks at it.
import type { Decision } from '../../shared/core/decisions.ts';
import type { LineAccount, Link } from '../../shared/core/links.ts';
import { parseKeyText, type RecordKey } from '../../shared/core/records.ts';
import type { Lane } from './lane.ts';
import { saveLink } from './save-link.ts';

/** Carries out what a decision asks of another record; answers whether it asks anything. */
export async function askOther(lane: Lane, { key }: Link, decision: Decision): Promise<boolean> {
  if (decision.type !== 'wait' || decision.asks === undefined) return false;
  const other = parseKeyText(decision.waitsFor ?? '');
  if (other !== undefined)
    await askForAccount(lane, { connection: key.connection, ...other }, decision.asks.lineAccount);
  return true;
}

/** Notes the account that a line wants of its item. An item that works on it already is left alone. */
async function askForAccount(lane: Lane, item: RecordKey, lineAccount: LineAccount): Promise<void> {
  const [read] = await lane.host.links.read([item]);
  if (read === undefined) return;
  const now = lane.host.clock.now();
  const saved = await saveLink(lane, read, (current) => {
    if (isAsked(current, lineAccount) && current.health.state !== 'synced') return undefined;
    // Who finds the outcome of a write out goes on with it; the line asks again.
    const health =
      current.health.state === 'uncertain'
        ? current.health
        : ({ state: 'pending', since: now, dueAt: now } as const);
    return { link: { ...current, lineAccount, health } };
  });
  if (saved !== undefined) await lane.host.lanes.send(lane.name, [{ at: 'record', key: item }]);
}

function isAsked({ lineAccount: known }: Link, { code, revision }: LineAccount): boolean {
  return known?.code === code && known.revision === revision;
}
