// The timeout chain, read from the template: each must outlive the one inside it.
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { CALL_MS } from '../../functions/callbacks/call-product.ts';
import { CALLBACK_TIMEOUTS } from '../../infra/timeouts.ts';
import { ledgerlane, templateOf } from './template.ts';
import { wallClock } from './schedule-times.ts';

const template = templateOf(ledgerlane());
const Timed = z.object({
  Timeout: z.number(),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
});
const fn = (name: string) => Timed.parse(template.named('AWS::Lambda::Function', name).Properties);
const seconds = (name: string, variable: string): number =>
  Number(fn(name).Environment.Variables[variable]) / 1000;
const visibility = (queue: string): number =>
  z.object({ VisibilityTimeout: z.number() }).parse(template.named('AWS::SQS::Queue', queue).Properties)
    .VisibilityTimeout;

describe('the timeout chain', () => {
  test('ledger call < worker < lease < visibility < sweep', () => {
    const sweepTimes = wallClock(template, 'Sweep', '2026-06-15').map((time) =>
      Date.parse(`2026-06-15T${time}:00Z`),
    );
    const [first = NaN, second = NaN] = sweepTimes;
    const chain = [
      seconds('Sync', 'LEDGER_CALL_TIMEOUT_MS'),
      fn('Sync').Timeout,
      seconds('Sync', 'LANE_LEASE_MS'),
      visibility('Lanes'),
      (second - first) / 1000,
    ];
    expect(chain).toEqual([30, 60, 65, 360, 900]);
    expect(chain).toEqual([...chain].sort((a, b) => a - b));
  });

  test('a queue that feeds a function hides its messages for at least six times as long as the function may run', () => {
    expect(visibility('Lanes') / fn('Sync').Timeout).toBeGreaterThanOrEqual(6);
  });

  test('products: a call < the function, twice over < visibility', () => {
    expect(CALLBACK_TIMEOUTS.call * 1000).toBe(CALL_MS);
    const chain = [CALLBACK_TIMEOUTS.call * 2, fn('Callbacks').Timeout, visibility('Calls')];
    expect(chain).toEqual([20, 30, 180]);
  });

  test('sources: a call < the function, six times < visibility', () => {
    const chain = [seconds('Source', 'LEDGER_CALL_TIMEOUT_MS'), fn('Source').Timeout, visibility('Sources')];
    expect(chain).toEqual([10, 60, 360]);
  });

  test('operators: ledger call < function < gateway, which hangs up at 30 s', () => {
    expect(seconds('Api', 'LEDGER_CALL_TIMEOUT_MS')).toBeLessThan(fn('Api').Timeout);
    expect(fn('Api').Timeout).toBeLessThan(30);
    expect(fn('Webhooks').Timeout).toBeLessThan(30);
  });

  test('a redrive ends before the dead letters it took come back', () => {
    expect(fn('Scheduler').Timeout).toBeLessThan(visibility('LanesDeadLetters'));
    expect(fn('Scheduler').Timeout).toBeLessThan(visibility('SourcesDeadLetters'));
  });
});
