// Every line of the log is one line and one JSON text, whatever somebody sends us to have it logged.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLog } from '../../../shared/host/aws/log.ts';
import { createMetrics } from '../../../shared/host/aws/metrics.ts';

const clock = { now: () => 1_763_000_000_000 };
const linesOf = (write: (out: (line: string) => void) => void): string[] => {
  const lines: string[] = [];
  write((line) => lines.push(line));
  return lines;
};

/** Characters that end a line, or steer a terminal, somewhere. */
const STEERING = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
const nasty = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('\r\n{"level":"error"}', '\u001b[2J', '\u009b31m', 'a\u2028b', '"}\n{"', '\u0000'),
);

describe('a log line', () => {
  test('stays one line that parses, and no field can pass for its event or level', () => {
    const fields = fc.dictionary(nasty, fc.oneof(nasty, fc.integer(), fc.boolean(), fc.constant(undefined)));
    fc.assert(
      fc.property(nasty, fields, (event, extra) => {
        const [line = '', ...more] = linesOf((out) => createLog(clock, out).info(event, extra));
        expect(more).toEqual([]);
        expect(line.endsWith('\n')).toBe(true);
        expect(line.slice(0, -1)).not.toMatch(STEERING);
        expect(JSON.parse(line)).toMatchObject({ level: 'info', event, at: '2025-11-13T02:13:20.000Z' });
      }),
    );
  });

  test('begins with what it says', () => {
    const lines = linesOf((out) =>
      createLog(clock, out).warn('lane_paused', { lane: 'quickbooks:1', count: 3 }),
    );
    expect(lines).toEqual([
      '{"level":"warn","event":"lane_paused","at":"2025-11-13T02:13:20.000Z","lane":"quickbooks:1","count":3}\n',
    ]);
    const forged = linesOf((out) => createLog(clock, out).error('x', { level: 'info', event: 'y' }));
    expect(forged[0]).toContain('{"level":"error","event":"x"');
  });

  test('cuts what is too long', () => {
    const [line = ''] = linesOf((out) => createLog(clock, out).info('x', { detail: 'y'.repeat(100_000) }));
    expect(line.length).toBeLessThan(1_200);
  });
});

describe('a metric line', () => {
  test('is what CloudWatch reads', () => {
    const lines = linesOf((out) => createMetrics(clock, out).count('records', 2, { outcome: 'synced' }));
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual([
      {
        _aws: {
          Timestamp: 1_763_000_000_000,
          CloudWatchMetrics: [
            {
              Namespace: 'Ledgerlane',
              Dimensions: [['outcome']],
              Metrics: [{ Name: 'records', Unit: 'Count' }],
            },
          ],
        },
        outcome: 'synced',
        records: 2,
      },
    ]);
  });
});
