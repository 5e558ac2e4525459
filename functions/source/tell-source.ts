// Tell a source: what its feed has of a connection's ledger is applied to the account, one change after the other.
import type { Answer, Fault } from '../../shared/core/faults.ts';
import type { FeedEntry } from '../../shared/core/feed.ts';
import type { CallbackProgress } from '../../shared/storage/ports.ts';
import type { Account, Connected } from './account.ts';
import { applyTold } from './apply-edit.ts';
import { withoutOutdated } from './outdated.ts';
import { viewOf } from './take-in.ts';

/** Changes read at once. */
const PAGE = 50;
/** Refused changes that are kept to be shown. */
const REFUSED_KEPT = 20;

/**
 * Nothing is told before a person lets the connection go: the feed keeps it. Applies what follows the progress, which is noted after each change: a crash between the two applies it once more, and
 * a source does the same change once. A change that the source refuses is noted and left out, or all behind it would wait.
 */
export async function tellSource(at: Account, connection: Connected): Promise<Answer<'told'>> {
  const { host } = at;
  if (connection.live === false) return { ok: true, value: 'told' };
  const view = viewOf(connection, await host.connections.policy(connection.id));
  for (let progress = await host.callbacks.progress(connection.id); ;) {
    const entries = await nextEntries(at, connection.id, progress.delivered);
    if (entries.length === 0) return { ok: true, value: 'told' };
    for (const [index, entry] of entries.entries()) {
      // Whoever is overtaken must not write an older change over a newer one.
      if ((await host.callbacks.progress(connection.id)).version !== progress.version)
        return { ok: true, value: 'told' };
      const still = withoutOutdated(entry, entries.slice(index + 1));
      const answer =
        still === undefined ? NOTHING_LEFT : await applyTold(at, { connection, entry: still, view });
      // The lane has to weigh both sides first: its next round names the account again.
      if (answer.ok && answer.value.type === 'undecided') return { ok: true, value: 'told' };
      if (!answer.ok && !isRefusal(answer.fault)) return answer;
      const next = afterEntry(at, progress, { entry, fault: answer.ok ? undefined : answer.fault });
      const saved = await host.callbacks.saveProgress(connection.id, next, progress.version);
      // Another worker is at it: what he did is done, and the next look sees how far he came.
      if (saved === 'conflict') return { ok: true, value: 'told' };
      progress = { ...next, version: progress.version + 1 };
    }
  }
}

const NOTHING_LEFT = { ok: true, value: { type: 'ignored' } } as const;

async function nextEntries(
  { host }: Account,
  connection: string,
  after: number,
): Promise<readonly FeedEntry[]> {
  const page = await host.feed.read(connection, after, PAGE);
  if (page.type === 'page') return page.entries;
  if (page.type === 'ahead') return [];
  host.log.warn('changes_expired_undelivered', { connection, after, oldest: page.oldest });
  const rest = await host.feed.read(connection, page.oldest - 1, PAGE);
  return rest.type === 'page' ? rest.entries : [];
}

/** Whether the source will refuse it the next time as well. */
function isRefusal({ fault }: Fault): boolean {
  return fault === 'invalid' || fault === 'not_found' || fault === 'locked' || fault === 'name_taken';
}

function afterEntry(
  { host, name }: Account,
  { refused }: CallbackProgress,
  { entry, fault }: { readonly entry: FeedEntry; readonly fault: Fault | undefined },
): Omit<CallbackProgress, 'version'> {
  const now = host.clock.now();
  const progress = { delivered: entry.seq, deliveredAt: now };
  host.metrics.count('changes_delivered', 1);
  if (fault === undefined) return { ...progress, refused };
  const what = `${fault.fault}${fault.vendorCode === undefined ? '' : ` ${fault.vendorCode}`}`;
  host.log.error('change_refused', { lane: name, change: entry.id, type: entry.type, what });
  host.metrics.count('changes_refused', 1);
  const last = [{ seq: entry.seq, id: entry.id, at: now, what }, ...(refused?.last ?? [])];
  return { ...progress, refused: { count: (refused?.count ?? 0) + 1, last: last.slice(0, REFUSED_KEPT) } };
}
