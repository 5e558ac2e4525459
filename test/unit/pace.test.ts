// Pace: callers in virtual time against the rate window. The ledger never has to say 429, and little of the limit is wasted.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { afterCall, together, waitBefore } from '../../functions/sync/pace.ts';
import type { LedgerLimits } from '../../shared/connectors/ports.ts';
import type { RecentCalls } from '../../shared/core/writes.ts';

const LIMITS: LedgerLimits = { batchSize: 30, batchesPerMinute: 40, callsPerMinute: 500, callsPerSecond: 10 };
const MINUTE = 60_000;
const SECOND = 1_000;

/** A call to be made: whether it is a batch, how long the caller thinks before it, and how long it takes. */
interface Step {
  readonly batch: boolean;
  readonly idleMs: number;
  readonly takesMs: number;
}

interface Made {
  readonly at: number;
  readonly batch: boolean;
}

/** Plays the calls one after another, as a lane makes them, and tells when each was started. */
function play(limits: LedgerLimits, steps: Iterable<Step>, untilMs: number): readonly Made[] {
  const made: Made[] = [];
  let now = 1_000_000;
  let recent: RecentCalls = {
    batches: [],
    singles: [],
    ...(limits.callsPerHour === undefined ? {} : { hour: [] }),
  };
  const end = now + untilMs;
  for (const { batch, idleMs, takesMs } of steps) {
    now += idleMs;
    now += waitBefore(recent, limits, batch, now);
    if (now > end) break;
    recent = afterCall(recent, batch, now);
    made.push({ at: now, batch });
    now += takesMs;
  }
  return made;
}

/** The most calls in any sliding window. The ledger may count a call exactly one window later in: its border is closed. */
function mostIn(windowMs: number, times: readonly number[]): number {
  let start = 0;
  let most = 0;
  for (const [index, at] of times.entries()) {
    while (at - (times[start] ?? at) > windowMs) start += 1;
    most = Math.max(most, index - start + 1);
  }
  return most;
}

function expectWithin(limits: LedgerLimits, made: readonly Made[]): void {
  const all = made.map(({ at }) => at);
  const batches = made.flatMap(({ at, batch }) => (batch ? [at] : []));
  expect(mostIn(MINUTE, batches)).toBeLessThanOrEqual(limits.batchesPerMinute);
  expect(mostIn(SECOND, all)).toBeLessThanOrEqual(limits.callsPerSecond);
  expect(mostIn(MINUTE, all)).toBeLessThanOrEqual(limits.callsPerMinute);
}

function* always(step: Step): Generator<Step> {
  for (;;) yield step;
}

const HOUR = 60 * MINUTE;

describe('a backlog', () => {
  test.each([0, 50, 300, 1_200])(
    'of batches that take %i ms uses at least 95 % of the permitted ones',
    (takesMs) => {
      const made = play(LIMITS, always({ batch: true, idleMs: 0, takesMs }), HOUR);
      expectWithin(LIMITS, made);
      const permitted = LIMITS.batchesPerMinute * 60;
      expect(made.length).toBeGreaterThanOrEqual(permitted * 0.95);
    },
  );

  test('of single calls stays inside the minute, and uses most of it', () => {
    const made = play(LIMITS, always({ batch: false, idleMs: 0, takesMs: 0 }), HOUR);
    expectWithin(LIMITS, made);
    expect(made.length).toBeGreaterThanOrEqual(LIMITS.callsPerMinute * 60 * 0.95);
  });
});

const limits: fc.Arbitrary<LedgerLimits> = fc.record({
  batchSize: fc.constant(30),
  batchesPerMinute: fc.integer({ min: 1, max: 120 }),
  callsPerMinute: fc.integer({ min: 60, max: 1_000 }),
  callsPerSecond: fc.integer({ min: 1, max: 40 }),
});
const steps = fc.array(
  fc.record({
    batch: fc.boolean(),
    idleMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 70_000 })),
    takesMs: fc.integer({ min: 0, max: 2_000 }),
  }),
  { minLength: 200, maxLength: 600, size: 'max' },
);

describe('any caller', () => {
  test('never goes over a limit, in any sliding window', () => {
    fc.assert(
      fc.property(limits, steps, (of, calls) => {
        expectWithin(of, play(of, calls, 24 * HOUR));
      }),
      { numRuns: 60 },
    );
  });

  test('waits no longer than a window, and not at all when it was quiet for one', () => {
    fc.assert(
      fc.property(limits, steps, fc.boolean(), (of, calls, batch) => {
        let recent: RecentCalls = { batches: [], singles: [] };
        let now = 0;
        for (const step of calls) {
          now += step.idleMs;
          const wait = waitBefore(recent, of, step.batch, now);
          expect(wait).toBeLessThanOrEqual(step.batch ? MINUTE + 1 : SECOND + 1);
          now += wait;
          recent = afterCall(recent, step.batch, now);
        }
        expect(waitBefore(recent, of, batch, now + MINUTE + 1)).toBe(0);
      }),
      { numRuns: 20 },
    );
  });

  test('remembers no more than the limits allow', () => {
    fc.assert(
      fc.property(limits, steps, (of, calls) => {
        let recent: RecentCalls = { batches: [], singles: [] };
        let now = 0;
        for (const { batch } of calls) {
          now += waitBefore(recent, of, batch, now);
          recent = afterCall(recent, batch, now);
          expect(recent.batches.length).toBeLessThanOrEqual(of.batchesPerMinute);
          expect(recent.singles.length).toBeLessThanOrEqual(of.callsPerSecond);
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe('the border of a window is closed: a call exactly one window after another is still too many', () => {
  const ONE: LedgerLimits = { batchSize: 30, batchesPerMinute: 1, callsPerMinute: 60, callsPerSecond: 1 };
  const AT = 1_000_000;

  test.each([
    ['a batch', true, 59_999, 2],
    ['a batch', true, 60_000, 1],
    ['a batch', true, 60_001, 0],
    ['a call', false, 999, 2],
    ['a call', false, 1_000, 1],
    ['a call', false, 1_001, 0],
  ] as const)('%s (batch: %s) %i ms after another waits %i ms', (_name, batch, later, wait) => {
    const recent = afterCall({ batches: [], singles: [] }, batch, AT);
    expect(waitBefore(recent, ONE, batch, AT + later)).toBe(wait);
  });

  test('a call that stands on the border is not forgotten by one that is made there', () => {
    const first = afterCall({ batches: [], singles: [] }, true, AT);
    expect(afterCall(first, true, AT + MINUTE).batches).toEqual([AT, AT + MINUTE]);
    expect(afterCall(first, true, AT + MINUTE + 1).batches).toEqual([AT + MINUTE + 1]);
    expect(afterCall(first, false, AT + SECOND).singles).toEqual([AT, AT + SECOND]);
  });
});

test('a limit below one a second still lets a call be made', () => {
  const slow: LedgerLimits = { ...LIMITS, callsPerMinute: 30 };
  expect(waitBefore({ batches: [], singles: [] }, slow, false, 5)).toBe(0);
  expect(waitBefore({ batches: [], singles: [5] }, slow, false, 5)).toBe(SECOND + 1);
});

test('a clock that steps back makes nobody wait longer than a window', () => {
  const recent: RecentCalls = { batches: [], singles: Array.from({ length: 10 }, () => 5_000) };
  expect(waitBefore(recent, LIMITS, false, 4_900)).toBeLessThanOrEqual(SECOND + 101);
});

describe('the limit of an hour', () => {
  const HOURLY: LedgerLimits = { ...LIMITS, callsPerHour: 300 };

  test('is kept by a backlog in any sliding hour, and most of it is used', () => {
    const made = play(HOURLY, always({ batch: false, idleMs: 0, takesMs: 100 }), 10 * HOUR);
    expect(
      mostIn(
        HOUR,
        made.map(({ at }) => at),
      ),
    ).toBeLessThanOrEqual(300);
    expect(made.length).toBeGreaterThanOrEqual(300 * 10 * 0.9);
  });

  test('is kept by any caller', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 400 }), steps, (callsPerHour, calls) => {
        const made = play({ ...LIMITS, callsPerHour }, calls, 24 * HOUR);
        expect(
          mostIn(
            HOUR,
            made.map(({ at }) => at),
          ),
        ).toBeLessThanOrEqual(callsPerHour);
      }),
      { numRuns: 60 },
    );
  });

  test('is noted in a dozen spans and not call by call', () => {
    let recent: RecentCalls = { batches: [], singles: [], hour: [] };
    for (let now = 0; now < 5 * HOUR; now += 20 * SECOND) recent = afterCall(recent, false, now);
    expect(recent.hour?.length).toBeLessThanOrEqual(14);
    expect(JSON.stringify(recent.hour).length).toBeLessThan(500);
  });

  test('a spent hour makes the lane wait until its first span has left; one that is not counted makes nobody wait', () => {
    const hour = [{ at: 0, count: 300 }];
    expect(waitBefore({ batches: [], singles: [], hour }, HOURLY, false, 10 * MINUTE)).toBe(55 * MINUTE + 1);
    expect(waitBefore({ batches: [], singles: [], hour }, HOURLY, false, 65 * MINUTE + 1)).toBe(0);
    expect(waitBefore({ batches: [], singles: [], hour }, LIMITS, false, 10 * MINUTE)).toBe(0);
  });

  test('two notes of one lane are put together span by span: what both saw counts once', () => {
    const one: RecentCalls = { batches: [], singles: [], hour: [{ at: 0, count: 5 }] };
    const other: RecentCalls = {
      batches: [],
      singles: [],
      hour: [
        { at: 0, count: 7 },
        { at: 300_000, count: 1 },
      ],
    };
    expect(together(one, other).hour).toEqual(other.hour);
    expect(together(other, one).hour).toEqual(other.hour);
  });
});
