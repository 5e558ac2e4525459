// A simulator that survives being killed: what comes in is written down before it is acted upon, and acted out again.
//
// The journal holds the inputs (requests, webhook outcomes) with the time at which they were taken, not what they
// changed. The simulator is a function of its inputs, the time and the chance it draws; time is held still for the
// length of one input and comes from the line, and the chance goes on from a saved position. So acting out the same
// lines gives the same state, ids and tokens included, and no part of the simulator has to know how it is stored.
// An input that was written but not answered before a kill counts as committed: to the client its outcome is unknown.
import { z } from 'zod';
import type { SimRequest, Surroundings } from '../core/types.ts';
import type { QuickBooks, SimReply } from '../quickbooks.ts';
import { clockState } from './clock.ts';
import type { Clock } from './clock.ts';
import { openJournal } from './journal.ts';
import type { JournalLimit } from './journal.ts';
import { createSeededChance } from './seeded.ts';
import type { SeededChance } from './seeded.ts';

const outcome = z.union([
  z.object({ status: z.number(), elapsedMs: z.number().optional() }),
  z.object({ error: z.string() }),
]);
const line = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('request'),
    at: z.number(),
    method: z.string(),
    path: z.string(),
    query: z.string(),
    headers: z.record(z.string(), z.string()),
    body: z.string(),
  }),
  z.object({ kind: z.literal('due'), at: z.number() }),
  z.object({ kind: z.literal('delivered'), at: z.number(), id: z.string(), outcome }),
  z.object({ kind: z.literal('clock'), at: z.number(), clock: clockState }),
]);
const snapshotHead = z.object({ clock: clockState, chance: z.number() });

type Line = z.infer<typeof line>;

/** A simulator behind a journal. Without a data file it is the same thing with a short memory. */
export interface Durable extends Omit<QuickBooks, 'dump' | 'restore' | 'inFlight'> {
  /** To be called after the clock was moved or stopped by hand, so that it stands there after a restart too. */
  readonly clockMoved: () => void;
  readonly close: () => void;
}

/** What a durable simulator is made of. */
export interface DurableOptions {
  readonly dataFile?: string;
  /** A test wants to see snapshots sooner than they are worth their time. */
  readonly journalLimit?: JournalLimit;
  readonly seed: number;
  readonly clock: Clock;
  readonly create: (surroundings: Surroundings) => QuickBooks;
  /** Is told about errors inside the simulator: bugs, which must not end the process of somebody's test. */
  readonly report: (error: unknown) => void;
}

/** Starts a simulator, or brings the one in the data file back. */
export function openDurable(options: DurableOptions): Durable {
  const { dataFile, journalLimit, seed, clock, create, report } = options;
  const chance = createSeededChance(seed);
  let heldTime = clock.read();
  const simulator = create({ now: () => heldTime, random: chance.random });
  const journal = dataFile === undefined ? null : openJournal(dataFile, journalLimit);
  const save = () => {
    const head = JSON.stringify({ clock: clock.dump(), chance: chance.position() });
    return `${head}\n${simulator.dump()}`;
  };
  const hold = <T>(at: number, work: () => T) => {
    heldTime = at;
    return work();
  };
  const record = <T>(input: Line, work: () => T, instead: T): T => {
    journal?.append(JSON.stringify(input));
    try {
      return hold(input.at, work);
    } catch (error) {
      report(error);
      return instead;
    } finally {
      if (journal?.isLong() === true) journal.compact(save());
    }
  };
  // The beginning is written down at once: acting it out again later would happen at another time.
  if (journal?.found.snapshot === null) journal.compact(save());
  else if (journal !== null) {
    restoreSnapshot(journal.found.snapshot, simulator, clock, chance);
    for (const text of journal.found.lines) {
      const input = line.parse(JSON.parse(text));
      hold(input.at, () => actOut(simulator, clock, input));
    }
  }
  const delivered: QuickBooks['delivered'] = (id, result) =>
    record(
      { kind: 'delivered', at: clock.read(), id, outcome: result },
      () => simulator.delivered(id, result),
      undefined,
    );
  // Whoever was to hear the answers of these POSTs is gone.
  for (const id of simulator.inFlight()) delivered(id, { error: 'the simulator was restarted' });
  return {
    delivered,
    nextDeliveryAt: simulator.nextDeliveryAt,
    request: (req) => record(requestLine(clock.read(), req), () => simulator.request(req), CRASHED),
    dueDeliveries: () => {
      const at = clock.read();
      const next = simulator.nextDeliveryAt();
      if (next === null || next > at) return [];
      return record({ kind: 'due', at }, () => simulator.dueDeliveries(), []);
    },
    clockMoved: () =>
      record({ kind: 'clock', at: clock.read(), clock: clock.dump() }, () => undefined, undefined),
    close: () => journal?.close(),
  };
}

/** The answer to a request that met a bug in the simulator itself. */
const CRASHED: SimReply = {
  status: 500,
  headers: { 'content-type': 'text/plain' },
  body: 'The simulator itself failed on this request; its standard error says how.',
};

function restoreSnapshot(
  text: string | null,
  simulator: QuickBooks,
  clock: Clock,
  chance: SeededChance,
): void {
  if (text === null) return;
  const end = text.indexOf('\n');
  const head = snapshotHead.parse(JSON.parse(text.slice(0, end)));
  clock.restore(head.clock);
  chance.moveTo(head.chance);
  simulator.restore(text.slice(end + 1));
}

/** Acts out one line of the journal. An error comes again as it came then, and was reported then. */
function actOut(simulator: QuickBooks, clock: Clock, input: Line): void {
  try {
    switch (input.kind) {
      case 'request':
        simulator.request({ ...input, query: new URLSearchParams(input.query) });
        return;
      case 'due':
        simulator.dueDeliveries();
        return;
      case 'delivered':
        simulator.delivered(input.id, input.outcome);
        return;
      case 'clock':
        clock.restore(input.clock);
    }
  } catch {
    // Deciding nothing is the decision: the state is now what it was after the error the first time.
  }
}

function requestLine(at: number, { method, path, query, headers, body }: SimRequest): Line {
  return { kind: 'request', at, method, path, query: query.toString(), headers: { ...headers }, body };
}
