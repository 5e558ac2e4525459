// After the last kill: what the schedules and an operator do in a day, until nothing moves any more.
import { waitUntil } from '../../local/processes/wait-until.ts';
import type { Observer, Shown } from './observe.ts';
import { isExplained, type People } from './people.ts';
import type { System } from './system.ts';

export interface Calm {
  readonly records: readonly Shown[];
  readonly lanes: number;
  readonly deadLetters: number;
  /** How many dead letters the operator moved back, at most so many were there at once. */
  readonly redriven: number;
  /** Records that waited for their next look in a quarter of an hour, and were looked at now. */
  readonly retried: readonly string[];
  readonly isQuiet: boolean;
}

/** States in which a record stays until somebody says something new. */
const ENDS: readonly string[] = ['synced', 'skipped', 'not_synced'];
const ACT_EVERY_MS = 5_000;
const CALM_VISIBILITY_SECONDS = 120;
/** An outage makes records wait for a minute; what waits longer waits for the sweep's safety net, and is retried. */
const BY_ITSELF_MS = 65_000;
/** After that an operator has tried everything, a few times, however busy the machine is. It ends as soon as all is at rest. */
const GIVE_UP_MS = 600_000;

/** What has to come to rest, and what people did there. */
export interface Restless {
  readonly system: System;
  readonly observer: Observer;
  readonly companies: number;
  readonly people: People;
}

/** Waits until every record is at its end and the queues are empty. */
export async function becomeCalm(
  { system, observer, companies, people }: Restless,
  say: (line: string) => void,
): Promise<Calm> {
  const began = performance.now();
  // A sweep over all that the storm has changed takes longer than the short time that is made for kills.
  await observer.setVisibility(CALM_VISIBILITY_SECONDS);
  let acted = began;
  let seen: Calm = { records: [], lanes: 0, deadLetters: 0, redriven: 0, retried: [], isQuiet: false };
  const look = async (): Promise<boolean> => {
    const lists = Array.from({ length: companies }, (_, company) => observer.records(company));
    const records = (await Promise.all(lists)).flat();
    const { lanes, deadLetters } = await observer.depths();
    const moving = records.filter((record) => !isAtItsEnd(record, people));
    const isQuiet = moving.length === 0 && lanes + deadLetters === 0;
    seen = { ...seen, records, lanes, deadLetters, isQuiet };
    const now = performance.now();
    if (isQuiet || now - acted < ACT_EVERY_MS) return isQuiet;
    acted = now;
    say(
      `  ${lanes} messages, ${deadLetters} dead letters, ${moving.length} records on their way: ${groups(moving)}`,
    );
    // Sweeps come a quarter of an hour apart: one that meets the one before would only be more work.
    if (lanes === 0) system.fire('Sweep');
    if (deadLetters > 0) system.fire('Redrive');
    seen = { ...seen, redriven: Math.max(seen.redriven, deadLetters) };
    if (now - began < BY_ITSELF_MS || lanes > 0) return false;
    // What a person did in the ledger is not for us to order anew.
    const ours = moving.filter(({ company, kind, id }) => !people.isDisturbed(company, kind, id));
    await Promise.all(ours.map(observer.retry));
    seen = { ...seen, retried: [...new Set([...seen.retried, ...ours.map(inWords)])] };
    return false;
  };
  // A question that is not answered in time on a busy machine is asked again.
  await waitUntil(() => look().catch(() => false), { timeoutMs: GIVE_UP_MS, pollMs: 250 });
  return seen;
}

/** A document that a person touched is at its end when its row says why; a drift that nobody saw waits for a sweep. */
function isAtItsEnd(record: Shown, people: People): boolean {
  const { company, kind, id, state } = record;
  if (!people.isDisturbed(company, kind, id)) return ENDS.includes(state);
  return isExplained(record) && !(state === 'synced' && people.isDrift(company, kind, id));
}

function inWords({ company, kind, id, state, reason, problem }: Shown): string {
  return `${company} ${kind} ${id}: ${state} ${problem?.code ?? reason ?? ''}`;
}

/** What they wait for, the most first. */
function groups(records: readonly Shown[]): string {
  const byWord = Map.groupBy(records, ({ company, state, reason, problem }) =>
    [company, state, problem?.code ?? reason].join(' '),
  );
  return [...byWord].map(([word, all]) => `${all.length} x ${word}`).join(', ');
}
