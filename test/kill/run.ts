// One run: a system, a load, kills or none, calm, and the verdict.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startBookkeepers } from './bookkeepers.ts';
import { type Books, readBooks } from './books.ts';
import { becomeCalm, type Calm } from './calm.ts';
import { openHistory, promisedIn, readHistory } from './history.ts';
import type { Saying } from './hotel.ts';
import { type Hit, type Killer, startKiller } from './killer.ts';
import { startLoad } from './load.ts';
import { type Observer, openObserver } from './observe.ts';
import { peopleIn } from './people.ts';
import type { Strike } from './plan.ts';
import { openSystem, type System } from './system.ts';
import { judge, type Verdict } from './verdict.ts';

export interface RunOptions {
  readonly folder: string;
  /** The synthesised stack with shortened times. */
  readonly cdkOut: string;
  readonly companies: number;
  readonly seed: number;
  readonly sayings: readonly Saying[];
  readonly plan: readonly Strike[];
  /** How many of its strikes have to hit: the others stand in for those that found nobody. */
  readonly kills: number;
  /** Events a second; absent: as fast as they are taken. */
  readonly rate?: number | undefined;
  /** After so long no further kill and no new event is begun. */
  readonly strikeMs: number;
  readonly say: (line: string) => void;
}

export interface RunResult {
  readonly verdict: Verdict;
  readonly hits: readonly Hit[];
  readonly cameBack: number;
  readonly events: number;
  readonly attempts: number;
  readonly records: number;
  /** From the first event until nothing moved any more. */
  readonly ms: number;
  /** Of that, until the last event was acknowledged. */
  readonly loadMs: number;
  readonly calm: Calm;
  /** Documents that bookkeepers touched in the ledger. */
  readonly touched: number;
  readonly glances: { readonly good: number; readonly bad: number };
  readonly calls: { readonly replays: number; readonly writes: number; readonly reads: number };
}

/** Runs it from a fresh folder; the folder stays, for whoever wants to know more. */
export async function run(options: RunOptions): Promise<RunResult> {
  const { folder, cdkOut, companies } = options;
  mkdirSync(folder, { recursive: true });
  const system = await openSystem(folder, cdkOut, companies);
  const observer = openObserver(system);
  try {
    return await runOn(system, observer, options);
  } finally {
    observer.close();
    await system.stop();
  }
}

async function runOn(system: System, observer: Observer, options: RunOptions): Promise<RunResult> {
  const { folder, companies, sayings, plan, kills, rate, seed, strikeMs, say } = options;
  const file = join(folder, 'history.ndjson');
  const before = await booksOf(system, companies);
  const began = performance.now();
  let isStruck = plan.length === 0;
  const isLate = (): boolean => performance.now() - began > strikeMs;
  // With kills the load lasts as long as they do; without them it is what was sent under them.
  const isOver = (): boolean => plan.length > 0 && (isStruck || isLate());
  const load = startLoad({ address: system.place, sayings, history: openHistory(file), seed, rate, isOver });
  const told = load.done.catch((error: unknown) => {
    isStruck = true;
    throw error;
  });
  const killer: Killer = startKiller(system, { plan, kills, isOver }, (hit, number) =>
    say(`${number}/${kills} ${describe(hit)}, ${load.acknowledged()} events acknowledged`),
  );
  const looking = lookNowAndThen(observer, companies, () => isStruck);
  const bookkeepers = startBookkeepers(system.admin, companies, seed, () => isStruck || isLate());
  await Promise.all([
    told,
    killer.done.then(() => {
      isStruck = true;
    }),
  ]);
  isStruck = true;
  const loadMs = performance.now() - began;
  const glances = await looking;
  await bookkeepers.done;
  say(
    `calm after ${seconds(loadMs)} s: ${load.acknowledged()} events acknowledged in ${load.attempts()} requests`,
  );
  const promised = promisedIn(readHistory(file));
  const acts = bookkeepers.acts();
  const people = peopleIn(acts, promised, await booksOf(system, companies));
  const calm = await becomeCalm({ system, observer, companies, people }, say);
  const ms = performance.now() - began;
  const after = await booksOf(system, companies);
  const openWrites = await observer.openWrites(companies);
  const sum = (pick: (books: Books) => number) => after.reduce((total, books) => total + pick(books), 0);
  return {
    // What was written while it came to rest counts as well.
    verdict: judge({ promised, before, after, calm, openWrites, people: peopleIn(acts, promised, after) }),
    touched: people.touched,
    hits: killer.hits(),
    cameBack: killer.cameBack(),
    events: load.acknowledged(),
    attempts: load.attempts(),
    records: promised.length,
    ms,
    loadMs,
    calm,
    glances,
    calls: {
      replays: sum(({ calls }) => calls.replays),
      writes: sum(({ calls }) => calls.writes),
      reads: sum(({ calls }) => calls.reads),
    },
  };
}

async function booksOf({ admin }: System, companies: number): Promise<readonly Books[]> {
  return Promise.all(Array.from({ length: companies }, (_, company) => readBooks(admin, company)));
}

/** Somebody who looks at the lists all the time, so that the API has something to be killed in. */
async function lookNowAndThen(observer: Observer, companies: number, isDone: () => boolean) {
  const counts = { good: 0, bad: 0 };
  for (let look = 0; !isDone(); look += 1) {
    const wasAnswered = await observer.glance(look % companies);
    if (wasAnswered) counts.good += 1;
    else counts.bad += 1;
    await pause(LOOK_EVERY_MS);
  }
  return counts;
}

const LOOK_EVERY_MS = 250;

function describe({ strike, atCall }: Hit): string {
  const { victim, kind, moment } = strike;
  const where =
    moment.at === 'call' && atCall
      ? `${moment.side} call ${moment.nth} to the ${moment.to}`
      : 'at any moment';
  return `${kind} ${victim} ${where}`;
}

export const seconds = (ms: number): string => (ms / 1000).toFixed(1);
