// The clock of a simulator that runs as a server: it follows real time, stands still, or is moved by hand.
import { z } from 'zod';

/** What the admin endpoint may ask of the clock; exactly one of the members. */
export const clockBody = z
  .strictObject({
    /** Forward by so many milliseconds. */
    advanceMs: z.number().int().min(0).optional(),
    /** Forward to a moment, and stand still there. */
    set: z.union([z.iso.datetime({ offset: true }), z.number().int().min(0)]).optional(),
    /** Run with real time again; a lead over it is kept, as time in the books never runs backwards. */
    follow: z.literal('real').optional(),
    /** Stand still now. */
    stop: z.literal(true).optional(),
  })
  .refine((body) => Object.keys(body).length === 1, 'exactly one of advanceMs, set, follow, stop');

/** What the state file keeps of the clock. */
export const clockState = z.object({ running: z.boolean(), leadMs: z.number(), stoodAt: z.number() });

/** A clock that can be moved forward. */
export interface Clock {
  readonly read: () => number;
  readonly isRunning: () => boolean;
  /** Moves the clock to a later moment; it goes on running if it was running. */
  readonly moveTo: (at: number) => void;
  readonly stop: () => void;
  readonly follow: () => void;
  readonly dump: () => z.infer<typeof clockState>;
  readonly restore: (state: z.infer<typeof clockState>) => void;
}

/** A clock over a source of real time; it stands still from the start if a moment is given. */
export function createClock(realNow: () => number, standingAt?: number): Clock {
  const state = { running: standingAt === undefined, leadMs: 0, stoodAt: standingAt ?? 0 };
  // Real clocks are set back now and then; this one stands still until they have caught up.
  let latest = -Infinity;
  const read = () => {
    latest = Math.max(latest, state.running ? realNow() + state.leadMs : state.stoodAt);
    return latest;
  };
  return {
    read,
    isRunning: () => state.running,
    moveTo: (at) => {
      if (state.running) state.leadMs = at - realNow();
      else state.stoodAt = at;
    },
    stop: () => Object.assign(state, { running: false, stoodAt: read() }),
    follow: () => Object.assign(state, { running: true, leadMs: Math.max(0, read() - realNow()) }),
    dump: () => ({ ...state, stoodAt: read() }),
    restore: (saved) => {
      Object.assign(state, saved);
      latest = saved.stoodAt;
      // A stopped simulator has no time of its own: a running clock goes on from real time and its old lead.
    },
  };
}
