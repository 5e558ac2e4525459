// Every reason of the runbook is said in words to whoever sees the record's card.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PROBLEMS } from '../../shared/core/problems.ts';
import { sayReason } from '../../shared/core/reasons.ts';
import { sayTask } from '../../shared/core/tasks.ts';

const RUNBOOK = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8');
const TABLE = RUNBOOK.slice(RUNBOOK.indexOf('## Records that wait or ask'));
const REASONS = [...TABLE.matchAll(/^\| `(\w+)` +\| ([^|]+)\|/gm)].flatMap(([, state = '', cell = '']) =>
  [...cell.matchAll(/`(\w+)`/g)].map(([, reason = '']) => [state, reason] as const),
);

test('the runbook names them', () => expect(REASONS.length).toBeGreaterThan(50));

test.each(REASONS)('%s: %s', (_state, reason) => {
  const said = sayReason(reason) ?? sayTask(reason)?.sentence;
  expect(said ?? (Object.hasOwn(PROBLEMS, reason) ? 'A problem.' : ''), 'shared/core/reasons.ts').toMatch(
    /^[A-Z].*\.$/,
  );
  expect(said ?? '').not.toMatch(/_|\bAPI\b|\bwebhook|\blane\b/);
});
