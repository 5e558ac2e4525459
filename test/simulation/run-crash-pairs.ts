// All pairs of crash points of all scenarios, over all cores; what was searched is kept, so that a run can go on where one ended.
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SEARCHES } from './crash-search.ts';
import { isRecord, parse } from './json.ts';
import { runAll, type PairsDone } from './pool.ts';

const KEPT = '.ledgerlane/crash-pairs.jsonl';
/** Equal cases of each scenario that are run all the same. */
const CHECKS = 8;
/** Whatever a verdict depends on. */
const CODE = ['shared', 'functions', 'simulators/quickbooks', 'test/simulation'];

/** Tells covered and total of each scenario as it ends, and what failed; with `only` of those whose names match it. */
export async function runCrashPairs(tell: (line: string) => void, only = ''): Promise<boolean> {
  const code = nameOfCode();
  const before = keptOf(code);
  const names = SEARCHES.map(({ name }) => name).filter((name) => new RegExp(only).test(name));
  const all = before.filter(({ task }) => names.includes(task.search));
  if (all.length > 0)
    tell(`${all.length} of ${names.length} scenarios were searched before with the same code`);
  const left = names.filter((name) => !all.some(({ task }) => task.search === name));
  mkdirSync('.ledgerlane', { recursive: true });
  await runAll(
    left.map((search) => ({ type: 'pairs', search, check: CHECKS })),
    (done) => {
      if (done.type !== 'pairs') return;
      all.push(done);
      appendFileSync(KEPT, `${JSON.stringify({ code, done })}\n`);
      tell(lineOf(done));
    },
    1,
  );
  return summed(all, names.length, tell);
}

function summed(all: readonly PairsDone[], total: number, tell: (line: string) => void): boolean {
  const sum = (pick: (done: PairsDone) => number): number => all.reduce((so, done) => so + pick(done), 0);
  for (const done of all) for (const text of [...done.failures.slice(0, 5), ...done.wrong]) tell(`  ${text}`);
  const failed = sum(({ failures }) => failures.length);
  const wrong = sum(({ wrong: found }) => found.length);
  const [points, pairs] = [sum((done) => done.points), sum((done) => done.pairs)];
  const [pointsRun, pairsRun] = [sum((done) => done.pointsRun), sum((done) => done.pairsRun)];
  tell(
    `${all.length} of ${total} scenarios: ${points} / ${points} points (${pointsRun} run, ${points - pointsRun} equal), ` +
      `${pairs} / ${pairs} pairs (${pairsRun} run, ${pairs - pairsRun} equal), ${failed} failed; ` +
      `${sum(({ checked }) => checked)} equal cases run all the same, ${wrong} went another way; ` +
      `${(sum(({ cpuMs }) => cpuMs) / 60_000).toFixed(1)} minutes of a core`,
  );
  return failed === 0 && wrong === 0 && all.length === total;
}

function lineOf({ task, points, pointsRun, pairs, pairsRun, failures, cpuMs }: PairsDone): string {
  return (
    `${task.search.padEnd(60)} ${points} / ${points} points (${pointsRun} run), ` +
    `${pairs} / ${pairs} pairs (${pairsRun} run, ${pairs - pairsRun} equal), ${failures.length} failed, ${(cpuMs / 1_000).toFixed(0)} s`
  );
}

function keptOf(code: string): PairsDone[] {
  const lines = existsSync(KEPT) ? readFileSync(KEPT, 'utf8').split('\n') : [];
  return lines.flatMap((line) => {
    const kept = parse(line);
    return isRecord(kept) && kept['code'] === code && isPairsDone(kept['done']) ? [kept['done']] : [];
  });
}

function isPairsDone(value: unknown): value is PairsDone {
  return isRecord(value) && value['type'] === 'pairs' && isRecord(value['task']);
}

function nameOfCode(): string {
  const hash = createHash('sha1');
  for (const folder of CODE)
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort())
      if (file.endsWith('.ts')) hash.update(file).update(readFileSync(join(folder, file)));
  return hash.digest('hex');
}
